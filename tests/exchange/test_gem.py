"""Courses from a user's own Global Energy Monitor download.

The files are written here, in the columns in which GEM publishes; the courses in them are made up
beside our own lines. None of GEM's data is shipped or used.
"""

import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, MultiLineString, Point, from_geojson
from shipped import assert_one_line, call

from corridors.data import layers
from corridors.errors import BadTable
from corridors.exchange.gem import ATTRIBUTION, LICENCE, OURS, THEIRS, import_gem

COLUMNS = (
    "ProjectID",
    "PipelineName",
    "SegmentName",
    "Status",
    "Route",
    "RouteType",
    "RouteAccuracy",
    "RouteNotes",
)
LINE_A, SARYARKA, CAC = "P2299", "P3300", "P2291"
ABROAD = "P9999"


def course(key, shift=0.02):
    """Return a course beside one of our lines."""
    line = layers.load("pipelines").set_index("id").geometry[key]
    return LineString([(x + shift, y + shift) for x, y in line.coords])


def row(project, name="A pipeline", accuracy="high", route=""):
    values = (project, name, "", "Operating", route, "Mapped route (at any accuracy)", accuracy, "")
    return dict(zip(COLUMNS, values, strict=True))


def as_route(line):
    """Return a course as GEM's column Route has it: latitude first."""
    return ":".join(f"{y:.6f},{x:.6f}" for x, y in line.coords)


def write_geojson(path, rows):
    features = [
        {"type": "Feature", "properties": r, "geometry": g.__geo_interface__ if g is not None else None}
        for r, g in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def download(tmp_path):
    """Return a file as GEM's GIS download has it: good rows and every kind of bad one."""
    whole = course("SARYARKA")
    half = len(whole.coords) // 2
    rows = [
        (row(LINE_A, "Central Asia-China Gas Pipeline"), course("CAGP-A")),
        (row(SARYARKA), LineString(whole.coords[: half + 1])),
        (row(SARYARKA, accuracy="medium"), LineString(whole.coords[half:])),
        (row(ABROAD), LineString([(0, 0), (1, 1)])),
        (row(ABROAD), None),
        (row(CAC), None),
        (row(""), course("CAC")),
        (row("P2289"), LineString([(y, x) for x, y in course("BUKH-URAL").coords])),
        (row("P0739"), Point(70, 42)),
        (row("P3273"), MultiLineString([[(55, 45), (555, 45)]])),
    ]
    return write_geojson(tmp_path / "GEM-GGIT-Gas-Pipelines.geojson", rows)


def test_courses_are_replaced_by_project_and_the_rest_is_kept(download):
    before = layers.load("pipelines")
    found = import_gem(download)
    assert found.replaced == ("CAGP-A", "SARYARKA")
    frame, ours = found.pipelines.set_index("id"), before.set_index("id")
    assert set(frame.index) == set(ours.index)
    assert frame.crs == "EPSG:4326"
    assert frame.geometry["CAGP-A"].equals_exact(course("CAGP-A"), 1e-9)
    assert frame.geometry["SARYARKA"].geom_type == "LineString"  # its two segments were put together
    assert frame.loc["SARYARKA", "gem_route_accuracy"] == "high, medium"
    assert frame.loc["SARYARKA", "length_km"] == pytest.approx(ours.loc["SARYARKA", "length_km"], rel=0.01)
    assert frame.loc["CAGP-A", ["geometry_source", "length_note"]].tolist() == [THEIRS, ""]
    assert set(frame.loc[list(found.kept), "geometry_source"]) == {OURS}
    kept = list(found.kept)
    assert frame.geometry[kept].geom_equals(ours.geometry[kept]).all()
    pd.testing.assert_frame_equal(before, layers.load("pipelines"))  # nobody's frame was changed


def test_rows_that_cannot_be_used_are_listed_with_the_reason(download):
    failed = {f.line: (f.key, f.reason) for f in import_gem(download).failed}
    assert set(failed) == {6, 7, 8, 9, 10}  # of projects abroad nothing is said
    for line, key, word in (
        (6, CAC, "no course"),
        (7, "A pipeline", "ProjectID is empty"),
        (8, "P2289", "longitude comes first"),
        (9, "P0739", "is a Point"),
        (10, "P3273", "leaves the globe"),
    ):
        assert failed[line][0] == key
        assert word in failed[line][1]


def test_licence_and_attribution_are_said(download):
    found = import_gem(download)
    answer = json.loads(json.dumps(found.to_dict()))
    assert (
        (answer["licence"], answer["attribution"])
        == (LICENCE, ATTRIBUTION)
        == (found.licence, found.attribution)
    )
    assert "Global Energy Monitor" in ATTRIBUTION
    assert "CC BY 4.0" in ATTRIBUTION
    assert answer["replaced"][0]["gem_project_id"] == LINE_A


@pytest.mark.parametrize("form", ["csv", "xlsx", "gpkg", "wkt.csv", "P2299.geojson"])
def test_every_published_form_is_read(tmp_path, form):
    line = course("CAGP-A")
    path = tmp_path / (form if form.startswith("P") else f"pipelines.{form}")
    if (
        form == "P2299.geojson"
    ):  # a file of GEM's collection of routes: a bare geometry, named after its project
        path.write_text(
            json.dumps({"type": "Feature", "properties": {}, "geometry": line.__geo_interface__})
        )
    elif form == "gpkg":
        gpd.GeoDataFrame([row(LINE_A)], geometry=[line], crs="EPSG:4326").to_file(path)
    elif form == "wkt.csv":
        pd.DataFrame([row(LINE_A) | {"WKTFormat": line.wkt}]).to_csv(
            path, index=False, encoding="utf-8-sig"
        )
    elif form == "csv":
        pd.DataFrame([row(LINE_A, route=as_route(line))]).to_csv(path, index=False)
    else:
        with pd.ExcelWriter(path) as book:
            pd.DataFrame({"About": ["Global Gas Infrastructure Tracker"]}).to_excel(
                book, sheet_name="About"
            )
            frame = pd.DataFrame([row(LINE_A, route=as_route(line))])
            frame.to_excel(book, sheet_name="Gas Pipelines", index=False)
    found = import_gem(path)
    assert found.replaced == ("CAGP-A",)
    assert found.pipelines.set_index("id").geometry["CAGP-A"].equals_exact(line, 1e-5)


def test_a_users_own_ids_come_first_and_bad_ones_are_listed(tmp_path):
    file = write_geojson(tmp_path / "oil.geojson", [(row("P4711"), course("CPC"))])
    assert import_gem(file).replaced == ()
    mapping = tmp_path / "ids.csv"
    mapping.write_text("id,gem_project_id\nCPC,p4711\nNOWHERE,P0001\nBTC,12\nSCP,\n", encoding="utf-8")
    found = import_gem(file, mapping=mapping)
    assert found.replaced == ("CPC",)
    assert {f.key: f.line for f in found.failed} == {"NOWHERE": 3, "BTC": 4, "SCP": 5}


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("pipes.geojson", "{", "cannot be read"),
        (
            "pipes.geojson",
            '{"type": "FeatureCollection", "features": [{"properties": {"a": 1}}]}',
            "ProjectID",
        ),
        ("pipes.csv", "a,b\n1,2\n", "ProjectID"),
        ("pipes.csv", "", "cannot be read"),
        ("pipes.xlsx", "no workbook", "cannot be read"),
        ("pipes.gpkg", "no geopackage", "cannot be read"),
        ("pipes.zip", "", "unpack"),
    ],
)
def test_a_file_that_is_not_gems_says_so(tmp_path, name, text, word):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable, match=word) as caught:
        import_gem(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_missing_says_so(tmp_path):
    with pytest.raises(BadTable, match=r"none\.csv cannot be opened"):
        import_gem(tmp_path / "none.csv")


def test_the_command_writes_all_pipelines(download, tmp_path):
    out_file = tmp_path / "all.gpkg"
    code, out, err = call("pipelines-import", download, "-o", out_file, "--json")
    assert code == 0
    answer = json.loads(out)
    assert [r["id"] for r in answer["replaced"]] == ["CAGP-A", "SARYARKA"]
    assert "CC BY 4.0" in answer["attribution"]
    assert "P2289" in err
    assert "CC BY 4.0" in err
    assert len(gpd.read_file(out_file)) == len(layers.load("pipelines"))
    code, out, err = call("pipelines-import", download)
    assert code == 0
    assert "Global Energy Monitor" in out


def test_the_command_fails_when_nothing_fits(tmp_path):
    file = write_geojson(tmp_path / "none.geojson", [(row(ABROAD), from_geojson('{"type":"LineString","coordinates":[[0,0],[1,1]]}'))])  # fmt: skip
    code, out, err = call("pipelines-import", file)
    assert (code, out) == (1, "")
    assert_one_line(err, "--ids")
