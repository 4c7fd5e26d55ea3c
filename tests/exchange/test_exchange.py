"""Files in and out: deterministic, complete, harmless; bad files get one clear line."""

from __future__ import annotations

import contextlib
import csv
import html
import io
import json
import time
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from shapely import LineString, MultiPolygon, Point, box

import corridors as co
from corridors.errors import BadInput, BadTable
from corridors.exchange import FORMATS, read_table, read_table_bytes, to_bytes, write
from corridors.exchange.writing import SUMMED
from corridors.model import Itinerary, Leg, Mode, Passage, Place, Route, Source, Trust
from corridors.pipelines import pipeline_route

NASTY = "{{7*7}}<script>alert(1)</script>&\"'"
RUNNABLE = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", " =cmd|'/c calc'!A0", "＝1", "﹦1"]
# zero width space, byte order mark, soft hyphen, marks of direction, no-break spaces, fillers, joiners, selectors, tags
UNSEEN = "\u200b\ufeff\xad\u200e\u200f\u202a\u202e\u2066\u2069\u061c\xa0\u202f\u3000\u3164\u2800\u2060\u200d\ufe0f\U000e0020\x85\u2028"


@pytest.fixture
def itinerary():
    source = Source("osm", "© OpenStreetMap contributors (ODbL)")
    legs = (
        Leg(
            Mode.RAIL, "=HYPERLINK(1)", "Khorgos", "CN", 1435, 3000.5, 60.0, ((106.5, 29.5), (80.35, 44.16))
        ),
        Leg(Mode.FERRY, "Aktau", NASTY, "KZ", None, 470.0, 30.0, ((51.2, 43.6), (49.4, 39.9))),
    )
    passage = Passage(
        "rail-x", "Khorgos", "border", "CN", "KZ", True, 12.0, (6.0, 48.0), "src", 80.35, 44.16
    )
    route = Route(
        "r1", "Middle", 3470.5, 102.0, (90.0, 140.0), {"CN": 3000.5, "KZ": 470.0}, {"rail": 3000.5, "ferry": 470.0},
        legs, (passage,), Trust(1.5, 10.0, (0.1, 0.2), "2024-02-26"), (source,),
    )  # fmt: skip
    ends = Place("Chongqing", "CN", 106.55, 29.56, names={"zh": "重庆"}), Place("Baku", "AZ", 49.89, 40.38)
    return Itinerary(*ends, (route,))


def test_every_format_is_equal_bit_for_bit(itinerary):
    first = {f: to_bytes(itinerary, f) for f in FORMATS}
    time.sleep(2.1)  # a zip archive counts time in steps of two seconds
    assert {f: to_bytes(itinerary, f) for f in FORMATS} == first


def test_geojson_holds_legs_crossings_and_credits(itinerary):
    data = json.loads(to_bytes(itinerary, "geojson"))
    layers = [f["properties"]["layer"] for f in data["features"]]
    assert [layers.count(n) for n in ("legs", "crossings", "ends")] == [2, 1, 2]
    assert data["features"][0]["properties"]["gauge_mm"] == 1435
    assert data["features"][1]["properties"]["gauge_mm"] is None
    assert data["sources"][0]["title"].startswith("©")


def test_geopackage_keeps_every_attribute(itinerary, tmp_path):
    path = write(itinerary, tmp_path / "route.gpkg")
    assert {name for name, _ in pyogrio.list_layers(path)} == {
        "legs",
        "crossings",
        "ends",
        "routes",
        "sources",
        "credits",
    }
    legs = gpd.read_file(path, layer="legs")
    assert legs["to"].tolist() == ["Khorgos", NASTY]
    assert legs["distance_km"].sum() == pytest.approx(3470.5)
    assert legs.crs.to_epsg() == 4326


def test_kml_keeps_every_attribute(itinerary):
    root = ET.fromstring(to_bytes(itinerary, "kml"))
    space = {"k": "http://www.opengis.net/kml/2.2"}
    assert NASTY in [e.text for e in root.iterfind(".//k:Data[@name='to']/k:value", space)]
    assert len(root.findall(".//k:LineString", space)) == 2
    assert len(root.findall(".//k:Point", space)) == 3


def way_of(itinerary, kind):
    return itinerary if kind == "freight" else pipeline_route("Atyrau", "Alashankou")


@pytest.mark.parametrize("kind", ["freight", "pipelines"])
def test_csv_and_workbook_tell_the_same(itinerary, kind):
    answer = way_of(replace(itinerary, notes=()), kind)
    table = pd.read_csv(io.BytesIO(to_bytes(answer, "csv")))
    book = load_workbook(io.BytesIO(to_bytes(answer, "xlsx")))
    points = "crossings" if kind == "freight" else "junctions"
    assert book.sheetnames[:5] == ["legs", points, "ends", "routes", "sources"]
    assert list(table.part.unique()) == book.sheetnames
    for name in book.sheetnames:
        head, *rows = book[name].iter_rows(values_only=True)
        of_part = table[table.part == name]
        assert len(of_part) == len(rows), name
        for column, *cells in zip(head, *rows, strict=True):
            given = f"total_{column}" if name == "routes" and column in SUMMED else column
            told = of_part[given].astype(object).where(of_part[given].notna(), None).tolist()
            for one, other in zip(told, cells, strict=True):
                same = (
                    one == pytest.approx(other) if isinstance(other, float) else plain(one) == plain(other)
                )
                assert same, (name, column, one, other)


def plain(value):
    """Return a cell as text: no mark before a formula, a whole number without its point, an empty one as none."""
    return str(value).removeprefix("'").removesuffix(".0").casefold() if value not in {None, ""} else None


def test_sums_over_a_column_of_the_csv_count_once(itinerary):
    table = pd.read_csv(io.BytesIO(to_bytes(itinerary, "csv")))
    route = itinerary.routes[0]
    assert table.distance_km.sum() == table.total_distance_km.sum() == pytest.approx(route.distance_km)
    hours = table.time_h.sum() + table.dwell_h.sum()
    assert hours == pytest.approx(sum(leg.time_h for leg in route.legs) + 12.0)
    totals = table[table.part == "routes"].iloc[0]
    assert (totals.total_time_h, totals.time_range_h) == (102.0, "90; 140")


def test_no_formula_of_an_answer_runs(itinerary):
    rows = list(csv.DictReader(io.StringIO(to_bytes(itinerary, "csv").decode("utf-8-sig"))))
    assert rows[0]["part"] == "legs"
    assert rows[0]["from"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("file_format", FORMATS)
def test_files_of_pipelines_keep_their_sources(file_format, tmp_path):
    found = pipeline_route("Atyrau", "Alashankou")
    path = write(found, tmp_path / f"way.{file_format}")
    titles = {source.title for source in found.sources}
    if file_format == "gpkg":
        assert {"legs", "junctions", "ends", "routes", "sources"} <= {
            n for n, _ in pyogrio.list_layers(path)
        }
        assert titles == set(gpd.read_file(path, layer="sources").title)
    elif file_format == "xlsx":
        cells = list(load_workbook(path)["sources"].iter_rows(values_only=True))
        assert titles <= {cell for row in cells for cell in row}
    else:
        text = path.read_text(encoding="utf-8-sig")
        assert [
            t
            for t in titles
            if html.escape(t, quote=False) not in html.unescape(text).replace("&", "&amp;")
        ] == []
    known = {source.id for source in found.sources}
    assert {x for ids in found.to_gdf().sources for x in ids.split(";")} <= known


def test_an_answer_without_routes_has_files_too(itinerary):
    empty = replace(itinerary, routes=())
    assert len(empty.to_gdf()) == 0
    assert b"Chongqing" in to_bytes(empty, "csv")


@pytest.mark.parametrize("text", [*RUNNABLE, *(f"{sign}=1+1" for sign in UNSEEN), f"{UNSEEN}@SUM(A1)"])
def test_no_spreadsheet_runs_a_cell(text):
    frame = pd.DataFrame({text: [text], "n": [-5.0]})
    rows = list(csv.reader(io.StringIO(to_bytes(frame, "csv").decode("utf-8-sig"))))
    assert rows[0][0] == rows[1][0] == f"'{text}"
    assert rows[1][1] == "-5.0"
    cell = load_workbook(io.BytesIO(to_bytes(frame, "xlsx")))["data"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize("text", ["a=1", "\u200bKhorgos", "", "\xa0", "Алашанькоу – Достык", "重庆"])
def test_what_no_spreadsheet_runs_stays_as_it_is(text):
    rows = list(csv.reader(io.StringIO(to_bytes(pd.DataFrame({"a": [text]}), "csv").decode("utf-8-sig"))))
    assert rows[1:] in ([[text]], [[]])


@pytest.mark.parametrize("file_format", ["geojson", "gpkg", "kml"])
def test_a_layer_in_any_geometry_and_crs(file_format, tmp_path):
    shapes = [
        Point(80, 44),
        LineString([(80, 44), (81, 45)]),
        MultiPolygon([box(0, 0, 1, 1), box(3, 3, 4, 4)]),
    ]
    frame = gpd.GeoDataFrame(
        {"name": [NASTY, None, "\x00\x0b\uffffx"], "fid": [1, 2, 3]}, geometry=shapes, crs=4326
    )
    path = write(frame.to_crs(3857), tmp_path / f"layer.{file_format}")
    back = gpd.read_file(path)
    assert len(back) == 3
    assert back.total_bounds == pytest.approx(frame.total_bounds, abs=1e-5)


def test_input_is_left_alone():
    frame = gpd.GeoDataFrame({"a": ["=1"], "b": [{"x": 1}]}, geometry=[Point(0, 0)], crs=4326)
    before = frame.copy(deep=True)
    for file_format in FORMATS:
        to_bytes(frame, file_format)
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before))


def test_wrong_format_or_folder_is_one_line(itinerary, tmp_path):
    with pytest.raises(BadInput, match="geojson, gpkg, csv, kml, xlsx"):
        write(itinerary, tmp_path / "x.doc")
    with pytest.raises(BadInput, match="cannot be written"):
        write(itinerary, tmp_path / "nowhere" / "x.csv")
    with pytest.raises(BadInput, match="no geometry"):
        to_bytes(pd.DataFrame({"a": [1]}), "kml")


GOOD = 'from,to,published_km,via\nChongqing,Duisburg,11179,Khorgos\n重庆,Варшава,"9 500.5",\n'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("from,", "From ,"),
    ],
)
def test_good_tables(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    table = read_table(path)
    assert not table.failed
    assert table.rows[0] == {
        "line": 2,
        "from": "Chongqing",
        "to": "Duisburg",
        "published_km": 11179.0,
        "via": "Khorgos",
    }
    assert table.rows[1]["published_km"] == 9500.5
    assert table.rows[1]["via"] == ""


def test_bad_rows_are_listed_and_good_ones_go_through():
    text = "from,to,published_km\nA,B,100\nA,B,much\nA,,5\nA,B,-3\nA,B,nan\nA,B,1,2\nA,B,1e999\nA,B,\n\nC,D,7\n"
    table = read_table_bytes(text.encode(), "t.csv")
    assert [r["line"] for r in table.rows] == [2, 11]
    assert [f.line for f in table.failed] == [3, 4, 5, 6, 7, 8, 9]
    assert table.failed[0].to_dict() == {
        "key": "A–B",
        "reason": "line 3: published_km is 'much'; give a number above zero, such as 11179.5 or 11179,5",
    }


@pytest.mark.parametrize(
    ("data", "name", "match"),
    [
        (b"", "t.csv", "is empty"),
        (b"\xef\xbb\xbf \n", "t.csv", "is empty"),
        (b"a,b\n1,2\n", "t.csv", "lacks the columns from, to, published_km"),
        (b"from,to,published_km\n", "t.csv", "no rows"),
        (b"from,to,published_km,from\nA,B,1,C\n", "t.csv", "more than one column from"),
        (b"from,to,published_km\n\x81\xfe\x03\xa6\x8f\xb6,B,1\n", "t.csv", "not UTF-8 .line 2.*iconv"),
        (bytes(range(256)) * 4, "t.csv", "binary|UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "t.csv", "binary"),
        (b"PK\x03\x04 rubbish", "t.xlsx", "workbook"),
        (b"from,to,published_km\nA,B,1\n", "t.xlsx", "is none"),
        (b'from,to,published_km\n"A,B,1' + b"x" * 200_000, "t.csv", "not CSV"),
    ],
)
def test_a_bad_file_is_one_clear_line(data, name, match):
    with pytest.raises(BadTable, match=match) as caught:
        read_table_bytes(data, name)
    assert "\n" not in str(caught.value)


def test_a_missing_file_or_folder_is_one_line(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path, "a\0b.csv"):
        with pytest.raises(BadTable, match=r"cannot be opened|is a folder"):
            read_table(path)


def test_a_workbook_is_read(tmp_path):
    book = Workbook()
    for row in (["from", "to", "published_km"], ["重庆", "Duisburg", 11179], ["A", "B", "x"]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx")
    assert table.rows == (
        {"line": 2, "from": "重庆", "to": "Duisburg", "published_km": 11179.0, "via": ""},
    )
    assert [f.line for f in table.failed] == [3]


def test_a_broken_workbook_is_one_line():
    book = Workbook()
    book.active.append(["from", "to", "published_km"])
    out = io.BytesIO()
    book.save(out)
    for member in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
        broken = io.BytesIO()
        with zipfile.ZipFile(out) as old, zipfile.ZipFile(broken, "w") as new:
            for name in old.namelist():
                new.writestr(name, b"<broken" if name == member else old.read(name))
        with pytest.raises(BadTable):
            read_table_bytes(broken.getvalue(), "t.xlsx")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(
            lambda s: ("from,to,published_km\n" + s).encode("utf-8", "surrogatepass")
        ),
    )
)
def test_no_bytes_raise_anything_but_bad_table(data):
    with contextlib.suppress(BadTable):
        table = read_table_bytes(data, "t.csv")
        assert table.rows or table.failed


def values_of(path):
    """Return all values of a file that are text."""
    if path.suffix == ".geojson":
        todo, found = [json.loads(path.read_text(encoding="utf-8"))], []
        while todo:
            each = todo.pop()
            parts = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
            todo += parts
            found += [each] if isinstance(each, str) else []
        return found
    if path.suffix == ".gpkg":
        names = pyogrio.list_layers(path)[:, 0]
        return [v for n in names for v in gpd.read_file(path, layer=n).astype(object).to_numpy().ravel()]
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        return [v for sheet in book for row in sheet.iter_rows(values_only=True) for v in row]
    return list(pd.read_csv(path, dtype=str, keep_default_na=False).to_numpy().ravel())


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "xlsx", "csv"])
@pytest.mark.parametrize("way", ["rail", "pipeline"])
def test_lists_are_lists_in_json_and_words_elsewhere(kind, way, tmp_path):
    answer = co.route("Almaty", "Astana") if way == "rail" else co.pipeline_route("Atyrau", "Alashankou")
    path = write(answer, tmp_path / f"x.{kind}")
    texts = [v for v in values_of(path) if isinstance(v, str)]
    assert [t for t in texts if t.strip()[:1] in {"[", "{"}] == []
    if kind == "geojson":
        (total,) = json.loads(path.read_text(encoding="utf-8"))["routes"][:1]
        assert isinstance(total["countries"], dict)
        assert [t for t in texts if t.startswith("KZ ")] == []
    else:
        assert any(t.startswith("KZ ") for t in texts)
