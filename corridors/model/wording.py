"""Notes as sentences: one text a code, in the language of whoever reads.

The only place that words a note. The model's ``to_dict`` asks for English, pages for their reader's
language; nothing reads a value back out of a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from babel.numbers import format_decimal

from corridors.i18n import translator
from corridors.model.notes import NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corridors.i18n import Words
    from corridors.model.notes import Note, Value

__all__ = ["notes_to_dicts", "sentences", "word_note"]

PATTERNS: Final = {"away_km": "0.0"}
"""How a number is written, by the name of its value."""
PLAIN: Final = "0.######"
LISTS: Final = {"namesakes": "; "}
"""What stands between the items of a list, by the name of its value; else a comma."""


def word_note(note: Note, words: Words | None = None) -> str:
    """Return a note as a sentence.

    Parameters
    ----------
    note
        The note.
    words
        The language; English without it.

    Examples
    --------
    >>> from corridors.model.notes import Note, NoteCode
    >>> word_note(Note.of(NoteCode.CLOSURE_STANDS_FOR, thing="Terespol", closed=("Brest", "Małaszewicze")))
    'Avoiding Terespol closes Brest, Małaszewicze.'
    """
    _ = words or translator()
    values = dict(note.values)
    told = {name: _told(name, value, _.lang) for name, value in values.items()}
    return sentences(_)[note.code].format(**told)


def notes_to_dicts(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Return notes as plain values: code, English sentence, values by name."""
    return [
        {"code": str(note.code), "text": word_note(note), "values": _plain(dict(note.values))}
        for note in notes
    ]


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _told(name: str, value: Value, lang: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return LISTS.get(name, ", ").join(value)
    return format_decimal(value, format=PATTERNS.get(name, PLAIN), locale=lang)


def sentences(_: Words) -> dict[NoteCode, str]:
    """Return the sentence of each code, with the names of its values in braces."""
    return {
        NoteCode.POINT_NEAR_PLACE: _("{away_km} km from {place}"),
        NoteCode.LONGITUDE_FIRST: _("Longitude comes first; for a point near {place} write {position}."),
        NoteCode.NAMESAKES: _("{place} was taken; there is also {namesakes}."),
        NoteCode.CLOSURE_WITHOUT_EFFECT: _(
            "No way by these modes uses {thing}: avoiding it changes nothing."
        ),
        NoteCode.CLOSURE_STANDS_FOR: _("Avoiding {thing} closes {closed}."),
    }
