"""Names to suggest while one is typed: places that pipelines of a commodity serve, in any script."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from rapidfuzz import fuzz, process

from corridors import geodesy
from corridors.errors import CorridorsError
from corridors.once import once_property
from corridors.pipelines.places import NEAR_KM, bare_name, key_of, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from corridors.gazetteer import Gazetteer
    from corridors.model import Place
    from corridors.pipelines.lines import Line
    from corridors.pipelines.places import Places, Stops

__all__ = ["NEAR", "ServedPlace", "Suggester"]

COUNTRY: Final = "country"
NEAR: Final = "near"
TOWN: Final = "town"
TOWNS: Final = frozenset({"city", "point"})
"""Kinds of the gazetteer's places that one would ask a pipeline for; ports and railway stations are not."""
ALIKE: Final = 80
SAME_KM: Final = 100.0
"""Two points of one name that are nearer to each other than this are one place."""
ORDER: Final = (
    "field", "refinery", "terminal", "border", "pump_station", "compressor_station", "town", NEAR
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServedPlace:
    """A place that pipelines serve: its name, which finds it again, and what it is.

    ``kind`` is that of the point (``field``, ``refinery``, ``pump_station`` …), ``country`` for a
    country as a whole, or ``near`` for a place ``gap_km`` away from a pipeline.
    """

    name: str
    country: str
    kind: str
    lon: float = 0.0
    lat: float = 0.0
    gap_km: float = 0.0
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, eq=False)
class Suggester:
    """The places of one commodity by their names."""

    places: Places
    gazetteer: Gazetteer
    commodity: str

    def suggest(self, typed: str, most: int) -> tuple[ServedPlace, ...]:
        """Return the places that a text may mean, likeliest first.

        Parameters
        ----------
        typed
            The beginning of a name, or a name, in any script; or ``lon,lat``.
        most
            How many to return.
        """
        key = key_of(typed)
        if not key:
            return ()
        own = [*self._country(typed), *self._begun(key)] or self._alike(key, most)
        places = [*own, *self._by_gazetteer(typed, most)]
        once = {(k.name, k.country): k for k in reversed(places)}  # of two alike the first stays
        best = list(reversed(once.values()))
        return tuple(best[:most])

    def find(self, text: str) -> Stops | None:
        """Return what a text means to the pipelines of this commodity; None when it means nothing there."""
        try:
            stops = self.places.find(text)
        except CorridorsError:
            return None
        return stops if self.commodity in stops.by_commodity else None

    def at(self, text: str) -> ServedPlace | None:
        """Return the place that a text means, as it would be suggested; None when it means none."""
        stops = self.find(text)
        if stops is None:
            return None
        stop = min(stops.by_commodity[self.commodity], key=lambda s: s.gap_km)
        point = self.places.lines[stop.node[0]].points[stop.node[1]]
        code = self.gazetteer.country(text)
        if code:
            return ServedPlace(text.strip(), code, COUNTRY)
        named = [k for k in self._index.get(key_of(stops.name), ()) if k.country == point.country]
        kind = named[0].kind if named else NEAR if stop.gap_km >= 1 else point.kind
        return ServedPlace(stops.name, point.country, kind, point.lon, point.lat, stop.gap_km)

    @once_property
    def known(self) -> tuple[ServedPlace, ...]:
        """All places that have a name, each once."""
        kept: dict[str, list[ServedPlace]] = defaultdict(list)
        for one in self._points():
            others = kept[key_of(one.name)]
            same = [k for k in others if geodesy.distance_km(k.lon, k.lat, one.lon, one.lat) <= SAME_KM]
            if not same:
                others.append(one)
            elif same[0].kind != one.kind:  # a refinery, a station and a terminal of one name: the town
                others[others.index(same[0])] = replace(same[0], kind=TOWN)
        sites = (site for site in self._sites() if key_of(site.name) not in kept)
        return (*(k for same in kept.values() for k in same), *sites)

    @once_property
    def _index(self) -> dict[str, list[ServedPlace]]:
        by_key: dict[str, list[ServedPlace]] = defaultdict(list)
        for one in self.known:
            for key in keys_of(one.name):
                by_key[key].append(one)
        return by_key

    def _sites(self) -> Iterator[ServedPlace]:
        for site in self.places.sites:
            name = bare_name(site.name)
            stops = self.find(name) if site.commodity == self.commodity else None
            if stops:
                i, j = stops.by_commodity[self.commodity][0].node
                kind = "refinery" if "refinery" in site.name.lower() else "field"
                yield ServedPlace(name, self.places.lines[i].points[j].country, kind, site.lon, site.lat)

    def _points(self) -> Iterator[ServedPlace]:
        for line in self.places.lines:
            if line.commodity == self.commodity:
                yield from _points_of(line)

    def _country(self, typed: str) -> Iterator[ServedPlace]:
        code = self.gazetteer.country(typed)
        lines = (line for line in self.places.lines if line.commodity == self.commodity)
        if code and any(p.country == code for line in lines for p in line.points):
            yield ServedPlace(typed.strip(), code, COUNTRY)

    def _begun(self, key: str) -> Iterator[ServedPlace]:
        """Yield the places that are called so, then those whose name, or a word of it, begins so."""
        ranked = [
            (_rank(name, key), name.count(" "), ORDER.index(one.kind), one.name, one)
            for name, ones in self._index.items()
            if name.startswith(key) or f" {key}" in name
            for one in ones
        ]
        yield from dict.fromkeys(one for *_, one in sorted(ranked, key=lambda row: row[:4]))

    def _by_gazetteer(self, typed: str, most: int) -> Iterator[ServedPlace]:
        """Yield the places that the gazetteer knows by another name, and those near to a pipeline."""
        for place in self.gazetteer.find(typed, most):
            keys = dict.fromkeys(k for name in (place.name, *place.names.values()) for k in keys_of(name))
            same = [k for key in keys for k in self._index.get(key, ()) if _gap_km(k, place) <= SAME_KM]
            yield from same
            stop = self._nearest(place) if place.kind in TOWNS and not same else None
            if stop is not None:
                yield stop

    def _nearest(self, place: Place) -> ServedPlace | None:
        lons, lats, countries = self._spots
        km = geodesy.distance_km(lons, lats, place.lon, place.lat)
        at = int(km.argmin())
        if km[at] > NEAR_KM:
            return None
        code = place.country or countries[at]
        return ServedPlace(place.name, code, NEAR, place.lon, place.lat, float(km[at]), place)

    @once_property
    def _spots(self) -> tuple[NDArray[Any], NDArray[Any], tuple[str, ...]]:
        lines = (line for line in self.places.lines if line.commodity == self.commodity)
        points = [p for line in lines for p in line.points]
        lons, lats = (np.array([getattr(p, axis) for p in points]) for axis in ("lon", "lat"))
        return lons, lats, tuple(p.country for p in points)

    def _alike(self, key: str, most: int) -> list[ServedPlace]:
        hits = process.extract(key, list(self._index), scorer=fuzz.ratio, limit=most, score_cutoff=ALIKE)
        return list(dict.fromkeys(one for name, *_ in hits for one in self._index[str(name)]))[:most]


def _rank(name: str, key: str) -> int:
    if name == key:
        return 0
    return 1 if name.startswith(key) else 2


def _points_of(line: Line) -> Iterator[ServedPlace]:
    """Yield the named points of a line, and what its ends are called."""
    named = [
        (p.name if p.kind == "border" else bare_name(p.name), p) for p in line.points if p.kind in ORDER
    ]
    ends = [(line.ends[0], line.points[0]), (line.ends[1], line.points[-1])]
    for name, p in (*named, *((bare_name(end), p) for end, p in ends)):
        yield ServedPlace(name, p.country, p.kind if p.kind in ORDER else TOWN, p.lon, p.lat)


def _gap_km(known: ServedPlace, place: Place) -> float:
    return float(geodesy.distance_km(known.lon, known.lat, place.lon, place.lat))
