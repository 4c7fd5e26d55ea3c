"""Routes to begin with: what the empty page offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corridors.app.question import Question

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = ["Example", "examples", "pipe_examples"]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a few words on what it shows."""

    question: Question
    words: str


def examples(_: Words) -> tuple[Example, ...]:
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


def pipe_examples(carry: str, _: Words) -> tuple[Example, ...]:
    """Return the ways through pipelines that the empty page offers, those of one commodity first.

    Parameters
    ----------
    carry
        ``oil`` or ``gas``.
    _
        Puts English into the reader's language.
    """
    found = (
        Example(Question("Tengiz", "Novorossiysk", carry="oil"), _("Kazakhstan's oil to the Black Sea")),
        Example(
            Question("Atyrau", "Dushanzi", carry="oil"), _("From the Caspian shore to a refinery in China")
        ),
        Example(
            Question("Galkynysh", "Shanghai", carry="gas"),
            _("Turkmen gas through Horgos to the other end of China"),
        ),
        Example(
            Question("Shah Deniz", "Italy", carry="gas"),
            _("Southern Gas Corridor, from a sea bed to a landfall"),
        ),
        Example(
            Question("Beineu", "Shymkent", carry="gas"),
            _("West Kazakhstan's gas to the south of the country"),
        ),
    )
    return tuple(sorted(found, key=lambda example: example.question.carry != carry))
