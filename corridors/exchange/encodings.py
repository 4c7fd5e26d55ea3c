"""Texts in the encodings that spreadsheets leave behind, told apart by what the words look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from corridors.errors import BadTable

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Decoded", "decode"]

COMMON_SHARE: Final = 0.6
"""Of the Chinese characters of real text that are among the 3,755 commonest, lead bytes B0 to D7."""
MANY: Final = 12
CASED: Final = 0.9
FEW_ACCENTS: Final = 0.75
_BREAKS: Final = frozenset("\u00a0\u00a7\u00a9\u00ab\u00b0\u00b1\u00b2\u00b7\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u20ac\u2116")  # fmt: skip
_RARE: Final = frozenset("ÐÝÞðýþÿ")
"""Icelandic in Windows-1252; where they stand, Windows-1254 has the letters of Turkish."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_HEAD: Final = 2000
JUDGED: Final = 500_000
"""Characters by which an encoding is judged; the words of a table do not change later."""
FEWEST_ASCII: Final = 40
"""A character of so many bytes is a separator or a digit in a table of any script."""


class Decoded(NamedTuple):
    """A text, and the encoding that was guessed; empty where the file states it or it is UTF-8."""

    text: str
    guessed: str = ""


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file in UTF-8, UTF-16, GB18030 or a code page of Windows.

    Parameters
    ----------
    data
        The file.
    name
        What it is called, for the message.

    Raises
    ------
    BadTable
        It is binary, or its words make sense in none of the encodings.
    """
    wide = _wide(data)
    try:
        text = data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise BadTable(_binary(name)) from error
        return _guessed(data, name, error)
    if "\0" in text:
        raise BadTable(_binary(name))
    return Decoded(text, wide if wide.endswith("e") else "")


def _binary(name: str) -> str:
    return f"{name} is not a table but binary data; give a CSV (UTF-8) or XLSX file."


def _wide(data: bytes) -> str:
    """Name the UTF-16 that a file is in, by its mark or by the empty half of its ASCII letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:_HEAD]
    odd, even = head[1::2], head[::2]
    if not odd or b"\n" not in head or head.count(0) < max(2, len(head) // FEWEST_ASCII):
        return ""
    if odd.count(0) > 0 == even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > 0 == odd.count(0) else ""


def _guessed(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    for encoding, sounds in [("cp1251", _long_cyrillic), ("koi8-r", _long_cyrillic), *_LIKELY.items()]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sounds(text[:JUDGED]):
            return Decoded(text, encoding)
    line = data.count(b"\n", 0, error.start) + 1
    raise BadTable(
        f"{name} is not UTF-8 (line {line} has byte 0x{data[error.start]:02X}), and its words make sense neither as "
        "Chinese (GB18030) nor in a code page of Windows (1250 to 1254), KOI8-R or 866. Save it as “CSV UTF-8”, or convert it from its "
        "own encoding, for example with: iconv -f BIG5 -t UTF-8 IN.csv > OUT.csv"
    ) from error


def _chinese(text: str) -> bool:
    foreign = [c for c in text if ord(c) > 127]  # noqa: PLR2004 - ASCII
    ideographs = [c for c in foreign if "\u4e00" <= c <= "\u9fff"]
    common = sum(b"\xb0" <= c.encode("gb18030")[:1] <= b"\xd7" and len(_gb2312(c)) > 1 for c in ideographs)
    return bool(ideographs) and common >= COMMON_SHARE * len(ideographs) > 0 and _no_strays(foreign)


def _gb2312(character: str) -> bytes:
    return character.encode("gb2312", "ignore")


def _no_strays(foreign: list[str]) -> bool:
    """Tell whether all that is no ideograph is punctuation or a letter of full width."""
    return all("\u2000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" or c in _BREAKS for c in foreign)


def _cyrillic(text: str) -> bool:
    words = [w for w in _WORD.findall(text) if any("\u0400" <= c <= "\u04ff" for c in w)]
    mixed = any(c.isascii() for w in words for c in w)
    cased = sum(w == w.lower() or w == w.upper() or w[1:] == w[1:].lower() for w in words)
    return bool(words) and not mixed and cased >= CASED * len(words) and _only_letters(text)


def _long_cyrillic(text: str) -> bool:
    """Tell Cyrillic capitals, which are common Chinese characters when read in pairs, from those by their number."""
    return sum("\u0400" <= c <= "\u04ff" for c in text) >= MANY and _cyrillic(text)


def _latin(text: str) -> bool:
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    accented = all(sum(not c.isascii() for c in w) <= max(1, FEW_ACCENTS * len(w)) for w in words)
    cased = all(w == w.upper() or w[1:] == w[1:].lower() for w in words)
    return accented and cased and _only_letters(text)


def _western(text: str) -> bool:
    return _latin(text) and not _RARE & set(text)


def _only_letters(text: str) -> bool:
    return all(c.isascii() or c.isalpha() or c in _BREAKS for c in text)


_LIKELY: Final[dict[str, Callable[[str], bool]]] = {
    "gb18030": _chinese,
    "cp1251": _cyrillic,
    "koi8-r": _cyrillic,
    "cp866": _cyrillic,
    "cp1252": _western,
    "cp1254": _latin,
    "cp1250": _latin,
}
