"""Annual series of crossings, trains, pipelines and trade: what was carried, and who says so.

Only preferred rows that cover a full year make points. A year that nobody stated stays a gap.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz, process, utils

from corridors.data.ledger import Ledger, geodata_dir
from corridors.data.tables import read_rows, source_of
from corridors.errors import BadInput, DamagedData, UnknownName
from corridors.gazetteer.spelling import normalise
from corridors.model import Cited, Note, NoteCode, Series, SeriesPoint, Throughput, ValueType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    Row = Mapping[str, Any]

__all__ = ["annual", "cagr", "growth", "overview", "utilisation"]

TABLES: Final = (
    *("crossing_throughput", "china_europe_trains", "middle_corridor", "pipeline_throughput"),
    *("bilateral_trade", "crossings", "pipelines"),
)
MARKS: Final = frozenset({"target", "capacity", "plan", "announced"})
"""Value types that are no traffic."""

WHOLE: Final = "throughput"
"""Metric of all that a pipeline carries."""

SUGGESTIONS: Final = 5
NEAR: Final = 60
"""Below this likeness, of 100, a spelling is not worth suggesting."""

HUBS: Final = {
    **dict.fromkeys(
        ("rail-huoerguosi-altynkol", "road-khorgos-nur-zholy", "terminal-X002", "terminal-X007"), "khorgos"
    ),
    **dict.fromkeys(("rail-alashankou-dostyk", "road-alashankou-dostyk"), "alashankou"),
    "cre-china-europe": "china-europe-trains",
    **dict.fromkeys(
        ("titr", "titr-from-china", "titr-kz-az-ports", "titr-trains-from-china", "cre-southern"),
        "middle-corridor",
    ),
    **dict.fromkeys(("CAGP-A", "CAGP-B", "CAGP-C", "KZ-GAS-CN"), "CAGP"),
}
"""Ids of the tables that are asked for under one name."""

NAMES: Final = {
    "khorgos": ("Khorgos", "Horgos", "Korgas", "Huoerguosi", "霍尔果斯", "Хоргос", "Қорғас", "Altynkol"),
    "alashankou": ("Alashankou–Dostyk", "Alashankou", "Dostyk", "阿拉山口", "Алашанькоу", "Достык"),
    "china-europe-trains": (
        "China–Europe trains", "China–Europe freight trains", "CR Express", "中欧班列", "Китай–Европа"
    ),
    "middle-corridor": ("Middle Corridor", "TITR", "Trans-Caspian", "ТМТМ", "中间走廊"),
    "CAGP": ("Central Asia–China gas pipeline", "中亚天然气管道", "Центральная Азия — Китай"),
    "KCP-total": ("Kazakhstan–China Pipeline, the company: all its traffic", "KCP"),
    "trade": ("China–Kazakhstan trade", "bilateral trade", "中哈贸易", "торговля Китай — Казахстан"),
}  # fmt: skip
"""Title and other names of what is asked for most."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A row of a table, and the subject, label and metric under which a reader finds it."""

    subject: str
    names: tuple[str, ...]
    label: str
    metric: str
    row: Row

    @property
    def counts(self) -> bool:
        """Whether the row covers a full year and no other row is preferred to it."""
        return (self.row["is_full_year"], self.row["preferred"]) == ("yes", "yes")


@dataclass(frozen=True, slots=True)
class _Subject:
    name: str
    names: tuple[str, ...]
    facts: tuple[_Fact, ...]


@dataclass(frozen=True, slots=True)
class _SeriesIndex:
    """All subjects by name, the subject of each spelling, and what pipelines of a subject can carry."""

    subjects: Mapping[str, _Subject]
    spelt: Mapping[str, _Subject]
    capacities: Mapping[str, tuple[Cited, ...]]


def annual(name: str, metric: str | None = None, folder: Path | None = None) -> Throughput:
    """Return the annual series of a crossing, pipeline, service or relation.

    Parameters
    ----------
    name
        Any of its names, in any script, or its id.
    metric
        Keep only the series of this metric.
    folder
        Where the data lie; the shipped ``geodata`` by default.

    Raises
    ------
    UnknownName
        When nothing has that name or that metric; the message has the nearest.
    """
    index = _series_index(folder or geodata_dir())
    subject = _find(name, index)
    facts = [f for f in subject.facts if f.counts]
    metrics = sorted({f.metric for f in facts})
    if metric is not None:
        if metric not in metrics:
            raise UnknownName(f"metric of {subject.name}", metric, tuple(metrics))
        facts = [f for f in facts if f.metric == metric]
    unused = sum(not f.counts and metric in {None, f.metric} for f in subject.facts)
    series = _series([f for f in facts if f.row["value_type"] not in MARKS])
    capacities = index.capacities.get(subject.name, ())
    used = _utilisation(series, capacities)
    return Throughput(
        name=subject.name,
        title=subject.names[0],
        series=series,
        marks=_series([f for f in facts if f.row["value_type"] in MARKS]),
        notes=tuple(_notes(len(facts), unused, used)),
        capacities=capacities,
        utilisation=used,
    )


def overview(metric: str | None = None, folder: Path | None = None) -> tuple[dict[str, Any], ...]:
    """Return a line for each name that has a series: its title, metrics and years."""
    lines = []
    for subject in _series_index(folder or geodata_dir()).subjects.values():
        facts = [f for f in subject.facts if f.counts and metric in {None, f.metric}]
        years = [int(f.row["year"]) for f in facts]
        if years:
            lines.append(
                {
                    "name": subject.name,
                    "title": subject.names[0],
                    "metrics": sorted({f.metric for f in facts}),
                    "first_year": min(years),
                    "last_year": max(years),
                }
            )
    if not lines:
        known = {
            f.metric
            for s in _series_index(folder or geodata_dir()).subjects.values()
            for f in s.facts
            if f.counts
        }
        raise UnknownName("metric", metric or "", tuple(sorted(known)))
    return tuple(lines)


def growth(series: Series) -> pd.Series[float]:
    """Return the change on the year before in percent; empty where either year is missing."""
    values = series.to_pandas()
    before = values.shift(1)
    return ((values / before.where(before > 0) - 1) * 100).rename("growth_pct")


def cagr(series: Series, first: int | None = None, last: int | None = None) -> float:
    """Return the compound annual growth rate between two years in percent.

    Raises
    ------
    BadInput
        When the series has no point in either year, or they are not two years.
    """
    values = {p.year: p.value for p in series.points}
    start = min(values, default=0) if first is None else first
    end = max(values, default=0) if last is None else last
    if start not in values or end not in values or start >= end or values[start] <= 0:
        known = ", ".join(map(str, values))
        message = (
            f"No growth from {start} to {end}: give two different years of {known}, the earlier first."
        )
        raise BadInput(message)
    return float(((values[end] / values[start]) ** (1 / (end - start)) - 1) * 100)


def utilisation(name: str, folder: Path | None = None) -> pd.Series[float]:
    """Return a pipeline's throughput as percent of the capacity of the lines open in each year.

    A line counts with the capacity it has today, also in years before it was enlarged.

    Raises
    ------
    BadInput
        When the throughput or the capacity is not published.
    """
    throughput = annual(name, None, folder)
    if throughput.utilisation is None:
        known = any(s.metric == WHOLE for s in throughput.series)
        message = f"{throughput.title} has no published {'capacity' if known else WHOLE} to compare."
        raise BadInput(message)
    return throughput.utilisation.to_pandas().rename("utilisation_pct")


# ------------------------------------------------------------------------------------------------- capacity
def _capacities(rows: Sequence[Row]) -> dict[str, tuple[Cited, ...]]:
    """Return what each pipeline of a subject can carry, since its year."""
    capacities: dict[str, tuple[Cited, ...]] = {}
    for row in rows:
        if row["capacity"] and row["opened_year"]:
            value, subject = float(row["capacity"]), str(HUBS.get(row["id"], row["id"]))
            cited = Cited(value, row["capacity_unit"], value, value, row["opened_year"], source_of(row))
            capacities[subject] = (*capacities.get(subject, ()), cited)
    return capacities


def _utilisation(series: Sequence[Series], capacities: Sequence[Cited]) -> Series | None:
    """Return throughput as percent of the capacity of the lines that were open in each year."""
    whole = next((s for s in series if s.metric == WHOLE), None)
    if whole is None or not capacities:
        return None
    if {c.unit for c in capacities} != {f"{whole.unit}/yr"}:
        message = f"The capacity of {whole.label} is not in {whole.unit}/yr. Restore pipelines.csv."
        raise DamagedData(message)
    points = tuple(_used(point, capacities) for point in whole.points if _open(point.year, capacities))
    return Series(whole.label, "utilisation", "%", whole.direction, points) if points else None


def _open(year: int, capacities: Sequence[Cited]) -> float:
    return sum(c.value for c in capacities if int(c.year) <= year)


def _used(point: SeriesPoint, capacities: Sequence[Cited]) -> SeriesPoint:
    room = _open(point.year, capacities)
    note = f"{point.value:g} of {room:g} {capacities[0].unit}"
    return SeriesPoint(
        point.year, round(point.value / room * 100, 6), ValueType.DERIVED, point.source, note
    )


# ------------------------------------------------------------------------------------------ rows to series
def _series(facts: Sequence[_Fact]) -> tuple[Series, ...]:
    groups: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for fact in facts:
        groups[fact.label, fact.metric, fact.row["unit"], fact.row["direction"]].append(fact.row)
    series = [Series(*key, points=_points(rows)) for key, rows in groups.items()]
    return tuple(sorted(series, key=lambda s: (-len(s.points), s.metric, s.label, s.direction)))


def _points(rows: Sequence[Row]) -> tuple[SeriesPoint, ...]:
    points = sorted((_point(row) for row in rows), key=lambda p: p.year)
    for one, other in pairwise(points):
        if one.year == other.year:
            message = f"Rows {one.source.id} and {other.source.id} both claim {one.year}; mark one as not preferred."
            raise DamagedData(message)
    return tuple(points)


def _point(row: Row) -> SeriesPoint:
    try:
        year, value = int(row["year"]), float(row["value"])
    except ValueError as fault:
        message = f"Row {row['id']} has no year or no value ({fault}). Restore the tables."
        raise DamagedData(message) from fault
    return SeriesPoint(year, value, row["value_type"], source_of(row), row["note"])


def _notes(points: int, unused: int, used: Series | None) -> Iterator[Note]:
    if not points:
        yield Note.of(NoteCode.NO_FULL_YEAR)
    if unused:
        yield Note.of(NoteCode.FIGURES_LEFT_OUT, count=unused)
    if used:
        yield Note.of(NoteCode.CAPACITY_OF_TODAY)


# ----------------------------------------------------------------------------------------- names to subjects
def _find(name: str, index: _SeriesIndex) -> _Subject:
    plain = normalise(name)
    subject = index.spelt.get(plain) if plain else None
    if subject is None:
        raise UnknownName("series", name, _nearest(name, index.subjects))
    return subject


def _spelt(subjects: Mapping[str, _Subject]) -> dict[str, _Subject]:
    known: dict[str, _Subject] = {}
    for subject in subjects.values():
        known.setdefault(normalise(subject.name), subject)
    for subject in subjects.values():
        for spelling in subject.names:
            known.setdefault(normalise(spelling), subject)
    return known


def _nearest(name: str, subjects: Mapping[str, _Subject]) -> tuple[str, ...]:
    spelt = {f"{s.name}\n{n}": n for s in subjects.values() if s.facts for n in (s.name, *s.names)}
    hits = process.extract(
        name, spelt, scorer=fuzz.WRatio, processor=utils.default_process, limit=20, score_cutoff=NEAR
    )
    near = dict.fromkeys(str(key).split("\n")[0] for _, _, key in hits)
    return tuple(near)[:SUGGESTIONS] or tuple(NAMES)


def _series_index(folder: Path) -> _SeriesIndex:
    """Return all that the tables have; they are read again when they have changed."""
    paths = [folder / "tables" / f"{table}.csv" for table in TABLES]
    return _gathered(folder, tuple(path.stat().st_mtime_ns for path in paths if path.is_file()))


@lru_cache(maxsize=2)
def _gathered(folder: Path, _stamp: tuple[int, ...]) -> _SeriesIndex:
    """Gather all subjects, those asked for most first: where two share a name, the first has it."""
    facts: dict[str, list[_Fact]] = defaultdict(list)
    names = {name: list(given) for name, given in NAMES.items()}
    tables = Ledger.load(folder)
    for subject, given in _more_names(tables):
        names.setdefault(subject, []).extend(given)
    for fact in _facts(tables):
        facts[fact.subject].append(fact)
        names.setdefault(fact.subject, []).extend(fact.names)
    order = sorted(names, key=lambda name: (name not in NAMES, name not in facts, name))
    subjects = {
        name: _Subject(name, tuple(dict.fromkeys(n for n in names[name] if n)), tuple(facts[name]))
        for name in order
    }
    capacities = _capacities(read_rows(tables.path("pipelines")))
    return _SeriesIndex(subjects, _spelt(subjects), capacities)


def _facts(tables: Ledger) -> Iterator[_Fact]:
    """Yield every row of the tables of flows under its subject."""
    yield from map(_at_crossing, read_rows(tables.path("crossing_throughput")))
    for row in (*read_rows(tables.path("china_europe_trains")), *read_rows(tables.path("middle_corridor"))):
        key, label = row["series_id"], row["series"]
        subject = HUBS.get(key, key)
        yield _Fact(subject, (label, row.get("city", ""), key), label, row["metric"], row)
    for row in read_rows(tables.path("pipeline_throughput")):
        key, part = row["series_id"], row["component"]
        metric = WHOLE if part == "all" else f"{WHOLE}_{part}"
        yield _Fact(HUBS.get(key, key), (key,), key, metric, row)
    for row in read_rows(tables.path("bilateral_trade")):
        yield _Fact("trade", (), row["basis"], row["flow"], row)


def _at_crossing(row: Row) -> _Fact:
    crossing, place = row["crossing_id"], row["place"]
    joint = not crossing or ";" in crossing
    key = HUBS.get(row["place_id"]) or HUBS.get(crossing) or (_slug(place) if joint else crossing)
    return _Fact(key, (place,), f"{place}, counted by {row['side']}", row["metric"], row)


def _slug(text: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in text.lower())
    return "-".join(words.split())


def _more_names(tables: Ledger) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names that the tables of crossings and pipelines know, title first."""
    for row in read_rows(tables.path("crossings")):
        sides = (row["side_a"], row["side_b"], *row["aliases"].split(";"))
        yield (
            HUBS.get(row["id"], row["id"]),
            (row["name"], row["name_zh"], row["name_ru"], row["id"], *sides),
        )
    for row in read_rows(tables.path("pipelines")):
        yield HUBS.get(row["id"], row["id"]), (row["name"], row["id"])
