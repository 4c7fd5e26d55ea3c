"""What follows from published series: growth, shares, use of capacity, each with the figures it is made from.

Values only, nothing of Streamlit. A year that lacks one of its figures has no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corridors.data.ledger import geodata_dir
from corridors.data.tables import read_rows, source_of
from corridors.errors import BadInput
from corridors.model import Cited, Series, SeriesPoint, ValueType
from corridors.presentation.text import figure
from corridors.presentation.vocabulary import word
from corridors.traffic.series import WHOLE, annual, cagr, growth
from corridors.traffic.shares import europe_and_asia_trains, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from corridors.i18n import Words
    from corridors.model import Source, Throughput
    from corridors.presentation.series_tables import Panel

__all__ = [
    "CitedFigure",
    "Derivation",
    "Derived",
    "chosen_years",
    "compounds",
    "derived_series",
    "growths",
    "known_years",
    "shares",
    "uses",
]

DAYS_A_YEAR: Final = 365
FEWEST_YEARS: Final = 2
TRAINS, ALL_TRAINS = "china_europe_trains", "china-europe-trains"
MIXED_TRAINS: Final = "europe_and_asia_trains"
TRAINS_OF: Final = ("rail-manzhouli-zabaykalsk", "rail-erenhot-zamyn-uud")
"""Crossings whose share is shown beside all China–Europe trains."""
PAIRS_A_DAY: Final = "train pairs/day"
OF_CAPACITY: Final = frozenset({"rail_freight", "containers", "international_containers"})
"""What is counted at a terminal in the unit of its capacity, and of nothing but what passes there."""


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A published figure that a derived one is made from, in words, and who says so."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Derived:
    """A percentage of a year and the figures that it is made from."""

    year: int
    value_pct: float
    grounds: tuple[CitedFigure, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """Derived percentages of one kind, year by year; years without are left out."""

    title: str
    years: tuple[Derived, ...]
    signed: bool = False
    """Whether a value is a change, so that its sign is told."""


# --------------------------------------------------------------------------------------------- growth
def growths(panel: Panel, _: Words) -> tuple[Derivation, ...]:
    """Return the growth on the year before of each series; empty ones are left out.

    Parameters
    ----------
    panel
        Series of one quantity.
    _
        Puts English into the reader's language.
    """
    ratios = (
        Derivation(
            _titled(_("Growth on the year before"), s, panel, _), _grown(s, panel.unit, _), signed=True
        )
        for s in panel.series
    )
    return tuple(d for d in ratios if d.years)


def _titled(words: str, series: Series, panel: Panel, _: Words) -> str:
    if len(panel.series) <= 1:
        return words
    return _("{measure}: {series}").format(measure=words, series=word("series", series.label, _))


def _grown(series: Series, unit: str, _: Words) -> tuple[Derived, ...]:
    points = {p.year: p for p in series.points}
    return tuple(
        Derived(year, pct, (_said(points[year - 1], unit, _), _said(points[year], unit, _)))
        for year, pct in _by_year(growth(series))
    )


def _by_year(values: pd.Series[float]) -> list[tuple[int, float]]:
    known = values.dropna()
    return list(zip(known.index.to_numpy(dtype=int).tolist(), known.tolist(), strict=True))


def _said(point: SeriesPoint, unit: str, _: Words) -> CitedFigure:
    kind = point.value_type if point.source.confidence != "unverified" else point.source.confidence
    kind_said = f" ({kind})" if kind != "reported" else ""
    told_value = figure(point.value, _)
    return CitedFigure(f"{point.year}: {told_value} {unit}{kind_said}", point.source)


def known_years(panel: Panel) -> tuple[int, ...]:
    """Return the years in which any series of a panel has a figure, if they are two or more."""
    years = {p.year for s in panel.series if len(s.points) >= FEWEST_YEARS for p in s.points}
    return tuple(sorted(years))


def chosen_years(panel: Panel, first: str, last: str) -> tuple[int, int]:
    """Return two years of a panel: those asked for, else the first and last that its series share.

    Parameters
    ----------
    panel
        Series of one quantity; where no two years are shared, those of the longest series count.
    first
        The first year that is asked for, as text from an address; what is no year of the panel is passed over.
    last
        The last year, likewise.
    """
    years = known_years(panel)
    lines = [{p.year for p in s.points} for s in panel.series]
    shared = set.intersection(*lines)
    usual = shared if len(shared) >= FEWEST_YEARS else max(lines, key=len)
    start = int(first) if first in map(str, years) else min(usual)
    end = int(last) if last in map(str, years) else max(usual)
    return (start, end) if start < end else (min(usual), max(usual))


def compounds(panel: Panel, first: int, last: int, _: Words) -> tuple[tuple[str, Derived | None], ...]:
    """Return each series' compound annual growth between two years; None where it lacks one of them."""
    return tuple((s.label, _compound(s, panel.unit, (first, last), _)) for s in panel.series)


def _compound(series: Series, unit: str, years: tuple[int, int], _: Words) -> Derived | None:
    first, last = years
    points = {p.year: p for p in series.points}
    try:
        pct = cagr(series, first, last)
    except BadInput:
        return None
    return Derived(last, pct, (_said(points[first], unit, _), _said(points[last], unit, _)))


# --------------------------------------------------------------------------------------------- shares
def shares(throughput: Throughput, panel: Panel, _: Words) -> tuple[Derivation, ...]:
    """Return the panel's series as parts of a whole, or its parts where it is the whole.

    Parameters
    ----------
    throughput
        The subject that the panel belongs to.
    panel
        Series of one quantity.
    _
        Puts English into the reader's language.
    """
    pairs = (
        *_of_all_trains(throughput, panel, _),
        *_of_pipeline(throughput, panel, _),
        *_of_trade(throughput, panel, _),
    )
    derivations = (Derivation(title, _parts(part, whole, panel.unit, _)) for title, part, whole in pairs)
    return tuple(d for d in derivations if d.years)


def _parts(part: Series, whole: Series, unit: str, _: Words) -> tuple[Derived, ...]:
    parts, wholes = ({p.year: p for p in s.points} for s in (part, whole))
    return tuple(
        Derived(year, pct, (_said(parts[year], unit, _), _said(wholes[year], unit, _)))
        for year, pct in _by_year(share(part, whole))
    )


def _of_all_trains(throughput: Throughput, panel: Panel, _: Words) -> Iterator[tuple[str, Series, Series]]:
    if throughput.name == ALL_TRAINS and panel.metric == "trains":
        for name in TRAINS_OF:
            other = annual(name, TRAINS)
            for part in other.series:
                for whole in panel.series:
                    if part.direction == whole.direction:
                        yield _("Share of {part}").format(part=word("series", other.title, _)), part, whole
    elif panel.metric == MIXED_TRAINS and panel.direction == "both":
        whole = europe_and_asia_trains()
        for part in panel.series:
            yield _titled(_("Share in all trains to Europe and Central Asia"), part, panel, _), part, whole
    elif panel.metric == TRAINS and panel.direction == "both":
        whole = next(s for s in annual(ALL_TRAINS, "trains").series if s.direction == "both")
        for part in panel.series:
            yield _titled(_("Share in all China–Europe trains"), part, panel, _), part, whole


def _of_pipeline(throughput: Throughput, panel: Panel, _: Words) -> Iterator[tuple[str, Series, Series]]:
    wholes = [s for s in throughput.series if s.metric == WHOLE]
    parts = [s for s in throughput.series if s.metric.startswith(f"{WHOLE}_")]
    names = {
        "throughput_kazakh_origin": _("Share of Kazakh origin"),
        "throughput_russian_transit": _("Share of transit from Russia"),
        "throughput_reverse_russian_gas": _("Share of Russian gas"),
    }
    for part in parts:
        for whole in wholes:
            if part.unit == whole.unit and panel.metric in {WHOLE, part.metric}:
                yield names.get(part.metric, part.metric), part, whole


def _of_trade(throughput: Throughput, panel: Panel, _: Words) -> Iterator[tuple[str, Series, Series]]:
    if panel.metric != "trade" or panel.direction == "total":
        return
    wholes = {s.label: s for s in throughput.series if s.direction == "total"}
    for part in panel.series:
        if part.label in wholes:
            yield _titled(_("Share in the trade both ways"), part, panel, _), part, wholes[part.label]


# ------------------------------------------------------------------------------------- use of capacity
def uses(throughput: Throughput, panel: Panel, _: Words) -> tuple[Derivation, ...]:
    """Return how much of the published capacity of a pipeline, terminal or crossing was used.

    Parameters
    ----------
    throughput
        The subject that the panel belongs to.
    panel
        Series of one quantity.
    _
        Puts English into the reader's language.
    """
    derivations = [_pipeline_use(throughput, panel, _)] if panel.metric == WHOLE else []
    derivations += [_terminal_use(s, panel, _) for s in panel.series if panel.metric in OF_CAPACITY]
    derivations += [_crossing_use(throughput, s, panel, _) for s in panel.series if panel.metric == TRAINS]
    return tuple(d for d in derivations if d.years)


def _pipeline_use(throughput: Throughput, panel: Panel, _: Words) -> Derivation:
    used = throughput.utilisation.points if throughput.utilisation else ()
    carried = {p.year: p for s in panel.series for p in s.points}
    values = tuple(
        Derived(
            p.year,
            p.value,
            (
                _said(carried[p.year], panel.unit, _),
                *(_room(c, c.source.id, _) for c in throughput.capacities if int(c.year) <= p.year),
            ),
        )
        for p in used
        if p.year in carried
    )
    return Derivation(_("Use of today's capacity"), values)


def _room(capacity: Cited, name: str, _: Words) -> CitedFigure:
    told_value = figure(capacity.value, _)
    return CitedFigure(f"{name}: {told_value} {capacity.unit}", capacity.source)


def _terminal_use(series: Series, panel: Panel, _: Words) -> Derivation:
    """Hold what is counted at a terminal against the capacity of that very terminal, in the same unit."""
    values = []
    for p in series.points:
        name, capacity = _terminal_capacities().get(_place_of_rows().get(p.source.id, ""), ("", None))
        if capacity and capacity.unit == f"{panel.unit}/yr":
            grounds = (_said(p, panel.unit, _), _room(capacity, name, _))
            values.append(Derived(p.year, p.value / capacity.value * 100, grounds))
    return Derivation(_titled(_("Use of today's capacity"), series, panel, _), tuple(values))


def _crossing_use(throughput: Throughput, series: Series, panel: Panel, _: Words) -> Derivation:
    """Hold the trains of one direction against the pairs of trains that a crossing can take in a year."""
    rooms = [p for s in throughput.marks if s.unit == PAIRS_A_DAY for p in s.points]
    title = _titled(_("Part of the capacity for all trains, one way"), series, panel, _)
    if not rooms or series.direction not in {"in", "out"}:
        return Derivation(title, ())
    room = max(rooms, key=lambda p: p.year)
    most = room.value * DAYS_A_YEAR
    values = tuple(
        Derived(p.year, p.value / most * 100, (_said(p, panel.unit, _), _said(room, PAIRS_A_DAY, _)))
        for p in series.points
    )
    return Derivation(title, values)


@lru_cache(maxsize=1)
def _terminal_capacities() -> Mapping[str, tuple[str, Cited]]:
    """Return the name of each terminal and what it can take, by its id."""
    rows = read_rows(geodata_dir() / "tables/terminals.csv")
    return {
        row["id"]: (
            row["name"],
            Cited(value, row["capacity_unit"], value, value, row["opened_year"], source_of(row)),
        )
        for row in rows
        if row["capacity_value"]
        for value in (float(row["capacity_value"]),)
    }


@lru_cache(maxsize=1)
def _place_of_rows() -> Mapping[str, str]:
    """Return the terminal at which each row of the crossings' traffic was counted."""
    return {
        row["id"]: row["place_id"] for row in read_rows(geodata_dir() / "tables/crossing_throughput.csv")
    }


def derived_series(derivations: Sequence[Derivation]) -> tuple[Series, ...]:
    """Return derived percentages as series for a chart, every point of them derived."""
    return tuple(
        Series(
            d.title,
            "derived",
            "%",
            "",
            tuple(
                SeriesPoint(v.year, round(v.value_pct, 2), ValueType.DERIVED, v.grounds[0].source)
                for v in d.years
            ),
        )
        for d in derivations
    )
