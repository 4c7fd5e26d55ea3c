"""A row's figures in words: value with unit, dates, and how far a figure may be trusted."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from corridors.errors import DamagedData
from corridors.presentation.text import figure, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corridors.i18n import Words

__all__ = ["day", "kinds", "measured", "number", "numbers_in"]

MILLION: Final = 1_000_000
THOUSANDTHS: Final = 1000
MINUTES_AN_HOUR: Final = 60
DAY, MONTH, YEAR = 10, 7, 4
"""Lengths of a date that gives the day, the month or the year."""
PATTERNS: Final = {DAY: "d MMMM y", MONTH: "MMMM y", YEAR: "y"}
FINE: Final = 3
"""Decimals that a million may have before all its digits are written."""
GAUGE: Final = "mm"
"""A unit whose figures are written without spaces."""
SMALLER: Final = {
    "billion USD": ("million USD", THOUSANDTHS),
    "Mt/yr": ("t/yr", MILLION),
    "Mt": ("t", MILLION),
    "h": ("min", MINUTES_AN_HOUR),
}
"""Units for what is less than one of a unit, and how many of them make one."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def number(value: float, _: Words) -> str:
    """Return a figure with thin spaces between thousands; millions in words.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> number(34_262_000, translator())
    '34.262 million'
    """
    if abs(value) >= MILLION and round(value / MILLION, FINE) * MILLION == value:
        return _.ngettext("{n} million", "{n} million", value / MILLION).format(
            n=number(value / MILLION, _)
        )
    return figure(value, _)


def measured(value: float, unit: str, _: Words) -> str:
    """Return a figure with its unit in words; parts of a unit go into the next smaller one.

    Raises
    ------
    DamagedData
        A unit for which there are no words.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> measured(0.368, "billion USD", translator())
    '368 million US dollars'
    """
    if abs(value) < 1 and unit in SMALLER:
        unit, parts = SMALLER[unit]
        value = round(value * parts)
    phrases = _units(value, _)
    if unit not in phrases:
        message = (
            f"There are no words for the unit {unit!r}; known: {', '.join(phrases)}. Add some to wording."
        )
        raise DamagedData(message)
    return phrases[unit].format(n=f"{value:g}" if unit == GAUGE else number(value, _))


def _units(value: float, _: Words) -> dict[str, str]:
    return {
        "billion USD": _.ngettext("{n} billion US dollars", "{n} billion US dollars", value),
        "million USD": _.ngettext("{n} million US dollars", "{n} million US dollars", value),
        "t": _.ngettext("{n} tonne", "{n} tonnes", value),
        "Mt": _.ngettext("{n} million tonnes", "{n} million tonnes", value),
        "t/yr": _.ngettext("{n} tonne a year", "{n} tonnes a year", value),
        "Mt/yr": _.ngettext("{n} million tonnes a year", "{n} million tonnes a year", value),
        "tU/yr": _.ngettext("{n} tonne of uranium a year", "{n} tonnes of uranium a year", value),
        "bcm": _.ngettext("{n} billion cubic metres", "{n} billion cubic metres", value),
        "trains": _.ngettext("{n} train", "{n} trains", value),
        "trucks": _.ngettext("{n} lorry", "{n} lorries", value),
        "vehicles": _.ngettext("{n} vehicle", "{n} vehicles", value),
        "vehicles/yr": _.ngettext("{n} vehicle a year", "{n} vehicles a year", value),
        "persons": _.ngettext("{n} person", "{n} people", value),
        "TEU": with_unit("{n}", "TEU", _),
        "h": _.ngettext("{n} hour", "{n} hours", value),
        "min": _.ngettext("{n} minute", "{n} minutes", value),
        "days": _.ngettext("{n} day", "{n} days", value),
        "MW": with_unit("{n}", "MW", _),
        "GW/yr": _.ngettext("{n} GW a year", "{n} GW a year", value),
        "km": with_unit("{n}", "km", _),
        "mm": with_unit("{n}", "mm", _),
        "kv": with_unit("{n}", "kV", _),
    }


def day(date: str, lang: str) -> str:
    """Return a date as exactly as it is given: day, month or year.

    Raises
    ------
    DamagedData
        No date, or not of the form ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Examples
    --------
    >>> day("2012-04", "en")
    'April 2012'
    """
    try:
        whole = dt.date.fromisoformat(date + "-01-01"[: DAY - len(date)] if len(date) < DAY else date)
        return str(format_date(whole, PATTERNS[len(date)], locale=lang))
    except (ValueError, KeyError) as fault:
        message = f"A date must read YYYY, YYYY-MM or YYYY-MM-DD, not {date!r}. Run corridors check."
        raise DamagedData(message) from fault


def numbers_in(text: str) -> tuple[float, ...]:
    """Return the numbers that stand in a row's own sentence, in order.

    Examples
    --------
    >>> numbers_in("836 km raised capacity from 12 to 60 train pairs; 1,477 km")
    (836.0, 12.0, 60.0, 1477.0)
    """
    return tuple(float(found.replace(",", "")) for found in _NUMBER.findall(text))


def kinds(given: Iterable[str], _: Words) -> tuple[str, ...]:
    """Return what must be said about a figure, of its kind and confidence; nothing when it is plain and sure."""
    said = {
        "rounded": _("rounded"),
        "derived": _("derived"),
        "plan": _("planned"),
        "capacity": _("capacity"),
        "target": _("target"),
        "unverified": _("unverified"),
        "low": _("unsure"),
    }
    return tuple(said[word] for word in given if word in said)
