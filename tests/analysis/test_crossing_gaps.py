"""Crossings called open that nothing leads over are listed with the true reason."""

from __future__ import annotations

import json

from toys import draw
from typer.testing import CliRunner

from corridors.analysis.crossing_gaps import crossing_gaps
from corridors.cli.main import app


def crossing(ident, lon, a="XA", b="XB", status="open"):
    return {
        "id": ident, "name": ident, "mode": "rail", "status": status, "country_a": a, "country_b": b,
        "lon": str(lon), "lat": "0",
    }  # fmt: skip


def border_line(far_km):
    places = {"a": (0.0, 0.0), "b": (1.0, 0.0), "c": (1.0, 0.0), "d": (2.0, 0.0)}
    rows = [
        ("a", "b", {"country": "XA", "length_km": 110.0}),
        ("b", "c", {"country": "XA", "kind": "border", "point_id": "known", "length_km": 0.0}),
        ("c", "d", {"country": "XB", "length_km": far_km}),
    ]
    return draw(places, rows)


def test_a_crossing_that_leads_far_on_both_sides_is_not_listed():
    assert crossing_gaps(border_line(100.0), [crossing("known", 1.0)]) == []


def test_each_reason_is_told_with_the_side_and_the_km():
    rows = [crossing("known", 1.0), crossing("unjoined", 1.0), crossing("far", 1.0, b="XC"),
            crossing("shut", 1.0, status="closed")]  # fmt: skip
    found = {gap.id: (gap.reason, gap.side) for gap in crossing_gaps(border_line(12.0), rows)}
    assert found == {
        "known": ("short_track", "XB"),
        "unjoined": ("no_edge", "XA"),
        "far": ("no_track_near", "XC"),
    }


def test_the_command_lists_them_without_calling_them_faults():
    result = CliRunner().invoke(app, ["check", "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["ok"]
    reasons = {gap["reason"] for gap in answer["crossing_gaps"]}
    assert reasons <= {"no_track_near", "no_edge", "not_open", "short_track"}
    assert 20 < len(answer["crossing_gaps"]) < 150
