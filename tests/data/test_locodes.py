"""Which town a UN/LOCODE means when its position is missing, or lies elsewhere than its name."""

from __future__ import annotations

import math

import pytest

from scripts.builders.locodes import match

TOWNS = [
    ("Chengdu", 104.07, 30.67, 13_000_000, "32"),
    ("Jiangtown", 120.0, 30.0, 900_000, "02"),
    ("Jiangtown", 110.0, 25.0, 50_000, "16"),
]
PLACES = [
    {"geonameid": i, "name": name, "alternatenames": [], "countrycode": "CN", "longitude": lon, "latitude": lat}
    | {"population": people, "admin1code": region}
    for i, (name, lon, lat, people, region) in enumerate(TOWNS)
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "subdivision", "lon", "lat", "town"),
    [
        ("Chengdu", "", 104.0, 30.7, 0),
        ("Chengdu", "", math.nan, math.nan, 0),
        ("Chengdu Shuangliu International Apt", "SC", math.nan, math.nan, 0),
        ("Chengdu", "", 80.0, 45.0, 0),
        ("Chengdu", "GX", 110.0, 25.0, None),
        ("Jiangtown", "GX", math.nan, math.nan, 2),
        ("Jiangtown", "", 110.1, 25.1, 2),
        ("Jiangtown", "", 100.0, 40.0, None),
        ("Nowhere", "", math.nan, math.nan, None),
    ],
)
def test_a_code_means_the_town_of_its_name(name, subdivision, lon, lat, town):
    code = {
        "country": "CN",
        "locode": "CNXXX",
        "name": name,
        "subdivision": subdivision,
        "lon": lon,
        "lat": lat,
    }
    found = match(PLACES, [code], {"CN-SC": "32", "CN-GX": "16"}, {})
    assert found == ({} if town is None else {town: ["CNXXX"]})
