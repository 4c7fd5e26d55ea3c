"""When a figure holds, and of what kind it is: no report of what is still to come, no total as a year's figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AHEAD", "period_tests"]

AHEAD: Final = frozenset({"plan", "target", "capacity", "announced"})
"""Types of value that may lie in the future."""
COUNTED: Final = frozenset({"reported", "rounded", "derived"})
"""Types of value that tell what was counted in one period."""
LONGEST_YEAR: Final = 366
"""Days."""
MONTH: Final = len("2024-05")
NAMES: Final = ("fact", "series", "section", "name")
"""Columns of which the first that a table has names what is counted."""
PART_YEAR: Final = re.compile(
    r"\b(?:year[- ]to[- ]date|first (?:two|three|five|six|eight|nine|ten|eleven) months)\b", re.IGNORECASE
)
STILL_TO_COME: Final = (
    r"(?i)\b(?:planned|ordered|expected|allowed|permitted|accredited|admitted|may|could|options?|promised|pledged|"
    r"targets?|quotas?|caps? on|loans?|deals?|(?<!under )contract for|pays|to be (?:built|made|bought))\b"
)
"""Words of a plan, order, permit, option, promise or agreement in what is counted."""
SINCE: Final = r"(?i)\bsince\b"
TOLD_TOTAL: Final = r"(?i)^cumulative(?: since [\d-]+)?\s*(?:;|$)"
"""How a note begins that calls its figure a total."""
SINCE_YEAR: Final = r"(?i)\bsince (?:[A-Z][a-z]+ )?(\d{4})\b"

RowTest = tuple["Callable[[pd.DataFrame], pd.Series[bool]]", str]


def period_tests(latest_year: int) -> list[RowTest]:
    """Return what period, year and type of value must meet: (test, what is said of rows that fail).

    Parameters
    ----------
    latest_year
        Year of the latest source of all tables.
    """

    def has_happened(f: pd.DataFrame) -> pd.Series[bool]:
        years = [pd.to_numeric(t, errors="coerce").fillna(0) for t in (f.year, f.period_end.str[:4])]
        return _is_ahead(f) | (pd.concat(years, axis=1).max(axis=1) <= latest_year)

    return [
        (
            lambda f: (f.is_full_year == "yes") == _whole(f),
            "is_full_year does not fit its period; a full year runs from 01-01 to 12-31",
        ),
        (
            lambda f: ~((f.is_full_year == "yes") & f.note.str.contains(PART_YEAR)),
            "its note says it counts part of a year, yet it stands as a full year",
        ),
        (lambda f: f.period_start <= f.period_end, "its period ends before it begins"),
        (
            lambda f: (
                (f.year == "")
                | (f.period_start == "")
                | ((f.year >= f.period_start.str[:4]) & (f.year <= f.period_end.str[:4]))
            ),
            "its year lies outside its period",
        ),
        (
            has_happened,
            f"a year after the latest source ({latest_year}) can be a plan, a target or a capacity only",
        ),
        (
            lambda f: _is_ahead(f) | _told_later(f),
            "its period ends after the date of its source: nobody can report what is still to come",
        ),
        (
            lambda f: ~f.value_type.isin(COUNTED) | ~_named(f).str.contains(STILL_TO_COME),
            "a plan, order, permit, promise or agreement is not reported: it is a plan, a target or announced",
        ),
        *_total_tests(),
    ]


def _total_tests() -> list[RowTest]:
    return [
        (
            lambda f: ~_told_as_total(f) | _is_ahead(f) | _is_total(f),
            "a figure 'since' a day is a total: its value_type is cumulative, or its metric ends in _cumulative",
        ),
        (_from_its_start, "a figure since a year has a period that begins in that year"),
        (
            lambda f: (
                ~_is_total(f) | (f.period_end == "") | (f.year == "") | (f.year == f.period_end.str[:4])
            ),
            "a total belongs to the year in which its period ends",
        ),
        (
            lambda f: (f.preferred != "yes") | _is_total(f) | ~_is_long(f),
            "a count over more than a year belongs to a metric that ends in _cumulative, or is cumulative",
        ),
    ]


def _whole(f: pd.DataFrame) -> pd.Series[bool]:
    start, end = f.period_start.str, f.period_end.str
    year = (start[:4] == end[:4]) & (f.period_start != "")
    return year & (start[5:] == "01-01") & (end[5:] == "12-31")


def _column(f: pd.DataFrame, name: str) -> pd.Series[str]:
    return f[name] if name in f else pd.Series("", index=f.index, dtype=str)


def _named(f: pd.DataFrame) -> pd.Series[str]:
    return _column(f, next((c for c in NAMES if c in f), ""))


def _is_ahead(f: pd.DataFrame) -> pd.Series[bool]:
    return _column(f, "value_type").isin(AHEAD)


def _is_total(f: pd.DataFrame) -> pd.Series[bool]:
    return (_column(f, "value_type") == "cumulative") | _column(f, "metric").str.endswith("_cumulative")


def _told_as_total(f: pd.DataFrame) -> pd.Series[bool]:
    return _named(f).str.contains(SINCE) | f.note.str.contains(TOLD_TOTAL)


def _is_long(f: pd.DataFrame) -> pd.Series[bool]:
    start, end = (
        pd.to_datetime(f[c], format="ISO8601", errors="coerce") for c in ("period_start", "period_end")
    )
    return (end - start).dt.days > LONGEST_YEAR


def _told_later(f: pd.DataFrame) -> pd.Series[bool]:
    """Return whether the source's date, known by month or year alone perhaps, is not before the end."""
    pairs = zip(f.period_end, f.source_date, strict=True)
    told = [end[: min(MONTH, len(date))] <= date[:MONTH] for end, date in pairs]
    return pd.Series(told, index=f.index, dtype=bool) | (f.source_date == "") | (f.period_end == "")


def _from_its_start(f: pd.DataFrame) -> pd.Series[bool]:
    named = _named(f).str.extract(SINCE_YEAR, expand=False)
    return named.isna() | _is_ahead(f) | (named == f.period_start.str[:4])
