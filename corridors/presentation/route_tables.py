"""A route as figures and tables for the page: values only, nothing of Streamlit.

Every figure carries how it came about and the assumptions or sources behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from corridors.data.catalogue import DATA, address_of, web
from corridors.model.sections import gauge_changes
from corridors.presentation.lands import lands_of, uncontrolled
from corridors.presentation.naming import country_name
from corridors.presentation.text import length, measure, number, share, with_unit
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corridors.costs.time import CostModel
    from corridors.i18n import Words
    from corridors.model import Passage, Route, Source

__all__ = [
    "Figure",
    "assumptions",
    "countries_table",
    "crossings_table",
    "figures",
    "legs_table",
    "modelled",
    "sources_table",
    "timed",
]

HOURS_A_DAY: Final = 24
NETWORK_FILE: Final = f"{DATA}network"
ASSUMPTIONS_FILE: Final = f"{DATA}assumptions"
CROSSINGS_FILE: Final = f"{DATA}crossings"
GAUGES_FILE: Final = f"{DATA}gauge_points"
REPAIRS_FILE: Final = f"{DATA}REPAIRS"
BORDER: Final = "border"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what qualifies it, how it came about, and what it rests on."""

    label: str
    value: str
    detail: str
    how: str
    ground: tuple[str, str] = ("", "")
    """What it rests on, in words, and where in the app that is with its sources."""
    basis: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)


def modelled(_: Words) -> tuple[str, str]:
    """Return in words what kilometres are measured on, and where that is."""
    return _("Modelled on OpenStreetMap"), NETWORK_FILE


def timed(_: Words) -> tuple[str, str]:
    """Return in words what hours rest on, and where that is."""
    return _("Speeds and dwell times"), ASSUMPTIONS_FILE


def figures(
    route: Route, costs: CostModel, lang: str, _: Words, ends: tuple[str, str] = ("", "")
) -> tuple[Figure, ...]:
    """Return the figures at the head of a route's page.

    Parameters
    ----------
    route
        The route.
    costs
        The speeds and dwell times it was timed with.
    lang
        Language of country names.
    _
        Puts English into the reader's language.
    ends
        The countries of origin and destination: where a way begins or ends at sea, its legs don't tell.
    """
    return (
        _distance(route, lang, _),
        _duration(route, costs, lang, _),
        _borders(route, lang, _, ends),
        _gauge_changes(route, lang, _),
        _repairs(route, _),
        _reach(route, _),
    )


def _distance(route: Route, lang: str, _: Words) -> Figure:
    modes = [f"{word('mode', m, _)} {length(v, _)}" for m, v in route.modes.items()]
    how = _(
        "The sum of the lengths of the mapped lines along the way (OpenStreetMap, as of {date}), "
        "measured on the ellipsoid. Not a tariff distance."
    )
    return Figure(
        _("Distance"), length(route.distance_km, _), " · ".join(modes),
        how.format(date=route.trust.data_date), modelled(_), countries_table(route, lang, _),
    )  # fmt: skip


def _duration(route: Route, costs: CostModel, lang: str, _: Words) -> Figure:
    low, high = route.time_range_h
    how = _(
        "Running time at the cited speeds of each country, and the hours spent at borders, gauge "
        "changes and terminals. The range is that of independent causes: assumptions that rest on one row are "
        "early or late together, different ones seldom all at once."
    )
    return Figure(
        _("Time"),
        _days(route.time_h, _),
        _.ngettext("{low} to {high} day", "{low} to {high} days", high / HOURS_A_DAY).format(
            low=number(low / HOURS_A_DAY, _, digits=1), high=number(high / HOURS_A_DAY, _, digits=1)
        ),
        how,
        timed(_),
        assumptions(route, costs, lang, _),
    )


def _days(hours: float, _: Words) -> str:
    days = hours / HOURS_A_DAY
    return _.ngettext("{days} day", "{days} days", days).format(days=number(days, _, digits=1))


def _borders(route: Route, lang: str, _: Words, ends: tuple[str, str]) -> Figure:
    crossed = [p for p in route.passages if p.kind == BORDER]
    how = _(
        "A border is where the way changes from one country into the next. On land they are passed at named "
        "crossings only; the table says where and how long it takes. By sea the ports stand for them."
    )
    ground = _("Table of crossings"), CROSSINGS_FILE
    lands = lands_of(route, ends)
    by_sea = sum(wet for _land, wet in lands[1:])
    at_sea = _.ngettext("{count} by sea", "{count} by sea", by_sea).format(count=by_sea) if by_sea else ""
    detail = " · ".join(
        filter(None, (_chain([land for land, _wet in lands], lang), at_sea, *uncontrolled(route, lang, _)))
    )
    return Figure(
        _("Borders"),
        str(max(len(lands) - 1, 0)),
        detail,
        how,
        ground,
        _short(crossed, route, lang, _),
    )


def _gauge_changes(route: Route, lang: str, _: Words) -> Figure:
    changes = [p for p in route.passages if p.gauge_break]
    gauges = [leg.gauge_mm for leg in route.legs if leg.gauge_mm]
    order = " – ".join(str(g) for i, g in enumerate(gauges) if i == 0 or g != gauges[i - 1])
    how = _(
        "How often the goods change to railways of another gauge. From rail to rail that is done at named points only, by "
        "transshipment, new bogies or variable-gauge wheels; over water or road between them they are loaded anew anyway."
    )
    by_yard, over = gauge_changes(route)
    between = _.ngettext("{count} over water or road", "{count} over water or road", over).format(
        count=over
    )
    rails = with_unit(order, "mm", _) if order else _("No railway on the way")
    detail = f"{rails} · {between}" if over else rails
    ground = _("Table of gauge changes"), GAUGES_FILE
    return Figure(
        _("Gauge changes"), str(by_yard + over), detail, how, ground, _short(changes, route, lang, _)
    )


def _repairs(route: Route, _: Words) -> Figure:
    how = _(
        "Where the map has a gap that the railway has not, a piece of line was laid across it. "
        "Each such piece is an edge of its own, listed in geodata/osm/REPAIRS.md."
    )
    repaired = route.trust.repaired_km / route.distance_km if route.distance_km else 0.0
    detail = _("{share} of the way").format(share=share(repaired, _, digits=2))
    ground = _("Report of repairs"), REPAIRS_FILE
    return Figure(_("Repaired line"), length(route.trust.repaired_km, _), detail, how, ground)


def _reach(route: Route, _: Words) -> Figure:
    first, last = route.trust.snap_km
    how = _(
        "The straight distance from the named place to the nearest line that fits, at the start and at "
        "the end. It is not part of the route's length. Speeds are assumed, not timetabled, on {km}."
    )
    return Figure(
        _("Place to line"), length(max(first, last), _),
        _("{first} at the start, {last} at the end").format(first=length(first, _), last=length(last, _)),
        how.format(km=length(route.trust.assumed_speed_km, _)), modelled(_),
    )  # fmt: skip


def _chain(codes: Sequence[str], lang: str) -> str:
    if len(codes) > 4:  # noqa: PLR2004 - more names than that fill lines
        return " – ".join(codes)
    return " – ".join(country_name(code, lang) for code in codes)


def legs_table(route: Route, lang: str, _: Words) -> pd.DataFrame:
    """Return a row a leg, with the terminals where the way begins and ends, all borders, and the whole.

    Hours of a leg are those under way; with the other rows they make the time at the head of the page.

    Parameters
    ----------
    route
        The route.
    lang
        Language of country names.
    _
        Puts English into the reader's language.
    """
    legs = [
        {
            _("From"): leg.from_name,
            _("To"): leg.to_name,
            _("Country"): country_name(leg.country, lang),
            _("Mode"): word("mode", str(leg.mode), _),
            _("Gauge"): with_unit(str(leg.gauge_mm), "mm", _) if leg.gauge_mm else "",
            _("km"): round(leg.distance_km, 1),
            _("Hours"): round(leg.time_h, 1),
        }
        for leg in route.legs
    ]
    return pd.DataFrame([*_started(route, lang, _), *legs, *_finished(route, lang, _)])


def _standing(what: str, hours: float, _: Words, *, where: str = "", country: str = "") -> dict[str, Any]:
    """Return a row of the legs' table for hours in which nothing moves on."""
    columns = (_("From"), _("To"), _("Country"), _("Mode"), _("Gauge"), _("km"), _("Hours"))
    return dict(zip(columns, (what, where, country, "", "", None, round(hours, 1)), strict=True))


def _started(route: Route, lang: str, _: Words) -> list[dict[str, Any]]:
    hours = route.ends.each_h[0]
    if not (hours and route.legs):
        return []
    first = route.legs[0]
    land = country_name(first.country, lang)
    return [_standing(_("Terminal at the start"), hours, _, where=first.from_name, country=land)]


def _finished(route: Route, lang: str, _: Words) -> list[dict[str, Any]]:
    rows = []
    if route.passages:
        told = _("Borders, changes and ports on the way")
        rows.append(_standing(told, sum(p.dwell_h for p in route.passages), _))
    if route.ends.each_h[1] and route.legs:
        last = route.legs[-1]
        land = country_name(last.country, lang)
        hours = route.ends.each_h[1]
        rows.append(_standing(_("Terminal at the goal"), hours, _, where=last.to_name, country=land))
    whole = _standing(_("Whole way"), route.time_h, _, where=_days(route.time_h, _))
    return [*rows, whole | {_("km"): round(route.distance_km, 1)}]


def countries_table(route: Route, lang: str, _: Words) -> pd.DataFrame:
    """Return a row a country in the order of the way: km, share, hours under way."""
    total = route.distance_km or 1.0
    return pd.DataFrame(
        {
            _("Country"): country_name(code, lang),
            _("km"): round(length_km, 1),
            _("Share"): length_km / total,
            _("Hours under way"): round(sum(leg.time_h for leg in route.legs if leg.country == code), 1),
        }
        for code, length_km in route.countries.items()
    )


def crossings_table(route: Route, lang: str, _: Words) -> pd.DataFrame:
    """Return a row a border, gauge change or terminal: where, dwell with range, source and its address."""
    known = {source.id: source for source in route.sources}
    rows = [_crossing(p, known, lang, _) for p in route.passages]
    return pd.DataFrame([*rows, *_ends(route, known, lang, _)])


def _ends(route: Route, known: dict[str, Source], lang: str, _: Words) -> list[dict[str, str | float]]:
    """Return a row for the hours at the terminals where the way begins and ends, where it has them."""
    cited = [known[name] for name in route.ends.source.split(";") if name in known]
    if not cited or not route.legs:
        return []
    low, high = route.ends.time_range_h
    lands = dict.fromkeys((route.legs[0].country, route.legs[-1].country))
    return [
        {
            _("Crossing"): _("Terminals at both ends"),
            _("Between"): " → ".join(country_name(c, lang) for c in lands if c),
            _("Kind"): word("passage", "terminal", _),
            _("Dwell, h"): round(route.ends.time_h, 1),
            _("Range, h"): f"{number(low, _)}–{number(high, _)}",
            _("Link"): _address(cited),
            _("Source"): "; ".join(dict.fromkeys(s.title for s in cited)),
        }
    ]


def _short(passages: Iterable[Passage], route: Route, lang: str, _: Words) -> pd.DataFrame:
    known = {source.id: source for source in route.sources}
    return pd.DataFrame([_crossing(p, known, lang, _) for p in passages])


def _crossing(p: Passage, known: dict[str, Source], lang: str, _: Words) -> dict[str, str | float]:
    cited = [known[name] for name in p.source.split(";") if name in known]
    low, high = p.dwell_range_h
    between = " → ".join(country_name(c, lang) for c in dict.fromkeys((p.from_country, p.to_country)) if c)
    return {
        _("Crossing"): p.name,
        _("Between"): between,
        _("Kind"): _kind(p, _),
        _("Dwell, h"): round(p.dwell_h, 1),
        _("Range, h"): f"{number(low, _)}–{number(high, _)}",
        _("Link"): _address(cited),
        _("Source"): "; ".join(dict.fromkeys(s.title for s in cited)),
    }


def _address(cited: Sequence[Source]) -> str:
    """Return the first address that sources give, else the table that holds the first one's row."""
    with_address = [s for s in cited if web(s.url)]
    return address_of((*with_address, *cited)[0]) if cited else CROSSINGS_FILE


def _kind(p: Passage, _: Words) -> str:
    if p.kind == BORDER:
        return _("Border and gauge change") if p.gauge_break else word("passage", p.kind, _)
    return word("passage", p.kind, _)


def assumptions(route: Route, costs: CostModel, lang: str, _: Words) -> pd.DataFrame:
    """Return a row an assumption that the route's time rests on: value, range, source and its address."""
    rows = []
    for mode, country in dict.fromkeys((str(leg.mode), leg.country) for leg in route.legs):
        cited = costs.speed(mode, country)
        what = f"{word('mode', mode, _)}, {country_name(country, lang)}"
        rows.append(
            _assumed(what, measure(cited.value, "km/h", _), (cited.low, cited.high), cited.source, _)
        )
    known = {source.id: source for source in route.sources}
    for p in route.passages:
        source = next((known[name] for name in p.source.split(";") if name in known), None)
        if source:
            rows.append(_assumed(p.name, measure(p.dwell_h, "h", _, digits=1), p.dwell_range_h, source, _))
    if at_ends := known.get(route.ends.source.split(";")[0]):
        hours = measure(route.ends.time_h, "h", _, digits=1)
        rows.append(_assumed(_("Terminals at both ends"), hours, route.ends.time_range_h, at_ends, _))
    return pd.DataFrame(rows)


def _assumed(
    what: str, value: str, bounds: tuple[float, float], source: Source, _: Words
) -> dict[str, str]:
    return {
        _("Assumption"): what,
        _("Value"): value,
        _("Range"): f"{number(bounds[0], _)}–{number(bounds[1], _)}",
        _("Link"): address_of(source),
        _("Source"): source.title,
    }


def sources_table(route: Route, _: Words) -> pd.DataFrame:
    """Return a row a source: title, publisher, date, how sure it is, address."""
    rows = [
        {
            _("Source"): s.title,
            _("Publisher"): s.publisher,
            _("Date"): s.date,
            _("Confidence"): word("confidence", s.confidence, _),
            _("Link"): address_of(s),
        }
        for s in route.sources
    ]
    return pd.DataFrame(rows).drop_duplicates(ignore_index=True)
