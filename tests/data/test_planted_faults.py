"""Faults planted in a copy of the tables of facts: each is caught by a sentence that names table and row."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import pandas as pd
import pytest

from corridors.analysis.checking import check_all
from corridors.data import facts
from corridors.data.rules import KnownIds, row_violations


@dataclass(frozen=True)
class Plant:
    """One fault: cells of one row that are overwritten, and a part of the sentence that must come."""

    name: str
    table: str
    row: str
    cells: dict[str, str]
    sentence: str


TRADE, CROSS, TRAINS = "bilateral_trade", "crossing_throughput", "china_europe_trains"
THEMES = "theme_facts"
BORDER, PIPES, POINTS = "border_performance", "pipelines", "pipeline_points"
SITES, ROADS, EVENTS, SERVICES = (
    "resources_and_industry",
    "road_sections",
    "timeline_events",
    "rail_services",
)
CN_2013 = "trade-2013-cn-cn-to-kz"
PLANTS = (
    Plant("wrong unit", TRADE, CN_2013, {"unit": "million USD"}, "unit does not fit its flow"),
    Plant("tonnes as trains", CROSS, "T001", {"unit": "t"}, "unit does not fit its metric"),
    Plant("oil in bcm", "pipeline_throughput", "pt-aty-sam-1999", {"unit": "bcm"}, "fit its commodity"),
    Plant("swapped coordinates", SITES, "u-irk", {"lon": "44.35", "lat": "66.45"}, "lies outside KZ"),
    Plant("swapped road end", ROADS, "wewc-kz", {"to_lon": "50.9", "to_lat": "56.2"}, "lies outside KZ"),
    Plant("another country", SITES, "u-irk", {"country": "CN"}, "lies outside CN"),
    Plant("latitude 91", EVENTS, "*", {"lat": "91"}, "lat '91' is not within -90 to 90"),
    Plant("missing source", CROSS, "T002", {"source_title": ""}, "source_title '' must not be empty"),
    Plant("ytd as a full year", CROSS, "T003", {"period_end": "2018-09-30"}, "full year runs from 01-01"),
    Plant("full year as a part", TRAINS, "E001", {"is_full_year": "no"}, "is_full_year does not fit"),
    Plant("ytd by its note", TRAINS, "E002", {"note": "first nine months"}, "counts part of a year"),
    Plant("year of another period", TRADE, CN_2013, {"year": "2012"}, "year lies outside its period"),
    Plant("end before start", TRAINS, "E001", {"period_start": "2012-01-01"}, "ends before it begins"),
    Plant("told before its end", CROSS, "T001", {"source_date": "2010-01"}, "ends after the date of its"),
    Plant("told in the year before", TRAINS, "E001", {"source_date": "2010"}, "ends after the date of its"),
    Plant(
        "an order as a report", THEMES, "X605", {"value_type": "reported"}, "permit, promise or agreement"
    ),
    Plant(
        "a permit as a report", THEMES, "X583", {"value_type": "rounded"}, "permit, promise or agreement"
    ),
    Plant(
        "a plan named as one", TRAINS, "E001", {"series": "Trains planned"}, "permit, promise or agreement"
    ),
    Plant(
        "since, as a year", THEMES, "X001", {"value_type": "reported"}, "a figure 'since' a day is a total"
    ),
    Plant("since, by its note", CROSS, "T001", {"note": "Cumulative since 2011; ca"}, "a day is a total"),
    Plant("since another year", THEMES, "X001", {"period_start": "2026-01-01"}, "begins in that year"),
    Plant("a total of its first year", THEMES, "X001", {"year": "2016"}, "year in which its period ends"),
    Plant("two years as one", THEMES, "X694", {"value_type": "reported"}, "over more than a year"),
    Plant("no such day", CROSS, "T001", {"period_end": "2016-02-30"}, "is no date"),
    Plant("duplicate id", TRAINS, "E002", {"id": "E001"}, "its id stands there twice"),
    Plant("unknown crossing", CROSS, "T001", {"crossing_id": "rail-horgos"}, "is an id that no table has"),
    Plant("unknown place", CROSS, "T001", {"place_id": "terminal-X999"}, "is an id that no table has"),
    Plant(
        "unknown pipeline", "pipeline_throughput", "pt-aty-sam-1999", {"pipeline_ids": "X"}, "no table has"
    ),
    Plant("bad address", CROSS, "T001", {"source_url": "www.inform.kz/en"}, "is no address"),
    Plant("negative value", CROSS, "T001", {"value": "-386"}, "value is negative"),
    Plant("thousand times", TRADE, CN_2013, {"value": "12500"}, "too large for its unit"),
    Plant("words as value", CROSS, "T001", {"value": "about 386"}, "is not a figure"),
    Plant(
        "far future",
        CROSS,
        "T001",
        {"year": "2050", "period_start": "2050-01-01", "period_end": "2050-12-31"},
        "year '2050' is not within 1880 to 2035",
    ),
    Plant(
        "reported ahead",
        CROSS,
        "T001",
        {"year": "2031", "period_start": "2031-01-01", "period_end": "2031-12-31"},
        "a year after the latest source",
    ),
    Plant("wrong confidence", CROSS, "T001", {"confidence": "sure"}, "is not one of high, low, medium"),
    Plant("unverified as high", TRADE, "trade-2014-cn-cn-to-kz", {"confidence": "high"}, "go together"),
    Plant("unknown value type", CROSS, "T001", {"value_type": "guess"}, "is not one of"),
    Plant("no value", TRADE, CN_2013, {"value": ""}, "given together"),
    Plant(
        "target joined to a basis", TRADE, "target", {"basis": "China customs"}, "has the basis 'target'"
    ),
    Plant("derived untold", CROSS, "T002", {"note": ""}, "must tell its arithmetic"),
    Plant(
        "preferred plan", "pipeline_throughput", "pt-aty-sam-2001", {"preferred": "yes"}, "plan cannot be"
    ),
    Plant("unknown series word", BORDER, "D001", {"quantity": "guess"}, "is not one of"),
    Plant("days upside down", SERVICES, "S001", {"transit_days_min": "40"}, "is above transit_days_max"),
    Plant("two preferred", SERVICES, "S002", {"preferred": "yes"}, "exactly one preferred"),
    Plant("unknown province", SERVICES, "S001", {"province": "CN-XX"}, "is an id that no table has"),
    Plant("date too exact", EVENTS, "*", {"date": "1990-09"}, "date and date_precision differ"),
    Plant("commodity", PIPES, "KCOP-1", {"commodity": "water"}, "is not one of gas, oil"),
    Plant("opened too early", PIPES, "KCOP-1", {"opened_year": "1809"}, "is not within 1880 to 2035"),
    Plant("space at the end", CROSS, "T001", {"place": "Khorgos "}, "begins or ends with a space"),
    Plant("gap in seq", POINTS, "KCOP-1/3", {"seq": "30"}, "seq must run 1, 2, 3"),
    Plant("far point", POINTS, "KCOP-1/3", {"lon": "56.9"}, "km from the point before"),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory, geodata):
    """Return a folder with the tables in it and a link to the layers."""
    folder = tmp_path_factory.mktemp("geodata")
    shutil.copytree(geodata / "tables", folder / "tables")
    (folder / "layers").symlink_to(geodata / "layers")
    return folder


def row_of(frame: pd.DataFrame, wanted: str) -> int:
    """Return the position of a row: by its key, the first for ``*``, the only target for ``target``."""
    if wanted == "*":
        return 0
    if wanted == "target":
        return int((frame["basis"] == "target").to_numpy().argmax())
    pipeline, _, seq = wanted.partition("/")
    key = frame["pipeline_id"] + "/" + frame["seq"] if seq else frame["id"]
    assert (key == wanted).sum() == 1, f"no single row {pipeline}"
    return int((key == wanted).to_numpy().argmax())


@pytest.mark.parametrize("plant", PLANTS, ids=lambda p: p.name)
def test_a_planted_fault_is_caught(copy, plant):
    path = copy / "tables" / f"{plant.table}.csv"
    sound = path.read_bytes()
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    row = row_of(frame, plant.row)
    for column, cell in plant.cells.items():
        assert frame.loc[row, column] != cell
        frame.loc[row, column] = cell
    try:
        frame.to_csv(path, index=False)
        found = facts.violations(copy, only=(plant.table,))
    finally:
        path.write_bytes(sound)
    sentences = [
        text for file, text in found if file == f"tables/{plant.table}.csv" and plant.sentence in text
    ]
    assert [t for t in sentences if t.startswith(f"Table {plant.table}, line {row + 2} (")], found


def test_the_copy_without_a_fault_is_sound(copy):
    assert len(PLANTS) >= 20
    assert facts.violations(copy) == ()


def test_a_fact_that_stands_twice_is_caught(geodata):
    frame = pd.read_csv(geodata / "tables" / f"{TRADE}.csv", dtype=str, keep_default_na=False)
    twice = pd.concat([frame, frame.iloc[[0]].assign(id="another")], ignore_index=True)
    sentences = {text for _, text in row_violations(TRADE, twice, KnownIds())}
    assert "the same fact stands there twice" in sentences
    assert "two preferred rows for one series and period" in sentences


def test_a_missing_table_and_a_missing_column_are_caught(tmp_path, geodata):
    shutil.copytree(geodata / "tables", tmp_path / "tables")
    (tmp_path / "layers").symlink_to(geodata / "layers")
    (tmp_path / "tables" / f"{EVENTS}.csv").unlink()
    path = tmp_path / "tables" / f"{TRADE}.csv"
    pd.read_csv(path, dtype=str, keep_default_na=False).drop(columns="unit").to_csv(path, index=False)
    sentences = dict(facts.violations(tmp_path))
    assert "is missing" in sentences[f"tables/{EVENTS}.csv"]
    assert sentences[f"tables/{TRADE}.csv"] == f"Table {TRADE}: column unit is missing."


def test_check_tells_of_planted_faults(tmp_path, geodata):
    shutil.copytree(geodata, tmp_path / "geodata")
    path = tmp_path / "geodata" / "tables" / f"{TRADE}.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("billion USD", "million USD", 1), encoding="utf-8"
    )
    assert any(f"Table {TRADE}, line 2 ({CN_2013})" in text for _, text in check_all(tmp_path / "geodata"))
