"""Licence and credit in every file, read back with other libraries than those that wrote."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest
from openpyxl import load_workbook
from shapely.geometry import LinearRing, LineString, Polygon, shape
from shipped import call

import corridors as co
from corridors.exchange import FORMATS, to_bytes, write
from corridors.graph.conditioning.extract import read_extract
from corridors.pipelines import pipeline_route
from corridors.routing.own import own_planner, save_extract
from corridors.routing.planner import Question, default_planner

OSM = ("OpenStreetMap", "ODbL-1.0", "GeoNames", "Natural Earth", "CC-BY-4.0", "LicenseRef-PublicDomain")
NOTED = Question("Almaty", "Astana", avoid=("Honolulu",))


def told(path):
    """Return all that a file says beside its rows, read without our writers."""
    if path.suffix == ".geojson":
        data = json.loads(path.read_text(encoding="utf-8"))
        return json.dumps({k: v for k, v in data.items() if k != "features"}, ensure_ascii=False)
    if path.suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as base:
            return " ".join(row[0] for row in base.execute("select metadata from gpkg_metadata"))
    if path.suffix == ".kml":
        found = ET.parse(path).getroot().find(".//{*}Document/{*}description")
        return str(found.text)
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        names = [n for n in ("credits", "notes") if n in book.sheetnames]
        return " ".join(str(c) for n in names for row in book[n].iter_rows(values_only=True) for c in row)
    return pd.read_csv(path).to_csv()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_route_says_whose_data_it_is_and_its_notes(kind, tmp_path):
    answer = default_planner().answer(NOTED)
    assert answer.notes
    text = told(write(answer, tmp_path / f"route.{kind}"))
    assert [word for word in OSM if word not in text] == []
    assert "Honolulu" in text


@pytest.mark.parametrize("kind", FORMATS)
def test_a_way_by_pipeline_too(kind, tmp_path):
    text = told(write(pipeline_route("Atyrau", "Alashankou"), tmp_path / f"way.{kind}"))
    assert [word for word in ("corridors project", "GeoNames", "CC-BY-4.0") if word not in text] == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ("ferry_lines", ("OpenStreetMap", "ODbL-1.0")),
        ("boundaries", ("Natural Earth", "LicenseRef-PublicDomain")),
        ("pipelines", ("corridors project", "CC-BY-4.0")),
    ],
)
def test_a_layer_keeps_its_credit_through_selections(kind, layer, words, tmp_path):
    frame = co.layer(layer)
    some = frame[frame.index < 20].to_crs(3857).reset_index(drop=True)
    text = told(write(some, tmp_path / f"layer.{kind}"))
    assert [word for word in words if word not in text] == []


def test_the_own_network_is_openstreetmaps(tmp_path):
    net = co.network()
    part = net.select(net.edges.index < 50)
    assert "ODbL-1.0" in told(write(part.edges_gdf(), tmp_path / "net.geojson"))


def test_the_frame_of_a_route_carries_the_credit_too(tmp_path):
    legs = co.route("Almaty", "Astana").to_gdf()
    for what in (legs, legs[legs["mode"] == "rail"]):
        assert "ODbL-1.0" in told(write(what, tmp_path / "legs.gpkg"))


def test_a_route_on_ones_own_extract_says_so(root, tmp_path):
    found = read_extract(root / "tests" / "fixtures" / "feldkirch_buchs.osm")
    save_extract(found, tmp_path / "net.npz")
    answer = own_planner(tmp_path / "net.npz").route("9.6,47.24", "9.5,47.18")
    data = json.loads(write(answer, tmp_path / "route.geojson").read_text(encoding="utf-8"))
    (row,) = [row for row in data["credits"] if row["licence"] == "ODbL-1.0"]
    assert "an extract of your own" in row["source"]
    assert row["data_date"] == found.network.data_date


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("licence", ["", "CC0 1.0"])
def test_the_date_licence_and_name_of_ones_own_file_go_along(root, tmp_path, kind, licence):
    text = (root / "tests" / "fixtures" / "feldkirch_buchs.osm").read_text(encoding="utf-8")
    file = tmp_path / "mine.osm"
    file.write_text(
        re.sub("<osm[^>]*>", f'<osm version="0.6" license="{licence}">', text), encoding="utf-8"
    )
    found = read_extract(file)
    save_extract(found, tmp_path / "net.npz")
    planner = own_planner(tmp_path / "net.npz")
    answer = planner.route("9.6,47.24", "9.5,47.18")
    spdx = "CC0-1.0" if licence else "ODbL-1.0"
    assert answer.to_dict()["routes"][0]["trust"]["network"]["licence"] == spdx
    assert "OpenStreetMap, an extract of your own (mine.osm)" in {s.title for s in answer.sources}
    said = told(write(answer, tmp_path / f"x.{kind}"))
    assert spdx in said
    assert kind == "kml" or "mine.osm" in said
    for frame in (answer.to_gdf(), planner.network.edges_gdf()):
        assert [row["licence"] for row in frame.attrs["credits"]] == [spdx]
        assert frame.attrs["credits"][0]["data_date"] == found.network.data_date


def test_a_network_saved_without_a_word_is_openstreetmaps(root, tmp_path):
    found = read_extract(root / "tests" / "fixtures" / "feldkirch_buchs.osm")
    save_extract(replace(found, source=None), tmp_path / "net.npz")
    assert own_planner(tmp_path / "net.npz").network.source.licence == "ODbL-1.0"
    assert default_planner().network.source is None


def test_the_table_of_a_layer_opens_as_before():
    table = pd.read_csv(io.BytesIO(to_bytes(co.layer("ferry_lines"), "csv")))
    assert set(table.data_licence) == {"ODbL-1.0"}
    assert table.opened_year.dropna().mod(1).eq(0).all()
    assert b"2011.0" not in to_bytes(co.layer("ferry_lines"), "csv")


def test_rings_years_and_lines_in_geojson():
    clockwise = Polygon([(0, 0), (0, 3), (3, 3), (3, 0)], holes=[[(1, 1), (2, 1), (2, 2), (1, 2)]])
    frame = gpd.GeoDataFrame(
        {
            "opened_year": [2012.0, None],
            "share": [2012.0, 1.0],
            "closed_year": pd.Series([2013.0, None], dtype=object),
        },
        geometry=[clockwise, LineString([(1, 1), (1.0000001, 1)])],
        crs=4326,
    )
    first, second = json.loads(to_bytes(frame, "geojson"))["features"]
    ring = shape(first["geometry"])
    assert LinearRing(ring.exterior).is_ccw
    assert not LinearRing(ring.interiors[0]).is_ccw
    assert first["properties"] == {"opened_year": 2012, "share": 2012.0, "closed_year": 2013}
    assert isinstance(first["properties"]["opened_year"], int)
    assert isinstance(first["properties"]["closed_year"], int)
    assert (second["geometry"], second["properties"]["opened_year"]) == (None, None)


@pytest.mark.parametrize("layer", ["countries", "provinces", "boundaries", "pipelines"])
def test_shipped_layers_keep_to_the_rule(layer):
    if layer not in {row["name"] for row in co_layers()}:
        pytest.skip("no such layer")
    text = to_bytes(co.layer(layer), "geojson").decode()
    for feature in json.loads(text)["features"]:
        if feature["geometry"] is None:
            continue
        geometry = shape(feature["geometry"])
        for part in getattr(geometry, "geoms", [geometry]):
            if part.geom_type == "Polygon":
                assert LinearRing(part.exterior).is_ccw
            elif part.geom_type == "LineString":
                assert part.length > 0
        assert not any(
            k.endswith("year") and isinstance(v, float) for k, v in feature["properties"].items()
        )


def co_layers():
    from corridors.data import layers

    return layers.describe()


def test_services_in_json_say_it_too():
    code, out, _ = call("services", "--json")
    answer = json.loads(out)
    assert code == 0
    assert {row["licence"] for row in answer["credits"]} == {"CC-BY-4.0", "ODbL-1.0"}
    assert "OpenStreetMap" in answer["attribution"]
    assert "ODbL-1.0" in answer["licence"]
