"""Shortest paths on a weighted graph: customizable contraction hierarchies, and a scipy path.

Both answer alike, and a test holds them to it. The hierarchy (routingkit_cch) takes a new metric
in tens of milliseconds; scipy serves where its wheel is missing.

Source: Dibbelt, Strasser, Wagner (2016), Customizable Contraction Hierarchies, ACM JEA 21.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

try:
    kit: Any = importlib.import_module("routingkit_cch")
except ImportError:  # a platform without the wheel
    kit = None

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["CLOSED", "Engine", "Metric", "engine_for", "node_order"]

CLOSED: Final = 2**31 - 1
KEEP_ALL: Final = False  # arcs closed today may be open in the next question


class Metric(Protocol):
    """A graph with one weight an edge, ready for questions."""

    def cost(self, source: int, target: int) -> int | None:
        """Return the least weight from one node to another; None where there is no way."""

    def path(self, source: int, target: int) -> list[int]:
        """Return the edges of a least way, in order; empty where there is none."""

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """Return least weights, shape (sources, targets); inf where there is no way."""


class Engine(Protocol):
    """A graph that takes weights."""

    def customize(self, weights: NDArray[np.uint32], back: NDArray[np.uint32] | None = None) -> Metric:
        """Return the graph under these weights, one an edge; ``CLOSED`` closes an edge.

        Parameters
        ----------
        weights
            What it takes to run each edge from ``u`` to ``v``.
        back
            The same from ``v`` to ``u``; like ``weights`` where not given.
        """


def node_order(lon: NDArray[Any], lat: NDArray[Any], uv: NDArray[Any]) -> NDArray[np.uint32]:
    """Compute the order in which a hierarchy contracts nodes (seconds; keep it).

    Parameters
    ----------
    lon, lat
        Degrees, one a node.
    uv
        (edges, 2) node ids.
    """
    tail, head = _arcs(uv)
    if kit is None:
        return np.arange(len(lon), dtype=np.uint32)
    order = kit.compute_order_inertial(len(lon), tail, head, lat.astype(np.float32), lon.astype(np.float32))
    return np.array(order, dtype=np.uint32)


def engine_for(nodes: int, uv: NDArray[Any], order: NDArray[np.uint32], *, plain: bool = False) -> Engine:
    """Return the fastest engine at hand for an undirected graph.

    Parameters
    ----------
    nodes
        How many nodes.
    uv
        (edges, 2) node ids.
    order
        As :func:`node_order` gives it.
    plain
        Take scipy in any case.
    """
    if plain or kit is None:
        return _Plain(nodes, np.asarray(uv))
    tail, head = _arcs(uv)
    return _Hierarchy(kit.CCH(order, tail, head, KEEP_ALL), len(uv))


def _arcs(uv: NDArray[Any]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    return (
        np.concatenate([uv[:, 0], uv[:, 1]]).astype(np.uint32),
        np.concatenate([uv[:, 1], uv[:, 0]]).astype(np.uint32),
    )


@dataclass(frozen=True)
class _Hierarchy:
    cch: Any
    edges: int

    def customize(self, weights: NDArray[np.uint32], back: NDArray[np.uint32] | None = None) -> Metric:
        both = np.concatenate([weights, weights if back is None else back]).astype(np.uint32)
        return _HierarchyMetric(kit.CCHMetric(self.cch, both), self.edges)


@dataclass(frozen=True)
class _HierarchyMetric:
    metric: Any
    edges: int

    def cost(self, source: int, target: int) -> int | None:
        answer = kit.CCHQuery(self.metric).run(source, target).distance
        return None if answer is None else int(answer)

    def path(self, source: int, target: int) -> list[int]:
        arcs = kit.CCHQuery(self.metric).run(source, target).arc_path
        return [arc % self.edges for arc in arcs or ()]

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        many = kit.CCHOneToMany(self.metric, list(targets))
        rows = [many.distances_from(int(source)) for source in sources]
        return np.array([[np.inf if d is None else d for d in row] for row in rows], dtype=float)


@dataclass(frozen=True)
class _Plain:
    nodes: int
    uv: NDArray[Any]

    def customize(self, weights: NDArray[np.uint32], back: NDArray[np.uint32] | None = None) -> Metric:
        both = np.concatenate([weights, weights if back is None else back])
        tail, head = _arcs(self.uv)
        is_open = np.flatnonzero(both < CLOSED)
        edge = is_open % len(weights)
        rank = np.lexsort((edge, both[is_open], head[is_open], tail[is_open]))
        arcs, edge = np.column_stack([tail, head])[is_open][rank].astype(np.int64), edge[rank]
        first = np.r_[True, (arcs[1:] != arcs[:-1]).any(axis=1)] if len(arcs) else np.zeros(0, bool)
        arcs, edge, cost = arcs[first], edge[first], both[is_open][rank][first].astype(float)
        # scipy takes a stored zero for "no edge"; a thousandth changes no order of whole numbers
        shape = (self.nodes, self.nodes)
        matrix = coo_array((np.maximum(cost, ZERO), (arcs[:, 0], arcs[:, 1])), shape=shape).tocsr()
        return _PlainMetric(
            matrix, {(int(a), int(b)): int(e) for (a, b), e in zip(arcs, edge, strict=True)}
        )


ZERO: Final = 1e-6


@dataclass(frozen=True)
class _PlainMetric:
    matrix_: Any
    edge_of: dict[tuple[int, int], int]

    def cost(self, source: int, target: int) -> int | None:
        far = float(self.matrix([source], [target])[0, 0])
        return None if np.isinf(far) else int(far)

    def path(self, source: int, target: int) -> list[int]:
        far, back = dijkstra(
            self.matrix_, directed=True, indices=np.array(source), return_predecessors=True
        )
        if np.isinf(far[target]):
            return []
        found, node = [], target
        while node != source:
            before = int(back[node])
            found.append(self.edge_of[before, node])
            node = before
        return found[::-1]

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        far = dijkstra(self.matrix_, directed=True, indices=list(sources))
        return np.asarray(np.floor(far[:, list(targets)] + ZERO * 10))
