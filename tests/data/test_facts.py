"""The tables of facts: read by name with typed columns, all rules held, and pipelines and sites as layers."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from shipped import call

from corridors import geodesy
from corridors.data import facts, layers
from corridors.data.columns import COLUMNS, RANGES
from corridors.data.ledger import Ledger
from corridors.data.openings import opening_tests
from corridors.errors import DamagedData, UnknownName
from scripts.builders import pipelines
from scripts.builders.frame import Sources, file_sha256

ROOT = Path(__file__).resolve().parents[2]

CENTRAL_ASIA_CHINA = {"CAGP-A", "CAGP-B", "CAGP-C", "CAGP-D", "CAGP-TKM"}


def value(table: str, **where: object) -> tuple[float, str]:
    """Return value and value_type of the one preferred row that has these cells."""
    frame = facts.table(table)
    for column, cell in ({"preferred": True} | where).items():
        frame = frame[frame[column] == cell]
    (row,) = frame.to_dict("records")
    return row["value"], row["value_type"]


def test_the_shipped_tables_hold_every_rule(geodata):
    assert facts.violations(geodata) == ()


@pytest.mark.parametrize("name", facts.names())
def test_columns_are_typed(name):
    frame = facts.table(name)
    assert len(frame) > 0
    for column, kind in {"value": float, "lon": float, "year": "Int64", "preferred": bool}.items():
        if column in frame:
            assert frame[column].dtype == kind, column
    if "year" in frame and "value" in frame:
        assert frame["year"].dropna().between(1880, 2035).all()


def test_a_table_is_the_callers_own():
    first = facts.table("bilateral_trade")
    first["unit"] = "changed"
    assert set(facts.table("bilateral_trade")["unit"]) == {"billion USD"}


def test_an_unknown_table_lists_the_known_ones():
    with pytest.raises(UnknownName, match="pipeline_throughput"):
        facts.table("trade")


def test_words_among_figures_are_one_clear_line(tmp_path):
    ledger = Ledger.load()
    (tmp_path / "tables").mkdir()
    for file in ("datapackage.json", "tables/bilateral_trade.csv"):
        (tmp_path / file).write_bytes((ledger.root / file).read_bytes())
    path = tmp_path / "tables" / "bilateral_trade.csv"
    path.write_bytes(path.read_bytes().replace(b",12.5,", b",xx.x,", 1))
    with pytest.raises(
        DamagedData, match=r"bilateral_trade\.csv is not the one in the ledger: its SHA-256 differs"
    ):
        facts.table("bilateral_trade", tmp_path)


@pytest.mark.parametrize(
    ("crossing", "year", "trains"),
    [
        *(("rail-huoerguosi-altynkol", y, n) for y, n in ((2018, 2055), (2020, 4652), (2023, 7762))),
        *(("rail-huoerguosi-altynkol", y, n) for y, n in ((2024, 8730), (2025, 9882))),
        *(("rail-alashankou-dostyk", y, n) for y, n in ((2018, 2605), (2020, 5027), (2025, 8165))),
    ],
)
def test_trains_of_the_two_great_crossings(crossing, year, trains):
    where = {"crossing_id": crossing, "year": year, "side": "CN", "is_full_year": True, "direction": "both"}
    assert value("crossing_throughput", metric="europe_and_asia_trains", **where) == (trains, "reported")


def test_the_target_of_forty_billion_is_no_point_of_either_series():
    frame = facts.table("bilateral_trade")
    (target,) = frame[frame["basis"] == "target"].to_dict("records")
    assert (target["value"], target["year"], target["value_type"]) == (40.0, 2015, "target")
    assert set(frame["basis"]) - {"target"} == {"China customs", "Kazakhstan statistics"}


def test_four_rows_of_five_have_an_address_and_all_a_title():
    tables = [t for n in facts.names() if "source_title" in (t := facts.table(n))]
    titles = pd.concat([t["source_title"] for t in tables])
    addresses = pd.concat([t["source_url"] for t in tables])
    assert (titles != "").all()
    assert (addresses != "").mean() >= 0.8


def test_every_pipeline_is_a_line_without_great_gaps():
    frame = layers.load("pipelines")
    assert set(frame["id"]) == set(facts.table("pipelines")["id"])
    assert set(frame.geom_type) == {"LineString"}
    assert (frame["largest_gap_km"] <= 100).all()
    assert frame["accuracy_km"].between(1, 50).all()
    for row in frame.itertuples():
        assert geodesy.length_km(np.array(row.geometry.coords)) == pytest.approx(row.length_km, abs=0.1)


def test_a_line_further_than_three_percent_from_its_published_length_says_why():
    frame = layers.load("pipelines")
    off = frame[frame["length_difference_pct"].abs() > 3]
    assert (off["length_note"] != "").all()
    near = frame["length_difference_pct"].abs() <= 3
    assert near.sum() >= 21
    unsourced = frame["length_note"].str.startswith("not compared")
    assert (
        frame.loc[unsourced, "length_difference_pct"].isna()
        & frame.loc[unsourced, "published_length_km"].isna()
    ).all()


def test_the_tables_own_lengths_are_those_of_the_lines():
    frame, table = layers.load("pipelines").set_index("id"), facts.table("pipelines").set_index("id")
    assert (frame["length_km"] - table["our_length_km"]).abs().max() <= 1
    assert (frame["largest_gap_km"] - table["largest_gap_km"]).abs().max() <= 1


def test_gas_lines_to_china_come_after_2008():
    def there(year: int) -> set[str]:
        return set(layers.load("pipelines", year)["id"]) & CENTRAL_ASIA_CHINA

    assert there(2008) == set()
    assert there(2013) == {"CAGP-A", "CAGP-B", "CAGP-TKM"}
    assert there(2026) == CENTRAL_ASIA_CHINA - {"CAGP-D"}


def test_the_command_knows_the_year():
    for year, expected in ((2008, False), (2013, True)):
        code, out, err = call("layers", "pipelines", "--year", year)
        assert code == 0, err
        assert bool(re.search("CAGP-A", out)) == expected


def test_sites_and_events_are_layers_with_years():
    sites, events = layers.load("resources"), layers.load("timeline")
    assert len(sites) == (facts.table("resources_and_industry")["lon"].notna()).sum()
    assert set(layers.load("resources", 2000)["start_year"].dropna() <= 2000) == {True}
    assert not set(layers.load("resources", 2020)["id"]) & set(
        sites["id"][sites["start_year"].isna() & (sites["status"] == "planned")]
    )
    assert len(events) == len(facts.table("timeline_events"))
    assert layers.load("timeline", 1992)["date"].max() < "1993"


def test_pipelines_are_built_the_same_again(geodata, tmp_path):
    (tmp_path / "tables").mkdir()
    for name in ("pipelines", "pipeline_points"):
        file = f"tables/{name}.csv"
        (tmp_path / file).write_bytes((geodata / file).read_bytes())
    (built,) = pipelines.build(Sources(), tmp_path)
    assert file_sha256(built.path) == file_sha256(geodata / "layers" / "pipeline_lines.parquet")
    points = tmp_path / "tables" / "pipeline_points.csv"
    lines = points.read_text(encoding="utf-8").splitlines(keepends=True)
    points.write_text("".join(x for x in lines if not x.startswith("TCP,")), encoding="utf-8")
    with pytest.raises(ValueError, match="fewer than two points of TCP"):
        pipelines.build(Sources(), tmp_path)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"opened_year": "2021", "source_date": "2020-04"}, True),
        ({"opened_year": "2021", "source_date": "2022"}, False),
        ({"opened_year": "2021", "source_date": ""}, False),
        ({"opened_year": "2021", "source_date": "2020", "note": "opening by Kazinform, 2021-12-30"}, False),
        (
            {"opened_year": "2021", "source_date": "2021", "source_title": "Roads planned to be opened"},
            True,
        ),
        ({"opened_year": "2021", "source_date": "2022", "status": "under_construction"}, True),
        ({"opened_year": "", "source_date": "2020", "status": "planned"}, False),
    ],
)
def test_a_plan_is_no_opening(row, wrong):
    blank = {"status": "open", "note": "", "source_title": "Opened"}
    frame = pd.DataFrame([blank | row])
    assert wrong == any(not test(frame).all() for test, _said in opening_tests(set(frame)))


def test_no_table_takes_a_plan_for_an_opening():
    for path in sorted((Ledger.load().root / "tables").glob("*.csv")):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        for test, said in opening_tests(set(frame)):
            assert frame[~test(frame)].empty, (path.stem, said, frame[~test(frame)].iloc[:, 0].to_list())


def test_a_count_since_the_first_train_is_no_count_of_a_year():
    for name in ("china_europe_trains", "crossing_throughput", "middle_corridor"):
        frame = facts.table(name)
        start, end = (pd.to_datetime(frame[c], errors="coerce") for c in ("period_start", "period_end"))
        longer = frame[((end - start).dt.days > 366) & frame["preferred"]]
        assert longer["metric"].str.endswith("_cumulative").all()
        assert not longer["is_full_year"].any()


def test_every_range_is_of_a_column_that_there_is():
    columns = {column for heads in COLUMNS.values() for column in heads.split()}
    assert set(RANGES) - columns == set()
