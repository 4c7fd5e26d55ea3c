"""A road is joined to the end in line with it where the way round is one that nobody would drive."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from toys import draw

from corridors.graph.conditioning.road_gaps import find_gaps

KM = 1 / 111.2  # degrees of longitude at the equator
LAND = gpd.GeoDataFrame({"iso_a2": ["XX"]}, geometry=[shapely.box(-2, -2, 3, 3)], crs="EPSG:4326")
SHORES = gpd.GeoDataFrame(
    {"iso_a2": ["XX", "XX"]},
    geometry=[shapely.box(-2, -2, 0.5, 3), shapely.box(0.5 + 2.5 * KM, -2, 3, 3)],
    crs="EPSG:4326",
)


@pytest.mark.parametrize(
    ("gap_km", "round_km", "land", "is_joined"),
    [(2.5, 200, LAND, True), (3.5, 200, LAND, False), (2.5, 20, LAND, False), (2.5, 200, SHORES, False)],
)
def test_ends_in_line_are_joined_over_land_where_the_way_round_is_long(gap_km, round_km, land, is_joined):
    x = 0.5 + gap_km * KM
    places = {"a": (0.1, 0.0), "b": (0.5, 0.0), "c": (x, 0.0), "d": (0.9, 0.0)}
    edges = [
        ("a", "b", {"length_km": 5}),
        ("c", "d", {"length_km": 5}),
        ("a", "d", {"length_km": round_km}),
    ]
    found = find_gaps(draw(places, edges), land)
    assert found[["a", "b"]].to_numpy().tolist() == ([[1, 2]] if is_joined else [])
