"""The systems on the map: what stood in which year, what it carried, and where each figure is from."""

import json
import re

import pytest
import shapely

from corridors import webmap
from corridors.data import layers
from corridors.data.ledger import Ledger
from corridors.errors import BadInput, UnknownName
from corridors.i18n import translator
from corridors.layers.kit.reading import Reading
from corridors.layers.kit.registry import YEARS, all_layers, beside_routes, names, shown, style_of
from corridors.layers.pipelines import REPEATED
from corridors.layers.provinces import LAYER as PROVINCES
from corridors.presentation import style
from corridors.webmap import MapView, Scene
from corridors.webmap.legend import legend
from corridors.webmap.systems import system_lines

SAME = translator()


@pytest.fixture(scope="module")
def lines():
    return {line.id: line for line in system_lines(Reading(Ledger.load(), SAME), all_layers())}


def test_every_layer_of_the_map_has_a_group_and_none_has_two():
    assert len(set(names())) == len(names())
    assert set(names()) - set(shown()) == {"roads", "resources", "power", "provinces"}
    assert MapView().shown == shown()
    assert set(shown()) - set(beside_routes()) == {"trains", "oil", "gas"}
    assert MapView(layers=("rails",)).shown == ("rails",)


def test_the_legend_has_the_groups_that_readers_look_for_and_each_row_a_layer_of_the_map():
    groups = legend(set(style.FAMILIES), SAME)
    titles = [group["title"] for group in groups]
    wanted = "Rail|Road|Ferry|Oil|Gas|Crossings & terminals|Resources & industry|Power|Provinces"
    assert titles[:9] == wanted.split("|")
    named = {row["layer"] for group in groups for row in group["rows"] if "layer" in row}
    assert named <= {*names(), *(f"family-{name}" for name in style.FAMILIES)}
    assert named >= {*names()} - {"routes"}


@pytest.mark.parametrize("name", ["oil", "gas", "trains"])
def test_the_legend_says_what_a_width_means(name):
    rows = [row for group in legend((), SAME) for row in group["rows"]]
    scale = next(row for row in rows if row.get("scale") == name)
    assert scale["samples"] == list(style_of(name).samples)
    assert style_of(name).unit in scale["title"]


def test_every_line_has_a_source_and_a_shape_and_repeated_pipelines_stay_out(lines):
    assert not REPEATED & set(lines)
    for line in lines.values():
        assert line.sources or line.layer == "ferries", line.id
        assert not line.shape.is_empty
        assert style_of(line.layer)


def test_the_gas_line_through_horgos_is_there_since_2009_with_its_figures(lines):
    line = lines["CAGP-A"]
    assert (line.layer, line.since, line.built) == ("gas", 2009, True)
    figures = line.series[0].to_pandas()
    assert line.series[0].unit == "bcm"
    assert figures.index.min() == 2010
    assert all(point.source.title for series in line.series for point in series.points)
    assert {"Line B", "Line C"} <= {name for name, _value in line.facts}


def test_planned_lines_show_today_only(lines):
    assert not lines["CAGP-D"].built
    assert not lines["TCP"].built


def test_railways_are_dated_one_by_one(lines):
    years = {line.title: line.since for line in lines.values() if line.layer == "railways"}
    assert len(years) == len(layers.load("rail_openings")) == 16
    assert years["Zhetygen–Altynkol"] == 2011


def test_a_corridor_is_there_since_its_last_railway():
    content = webmap.load_content("en")
    assert set(content.dated.values()) >= {2009, 2011, 2012, 2014, 2017}
    assert all(1990 < year < 2027 for year in content.dated.values())


@pytest.mark.parametrize("year", [1989, 2027, -1])
def test_a_year_off_the_slider_is_refused_with_the_ones_there_are(year):
    with pytest.raises(BadInput, match="1990 to 2026"):
        MapView(year=year)
    with pytest.raises(BadInput, match="1990 to 2026"):
        Scene(year=year)


def test_a_scene_names_layers_that_there_are():
    assert Scene(year=YEARS[0]).to_state() == {"year": 1990, "open": ""}
    state = Scene((70, 40, 90, 48), ("oil", "family-Middle")).to_state()
    assert {name for name, shown in state["layers"].items() if shown} == {"oil", "family-Middle"}
    assert set(state["layers"]) >= set(names())
    with pytest.raises(UnknownName, match="oill"):
        Scene(layers=("oill",))


def test_the_page_carries_the_systems_and_the_year():
    page = webmap.to_html(MapView(year=2008), webmap.load_content("en"))
    read = {
        name: json.loads(re.search(rf'id="corridors-{name}">(.*?)</script>', page, re.DOTALL)[1])
        for name in ("state", "systems")
    }
    assert read["state"]["year"] == 2008
    assert {line["layer"] for line in read["systems"]["lines"]} >= {"oil", "gas", "railways", "ferries"}


def test_resources_are_marked_by_sector_with_their_accuracy():
    marks = [m for m in webmap.load_content("en").marks if m.layer in {"resources", "power"}]
    table = layers.load("resources")
    assert len(marks) == (table["preferred"] == "yes").sum()
    assert {m.kind for m in marks} == {glyph for glyph, _colour in style.SECTORS.values()}
    assert all(m.sources and m.accuracy_km > 0 for m in marks)


def test_the_sites_of_horgos_have_year_source_and_accuracy_and_stand_close_together():
    marks = [m for m in webmap.load_content("en").marks if m.layer == "horgos"]
    titles = " ".join(m.title for m in marks)
    for word in ("Boundary", "railway station", "Altynkol", "dry port", "zone", "Nur Zholy", "compressor"):
        assert word in titles
    assert all(m.sources and m.accuracy_km > 0 for m in marks)
    box = shapely.box(79.9, 44.0, 80.6, 44.4)
    assert all(box.contains(shapely.Point(m.lon, m.lat)) for m in marks)
    assert any(m.series for m in marks)


def test_provinces_know_the_first_years_of_their_services():
    areas = {area.id: area for area in PROVINCES.areas(Reading(Ledger.load(), SAME))}
    assert areas["CN-CQ"].since[0] == 2011
    assert all(area.shape.area > 0 and [*area.since] == sorted(area.since) for area in areas.values())
    assert len(areas) > 15
