"""Small files that would swell: refused in one line before a library unfolds them."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile

import geopandas as gpd
import numpy as np
import pytest
from openpyxl import Workbook
from shapely.geometry import LineString

from corridors.errors import BadTable
from corridors.exchange import read_table_bytes
from corridors.exchange.gem_file import read_gem
from corridors.graph.conditioning.extract import read_extract
from corridors.incoming.markup import load_json
from corridors.incoming.packed import members_of
from corridors.routing.own import own_planner

SHEET = "xl/worksheets/sheet1.xml"


def book(change=lambda xml: xml, more=(), styles=lambda xml: xml):
    made, out = Workbook(), io.BytesIO()
    made.active.append(["from", "to", "published_km"])
    made.active.append(["Almaty", "Aktau", 3000])
    made.save(out)
    again = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            changed = {SHEET: change, "xl/styles.xml": styles}.get(name, bytes)
            new.writestr(name, changed(data))
        for name, data in more:
            new.writestr(name, data)
    return again.getvalue()


def ending(rows):
    return lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (ending(b'<row r="999999999999"/>'), "reaches to row 999999999999"),
        (ending(b'<row r="1e12"/>'), "reaches to row 1e12"),
        (ending(b'<row r="3"><c r="XFD3"><v>1</v></c></row>'), "reaches to cell XFD3"),
        (ending(b'<row r="90000"><c r="ALL90000"/></row>'), "spans 90,000,000 cells"),
        (ending(b"<row>" + b"<c/>" * 2000 + b"</row>"), "reaches to cell 1001"),
        (ending((b"<row>" + b"<c/>" * 900 + b"</row>") * 1500), "more than 1,000,000 cells|unpack to"),
        (lambda xml: b'<!DOCTYPE x [<!ENTITY a "a">]>' + xml.partition(b"?>")[2], "document type"),
        (ending(b"<row>" * 100), "beyond 64 levels"),
    ],
)
def test_a_workbook_that_swells_is_refused(tmp_path, change, words):
    data = book(change)
    with pytest.raises(BadTable, match=words):
        read_table_bytes(data, "x.xlsx")
    (tmp_path / "x.xlsx").write_bytes(data)
    if "1,000,000" not in words:  # a tracker may have more
        with pytest.raises(BadTable, match=words):
            read_gem(tmp_path / "x.xlsx")


def test_a_stated_size_of_a_sheet_is_not_believed():
    data = book(lambda xml: xml.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"'))
    (row,) = read_table_bytes(data, "x.xlsx").rows
    assert (row["from"], row["published_km"]) == ("Almaty", 3000)


def test_a_style_that_is_not_there_is_not_talked_about(capsys):
    data = book(styles=lambda xml: xml.replace(b'name="Normal" xfId="0"', b'name="Normal" xfId="9"'))
    with pytest.raises(BadTable, match="as a workbook"):
        read_table_bytes(data, "x.xlsx")
    assert capsys.readouterr() == ("", "")


def test_a_packed_part_that_swells_is_refused():
    with pytest.raises(BadTable, match="unpack to 60 MB"):
        read_table_bytes(book(more=[("xl/x.xml", b" " * 60_000_000)]), "x.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(2001):
            packed.writestr(str(number), b"")
    with pytest.raises(BadTable, match="packs 2,001 files"):
        members_of(out.getvalue(), "x.zip")


def test_one_part_may_not_be_read_for_many_sheets():
    rels = b'<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/><Relationship Id="b" Type="x/worksheet" Target="./s.xml"/></Relationships>'
    with pytest.raises(BadTable, match="one part for two sheets"):
        read_table_bytes(book(more=[("xl/_rels/x.rels", rels)]), "x.xlsx")
    sheets = b'<x><sheet r:id="a"/><sheet r:id="a"/></x>'.replace(b"<x>", b'<x xmlns:r="r">')
    with pytest.raises(BadTable, match="lists a sheet twice"):
        read_table_bytes(book(more=[("xl/x.xml", sheets)]), "x.xlsx")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("A,B,1\n" * 10_001, "more than 10,000 rows"),
        ("A,B,1" + "," * 1001, "a row of 1,004 cells"),
        (f"A,{'x' * 140_000},1", "is not CSV: field larger"),
    ],
)
def test_a_csv_that_swells_is_refused(lines, words):
    with pytest.raises(BadTable, match=words):
        read_table_bytes(f"from,to,published_km\n{lines}".encode(), "x.csv")


def test_a_number_of_many_blanks_is_refused_in_no_time():
    table = read_table_bytes(f'from,to,published_km\nA,B,"1{" " * 100_000}1"\n'.encode(), "x.csv")
    assert "give a number above zero" in table.failed[0].reason


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.geojson", '{"features":1}', "no list of features"),
        ("x.geojson", '{"features":[{"properties":1}]}', "no column ProjectID"),
        ("x.geojson", '{"features":' + "[" * 100_000, "lists within lists"),
        ("x.geojson", "[" + "{}," * 2_000_001 + "{}]", "more than 2,000,000 objects"),
        ("x.csv", "ProjectID,a\n" + "\n" * 1_000_001, "more than 1,000,000 lines"),
        ("x.csv", "ProjectID,a\n" + "," * 5_000_001, "more than 5,000,000 cells"),
        ("x.csv", "ProjectID" + ",a" * 1001, "more than 1,000 columns"),
        ("x.gpkg", "SQLite format 3\0", "cannot be read"),
    ],
)
def test_a_tracker_that_swells_is_refused(tmp_path, name, text, words):
    (tmp_path / name).write_text(text)
    with pytest.raises(BadTable, match=words):
        read_gem(tmp_path / name)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.osm", f"{LAUGHS}<osm>&b;</osm>", "document type"),
        ("x.graphml", f"{LAUGHS}<graphml>&b;</graphml>", "document type"),
        ("x.graphml", "<graphml/>", "cannot be read"),
        ("x.osm", "<osm>" + "<a>" * 100, "more than 64 levels"),
        ("x.graphml", "<graphml>" + "<a>" * 100, "beyond 64 levels"),
        ("x.osm", f"<!--{'x' * 2_000_000}--><osm/>", "no element in its first"),
        ("x.osm", '<?xml version="1.0" encoding="nonsense"?><osm/>', "cannot be read"),
        ("x.json", '{"elements":' + "[" * 100_000, "lists within lists"),
        ("x.json", '{"elements":[1]}', "no JSON of Overpass"),
        (
            "x.geojson",
            json.dumps({"type": "x", "features": [{"properties": {str(i): 1}} for i in range(1001)]}),
            "1,001 columns",
        ),
        (
            "x.osm",
            "<osm>"
            + "".join(f'<node id="{i}" lat="50" lon="10"/>' for i in range(200))
            + f'<way id="1">{"".join(f"""<nd ref="{i}"/>""" for i in range(200))}<tag k="railway" v="rail"/></way></osm>',
            "lie in heaps at equal places",
        ),
        ("x.geojson", '{"type":"FeatureCollection","features":1}', "no list of features"),
        ("x.geojson", "<OGRVRTDataSource/>", "cannot be read"),
        ("x.gpkg", "<OGRVRTDataSource/>", "for it is none"),
        ("x.shp", "<OGRVRTDataSource/>", "for it is none"),
        ("x.osm.gz", "\x1f\x1f", "cannot be read"),
    ],
)
def test_an_extract_that_swells_is_refused(tmp_path, name, text, words):
    (tmp_path / name).write_text(text)
    with pytest.raises(BadTable, match=words):
        read_extract(tmp_path / name)


def test_an_extract_of_a_zip_is_a_shapefile_or_nothing(tmp_path):
    for name, words in (("x.vrt", "holds no shapefile"), ("x.shp", "for it is none")):
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
            packed.writestr(name, "<OGRVRTDataSource/>")
        with pytest.raises(BadTable, match=words):
            read_extract(tmp_path / "x.zip")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT * FROM n",
            "worked out",
        ),
        ("CREATE TABLE v (i, big AS (zeroblob(1000000000)))", "worked out"),
    ],
)
def test_layers_that_sql_works_out_are_not_read(tmp_path, sql, words):
    path = tmp_path / "x.gpkg"
    lines = gpd.GeoDataFrame({"railway": ["rail"]}, geometry=[LineString([(10, 50), (11, 50)])], crs=4326)
    lines.to_file(path, layer="t")
    assert len(read_extract(path).network) == 1
    with sqlite3.connect(path) as base:
        base.execute(sql)
        base.execute("UPDATE gpkg_contents SET table_name = 'v'")
    base.close()
    with pytest.raises(BadTable, match=words):
        read_extract(path)


def test_a_network_that_swells_is_refused(tmp_path):
    header, out = io.BytesIO(), tmp_path / "x.npz"
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<i4", "fortran_order": False, "shape": (10**11, 2)}
    )
    for parts, words in (
        ({"uv.npy": b"\0" * 210_000_000}, "unpack to"),
        ({"uv.npy": header.getvalue()}, "cannot be read"),
    ):
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in parts.items():
                packed.writestr(name, data)
        with pytest.raises(BadTable, match=words):
            own_planner(out)


def test_json_is_counted_before_it_is_read():
    assert load_json(json.dumps({"a": [1, 2]}), "x.json") == {"a": [1, 2]}
    with pytest.raises(BadTable, match="more than 5,000,000 lists"):
        load_json(b"[" * 5_000_001, "x.json")
