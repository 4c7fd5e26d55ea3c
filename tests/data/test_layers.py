"""Layers: the registry, loading, the year filter, and what damaged files lead to."""

import shutil

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from corridors.data import layers
from corridors.data.ledger import Ledger
from corridors.errors import DamagedData, UnknownName


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load()


def copied(ledger, tmp_path, name):
    """Return a ledger of its own over a copy of one layer's file."""
    resource = ledger.resource(layers.spec(name).resource)
    target = tmp_path / resource.file
    target.parent.mkdir(parents=True)
    shutil.copy(resource.path, target)
    shutil.copy(ledger.root / "datapackage.json", tmp_path)
    return target, Ledger.load(tmp_path)


@pytest.mark.parametrize("name", layers.names())
def test_every_layer_loads_checked_in_wgs84(name, ledger):
    frame = layers.load(name, ledger=ledger)
    assert len(frame) > 0
    assert frame.crs == "EPSG:4326"
    assert set(layers.spec(name).columns) <= set(frame.columns)


def test_a_frame_is_the_callers_own(ledger):
    first = layers.load("kazakhstan_regions", ledger=ledger)
    first["name_en"] = "changed"
    assert "changed" not in set(layers.load("kazakhstan_regions", ledger=ledger)["name_en"])


def test_describe_has_the_fields_of_the_command(ledger):
    described = layers.describe(ledger)
    assert [d["name"] for d in described] == list(layers.names(ledger))
    for d in described:
        assert set(d) == {"name", "title", "features", "licence", "attribution", "data_date"}
        assert d["features"] > 0
        assert d["licence"]
        assert d["attribution"]


def test_a_layer_can_be_shown_as_it_stood_in_a_year(ledger):
    now = layers.load("crossings", ledger=ledger)
    then = layers.load("crossings", year=2000, ledger=ledger)
    late = now[now["opened_year"] > 2000]
    assert len(late)
    assert not set(late["id"]) & set(then["id"])
    unknown, unbuilt = now["opened_year"].isna(), now["status"] == "under_construction"
    assert set(now["id"][unknown & ~unbuilt]) <= set(then["id"])
    assert not set(now["id"][unknown & unbuilt]) & set(then["id"])
    later = layers.load("crossings", year=2100, ledger=ledger)
    assert len(later) == len(now) - (unknown & unbuilt).sum()


def test_a_layer_without_years_is_the_same_in_any_year(ledger):
    assert len(layers.load("lakes_50m", year=1900, ledger=ledger)) == len(
        layers.load("lakes_50m", ledger=ledger)
    )


def test_an_unknown_layer_lists_the_known_ones():
    with pytest.raises(UnknownName, match="countries"):
        layers.load("contries")


def test_a_damaged_file_is_one_clear_line(ledger, tmp_path):
    target, own = copied(ledger, tmp_path, "kazakhstan_regions")
    target.write_bytes(b"x" * target.stat().st_size)
    with pytest.raises(
        DamagedData, match=r"kazakhstan_regions\.parquet is not the one in the ledger"
    ) as caught:
        layers.load("kazakhstan_regions", ledger=own)
    assert "\n" not in str(caught.value)


def test_a_cut_file_is_refused(ledger, tmp_path):
    target, own = copied(ledger, tmp_path, "crossings")
    target.write_bytes(target.read_bytes()[:-100])
    with pytest.raises(DamagedData, match="is damaged"):
        layers.load("crossings", ledger=own)


def test_a_table_that_breaks_its_schema_is_refused(ledger, tmp_path):
    target, own = copied(ledger, tmp_path, "gauge_points")
    text = target.read_bytes()
    key = pd.read_csv(target)["id"].iloc[:2].to_list()
    same = text.replace(key[1].encode(), (key[0] * 2)[: len(key[1])].encode(), 1)
    broken = same.replace(key[0].encode(), (key[0] * 2)[: len(key[1])].encode(), 1)
    target.write_bytes(broken[: len(text)].ljust(len(text), b"\n"))
    with pytest.raises(DamagedData, match="gauge_points"):
        layers.load("gauge_points", ledger=own)


@pytest.mark.parametrize(
    ("columns", "points", "fault"),
    [
        ({"geonameid": [1, 1]}, [Point(0, 0), Point(1, 1)], "geonameid"),
        ({"name": ["a", None]}, [Point(0, 0), Point(1, 1)], "name"),
        ({}, [Point(0, 0), Point(181, 1)], "globe"),
        ({}, [Point(0, 0), Point()], "empty"),
    ],
)
def test_the_schema_names_what_is_wrong(columns, points, fault):
    good = {
        "geonameid": [1, 2],
        "name": ["a", "b"],
        "country": ["KZ", "KZ"],
        "population": [1, 2],
        "capital": [True, False],
    }
    frame = gpd.GeoDataFrame(good | columns, geometry=points, crs="EPSG:4326")
    with pytest.raises(Exception, match=fault):
        layers.frame_schema(layers.spec("cities")).validate(frame, lazy=True)


def test_every_map_can_say_its_point_of_view():
    assert "ISO 3166-1" in layers.POINT_OF_VIEW
    assert "disputed" in layers.POINT_OF_VIEW
