"""A Chinese province as values for its page: services, counted trains, its part at the border; nothing of Streamlit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import pandas as pd

from corridors.app.question import Question
from corridors.data import facts, layers
from corridors.data.catalogue import web
from corridors.data.credits import credit_rows, credited
from corridors.data.ledger import Ledger
from corridors.data.tables import read_rows
from corridors.model import NoteCode, Source
from corridors.model.wording import word_notes
from corridors.presentation.vocabulary import word
from corridors.traffic.assignment import year_flows, years
from corridors.traffic.series import annual
from corridors.traffic.services import ALASHANKOU, HORGOS, services, shipped_ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.i18n import Words
    from corridors.model import Note, Series
    from corridors.traffic.flow_values import Flow, Reconciliation, YearFlows
    from corridors.traffic.services import Service

__all__ = [
    "FLOWS_FILE",
    "ROUTES_FILE",
    "ModelledService",
    "Part",
    "best_known",
    "crossing_names",
    "every_year",
    "known_services",
    "parts",
    "parts_table",
    "province_names",
    "route_link",
    "series",
    "services_table",
    "source_address",
]

SERVICES_FILE: Final = "?page=data&name=rail_services"
ROUTES_FILE: Final = "?page=data&name=service_routes"
FLOWS_FILE: Final = "?page=data&name=service_flows"
HUBS: Final = (HORGOS, ALASHANKOU)
NAMES_IN: Final = ("en", "zh", "ru")


@dataclass(frozen=True, slots=True)
class ModelledService:
    """A service, and beside it what the modelled route says; None where it has no way points."""

    service: Service
    modelled_km: float | None
    countries: tuple[tuple[str, float], ...]
    crossing: str

    @property
    def difference_pct(self) -> float | None:
        """Return how far the modelled length is from the published one, %."""
        published = self.service.published_distance_km
        return (self.modelled_km / published - 1) * 100 if published and self.modelled_km else None


@dataclass(frozen=True, slots=True)
class Part:
    """What a province brings to a crossing in a year, beside what was counted there.

    ``assigned`` rests on counts of the province's own trains; None when there is none.
    """

    crossing_id: str
    year: int
    assigned: float | None
    counted: float
    basis: str
    rules: tuple[Note, ...]
    own: Source | None
    border: Source
    one_way: bool

    @property
    def share_pct(self) -> float | None:
        """Return the part in percent; None where it is unknown or only one direction was counted."""
        known = self.assigned is not None and not self.one_way
        return self.assigned / self.counted * 100 if known else None  # type: ignore[operator]


def province_names(lang: str) -> dict[str, str]:
    """Return the name of each province in a language by its code, those with services first."""
    rows = read_rows(Ledger.load().path("cn_provinces"))
    column = f"name_{lang if lang in NAMES_IN else NAMES_IN[0]}"
    busy = {s.province for s in services()}
    rows.sort(key=lambda row: (row["iso_3166_2"] not in busy, row[column]))
    return {row["iso_3166_2"]: row[column] for row in rows}


def crossing_names(lang: str) -> dict[str, str]:
    """Return the name of each border crossing in a language by its id; else the one it goes by."""
    frame = layers.load("crossings")
    own = frame[f"name_{lang}"] if f"name_{lang}" in frame else frame["name"]
    return {i: str(a or b) for i, a, b in zip(frame["id"], own, frame["name"], strict=True)}


def known_services(province: str, lang: str) -> tuple[ModelledService, ...]:
    """Return the services of a province, the oldest first, with the names of their crossings."""
    modelled = layers.load("service_routes").set_index("id")
    crossings = crossing_names(lang)
    known = []
    for service in services(province):
        row = modelled.loc[service.id] if service.id in modelled.index else None
        known.append(
            ModelledService(
                service,
                modelled_km=None if row is None else float(row["modelled_distance_km"]),
                countries=() if row is None else _countries(row["km_by_country"]),
                crossing=crossings.get(service.crossing_id, ""),
            )
        )
    return tuple(sorted(known, key=lambda k: (k.service.first_year or 9999, k.service.name)))


def _countries(text: str) -> tuple[tuple[str, float], ...]:
    pairs = (part.split("=") for part in text.split(";"))
    return tuple((code, float(km)) for code, km in pairs)


def source_address(source: Source) -> str:
    """Return where a source is read; its row's table where it has no address."""
    return web(source.url) or SERVICES_FILE


def route_link(service: Service) -> str:
    """Return the address at which the page Plan a route asks for a service's way."""
    question = Question(
        service.waypoints[0], service.waypoints[-1], via=service.waypoints[1:-1], modes=service.modes
    )
    return f"?{urlencode({'page': 'plan'} | question.to_params(), doseq=True)}"


def series(province: str) -> tuple[Series, ...]:
    """Return the counts of a province's trains that cover full years, the longest first."""
    rows = facts.table("china_europe_trains")
    mine = rows[(rows["province"] == province) & (rows["metric"] == "trains") & rows["is_full_year"]]
    found = [s for name in dict.fromkeys(mine["series_id"]) for s in annual(name, "trains").series]
    return tuple(sorted(found, key=lambda s: (-len(s.points), s.label)))


def every_year() -> tuple[YearFlows, ...]:
    """Return the flows of every year that anything is known of."""
    ways = shipped_ways()
    return tuple(year_flows(ways, year) for year in years())


def parts(province: str, yearly: Sequence[YearFlows]) -> tuple[Part, ...]:
    """Return a province's part at Horgos and Alashankou in each year counted there, latest first.

    A crossing by which none of its services ran in that year has no part.
    """
    shares = [
        _part(row, mine)
        for one in yearly
        for row in one.crossings
        if row.crossing_id in HUBS and row.counted is not None
        if (mine := [f for f in one.flows if _of(f, province, row.crossing_id)])
    ]
    return tuple(sorted(shares, key=lambda p: (-p.year, HUBS.index(p.crossing_id))))


def _of(flow: Flow, province: str, crossing_id: str) -> bool:
    return (flow.way.service.province, flow.way.border) == (province, crossing_id)


def _part(row: Reconciliation, flows: Sequence[Flow]) -> Part:
    known = [f for f in flows if f.assigned_trains is not None]
    return Part(
        crossing_id=row.crossing_id,
        year=row.year,
        assigned=sum(f.assigned_trains or 0.0 for f in known) if known else None,
        counted=row.counted or 0.0,
        basis=_basis(known, flows),
        rules=_rules(known),
        own=known[0].sources[0] if known else None,
        border=row.source or Source("", ""),
        one_way=row.direction != "both",
    )


def _basis(known: Sequence[Flow], flows: Sequence[Flow]) -> str:
    if not known:
        return "unknown"
    if len(known) < len(flows):
        return "at least"
    return "assigned" if all(f.basis == "assigned" for f in known) else "estimate"


def _rules(known: Sequence[Flow]) -> tuple[Note, ...]:
    """Return the rules behind assigned trains, each once; scaling comes after them."""
    rules = {rule.code: rule for f in known for rule in f.rules if rule.code != NoteCode.SCALED_TO_CROSSING}
    return tuple(rules.values())


def parts_table(shares: Sequence[Part], names: dict[str, str], _: Words) -> pd.DataFrame:
    """Return a row a crossing and year, each figure beside the address that it comes from."""
    rows = [
        {
            _("Year"): p.year,
            _("Crossing"): names.get(p.crossing_id, p.crossing_id),
            _("From the province"): None if p.assigned is None else round(p.assigned),
            _("What it is worth"): word("basis", p.basis, _),
            _("Its source"): web(p.own.url) if p.own else None,
            _("Counted there"): p.counted,
            _("Source of the count"): web(p.border.url),
            _("Share, %"): None if p.share_pct is None else round(p.share_pct, 1),
            _("How"): word_notes(p.rules, _),
        }
        for p in shares
    ]
    return pd.DataFrame(rows)


def services_table(found: Sequence[ModelledService]) -> pd.DataFrame:
    """Return a row a service for a file, published and modelled lengths in columns of their own."""
    rows: list[dict[str, object]] = []
    for known in found:
        plain = known.service.to_dict()
        source = plain.pop("source")
        lists = {k: ";".join(plain[k]) for k in ("waypoints", "modes")}
        modelled = {
            "modelled_distance_km": known.modelled_km,
            "modelled_km_by_country": ";".join(f"{c}={km:.0f}" for c, km in known.countries),
        }
        cited = {f"source_{k}": source[k] for k in ("title", "publisher", "date", "url")}
        rows.append(plain | lists | modelled | cited | {"confidence": source["confidence"]})
    return credited(pd.DataFrame(rows), credit_rows(["service_routes", "rail_services"]))


def best_known(shares: Sequence[Part]) -> dict[str, Part]:
    """Return the latest known part at each crossing; one that leaves no service out comes first."""
    known: dict[str, list[Part]] = defaultdict(list)
    for part in shares:
        if part.share_pct is not None:
            known[part.crossing_id].append(part)
    return {
        crossing: max(known[crossing], key=lambda p: (p.basis != "at least", p.year))
        for crossing in HUBS
        if crossing in known
    }
