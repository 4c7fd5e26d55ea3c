"""The shipped data: complete, credited, unaltered, in range, and equal to what its builder makes."""

import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import shapely
from conftest import ROOT

from corridors.data import layers
from corridors.data.ledger import ALLOWED_LICENCES, Ledger

MEGABYTES_ALLOWED = 40
LEDGER = Ledger.load()
TABLES = sorted(p.stem for p in (LEDGER.root / "tables").glob("*.csv"))
REBUILD_LIMIT_S = 300


def table(name):
    return pd.read_csv(LEDGER.path(name), dtype=str, keep_default_na=False)


def test_every_file_is_as_the_ledger_says():
    assert LEDGER.verify() == ()


@pytest.mark.parametrize("name", LEDGER.names())
def test_every_entry_is_complete(name):
    resource = LEDGER.resource(name)
    assert set(resource.licence.split(" AND ")) <= set(ALLOWED_LICENCES)
    assert resource.title
    assert resource.description
    assert resource.changes
    assert resource.sources
    for source in resource.sources:
        if "registry" in source:
            assert source["package"]
            assert source["version"]
            assert re.fullmatch("sha256:[0-9a-f]{64}", source["archiveHash"])


def test_what_comes_from_openstreetmap_is_odbl_and_nothing_else_is():
    for resource in LEDGER.resources.values():
        assert resource.file.startswith("osm/") == ("ODbL-1.0" in resource.licence), resource.file
    if any(r.file.startswith("osm/") for r in LEDGER.resources.values()):
        assert "Open Database License" in (LEDGER.root / "osm" / "LICENSE-ODbL.txt").read_text(
            encoding="utf-8"
        )


def test_geonames_is_credited():
    for name in ("cities", "kazakhstan_regions", "pipeline_lines", "pipeline_points"):
        assert "GeoNames" in LEDGER.resource(name).attribution


def test_the_folder_is_small_enough():
    assert sum(r.bytes for r in LEDGER.resources.values()) < MEGABYTES_ALLOWED * 1e6


def test_the_ledger_names_neither_hosts_nor_folders_of_this_machine():
    text = (LEDGER.root / "datapackage.json").read_text(encoding="utf-8")
    text = re.sub(r'"page": "https://[\w./-]+"', "", text)  # the data's own pages are meant
    assert not re.search(
        r"/(home|root|tmp|work|usr/local)/|https?://(?!datapackage\.org)|\blocalhost\b", text
    )


# ------------------------------------------------------------------------------------------ hand-written tables
@pytest.mark.parametrize("name", TABLES)
def test_tables_are_clean(name):
    rows = table(name)
    assert len(rows)
    assert len(set(rows.columns)) == len(rows.columns)
    if "id" in rows:
        assert rows["id"].is_unique
        assert rows["id"].ne("").all()
    text = rows.to_numpy().astype(str)
    assert not (np.char.strip(text) != text).any(), "a field begins or ends with a space"


@pytest.mark.parametrize("name", TABLES)
def test_table_rows_name_their_source(name):
    rows = table(name)
    if name == "pipeline_points":  # these rows hold positions only
        assert (
            rows["position_source"]
            .str.contains(r"^GeoNames \d+|^UN/LOCODE [A-Z0-9]{5}|^editor's estimate")
            .all()
        )
        assert rows["accuracy_km"].astype(float).gt(0).all()
        return
    assert rows["source_title"].ne("").all()
    assert set(rows["confidence"]) <= {"high", "medium", "low", "unverified"}


@pytest.mark.parametrize("name", TABLES)
def test_table_positions_are_on_the_globe_and_in_eurasia(name):
    rows = table(name)
    if {"lon", "lat"} <= set(rows.columns):
        placed = rows[rows["lon"] != ""]
        assert len(placed) >= 0.95 * len(rows)
        south = -36 if name == "straits" else -10  # the way round the Cape
        assert placed["lon"].astype(float).between(-12, 180).all()
        assert placed["lat"].astype(float).between(south, 75).all()


def test_gauge_points_refer_to_crossings():
    referred = table("gauge_points")["crossing_id"]
    assert set(referred[referred != ""]) <= set(table("crossings")["id"])


def test_countries_in_tables_are_iso_codes():
    known = set(layers.load("countries")["iso_a2"])
    assert set(table("crossings")["country_a"]) | set(table("crossings")["country_b"]) <= known
    assert set(table("gauge_points")["country"]) <= known
    assert set(layers.load("cities")["country"]) - {"XK"} <= known


# -------------------------------------------------------------------------------------------------- built layers
@pytest.mark.parametrize("name", [n for n in layers.names() if layers.spec(n).kind is layers.Kind.POLYGON])
def test_areas_are_valid(name):
    assert layers.load(name).geometry.is_valid.all()


@pytest.mark.parametrize("name", ["countries", "countries_50m", "countries_110m"])
def test_countries_have_names_in_all_languages(name):
    frame = layers.load(name)
    for column in ("name_en", "name_zh", "name_ru", "name_fr", "name_kk"):
        assert frame[column].ne("").all()
    coded = frame["iso_a2"][frame["iso_a2"] != ""]
    assert coded.is_unique
    assert coded.str.fullmatch("[A-Z]{2}").all()
    china = frame[frame["iso_a2"] == "CN"].iloc[0]
    assert (china["name_en"], china["name_zh"], china["name_ru"]) == ("China", "中国", "Китай")


@pytest.mark.parametrize("name", ["countries", "countries_50m", "countries_110m"])
@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (34.1, 45.1, "UA"),
        (121.0, 23.8, "TW"),
        (63.4, 46.0, "KZ"),
        (44.8, 41.7, "GE"),
        (80.4, 44.2, None),
        (21.0, 42.6, "RS"),
    ],
)
def test_the_point_of_view_is_the_stated_one(name, lon, lat, code):
    frame = layers.load(name)
    found = frame[frame.contains(shapely.Point(lon, lat))]["iso_a2"].to_list()
    assert found == [code] if code else set(found) <= {"KZ", "CN"}


def test_disputed_lines_have_their_own_class():
    lines = layers.load("boundaries")
    assert set(lines["class"]) == {"international", "disputed", "claim"}
    perekop = shapely.box(33.5, 45.7, 35.2, 46.3)
    assert set(lines[lines.intersects(perekop)]["class"]) == {"disputed"}


def test_countries_do_not_overlap():
    shapes = layers.load("countries").geometry.to_numpy()
    total = shapely.area(shapes).sum()
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(total, rel=1e-4)


@pytest.mark.parametrize(
    ("name", "country", "units"), [("kazakhstan_regions", "KZ", 20), ("china_provinces", "CN", 33)]
)
def test_regions_tile_their_country(name, country, units):
    regions, countries = layers.load(name), layers.load("countries")
    assert len(regions) == units
    codes = {"CN": ["CN", "HK", "MO"]}.get(country, [country])
    whole = shapely.union_all(countries.geometry[countries["iso_a2"].isin(codes)].to_numpy())
    shapes = regions.geometry.to_numpy()
    joined = shapely.union_all(shapes)
    assert shapely.area(shapely.intersection(whole, joined)) > 0.99 * shapely.area(whole)
    assert shapely.area(shapely.difference(joined, whole)) < 0.01 * shapely.area(whole)
    assert shapely.area(joined) == pytest.approx(shapely.area(shapes).sum(), rel=1e-3)


def test_regions_of_kazakhstan_are_those_of_2022_and_say_where_they_are_approximate():
    regions = layers.load("kazakhstan_regions").set_index("iso_3166_2")
    assert {"KZ-10", "KZ-33", "KZ-62", "KZ-79"} <= set(regions.index)
    for column in ("name_en", "name_zh", "name_ru", "name_kk"):
        assert regions[column].ne("").all()
        assert regions[column].is_unique
    assert regions.loc["KZ-33", "boundary_accuracy"] == "approximate"
    assert regions.loc["KZ-47", "boundary_accuracy"] == "generalised"
    assert (
        shapely.get_num_geometries(regions.loc[["KZ-10", "KZ-33", "KZ-35", "KZ-62"]].geometry.to_numpy())
        <= 3
    ).all()


@pytest.mark.parametrize(
    ("city", "code"),
    [
        ("Taldykorgan", "KZ-33"),
        ("Semey", "KZ-10"),
        ("Zhezkazgan", "KZ-62"),
        ("Karaganda", "KZ-35"),
        ("Shymkent", "KZ-79"),
    ],
)
def test_cities_lie_in_their_regions(city, code):
    cities, regions = layers.load("cities"), layers.load("kazakhstan_regions")
    place = cities[(cities["name"] == city) & (cities["country"] == "KZ")].geometry.iloc[0]
    assert regions[regions.contains(place)]["iso_3166_2"].to_list() == [code]


def test_cities_have_names_in_the_scripts_of_the_corridors():
    cities = layers.load("cities").drop_duplicates("name").set_index("name")
    assert cities.loc["Chongqing", "name_zh"] == "重庆"
    assert cities.loc["Almaty", "name_ru"] == "Алматы"
    assert cities.loc["Aktobe", "name_kk"] == "Ақтөбе"
    assert cities.loc["Moscow", "name_local"] == "Москва"
    assert not cities.index.str.contains("[<>{}]").any()


def test_sea_lanes_are_whole_and_clear_of_the_antimeridian():
    lanes = layers.load("sea_lanes")
    assert lanes.geometry.apply(lambda g: g.bounds[2] - g.bounds[0]).max() < 90
    assert {"suez", "malacca", "bosporus", "babalmandab"} <= set(lanes["passage"])
    caspian = lanes[lanes.within(shapely.box(46, 36, 55, 47))]
    assert caspian["main"].any()


def test_the_relief_lies_on_its_bounds():
    from PIL import Image

    resource = LEDGER.resource("relief")
    west, south, east, north = resource.bounds
    with Image.open(resource.path) as image:
        width, height = image.size
        pixel = np.asarray(image.convert("RGB"), dtype=int)
    top, bottom = (np.arcsinh(np.tan(np.radians(lat))) for lat in (north, south))
    assert height / width == pytest.approx((top - bottom) / np.radians(east - west), rel=1e-3)

    def colour(lon, lat):
        x = (lon - west) / (east - west) * width
        y = (top - np.arcsinh(np.tan(np.radians(lat)))) / (top - bottom) * height
        return pixel[int(y), int(x)]

    for lon, lat in ((51.5, 41.5), (5.0, 40.0), (34.0, 43.2), (18.5, 57.0)):
        assert colour(lon, lat)[2] > 215, f"no water at {lon}, {lat}"
    for lon, lat in ((68.0, 48.0), (10.0, 50.0), (104.0, 31.0), (33.5, 45.2)):
        assert colour(lon, lat)[2] < 195, f"no land at {lon}, {lat}"


# -------------------------------------------------------------------------------------------------------- builders
def test_a_rebuilt_layer_is_equal_bit_for_bit(tmp_path):
    """Fetch searoute through pip (the child process may use the registries) and build its layer again."""
    script = ROOT / "scripts" / "build_geodata.py"
    done = subprocess.run(
        [sys.executable, str(script), "--only", "sea", "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=REBUILD_LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-800:]
    rebuilt = Ledger.load(tmp_path).resource("sea_lanes")
    assert rebuilt.fault() is None
    assert rebuilt.sha256 == LEDGER.resource("sea_lanes").sha256


def test_the_build_refuses_an_unknown_builder(tmp_path):
    script = ROOT / "scripts" / "build_geodata.py"
    done = subprocess.run(
        [sys.executable, str(script), "--only", "see", "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no builder is called see" in done.stderr
