"""Train services on the network: routes by declared way points, flows that agree with the counts."""

import json
import math
from collections import defaultdict
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from typer.testing import CliRunner

from corridors.cli.main import app
from corridors.data import layers
from corridors.errors import UnknownName
from corridors.model import NoteCode
from corridors.routing.planner import default_planner
from corridors.traffic.assigned import assigned
from corridors.traffic.assignment import reconciliation, thin_years, year_flows, years
from corridors.traffic.counts import border_counts, origin_counts
from corridors.traffic.flow_values import LEAST_SHARE
from corridors.traffic.segments import flows, segment_lines, segment_trains
from corridors.traffic.series import annual
from corridors.traffic.services import (
    ALASHANKOU,
    HORGOS,
    province_code,
    service_routes,
    services,
    shipped_ways,
)

RUN = CliRunner()


@pytest.fixture(scope="module")
def planner():
    return default_planner()


@pytest.fixture(scope="module")
def routes(planner):
    return service_routes(planner, either_crossing=True)


@pytest.fixture(scope="module")
def lines(planner, routes):
    return segment_lines(planner, routes)


@pytest.fixture(scope="module")
def ways(routes):
    return [route.way for route in routes]


def at_border(planner, border):
    """Return the edges of a crossing on rails."""
    edges = planner.network.edges
    return set(edges.index[(edges.point_id == border) & (edges["mode"] != "road")])


# ------------------------------------------------------------------------------------------------ services
def test_every_service_has_one_preferred_row():
    found = services()
    assert len(found) == 84
    assert len({s.id for s in found}) == 84
    assert all(s.source.title for s in found)


def test_services_of_a_province():
    assert {s.id for s in services("CN-CQ")} == {"ckg-dui", "ckg-dui-tt", "ckg-tas"}
    assert services("CN-XZ") == ()
    with pytest.raises(UnknownName, match="CN-ZZ"):
        services("CN-ZZ")


@pytest.mark.parametrize("name", ["CN-CQ", "chongqing", "重庆", "重庆市"])
def test_a_province_by_any_name(name):
    assert province_code(name) == "CN-CQ"


def test_a_service_passes_the_crossing_that_it_states(routes):
    for route in routes:
        stated = route.service.crossing_id
        if stated and route.service.waypoints:
            assert stated in route.crossings, route.service.id


def test_no_train_turns_back_to_china(routes):
    for route in routes:
        countries = [leg.country for leg in route.route.legs if leg.country]
        left = countries.index("CN") + countries.count("CN")
        assert "CN" not in countries[left:], route.service.id


def test_both_distances_stand_side_by_side(planner):
    almaty = next(s for s in services("CN-SN") if s.id == "xiy-ala")
    (route,) = service_routes(planner, [almaty])
    assert route.service.published_distance_km == 3866
    assert route.modelled_distance_km == pytest.approx(3881, abs=15)
    assert route.difference_pct == pytest.approx(0.4, abs=0.4)
    assert sum(route.route.countries.values()) == pytest.approx(route.modelled_distance_km)
    plain = route.to_dict()
    assert {"published_distance_km", "modelled_distance_km", "modelled_km_by_country"} <= set(plain)


def test_a_service_without_stated_crossing_goes_by_either(routes):
    two = defaultdict(set)
    for route in routes:
        two[route.service.id].add(route.way.border)
    assert two["cgo-lgg"] == {ALASHANKOU, HORGOS}
    assert two["ckg-dui"] == {ALASHANKOU}


def test_the_shipped_layer_has_the_same_ways(ways):
    assert {way.key for way in shipped_ways()} == {way.key for way in ways}


# --------------------------------------------------------------------------------------------------- counts
@pytest.mark.parametrize(("name", "border"), [("khorgos", HORGOS), ("alashankou", ALASHANKOU)])
def test_crossings_are_counted_as_the_page_throughput_says(name, border):
    series = next(s for s in annual(name, "europe_and_asia_trains").series if s.direction == "both")
    mine = {y: c.trains for (b, y), c in border_counts().items() if b == border and c.direction == "both"}
    assert mine == {p.year: p.value for p in series.points}


def test_counts_of_origins_are_full_years_of_one_scope():
    found = origin_counts()
    assert {c.scope for c in found} == {"corridor", "service", "city", "province"}
    assert "city-xian-all" not in {c.series_id for c in found}
    assert all(c.trains > 0 and c.source.title for c in found)


# ---------------------------------------------------------------------------------------------------- flows
def test_no_train_runs_before_its_first_year(ways):
    for year in years():
        for flow in year_flows(ways, year).flows:
            assert flow.way.service.first_year <= year
            assert flow.way.service.status == "running"


def test_every_crossing_holds_its_count(ways):
    closed = 0
    for year in years():
        found = year_flows(ways, year)
        for row in found.crossings:
            mine = [f.trains for f in found.flows if f.way.border == row.crossing_id]
            known = sum(t for t in mine if t is not None)
            assert not (row.rest and row.mixed), "a mixed count is a ceiling"
            if row.rest or row.scale < 1:
                assert known == pytest.approx(row.counted), (year, row.crossing_id)
                closed += 1
            if row.counted is None:
                assert row.scale == 1
                assert row.rest == 0
    assert closed > 5


def codes(notes):
    """Return the codes of some notes."""
    return {note.code for note in notes}


def test_the_difference_is_said(ways):
    rows = {(r.crossing_id, r.year): r for r in reconciliation(ways)}
    assert rows[HORGOS, 2025].counted == 9882
    assert rows[HORGOS, 2025].assigned < 9882 / 2
    assert NoteCode.MIXED_COUNT in codes(rows[HORGOS, 2025].notes)
    row = rows[ALASHANKOU, 2024]
    assert row.difference == pytest.approx(row.assigned - 7681)
    assert row.scale == pytest.approx(7681 / row.assigned)
    assert rows[HORGOS, 2013].counted is None
    assert codes(rows[HORGOS, 2013].notes) >= {NoteCode.CROSSING_NOT_COUNTED}
    assert NoteCode.ONE_DIRECTION_COUNTED in codes(rows[ALASHANKOU, 2016].notes)
    assert all(r.source.url or r.source.title for r in rows.values() if r.counted is not None)


def test_a_city_keeps_its_count(ways):
    found = year_flows(ways, 2024)
    wuhan = [f for f in found.flows if f.way.service.origin == "Wuhan"]
    assert sum(f.assigned_trains for f in wuhan) == pytest.approx(742)
    assert {f.basis for f in wuhan} == {"estimate"}
    assert all(codes(f.rules) & {NoteCode.SHARE_OF_CITY} for f in wuhan)
    (jinan,) = [f for f in found.flows if f.way.service.id == "tna-msq"]
    assert (jinan.trains, jinan.basis) == (653, "assigned")


def test_what_nobody_counted_stays_unknown(ways):
    found = year_flows(ways, 2018)
    (moscow,) = [f for f in found.flows if f.way.service.id == "xmn-mow"]
    assert moscow.trains is None
    assert moscow.basis == "unknown"
    caspian = [f for f in year_flows(ways, 2025).flows if f.way.service.corridor == "trans-caspian"]
    assert caspian
    assert all(f.trains is None for f in caspian)


def test_the_caspian_corridor_keeps_its_own_count(ways):
    found = year_flows(ways, 2024)
    mine = [f for f in found.flows if f.way.service.corridor == "trans-caspian" and f.assigned_trains]
    assert sum(f.assigned_trains for f in mine) == pytest.approx(358)


def test_the_order_of_the_services_does_not_matter(ways):
    one = {f.way.key: f.trains for f in year_flows(ways, 2022).flows}
    other = {f.way.key: f.trains for f in year_flows(ways[::-1], 2022).flows}
    assert one.keys() == other.keys()
    for key, trains in one.items():
        assert other[key] == (None if trains is None else pytest.approx(trains))


def test_a_service_that_ends_leaves_its_trains_to_the_others(ways):
    fewer = [way for way in ways if way.service.id != "wuh-lyo"]
    mine = [f for f in year_flows(fewer, 2024).flows if f.way.service.origin == "Wuhan"]
    assert sum(f.assigned_trains for f in mine) == pytest.approx(742)
    none = [replace(w, service=replace(w.service, status="plan")) for w in ways]
    assert year_flows(none, 2024).flows == ()


# ------------------------------------------------------------------------------------------------- segments
@pytest.mark.parametrize(("border", "year"), [(HORGOS, 2025), (ALASHANKOU, 2025), (HORGOS, 2020)])
def test_the_line_to_a_crossing_carries_no_more_than_its_mixed_count(planner, routes, lines, border, year):
    found = year_flows([r.way for r in routes], year)
    trains = segment_trains(lines, found)
    through = {r.way.key for r in routes if r.way.border == border and r.service.runs(year)}
    here = [set(w.split(";")) & {f.way.key for f in found.flows} == through for w in lines["ways"]]
    assert any(here)
    assert (trains.trains[here] < border_counts()[border, year].trains).all()
    assert set(trains.basis[here]) == {"at least"}


def test_a_segment_sums_what_runs_over_it(lines, ways):
    found = year_flows(ways, 2022)
    trains = segment_trains(lines, found)
    known = {f.way.key: f.trains for f in found.flows if f.trains is not None}
    for keys, row in zip(lines["ways"], trains.itertuples(), strict=True):
        mine = [known[k] for k in keys.split(";") if k in known]
        assert row.trains == pytest.approx(sum(mine)) if mine else math.isnan(row.trains)
        assert (row.basis == "unknown") == (not mine)


def test_segments_are_rails_joined_end_to_end(lines, planner, routes):
    edges = planner.network.edges
    used = edges.loc[sorted({e for r in routes for e in r.edges})]
    rails = used[(used["mode"] == "rail") & (used.length_km > 0)]
    assert lines.length_km.sum() == pytest.approx(rails.length_km.sum())
    assert set(lines.geom_type) == {"LineString"}
    assert lines.segment.is_unique


def test_flows_of_a_year(planner, routes):
    frame = flows(planner, 2012, routes)
    assert set(frame.services) <= {"ckg-dui", "wuh-par", "ckg-dui;wuh-par"}
    assert set(frame.year) == {2012}
    assert frame.crs == "EPSG:4326"
    assert frame.trains.max() == pytest.approx(42)


# --------------------------------------------------------------------------------------------------- layers
def test_the_layer_has_the_trains_of_every_year(lines, ways):
    layer = layers.load("service_flows")
    assert layer.geom_type.eq("LineString").all()
    for year in years():
        found = segment_trains(lines, year_flows(ways, year))
        assert layer[f"trains_{year}"].sum() == pytest.approx(found.trains.sum(), rel=1e-3)
        nothing = layer[f"basis_{year}"].isin(["", "unknown"])
        assert (layer[f"trains_{year}"].isna() == nothing).all()
        assert (layer.loc[layer.first_year > year, f"basis_{year}"] == "").all()


def test_layers_as_they_stood():
    assert set(layers.load("service_routes", 2012).id) == {"ckg-dui", "wuh-par"}
    assert layers.load("service_routes", 2010).empty
    assert layers.load("service_flows", 2011).first_year.eq(2011).all()


# -------------------------------------------------------------------------------------------------- commands
def test_command_flows_prints_the_difference():
    answer = json.loads(RUN.invoke(app, ["flows", "--year", "2024", "--json"]).stdout)
    row = next(r for r in answer["reconciliation"] if r["crossing_id"] == ALASHANKOU)
    assert row["counted"] == 7681
    assert row["difference"] == pytest.approx(row["assigned"] - 7681, abs=0.11)
    assert {f["basis"] for f in answer["flows"]} == {"assigned", "estimate", "unknown"}
    assert "Difference" in RUN.invoke(app, ["flows"]).stdout


def test_command_flows_writes_the_segments(tmp_path):
    out = tmp_path / "flows.gpkg"
    assert RUN.invoke(app, ["flows", "--year", "2020", "-o", str(out)]).exit_code == 0
    frame = gpd.read_file(out)
    assert {"trains", "assigned_trains", "basis", "year", "services"} <= set(frame)


def test_command_flows_refuses_a_year_without_counts():
    done = RUN.invoke(app, ["flows", "--year", "1999"])
    assert done.exit_code == 1
    assert "1999" in str(done.exception)


def test_command_services():
    answer = json.loads(RUN.invoke(app, ["services", "--province", "Chongqing", "--json"]).stdout)
    row = next(r for r in answer["services"] if r["id"] == "ckg-dui")
    assert (row["published_distance_km"], row["first_year"]) == (11179, 2011)
    assert row["modelled_distance_km"] == pytest.approx(9809, abs=20)
    assert pd.notna(row["source"]["url"])
    shown = RUN.invoke(app, ["services", "--province", "CN-HA"])
    assert shown.exit_code == 0
    assert "Zhengzhou" in shown.stdout


def test_years_with_too_few_counted_services_are_not_shown() -> None:
    ways = shipped_ways()
    thin = thin_years(ways)
    for year in years():
        found = year_flows(ways, year)
        assert found.enough == (year not in thin)
        kazakh = [r for r in found.crossings if r.crossing_id in (ALASHANKOU, HORGOS) and r.counted]
        if not kazakh:
            continue
        share = sum(r.assigned or 0 for r in kazakh) / sum(r.counted or 0 for r in kazakh)
        assert found.enough == (share >= LEAST_SHARE)
        said = {note.code for row in found.crossings for note in row.notes}
        assert (NoteCode.TOO_FEW_COUNTED in said) != found.enough
    for row in assigned(HORGOS):
        assert row.enough == (row.year not in thin)
        assert row.enough or (row.assigned is None and row.difference is None)
