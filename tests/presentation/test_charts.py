"""Charts of series: gaps stay gaps, what is not as reported is hollow, a target is no point of a line."""

from itertools import pairwise

import pytest

from corridors.i18n import translator
from corridors.model import Series, SeriesPoint, Source
from corridors.presentation.charts import PALETTE, firm, number_locale, series_chart, series_rows
from corridors.presentation.text import separators
from corridors.traffic.series import annual, overview

SAME = translator()


def point(year, value, kind="reported", url="https://example.org/a", confidence="high"):
    return SeriesPoint(year, value, kind, Source(f"s{year}", "A title", url=url, confidence=confidence))


def line(*points, label="Line", unit="trains"):
    return Series(label, "trains", unit, "both", points)


def layers(chart, mark):
    """Return the layers drawn with a mark."""
    return [
        x
        for x in chart["layer"]
        if (x["mark"] if isinstance(x["mark"], str) else x["mark"]["type"]) == mark
    ]


def test_no_line_crosses_a_year_without_figure():
    rows = series_rows([line(point(2018, 1.0), point(2019, 2.0), point(2021, 3.0))], SAME)
    runs = rows.set_index("year")["run"]
    assert runs[2018] == runs[2019] != runs[2021]
    spec = series_chart([line(point(2018, 1.0), point(2021, 3.0))], [], SAME).to_dict()
    assert layers(spec, "line")[0]["encoding"]["detail"]["field"] == "run"


def test_every_run_of_the_real_series_is_without_gap():
    for name in ("khorgos", "alashankou", "china-europe-trains", "trade"):
        for _run, rows in series_rows(annual(name).series[:1], SAME).groupby("run"):
            assert all(b - a == 1 for a, b in pairwise(sorted(rows["year"])))


@pytest.mark.parametrize(
    ("kind", "confidence", "stands"),
    [
        ("reported", "high", True),
        ("reported", "medium", True),
        ("reported", "unverified", False),
        ("derived", "high", False),
        ("rounded", "high", False),
    ],
)
def test_what_is_drawn_full(kind, confidence, stands):
    assert firm(point(2020, 1.0, kind, confidence=confidence)) is stands


def test_points_are_drawn_once_full_or_hollow():
    spec = series_chart([line(point(2018, 1.0), point(2019, 2.0, "derived"))], [], SAME).to_dict()
    full, hollow = layers(spec, "point")
    assert full["transform"] == [{"filter": "datum.firm"}]
    assert hollow["transform"] == [{"filter": "!datum.firm"}]
    assert full["mark"]["filled"]
    assert not hollow["mark"]["filled"]


def test_trade_is_two_lines_and_the_target_a_mark():
    found = annual("trade")
    both = [s for s in found.series if s.direction == "total"]
    target = [s for s in found.marks if s.direction == "total"]
    assert {s.label for s in both} == {"China customs", "Kazakhstan statistics"}
    drawn = series_rows(both, SAME)
    assert not ((drawn["year"] == 2015) & (drawn["value"] == 40)).any()
    spec = series_chart(both, target, SAME).to_dict()
    assert spec["layer"][0]["encoding"]["color"]["scale"]["domain"] == [s.label for s in both]
    said = [row["says"] for rows in spec["datasets"].values() for row in rows if "says" in row]
    assert said == ["target 2015: 40"]
    assert len(layers(spec, "line")) == 1


def test_points_lead_to_their_source_and_nowhere_else():
    rows = series_rows([line(point(2018, 1.0), point(2019, 2.0, url="javascript:alert(1)"))], SAME)
    assert rows["url"].tolist()[0] == "https://example.org/a"
    assert rows["url"].isna().tolist() == [False, True]
    spec = series_chart([line(point(2018, 1.0))], [], SAME).to_dict()
    assert all(x["encoding"]["href"]["field"] == "url" for x in layers(spec, "point"))


def test_hostile_text_is_data():
    spec = series_chart([line(point(2018, 1.0), label="<b>{{7*7}}</b>")], [], SAME).to_dict()
    assert any(row["line"] == "<b>{{7*7}}</b>" for rows in spec["datasets"].values() for row in rows)


def test_the_axis_starts_at_zero():
    spec = series_chart([line(point(2018, 900.0), point(2019, 1000.0))], [], SAME).to_dict()
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low == 0
    assert high > 1000


def test_every_subject_can_be_drawn():
    for known in overview():
        found = annual(known["name"])
        for series in (*found.series, *found.marks):
            assert series_chart([series], [], SAME).to_dict()["layer"]


def test_colours_differ():
    assert len(set(PALETTE)) == len(PALETTE)


def test_charts_write_numbers_as_the_text_around_them_does():
    locale = number_locale(translator()).to_dict()["number"]
    assert (locale["thousands"], locale["decimal"]) == separators("en")
