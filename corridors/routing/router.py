"""Best ways over a network: stops, closures, and the path of edges that answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from corridors.costs.time import WATER, dwell_modes
from corridors.errors import Unreachable
from corridors.model import Measure, PlaceKind, Status, known
from corridors.once import Kept, once_property
from corridors.routing.engine import CLOSED, Metric, engine_for
from corridors.routing.metrics import TURNING, weights
from corridors.routing.rules.frontier import NO_RULES, Frontier
from corridors.routing.rules.passing import passed_by
from corridors.routing.rules.sides import snaps_beyond
from corridors.routing.segments import (
    PathSegment,
    RoutePath,
    StopCandidates,
    Weighed,
    comes_back,
    same_edge,
    turns,
)
from corridors.routing.snapping import Snap, Snapper, fitting_edges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from corridors.costs.time import CostModel
    from corridors.graph.network import Network
    from corridors.model import Place
    from corridors.routing.engine import Engine
    from corridors.routing.rules.frontier import Rules

__all__ = ["Router"]

MAX_SNAP_KM: Final = {"rail": 60.0, "road": 60.0, "ferry": 80.0, "sea": 250.0}
PIECE_SHARE: Final = 0.005
LEAST_PIECE_KM: Final = 5.0
LOCAL_KM: Final = 10.0
NEARER_KM: Final = 10.0
RUNNING_KINDS: Final = ("osm", "repair", "sea", "ferry")


@dataclass(frozen=True, eq=False)
class Router:
    """Answers questions on one network and one set of modes; holds no state of any question.

    Parameters
    ----------
    net
        Only the edges that may be used at all.
    order
        Node order for the hierarchy.
    costs
        Speeds and dwell times.
    """

    net: Network
    order: NDArray[np.uint32]
    costs: CostModel
    _whole: Kept[tuple[Measure, Rules], Weighed] = field(default_factory=Kept, repr=False)
    _plain: Kept[tuple[Measure, bool], NDArray[np.uint32]] = field(default_factory=Kept, repr=False)

    @once_property
    def ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The node ids that edges lead from and to."""
        return self.net.edges.u.to_numpy(), self.net.edges.v.to_numpy()

    @once_property
    def engine(self) -> Engine:
        """The graph, ready to take weights."""
        return engine_for(len(self.net.nodes), self.net.edges[["u", "v"]].to_numpy(), self.order)

    @once_property
    def snapper(self) -> Snapper:
        """The index of edges that a place may join: those of large pieces."""
        usable, piece, length = self._pieces
        return Snapper.over(self.net, usable & (length[piece] >= PIECE_SHARE * length.sum()), self._fitting)

    @once_property
    def local(self) -> Snapper:
        """The index of edges in pieces that are joined to nothing larger, for ways inside them."""
        usable, piece, length = self._pieces
        small = (length[piece] >= LEAST_PIECE_KM) & (length[piece] < PIECE_SHARE * length.sum())
        return Snapper.over(self.net, usable & small, self._fitting)

    @once_property
    def _fitting(self) -> NDArray[np.bool_]:
        """Which edges a place of their country joins rather than others."""
        return fitting_edges(self.net, self._pieces[0])

    @once_property
    def _pieces(self) -> tuple[NDArray[np.bool_], NDArray[np.int32], NDArray[np.float64]]:
        """Which edges a place may join at all, the piece of each edge, and the km of each piece."""
        edges = self.net.edges
        usable = (edges.status == "open") & edges.kind.isin(RUNNING_KINDS[:3])
        piece = self.net.components((edges.status == "open").to_numpy())[edges.u.to_numpy()]
        km = np.bincount(piece, weights=edges.length_km.to_numpy())
        return usable.to_numpy(dtype=bool), piece, km.astype(np.float64)

    @once_property
    def ports(self) -> dict[str, int]:
        """The node of each terminal from which this network takes to the water, by id."""
        edges = self.net.edges
        wet = np.isin(dwell_modes(self.net), WATER) & (edges.kind == "terminal").to_numpy()
        names = edges.point_id.to_numpy(dtype=str)[wet]
        return dict(zip(names.tolist(), self.ends[0][wet].tolist(), strict=True))

    @once_property
    def frontier(self) -> Frontier:
        """Where the network passes from country to country."""
        return Frontier.of(self.net, self.costs)

    def _weights(self, by: Measure, *, doubtful: bool) -> NDArray[np.uint32]:
        passable = (Status.OPEN, Status.DOUBTFUL) if doubtful else (Status.OPEN,)
        return self._plain.get((by, doubtful), lambda: weights(self.net, by, self.costs, passable=passable))

    def _weighed(self, by: Measure, rules: Rules) -> Weighed:
        plain = self._weights(by, doubtful=rules.doubtful)
        if rules.shut:
            shut = self.net.edges.country.isin(rules.shut).to_numpy()
            plain = np.where(shut, np.uint32(CLOSED), plain)
        sides = []
        for back in (False, True):
            side = plain.copy()
            side[self.frontier.barred(rules, back=back)] = CLOSED
            sides.append(side)
        return Weighed(sides[0], sides[1], self.engine.customize(*sides), TURNING[by])

    def metric(self, by: str, closed: NDArray[np.bool_] | None = None, rules: Rules = NO_RULES) -> Weighed:
        """Return the graph under the weights and rules; closures belong to the caller alone."""
        measure = known(Measure, by, "measure")
        whole = self._whole.get((measure, rules), lambda: self._weighed(measure, rules))
        if closed is None or not closed.any():
            return whole
        ahead, back = (np.where(closed, np.uint32(CLOSED), side) for side in (whole.ahead, whole.back))
        return Weighed(ahead, back, self.engine.customize(ahead, back), whole.turning)

    @once_property
    def max_snap_km(self) -> float:
        """How far from a line a place may lie, by the modes of this network."""
        modes = self.net.edges["mode"].astype(str).unique()
        return max(MAX_SNAP_KM.get(m, 0.0) for m in modes)

    def best(
        self,
        stops: Sequence[Place],
        *,
        by: str = "distance",
        closed: NDArray[np.bool_] | None = None,
    ) -> RoutePath:
        """Find the least way through the stops in their order.

        Parameters
        ----------
        stops
            Two places or more. A place of kind ``crossing`` between the ends is passed through,
            border included.
        by
            ``distance`` or ``time``.
        closed
            Edges that may not be used, one truth value an edge.

        Raises
        ------
        Unreachable
            When no way leads from one stop to the next.
        """
        return self.solve(stops, [self.metric(by, closed)] * (len(stops) - 1))

    def solve(self, stops: Sequence[Place], stages: Sequence[Weighed]) -> RoutePath:
        """Find the least way under given weights, one a stage, such as :meth:`metric` returns."""
        inside = self._inside(stops)
        path = self._joined_at(stops, stages, dict(enumerate(inside or ())))
        passed = passed_by(self.net, stops, path) if path.turns and not inside else {}
        if not passed:
            return path
        through = self._joined_at(stops, stages, passed)
        return through if len(through.turns) < len(path.turns) else path

    def _joined_at(
        self, stops: Sequence[Place], stages: Sequence[Weighed], snaps: Mapping[int, Snap]
    ) -> RoutePath:
        """Find the least way, stops joined where it is said, else at their nearest line."""
        gates = [
            self._gates(p, stages[max(i - 1, 0)], inner=0 < i < len(stops) - 1, snap=snaps.get(i))
            for i, p in enumerate(stops)
        ]
        picked = self._pick(gates, stages, stops)
        segments: list[PathSegment] = []
        turned: list[int] = []
        for i, (here, there) in enumerate(pairwise(picked)):
            run = self._between(here, there, stages[i].metric)
            if segments and run and turns(segments[-1], run[0]) and not self._may_turn(run[0].edge):
                turned.append(i)
            segments += run
            if there.through >= 0:
                segments.append(PathSegment(there.through, *((0.0, 1.0) if there.forward else (1.0, 0.0))))
        return RoutePath(tuple(segments), tuple(g.snap for g in picked), tuple(turned))

    def pieces_apart(self, stops: Sequence[Place]) -> list[int | None]:
        """Return for each stop the piece of its country that it lies in, where that lies apart from the rest."""
        return [self._piece_apart(place) for place in stops]

    def _piece_apart(self, place: Place) -> int | None:
        if place.point_id in self.ports:
            return self.frontier.apart(place.country, self.ports[place.point_id])
        try:
            edge = self.snapper.snap(place, max_km=self.max_snap_km).edge
        except Unreachable:
            return None
        own = str(self.net.edges.country.array[edge]) == place.country
        return self.frontier.apart(place.country, int(self.ends[0][edge])) if own else None

    def _inside(self, stops: Sequence[Place]) -> list[Snap] | None:
        """Return where the stops join the one small piece that they all lie at, if they do."""
        if not len(self.local.ids) or any(p.point_id in self.ports for p in stops):
            return None
        try:
            snaps = [self.local.snap(p, max_km=LOCAL_KM) for p in stops]
        except Unreachable:
            return None
        piece = self._pieces[1]
        if len({int(piece[snap.edge]) for snap in snaps}) > 1:
            return None
        large = (self._gap_km(p) for p in stops)
        far = all(gap > snap.gap_km + NEARER_KM for gap, snap in zip(large, snaps, strict=True))
        return snaps if far else None

    def _gap_km(self, place: Place) -> float:
        """Return how far the nearest large piece is; infinite when none is in reach."""
        try:
            return self.snapper.snap(place, max_km=self.max_snap_km).gap_km
        except Unreachable:
            return np.inf

    def _joined(self, place: Place) -> Snap:
        """Join a place to a large piece; a refusal names the small one that lies nearer."""
        try:
            return self.snapper.snap(place, max_km=self.max_snap_km)
        except Unreachable as fault:
            try:
                near = self.local.snap(place, max_km=self.max_snap_km)
            except Unreachable:
                raise fault from None
            km = float(self._pieces[2][self._pieces[1][near.edge]])
            message = (
                f"{place.name} lies {near.gap_km:.1f} km from a line of {km:.0f} km that is not joined to the "
                "rest of the network; ways lead only inside it."
            )
            raise Unreachable(message) from fault

    def _gates(
        self, place: Place, stage: Weighed, *, inner: bool, snap: Snap | None = None
    ) -> list[StopCandidates]:
        if inner and place.kind is PlaceKind.CROSSING and place.point_id:
            named = self._through(place, stage)
            if named:
                return named
        if place.point_id in self.ports:
            node = ((self.ports[place.point_id], 0),)
            return [StopCandidates(node, node)]
        beyond = [] if inner or snap else self._beyond(place)
        snaps = [s for s in beyond or [snap or self._joined(place)] if stage.ahead[s.edge] < CLOSED]
        if not snaps:
            message = f"{place.name} lies on a line that is closed or avoided in this question."
            raise Unreachable(message)
        return [gate for each in snaps for gate in self._at(each, stage, inner=inner)]

    def _beyond(self, place: Place) -> list[Snap]:
        """Return where a side of a crossing joins its own country; none for other places."""
        if place.kind is not PlaceKind.CROSSING or not place.point_id:
            return []
        return snaps_beyond(self.net, place, self.snapper.joinable, self._fitting)

    def _at(self, snap: Snap, stage: Weighed, *, inner: bool) -> list[StopCandidates]:
        """Return the ways to begin, end or pass at a position on an edge."""
        whole = int(stage.ahead[snap.edge])
        u, v = (int(end[snap.edge]) for end in self.ends)
        ends = ((u, round(whole * snap.fraction)), (v, round(whole * (1 - snap.fraction))))
        if not inner:
            return [StopCandidates(ends, ends, snap)]
        first, last = ends
        turning = 0 if self._may_turn(snap.edge) else stage.turning
        turned = tuple((node, weight + turning) for node, weight in ends)
        return [
            StopCandidates((first,), (last,), snap, onward=(u, v, whole)),
            StopCandidates((last,), (first,), snap, onward=(v, u, whole)),
            StopCandidates(ends, turned, snap),
        ]

    def _may_turn(self, edge: int) -> bool:
        """Tell whether what runs on an edge may turn at a stop: a lorry may, a train is to be turned round."""
        return str(self.net.edges["mode"].array[edge]) == "road"

    def _through(self, place: Place, stage: Weighed) -> list[StopCandidates]:
        """Return the ways through a crossing, in either direction that is open."""
        u, v = self.ends
        named = np.flatnonzero((self.net.edges.point_id == place.point_id).to_numpy())
        return [
            StopCandidates(((int(a[e]), int(side[e])),), ((int(b[e]), 0),), None, int(e), a is u)
            for e in named.tolist()
            for a, b, side in ((u, v, stage.ahead), (v, u, stage.back))
            if side[e] < CLOSED
        ]

    def _pick(
        self, gates: Sequence[list[StopCandidates]], stages: Sequence[Weighed], stops: Sequence[Place]
    ) -> list[StopCandidates]:
        """Choose one gate a stop so that the whole is least (stage by stage)."""
        total = np.zeros(len(gates[0]))
        back: list[NDArray[np.int64]] = []
        for i in range(1, len(gates)):
            metric = stages[i - 1].metric
            cost = np.array([[self._cost(a, b, metric) for b in gates[i]] for a in gates[i - 1]])
            sums = total[:, None] + cost
            back.append(sums.argmin(axis=0))
            total = sums.min(axis=0)
            if np.isinf(total).all():
                raise Unreachable(_no_way(stops[i - 1], stops[i]))
        chosen = [int(total.argmin())]
        for choice in reversed(back):
            chosen.append(int(choice[chosen[-1]]))
        return [gates[i][k] for i, k in enumerate(reversed(chosen))]

    @staticmethod
    def _cost(here: StopCandidates, there: StopCandidates, metric: Metric) -> float:
        options = [weight for weight, _, _ in _options(here, there, metric)]
        return min([*options, same_edge(here, there)])

    def _between(self, here: StopCandidates, there: StopCandidates, metric: Metric) -> list[PathSegment]:
        options = _options(here, there, metric)
        direct = same_edge(here, there)
        if here.snap and there.snap and (not options or direct <= min(options)[0]):
            return [PathSegment(here.snap.edge, here.snap.fraction, there.snap.fraction)]
        _, a, b = min(options)
        return [*self._leave(here, a), *self._run(a, metric.path(a, b)), *self._reach(there, b)]

    def _leave(self, gate: StopCandidates, node: int) -> list[PathSegment]:
        if gate.snap is None:
            return []
        to_u = int(self.ends[0][gate.snap.edge]) == node
        return [PathSegment(gate.snap.edge, gate.snap.fraction, 0.0 if to_u else 1.0)]

    def _reach(self, gate: StopCandidates, node: int) -> list[PathSegment]:
        return [PathSegment(s.edge, s.end, s.start) for s in self._leave(gate, node)]

    def _run(self, node: int, path: Sequence[int]) -> list[PathSegment]:
        u, v = self.ends
        segments = []
        for edge in path:
            forward = int(u[edge]) == node
            segments.append(PathSegment(int(edge), *((0.0, 1.0) if forward else (1.0, 0.0))))
            node = int(v[edge] if forward else u[edge])
        return segments


def _options(here: StopCandidates, there: StopCandidates, metric: Metric) -> list[tuple[int, int, int]]:
    """Return the ways between two stops that do not go back over either: weight, first node, last node."""
    return [
        (out + into + cost, a, b)
        for a, out in here.exits
        for b, into in there.entries
        if (cost := metric.cost(a, b)) is not None and not comes_back(here, there, metric, (a, b, cost))
    ]


def _no_way(here: Place, there: Place) -> str:
    return f"No way leads from {here.name} to {there.name} with these modes, stops and closures."
