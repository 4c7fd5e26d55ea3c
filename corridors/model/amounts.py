"""What a way takes: quantities with a range, which add up."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from corridors.errors import BadInput

__all__ = ["Amounts", "Range"]


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity as a likely value between a low and a high one.

    Ranges add bound by bound, as if all parts were at their low or their high value together:
    the sum is at least as wide as what independent parts would give.
    """

    low: float = 0.0
    base: float = 0.0
    high: float = 0.0

    def __post_init__(self) -> None:
        """Refuse bounds that do not hold the value between them, and what is no number."""
        finite = all(math.isfinite(bound) for bound in (self.low, self.base, self.high))
        if not (finite and self._ordered()):
            raise BadInput(f"{self.low} … {self.base} … {self.high} is not a range from low to high.")

    def _ordered(self) -> bool:
        """Whether low ≤ base ≤ high, but for what is lost when many parts are added."""
        slack = 1e-9 * max(abs(self.low), abs(self.base), abs(self.high))
        return self.low <= self.base + slack and self.base <= self.high + slack

    @classmethod
    def exact(cls, value: float) -> Range:
        """Return a quantity that is measured, or of which one figure alone is known."""
        return cls(value, value, value)

    @property
    def bounds(self) -> tuple[float, float]:
        """The low and the high value."""
        return self.low, self.high

    def __add__(self, other: Range) -> Range:
        """Add bound by bound."""
        if not isinstance(other, Range):
            return NotImplemented
        return Range(self.low + other.low, self.base + other.base, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Kilometres and hours of a part of a way; the whole is the sum of its parts.

    Sum many with ``sum(parts, Amounts())``. What is not stated is nothing: a part that takes time but
    covers no ground has no kilometres.
    """

    km: Range = field(default_factory=Range)
    h: Range = field(default_factory=Range)

    def __add__(self, other: Amounts) -> Amounts:
        """Add each quantity to its like."""
        if not isinstance(other, Amounts):
            return NotImplemented
        return Amounts(self.km + other.km, self.h + other.h)
