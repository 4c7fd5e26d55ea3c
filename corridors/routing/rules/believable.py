"""The least way that a forwarder would believe: no country left to come back, no turning round at a stop."""

from __future__ import annotations

import heapq
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

from corridors.errors import Unreachable
from corridors.routing.rules.frontier import APART, NO_RULES, by_stage
from corridors.routing.segments import edges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from corridors.model import Place
    from corridors.routing.router import Router
    from corridors.routing.rules.frontier import Rules
    from corridors.routing.segments import RoutePath, Weighed

__all__ = ["find_believable"]

Found: TypeAlias = "tuple[RoutePath, tuple[Weighed, ...]]"
MOST_TRIES: Final = 16


def find_believable(
    router: Router,
    stops: Sequence[Place],
    *,
    by: str = "distance",
    closed: NDArray[np.bool_] | None = None,
    rules: Rules = NO_RULES,
    barred: bool = False,
) -> tuple[RoutePath, tuple[Weighed, ...]]:
    """Find the least way through stops that does not come back into a country it left.

    Parameters
    ----------
    router
        The network.
    stops
        Two places or more.
    by, closed
        As for :meth:`corridors.routing.router.Router.best`.
    rules
        What holds besides.
    barred
        Bar the ways back at once, for whoever goes on with the weights. Else the way without bars is looked
        at first: it is the least where it does not come back, and its weights are those of every question.

    Returns
    -------
        The way, and the weights of each stage that it was found under. Where nothing else is
        possible the way comes back all the same, and says so in ``returns_to``. A stop in a piece of its
        country that no line on land joins to the rest is in a land of its own: going home to an
        exclave is not coming back.

    Raises
    ------
    Unreachable
        When no way leads from one stop to the next.
    """

    def ask(stages: Sequence[Rules]) -> tuple[RoutePath, tuple[Weighed, ...]]:
        weighed = tuple(router.metric(by, closed, each) for each in stages)
        return router.solve(stops, weighed), weighed

    free = None if barred else ask([rules] * (len(stops) - 1))
    if free and router.frontier.first_return(edges_of(free[0].segments)) is None:
        return free
    pieces = router.pieces_apart(stops)
    rules = replace(rules, apart=frozenset(p for p in pieces if p is not None))
    strict = by_stage(stops, rules, pieces)
    try:
        first = ask(strict)
    except Unreachable:
        path, weighed = free or ask([rules] * len(strict))
        return _told(router, path, rules, proved=True), weighed
    found, proved = _without_return(router, first, strict, ask)
    path, weighed = found or first
    return _told(router, path, rules, proved=proved), weighed


def _without_return(
    router: Router, first: Found, strict: tuple[Rules, ...], ask: Callable[[Sequence[Rules]], Found]
) -> tuple[Found | None, bool]:
    """Bar the way out or the way back wherever the least way returns, least weight first.

    Returns
    -------
        The way, and where there is none whether that is proved: no way was left to ask for, and none that
        does not return was barred. Both bars of a return bar a way that comes by the second and goes on by
        the first; where both are to one country, such a way returns too.
    """
    order, proved = count(), True
    waiting = [(0.0, next(order), first, strict)]
    for _ in range(MOST_TRIES):
        if not waiting:
            return None, proved
        _, _, found, stages = heapq.heappop(waiting)
        back = router.frontier.first_return(edges_of(found[0].segments), strict[0].apart)
        if back is None:
            return found, False
        (_, left_for), (back_from, _) = back
        proved &= left_for == back_from
        for pair in back:
            more = tuple(each.barring(pair) for each in stages)
            other = None if more == stages else _asked(ask, more)
            if other:
                heapq.heappush(waiting, (other[1][0].of(other[0]), next(order), other, more))
    return None, False


def _asked(ask: Callable[[Sequence[Rules]], Found], stages: Sequence[Rules]) -> Found | None:
    try:
        return ask(stages)
    except Unreachable:
        return None


def _told(router: Router, path: RoutePath, rules: Rules, *, proved: bool) -> RoutePath:
    """Say of a way where it comes back, whether that is proved to be needed, or which exclave it goes to."""
    edges = edges_of(path.segments)
    seen = router.frontier.visits(edges, rules.apart)
    home = {name.partition(APART)[0] for name in seen if APART in name} & set(seen)
    path = replace(path, apart_in=min(home, default=""))
    back = router.frontier.first_return(edges, rules.apart)
    return replace(path, returns_to=back[1][1].partition(APART)[0], proved=proved) if back else path
