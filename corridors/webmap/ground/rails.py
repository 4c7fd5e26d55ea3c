"""Importance of the lines of a network: which the map shows first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["rail_ranks"]

REACH_DEG = 0.25
TINY_KM = 1e-6


def rail_ranks(net: Network, hubs: NDArray[np.float64], towns: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rank edges by use: 1 on a shortest way between hubs, 2 from a town to its nearest hub, 3 else.

    Parameters
    ----------
    net
        The conditioned network; whatever its modes, trains and transfers carry the ways.
    hubs, towns
        (n, 2) lon, lat; a place counts when a node lies within a quarter of a degree.

    Returns
    -------
        One rank an edge.
    """
    u, v = (net.edges[c].to_numpy(dtype=np.int64) for c in ("u", "v"))
    usable = net.edges["mode"].isin(["rail", "transfer"]).to_numpy()
    length = np.maximum(net.edges["length_km"].to_numpy(dtype=float)[usable], TINY_KM)
    size = len(net.nodes)
    graph = coo_array((length, (u[usable], v[usable])), shape=(size, size)).tocsr()
    on_rail = np.unique(np.concatenate([u[usable], v[usable]]))
    nodes = net.nodes[["lon", "lat"]].to_numpy(dtype=float)
    starts, ends = (_nearest(nodes, on_rail, places) for places in (hubs, towns))
    rank = np.full(len(net.edges), 3)
    if not len(starts):
        return rank
    _, forest, _ = dijkstra(graph, directed=False, indices=starts, return_predecessors=True, min_only=True)
    rank[_among(u, v, _walk(forest, ends), size)] = 2
    between: set[tuple[int, int]] = set()
    for start in starts.tolist():
        _, before = dijkstra(graph, directed=False, indices=start, return_predecessors=True)
        between |= _walk(before, starts)
    rank[_among(u, v, between, size)] = 1
    return rank


def _nearest(
    nodes: NDArray[np.float64], among: NDArray[np.int64], places: NDArray[np.float64]
) -> NDArray[np.int64]:
    if not len(among) or not len(places):
        return np.empty(0, dtype=np.int64)
    distance, index = (np.asarray(x) for x in KDTree(nodes[among]).query(places))
    return np.unique(among[index[distance < REACH_DEG]])


def _walk(before: NDArray[np.int32], ends: NDArray[np.int64]) -> set[tuple[int, int]]:
    """Gather the steps of the ways to all ends, walking back together until all are home."""
    steps: set[tuple[int, int]] = set()
    here = ends
    while len(here):
        back = before[here].astype(np.int64)
        here, back = here[back >= 0], back[back >= 0]
        fresh = [pair for pair in zip(here.tolist(), back.tolist(), strict=True) if pair not in steps]
        steps.update(fresh)
        here = np.unique(np.array([b for _a, b in fresh], dtype=np.int64))
    return steps


def _among(
    u: NDArray[np.int64], v: NDArray[np.int64], pairs: set[tuple[int, int]], size: int
) -> NDArray[np.bool_]:
    """Say which edges join one of the pairs, either way round."""
    if not pairs:
        return np.zeros(len(u), dtype=bool)
    ab = np.array(sorted(pairs), dtype=np.int64)
    keys = ab.min(axis=1) * size + ab.max(axis=1)
    return np.isin(np.minimum(u, v) * size + np.maximum(u, v), keys)
