"""Published lengths beside modelled ones: the arithmetic, and rows that cannot be modelled."""

from __future__ import annotations

import json

import pytest

from corridors.analysis.backtest import Backtest, BacktestRow, backtest, published_lengths
from corridors.model import Place
from corridors.routing.planner import default_planner


def row(start="Almaty", end="Astana", **more):
    return {"from": start, "to": end, "published_km": 1000.0} | more


def test_errors_are_percent_of_the_published_length():
    assert BacktestRow("x", 200.0, 210.0).error_pct == pytest.approx(5)
    assert BacktestRow("x", 200.0, 190.0).to_dict() == {
        "key": "x", "published_km": 200.0, "modelled_km": 190.0, "error_pct": -5.0,
    }  # fmt: skip


def test_percentiles_are_of_absolute_errors():
    rows = tuple(BacktestRow(str(e), 100.0, 100.0 + e) for e in (-10, 1, 2, 3, 4))
    figures = Backtest(rows).to_dict()
    assert figures["median_abs_error_pct"] == pytest.approx(3)
    assert figures["p90_abs_error_pct"] == pytest.approx(7.6)
    assert figures["p95_abs_error_pct"] == pytest.approx(8.8)
    assert figures["p90_abs_error_pct"] <= figures["p95_abs_error_pct"]


def test_without_rows_there_are_no_percentiles():
    figures = Backtest(()).to_dict()
    assert figures["median_abs_error_pct"] is None
    assert figures["failed"] == []
    json.dumps(figures, allow_nan=False)


def test_good_rows_go_through_and_bad_ones_are_listed():
    rows = [row(), row("Atlantis"), row(end="Honolulu"), row(key="mine", via="Karaganda; Saryshagan")]
    result = backtest(default_planner(), rows, failed=[{"key": "line 9", "reason": "no number"}])
    assert [r.key for r in result.rows] == ["Almaty–Astana", "mine"]
    assert [r["key"] for r in result.failed] == ["line 9", "Atlantis–Astana", "Almaty–Honolulu"]
    assert "Atlantis" in result.failed[1]["reason"]


def test_a_row_may_name_places_themselves_and_stops_between():
    almaty, astana = (default_planner().place(p) for p in ("Almaty", "Astana"))
    named, direct = backtest(
        default_planner(), [row(), {"from": almaty, "to": astana, "published_km": 1, "via": []}]
    ).rows
    assert named.modelled_km == direct.modelled_km
    assert direct.key == "Almaty–Astana"


def test_lengths_are_of_railways_only():
    """Aktau and Baku have 400 km of sea between them, and a railway round it."""
    (result,) = backtest(default_planner(), [row("Aktau", "Baku")]).rows
    assert result.modelled_km > 1500


def test_a_row_between_the_ends_of_a_train_ferry_goes_by_it():
    (result,) = backtest(default_planner(), [row("Van", "Tatvan", published_km=90.6)]).rows
    assert abs(result.error_pct) < 15
    assert result.to_dict()["modes"] == ["rail", "ferry"]


def test_a_row_may_state_its_modes():
    (result,) = backtest(default_planner(), [row("Aktau", "Baku", modes="rail; ferry")]).rows
    assert result.modelled_km < 700
    (failed,) = backtest(default_planner(), [row(modes="balloon")]).failed
    assert "balloon" in failed["reason"]


def test_rows_carry_the_notes_and_warnings_of_their_answers():
    rows = [row(), row("Aktau", "Baku"), row("76.95,43.25", "Astana")]
    plain, long, point = (r.to_dict() for r in backtest(default_planner(), rows).rows)
    of_answer = default_planner().route("Almaty", "Astana", modes=("rail",)).to_dict()
    assert [plain.get(k) for k in ("notes", "warnings")] == [
        of_answer[k] or None for k in ("notes", "warnings")
    ]
    assert "long_way_round" in {w["code"] for w in long["warnings"]}
    assert {"code", "text"} <= set(point["notes"][0])


def test_backtesting_changes_no_row():
    rows = [row(via="Karaganda")]
    backtest(default_planner(), rows)
    assert rows == [row(via="Karaganda")]


def test_the_shipped_published_lengths_are_ready_to_ask():
    rows = published_lengths()
    assert len(rows) >= 25
    assert len({r["key"] for r in rows}) == len(rows)
    assert all(r["published_km"] > 0 for r in rows)
    places = [p for r in rows for p in (r["from"], r["to"], *r["via"])]
    assert all(isinstance(p, Place | str) for p in places)
    assert any(isinstance(p, Place) for p in places)


def test_a_length_below_the_straight_line_is_doubted():
    result = backtest(default_planner(), [{"from": "Chongqing", "to": "Duisburg", "published_km": 11.179}])
    assert "shorter_than_straight" in {note.code for note in result.rows[0].warnings}
