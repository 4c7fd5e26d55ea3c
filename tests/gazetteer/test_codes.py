"""UN/LOCODE: positions, towns of codes without one, codes that are names."""

from __future__ import annotations

import csv
import gzip

import geopandas as gpd
import pytest
from shapely import contains_xy, prepare

from corridors.data.ledger import geodata_dir
from corridors.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.mark.parametrize(("code", "name"), [("CNCKG", "Chongqing"), ("CN CKG", "Chongqing"), ("CNCTU", "Chengdu"), ("CNXMN", "Xiamen"),
                                            ("DEKZN", "Künzing"), ("LTKUN", "Kaunas")])  # fmt: skip
def test_a_code_without_a_position_in_its_country_means_the_town_of_that_name(gazetteer, code, name):
    place = gazetteer.resolve(code)
    assert (place.name, place.country) == (name, code[:2])


def test_no_code_beats_a_name(gazetteer):
    assert [gazetteer.resolve(n).name for n in ("TRIER", "PARMA", "BREST", "TURKU")] == [
        "Trier",
        "Parma",
        "Brest",
        "Turku",
    ]


def test_codes_lie_in_their_countries():
    countries = (
        gpd.read_parquet(geodata_dir() / "layers" / "countries_10m.parquet").dissolve("iso_a2").geometry
    )
    with gzip.open(
        geodata_dir() / "layers" / "unlocode.csv.gz", "rt", encoding="utf-8", newline=""
    ) as file:
        rows = [(r["country"], float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file)]
    rows = [
        (c, lon, lat) for c, lon, lat in rows if -11 <= lon <= 149 and 1 <= lat <= 74
    ]  # what is shipped
    outside = []
    for country in {r[0] for r in rows} & set(countries.index):
        area = countries[country].buffer(0.4)
        prepare(area)
        outside += [
            (c, lon, lat) for c, lon, lat in rows if c == country and not contains_xy(area, lon, lat)
        ]
    assert outside == []
