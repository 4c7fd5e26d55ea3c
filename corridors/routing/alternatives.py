"""Other good ways: used edges are made dearer, and what then comes out is kept if it differs enough.

Source: the penalty method, Bader et al. (2011), Alternative Route Graphs in Road Networks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from corridors.errors import BadInput
from corridors.routing.engine import CLOSED
from corridors.routing.rules.believable import find_believable
from corridors.routing.rules.frontier import NO_RULES
from corridors.routing.segments import Weighed, edges_of, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corridors.model import Place
    from corridors.routing.router import Router
    from corridors.routing.rules.frontier import Rules
    from corridors.routing.segments import RoutePath

__all__ = ["MOST_ALTERNATIVES", "find_alternatives"]

MOST_ALTERNATIVES: Final = 8
DEARER: Final = 1.35
LONGEST_STRETCH: Final = 1.6
MOST_SHARED: Final = 0.8
TRIES_EACH: Final = 4


def find_alternatives(
    router: Router,
    stops: Sequence[Place],
    *,
    count: int,
    by: str = "distance",
    closed: NDArray[np.bool_] | None = None,
    rules: Rules = NO_RULES,
) -> list[RoutePath]:
    """Find the best way and up to ``count`` others that share at most four fifths with each other.

    Parameters
    ----------
    router
        The network.
    stops
        Two places or more.
    count
        How many besides the best, 0…8.
    by, closed, rules
        As for :func:`~corridors.routing.rules.believable.find_believable`.

    Returns
    -------
        The best way first, the others as they were found; fewer where there are no more.
    """
    if not 0 <= count <= MOST_ALTERNATIVES:
        message = f"alternatives must be 0…{MOST_ALTERNATIVES}; got {count}."
        raise BadInput(message)
    best, stages = find_believable(router, stops, by=by, closed=closed, rules=rules, barred=count > 0)
    if not count or best.returns_to:  # where even the best comes back, so do all
        return [best]
    paths, amounts = [best], router.metric(by, closed, rules).ahead
    length = router.net.edges.length_km.to_numpy()
    longest = LONGEST_STRETCH * total(best.segments, amounts)
    price, path = amounts.astype(float), best
    apart = frozenset(p for p in router.pieces_apart(stops) if p is not None)
    for _ in range(count * TRIES_EACH):
        used = np.unique(np.array([segment.edge for segment in path.segments], dtype=np.int64))
        price[used] = np.where(amounts[used] < CLOSED, price[used] * DEARER, price[used])
        raised = np.minimum(np.rint(price), CLOSED).astype(np.uint32)
        path = router.solve(stops, [_raised(router, stage, raised) for stage in stages])
        new = all(_shared(path, other, length) <= MOST_SHARED for other in paths)
        if new and not _returns(router, path, apart) and total(path.segments, amounts) <= longest:
            paths.append(path)
        if len(paths) > count:
            break
    return paths


def _raised(router: Router, stage: Weighed, price: NDArray[np.uint32]) -> Weighed:
    """Return a stage with other weights and the same closed directions."""
    ahead, back = (np.where(side >= CLOSED, side, price) for side in (stage.ahead, stage.back))
    return Weighed(ahead, back, router.engine.customize(ahead, back), stage.turning)


def _returns(router: Router, path: RoutePath, apart: frozenset[int]) -> bool:
    return router.frontier.first_return(edges_of(path.segments), apart) is not None


def _shared(path: RoutePath, other: RoutePath, length: NDArray[np.float64]) -> float:
    mine = {segment.edge for segment in path.segments}
    both = sorted(mine & {segment.edge for segment in other.segments})
    return float(length[both].sum() / max(length[list(mine)].sum(), 1e-9))
