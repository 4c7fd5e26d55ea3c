"""Where a pipeline can be entered or left: names in any script become points of pipelines."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process, utils

from corridors import geodesy
from corridors.data import facts
from corridors.errors import BadInput, UnknownPlace, Unreachable
from corridors.gazetteer import Gazetteer
from corridors.gazetteer.spelling import normalise
from corridors.once import once_property
from corridors.pipelines.lines import SEA, CoursePoint, Join, Line, load_joins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corridors.model import Note, Place

__all__ = ["NEAR_KM", "Node", "Places", "Stop", "Stops", "bare_name", "key_of", "keys_of"]

NEAR_KM: Final = 50.0
"""How far a town, field or refinery may lie from a point of a pipeline to be served by it."""
SAME_PLACE_KM: Final = 100.0
"""Of two points of one name, the one further than this from the place of that name is another."""
SUGGESTIONS: Final = 5
ALIKE: Final = 70
NO_FURTHER_KM: Final = 10.0
"""Of the points near a place, those are left out that are so much further than the nearest."""
COMMODITY: Final = {"oil field": "oil", "refining": "oil", "gas field": "gas"}
_KINDS = re.compile(
    r"\s+(?:head|pump|compressor|metering|receiving|marine|initial|gas|oil|rail|station|terminal|tank|farm|depot|"
    r"refinery|plant|fields?|border|tie-in|junction|upgrade|area)$",
    re.IGNORECASE,
)

_LATIN: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
)
"""Russian letters as English writes them (BGN/PCGN), after `normalise`."""

Node = tuple[int, int]
"""A point of a line: their numbers."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A point where a place meets a pipeline, and how far from it the place lies."""

    node: Node
    gap_km: float


@dataclass(frozen=True, slots=True)
class Stops:
    """What was asked for, as it was understood, and its points by commodity."""

    name: str
    by_commodity: dict[str, tuple[Stop, ...]]
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class _Site:
    id: str
    name: str
    commodity: str
    lon: float
    lat: float


@dataclass(frozen=True, eq=False)
class Places:
    """Names of the points of some pipelines, of fields and refineries, and of everything else."""

    lines: tuple[Line, ...]
    joins: tuple[Join, ...]
    sites: tuple[_Site, ...]
    folder: Path

    @classmethod
    def load(cls, lines: tuple[Line, ...], folder: Path) -> Places:
        """Read fields, refineries and joins beside the pipelines given."""
        table = facts.table("resources_and_industry", folder)
        wanted = table[table["sector"].isin(list(COMMODITY)) & table["lon"].notna()]
        rows = wanted.drop_duplicates("id").to_dict("records")
        sites = tuple(
            _Site(r["id"], r["name"], COMMODITY[r["sector"]], float(r["lon"]), float(r["lat"]))
            for r in rows
        )
        return cls(lines, load_joins(folder), sites, folder)

    def find(self, query: str) -> Stops:
        """Return the points that a name stands for.

        Raises
        ------
        UnknownPlace
            Nothing has that name; the message has the nearest spellings.
        Unreachable
            The place is known, and no pipeline comes near it.
        """
        key = key_of(query)
        if not key:
            message = (
                "A pipeline route needs a name at both ends: a field, town, station, refinery or border."
            )
            raise BadInput(message)
        place = self._place(query)
        named = self._named(key, place)
        if place is not None and not named:  # the gazetteer may know it by a name that the pipelines use
            for other in dict.fromkeys(
                k for name in (place.name, *place.names.values()) for k in keys_of(name)
            ):
                named = named or self._named(other, place)
        sites = [site for site in self.sites if key in set(keys_of(site.name))]
        by_commodity: dict[str, tuple[Stop, ...]] = {}
        for commodity in sorted({line.commodity for line in self.lines}):
            stops = named.get(commodity) or self._at_sites(s for s in sites if s.commodity == commodity)
            by_commodity[commodity] = stops or self._in_or_near(query, place, commodity)
        by_commodity = {commodity: stops for commodity, stops in by_commodity.items() if stops}
        if by_commodity:
            return Stops(
                self._called(query, place), by_commodity, None if named or place is None else place.note
            )
        if not (place or sites):
            raise UnknownPlace(query, self._alike(query))
        raise self._too_far(query, place, sites)

    # ------------------------------------------------------------------------------------------------ names
    @once_property
    def _by_name(self) -> dict[str, list[Node]]:
        nodes: dict[str, list[Node]] = defaultdict(list)
        for i, line in enumerate(self.lines):
            names = [(p.name, j) for j, p in enumerate(line.points) if p.kind != "waypoint"]
            for name, j in (*names, (line.ends[0], 0), (line.ends[1], len(line.points) - 1)):
                for key in keys_of(name):
                    if (i, j) not in nodes[key]:
                        nodes[key].append((i, j))
        return nodes

    def _named(self, key: str, place: Place | None) -> dict[str, tuple[Stop, ...]]:
        nodes = self._by_name.get(key, [])
        if place is not None:
            close = [n for n in nodes if self._gap_km(n, place.lon, place.lat) <= SAME_PLACE_KM]
            nodes = close or nodes
        by_commodity: dict[str, list[Stop]] = defaultdict(list)
        for node in nodes:
            by_commodity[self.lines[node[0]].commodity].append(Stop(node, 0.0))
        return {commodity: tuple(stops) for commodity, stops in by_commodity.items()}

    def _place(self, query: str) -> Place | None:
        try:
            return _gazetteer(self.folder).resolve(query)
        except UnknownPlace:
            return None

    def _called(self, query: str, place: Place | None) -> str:
        """Return the name under which a place is known here, or else to the gazetteer."""
        key = key_of(query)
        names = (p.name for line in self.lines for p in line.points if p.kind != "waypoint")
        ends = (end for line in self.lines for end in line.ends)
        for name in (*(site.name for site in self.sites), *names, *ends):
            if key in set(keys_of(name)):
                return bare_name(name)
        return place.name if place and not _gazetteer(self.folder).country(query) else query.strip()

    def _alike(self, query: str) -> tuple[str, ...]:
        names = [p.name for line in self.lines for p in line.points if p.kind != "waypoint"]
        short = dict.fromkeys(bare_name(name) for name in (*names, *(site.name for site in self.sites)))
        hits = process.extract(
            key_of(query),
            list(short),
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            limit=SUGGESTIONS,
        )
        near = tuple(str(name) for name, score, _ in hits if score >= ALIKE)
        return near or tuple(p.name for p in _gazetteer(self.folder).suggest(query, SUGGESTIONS))

    # -------------------------------------------------------------------------------------------- positions
    def _at_sites(self, sites: Iterator[_Site]) -> tuple[Stop, ...]:
        stops: list[Stop] = []
        for site in sites:
            joined = [
                node
                for join in self.joins
                if join.from_id == site.id
                for node in self.node(join.to_id, join.to_point)
            ]
            nodes = joined or [s.node for s in self._near(site.lon, site.lat, site.commodity)]
            stops += [Stop(node, self._gap_km(node, site.lon, site.lat)) for node in nodes]
        return tuple(stops)

    def _in_or_near(self, query: str, place: Place | None, commodity: str) -> tuple[Stop, ...]:
        code = _gazetteer(self.folder).country(query)
        if code:
            return tuple(
                Stop(node, 0.0) for node in self._nodes(commodity) if self._at(node).country == code
            )
        return self._near(place.lon, place.lat, commodity) if place else ()

    def _near(self, lon: float, lat: float, commodity: str) -> tuple[Stop, ...]:
        stops = [Stop(node, self._gap_km(node, lon, lat)) for node in self._nodes(commodity)]
        nearest = min((stop.gap_km for stop in stops), default=NEAR_KM)
        return tuple(stop for stop in stops if stop.gap_km <= min(NEAR_KM, nearest + NO_FURTHER_KM))

    def _nodes(self, commodity: str) -> Iterator[Node]:
        for i, line in enumerate(self.lines):
            if line.commodity == commodity:
                yield from ((i, j) for j, p in enumerate(line.points) if p.country != SEA)

    def node(self, line_id: str, point: str) -> list[Node]:
        """Return the point of a pipeline that has a name; none when it did not stand then."""
        return [
            (i, j)
            for i, line in enumerate(self.lines)
            if line_id in line.strings
            for j, p in enumerate(line.points)
            if p.name == point
        ]

    def _at(self, node: Node) -> CoursePoint:
        return self.lines[node[0]].points[node[1]]

    def _gap_km(self, node: Node, lon: float, lat: float) -> float:
        point = self._at(node)
        return float(geodesy.distance_km(point.lon, point.lat, lon, lat))

    def _too_far(self, query: str, place: Place | None, sites: Sequence[_Site]) -> Unreachable:
        at = place or sites[0]
        kinds = sorted({line.commodity for line in self.lines})
        gaps = {
            kind: [Stop(n, self._gap_km(n, at.lon, at.lat)) for n in self._nodes(kind)] for kind in kinds
        }
        nearest = {kind: min(stops, key=lambda stop: stop.gap_km) for kind, stops in gaps.items() if stops}
        named = "; ".join(
            f"for {kind} {self._at(stop.node).name} on {self.lines[stop.node[0]].name}, {stop.gap_km:,.0f} km away"
            for kind, stop in nearest.items()
        )
        return Unreachable(
            f"No pipeline comes within {NEAR_KM:g} km of {query}; the nearest point is {named}. "
            "Name a place nearer to a pipeline."
        )


def bare_name(name: str) -> str:
    """Leave out what stands in brackets and words such as "pump station"."""
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
    while (shorter := _KINDS.sub("", bare)) != bare:
        bare = shorter
    return bare


def key_of(query: str) -> str:
    """Return the key of a name; Russian ones are written in Latin letters, as most points here are."""
    return normalise(query).translate(_LATIN)


def keys_of(name: str) -> Iterator[str]:
    """Yield the keys of a name: whole, bare, and what stands in brackets."""
    for text in (name, bare_name(name), *re.findall(r"\(([^)]+)\)", name)):
        if key := key_of(text):
            yield key


@lru_cache(maxsize=2)
def _gazetteer(folder: Path) -> Gazetteer:
    return Gazetteer.load(folder)
