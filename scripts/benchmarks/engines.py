"""Every engine on the shipped network's open edges under one set of whole-metre weights.

A subject answers "path from node to node": its least weight, for comparison, and whatever it takes
to get the path. The graphs are made before the clock runs; the time that takes is told apart.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from corridors.routing.engine import CLOSED, engine_for
from corridors.routing.planner import DEFAULT_MODES, Planner, default_planner
from corridors.routing.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from corridors.graph.network import Network
    from corridors.routing.engine import Metric

WEIGHT = "weight_m"


@dataclass(frozen=True)
class Bed:
    """The one graph that all engines run on.

    Parameters
    ----------
    planner
        What ``co.route`` asks.
    net
        The open edges of the default modes.
    metres
        Whole-metre weights of these edges.
    order
        Node order for the hierarchy.
    """

    planner: Planner
    net: Network
    metres: NDArray[np.uint32]
    order: NDArray[np.uint32]

    @classmethod
    def shipped(cls) -> Bed:
        """Take the shipped network with its default modes."""
        planner = default_planner()
        router = planner.mode_network(DEFAULT_MODES).router
        amounts = router.metric("distance").ahead
        keep = amounts < CLOSED
        used = np.unique(router.net.edges.loc[keep, ["u", "v"]].to_numpy())
        rank = np.full(len(router.net.nodes), -1, dtype=np.int64)
        rank[used] = np.arange(len(used))
        order = rank[router.order]
        return cls(planner, router.net.select(keep), amounts[keep], order[order >= 0].astype(np.uint32))

    @cached_property
    def uv(self) -> NDArray[np.int64]:
        """The two nodes of each edge."""
        return self.net.edges[["u", "v"]].to_numpy()

    def metric(self, *, plain: bool) -> Metric:
        """Return our own engine, or its scipy twin."""
        return engine_for(len(self.net.nodes), self.uv, self.order, plain=plain).customize(self.metres)

    def node_near(self, name: str) -> int:
        """Return the node nearest to a named place, in the largest piece."""
        place, nodes = self.planner.place(name), self.net.nodes
        piece = self.net.components()
        far = np.hypot((nodes.lon - place.lon) * np.cos(np.radians(place.lat)), nodes.lat - place.lat)
        return int(far.where(piece == np.bincount(piece).argmax(), np.inf).argmin())

    def lightest(self) -> dict[tuple[int, int], int]:
        """Return the least weight of each pair of neighbours."""
        found: dict[tuple[int, int], int] = {}
        for (u, v), metres in zip(self.uv.tolist(), self.metres.tolist(), strict=True):
            pair = (min(u, v), max(u, v))
            found[pair] = min(metres, found.get(pair, metres))
        return found


@dataclass(frozen=True)
class Subject:
    """An engine under test."""

    name: str
    what: str
    find: Callable[[int, int], float]
    build_s: float
    slow: bool = True
    matrix: Callable[[list[int], list[int]], NDArray[np.float64]] | None = None
    most_rows: int | None = None


def clocked(make: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a call returns and the seconds it took."""
    begin = time.perf_counter()
    made = make()
    return made, time.perf_counter() - begin


def subjects(bed: Bed) -> list[Subject]:
    """Make every engine ready."""
    return [*ours(bed), *scipy_twin(bed), *scgraph(bed), *networkx(bed), *osmnx(bed)]


def ours(bed: Bed) -> list[Subject]:
    """Return our engine: a path drawn on the map, and the distance alone."""
    metric, took = clocked(lambda: bed.metric(plain=False))

    def drawn(source: int, target: int) -> float:
        path = metric.path(source, target)
        line = trace(bed.net, path, source)
        return float(bed.metres[path].sum()) if len(line) else np.inf

    def distance(source: int, target: int) -> float:
        found = metric.cost(source, target)
        return np.inf if found is None else float(found)

    return [
        Subject("corridors", "path with geometry", drawn, took, slow=False, matrix=metric.matrix),
        Subject("corridors", "distance only", distance, took, slow=False),
    ]


def scipy_twin(bed: Bed) -> list[Subject]:
    """Return scipy's Dijkstra, one source at a time."""
    metric, took = clocked(lambda: bed.metric(plain=True))

    def path(source: int, target: int) -> float:
        return float(bed.metres[metric.path(source, target)].sum())

    return [Subject("scipy dijkstra", "path", path, took, matrix=metric.matrix)]


def scgraph(bed: Bed) -> list[Subject]:
    """Return scgraph's Dijkstra, forward and bidirectional, and its contraction hierarchy."""
    from scgraph import Graph  # noqa: PLC0415 - only the bench needs it

    def make() -> Any:
        near: list[dict[int, float]] = [{} for _ in range(len(bed.net.nodes))]
        for (u, v), metres in bed.lightest().items():
            if u != v:
                near[u][v] = near[v][u] = float(metres)
        return Graph(near)

    graph, took = clocked(make)
    _, hierarchy_s = clocked(graph.create_contraction_hierarchy)
    plain, both, fast = graph.dijkstra, graph.bidirectional_dijkstra, graph.contraction_hierarchy

    def asking(method: Callable[..., Any]) -> Callable[[int, int], float]:
        return lambda a, b: float(method(origin_id=a, destination_id=b)["length"])

    def matrix(sources: list[int], targets: list[int]) -> NDArray[np.float64]:
        return np.array([[asking(fast)(a, b) for b in targets] for a in sources])

    return [
        Subject("scgraph dijkstra", "path", asking(plain), took),
        Subject("scgraph bidirectional", "path", asking(both), took),
        Subject(
            "scgraph hierarchy", "path", asking(fast), took + hierarchy_s, slow=False, matrix=matrix, most_rows=10
        ),
    ]  # fmt: skip


def networkx(bed: Bed) -> list[Subject]:
    """Return networkx's Dijkstra, forward and bidirectional, on its plainest graph."""

    def make() -> Any:
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(len(bed.net.nodes)))
        graph.add_weighted_edges_from((u, v, m) for (u, v), m in bed.lightest().items())
        return graph

    graph, took = clocked(make)

    def plain(source: int, target: int) -> float:
        answer: Any = nx.single_source_dijkstra(graph, source, target)
        return float(answer[0])

    def both(source: int, target: int) -> float:
        return float(nx.bidirectional_dijkstra(graph, source, target)[0])

    def matrix(sources: list[int], targets: list[int]) -> NDArray[np.float64]:
        rows = [nx.single_source_dijkstra_path_length(graph, source) for source in sources]
        return np.array([[row.get(target, np.inf) for target in targets] for row in rows])

    return [
        Subject("networkx dijkstra", "path", plain, took, matrix=matrix, most_rows=5),
        Subject("networkx bidirectional", "path", both, took),
    ]


def osmnx(bed: Bed) -> list[Subject]:
    """Return OSMnx's shortest path on ``Network.to_osmnx()``, alone and with its geometry."""
    import osmnx as ox  # noqa: PLC0415 - 2 s that nothing else here need pay

    def make() -> Any:
        graph = bed.net.to_osmnx()
        metres = bed.metres.tolist()
        nx.set_edge_attributes(graph, {(u, v, k): metres[edge] for u, v, k, edge in _keyed(graph)}, WEIGHT)
        return graph

    graph, took = clocked(make)

    def length(path: Any) -> float:
        steps = pairwise(path)
        return float(sum(min(e[WEIGHT] for e in graph[u][v].values()) for u, v in steps))

    def alone(source: int, target: int) -> float:
        return length(ox.routing.shortest_path(graph, source, target, weight=WEIGHT))

    def drawn(source: int, target: int) -> float:
        path: Any = ox.routing.shortest_path(graph, source, target, weight=WEIGHT)
        ox.routing.route_to_gdf(graph, path, weight=WEIGHT)
        return length(path)

    return [
        Subject("osmnx.routing.shortest_path", "path", alone, took),
        Subject("osmnx shortest_path + route_to_gdf", "path with geometry", drawn, took),
    ]


def _keyed(graph: Any) -> list[tuple[int, int, int, int]]:
    """Return u, v, key and our edge id of each edge of an OSMnx graph."""
    return [(u, v, k, data["osmid"]) for u, v, k, data in graph.edges(keys=True, data=True)]
