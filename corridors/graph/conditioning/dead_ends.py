"""Join tracks that end a few hundred metres short of one another.

The map's positions are rounded to about 100 m and ways are cut, so that lines which are whole on
the ground end in mid-country. A dead end is joined when what lies ahead of it is near and the way
round is long::

    ────────● ┄┄┄ ●────────      two dead ends in line, 2 km or less
    ────────● ┄┄┄ ┼              a dead end and a line ahead of it, 1 km or less
    ────────● ┄┄┄┄┄┄┄┄ ●───────  ends in line, 12 km or less, of two pieces, or with a long way round:
                                 a tunnel, a bridge, or a length of line that the map lacks
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from corridors import geodesy
from corridors.graph.conditioning.edit import append_edges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from corridors.graph.conditioning.domestic import Passes
    from corridors.graph.network import Network

__all__ = [
    "Tracks",
    "describe_joins",
    "find_bridges",
    "find_dead_ends",
    "find_joins",
    "join_dead_ends",
    "may_pass",
    "tracks_of",
    "ways_km",
]

TO_LINE_KM: Final = 1.0
TO_END_KM: Final = 2.0
BRIDGE_KM: Final = 12.0
BRIDGE_TURN_DEG: Final = 60.0
DETOUR_KM: Final = 150.0
DETOUR_TIMES: Final = 30.0
DETOUR_TURN_DEG: Final = 45.0
YARD_KM: Final = 40.0
PIECE_KM: Final = 3.0
ROUND_KM: Final = 12.0
ROUND_TIMES: Final = 12.0
TURN_DEG: Final = 75.0
ROUNDED_KM: Final = 0.25  # within this the rounding of positions hides the bearing
RUNNING: Final = ("open", "suspended", "closed")
JOIN_COLUMNS: Final = ("a", "b", "gap_km", "turn_deg", "to_end")

_Ahead = tuple[float, int, int, float, float, bool]


@dataclass(frozen=True)
class Tracks:
    """What may be joined: shortest edge between neighbours, and an index over the nodes."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    beside: dict[int, dict[int, float]]
    nodes: NDArray[np.int64]
    tree: cKDTree

    def degree(self, node: int) -> int:
        """Return how many neighbours a node has."""
        return len(self.beside[node])

    def ends(self) -> list[int]:
        """Return the nodes at which track ends."""
        return [node for node in sorted(self.beside) if self.degree(node) == 1]

    def graph(self) -> csr_array:
        """Return the track as a matrix of lengths between neighbours."""
        steps = [(a, b, km) for a, found in self.beside.items() for b, km in found.items()]
        a, b, km = (np.array(column) for column in zip(*steps, strict=True))
        return coo_array((np.maximum(km, 1e-6), (a, b)), shape=(len(self.lon), len(self.lon))).tocsr()

    def gap_km(self, a: int, b: int) -> float:
        """Return how far two nodes are apart, over the ground."""
        return float(geodesy.distance_km(self.lon[a], self.lat[a], self.lon[b], self.lat[b]))

    def turn_deg(self, end: int, lon: float, lat: float) -> float:
        """Return by how much the line of a dead end would turn to go on to a place."""
        (before,) = self.beside[end]
        coming = geodesy.bearing_deg(self.lon[before], self.lat[before], self.lon[end], self.lat[end])
        return float(geodesy.turn_deg(coming, geodesy.bearing_deg(self.lon[end], self.lat[end], lon, lat)))

    def near(self, node: int, within_km: float) -> Iterator[tuple[int, float]]:
        """List the nodes near one, and how far off they are."""
        point = geodesy.on_sphere(self.lon[[node]], self.lat[[node]])[0]
        for i in sorted(self.tree.query_ball_point(point, within_km * 1.01 + 0.01)):
            other = int(self.nodes[i])
            if other != node and (gap := self.gap_km(node, other)) <= within_km:
                yield other, gap


def find_dead_ends(net: Network) -> NDArray[np.int64]:
    """Return the ids of the nodes at which a track that freight may use ends."""
    return np.array(tracks_of(net).ends(), dtype=np.int64)


def find_joins(net: Network) -> pd.DataFrame:
    """Find dead ends whose line goes on a little farther.

    Parameters
    ----------
    net
        Raw track, high-speed track marked.

    Returns
    -------
        ``a`` (a dead end) and ``b``, node ids; ``gap_km`` between them; ``turn_deg`` by which
        the line would turn at ``a``; ``to_end``, whether ``b`` is a dead end, too.
    """
    tracks = tracks_of(net)
    rows = [best for end in tracks.ends() if (best := _best(tracks, end)) is not None]
    table = pd.DataFrame(rows, columns=list(JOIN_COLUMNS))
    low, high = np.minimum(table.a, table.b), np.maximum(table.a, table.b)
    return table[~pd.DataFrame({"low": low, "high": high}).duplicated()].reset_index(drop=True)


def find_bridges(
    net: Network,
    country_of: Callable[[NDArray[np.float64]], NDArray[np.str_]],
    passes: Passes | None = None,
) -> pd.DataFrame:
    """Find ends of track that a tunnel, a bridge or a length of line joins which the map lacks.

    Parameters
    ----------
    net
        Track after the joins of :func:`find_joins`.
    country_of
        Gives the country of each of (n, 2) positions.
    passes
        The crossings that are open: a piece is joined over a border only at one of them.

    Returns
    -------
        As :func:`find_joins`. The ends have no way between them, or one over 150 km and over 30
        times the gap; each is the best continuation of the other, and at neither does the line
        turn much.
    """
    tracks = tracks_of(net)
    running = net.edges.status.isin(RUNNING).to_numpy()
    piece, size = net.pieces(running)
    ends = [n for n in tracks.ends() if size[piece[n]] >= PIECE_KM]
    position = net.nodes[["lon", "lat"]].to_numpy()[ends]
    land = dict(zip(ends, country_of(position).tolist(), strict=True))
    position_of = dict(zip(ends, position.tolist(), strict=True))
    ahead = {
        end: [
            (gap * (1 + (turn / 60) ** 2), end, other, gap, turn, True)
            for other, gap in tracks.near(end, BRIDGE_KM)
            if other in land
            if may_pass(passes, (land[end], land[other]), (position_of[end], position_of[other]))
            if (turn := _turn_both_deg(tracks, end, other, gap)) <= BRIDGE_TURN_DEG
        ]
        for end in ends
    }
    goes_on = set(net.edges.loc[~running, ["u", "v"]].to_numpy().ravel().tolist())
    inside = {
        end: [row for row in rows if piece[row[2]] == piece[end] and not goes_on & {end, row[2]}]
        for end, rows in ahead.items()
    }
    far = _detours(tracks, inside)
    best = {
        end: min(rows)
        for end, found in ahead.items()
        if (rows := [row for row in found if piece[row[2]] != piece[end] or (end, row[2]) in far])
    }
    mutual = [row[1:] for a, row in best.items() if a < row[2] and best.get(row[2], row)[2] == a]
    return pd.DataFrame(mutual, columns=list(JOIN_COLUMNS))


def _detours(tracks: Tracks, ahead: dict[int, list[_Ahead]]) -> set[tuple[int, int]]:
    """Find the pairs of ends in line between which the way is one that no railway was built for."""
    straight = {
        end: kept for end, rows in ahead.items() if (kept := [r for r in rows if r[4] <= DETOUR_TURN_DEG])
    }
    near = {end: _reach(tracks, end, YARD_KM) for end in straight}
    left = {
        end: kept for end, rows in straight.items() if (kept := [r for r in rows if r[2] not in near[end]])
    }
    graph = tracks.graph()
    found = set()
    for end, rows in left.items():
        far = ways_km(graph, end, max(DETOUR_KM, DETOUR_TIMES * max(r[3] for r in rows)))
        found |= {(end, r[2]) for r in rows if far[r[2]] > max(DETOUR_KM, DETOUR_TIMES * r[3])}
    return found


def ways_km(graph: csr_array, start: int, limit: float) -> NDArray[np.float64]:
    """Return how far each node is from one by rail, km; inf beyond a limit."""
    far: NDArray[np.float64] = dijkstra(graph, indices=np.array(start), limit=limit)
    return far


def may_pass(passes: Passes | None, lands: tuple[str, str], at: tuple[list[float], list[float]]) -> bool:
    """Tell whether a join may lead from one country to another: at home, or at a crossing that is known."""
    a, b = lands
    lon, lat = np.mean(at, axis=0).tolist()
    return a == b or bool(a and b and passes and passes.between(a, b, lon, lat))


def join_dead_ends(net: Network, joins: pd.DataFrame, *, mode: str = "rail") -> Network:
    """Return the network with an edge of kind ``repair`` over each gap that was found."""
    lonlat = net.nodes[["lon", "lat"]].to_numpy()
    ends = joins[["a", "b"]].to_numpy(dtype=np.int64).tolist()
    rows = [
        {"u": a, "v": b, "length_km": float(km), "kind": "repair", "mode": mode}
        for (a, b), km in zip(ends, joins.gap_km, strict=True)
    ]
    return append_edges(net, rows, [lonlat[pair] for pair in ends])


def describe_joins(net: Network, joins: pd.DataFrame) -> pd.DataFrame:
    """List joins for people: where each leads from and to, how long it is and how much it turns."""
    a, b = (net.nodes.iloc[joins[end].to_numpy()].reset_index(drop=True) for end in ("a", "b"))
    table = pd.DataFrame(
        {
            "a_lon": a.lon, "a_lat": a.lat, "b_lon": b.lon, "b_lat": b.lat,
            "length_km": joins.gap_km.round(3), "turn_deg": joins.turn_deg.round().astype(int),
            "between": np.where(joins.to_end, "two dead ends", "a dead end and a line"),
        }
    )  # fmt: skip
    return table.sort_values(["a_lon", "a_lat"]).reset_index(drop=True)


def tracks_of(net: Network) -> Tracks:
    """Return the track that trains may use."""
    edges = net.edges
    usable = edges.status.isin(RUNNING).to_numpy() & (edges.u != edges.v).to_numpy()
    beside: dict[int, dict[int, float]] = {}
    triples = zip(edges.u[usable].tolist(), edges.v[usable].tolist(), edges.length_km[usable], strict=True)
    for a, b, km in triples:
        for x, y in ((a, b), (b, a)):
            known = beside.setdefault(x, {})
            known[y] = min(float(km), known.get(y, np.inf))
    nodes = np.array(sorted(beside), dtype=np.int64)
    lon, lat = net.nodes.lon.to_numpy(), net.nodes.lat.to_numpy()
    return Tracks(lon, lat, beside, nodes, cKDTree(geodesy.on_sphere(lon[nodes], lat[nodes])))


def _best(tracks: Tracks, end: int) -> tuple[int, int, float, float, bool] | None:
    """Choose what the line of a dead end goes on to: near, ahead, a dead end rather than a line."""
    near = list(tracks.near(end, TO_END_KM))
    if not near:
        return None
    farthest = max(gap for _, gap in near)
    reached = _reach(tracks, end, max(ROUND_KM, ROUND_TIMES * farthest))
    ahead = []
    for other, gap in near:
        to_end = tracks.degree(other) == 1
        if gap > TO_LINE_KM and not to_end:
            continue
        turn = _turn_deg(tracks, end, other, gap)
        back = _turn_deg(tracks, other, end, gap) if to_end and gap > TO_LINE_KM else 0.0
        if max(turn, back) > TURN_DEG or reached.get(other, np.inf) <= max(ROUND_KM, ROUND_TIMES * gap):
            continue
        ahead.append((gap * (1 + (turn / 60) ** 2 - 0.2 * to_end), end, other, gap, turn, to_end))
    return min(ahead)[1:] if ahead else None


def _turn_deg(tracks: Tracks, end: int, other: int, gap_km: float) -> float:
    if gap_km <= ROUNDED_KM:
        return 0.0
    return tracks.turn_deg(end, tracks.lon[other], tracks.lat[other])


def _turn_both_deg(tracks: Tracks, a: int, b: int, gap_km: float) -> float:
    return max(_turn_deg(tracks, a, b, gap_km), _turn_deg(tracks, b, a, gap_km))


def _reach(tracks: Tracks, start: int, within_km: float) -> dict[int, float]:
    """Return how far each node is along the track, up to a limit."""
    far = {start: 0.0}
    heap = [(0.0, start)]
    while heap:
        km, node = heapq.heappop(heap)
        if km > far[node]:
            continue
        for other, length in tracks.beside[node].items():
            if km + length <= min(within_km, far.get(other, np.inf)):
                far[other] = km + length
                heapq.heappush(heap, (km + length, other))
    return far
