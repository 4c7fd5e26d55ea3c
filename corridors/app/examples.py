"""Routes to begin with: what the empty page offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corridors.app.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Example", "examples"]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a few words on what it shows."""

    question: Question
    words: str


def examples(_: Callable[[str], str]) -> tuple[Example, ...]:
    """Return the routes that the empty page offers.

    Parameters
    ----------
    _
        Puts English into the reader's language.
    """
    return (
        Example(
            Question("Chongqing", "Duisburg", via=("Khorgos",)),
            _("The busiest way: Kazakhstan, Russia, Belarus, Poland"),
        ),
        Example(
            Question("Xi'an", "Istanbul", via=("Aktau", "Alat")),
            _("Middle Corridor: across the Caspian Sea and the Caucasus"),
        ),
        Example(Question("Yiwu", "Madrid"), _("The longest train of all, with three gauges")),
        Example(
            Question("Shanghai", "Rotterdam", modes=("sea",)), _("By sea, to hold the railways against")
        ),
        Example(
            Question("霍尔果斯", "Варшава", by="time"),
            _("Names in any script; the fastest instead of the shortest"),
        ),
    )
