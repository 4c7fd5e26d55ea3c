"""Published train times against modelled ones: fitted to one half, tested on the other."""

from __future__ import annotations

import pytest

from corridors.analysis.times import TimesRow, backtest_times, published_times
from corridors.routing.planner import default_planner


@pytest.fixture(scope="module")
def shipped():
    return backtest_times(default_planner(), published_times())


def test_half_of_the_times_is_left_for_the_test(shipped):
    folds = [row.fold for row in shipped.rows]
    assert set(folds) == {"fit", "test"}
    assert abs(folds.count("fit") - folds.count("test")) <= 5


def test_the_times_that_nothing_was_fitted_to_are_met(shipped):
    told = shipped.to_dict()
    assert told["inside_pct"] >= 70
    assert told["within_15_pct"] >= 55
    assert told["median_range_width_pct"] <= 60


def test_a_row_says_whether_the_published_middle_is_inside():
    row = TimesRow("a", "test", (10.0, 12.0), 10.0, (9.0, 11.5))
    assert row.inside
    assert row.error_pct == pytest.approx(-9.09, abs=0.01)
    assert row.width_pct == pytest.approx(25)


def test_an_unknown_place_is_listed_with_the_reason():
    rows = [{"from": "Nowhere at all", "to": "Almaty", "days_low": "1", "days_high": "2"}]
    told = backtest_times(default_planner(), rows)
    assert not told.rows
    assert "Nowhere at all" in told.failed[0]["reason"]
