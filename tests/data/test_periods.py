"""Toy rows: what period and type of value a figure may have against the date of its source."""

from __future__ import annotations

import pandas as pd
import pytest

from corridors.data.periods import period_tests

SOUND = {
    "fact": "Trains through the pass",
    "year": "2024",
    "period_start": "2024-01-01",
    "period_end": "2024-05-31",
    "is_full_year": "no",
    "value_type": "reported",
    "preferred": "yes",
    "source_date": "2024-05-03",
    "note": "",
}
SINCE = {
    "fact": "Trains since March 2016",
    "value_type": "cumulative",
    "period_start": "2016-03-01",
}


def said_of(**cells: str) -> list[str]:
    frame = pd.DataFrame([SOUND | cells])
    return [text for test, text in period_tests(2026) if not test(frame).all()]


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"source_date": "2024"},
        {"source_date": ""},
        {"source_date": "2024-05"},
        {"fact": "Trains planned", "value_type": "plan", "source_date": "2020"},
        {"fact": "Locomotives ordered", "value_type": "announced", "source_date": "2023-01-01"},
        {"fact": "Land farmed under contract for a mill"},
        SINCE,
        {"preferred": "no", "period_start": "2022-01-01"},
    ],
)
def test_sound_rows_pass(cells):
    assert not said_of(**cells)


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ({"source_date": "2024-04-30"}, "after the date of its source"),
        ({"source_date": "2023"}, "after the date of its source"),
        ({"value_type": "rounded", "source_date": "2024-04"}, "after the date of its source"),
        ({"fact": "Wagons ordered"}, "permit, promise or agreement"),
        ({"fact": "Option for ten ferries, an option", "value_type": "derived"}, "permit, promise"),
        ({"fact": "Lorries allowed a day"}, "permit, promise or agreement"),
        ({"fact": "Loan for the port"}, "permit, promise or agreement"),
        ({"fact": "Trains since March 2016"}, "'since' a day"),
        (SINCE | {"period_start": "2024-03-01"}, "begins in that year"),
        (SINCE | {"year": "2016"}, "year in which its period ends"),
        ({"note": "Cumulative; single source"}, "'since' a day"),
        ({"period_start": "2022-01-01"}, "more than a year"),
        ({"year": "2023"}, "outside its period"),
    ],
)
def test_bad_rows_are_told(cells, part):
    assert any(part in text for text in said_of(**cells))
