"""A plan is no opening: a year of opening stands only on a text that was written after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["NOT_YET", "opening_tests"]

NOT_YET: Final = frozenset({"planned", "under_construction", "proposal", "plan", "test"})
"""States of what has not opened."""
VOUCHED: Final = r"opening by [^;()]+?, (\d{4}(?:-\d\d){0,2})"
"""How a note names the later text that tells of an opening: ``opening by Kazinform, 2019-12-30``."""
PLANS: Final = (
    r"(?i)\bplanned\b|\bplans? to\b|\bto be (?:built|opened|completed|commissioned|put)\b|"
    r"заплан|планиру|построят|откроют|计划建|将建|将开"
)
"""Words by which a title tells that it speaks of what is still to come."""


def opening_tests(columns: set[str]) -> list[tuple[Callable[[pd.DataFrame], pd.Series[bool]], str]]:
    """Return what rows with a year of opening must meet: (test, what is said of rows that fail)."""
    year = next((c for c in ("opened_year", "start_year") if c in columns), None)
    if year is None or "source_date" not in columns or "service_id" in columns:
        return []
    tests = [
        (
            lambda f: ~_open(f, year) | ~_dated_before(f, year),
            f"its {year} lies after its source: a plan is no opening (note: opening by NAME, DATE)",
        ),
        (
            lambda f: ~_open(f, year) | ~_plan_of_that_year(f, year),
            f"its source speaks of what is still to come, yet its {year} is given",
        ),
    ]
    if year == "opened_year" and "status" in columns:
        tests.append(
            (
                lambda f: ~f.status.isin(NOT_YET) | (f[year] == ""),
                "it is not open yet and has an opened_year",
            )
        )
    return tests


def _open(f: pd.DataFrame, year: str) -> pd.Series[bool]:
    done = ~f.status.isin(NOT_YET) if "status" in f else pd.Series(data=True, index=f.index)
    return done & (f[year] != "")


def _plan_of_that_year(f: pd.DataFrame, year: str) -> pd.Series[bool]:
    same = f.source_date.str[:4] == f[year]
    vouched = f.note.str.extract(VOUCHED, expand=False).notna()
    return same & f.source_title.str.contains(PLANS) & ~vouched


def _dated_before(f: pd.DataFrame, year: str) -> pd.Series[bool]:
    """Return which rows rest on a text older than the opening, and name no later one."""
    vouched = f.note.str.extract(VOUCHED, expand=False).fillna("")
    said = f.source_date.where(f.source_date >= vouched, vouched)
    opened = f[year]
    if "opened_date" in f:
        opened = opened.where(f.opened_date == "", f.opened_date)
    pairs = zip(said, opened, strict=True)
    return pd.Series([bool(s) and s[: len(o)] < o[: len(s)] for s, o in pairs], index=f.index, dtype=bool)
