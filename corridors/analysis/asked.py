"""Places of a table's rows, each name looked up once however many rows have it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corridors.errors import BadInput, CorridorsError, UnknownPlace
from corridors.incoming.limits import STOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.model import Place
    from corridors.routing.planner import Planner

__all__ = ["Asked"]

_STOPS: Final = re.compile("[;；]")


class Asked:
    """The places that one table names, and why some of its names are none.

    Parameters
    ----------
    planner
        Knows the places.
    """

    __slots__ = ("_known", "_planner", "_unknown")

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self._known: dict[str, Place] = {}
        self._unknown: dict[str, CorridorsError] = {}

    def place(self, given: str | Place) -> Place:
        """Return the place of a name; an unknown one is searched for like spellings once.

        Raises
        ------
        UnknownPlace
            No place is called that.
        """
        if not isinstance(given, str):
            return given
        if given in self._unknown:
            raise self._unknown[given].with_traceback(None)
        if given not in self._known:
            try:
                self._known[given] = self._planner.place(given)
            except (BadInput, UnknownPlace) as fault:
                self._unknown[given] = fault
                raise
        return self._known[given]

    def stops(self, via: str | Sequence[str | Place]) -> list[Place]:
        """Return the places between the ends of a row, which are parted by ``;`` where they are a text.

        Raises
        ------
        BadInput
            There are more than a row may name.
        UnknownPlace
            No place is called that.
        """
        given = (
            [part.strip() for part in _STOPS.split(via) if part.strip()] if isinstance(via, str) else via
        )
        if len(given) > STOPS:
            raise BadInput(f"via names {len(given):,} places; at most {STOPS} are read.")
        return [self.place(stop) for stop in given]
