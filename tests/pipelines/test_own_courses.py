"""A user's own courses of pipelines come in the place of ours: in the way, in the command and on the map."""

import json

import numpy as np
import pytest
from shapely.geometry import LineString, MultiLineString
from shipped import call

from corridors import api, geodesy, webmap
from corridors.data import layers
from corridors.errors import BadInput
from corridors.exchange.gem import import_gem
from corridors.pipelines import pipeline_route


def bent(key, parts=1, turned=False, by_deg=0.11):
    """Return a course with a bend, of some 12 km or else, between each two points of ours."""
    ours = np.asarray(layers.load("pipelines").set_index("id").geometry[key].coords)
    middle = (ours[1:] + ours[:-1]) / 2 + (0.0, by_deg)
    course = np.empty((len(ours) + len(middle), 2))
    course[::2], course[1::2] = ours, middle
    pieces = [p[::-1] if turned else p for p in np.array_split(course, parts)]
    return LineString(pieces[0]) if parts == 1 else MultiLineString(pieces[::-1])


def file_of(path, shapes):
    features = [
        {
            "type": "Feature",
            "properties": {"ProjectID": project, "Status": "operating", "RouteAccuracy": "high"},
            "geometry": shape.__geo_interface__,
        }
        for project, shape in shapes.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture(params=[(1, False), (1, True), (3, True)], ids=["whole", "turned", "in parts"])
def download(request, tmp_path):
    parts, turned = request.param
    return file_of(tmp_path / "gem.geojson", {"P1476": bent("MAK-SC", parts, turned)})


def test_the_way_runs_along_the_users_course(download):
    line = layers.load("pipelines").set_index("id").loc["MAK-SC"]
    ends = [f"{x:.4f},{y:.4f}" for x, y in (line.geometry.coords[0], line.geometry.coords[-1])]
    ours = pipeline_route(*ends, commodity="gas")
    own = pipeline_route(*ends, commodity="gas", courses=import_gem(download).courses)
    assert [leg.id for leg in own.legs] == [leg.id for leg in ours.legs] == ["MAK-SC"]
    assert own.length_km > 1.1 * ours.length_km
    assert own.length_km == pytest.approx(geodesy.length_km(own.legs[0].coords), rel=0.01)
    assert sum(own.countries.values()) == pytest.approx(own.length_km)
    assert own.legs[0].coords[0] == pytest.approx(ours.legs[0].coords[0], abs=0.01)
    assert "course_of_file" in {note.code for note in own.notes}
    assert "straight_steps" not in {note.code for note in own.notes}
    assert own.sources[-1].publisher == "Global Energy Monitor"
    assert pipeline_route(*ends, commodity="gas").length_km == ours.length_km  # nothing stays behind


def test_a_part_of_the_way_is_cut_out_of_the_course(tmp_path):
    file = file_of(tmp_path / "gem.geojson", {"P0644": bent("BTC", by_deg=0.05)})
    ours = pipeline_route("Baku", "Erzurum", commodity="oil")
    own = api.pipeline_route("Baku", "Erzurum", commodity="oil", pipelines=file)
    assert own.length_km > ours.length_km
    assert own.legs[0].coords[-1] == pytest.approx(ours.legs[0].coords[-1], abs=0.05)
    assert set(own.countries) == set(ours.countries)


def test_the_command_and_the_map_take_the_file(tmp_path):
    file = file_of(tmp_path / "gem.geojson", {"P0644": bent("BTC", by_deg=0.05)})
    code, out, _ = call("pipeline", "Baku", "Ceyhan", "--pipelines", file, "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["length_km"] == pytest.approx(
        api.pipeline_route("Baku", "Ceyhan", pipelines=file).length_km, abs=0.1
    )
    own = import_gem(file)
    assert api.pipeline_route("Baku", "Ceyhan", pipelines=own).to_dict() == answer
    layer = webmap.OwnLayer("pipelines", own.pipelines, own.attribution)
    plain, with_own = webmap.load_content(), webmap.load_content(own=layer)
    lines = [{x["id"]: x for x in json.loads(content.systems)["lines"]} for content in (plain, with_own)]
    assert lines[0]["BTC"]["parts"] != lines[1]["BTC"]["parts"]
    assert lines[0]["CPC"] == lines[1]["CPC"]
    assert ["Course from", "your own file"] in lines[1]["BTC"]["facts"]
    assert own.attribution in with_own.credit
    assert own.attribution not in plain.credit
    assert webmap.load_content() is plain


def test_the_saved_map_holds_the_users_course(tmp_path):
    file = file_of(tmp_path / "gem.geojson", {"P0644": bent("BTC", by_deg=0.05)})
    code, _, err = call("map", "--pipelines", file, "--route", "Astana;Almaty", "-o", tmp_path / "map.html")
    assert (code, "Wrote" in err) == (0, True)
    assert "your own file" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_a_file_without_a_known_pipeline_is_refused(tmp_path):
    file = file_of(tmp_path / "gem.geojson", {"P9999": LineString([(0, 0), (1, 1)])})
    for asked in (("pipeline", "Baku", "Ceyhan"), ("map", "-o", tmp_path / "map.html")):
        code, _, err = call(*asked, "--pipelines", file)
        assert (code, "no pipeline that is known" in err) == (1, True)
    with pytest.raises(BadInput, match="no pipeline that is known"):
        api.pipeline_route("Baku", "Ceyhan", pipelines=file)


def test_a_worse_course_is_taken_by_force_alone(tmp_path):
    ours = np.asarray(layers.load("pipelines").set_index("id").geometry["BTC"].coords)
    file = file_of(tmp_path / "gem.geojson", {"P0644": LineString([ours[0], ours[-1]])})
    code, _, err = call("pipeline", "Baku", "Ceyhan", "--pipelines", file)
    assert (code, "--force" in err) == (1, True)
    code, out, _ = call("pipeline", "Baku", "Ceyhan", "--pipelines", file, "--force", "--json")
    assert code == 0
    assert json.loads(out)["length_km"] < 1400
