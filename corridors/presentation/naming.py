"""Names as a reader sees them and as an address can carry them; text that Markdown leaves alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from babel import Locale

from corridors.errors import CorridorsError
from corridors.graph.conditioning.links import HIGH_SEAS
from corridors.model import PlaceKind

if TYPE_CHECKING:
    from corridors.gazetteer import Gazetteer
    from corridors.model import Place

__all__ = ["country_name", "linked", "literal", "named", "spelling"]

SAME_DEGREES = 1e-3
_AT_SEA = {"en": "At sea", "zh": "海上", "ru": "В море", "fr": "En mer"}
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""Spaces and line ends, but not the no-break spaces that hold a figure together."""
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/])")


def literal(text: str) -> str:
    r"""Return text that Markdown shows as it is: no emphasis, link, directive, emoji or formula.

    Examples
    --------
    >>> literal(":red[a]")
    '\\:red\\[a\\]'
    """
    return _MARKS.sub(r"\\\1", _SPACES.sub(" ", text).strip())


def linked(text: str, address: str | None) -> str:
    """Return text as a Markdown link that text cannot break out of; without address, the text alone.

    Examples
    --------
    >>> linked("CPMM", "https://cpmm.carecprogram.org/a b")
    '[CPMM](https://cpmm.carecprogram.org/a%20b)'
    """
    if address is None:
        return literal(text)
    safe = quote(address, safe=":/?#@!$&*+,;=%~")
    return f"[{literal(text)}]({safe})"


@lru_cache(maxsize=8)
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def country_name(code: str, lang: str) -> str:
    """Return a country's name in a language; an unknown code as it is.

    Examples
    --------
    >>> country_name("KZ", "ru")
    'Казахстан'
    """
    if code == HIGH_SEAS:
        return _AT_SEA.get(lang, _AT_SEA["en"])
    return str(_locale(lang).territories.get(code, code)) if code else ""


def named(place: Place, lang: str) -> str:
    """Return a place's name in a language, else the one it goes by."""
    return place.names.get(lang) or place.name


def spelling(place: Place, gazetteer: Gazetteer) -> str:
    """Return the shortest text that means this very place: its name, with its country, or ``lon,lat``."""
    texts = (
        (place.name, f"{place.name}, {place.country}", place.locode)
        if place.kind is not PlaceKind.POINT
        else ()
    )
    for text in texts:
        if text and _means(text, place, gazetteer):
            return text
    return f"{place.lon:.6g},{place.lat:.6g}"


def _means(text: str, place: Place, gazetteer: Gazetteer) -> bool:
    try:
        found = gazetteer.resolve(text)
    except CorridorsError:
        return False
    return (
        found.kind == place.kind
        and abs(found.lon - place.lon) < SAME_DEGREES
        and abs(found.lat - place.lat) < SAME_DEGREES
    )
