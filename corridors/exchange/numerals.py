"""Numbers as people of several countries write them: ``11,179.5``, ``11.179,5``, ``11 179,5``, ``１１１７９``, ``683 km``.

One separator before three digits says nothing: ``11.179`` is eleven or eleven thousand. The other
cells of its column decide; where they are silent, the cell is refused.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from corridors.incoming.limits import NUMBER_CHARACTERS
from corridors.incoming.shown import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Numerals", "StoredNumber", "numerals_of", "short"]

LONGEST_SHOWN: Final = 40
_SPACES: Final = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'’](?=\d{3}(?!\d))")
_UNIT: Final = re.compile(
    r"\s*(?:km|км|kms|公里|千米|kilomet(?:er|re)s?|километр(?:а|ов)?)\.?$", re.IGNORECASE
)
_PLAIN: Final = re.compile(r"\d+|\d*\.?\d+e[+-]?\d+|\d+\.\d*e[+-]?\d+", re.IGNORECASE)
_GROUPED: Final = {sign: re.compile(rf"[1-9]\d{{0,2}}(?:\{sign}\d{{3}})+") for sign in ",."}
_ARABIC: Final = str.maketrans({"٫": ",", "٬": "'"})


class StoredNumber(str):
    """A cell of a workbook that holds a number and no text; the point in it is always the decimal one."""

    __slots__ = ()


class Numerals(NamedTuple):
    """How a column writes its numbers; ``decimal`` is the sign of its fractions, empty where no cell tells."""

    decimal: str = ""
    units: bool = False

    def number(self, text: str) -> float | None:
        """Return the number above zero that a cell holds, else None."""
        read = text if isinstance(text, StoredNumber) else self._pointed(_bare(text, units=self.units))
        try:
            value = float(read)
        except ValueError:
            return None
        return value if math.isfinite(value) and value > 0 else None

    def fault(self, text: str) -> str:
        """Say what is wrong with a cell that holds no number, or nothing."""
        if isinstance(text, StoredNumber) or self.number(text) is not None:
            return "" if self.number(text) is not None else _advice(text)
        bare = _bare(text, units=self.units)
        if not self.decimal and _unclear(bare):
            sign = _unclear(bare)
            whole, part = bare.replace(sign, ""), bare.replace(sign, ".")
            return (
                f"{short(text)!r}, which is {whole} where {sign!r} parts thousands and {part} where it begins the decimals, "
                f"and no other cell of the column tells; write {whole} or {part}0"
            )
        return _advice(text)

    def _pointed(self, bare: str) -> str:
        """Return a number with a decimal point and without separators, or an empty text."""
        if _PLAIN.fullmatch(bare):
            return bare
        if _unclear(bare) and not self.decimal:
            return ""
        sign = self.decimal if _unclear(bare) else _decimal(bare) or _other(_groups(bare))
        whole, _, part = bare.partition(sign) if sign else (bare, "", "")
        parted = _GROUPED[_other(sign)] if sign else None
        if (part and not part.isdigit()) or not (whole.isdigit() or (parted and parted.fullmatch(whole))):
            return ""
        return f"{whole.replace(_other(sign), '')}.{part or 0}"


def numerals_of(cells: Iterable[str], *, comma_parts_cells: bool = False, units: bool = False) -> Numerals:
    """Tell from all cells of a column how it writes its numbers.

    Parameters
    ----------
    cells
        The column's texts.
    comma_parts_cells
        Whether the file parts its cells with commas: then its language has the decimal point.
    units
        Whether kilometres may be written behind the number.
    """
    bare = [_bare(c, units=units) for c in cells if c and not isinstance(c, StoredNumber)]
    signs = {sign for text in bare if (sign := _decimal(text) or _other(_groups(text)))}
    if len(signs) == 1:
        return Numerals(signs.pop(), units)
    return Numerals("." if comma_parts_cells and not signs else "", units)


def _bare(text: str, *, units: bool) -> str:
    """Return a cell in ASCII digits, without spaces between thousands and without its unit; nothing of a long text."""
    if len(text) > NUMBER_CHARACTERS:
        return ""
    plain = unicodedata.normalize("NFKC", text.translate(_ARABIC)).strip()
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain)
    joined = _SPACES.sub("", digits.replace("、", ","))
    return _UNIT.sub("", joined) if units else joined


def _other(sign: str) -> str:
    return {",": ".", ".": ","}.get(sign, "")


def _unclear(bare: str) -> str:
    """Return the sign of a number that has one, before three digits; ``0.125`` and ``1000.125`` are clear."""
    for sign, grouped in _GROUPED.items():
        if bare.count(sign) == 1 and grouped.fullmatch(bare):
            return sign
    return ""


def _groups(bare: str) -> str:
    """Return the sign that parts thousands for certain: it stands more than once, between groups of three."""
    return next((s for s, g in _GROUPED.items() if bare.count(s) > 1 and g.fullmatch(bare)), "")


def _decimal(bare: str) -> str:
    """Return the sign that begins the decimals for certain, or nothing."""
    if _unclear(bare) or not re.fullmatch(r"\d[\d,.]*", bare):
        return ""
    last = max(",.", key=bare.rfind)
    if bare.count(last) != 1:
        return ""
    whole = bare.partition(last)[0]
    return last if whole.isdigit() or _GROUPED[_other(last)].fullmatch(whole) else ""


def _advice(text: str) -> str:
    return f"{short(text)!r}; give a number above zero, such as 11179.5 or 11179,5"


def short(text: str) -> str:
    """Return what a cell says as a message may hold it."""
    return shortened(printable(text), LONGEST_SHOWN)
