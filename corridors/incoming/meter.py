"""Counting what a reader makes of a file while it reads."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Final

from corridors.errors import BadTable
from corridors.incoming.limits import SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Meter"]

LOOK_EVERY: Final = 1024


class Meter:
    """Counts of what was read of one file, with the most of each, and a clock.

    Parameters
    ----------
    name
        Of the file, for the message.
    most
        How many of each kind are read; kinds are named as the message names them.
    seconds
        Of the process's own time; reading stops after them.

    Examples
    --------
    >>> meter = Meter("lines.csv", {"rows": 2})
    >>> meter.add("rows", 2)
    >>> meter.add("rows")
    Traceback (most recent call last):
    corridors.errors.BadTable: lines.csv has more than 2 rows, and no more are read; split it, or leave out what you do not need.
    """

    __slots__ = ("_calls", "_counts", "_most", "_until", "name", "seconds")

    def __init__(self, name: str, most: Mapping[str, int], seconds: float = SECONDS) -> None:
        self.name, self.seconds = name, seconds
        self._most, self._counts, self._calls = dict(most), Counter[str](), 0
        self._until = time.thread_time() + seconds

    def add(self, kind: str, count: int = 1) -> None:
        """Count something.

        Raises
        ------
        BadTable
            There is more of it than is read, or the time is over.
        """
        self._counts[kind] += count
        if self._counts[kind] > self._most[kind]:
            raise BadTable(
                f"{self.name} has more than {self._most[kind]:,} {kind}, and no more are read; "
                "split it, or leave out what you do not need."
            )
        self._calls += 1
        if self._calls % LOOK_EVERY == 0 and time.thread_time() > self._until:
            raise BadTable(
                f"{self.name} takes longer than {self.seconds:.0f} seconds to read, and reading stopped; "
                "split it, or leave out what you do not need."
            )
