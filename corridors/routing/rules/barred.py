"""Name the closed border crossings that bar a way, with the sources that say so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from corridors import geodesy
from corridors.model.notes import Note, NoteCode
from corridors.routing.warnings import is_round_about

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from corridors.graph.network import Network
    from corridors.model import Place, Route
    from corridors.routing.points import NamedPoint

__all__ = ["closed_between", "closed_on_the_way"]

NAMED: Final = 4
DETOUR_TIMES: Final = 1.3
DETOUR_KM: Final = 60.0


def closed_between(
    net: Network, points: Mapping[str, NamedPoint], sides: NDArray[np.bool_], stops: tuple[Place, Place]
) -> Note | None:
    """Name the closed crossings that join what can be reached with the goal's part of a network.

    Parameters
    ----------
    net
        The network.
    points
        The named points.
    sides
        (2, n): for each node, whether it can be reached from the first stop, and from the second.
    stops
        The two stops between which no way leads.
    """
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    from_here, from_there = sides
    between = (from_here[u] & from_there[v]) | (from_here[v] & from_there[u])
    return _note(net, points, between, stops, np.inf)


def closed_on_the_way(
    net: Network, points: Mapping[str, NamedPoint], stops: Sequence[Place], routes: Sequence[Route]
) -> Note | None:
    """Name the closed crossings near the straight line between stops when the way goes far round."""
    if not any(is_round_about(route, stops) for route in routes):
        return None
    every = np.ones(len(net.edges), dtype=bool)
    for a, b in pairwise(stops):
        direct_km = float(geodesy.distance_km(a.lon, a.lat, b.lon, b.lat))
        note = _note(net, points, every, (a, b), DETOUR_TIMES * direct_km + DETOUR_KM)
        if note is not None:
            return note
    return None


def _note(
    net: Network,
    points: Mapping[str, NamedPoint],
    asked: NDArray[np.bool_],
    stops: tuple[Place, Place],
    within_km: float,
) -> Note | None:
    edges = net.edges
    shut = (edges.kind == "border").to_numpy() & edges.status.isin(("closed", "passenger_only")).to_numpy()
    named = [points[name] for name in edges.point_id[shut & asked].astype(str).unique() if name in points]
    known = [point for point in named if point.source.title]
    by_way = sorted((_by_way_km(point, stops), point.id) for point in known)
    chosen = [points[name] for km, name in by_way if km <= within_km][:NAMED]
    if not chosen:
        return None
    sources = tuple(dict.fromkeys(point.source for point in chosen))
    said = dict.fromkeys(", ".join(filter(None, (s.title, s.publisher, s.date))) for s in sources)
    return Note.of(
        NoteCode.CROSSINGS_CLOSED,
        sources=sources,
        crossings=tuple(dict.fromkeys(point.name for point in chosen)),
        source="; ".join(said),
    )


def _by_way_km(point: NamedPoint, stops: tuple[Place, Place]) -> float:
    """Return how long the way is as the crow flies from one stop by a crossing to the other."""
    return sum(float(geodesy.distance_km(stop.lon, stop.lat, point.lon, point.lat)) for stop in stops)
