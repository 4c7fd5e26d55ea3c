"""Find ends of track that stop short of the middle of a line.

Where two tracks meet, the map has a node; long straight edges lost theirs, so that a branch ends
beside the middle of the line it leaves from::

    ●──────────────────────●   one edge, kilometres long
               ┆
               ● a dead end, 1 km or less off
               │
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.graph.conditioning.dead_ends import (
    DETOUR_KM,
    DETOUR_TURN_DEG,
    PIECE_KM,
    ROUNDED_KM,
    RUNNING,
    tracks_of,
    ways_km,
)
from corridors.graph.conditioning.edit import append_edges, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from corridors.graph.conditioning.dead_ends import Tracks
    from corridors.graph.network import Network

__all__ = ["describe_touches", "find_touches", "join_touches"]

TOUCH_KM: Final = 1.0
LONG_KM: Final = 2.0
"""An edge shorter than this has a node near enough for :func:`~corridors.graph.conditioning.dead_ends.find_joins`."""
TOUCH_COLUMNS: Final = ("a", "edge", "where", "a_lon", "a_lat", "b_lon", "b_lat", "length_km", "turn_deg")


def find_touches(
    net: Network, country_of: Callable[[NDArray[np.float64]], NDArray[np.str_]]
) -> pd.DataFrame:
    """Find dead ends ahead of the middle of a line, from which the way to that place is over 150 km.

    Parameters
    ----------
    net
        Track after the joins of :func:`~corridors.graph.conditioning.dead_ends.find_joins`.
    country_of
        Gives the country of each of (n, 2) positions; no end is joined over a border.

    Returns
    -------
        `TOUCH_COLUMNS`, one row a dead end ``a``: the edge that it stops short of, and at which
        share of it; both positions, how far apart they are, and how much the line would turn.
    """
    tracks = tracks_of(net)
    graph = tracks.graph()
    rows = []
    for end, spots in _beside(net, tracks):
        far = ways_km(graph, end, DETOUR_KM)
        left = [spot for spot in spots if _way_km(net, far, spot) > DETOUR_KM]
        if left:
            spot = min(left, key=lambda spot: spot.gap_km)
            at = (float(tracks.lon[end]), float(tracks.lat[end]))
            rows.append((end, spot.edge, spot.where, *at, *spot.at, spot.gap_km, spot.turn_deg))
    table: pd.DataFrame = pd.DataFrame(rows, columns=list(TOUCH_COLUMNS))
    a, b = (country_of(table[[f"{end}_lon", f"{end}_lat"]].to_numpy(dtype=float)) for end in ("a", "b"))
    stays: NDArray[np.bool_] = (a == b) & (a != "")
    return table.iloc[np.flatnonzero(stays)].reset_index(drop=True)


def join_touches(net: Network, touches: pd.DataFrame) -> Network:
    """Return the network with each line divided where a branch leaves it, and an edge of kind ``repair`` to it."""
    marks = list(zip(touches.a.tolist(), touches.edge.tolist(), touches["where"].tolist(), strict=True))
    shares = {edge: sorted({where for _, on, where in marks if on == edge}) for _, edge, _ in marks}
    net, made = split(net, shares)
    node_of = {
        (edge, where): made[edge][i] for edge, found in shares.items() for i, where in enumerate(found)
    }
    rows, lines = [], []
    position = net.nodes[["lon", "lat"]].to_numpy()
    for (a, edge, where), km in zip(marks, touches.length_km.tolist(), strict=True):
        b = node_of[edge, where]
        rows.append({"u": a, "v": b, "length_km": float(km), "kind": "repair", "mode": "rail"})
        lines.append(position[[a, b]])
    return append_edges(net, rows, lines)


def describe_touches(touches: pd.DataFrame) -> pd.DataFrame:
    """List joins of branches for people, as :func:`~corridors.graph.conditioning.dead_ends.describe_joins`."""
    shown = touches[["a_lon", "a_lat", "b_lon", "b_lat", "length_km", "turn_deg"]].round(3)
    table = shown.assign(
        turn_deg=touches.turn_deg.round().astype(int), between="a dead end and the middle of a line"
    )
    return table.sort_values(["a_lon", "a_lat"]).reset_index(drop=True)


@dataclass(frozen=True)
class _Spot:
    """A place on an edge ahead of a dead end."""

    edge: int
    where: float
    at: tuple[float, float]
    gap_km: float
    turn_deg: float


def _way_km(net: Network, far: NDArray[np.float64], spot: _Spot) -> float:
    """Return how far a place on an edge is by rail, given how far the nodes are."""
    row = net.edges.iloc[spot.edge]
    km = float(row.length_km)
    return min(float(far[row.u]) + spot.where * km, float(far[row.v]) + (1 - spot.where) * km)


def _beside(net: Network, tracks: Tracks) -> Iterator[tuple[int, list[_Spot]]]:
    """List for each dead end the places ahead of it in the middle of long edges."""
    running = net.edges.status.isin(RUNNING).to_numpy()
    piece, size = net.pieces(running)
    goes_on = set(net.edges.loc[~running, ["u", "v"]].to_numpy().ravel().tolist())
    ends = [n for n in tracks.ends() if n not in goes_on and size[piece[n]] >= PIECE_KM]
    if not ends:
        return
    long = np.flatnonzero(running & (net.edges.length_km > LONG_KM).to_numpy())
    tree = shapely.STRtree(net.geometry[long])
    boxes = [geodesy.box_around(tracks.lon[n], tracks.lat[n], TOUCH_KM) for n in ends]
    pairs = tree.query(shapely.box(*np.array(boxes).reshape(-1, 4).T)).T
    for i in np.unique(pairs[:, 0]).tolist():
        found = [
            _spot(net, tracks, ends[i], int(long[edge])) for edge in np.sort(pairs[pairs[:, 0] == i, 1])
        ]
        spots = [spot for spot in found if spot is not None]
        if spots:
            yield ends[i], spots


def _spot(net: Network, tracks: Tracks, end: int, edge: int) -> _Spot | None:
    """Return the nearest place on an edge; None where it is too far off or not ahead."""
    lon, lat = float(tracks.lon[end]), float(tracks.lat[end])
    where, gap_km = geodesy.nearest_on_line(net.line(edge), lon, lat)
    own = (int(net.edges.u.iloc[edge]), int(net.edges.v.iloc[edge]))
    if end in own or gap_km > TOUCH_KM or not 0 < where < 1:
        return None
    at = geodesy.interpolate(net.line(edge), where)
    turn = tracks.turn_deg(end, *at) if gap_km > ROUNDED_KM else 0.0
    return _Spot(edge, where, at, gap_km, turn) if turn <= DETOUR_TURN_DEG else None
