"""Lay each gauge as a network of its own, joined only at named gauge-change points.

A node where 1435 and 1520 mm tracks meet becomes two nodes; an edge that carries both gauges
becomes two edges. Only a ``gauge_change`` edge leads from one to the other::

    Huoerguosi ══1435══ border ══1435══ Altynkol(1435)
                                            │ gauge_change, point_id = the yard's id
                        border ══1520══ Altynkol(1520) ══1520══ Zhetygen
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from corridors import geodesy
from corridors.errors import BadInput
from corridors.graph.conditioning.edit import append_edges, mark_edges, records
from corridors.graph.network import Network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = [
    "GAUGES_MM",
    "gauge_flags",
    "lay_gauges",
    "mark_lines",
    "path_edges",
    "read_anchors",
    "stated_edges",
]

GAUGES_MM: Final = (1435, 1520, 1668)
YARD_KM: Final = 2.5
ANCHOR_KM: Final = 10.0


def gauge_flags(
    net: Network,
    native_mm: Mapping[str, int],
    *,
    points: pd.DataFrame,
) -> pd.DataFrame:
    """Say which gauges each edge carries.

    Parameters
    ----------
    net
        The network, tagged by country, with gated borders.
    native_mm
        The usual gauge of each country, mm.
    points
        Gauge-change points: ``id, lon, lat, radius_km, gauge_a_mm, gauge_b_mm, crossing_id``.

    Returns
    -------
        One truth value an edge (rows) and gauge (columns 1435, 1520, 1668).
    """
    own = net.edges.country.astype(str).map(dict(native_mm)).fillna(GAUGES_MM[0]).to_numpy()
    stated = net.edges.gauge_mm.to_numpy()
    own = np.where(stated > 0, stated, own)
    flags = {gauge: own == gauge for gauge in GAUGES_MM}
    for row in records(points):
        both = np.union1d(_yard_edges(net, row), _approach_edges(net, row))
        for side in ("gauge_a_mm", "gauge_b_mm"):
            flags[int(row[side])][both] = True
    return _border_flags(net, flags, points)


def _border_flags(
    net: Network, flags: Mapping[int, NDArray[np.bool_]], points: pd.DataFrame
) -> pd.DataFrame:
    """Let a border carry the gauges that both its sides have."""
    border = (net.edges.kind == "border").to_numpy()
    sides = {g: _touches(net, flag & ~border) for g, flag in flags.items()}
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    found = pd.DataFrame(
        {g: np.where(border, sides[g][u] & sides[g][v], flag) for g, flag in flags.items()}
    )
    # a gauge-change point whose yards the map leaves out: both gauges meet at the border itself
    served = net.edges.point_id.isin(points.crossing_id[points.crossing_id != ""]).to_numpy()
    bare = (found.sum(axis=1) == 0).to_numpy() & border & served
    for gauge in GAUGES_MM:
        found.loc[bare, gauge] = (sides[gauge][u] | sides[gauge][v])[bare]
    return found


def mark_lines(net: Network, lines: pd.DataFrame) -> Network:
    """State the gauge of named lines that differ from their country's, such as the LHS in Poland.

    Parameters
    ----------
    net
        The network before runs of edges are merged, so that anchors find their nodes.
    lines
        ``gauge_mm``, ``anchors`` (``lon lat;lon lat``): points on the line, in order. A line
        with an anchor farther than `ANCHOR_KM` from every node is not on this network.
    """
    for row in records(lines):
        net = mark_edges(net, stated_edges(net, row["anchors"]), gauge_mm=int(row["gauge_mm"]))
    return net


def stated_edges(net: Network, text: str) -> NDArray[np.int64]:
    """Find the edges of a line that a table states by anchors; none where it is not on this network."""
    anchors = read_anchors(text)
    if any(_gap_km(net, lon, lat).min() > ANCHOR_KM for lon, lat in anchors):
        return np.empty(0, dtype=np.int64)
    return path_edges(net, anchors)


def read_anchors(text: str) -> NDArray[np.float64]:
    """Return the points of ``lon lat;lon lat``, (n, 2)."""
    return np.array([[float(x) for x in pair.split()] for pair in text.split(";")])


def _touches(net: Network, flag: NDArray[np.bool_]) -> NDArray[np.bool_]:
    seen = np.zeros(len(net.nodes), dtype=bool)
    seen[net.edges.loc[flag, ["u", "v"]].to_numpy().ravel()] = True
    return seen


def _gap_km(net: Network, lon: float, lat: float) -> NDArray[np.float64]:
    return geodesy.distance_km(net.nodes.lon.to_numpy(), net.nodes.lat.to_numpy(), lon, lat)


def _yard_edges(net: Network, point: dict[str, Any]) -> NDArray[np.int64]:
    near = _gap_km(net, point["lon"], point["lat"]) <= point["radius_km"]
    return np.flatnonzero(near[net.edges.u] & near[net.edges.v])


def _approach_edges(net: Network, point: dict[str, Any]) -> NDArray[np.int64]:
    """Find the way of the foreign gauge: from the border of its crossing to the point."""
    if not point["crossing_id"] or pd.isna(point["crossing_id"]):
        return np.empty(0, dtype=np.int64)
    gate = net.edges[(net.edges.point_id == point["crossing_id"]).to_numpy()]
    home = (net.edges.country == point["country"]).to_numpy() & (net.edges.kind != "border").to_numpy()
    if gate.empty or not home.any():
        return np.empty(0, dtype=np.int64)
    mine = _touches(net, home)
    goals = np.unique([n for n in gate[["u", "v"]].to_numpy().ravel() if mine[n]])
    gaps = np.where(mine, _gap_km(net, point["lon"], point["lat"]), np.inf)
    return _tree_edges(net, home, int(gaps.argmin()), goals)


def _tree_edges(
    net: Network, usable: NDArray[np.bool_], start: int, goals: NDArray[np.int64]
) -> NDArray[np.int64]:
    ids = np.flatnonzero(usable & (net.edges.status != "high_speed").to_numpy())
    u, v = net.edges.u.to_numpy()[ids], net.edges.v.to_numpy()[ids]
    cost = net.edges.length_km.to_numpy()[ids] + 1e-6
    order = np.lexsort((cost, np.maximum(u, v), np.minimum(u, v)))
    pair = np.column_stack([np.minimum(u, v), np.maximum(u, v)])[order]
    first = np.r_[True, (pair[1:] != pair[:-1]).any(axis=1)] if len(pair) else np.empty(0, dtype=bool)
    edge_of = {(int(a), int(b)): int(e) for (a, b), e in zip(pair[first], ids[order][first], strict=True)}
    size = (len(net.nodes), len(net.nodes))
    matrix = coo_array((cost[order][first], (pair[first, 0], pair[first, 1])), shape=size)
    far, back = dijkstra(matrix.tocsr(), directed=False, indices=np.array(start), return_predecessors=True)
    found = []
    for goal in goals.tolist():
        node = goal
        while np.isfinite(far[goal]) and node != start:
            before = int(back[node])
            found.append(edge_of[min(node, before), max(node, before)])
            node = before
    return np.unique(np.array(found, dtype=np.int64))


def path_edges(net: Network, anchors: NDArray[np.float64]) -> NDArray[np.int64]:
    """Find the edges of the shortest way along a row of anchor points.

    Parameters
    ----------
    net
        The network.
    anchors
        (n, 2) lon, lat, two or more; each stands for the nearest node of a track that goods trains use.
    """
    if len(anchors) < 2:  # noqa: PLR2004 - a way has two ends
        message = f"A line needs two anchors or more ('lon lat;lon lat'); got {len(anchors)}."
        raise BadInput(message)
    usable = (net.edges.status != "high_speed").to_numpy()
    reached = np.zeros(len(net.nodes), dtype=bool)
    reached[net.edges.loc[usable, ["u", "v"]].to_numpy().ravel()] = True
    stops = [int(np.where(reached, _gap_km(net, lon, lat), np.inf).argmin()) for lon, lat in anchors]
    parts = [_tree_edges(net, usable, a, np.array([b])) for a, b in pairwise(stops)]
    return np.unique(np.concatenate(parts))


def lay_gauges(net: Network, flags: pd.DataFrame, points: pd.DataFrame) -> Network:
    """Give each gauge its own nodes and edges, and join them at the gauge-change points.

    Parameters
    ----------
    net
        The network, one edge a track whatever its gauges.
    flags
        As :func:`gauge_flags` gives them.
    points
        Gauge-change points; see :func:`gauge_flags`.

    Returns
    -------
        The network with ``gauge_mm`` on every edge, one edge a gauge. Edges of a gauge that is
        none of `GAUGES_MM` are left out.
    """
    count = len(net.nodes)
    parts, lines = [], []
    for k, gauge in enumerate(GAUGES_MM):
        ids = np.flatnonzero(flags[gauge].to_numpy())
        frame = net.edges.iloc[ids]
        parts.append(frame.assign(u=frame.u + k * count, v=frame.v + k * count, gauge_mm=gauge))
        lines += [net.line(i) for i in ids.tolist()]
    nodes = pd.concat([net.nodes] * len(GAUGES_MM), ignore_index=True)
    laid = Network.from_lines(nodes, pd.concat(parts, ignore_index=True), lines, data_date=net.data_date)
    joined = append_edges(laid, *_changes(laid, points, count))
    return joined.select(np.ones(len(joined), dtype=bool))


def _changes(
    laid: Network, points: pd.DataFrame, count: int
) -> tuple[list[dict[str, Any]], list[NDArray[np.float64]]]:
    used = _touches(laid, (laid.edges.status == "open").to_numpy())
    layer = {gauge: used[k * count : (k + 1) * count] for k, gauge in enumerate(GAUGES_MM)}
    lonlat = laid.nodes[["lon", "lat"]].to_numpy()
    rows, lines = [], []
    for point in records(points):
        a, b = int(point["gauge_a_mm"]), int(point["gauge_b_mm"])
        gap = geodesy.distance_km(lonlat[:count, 0], lonlat[:count, 1], point["lon"], point["lat"])
        for x, y in _pairs(gap, layer[a], layer[b], float(point["radius_km"])):
            u, v = x + GAUGES_MM.index(a) * count, y + GAUGES_MM.index(b) * count
            rows.append(
                {
                    "u": u, "v": v, "length_km": 0.0, "mode": "transfer", "kind": "gauge_change",
                    "country": point["country"], "gauge_mm": 0, "status": point["status"], "point_id": point["id"],
                }
            )  # fmt: skip
            lines.append(lonlat[[u, v]])
    return rows, lines


def _pairs(
    gap: NDArray[np.float64], on_a: NDArray[np.bool_], on_b: NDArray[np.bool_], radius_km: float
) -> list[tuple[int, int]]:
    both = np.flatnonzero(on_a & on_b & (gap <= radius_km))
    if len(both):
        yard = both[gap[both] <= max(YARD_KM, gap[both].min())]
        return [(int(n), int(n)) for n in yard]
    near_a, near_b = (np.flatnonzero(on & (gap <= radius_km)) for on in (on_a, on_b))
    if not (len(near_a) and len(near_b)):
        return []
    return [(int(near_a[gap[near_a].argmin()]), int(near_b[gap[near_b].argmin()]))]
