"""Cut, add and mark edges; make points into nodes. Nothing here knows a country or a gauge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.network import EDGE_COLUMNS, Network

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

__all__ = ["append_edges", "attach", "find_edges", "mark_edges", "node_keys", "split"]

ROUNDING_KM: Final = 0.12
HALF: Final = 0.5


def split(net: Network, cuts: Mapping[int, Iterable[float]]) -> tuple[Network, dict[int, list[int]]]:
    """Cut edges in pieces at fractions of their length.

    Parameters
    ----------
    net
        The network.
    cuts
        Edge id to ascending fractions, each in 0…1 exclusive.

    Returns
    -------
        The new network, and for each cut edge the ids of its new nodes in order. Pieces share
        the edge's length in proportion to their drawn length.
    """
    gone = np.zeros(len(net), dtype=bool)
    new_nodes: list[tuple[float, float]] = []
    rows: list[dict[str, Any]] = []
    lines: list[NDArray[np.float64]] = []
    made: dict[int, list[int]] = {}
    for edge, fractions in cuts.items():
        marks = list(fractions)
        line, row = net.line(edge), net.edges.iloc[edge].to_dict()
        gone[edge] = True
        first = len(net.nodes) + len(new_nodes)
        made[edge] = list(range(first, first + len(marks)))
        new_nodes += [geodesy.interpolate(line, f) for f in marks]
        chain = [row["u"], *made[edge], row["v"]]
        bounds = [0.0, *marks, 1.0]
        for k in range(len(bounds) - 1):
            share = bounds[k + 1] - bounds[k]
            rows.append(row | {"u": chain[k], "v": chain[k + 1], "length_km": row["length_km"] * share})
            lines.append(geodesy.cut_line(line, bounds[k], bounds[k + 1]))
    nodes = pd.DataFrame(new_nodes, columns=["lon", "lat"])
    return append_edges(net, rows, lines, nodes=nodes, without=gone), made


def append_edges(
    net: Network,
    rows: list[dict[str, Any]],
    lines: list[NDArray[np.float64]],
    *,
    nodes: pd.DataFrame | None = None,
    without: NDArray[np.bool_] | None = None,
) -> Network:
    """Return the network with more edges (and nodes), less those marked in ``without``.

    A row that lacks a column of :data:`~corridors.network.EDGE_COLUMNS` gets that of an open,
    untagged edge.
    """
    blank = {
        "mode": "rail",
        "kind": "repair",
        "country": "",
        "gauge_mm": 0,
        "status": "open",
        "point_id": "",
    }
    keep = np.ones(len(net), dtype=bool) if without is None else ~without
    sizes = np.diff(net.offsets)
    more = pd.DataFrame([blank | row for row in rows], columns=list(EDGE_COLUMNS))
    edges = pd.concat([net.edges.loc[keep], more], ignore_index=True) if rows else net.edges.loc[keep]
    coords = np.vstack([net.coords[np.repeat(keep, sizes)], *lines])
    counts = np.concatenate([sizes[keep], [len(line) for line in lines]]).astype(np.int64)
    fresh = nodes is not None and len(nodes) > 0
    frame = pd.concat([net.nodes, nodes.astype(float)], ignore_index=True) if fresh else net.nodes
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return Network(frame, edges.reset_index(drop=True), coords, offsets, net.data_date)


def find_edges(net: Network, table: pd.DataFrame) -> NDArray[np.int64]:
    """Find the edge between the two nodes that each row names; −1 where there is none.

    Parameters
    ----------
    net
        The network.
    table
        ``a_lon``, ``a_lat``, ``b_lon``, ``b_lat`` as they stand in the node table (3 decimals).
    """
    keys = node_keys(net.nodes.lon, net.nodes.lat)
    ends = np.sort(np.column_stack([keys[net.edges.u], keys[net.edges.v]]), axis=1)
    wanted = np.sort(
        np.column_stack([node_keys(table.a_lon, table.a_lat), node_keys(table.b_lon, table.b_lat)]), axis=1
    )
    where = {(a, b): i for i, (a, b) in enumerate(map(tuple, ends.tolist()))}
    return np.array([where.get((a, b), -1) for a, b in map(tuple, wanted.tolist())], dtype=np.int64)


def node_keys(lon: pd.Series, lat: pd.Series) -> NDArray[np.int64]:
    """Return one whole number a position, equal where 3 decimals are equal."""
    east = np.rint((lon.to_numpy(dtype=float) + 180) * 1e3).astype(np.int64)
    north = np.rint((lat.to_numpy(dtype=float) + 90) * 1e3).astype(np.int64)
    return east * 1_000_000 + north


def mark_edges(net: Network, edges: NDArray[np.int64], **values: Any) -> Network:
    """Return the network with columns of some edges set, for instance ``status="high_speed"``."""
    frame = net.edges.copy()
    for column, value in values.items():
        frame.loc[edges[edges >= 0], column] = value
    return Network(net.nodes, frame, net.coords, net.offsets, net.data_date)


def attach(
    net: Network, points: NDArray[np.float64], *, max_km: float, among: NDArray[np.bool_] | None = None
) -> tuple[Network, list[int]]:
    """Make each point a node: the node that is there, or a new one on the nearest edge.

    Parameters
    ----------
    net
        The network.
    points
        (n, 2) lon, lat.
    max_km
        A point farther than this from every edge becomes a node of its own, unconnected;
        equal points share it.
    among
        Limits the edges that count, one truth value an edge.

    Returns
    -------
        The network and the node id of each point.
    """
    usable = np.arange(len(net)) if among is None else np.flatnonzero(among)
    nearest = usable[shapely.STRtree(net.geometry[usable]).nearest(shapely.points(points))]
    cuts: dict[int, list[tuple[float, int]]] = {}
    ids = [-1] * len(points)
    for i, edge in enumerate(nearest.tolist()):
        where, gap_km = geodesy.nearest_on_line(net.line(edge), *points[i])
        length = max(float(net.edges.length_km.iat[edge]), 1e-6)
        if gap_km > max_km:
            continue
        if min(where, 1 - where) * length < ROUNDING_KM:
            ids[i] = int(net.edges["u" if where < HALF else "v"].to_numpy()[edge])
        else:
            cuts.setdefault(edge, []).append((where, i))
    ordered = {edge: sorted(marks) for edge, marks in cuts.items()}
    net, made = split(net, {edge: [w for w, _ in marks] for edge, marks in ordered.items()})
    for edge, marks in ordered.items():
        for (_, i), node in zip(marks, made[edge], strict=True):
            ids[i] = node
    return _loose(net, points, ids)


def _loose(net: Network, points: NDArray[np.float64], ids: list[int]) -> tuple[Network, list[int]]:
    lost = [i for i, node in enumerate(ids) if node < 0]
    if not lost:
        return net, ids
    fresh, which = np.unique(points[lost], axis=0, return_inverse=True)
    first = len(net.nodes)
    named = dict(zip(lost, (first + which.ravel()).tolist(), strict=True))
    nodes = pd.DataFrame(fresh, columns=["lon", "lat"])
    return append_edges(net, [], [], nodes=nodes), [named.get(i, node) for i, node in enumerate(ids)]
