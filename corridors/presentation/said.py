"""Notes as readers hear them: countries by name, and what to do in the words of where they ask."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corridors.data.catalogue import DATA
from corridors.i18n import translator
from corridors.model.mappings import FrozenMap
from corridors.model.notes import NoteCode
from corridors.model.wording import next_step, word_note
from corridors.presentation.naming import country_name
from corridors.presentation.text import length

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.model import Note

__all__ = ["Door", "grounds_of", "is_doubt", "said", "said_of_service"]

COUNTRY, COUNTRIES = "country", "countries"
CLOSURES: Final = frozenset(
    {
        NoteCode.TRADE_CLOSED,
        NoteCode.BORDER_CLOSED,
        NoteCode.TRADE_RESTRICTED,
        NoteCode.TRADE_BARRED,
        NoteCode.TRANSIT_CLOSED,
        NoteCode.TRANSIT_RESTRICTED,
    }
)

OF_PIPELINES: Final = frozenset(
    {
        NoteCode.OFF_THE_PIPELINE,
        NoteCode.AGAINST_THE_FLOW,
        NoteCode.PIPELINE_STATE,
        NoteCode.PIPELINES_JOINED_APART,
    }
)
"""Notes of ways through pipelines that make the way doubtful: these answers have no warnings apart."""


ALIKE: Final = 0.05
"""Up to this share published and modelled lengths are taken for alike."""


class Door(StrEnum):
    """Where a reader asks; what to do next is worded for it."""

    PAGE = "page"
    COMMAND = "command"


def said(note: Note, door: Door | None = None, words: Words | None = None) -> str:
    """Return a note as a sentence with the next step, if there is one.

    Parameters
    ----------
    note
        The note.
    door
        Where the reader asks; without it the next step is worded for a file.
    words
        The reader's language; English without it.

    Examples
    --------
    >>> from corridors.model import Note, NoteCode
    >>> said(Note.of(NoteCode.COMES_BACK, country="PL"), Door.COMMAND)
    'The way leaves Poland and comes back into it: with these modes, stops and closures none does otherwise.'
    """
    _ = words or translator()
    land = note.values.get(COUNTRY)
    if isinstance(land, str):
        note = replace(note, values=FrozenMap({**note.values, COUNTRY: country_name(land, _.lang)}))
    lands = note.values.get(COUNTRIES)
    if isinstance(lands, tuple):
        names = tuple(country_name(code, _.lang) for code in lands)
        note = replace(note, values=FrozenMap({**note.values, COUNTRIES: names}))
    step = _steps(_).get((note.code, door), "") if door else next_step(note, _)
    return f"{word_note(note, _)} {step}".strip()


def said_of_service(
    name: str,
    since: int | None,
    lengths_km: tuple[float | None, float],
    words: Words | None = None,
    *,
    on_the_way: bool = True,
) -> str:
    """Return that a published train service runs between the ends of a way, and both lengths where one is published.

    Parameters
    ----------
    name
        What the service is called.
    since
        The year of its first train.
    lengths_km
        The published length, and that of the way modelled here.
    words
        The reader's language; English without it.
    on_the_way
        Whether the way passes the countries and the crossing that the service is published to run by.

    Examples
    --------
    >>> said_of_service("Chongqing–Tashkent", 2025, (None, 4804.0))
    'A train service runs between these places: Chongqing–Tashkent, since 2025.'
    """
    _ = words or translator()
    published, modelled = lengths_km
    if not on_the_way:
        return _("A train service runs between these places, but by another way: {name}.").format(name=name)
    runs = (
        _("A train service runs between these places: {name}, since {year}.").format(name=name, year=since)
        if since
        else _("A train service runs between these places: {name}.").format(name=name)
    )
    if published is None:
        return runs
    both = _("Its published length is {published}, that of the way modelled here {modelled}.")
    lengths = both.format(published=length(published, _), modelled=length(modelled, _))
    if abs(published - modelled) <= ALIKE * published:
        return f"{runs} {lengths}"
    why = _(
        "A published length counts the way that trains really take, often a longer one; which lines, it does not say."
    )
    return f"{runs} {lengths} {why}"


def is_doubt(note: Note) -> bool:
    """Tell whether a note of a way through pipelines is a warning."""
    return note.code in OF_PIPELINES


def _steps(_: Words) -> dict[tuple[NoteCode, Door], str]:
    return {
        (NoteCode.TRADE_BARRED, Door.PAGE): _("Choose “Closed trade” under “Also allow” to see it."),
        (NoteCode.TRADE_BARRED, Door.COMMAND): _("Give --allow trade to see it."),
    }


def grounds_of(note: Note, _: Words) -> tuple[tuple[str, str], ...]:
    """Return what a note rests on, in words, and where that is; nothing where it says so itself."""
    if note.code is NoteCode.SEA_WARNING:
        return ((_("Table of warnings at sea"), f"{DATA}sea_warnings"),)
    if note.code is NoteCode.CUT_AREA:
        return ((_("Table of areas cut off"), f"{DATA}cut_areas"),)
    return ((_("Table of trade closures"), f"{DATA}trade_closures"),) if note.code in CLOSURES else ()
