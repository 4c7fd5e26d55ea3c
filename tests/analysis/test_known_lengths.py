"""Modelled lengths against published ones (geodata/tables/rail_segments.csv, each with its source)."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.analysis.backtest import published_lengths
from corridors.data.tables import read_rows

MEDIAN_PCT, P90_PCT, LARGE_MISS_PCT = 2.0, 6.0, 6.0


@pytest.fixture(scope="module")
def result():
    return co.backtest()


def test_every_published_length_can_be_modelled(result):
    assert [f"{row['key']}: {row['reason']}" for row in result.failed] == []
    assert len(result.rows) == len(published_lengths())


def test_half_of_all_lengths_are_within_two_percent(result):
    worst = sorted(result.rows, key=lambda r: -abs(r.error_pct))[:15]
    told = "\n".join(
        f"{r.error_pct:+6.1f} % {r.key}: {r.modelled_km:.0f} for {r.published_km:.0f}" for r in worst
    )
    assert result.percentile(50) <= MEDIAN_PCT, told


def test_nine_of_ten_lengths_are_within_six_percent(result):
    worst = sorted(result.rows, key=lambda r: -abs(r.error_pct))[:15]
    told = "\n".join(
        f"{r.error_pct:+6.1f} % {r.key}: {r.modelled_km:.0f} for {r.published_km:.0f}" for r in worst
    )
    assert result.percentile(90) <= P90_PCT, told


def test_each_larger_miss_is_explained_in_the_repairs_report(result, geodata):
    report = (geodata / "osm" / "REPAIRS.md").read_text(encoding="utf-8")
    large = [r.key.split(" ", 1)[0] for r in result.rows if abs(r.error_pct) > LARGE_MISS_PCT]
    assert [key for key in large if key not in report] == []


def test_open_lines_of_high_and_medium_confidence_are_what_is_held_against(geodata):
    rows = read_rows(geodata / "tables" / "rail_segments.csv")
    chosen = [r for r in rows if r["backtest"] == "yes"]
    assert {r["confidence"] for r in chosen} <= {"high", "medium"}
    assert {r["status"] for r in chosen} == {"open"}
    # what is left out says why
    left = [
        r
        for r in rows
        if r["backtest"] != "yes" and r["status"] == "open" and r["confidence"] in {"high", "medium"}
    ]
    assert [r["id"] for r in left if not r["note"]] == []


@pytest.mark.parametrize(
    ("stops", "low_km", "high_km"),
    [
        (("Chongqing", "Khorgos", "Duisburg"), 9_500, 11_500),  # operators say "about 11 000 km"
        (("Chongqing", "Duisburg"), 9_000, 11_500),
        (("Xi'an", "Alashankou", "Hamburg"), 8_500, 10_500),
        (("Almaty", "Moscow"), 3_500, 4_500),
        (("Warsaw", "Moscow"), 1_150, 1_450),
        (("Madrid", "Yiwu"), 11_500, 13_800),  # the longest regular service, 13 052 km by its operator
    ],
)
def test_well_known_hauls_have_their_order_of_length(stops, low_km, high_km):
    answer = co.route(stops[0], stops[-1], via=stops[1:-1])
    assert low_km < answer.routes[0].distance_km < high_km
