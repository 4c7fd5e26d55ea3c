"""Why no way leads somewhere: a closure of the trade, or where the network that can be reached ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corridors import geodesy
from corridors.errors import Unreachable
from corridors.model.notes import unique
from corridors.model.wording import word_notes
from corridors.routing.rules.barred import closed_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from corridors.gazetteer import Gazetteer
    from corridors.graph.network import Network
    from corridors.model import Note, Place
    from corridors.routing.points import NamedPoint
    from corridors.routing.router import Router

__all__ = ["closed_to_trade", "where_it_ends"]


def closed_to_trade(left_out: Iterable[Note]) -> str:
    """Say which closures of the trade bar the way, where there is one without them.

    Parameters
    ----------
    left_out
        What :func:`corridors.routing.rules.trade.left_out` yields: it asks for the way without closures.
    """
    try:
        return word_notes(left_out)
    except Unreachable:  # nothing leads there without closures either: they are not the reason
        return ""


def where_it_ends(
    router: Router,
    stops: Sequence[Place],
    closed: NDArray[np.bool_] | None,
    gazetteer: Gazetteer,
    points: Mapping[str, NamedPoint],
) -> str:
    """Say where the network that can be reached ends, and which closed crossings it ends at.

    Parameters
    ----------
    router
        The network.
    stops
        Origin, places between, destination.
    closed
        Edges that the question shuts.
    gazetteer
        For the town near the end.
    points
        The named points, crossings among them.
    """
    net = router.net
    passable = (net.edges.status == "open").to_numpy()
    passable = passable if closed is None else passable & ~closed
    piece = net.components(passable)
    pieces = []
    for stop in stops:
        try:
            snap = router.snapper.snap(stop, max_km=router.max_snap_km)
        except Unreachable:
            return ""
        pieces.append(int(piece[router.ends[0][snap.edge]]))
    for i in range(1, len(stops)):
        if pieces[i] != pieces[i - 1]:
            sides = np.array([piece == pieces[i - 1], piece == pieces[i]])
            shut = closed_between(net, points, sides, (stops[i - 1], stops[i]))
            said = (word_notes(unique([shut])), _edge_of(net, sides[0], stops[i], gazetteer))
            return " ".join(filter(None, said))
    return ""


def _edge_of(net: Network, inside: NDArray[np.bool_], goal: Place, gazetteer: Gazetteer) -> str:
    nodes = net.nodes[inside]
    end = nodes.iloc[geodesy.rough_km(nodes.lon, nodes.lat, goal.lon, goal.lat).argmin()]
    short_km = float(geodesy.distance_km(end.lon, end.lat, goal.lon, goal.lat))
    town = gazetteer.near(float(end.lon), float(end.lat))[0][1]
    return (
        f"What can be reached ends near {town.name} ({end.lat:.2f} N, {end.lon:.2f} E), "
        f"{short_km:.0f} km short of {goal.name}. "
        "Allow more modes or lift a closure."
    )
