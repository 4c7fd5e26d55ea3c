"""The shortest way through pipelines that are joined, and what it amounts to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors import geodesy
from corridors.pipelines.values import PipelineLeg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corridors.pipelines.lines import Line
    from corridors.pipelines.places import Node, Places, Stop

__all__ = ["Connection", "PipelineGraph", "PipelinePath"]

SAME_KM: Final = 0.2
"""Points nearer to each other than this are one place."""
CHANGE_KM: Final = 10.0
"""What a change of pipeline counts when ways are compared: parallel lines are not changed for nothing."""
MIDDLE_KM: Final = 15.0
"""What entering or leaving a pipeline elsewhere than at its end counts when ways are compared."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Two points of pipelines that are linked: one place, or a link that a source states."""

    one: Node
    other: Node
    gap_km: float
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class PipelinePath:
    """The points of a way in order, and how far from it the two places asked for lie."""

    nodes: tuple[Node, ...]
    gaps_km: tuple[float, float]
    effort_km: float


@dataclass(frozen=True, eq=False)
class PipelineGraph:
    """Pipelines of all commodities with their joints."""

    lines: tuple[Line, ...]
    joints: tuple[Connection, ...]

    @classmethod
    def of(cls, places: Places) -> PipelineGraph:
        """Join pipelines that meet where one of them ends, and those that a source says are joined."""
        return cls(places.lines, (*_meetings(places.lines), *_stated(places)))

    def way(
        self, starts: Sequence[Stop], ends: Sequence[Stop], *, with_flow: bool = True
    ) -> PipelinePath | None:
        """Return the shortest way from one of some points to one of others; None where none leads.

        Parameters
        ----------
        starts, ends
            Points of one commodity.
        with_flow
            Keep to the direction in which each pipeline is stated, unless it is known to run both ways.
        """
        weights = dict(self._steps(with_flow=with_flow))
        source, target = (-1, 0), (-1, 1)
        for stop in starts:
            weights[source, stop.node] = self._access(stop)
        for stop in ends:
            weights[stop.node, target] = self._access(stop)
        found = _shortest(weights, source, target)
        if found is None:
            return None
        path, effort = found
        first, last = path[1], path[-2]
        gaps = tuple(
            min(s.gap_km for s in stops if s.node == n) for stops, n in ((starts, first), (ends, last))
        )
        return PipelinePath(tuple(path[1:-1]), (gaps[0], gaps[1]), effort)

    def _access(self, stop: Stop) -> float:
        i, j = stop.node
        middle = 0 < j < len(self.lines[i].points) - 1
        return stop.gap_km + MIDDLE_KM * middle + CHANGE_KM

    def _steps(self, *, with_flow: bool) -> Iterator[tuple[tuple[Node, Node], float]]:
        for i, line in enumerate(self.lines):
            for j, km in enumerate(np.diff(line.chainage_km)):
                yield ((i, j), (i, j + 1)), float(km)
                if line.reversible or not with_flow:
                    yield ((i, j + 1), (i, j)), float(km)
        for joint in self.joints:
            for pair in ((joint.one, joint.other), (joint.other, joint.one)):
                yield pair, joint.gap_km + CHANGE_KM

    def legs(self, way: PipelinePath) -> tuple[PipelineLeg, ...]:
        """Return the legs of a way; a pipeline that is only touched is none."""
        runs = [[j for _, j in run] + [i] for i, run in groupby(way.nodes, key=lambda node: node[0])]
        return tuple(_leg(self.lines[run[-1]], run[0], run[-2]) for run in runs if run[0] != run[-2])

    def joints_of(self, way: PipelinePath) -> tuple[Connection, ...]:
        """Return the joints that a way passes and that are more than one place."""
        known = {frozenset((j.one, j.other)): j for j in self.joints}
        passed = (known.get(frozenset(pair)) for pair in pairwise(way.nodes) if pair[0][0] != pair[1][0])
        return tuple(joint for joint in passed if joint and joint.source_id)

    def dead_ends(self, starts: Iterable[Stop]) -> tuple[Node, ...]:
        """Return where the pipelines end that can be reached from some points with the flow."""
        onward: dict[Node, list[Node]] = defaultdict(list)
        for (one, other), _ in self._steps(with_flow=True):
            onward[one].append(other)
        seen: dict[Node, None] = {}
        left = [stop.node for stop in starts]
        while left:
            node = left.pop()
            if node not in seen:
                seen[node] = None
                left += onward[node]
        ends = (n for n in seen if n[1] == len(self.lines[n[0]].points) - 1)
        return tuple(ends)


def _shortest(
    weights: dict[tuple[Node, Node], float], source: Node, target: Node
) -> tuple[list[Node], float] | None:
    nodes = sorted({node for pair in weights for node in pair} | {source, target})
    number = {node: k for k, node in enumerate(nodes)}
    rows = [number[one] for one, _ in weights]
    columns = [number[other] for _, other in weights]
    matrix = csr_array((list(weights.values()), (rows, columns)), shape=(len(nodes), len(nodes)))
    far, before = dijkstra(matrix, indices=np.array(number[source]), return_predecessors=True)
    if not np.isfinite(far[number[target]]):
        return None
    path = [number[target]]
    while path[-1] != number[source]:
        path.append(int(before[path[-1]]))
    return [nodes[k] for k in reversed(path)], float(far[number[target]])


def _meetings(lines: tuple[Line, ...]) -> Iterator[Connection]:
    """Yield the places that two pipelines of one commodity name alike, where either of them ends."""
    nodes = [(i, j) for i, line in enumerate(lines) for j in range(len(line.points))]
    spots = np.array([lines[i].coords[j] for i, j in nodes])
    ends = [(i, j) for i, line in enumerate(lines) for j in (0, len(line.points) - 1)]
    seen: set[frozenset[Node]] = set()
    for end in ends:
        lon, lat = lines[end[0]].coords[end[1]]
        for k in np.flatnonzero(geodesy.distance_km(spots[:, 0], spots[:, 1], lon, lat) <= SAME_KM):
            node = nodes[k]
            alike = lines[node[0]].commodity == lines[end[0]].commodity
            if node[0] != end[0] and alike and frozenset((end, node)) not in seen:
                seen.add(frozenset((end, node)))
                yield Connection(end, node, 0.0)


def _stated(places: Places) -> Iterator[Connection]:
    for join in places.joins:
        for one in places.node(join.from_id, join.from_point):
            for other in places.node(join.to_id, join.to_point):
                a, b = places.lines[one[0]].coords[one[1]], places.lines[other[0]].coords[other[1]]
                yield Connection(one, other, float(geodesy.distance_km(*a, *b)), join.source.id)


def _leg(line: Line, first: int, last: int) -> PipelineLeg:
    forward = first < last
    low, high = min(first, last), max(first, last)
    whole = (low, high) == (0, len(line.points) - 1)
    return PipelineLeg(
        id=line.id,
        name=line.name,
        strings=line.strings,
        from_name=line.points[first].name,
        to_name=line.points[last].name,
        length_km=float(line.chainage_km[high] - line.chainage_km[low]),
        published_length_km=line.published_length_km if whole else None,
        countries=line.countries(first, last),
        capacity=line.capacity,
        capacity_unit=line.capacity_unit,
        status=line.status,
        opened_year=line.opened_year,
        against_flow=not forward and not line.reversible,
        sources=line.sources,
        coords=line.between(first, last),
    )
