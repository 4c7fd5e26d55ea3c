"""Marks of places that work: fields, mines, plants and farms, and the sites of Horgos."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corridors.presentation import style
from corridors.presentation.vocabulary import capital, word
from corridors.webmap.layers.lines import amount, is_built, since_of, sources_of
from corridors.webmap.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corridors.i18n import Words
    from corridors.model import Series

__all__ = ["horgos_marks", "resource_marks", "with_services"]

POWER = frozenset({"power", "solar", "wind"})
RESOURCE_ZOOM, POWER_ZOOM = 4.0, 4.5
HORGOS_ZOOM = 8.5
MOST_SERVICES = 8
SITE_RANK = 112
SITE_KINDS = {
    "dry_port": "terminal",
    "free_trade_centre": "trade",
    "rail_station": "station",
    "road_post": "road",
    "pipeline_station": "gas",
    "special_zone": "zone",
    "town": "town",
}
"""Symbol of each kind of site; the first kinds are laid first."""

SITE_COLOUR = "#8a52a3"


def resource_marks(rows: Iterable[Mapping[str, str]], _: Words) -> list[Mark]:
    """Mark fields, mines, refineries, plants, farms and works, each with the sign of its sector.

    Parameters
    ----------
    rows
        The table ``resources_and_industry``.
    _
        Translator of the words.
    """
    return [_resource(row, _) for row in rows if row["preferred"] == "yes" and row["lon"] and row["lat"]]


def _resource(row: Mapping[str, str], _: Words) -> Mark:
    glyph, colour = style.SECTORS[row["sector"]]
    measured = " ".join(x for x in (row["value"], row["unit"]) if x)
    of = f" ({word('substance', row['of'], _)})" if row["of"] else ""
    facts = (
        (_("Country"), row["country"]),
        (
            f"{word('quantity', row['quantity'], _)}{of}, {row['year']}".rstrip(", ") if measured else "",
            measured,
        ),
        (_("In work since"), row["start_year"]),
        (_("Status"), word("status", row["status"], _) if row["status"] != "operating" else ""),
        (_("Partners"), row["partners"]),
        (_("Position good to"), amount(row["position_accuracy_km"], "km")),
    )
    built = is_built(row)
    return Mark(
        id=row["id"],
        layer="power" if row["sector"] in POWER else "resources",
        text=row["name"].split(" (")[0],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="minor",
        kind=glyph,
        rank=190 if built else 195,
        zoom=POWER_ZOOM if row["sector"] in POWER else RESOURCE_ZOOM,
        title=row["name"],
        eyebrow=word("sector", row["sector"], _),
        tip=tuple(x for x in (measured, row["start_year"]) if x),
        facts=tuple((k, v) for k, v in facts if k and v),
        sources=sources_of(row),
        names=(row["name"],),
        since=since_of(row, "start_year"),
        accuracy_km=float(row["position_accuracy_km"] or 0),
        colour=colour,
    )


def horgos_marks(
    rows: Iterable[Mapping[str, str]],
    counts: Mapping[str, tuple[Series, ...]],
    *,
    lang: str,
    _: Words,
) -> list[Mark]:
    """Mark the sites of Horgos: what each is, since when, what it carried, how exact its position is.

    Parameters
    ----------
    rows
        The table ``horgos_sites``.
    counts
        Annual series by what a site's ``throughput_id`` names.
    lang
        Language of the names.
    _
        Translator of the words.
    """
    return [_site(row, counts.get(row["throughput_id"], ()), lang, _) for row in rows]


def _site(row: Mapping[str, str], counted: tuple[Series, ...], lang: str, _: Words) -> Mark:
    kind = capital(word("kind", row["kind"], _))
    capacity = " ".join(x for x in (row["capacity_value"], row["capacity_unit"]) if x)
    facts = (
        (_("Country"), row["country"].replace(";", ", ")),
        (_("Opened"), row["opened_date"] or row["opened_year"]),
        (_("Closed"), row["closed_year"]),
        (_("Handles"), row["carries"]),
        (_("Area"), f"{row['area_km2']}\u202fkm²" if row["area_km2"] else ""),
        (_("Capacity"), capacity),
        (_("Operator"), row["operator"]),
        (_("Position good to"), amount(row["position_accuracy_km"], "km")),
        (_("Position from"), row["position_source"]),
    )
    name = row.get(f"name_{lang}", "") or row["name"]
    names = (row["name"], row["name_zh"], row["name_ru"], row["name_kk"])
    return Mark(
        id=f"horgos-{row['id']}",
        layer="horgos",
        text=name.split(" (")[0],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="minor" if row["kind"] == "town" else "terminal",
        kind=SITE_KINDS[row["kind"]],
        rank=SITE_RANK + list(SITE_KINDS).index(row["kind"]),
        zoom=HORGOS_ZOOM,
        title=name,
        also="" if lang == "zh" else row["name_zh"],
        eyebrow=f"{kind} · {_('opened')} {row['opened_year']}" if row["opened_year"] else kind,
        tip=(f"{_('Opened')} {row['opened_year']}",) if row["opened_year"] else (),
        facts=tuple((k, v) for k, v in facts if v),
        series=counted,
        sources=sources_of(row),
        names=tuple(n for n in names if n),
        since=int(row["opened_year"] or 0),
        accuracy_km=float(row["position_accuracy_km"] or 0),
        colour=SITE_COLOUR if row["kind"] == "pipeline_station" else "",
    )


def with_services(mark: Mark, services: Sequence[Mapping[str, str]], _: Words) -> Mark:
    """Return the mark of a province with a card that lists the trains it sends.

    Parameters
    ----------
    mark
        The province's name on the map.
    services
        Its rows of the table ``rail_services``, one a service.
    _
        Translator of the words.
    """
    if not services:
        return mark
    first = sorted((r for r in services if r["start_year"]), key=lambda r: r["start_year"])
    facts = tuple(
        (r["start_year"] or "–", r["name"]) for r in (*first, *(r for r in services if r not in first))
    )
    return replace(
        mark,
        eyebrow=_("Train services to Europe and Central Asia, by first year"),
        facts=facts[:MOST_SERVICES],
        sources=tuple(s for r in first[:MOST_SERVICES] for s in sources_of(r)),
    )
