"""What avoiding a place shuts: its own point, the crossing it stands for, or the lines around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from corridors import geodesy
from corridors.gazetteer.spelling import is_like, normalise
from corridors.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from corridors.graph.network import Network
    from corridors.model import Place
    from corridors.routing.points import NamedPoint

__all__ = ["Closure", "close_country", "close_place", "close_waters", "crossing_at"]

AREA_KM: Final = 10.0
NAMED_SIDE_KM: Final = 40.0
SAME_BORDER_KM: Final = 15.0


@dataclass(frozen=True, slots=True)
class Closure:
    """What avoiding one thing shuts in one network.

    ``shut`` holds one truth value an edge; ``stands_for`` names the crossings and yards that are
    shut although another name was given; ``effective`` tells whether an open edge is shut;
    ``area_km`` is how far around the place lines are shut, 0 where only its own point is.
    """

    thing: str
    shut: NDArray[np.bool_]
    stands_for: tuple[str, ...]
    effective: bool
    area_km: float = 0.0


def close_country(net: Network, name: str, code: str) -> Closure:
    """Shut every edge of a country."""
    return _closure(net, name, (net.edges.country == code).to_numpy(), ())


def close_waters(net: Network, name: str, waters: Iterable[NamedPoint]) -> Closure:
    """Shut a ferry line, or the lanes through straits and canals."""
    return _closure(net, name, _by_ids(net, {point.id for point in waters}), ())


def close_place(net: Network, place: Place, points: Mapping[str, NamedPoint]) -> Closure:
    """Shut what a place stands for.

    Parameters
    ----------
    net
        The network of one question.
    place
        What is avoided. A crossing or yard shuts itself and what belongs to it; a station or
        town at a crossing shuts that crossing with the lines around it; any other place shuts
        the lines within `AREA_KM`. A crossing that these modes do not pass stands for
        those of the same two countries beside it.
    points
        Every named point, by id.
    """
    ids = set(_belonging(_namesakes(place.point_id, points), points)) if place.point_id in points else set()
    if ids:
        shut = _by_ids(net, ids)
        if points[place.point_id].countries and not (shut & (net.edges.kind == "border").to_numpy()).any():
            ids = set(_belonging(_same_border(points[place.point_id], points), points))
            shut = _by_ids(net, ids)
        if shut.any() or place.kind is PlaceKind.CROSSING:
            return _closure(net, place.name, shut, _others(net, ids, place, points))
    ids |= set(_belonging(_named_after(place, points), points))
    shut = _by_ids(net, ids) | _around(net, place)
    return replace(_closure(net, place.name, shut, _names(net, ids, points)), area_km=AREA_KM)


def crossing_at(place: Place, points: Mapping[str, NamedPoint], used: frozenset[str]) -> NamedPoint | None:
    """Return the crossing that a border town or station is a side of, of those that are used; the nearest."""
    if place.kind is PlaceKind.CROSSING:
        return None
    at = [points[i] for i in _named_after(place, points) if points[i].countries and i in used]
    gaps = {p.id: float(geodesy.distance_km(p.lon, p.lat, place.lon, place.lat)) for p in at}
    return min(at, key=lambda p: gaps[p.id], default=None)


def _closure(net: Network, thing: str, shut: NDArray[np.bool_], stands_for: tuple[str, ...]) -> Closure:
    is_open = (net.edges.status == "open").to_numpy()
    return Closure(thing, np.asarray(shut), stands_for, bool((shut & is_open).any()))


def _by_ids(net: Network, ids: Iterable[str]) -> NDArray[np.bool_]:
    named = net.edges.point_id.isin(list(ids))
    if not (net.edges["mode"] == "rail").any():  # yards stand in every network, trains do not
        named &= net.edges.kind != "gauge_change"
    return np.asarray(named.to_numpy())


def _names(net: Network, ids: Iterable[str], points: Mapping[str, NamedPoint]) -> tuple[str, ...]:
    used = set(net.edges.point_id[_by_ids(net, ids)].astype(str))
    return tuple(dict.fromkeys(points[i].name for i in sorted(ids) if i in used))


def _others(net: Network, ids: set[str], place: Place, points: Mapping[str, NamedPoint]) -> tuple[str, ...]:
    """Name what is shut under another name than that of the place."""
    names = _names(net, ids - {place.point_id}, points)
    return tuple(name for name in names if name != points[place.point_id].name)


def _namesakes(point_id: str, points: Mapping[str, NamedPoint]) -> list[str]:
    """Return a point and, where it is a crossing, those of its name between the same two countries."""
    point = points[point_id]
    if not point.countries:
        return [point_id]
    return [p.id for p in points.values() if p.name == point.name and p.countries == point.countries]


def _belonging(ids: Iterable[str], points: Mapping[str, NamedPoint]) -> Iterator[str]:
    """Yield points, the crossings they serve, and what else serves those crossings."""
    crossings = {points[i].crossing_id or i for i in ids}
    yield from ids
    yield from crossings
    yield from (p.id for p in points.values() if p.crossing_id in crossings)


def _same_border(point: NamedPoint, points: Mapping[str, NamedPoint]) -> list[str]:
    """Find the crossings of the same two countries near a crossing, such as the road beside the rail."""
    crossing = points.get(point.crossing_id, point)
    return [
        p.id
        for p in points.values()
        if p.countries
        and p.countries == crossing.countries
        and geodesy.distance_km(p.lon, p.lat, crossing.lon, crossing.lat) <= SAME_BORDER_KM
    ]


def _named_after(place: Place, points: Mapping[str, NamedPoint]) -> list[str]:
    """Find the points that lie at a place: it is a side of the crossing, or inside the yard."""
    names = {normalise(n) for n in (place.name, *place.names.values())} - {""}
    found = []
    for point in points.values():
        reach_km = NAMED_SIDE_KM if point.countries else point.radius_km
        if not reach_km or geodesy.rough_km(point.lon, point.lat, place.lon, place.lat) > 2 * reach_km:
            continue
        gap_km = float(geodesy.distance_km(point.lon, point.lat, place.lon, place.lat))
        if gap_km <= reach_km and (not point.countries or _is_side(names, point.sides)):
            found.append(point.id)
    return found


def _is_side(names: set[str], sides: frozenset[str]) -> bool:
    """Tell whether a name is one of a crossing's sides, or one in another spelling (Daşoguz, Dashoguz)."""
    return any(is_like(name, side) for name in names for side in sides)


def _around(net: Network, place: Place) -> NDArray[np.bool_]:
    box = shapely.box(*geodesy.box_around(place.lon, place.lat, AREA_KM))
    return np.asarray(shapely.intersects(net.geometry, box))
