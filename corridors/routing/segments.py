"""What a way is made of: segments of edges, ways to pass a stop, and the weights it was found under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corridors.routing.engine import Metric
    from corridors.routing.snapping import Snap

__all__ = [
    "PathSegment",
    "RoutePath",
    "StopCandidates",
    "Weighed",
    "comes_back",
    "edges_of",
    "run_of",
    "same_edge",
    "total",
    "turns",
]


@dataclass(frozen=True, slots=True)
class PathSegment:
    """A part of an edge, run from fraction ``start`` to fraction ``end`` of its line."""

    edge: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RoutePath:
    """The segments of a way, where each stop joined it, and what no forwarder would do on it.

    ``turns`` are the numbers of the stops at which it turns round, ``returns_to`` the country that it
    comes back into, ``proved`` whether a search found that no way does without. ``apart_in`` is the country
    to whose exclave, or from whose exclave, it goes through others.
    """

    segments: tuple[PathSegment, ...]
    snaps: tuple[Snap | None, ...]
    turns: tuple[int, ...] = ()
    returns_to: str = ""
    proved: bool = False
    apart_in: str = ""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A graph under weights: from ``u`` to ``v``, back, and what turning round at a stop weighs."""

    ahead: NDArray[np.uint32]
    back: NDArray[np.uint32]
    metric: Metric
    turning: int = 0

    def of(self, path: RoutePath) -> float:
        """Return what a way weighs."""
        return total(path.segments, self.ahead)


@dataclass(frozen=True, slots=True)
class StopCandidates:
    """One way to pass a stop: reach it at ``entries``, leave it at ``exits`` (node, weight)."""

    entries: tuple[tuple[int, int], ...]
    exits: tuple[tuple[int, int], ...]
    snap: Snap | None = None
    through: int = -1
    forward: bool = True
    onward: tuple[int, int, int] | None = None
    """For a stop passed without turning: the end it is entered at, the end it is left at, the edge's weight."""


def edges_of(segments: Sequence[PathSegment]) -> list[int]:
    """Return the edges of some segments that are run at all."""
    return [s.edge for s in segments if s.start != s.end]


def run_of(segments: Sequence[PathSegment]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the edges of some segments and which share of each is run."""
    edges = np.fromiter((s.edge for s in segments), np.int64, len(segments))
    return edges, np.fromiter((abs(s.end - s.start) for s in segments), np.float64, len(segments))


def total(segments: Sequence[PathSegment], per_edge: NDArray[Any]) -> float:
    """Add up along some segments what each edge takes when it is run whole."""
    edges, shares = run_of(segments)
    return float(per_edge[edges] @ shares)


def comes_back(
    here: StopCandidates, there: StopCandidates, metric: Metric, run: tuple[int, int, int]
) -> bool:
    """Tell whether a run between stops passed without turning goes back over the edge of one of them."""
    a, b, cost = run
    if here.onward:
        entered, _, whole = here.onward
        rest = metric.cost(entered, b)
        if rest is not None and cost >= whole + rest:
            return True
    if there.onward:
        _, left, whole = there.onward
        rest = metric.cost(a, left)
        if rest is not None and cost >= whole + rest:
            return True
    return False


def turns(last: PathSegment, following: PathSegment) -> bool:
    """Tell whether two segments that follow one another run the same edge in opposite directions."""
    return last.edge == following.edge and (last.end - last.start) * (following.end - following.start) < 0


def same_edge(here: StopCandidates, there: StopCandidates) -> float:
    """Return what it weighs to stay on the edge that two stops share; infinite where they share none."""
    if here.snap is None or there.snap is None or here.snap.edge != there.snap.edge or here.onward:
        return float("inf")
    whole = sum(weight for _, weight in there.entries) if not there.onward else there.onward[2]
    return abs(here.snap.fraction - there.snap.fraction) * whole
