"""What a file of pipelines says of itself, and which of its courses come in place of ours."""

from __future__ import annotations

import itertools
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely import LineString, MultiLineString
from shapely.geometry import mapping
from shipped import call

from corridors import geodesy
from corridors.data import layers
from corridors.errors import BadInput, BadTable
from corridors.exchange.gem import import_gem
from corridors.exchange.gem_judging import Course, judged, status_of

OURS = layers.load("pipelines").set_index("id").geometry["SARYARKA"]
PROJECT = "P3300"


def beside(shift=0.01, part=slice(None)):
    return LineString([(x + shift, y + shift) for x, y in list(OURS.coords)[part]])


def feature(shape, **properties):
    return {
        "type": "Feature",
        "properties": {"ProjectID": PROJECT} | properties,
        "geometry": mapping(shape),
    }


def geojson(tmp_path, *features, **head):
    path = tmp_path / "x.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", **head, "features": features}), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("head", "properties", "licence"),
    [
        ({"copyright": "The data is made available under ODbL."}, {}, "ODbL-1.0"),
        ({"generator": "overpass-turbo"}, {}, "ODbL-1.0"),
        ({"metadata": {"licence": "Open Database License"}}, {}, "ODbL-1.0"),
        ({}, {"@id": "way/123"}, "ODbL-1.0"),
        ({"license": "CC BY 4.0"}, {"source": "© OpenStreetMap contributors"}, "ODbL-1.0"),
        ({"license": "CC BY-NC 4.0"}, {}, "CC-BY-NC"),
        (
            {"copyright": "© 2024 A Company, all rights reserved"},
            {},
            "© 2024 A Company, all rights reserved",
        ),
        ({"license": "CC BY 4.0"}, {}, "CC-BY-4.0"),
        ({}, {}, "CC-BY-4.0"),
    ],
)
def test_the_licence_is_that_of_the_file(tmp_path, head, properties, licence):
    found = import_gem(geojson(tmp_path, feature(beside(), **properties), **head))
    assert found.licence == licence
    row = found.pipelines.set_index("id").loc["SARYARKA"]
    assert row.geometry_licence == licence
    assert ("OpenStreetMap" in found.attribution) == (licence == "ODbL-1.0")
    assert found.courses.sources["SARYARKA"].publisher == row.geometry_source


def test_the_licence_of_a_geopackage_table_and_workbook(tmp_path):
    frame = gpd.GeoDataFrame({"ProjectID": [PROJECT]}, geometry=[beside()], crs=4326)
    pyogrio.write_dataframe(frame, tmp_path / "x.gpkg", layer_metadata={"licence": "Open Database License"})
    table = f"© OpenStreetMap contributors, ODbL\nProject ID;WKT\n{PROJECT};{beside().wkt}\n"
    (tmp_path / "x.csv").write_bytes(table.encode("cp1252"))
    with pd.ExcelWriter(tmp_path / "x.xlsx") as book:
        pd.DataFrame({"About": ["Licence: ODbL 1.0"]}).to_excel(book, sheet_name="About", index=False)
        rows = pd.DataFrame({"ProjectID": [PROJECT], "WKTFormat": [beside().wkt]})
        rows.to_excel(book, sheet_name="Pipelines", index=False, startrow=2)
    for name in ("x.gpkg", "x.csv", "x.xlsx"):
        found = import_gem(tmp_path / name)
        assert (found.replaced, found.licence) == (("SARYARKA",), "ODbL-1.0"), name


@pytest.mark.parametrize(
    "system", ["urn:ogc:def:crs:EPSG::3857", "EPSG:32642", "urn:ogc:def:crs:OGC:1.3:CRS84"]
)
def test_the_coordinate_system_of_a_geojson_is_honoured(tmp_path, system):
    code = {"3": 3857, "E": 32642}.get(system[-4 if "3857" in system else 0], 4326)
    shape = gpd.GeoSeries([beside()], crs=4326).to_crs(code).iloc[0]
    crs = {"type": "name", "properties": {"name": system}}
    found = import_gem(geojson(tmp_path, feature(shape), crs=crs))
    assert found.pipelines.set_index("id").geometry["SARYARKA"].equals_exact(beside(), 1e-6)
    with pytest.raises(BadTable, match="ogr2ogr -t_srs EPSG:4326"):
        import_gem(geojson(tmp_path, feature(shape), crs={"properties": {"name": "our own"}}))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_semicolons_titles_and_code_pages(tmp_path, encoding):
    text = f"Газопроводы\n\nProjectID;PipelineName;WKTFormat\n{PROJECT};Сарыарка;{beside().wkt}\n"
    (tmp_path / "x.csv").write_bytes(text.encode(encoding))
    assert import_gem(tmp_path / "x.csv").replaced == ("SARYARKA",)


def test_a_row_of_another_project_binds_no_one(tmp_path):
    other = feature(beside(), source="OpenStreetMap") | {
        "properties": {"ProjectID": "P9999", "source": "OpenStreetMap"}
    }
    assert import_gem(geojson(tmp_path, feature(beside()), other)).licence == "CC-BY-4.0"


def test_strings_beside_each_other_count_once(tmp_path):
    strings = [feature(beside(s), SegmentName=str(s)) for s in (0.0, 0.005, 0.02)]
    found = import_gem(geojson(tmp_path, *strings))
    assert found.pipelines.set_index("id").length_km["SARYARKA"] == pytest.approx(1051, rel=0.01)
    assert [("runs beside" in f.reason) for f in found.failed] == [True, True]


@pytest.mark.parametrize(
    "cuts",
    [[(0, None), (0, 18), (17, None)], [(0, 18), (17, None), (0, 10), (9, None)], [(0, None), (0, 12)]],
)
def test_strings_in_pieces_count_once(tmp_path, cuts):
    """The first pieces are of one string, those that begin anew of another beside it."""
    starts = [i for i, cut in enumerate(cuts) if cut[0] == 0]
    strings = [beside(0.0 if i < starts[1] else 0.005, slice(*cut)) for i, cut in enumerate(cuts)]
    found = import_gem(geojson(tmp_path, *map(feature, strings)))
    assert found.pipelines.set_index("id").length_km["SARYARKA"] == pytest.approx(1051, rel=0.02)
    assert len(found.failed) == len(cuts) - (starts[1] or 1)


def test_strings_within_one_row_count_once(tmp_path):
    both = MultiLineString([beside(0.0), beside(0.005)])
    found = import_gem(geojson(tmp_path, feature(both)))
    assert found.pipelines.set_index("id").length_km["SARYARKA"] == pytest.approx(1051, rel=0.02)


def test_many_short_segments_are_one_line(tmp_path):
    dense = np.asarray(shapely.segmentize(beside(), 0.03).coords)
    steps = [feature(LineString(pair)) for pair in itertools.pairwise(dense)]
    found = import_gem(geojson(tmp_path, *steps))
    assert found.failed == ()
    assert found.pipelines.set_index("id").length_km["SARYARKA"] == pytest.approx(1051, rel=0.01)


def test_segments_of_one_project_are_judged_together(tmp_path):
    """Each is far too short alone."""
    parts = [feature(beside(part=p)) for p in (slice(0, 12), slice(11, 25), slice(24, None))]
    found = import_gem(geojson(tmp_path, *parts))
    assert (found.replaced, found.failed) == (("SARYARKA",), ())
    with pytest.raises(BadInput, match="% less than the 1063 km published"):
        import_gem(geojson(tmp_path, *parts[:1])).need_one("x")


@pytest.mark.parametrize(
    ("shape", "properties", "word", "forced"),
    [
        (beside(), {"Status": "Cancelled"}, "cancelled", False),
        (beside(), {"Status": "Cancelled - inferred 4 y"}, "cancelled", False),
        (beside(), {"RouteType": "Unavailable route"}, "no route", False),
        *(
            (beside(), {"Status": status}, "operating, construction", False)
            for status in (
                "Proposed",
                "Shelved",
                "Retired",
                "Mothballed",
                "Idle",
                "shelved - inferred 2 y",
                "??",
            )
        ),
        (beside(), {"RouteAccuracy": "no route"}, "no route", False),
        (beside(part=slice(0, None, 34)), {}, "straight between", True),
        (beside(part=slice(0, 20)), {}, "% less than", True),
    ],
)
def test_what_is_worse_is_refused_and_listed(tmp_path, shape, properties, word, forced):
    path = geojson(tmp_path, feature(shape, **properties))
    found = import_gem(path)
    assert found.replaced == ()
    assert [word in f.reason for f in found.failed] == [True]
    assert ("--force" in found.failed[0].reason) == forced
    by_force = import_gem(path, force=True)
    assert bool(by_force.replaced) == bool(by_force.warnings) == forced


def test_the_command_says_all_this(tmp_path):
    path = geojson(tmp_path, feature(beside(part=slice(0, 20))), copyright="ODbL")
    code, _, err = call("pipelines-import", path)
    assert code == 1
    assert "ODbL-1.0" in err
    code, out, err = call("pipelines-import", path, "--force", "--json")
    assert code == 0
    assert json.loads(out)["licence"] == "ODbL-1.0"
    assert "% less than" in err


def test_the_same_status_as_ours_is_as_good_as_an_operating_one():
    def verdict(theirs, ours):
        row = {
            "id": "X",
            "status": ours,
            "geometry": OURS,
            "length_km": 1051.0,
            "published_length_km": 1063.0,
        }
        return bool(judged([Course(1, PROJECT, "", theirs, OURS)], row).taken)

    allowed = [
        *(("operating", ours) for ours in ("operating", "planned", "idle")),
        *(("under construction", "under_construction"), ("construction", "operating"), ("", "operating")),
        *(
            ("proposed", "planned"),
            ("shelved", "shelved"),
            ("mothballed", "idle"),
            ("retired", "out_of_use"),
        ),
    ]
    never = [
        ("retired", "operating"),
        ("proposed", "under_construction"),
        ("shelved", "planned"),
        ("cancelled", "shelved"),
    ]
    assert [pair for pair in allowed if not verdict(status_of(pair[0]), pair[1])] == []
    assert [pair for pair in never if verdict(status_of(pair[0]), pair[1])] == []


@pytest.mark.parametrize(
    ("share", "published", "our_km", "taken", "warned"),
    [
        (1.0, 1.0, 1.0, True, False),
        (0.98, 1.0, 1.0, True, False),
        (0.95, 1.0, 0.99, False, False),
        (0.765, 1.0, 0.99, False, False),
        (1.05, 1.0, 1.0, False, False),
        (0.95, 1.0, 0.93, True, True),
        (1.06, 1.0, 0.93, True, True),
        (0.93, 0.0, 1.0, True, True),
        (0.85, 0.0, 1.0, False, False),
        (1.2, 0.0, 1.0, True, True),
        (1.3, 0.0, 1.0, False, False),
    ],
)
def test_a_course_no_better_than_ours_is_not_taken(share, published, our_km, taken, warned):
    """Lengths in parts of the line's own; 0 is one that nobody published."""
    km = geodesy.length_km(np.asarray(OURS.coords)) / share
    row = {"id": "X", "status": "operating", "geometry": OURS, "length_km": km * our_km}
    row["published_length_km"] = km * published
    course = Course(1, PROJECT, "", "operating", OURS)
    verdict = judged([course], row)
    assert (bool(verdict.taken), bool(verdict.warnings)) == (taken, warned)
    assert all("% less" in w or "% more" in w for w in verdict.warnings)
    assert judged([course], row, force=True).taken


def test_web_mercator_without_a_word_is_recognised_and_read_when_asked(tmp_path):
    shape = gpd.GeoSeries([beside()], crs=4326).to_crs(3857).iloc[0]
    path = geojson(tmp_path, feature(shape))
    found = import_gem(path)
    assert found.replaced == ()
    assert "Web Mercator" in found.failed[0].reason
    assert "--crs EPSG:3857" in found.failed[0].reason
    code, out, _ = call("pipelines-import", path, "--crs", "EPSG:3857", "--json")
    assert (code, [r["id"] for r in json.loads(out)["replaced"]]) == (0, ["SARYARKA"])
    table = tmp_path / "x.csv"
    table.write_text(f'ProjectID,WKT\n{PROJECT},"{shape.wkt}"\n', encoding="utf-8")
    assert import_gem(table, crs="EPSG:3857").replaced == ("SARYARKA",)
    metres = gpd.GeoSeries([beside()], crs=4326).to_crs(32642).translate(5e7).iloc[0]
    assert "name their system with --crs" in import_gem(geojson(tmp_path, feature(metres))).failed[0].reason
    with pytest.raises(BadInput, match="no coordinate system"):
        import_gem(path, crs="EPSG:99999999")


@pytest.mark.parametrize("project", ["SARYARKA", "WEGP1"])
def test_latitude_first_is_recognised_and_told(tmp_path, project):
    ours = layers.load("pipelines").set_index("id").geometry[project]
    swapped = shapely.transform(ours, lambda xy: xy[:, ::-1])
    ids = tmp_path / "ids.csv"
    ids.write_text(f"id,gem_project_id\n{project},P9999\n", encoding="utf-8")
    shape = feature(swapped)
    shape["properties"]["ProjectID"] = "P9999"
    refused = import_gem(geojson(tmp_path, shape), mapping=ids)
    assert refused.replaced == ()
    assert "latitude before longitude" in refused.failed[0].reason
    found = import_gem(geojson(tmp_path, shape), mapping=ids, force=True)
    assert found.replaced == (project,)
    assert "latitude before longitude" in found.warnings[0]
    assert found.pipelines.set_index("id").geometry[project].equals_exact(ours, 1e-6)


def test_the_licence_comes_from_its_field(tmp_path):
    """Not from a word in a title: a project may be called so."""
    for licence in ("ODbL 1.0", "CC BY-NC 4.0", ""):
        found = import_gem(geojson(tmp_path, feature(beside(), RouteAccuracy="ODbL?"), license=licence))
        (source,) = found.courses.sources.values()
        assert source.licence == found.licence
