"""Every figure that people read, as text in their language: separators, signs, units.

English has thin spaces between thousands, as ISO 80000 wants them; other languages have what CLDR says.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from corridors.i18n import SOURCE_LANGUAGE
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = [
    "duration",
    "figure",
    "length",
    "measure",
    "number",
    "percent",
    "plain",
    "separators",
    "share",
    "with_unit",
]

THIN: Final = "\u202f"
MINUS: Final = "\u2212"
SIGNIFICANT: Final = 10
"""Digits of a published figure that are shown at most."""
THREE_FIGURES: Final = 100
"""From here on a length has three figures without decimals."""
HOURS_A_DAY: Final = 24
DAYS_FROM_H: Final = 48
"""From so many hours on a duration is told in days."""
KEPT_FIGURES: Final = 4096


@lru_cache(maxsize=8)
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def separators(lang: str) -> tuple[str, str]:
    r"""Return what stands between thousands and before decimals in a language.

    Examples
    --------
    >>> separators("ru")
    ('\xa0', ',')
    """
    group = THIN if lang == SOURCE_LANGUAGE else get_group_symbol(_locale(lang))
    return group, get_decimal_symbol(_locale(lang))


@lru_cache(maxsize=KEPT_FIGURES)
def _localised(written: str, lang: str) -> str:
    """Return a figure written in plain digits with the separators of a language; all its decimals stay."""
    decimals = len(written.partition(".")[2]) if "e" not in written else 0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(abs(Decimal(written)), pattern, _locale(lang), decimal_quantization=decimals > 0)
    return MINUS + text if Decimal(written) < 0 else text


def _thin(text: str, lang: str) -> str:
    return text.replace(",", THIN) if lang == SOURCE_LANGUAGE else text


def number(value: float, _: Words, *, digits: int = 0, signed: bool = False) -> str:
    """Return a figure with so many decimals.

    Parameters
    ----------
    value
        The figure.
    _
        Puts English into the reader's language.
    digits
        Decimals.
    signed
        Whether it is a change, so that a plus is told, too.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> number(-1234.56, translator(), digits=1)
    '−1\u202f234.6'
    """
    text = _thin(_localised(f"{value:.{digits}f}", _.lang), _.lang)
    return f"+{text}" if signed and not text.startswith(MINUS) else text


def figure(value: float, _: Words, *, significant: int = SIGNIFICANT) -> str:
    """Return a published figure as exactly as it is known.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> figure(1613884.5, translator())
    '1\u202f613\u202f884.5'
    """
    return _thin(_localised(f"{value:.{significant}g}", _.lang), _.lang)


def plain(value: float, _: Words, *, digits: int | None = None) -> str:
    """Return a figure for a terminal, where a thin space is as wide as a letter: English has commas there.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> plain(11179.4, translator(), digits=0)
    '11,179'
    """
    written = f"{value:.{SIGNIFICANT}g}" if digits is None else f"{value:.{digits}f}"
    return _localised(written, _.lang).replace(MINUS, "-")


def percent(value_pct: float, _: Words, *, digits: int = 1, signed: bool = False) -> str:
    """Return a percentage with its sign where it is a change.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> percent(-3.14, translator(), signed=True)
    '−3.1\u202f%'
    """
    sign = f"{THIN}%" if _.lang == SOURCE_LANGUAGE else _percent_sign(_.lang)
    return number(value_pct, _, digits=digits, signed=signed) + sign


def share(part: float, _: Words, *, digits: int = 0) -> str:
    """Return a part of one as a percentage in running text.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> share(0.954, translator())
    '95%'
    """
    return number(part * 100, _, digits=digits) + _percent_sign(_.lang)


def _percent_sign(lang: str) -> str:
    return str(_locale(lang).percent_formats[None].suffix[0])


def with_unit(text: str, unit: str, _: Words) -> str:
    """Return a figure that is text already with its unit behind it.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> with_unit("1435", "mm", translator())
    '1435\u202fmm'
    """
    template = _templates(_).get(unit, "{n}\u202f{unit}")
    return template.format(n=text, unit=word("unit", unit, _))


def _templates(_: Words) -> dict[str, str]:
    return {
        "": "{n}",
        "km": _.pgettext("figure with unit", "{n}\u202fkm"),
        "km/h": _.pgettext("figure with unit", "{n}\u202fkm/h"),
        "km²": _.pgettext("figure with unit", "{n}\u202fkm²"),
        "mm": _.pgettext("figure with unit", "{n}\u202fmm"),
        "h": _.pgettext("figure with unit", "{n}\u202fh"),
        "d": _.pgettext("figure with unit", "{n}\u202fd"),
        "kB": _.pgettext("figure with unit", "{n}\u202fkB"),
        "kV": _.pgettext("figure with unit", "{n}\u202fkV"),
        "MW": _.pgettext("figure with unit", "{n}\u202fMW"),
        "TEU": _.pgettext("figure with unit", "{n}\u202fTEU"),
    }


def measure(value: float, unit: str, _: Words, *, digits: int = 0) -> str:
    """Return a figure with so many decimals and its unit.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> measure(11179.4, "km", translator())
    '11\u202f179\u202fkm'
    """
    return with_unit(number(value, _, digits=digits), unit, _)


def length(value_km: float, _: Words) -> str:
    """Return kilometres with three figures; small ones with a decimal.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> length(99.95, translator())
    '100.0\u202fkm'
    """
    return measure(value_km, "km", _, digits=0 if value_km >= THREE_FIGURES or value_km == 0 else 1)


def duration(hours: float, _: Words) -> str:
    """Return a duration in hours, from two days on in days.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> duration(60, translator())
    '2.5\u202fd'
    """
    if hours >= DAYS_FROM_H:
        return measure(hours / HOURS_A_DAY, "d", _, digits=1)
    return measure(hours, "h", _)
