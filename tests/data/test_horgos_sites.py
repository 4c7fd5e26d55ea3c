"""The sites of the Horgos close-up: positions, years, and the series that they point to."""

import numpy as np
import pytest
import shapely
import shapely.ops

from corridors import geodesy
from corridors.data import facts, horgos, layers
from corridors.data.ledger import Ledger
from corridors.data.tables import read_rows
from corridors.webmap.ground.borders import with_piece

KINDS = {
    "free_trade_centre",
    "rail_station",
    "dry_port",
    "special_zone",
    "road_post",
    "pipeline_station",
    "town",
}


@pytest.fixture(scope="module")
def sites():
    return facts.table("horgos_sites").set_index("id")


def test_the_close_up_holds_every_kind_of_site(sites):
    assert set(sites["kind"]) == KINDS
    assert {"icbc", "huoerguosi-station", "altynkol-station", "khorgos-gateway", "nur-zholy"} <= set(
        sites.index
    )


def test_the_table_meets_its_rules():
    assert facts.violations(only=["horgos_sites"]) == ()


def test_every_site_lies_near_the_crossing_and_says_how_sure_its_position_is(sites):
    away = geodesy.distance_km(sites["lon"], sites["lat"], 80.35, 44.17)
    assert (away < 30).all()
    assert sites["position_accuracy_km"].between(1, 10).all()
    assert (sites["position_source"] != "").all()
    assert (sites["carries"] != "").all()


def test_the_two_parts_make_up_the_centre(sites):
    parts = sites.loc[["icbc-china", "icbc-kazakhstan"], "area_km2"]
    assert parts.sum() == pytest.approx(sites.loc["icbc", "area_km2"])


def test_its_series_are_there(sites):
    throughput = facts.table("crossing_throughput")
    carried = set(throughput["place_id"]) | set(throughput["crossing_id"])
    carried |= set(facts.table("pipeline_throughput")["series_id"])
    named = set(sites["throughput_id"]) - {""}
    assert named <= carried
    assert "terminal-X005" in named


@pytest.mark.parametrize(
    ("year", "there", "not_yet"),
    [
        (
            2008,
            {"zharkent", "khorgos-old-road-post"},
            {"icbc", "altynkol-station", "horgos-compressor-station"},
        ),
        (2013, {"icbc", "altynkol-station", "huoerguosi-station"}, {"khorgos-gateway", "nur-zholy"}),
        (2018, {"khorgos-gateway", "nur-zholy", "horgos-city"}, set()),
    ],
)
def test_a_year_shows_what_had_opened(year, there, not_yet):
    seen = set(layers.load("horgos_sites", year)["id"])
    assert there <= seen
    assert not not_yet & seen


@pytest.fixture(scope="module")
def ground_sides():
    line = horgos.border(Ledger.load())
    box = shapely.box(79.5, 43.83, 81.5, 44.65)
    halves = shapely.ops.split(box, line).geoms
    west, east = sorted(halves, key=lambda half: half.centroid.x)
    return line, {"KZ": west, "CN": east}


def test_each_site_lies_on_its_own_countrys_side_of_the_border(sites, ground_sides):
    line, sides = ground_sides
    assert len(sites) == 18
    for key, site in sites.iterrows():
        at = shapely.Point(site["lon"], site["lat"])
        if ";" in site["country"]:
            assert geodesy.gap_km(shapely.get_coordinates(line), at.x, at.y) <= 1.0, key
        else:
            assert sides[site["country"]].contains(at), key


def test_the_centre_reaches_over_the_border_with_its_published_areas(sites, ground_sides):
    line, sides = ground_sides
    rows = read_rows(Ledger.load().path("horgos_sites"))
    outlines = horgos.extents(rows, line)
    assert "khorgos-gateway" in outlines
    assert "horgos-city" not in outlines
    for key, country in (("icbc-china", "CN"), ("icbc-kazakhstan", "KZ")):
        shape = outlines[key]
        assert shape.buffer(-1e-6).within(sides[country])
        area = geodesy.area_km2(shape.exterior.coords)
        assert area == pytest.approx(sites.loc[key, "area_km2"], rel=0.01)


def test_the_border_runs_through_the_points_where_rail_and_roads_cross_it(ground_sides):
    line, _ = ground_sides
    points = read_rows(Ledger.load().path("horgos_crossings"))
    assert {p["id"] for p in points} == {"horgos-rail", "horgos-motorway", "horgos-old-road", "horgos-icbc"}
    for p in points:
        gap = geodesy.gap_km(shapely.get_coordinates(line), float(p["lon"]), float(p["lat"]))
        assert gap <= 0.1 <= float(p["position_accuracy_km"])
        assert p["position_source"]


def test_tracks_of_both_gauges_reach_over_the_border(ground_sides):
    line, sides = ground_sides
    tracks = horgos.tracks(Ledger.load())
    assert min(year for _mm, year in tracks) >= 2009  # none of them is older than the line from Jinghe
    for gauge in (1435, 1520):
        there = shapely.union_all([shape for (mm, _year), shape in tracks.items() if mm == gauge])
        assert there.intersects(line)
        assert all(there.intersects(side) for side in sides.values())


def test_the_piece_of_border_stands_in_the_place_of_the_coarse_one():
    piece = horgos.border(Ledger.load())
    coarse = shapely.LineString(
        [(80.53, 43.7), (80.52, 43.83), (80.34, 44.15), (80.36, 44.66), (80.3, 44.8)]
    )
    for line in (coarse, shapely.reverse(coarse)):
        whole = with_piece(np.array([line]), piece)[0]
        assert whole.is_simple
        assert whole.hausdorff_distance(shapely.union_all([piece, line])) > 0.03
        assert shapely.distance(whole, shapely.Point(80.4028, 44.1523)) < 0.001
