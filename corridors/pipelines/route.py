"""From a field, town, station or border to another by pipeline: the question and its answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corridors import geodesy
from corridors.data.ledger import geodata_dir
from corridors.errors import OnePlace, UnknownName, Unreachable
from corridors.model import Commodity, Note, NoteCode
from corridors.pipelines.courses import laid
from corridors.pipelines.finder import PipelineGraph, PipelinePath
from corridors.pipelines.lines import Line, load_lines
from corridors.pipelines.places import Places, Stops, bare_name
from corridors.pipelines.values import PipelineRoute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corridors.model import Source
    from corridors.pipelines.courses import Courses
    from corridors.pipelines.values import PipelineLeg

__all__ = ["COMMODITIES", "pipeline_route"]

COMMODITIES: Final = tuple(Commodity)
MOST_ENDS: Final = 5
TELLING_KM: Final = 1.0
"""A place nearer to its pipeline than this is on it."""


def pipeline_route(
    origin: str,
    destination: str,
    *,
    commodity: str | None = None,
    year: int | None = None,
    folder: Path | None = None,
    courses: Courses | None = None,
) -> PipelineRoute:
    """Find the shortest way by pipeline, with km per country and the capacity of the tightest leg.

    Pipelines are joined where one ends at a point of another, and where ``pipeline_joins.csv``
    cites a link. A way with the flow is preferred to any way against it.

    Parameters
    ----------
    origin, destination
        A field, pump or compressor station, refinery, town, border point or country, in any script,
        or ``lon,lat``. A country stands for the first of its points that is reached.
    commodity
        ``oil`` or ``gas``; without it the one that leads there, or the shorter way, which is said.
    year
        Use the pipelines that stood at the end of this year; those of today by default. What is
        only planned is never used.
    folder
        Where the data lie; the shipped ``geodata`` by default.
    courses
        Courses from elsewhere in the place of ours, such as those of a user's own file.

    Raises
    ------
    UnknownPlace
        Nothing has that name; the message has the nearest spellings.
    UnknownName
        The commodity is neither oil nor gas.
    Unreachable
        No pipelines lead there; the message says where they end.

    Examples
    --------
    >>> found = pipeline_route("Tengiz", "Novorossiysk")
    >>> [leg.id for leg in found.legs], list(found.countries), found.capacity
    (['CPC'], ['KZ', 'RU'], 72.5)
    """
    if commodity is not None and commodity not in COMMODITIES:
        raise UnknownName("commodity of pipelines", commodity, COMMODITIES)
    root = folder or geodata_dir()
    lines = _standing(root, year)
    places = Places.load(laid(lines, courses) if courses else lines, root)
    start, end = (_found(places, name, year) for name in (origin, destination))
    if start.name == end.name:
        raise OnePlace(start.name, end.name, "on the pipelines")
    web = PipelineGraph.of(places)
    ways = {c: way for c in _common(start, end, commodity) if (way := _way(web, start, end, c))}
    if not ways:
        raise _unreachable(web, start, end, commodity)
    best = min(ways, key=lambda c: (_against(web, ways[c]), ways[c].effort_km))
    others = [c for c in ways if c != best and not _against(web, ways[c])]
    answer = _answer(places, web, (start, end), ways[best])
    return replace(answer, year=year, notes=(*_other_notes(others), *answer.notes))


def _standing(folder: Path, year: int | None) -> tuple[Line, ...]:
    """Read the lines of a year, or say since when there are any."""
    if lines := load_lines(folder, year):
        return lines
    first = min((line.opened_year for line in load_lines(folder) if line.opened_year), default=None)
    since = f"; the oldest of those known opened in {first}" if first else ""
    raise Unreachable(f"No pipeline is known that stood at the end of {year}{since}. Name a later year.")


def _found(places: Places, name: str, year: int | None) -> Stops:
    """Find a place; where no pipeline is near, say of which year."""
    try:
        return places.find(name)
    except Unreachable as fault:
        if year is None:
            raise
        raise Unreachable(f"{fault} Asked for are the pipelines of {year}.", fault.ends) from fault


def _answer(
    places: Places, web: PipelineGraph, ends: tuple[Stops, Stops], way: PipelinePath
) -> PipelineRoute:
    """Put together what a way amounts to."""
    legs = web.legs(way)
    if not legs:
        raise OnePlace(ends[0].name, ends[1].name, "on the pipelines")
    return PipelineRoute(
        origin=ends[0].name,
        destination=ends[1].name,
        commodity=web.lines[way.nodes[0][0]].commodity,
        year=None,
        length_km=sum(leg.length_km for leg in legs),
        join_km=sum(joint.gap_km for joint in web.joints_of(way)),
        countries=_per_country(legs),
        legs=legs,
        notes=(*_place_notes(web, *ends, way), *_notes(places, web, way, legs)),
        sources=tuple(_sources(places, web, way, legs)),
    )


def _common(start: Stops, end: Stops, commodity: str | None) -> list[str]:
    both = [c for c in COMMODITIES if c in start.by_commodity and c in end.by_commodity]
    return [c for c in both if commodity in {None, c}]


def _way(web: PipelineGraph, start: Stops, end: Stops, commodity: str) -> PipelinePath | None:
    """Return a way with the flow, or else one against it."""
    ends = start.by_commodity[commodity], end.by_commodity[commodity]
    return web.way(*ends) or web.way(*ends, with_flow=False)


def _against(web: PipelineGraph, way: PipelinePath) -> bool:
    return any(leg.against_flow for leg in web.legs(way))


def _per_country(legs: Iterable[PipelineLeg]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for leg in legs:
        for code, km in leg.countries.items():
            total[code] += km
    return dict(total)


def _sources(
    places: Places, web: PipelineGraph, way: PipelinePath, legs: Iterable[PipelineLeg]
) -> Iterator[Source]:
    """Yield the sources of the legs, then those of the joins."""
    for leg in legs:
        yield from leg.sources
    cited = {join.source.id: join.source for join in places.joins}
    for joint in web.joints_of(way):
        yield cited[joint.source_id]


# ------------------------------------------------------------------------------------------------------ notes
def _place_notes(web: PipelineGraph, start: Stops, end: Stops, way: PipelinePath) -> Iterator[Note]:
    """Yield what two names were taken for."""
    for stops, node, gap in ((start, way.nodes[0], way.gaps_km[0]), (end, way.nodes[-1], way.gaps_km[1])):
        if stops.note:
            yield stops.note
        if gap >= TELLING_KM:
            point = web.lines[node[0]].points[node[1]].name
            yield Note.of(NoteCode.OFF_THE_PIPELINE, place=stops.name, gap_km=round(gap), point=point)


def _other_notes(others: Iterable[str]) -> Iterator[Note]:
    for commodity in others:
        yield Note.of(NoteCode.OTHER_COMMODITY, commodity=commodity)


def _notes(
    places: Places, web: PipelineGraph, way: PipelinePath, legs: tuple[PipelineLeg, ...]
) -> Iterator[Note]:
    """Yield what must be known of the figures."""
    lines = {line.id: line for line in web.lines}
    used = [lines[leg.id] for leg in legs]
    yield from _join_notes(places, web, way)
    for leg in legs:
        if leg.against_flow:
            yield Note.of(NoteCode.AGAINST_THE_FLOW, leg.sources[:1], pipeline=leg.id)
        if leg.capacity is None:
            yield Note.of(NoteCode.CAPACITY_NOT_PUBLISHED, leg.sources[:1], pipeline=leg.id)
    for line in used:
        if line.status != "operating":
            state = {"pipeline": line.id, "state": line.status_note}
            yield Note.of(NoteCode.PIPELINE_STATE, line.sources[:1], **state)
    for line in used:
        if line.course:
            yield Note.of(NoteCode.COURSE_OF_FILE, line.sources[-1:], pipeline=line.id)
    if drawn := [line for line in used if not line.course]:
        yield _shape_note(drawn)


def _join_notes(places: Places, web: PipelineGraph, way: PipelinePath) -> Iterator[Note]:
    cited = {join.source.id: join.source for join in places.joins}
    for joint in web.joints_of(way):
        one, other = (web.lines[i] for i, _ in (joint.one, joint.other))
        values = {"one": one.id, "other": other.id, "place": one.points[joint.one[1]].name}
        source = [cited[joint.source_id]]
        if joint.gap_km >= TELLING_KM:
            yield Note.of(NoteCode.PIPELINES_JOINED_APART, source, gap_km=round(joint.gap_km), **values)
        else:
            yield Note.of(NoteCode.PIPELINES_JOINED, source, **values)


def _shape_note(used: list[Line]) -> Note:
    low, high = min(line.accuracy_km for line in used), max(line.accuracy_km for line in used)
    gap = round(max(line.largest_gap_km for line in used))
    if low == high:
        return Note.of(NoteCode.STRAIGHT_STEPS, gap_km=gap, accuracy_km=low)
    return Note.of(NoteCode.STRAIGHT_STEPS_RANGE, gap_km=gap, accuracy_km=low, accuracy_most_km=high)


def _unreachable(web: PipelineGraph, start: Stops, end: Stops, commodity: str | None) -> Unreachable:
    """Say where the pipelines end that begin at a place."""
    common = _common(start, end, commodity)
    if not common:
        here, there = (" and ".join(stops.by_commodity) for stops in (start, end))
        asked = f" of {commodity}" if commodity else ""
        return Unreachable(
            f"No pipelines{asked} serve both {start.name} ({here}) and {end.name} ({there}). Choose places of one commodity."
        )
    ends = _ends(web, start, end, common)
    told = ", ".join(f"{name} ({country})" for name, country in ends) or "there"
    return Unreachable(
        f"No {' or '.join(common)} pipelines lead from {start.name} to {end.name}: those from {start.name} end at {told}. "
        "Name one of these, or another year.",
        tuple(dict.fromkeys(bare_name(name) for name, _country in ends)),
    )


def _ends(
    web: PipelineGraph, start: Stops, end: Stops, commodities: Iterable[str]
) -> list[tuple[str, str]]:
    """Name where the pipelines end that can be followed from a place, and in which country; nearest first."""
    reached: dict[tuple[str, str], float] = {}
    for c in commodities:
        i, j = end.by_commodity[c][0].node
        target = web.lines[i].points[j]
        for line, number in web.dead_ends(start.by_commodity[c]):
            point = web.lines[line].points[number]
            km = float(geodesy.distance_km(point.lon, point.lat, target.lon, target.lat))
            reached[point.name, point.country] = km
    return sorted(reached, key=lambda name: reached[name])[:MOST_ENDS]
