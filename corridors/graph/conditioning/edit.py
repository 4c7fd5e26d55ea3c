"""Cut, add and mark edges; make points into nodes. Nothing here knows a country or a gauge."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.graph.network import EDGE_COLUMNS, Network

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

__all__ = [
    "ROUNDING_KM",
    "Spot",
    "append_edges",
    "attach",
    "find_edges",
    "mark_edges",
    "nearest_spots",
    "node_keys",
    "records",
    "split",
]

ROUNDING_KM: Final = 0.12
SAME_SPOT_KM: Final = 0.001
HALF: Final = 0.5
BLANK: Final = {
    "mode": "rail",
    "kind": "repair",
    "country": "",
    "gauge_mm": 0,
    "status": "open",
    "point_id": "",
}
NUMBER_TYPES: Final = {"u": "int64", "v": "int64", "length_km": "float64", "gauge_mm": "int64"}


@dataclass(frozen=True, slots=True)
class Spot:
    """The point of the network nearest to a position.

    ``edge`` is an edge id, ``where`` a fraction of its drawn length from ``u``, ``gap_km`` the
    distance from the position to it.
    """

    edge: int
    where: float
    gap_km: float


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries by column name."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


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
    gone[list(cuts)] = True
    new_nodes: list[tuple[float, float]] = []
    rows: list[dict[str, Any]] = []
    lines: list[NDArray[np.float64]] = []
    made: dict[int, list[int]] = {}
    whole = records(net.edges.iloc[list(cuts)])
    for row, (edge, fractions) in zip(whole, cuts.items(), strict=True):
        line, bounds = net.line(edge), [0.0, *fractions, 1.0]
        first = len(net.nodes) + len(new_nodes)
        made[edge] = list(range(first, first + len(bounds) - 2))
        new_nodes += [geodesy.interpolate(line, f) for f in bounds[1:-1]]
        ends = pairwise([row["u"], *made[edge], row["v"]])
        for (u, v), (start, end) in zip(ends, pairwise(bounds), strict=True):
            rows.append(row | {"u": u, "v": v, "length_km": row["length_km"] * (end - start)})
            lines.append(geodesy.cut_line(line, start, end))
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

    Parameters
    ----------
    net
        The network.
    rows
        The columns of `corridors.graph.network.EDGE_COLUMNS`; a row that lacks one gets that of
        an open, untagged repair.
    lines
        The line of each row, from its ``u`` to its ``v``.
    nodes
        ``lon``, ``lat`` of new nodes; their ids follow those there are.
    without
        One truth value an edge that there is.
    """
    keep = np.ones(len(net), dtype=bool) if without is None else ~without
    sizes = np.diff(net.offsets)
    coords = np.vstack([net.coords[np.repeat(keep, sizes)], *lines])
    counts = np.concatenate([sizes[keep], [len(line) for line in lines]]).astype(np.int64)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    points = net.nodes if nodes is None or nodes.empty else _stack(net.nodes, nodes.astype(float))
    kept = net.edges.loc[keep].reset_index(drop=True)
    edges = _stack(_plain(kept), _typed(rows)) if rows else kept
    return Network(points, edges, coords, offsets, net.data_date)


def _stack(above: pd.DataFrame, below: pd.DataFrame) -> pd.DataFrame:
    return below.reset_index(drop=True) if above.empty else pd.concat([above, below], ignore_index=True)


def _typed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([BLANK | row for row in rows], columns=list(EDGE_COLUMNS)).astype(NUMBER_TYPES)


def _plain(edges: pd.DataFrame) -> pd.DataFrame:
    """Turn categories, which take no new values, into text."""
    coded = [c for c in edges if isinstance(edges[c].dtype, pd.CategoricalDtype)]
    return edges.astype(dict.fromkeys(coded, str))


def find_edges(net: Network, table: pd.DataFrame) -> NDArray[np.int64]:
    """Find the edge between the two nodes that each row names; −1 where there is none.

    Parameters
    ----------
    net
        The network.
    table
        ``a_lon``, ``a_lat``, ``b_lon``, ``b_lat`` as they stand in the node table (3 decimals).
        Among parallel edges ``length_km``, where the table has it, picks the one nearest in
        length; without it the shortest is taken.
    """
    keys = node_keys(net.nodes.lon, net.nodes.lat)
    ends = np.sort(np.column_stack([keys[net.edges.u], keys[net.edges.v]]), axis=1)
    wanted = np.sort(
        np.column_stack([node_keys(table.a_lon, table.a_lat), node_keys(table.b_lon, table.b_lat)]), axis=1
    )
    where: dict[tuple[int, ...], list[int]] = {}
    for edge, pair in enumerate(map(tuple, ends.tolist())):
        where.setdefault(pair, []).append(edge)
    length = net.edges.length_km.to_numpy()
    stated = table["length_km"].to_numpy(dtype=float) if "length_km" in table else np.zeros(len(table))
    found = np.full(len(table), -1, dtype=np.int64)
    for i, pair in enumerate(map(tuple, wanted.tolist())):
        if pair in where:
            edges = np.array(where[pair])
            found[i] = edges[np.abs(length[edges] - stated[i]).argmin()]
    return found


def node_keys(lon: pd.Series, lat: pd.Series) -> NDArray[np.int64]:
    """Return one whole number a position, equal where 3 decimals are equal."""
    east = np.rint((lon.to_numpy(dtype=float) + 180) * 1e3).astype(np.int64)
    north = np.rint((lat.to_numpy(dtype=float) + 90) * 1e3).astype(np.int64)
    return east * 1_000_000 + north


def mark_edges(net: Network, edges: NDArray[np.int64], **values: Any) -> Network:
    """Return the network with columns of some edges set, for instance ``status="high_speed"``."""
    hit = edges >= 0
    frame = net.edges.copy()
    for column, value in values.items():
        frame[column] = _plain(frame[[column]])[column]
        frame.loc[edges[hit], column] = value[hit] if isinstance(value, np.ndarray) else value
    return Network(net.nodes, frame, net.coords, net.offsets, net.data_date)


def nearest_spots(
    net: Network, points: NDArray[np.float64], *, among: NDArray[np.bool_] | None = None
) -> list[Spot | None]:
    """Find the nearest point of the network to each position, by distance on the ground.

    Parameters
    ----------
    net
        The network.
    points
        (n, 2) lon, lat.
    among
        Limits the edges that count, one truth value an edge.

    Returns
    -------
        One spot a position; None where no edge counts. Of edges equally near, the first.
    """
    usable = np.arange(len(net)) if among is None else np.flatnonzero(among)
    if not len(usable) or not len(points):
        return [None] * len(points)
    tree = shapely.STRtree(net.geometry[usable])
    seeds = usable[tree.nearest(shapely.points(points))]
    best = [_spot(net, int(edge), point) for edge, point in zip(seeds, points, strict=True)]
    # nearest in degrees is not nearest in km: a degree of longitude is the shorter one
    around = [
        geodesy.box_around(lon, lat, spot.gap_km + 1e-4)
        for (lon, lat), spot in zip(points, best, strict=True)
    ]
    boxes = shapely.box(*np.array(around).reshape(-1, 4).T)
    for i, candidate in tree.query(boxes).T.tolist():
        spot = _spot(net, int(usable[candidate]), points[i])
        if (round(spot.gap_km, 9), spot.edge) < (round(best[i].gap_km, 9), best[i].edge):
            best[i] = spot
    return [*best]


def _spot(net: Network, edge: int, point: NDArray[np.float64]) -> Spot:
    where, gap_km = geodesy.nearest_on_line(net.line(edge), point[0], point[1])
    return Spot(edge, where, gap_km)


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
    ids = [-1] * len(points)
    cuts: dict[int, list[tuple[float, int]]] = {}
    ends = net.edges[["u", "v"]].to_numpy()
    length = net.edges.length_km.to_numpy()
    for i, spot in enumerate(nearest_spots(net, points, among=among)):
        if spot is None or spot.gap_km > max_km:
            continue
        if min(spot.where, 1 - spot.where) * max(length[spot.edge], 1e-6) < ROUNDING_KM:
            ids[i] = int(ends[spot.edge, 0 if spot.where < HALF else 1])
        else:
            cuts.setdefault(spot.edge, []).append((spot.where, i))
    merged = {edge: _same_spots(sorted(marks), length[edge]) for edge, marks in cuts.items()}
    net, made = split(net, {edge: [where for where, _ in groups] for edge, groups in merged.items()})
    for edge, groups in merged.items():
        for (_, members), node in zip(groups, made[edge], strict=True):
            for i in members:
                ids[i] = node
    return _loose(net, points, ids)


def _same_spots(marks: list[tuple[float, int]], length_km: float) -> list[tuple[float, list[int]]]:
    """Group marks on one edge, in order, that are the same spot."""
    groups: list[tuple[float, list[int]]] = []
    for where, i in marks:
        if groups and (where - groups[-1][0]) * length_km < SAME_SPOT_KM:
            groups[-1][1].append(i)
        else:
            groups.append((where, [i]))
    return groups


def _loose(net: Network, points: NDArray[np.float64], ids: list[int]) -> tuple[Network, list[int]]:
    lost = [i for i, node in enumerate(ids) if node < 0]
    if not lost:
        return net, ids
    fresh, which = np.unique(points[lost], axis=0, return_inverse=True)
    first = len(net.nodes)
    named = dict(zip(lost, (first + which.ravel()).tolist(), strict=True))
    nodes = pd.DataFrame(fresh, columns=["lon", "lat"])
    return append_edges(net, [], [], nodes=nodes), [named.get(i, node) for i, node in enumerate(ids)]
