"""The tables curated by hand: columns, sources, allowed values, positions, and that ids resolve."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

TABLES = Path(__file__).resolve().parents[2] / "geodata" / "tables"
LAYERS = TABLES.parent / "layers"
SOURCE = ["source_title", "source_publisher", "source_date", "source_url", "confidence", "note"]
CONFIDENCE = {"high", "medium", "low", "unverified"}
STATUS = {"open", "closed", "under_construction", "passenger_only"}
DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
URL = re.compile(r"(https?://[^\s/]+\.[^\s/]+(/\S*)?)?")
SLUG = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
BORDER_TOLERANCE_DEG = 0.25  # some 25 km: borders of Natural Earth are that coarse in places
COLUMNS = {
    "crossings": "id name name_zh name_ru mode country_a country_b side_a side_b lon lat gauge_a_mm "
    "gauge_b_mm status opened_year closed_since aliases",
    "gauge_points": "id name lon lat radius_km country gauge_a_mm gauge_b_mm crossing_id kind status",
    "terminals": "id name local_name names country kind lon lat position_accuracy_km modes locode "
    "opened_year status capacity_value capacity_unit capacity_note",
    "ferries": "id name from_terminal to_terminal kind via published_length_km sailing_h status opened_year closed_year",
    "stations": "id name names country lon lat position_source aliases",
    "trade_closures": "id name goods partners bars modes extent since until",
    "line_conditions": "id name mode condition factor outline",
    "cut_areas": "id name countries outline since until",
    "transit_times": "id origin destination via modes days_low days_high fold",
    "assumptions": "id quantity mode country point_id operation value low high unit period",
    "rail_segments": "id segment_key line_name from to from_place to_place via country "
    "published_length_km gauge_mm tracks electrified opened_year status kind backtest",
}
ALLOWED = {
    ("crossings", "mode"): {"rail", "road"},
    ("crossings", "status"): STATUS,
    ("crossings", "gauge_a_mm"): {"", "1000", "1435", "1520", "1524", "1600", "1668"},
    ("crossings", "gauge_b_mm"): {"", "1000", "1435", "1520", "1524", "1600", "1668"},
    ("gauge_points", "kind"): {"transshipment", "bogie_exchange", "variable_gauge"},
    ("gauge_points", "status"): STATUS,
    ("terminals", "kind"): {
        "rail_terminal",
        "dry_port",
        "seaport",
        "gauge_change_yard",
        "junction",
        "border_crossing",
        "area",
    },
    ("terminals", "status"): STATUS | {"planned"},
    ("ferries", "kind"): {"rail_ferry", "ro_ro", "container"},
    ("ferries", "status"): STATUS | {"planned", "doubtful"},
    ("assumptions", "quantity"): {"speed_km_h", "dwell_h", "weight_km"},
    ("assumptions", "mode"): {"", "rail", "road", "ferry", "sea"},
    ("assumptions", "operation"): {"border", "gauge_change", "terminal", "running"},
    ("assumptions", "unit"): {"km/h", "h", "km"},
    ("line_conditions", "condition"): {"single_track", "steep"},
    ("line_conditions", "mode"): {"rail", "road"},
    ("trade_closures", "extent"): {"whole", "practice", "part", "transit", "export", "border"},
    ("transit_times", "fold"): {"fit", "test"},
    ("rail_segments", "backtest"): {"yes", "no"},
    ("rail_segments", "kind"): {"rail", "ferry", "road", "corridor"},
}


@cache
def table(name: str) -> pd.DataFrame:
    """Read a table as text; empty cells are empty strings."""
    return pd.read_csv(TABLES / f"{name}.csv", dtype=str, keep_default_na=False)


@cache
def countries() -> gpd.GeoDataFrame:
    """Read the polygons that edges are tagged with, one row a country."""
    frame = gpd.read_parquet(LAYERS / "countries_tagging.parquet")
    return frame.dissolve("iso_a2")


def distance_deg(country: str, row: pd.Series) -> float:
    """Measure how far a row's position lies outside a country, degrees."""
    point = gpd.points_from_xy([float(row["lon"])], [float(row["lat"])])[0]
    return float(countries().geometry[country].distance(point))


def ids(*names: str) -> set[str]:
    """Collect the ids of tables."""
    return {i for name in names for i in table(name)["id"]}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_ids(name: str) -> None:
    frame = table(name)
    assert list(frame.columns) == COLUMNS[name].split() + SOURCE
    assert len(frame) > 0
    assert frame["id"].is_unique
    assert all(SLUG.fullmatch(i) for i in frame["id"])


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_has_one_source(name: str) -> None:
    frame = table(name)
    assert set(frame["confidence"]) <= CONFIDENCE
    assert (frame["source_title"] != "").all()
    assert all(DATE.fullmatch(d) for d in frame["source_date"]), frame["source_date"].unique()
    bad = [u for u in frame["source_url"] if not URL.fullmatch(u)]
    assert bad == []
    unverified = frame["source_title"].str.contains("unverified")
    assert (unverified == (frame["confidence"] == "unverified")).all()


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_are_plain(name: str) -> None:
    text = (TABLES / f"{name}.csv").read_text(encoding="utf-8")
    assert "\r" not in text
    assert "�" not in text
    cells = table(name).to_numpy().ravel()
    assert all(c == c.strip() for c in cells)


@pytest.mark.parametrize(("name", "column"), list(ALLOWED))
def test_allowed_values(name: str, column: str) -> None:
    assert set(table(name)[column]) <= ALLOWED[name, column]


def test_crossings_lie_on_their_border() -> None:
    far = [
        (row["id"], side, round(distance_deg(row[side], row), 2))
        for _, row in table("crossings").iterrows()
        for side in ("country_a", "country_b")
        if distance_deg(row[side], row) > BORDER_TOLERANCE_DEG
    ]
    assert far == []


@pytest.mark.parametrize("name", ["stations", "terminals", "gauge_points"])
def test_points_lie_in_their_country(name: str) -> None:
    far = [
        (row["id"], row["country"])
        for _, row in table(name).iterrows()
        if distance_deg(row["country"], row) > BORDER_TOLERANCE_DEG
    ]
    # the deep-water port of Shanghai lies on islands that the polygons leave out
    assert far in ([], [("terminal-shanghai-yangshan", "CN")])


def test_no_crossing_twice() -> None:
    frame = table("crossings")
    assert (frame["country_a"] != frame["country_b"]).all()
    for _, group in frame.groupby(["mode", "country_a", "country_b"]):
        assert not group[["lon", "lat"]].duplicated().any(), group["id"].tolist()
        assert group["name"].is_unique
    pairs = {(a, b) for a, b in zip(frame["country_a"], frame["country_b"], strict=True)}
    assert not {(a, b) for a, b in pairs if (b, a) in pairs}


def test_rail_crossings_have_gauges_and_road_crossings_none() -> None:
    frame = table("crossings")
    rail = frame["mode"] == "rail"
    assert (frame.loc[rail, ["gauge_a_mm", "gauge_b_mm"]] != "").all(axis=None)
    assert (frame.loc[~rail, ["gauge_a_mm", "gauge_b_mm"]] == "").all(axis=None)


def test_gauge_points_resolve_and_reach_their_crossing() -> None:
    frame = table("gauge_points")
    assert set(frame["crossing_id"]) - {""} <= ids("crossings")
    assert (frame["radius_km"].astype(float).between(1, 30)).all()
    assert (frame["gauge_a_mm"] != frame["gauge_b_mm"]).all()


def test_every_gauge_break_between_networks_has_a_gauge_point() -> None:
    frame = table("crossings")
    broken = frame[
        (frame["mode"] == "rail")
        & (frame["status"] == "open")
        & (frame["gauge_a_mm"] != frame["gauge_b_mm"])
    ]
    small = {"rail-perthus", "rail-vainikkala-buslovskaya"}  # 1524 and 1520 mm run through
    served = set(table("gauge_points")["crossing_id"])
    assert set(broken["id"]) - served - small == set()


def test_ferries_join_terminals() -> None:
    frame = table("ferries")
    assert set(frame["from_terminal"]) | set(frame["to_terminal"]) <= ids("terminals")
    assert (frame["from_terminal"] != frame["to_terminal"]).all()


def test_rail_segments_resolve() -> None:
    frame = table("rail_segments")
    known = ids("stations", "crossings", "terminals")
    for column in ("from_place", "to_place", "via"):
        named = {part for cell in frame[column] for part in cell.split(";") if part}
        assert {n for n in named if re.match(r"(st|rail|road|terminal)-", n)} <= known
    assert (frame["published_length_km"].astype(float) > 0).all()


def test_backtest_rows_are_open_rail_of_good_confidence() -> None:
    frame = table("rail_segments")
    chosen = frame[frame["backtest"] == "yes"]
    assert len(chosen) >= 25
    assert set(chosen["status"]) == {"open"}
    assert set(chosen["kind"]) == {"rail"}
    assert set(chosen["confidence"]) <= {"high", "medium"}
    assert (chosen[["from_place", "to_place"]] != "").all(axis=None)
    good = frame[
        (frame["status"] == "open")
        & (frame["kind"] == "rail")
        & frame["confidence"].isin(["high", "medium"])
    ]
    left_out = good[good["backtest"] == "no"]
    assert left_out["note"].str.contains("backtest no: ").all()


def test_assumptions_are_ordered_and_resolve() -> None:
    frame = table("assumptions")
    value, low, high = (frame[c].astype(float) for c in ("value", "low", "high"))
    assert ((low <= value) & (value <= high)).all()
    assert set(frame["point_id"]) - {""} <= ids("crossings", "gauge_points", "terminals")
    assert not frame.duplicated(["quantity", "mode", "country", "point_id", "operation"]).any()


def test_every_point_has_a_dwell() -> None:
    frame = table("assumptions")
    defaults = frame[(frame["country"] == "") & (frame["point_id"] == "")]
    known = set(zip(defaults["quantity"], defaults["mode"], defaults["operation"], strict=True))
    running = {("speed_km_h", mode, "running") for mode in ("rail", "road", "ferry", "sea")}
    terminal = {("dwell_h", mode, "terminal") for mode in ("rail", "road", "ferry", "sea")}
    border = {("dwell_h", mode, "border") for mode in ("rail", "road")}
    assert running | terminal | border | {("dwell_h", "rail", "gauge_change")} <= known
    points = set(frame.loc[frame["operation"] == "gauge_change", "point_id"])
    assert ids("gauge_points") <= points


@pytest.mark.parametrize(
    "crossing",
    ["rail-huoerguosi-altynkol", "rail-alashankou-dostyk", "rail-brest-terespol", "rail-erenhot-zamyn-uud"],
)
def test_main_crossings_are_open(crossing: str) -> None:
    row = table("crossings").set_index("id").loc[crossing]
    assert row["status"] == "open"
    assert row["gauge_a_mm"] != row["gauge_b_mm"]
