"""What the terminals take where a way begins and ends, and how sure the hours of a whole way are."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from corridors.costs.time import LAND, WATER
from corridors.model import Range
from corridors.model.routes import Ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corridors.costs.time import CostModel
    from corridors.model import Cited, Leg
    from corridors.routing.segments import RoutePath

__all__ = ["ends_of", "likely_range", "terminals_of"]


def terminals_of(path: RoutePath, legs: tuple[Leg, ...], costs: CostModel) -> tuple[Cited | None, ...]:
    """Return the dwell at each end, that of a port at sea; None where a port is the end: its passage has it."""
    at_ends = zip(legs[:1] + legs[-1:], (path.snaps[0], path.snaps[-1]), strict=False)
    modes = [str(leg.mode) if snap is not None else "" for leg, snap in at_ends]
    return tuple(costs.dwell("terminal", mode, "") if mode in (*LAND, *WATER) else None for mode in modes)


def ends_of(terminals: Sequence[Cited | None]) -> Ends:
    """Add up the terminal hours of both ends."""
    cited = [c for c in terminals if c]
    start, goal = (c.value if c else 0.0 for c in terminals) if terminals else (0.0, 0.0)
    return Ends(
        sum(c.value for c in cited),
        (sum(c.low for c in cited), sum(c.high for c in cited)),
        ";".join(dict.fromkeys(c.source.id for c in cited)),
        (start, goal),
    )


def likely_range(parts: Iterable[tuple[str, Range]]) -> Range:
    """Add up hours; the range is that of independent causes, one a source.

    What rests on one row is early or late together and adds up; what rests on different rows seldom
    all comes late at once, so their spreads add up as squares.

    Parameters
    ----------
    parts
        The source and the hours of each part.
    """
    base = 0.0
    spread: dict[str, tuple[float, float]] = {}
    for source, hours in parts:
        early, late = spread.get(source, (0.0, 0.0))
        spread[source] = early + hours.base - hours.low, late + hours.high - hours.base
        base += hours.base
    early, late = (sqrt(sum(pair[i] ** 2 for pair in spread.values())) for i in (0, 1))
    return Range(max(base - early, 0.0), base, base + late)
