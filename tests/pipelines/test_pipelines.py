"""Pipelines routed by commodity: lines through their points, joins, names, years, and what is said of them."""

import json
import shutil

import geopandas as gpd
import numpy as np
import pytest
from shipped import assert_one_line, call

import corridors as co
from corridors import geodesy
from corridors.data import facts
from corridors.data.ledger import geodata_dir
from corridors.errors import BadInput, UnknownName, UnknownPlace, Unreachable
from corridors.model import Note, NoteCode
from corridors.pipelines import load_joins, load_lines, pipeline_route
from corridors.pipelines.finder import SAME_KM, PipelineGraph
from corridors.pipelines.places import NEAR_KM, Places

CHINA_OIL = ["KCOP-1", "KCOP-2", "KCOP-3", "KCOP-4", "KCOP-5", "ALD"]
WAYS = [
    ("Tengiz", "Novorossiysk", "oil", ["CPC"], {"KZ", "RU"}),
    ("Atyrau", "Dushanzi", "oil", CHINA_OIL, {"KZ", "CN"}),
    ("Atyrau", "独山子", "oil", CHINA_OIL, {"KZ", "CN"}),
    ("Kumkol", "Alashankou", "oil", CHINA_OIL[2:5], {"KZ", "CN"}),
    ("Galkynysh", "Shanghai", "gas", ["CAGP-TKM", "CAGP-A", "WEGP", "WEGP1"], {"TM", "UZ", "KZ", "CN"}),
    ("Saman-Depe", "Horgos", "gas", ["CAGP-TKM", "CAGP-A"], {"TM", "UZ", "KZ", "CN"}),
    ("Horgos", "Shanghai", "gas", ["WEGP", "WEGP1"], {"CN"}),
    ("Karachaganak", "Orenburg", "gas", ["KAR-ORE"], {"KZ", "RU"}),
    ("Karachaganak", "Atyrau", "oil", ["KAR-ATY"], {"KZ"}),
    ("Karachaganak", "Novorossiysk", "oil", ["KAR-ATY", "CPC"], {"KZ", "RU"}),
    ("Baku", "Ceyhan", "oil", ["BTC"], {"AZ", "GE", "TR"}),
    (
        "Shah Deniz",
        "Italy",
        "gas",
        ["SD-SAN", "SCP", "TANAP", "TAP"],
        {"SEA", "AZ", "GE", "TR", "GR", "AL", "IT"},
    ),
    ("Beineu", "Shymkent", "gas", ["BBS"], {"KZ"}),
    ("Pavlodar", "Shymkent", "oil", ["PAV-SHY"], {"KZ"}),
    ("Атырау", "Самара", "oil", ["ATY-SAM"], {"KZ", "RU"}),
    ("Kashagan", "Novorossiysk", "oil", ["CPC"], {"KZ", "RU"}),
]


@pytest.fixture(scope="module")
def web():
    places = Places.load(load_lines(geodata_dir()), geodata_dir())
    return PipelineGraph.of(places)


@pytest.mark.parametrize(("origin", "destination", "commodity", "ids", "countries"), WAYS)
def test_the_great_ways_are_found(origin, destination, commodity, ids, countries):
    found = pipeline_route(origin, destination)
    assert found.commodity == commodity
    legs = [leg.id for leg in found.legs]
    assert [leg if wanted != "WEGP" else leg[:4] for leg, wanted in zip(legs, ids, strict=True)] == ids
    assert set(found.countries) == countries
    assert not any(leg.against_flow for leg in found.legs)
    assert all(leg.sources[0].title for leg in found.legs)


def named(found):
    """Return the code of each note with the pipeline that it is of."""
    return {(note.code, note.values.get("pipeline")) for note in found.notes}


def test_lengths_countries_and_capacities_add_up():
    found = co.pipeline_route("Atyrau", "Dushanzi")
    assert found.length_km == pytest.approx(sum(leg.length_km for leg in found.legs))
    assert sum(found.countries.values()) == pytest.approx(found.length_km)
    for leg in found.legs:
        assert geodesy.length_km(leg.coords) == pytest.approx(leg.length_km)
        assert sum(leg.countries.values()) == pytest.approx(leg.length_km)
    assert (found.tightest.id, found.capacity, found.capacity_unit) == ("KCOP-1", 6, "Mt/yr")
    assert ("capacity_not_published", "KCOP-3") in named(found)
    assert [leg.published_length_km for leg in found.legs][:2] == [449, 794]
    ends = [(a.coords[-1], b.coords[0]) for a, b in zip(found.legs, found.legs[1:], strict=False)]
    assert all(geodesy.distance_km(*a, *b) <= SAME_KM for a, b in ends)


def test_the_answer_is_plain_and_drawn():
    found = pipeline_route("Tengiz", "Schwedt")
    answer = json.loads(json.dumps(found.to_dict()))
    assert list(answer)[:4] == ["origin", "destination", "commodity", "year"]
    assert [leg["id"] for leg in answer["legs"]] == ["CPC", "ATY-SAM", "DRU-E", "DRU-N"]
    assert all({"from", "to", "length_km", "capacity", "capacity_unit", "status", "opened_year", "source_title"} <= set(leg) for leg in answer["legs"])  # fmt: skip
    assert {s["id"] for s in answer["sources"]} >= {"CPC", "pj-atyrau-cpc", "pj-samara"}
    assert answer["join_km"] == pytest.approx(41, abs=3)
    frame = found.to_gdf()
    assert isinstance(frame, gpd.GeoDataFrame)
    assert (len(frame), str(frame.crs)) == (4, "EPSG:4326")


def test_strings_of_one_course_are_one_leg_and_a_system_is_not_counted_twice():
    lines = load_lines(geodata_dir())
    by_id = {line.id: line for line in lines}
    assert by_id["CAGP-A"].strings == ("CAGP-A", "CAGP-B", "CAGP-C")
    assert by_id["CAGP-A"].capacity == 15 + 15 + 25
    assert "KCOP" not in by_id
    assert len({(line.commodity, line.coords) for line in lines}) == len(lines)


@pytest.mark.parametrize("year", [-5, 0, 1900, 1920])
def test_a_year_before_all_pipelines_is_told_since_when_there_are_any(year):
    code, _, err = call("pipeline", "Atyrau", "Dushanzi", f"--year={year}")
    assert code == 1
    assert_one_line(err, f"No pipeline is known that stood at the end of {year}; the oldest of those known")


@pytest.mark.parametrize("year", [1950, 1969, 1990, 2005, 3000, 10**23])
def test_any_year_is_a_way_or_one_line(year):
    code, _, err = call("pipeline", "Atyrau", "Dushanzi", f"--year={year}")
    assert code in {0, 1}
    assert code == 0 or (len(err.splitlines()) == 1 and str(year) in err)


def test_a_year_takes_the_pipelines_that_stood_then():
    assert pipeline_route("Saman-Depe", "Horgos", year=2013).legs[1].capacity == 30
    for year, origin, destination in ((2008, "Saman-Depe", "Horgos"), (2005, "Kumkol", "Alashankou")):
        with pytest.raises((Unreachable, UnknownPlace)):
            pipeline_route(origin, destination, year=year)
    assert pipeline_route("Shymkent", "Seydi", year=1985).legs[0].id == "SHY-CHA"
    for year in (1995, None):  # given up in the 1990s
        with pytest.raises((Unreachable, UnknownPlace)):
            pipeline_route("Shymkent", "Seydi", year=year)
    planned = {"CAGP-D", "TCP", "ESK-KUR", "BBS-2"}
    for year in (None, 2010, 2035):
        assert not planned & {s for line in load_lines(geodata_dir(), year) for s in line.strings}


def test_against_the_flow_is_a_last_resort_and_is_said():
    found = pipeline_route("Novorossiysk", "Tengiz")
    assert [leg.against_flow for leg in found.legs] == [True]
    assert ("against_the_flow", "CPC") in named(found)
    there = pipeline_route("Tengiz", "Novorossiysk")
    assert found.length_km == pytest.approx(there.length_km)
    assert found.legs[0].coords == there.legs[0].coords[::-1]


def test_an_idle_pipeline_and_an_unknown_capacity_are_said():
    found = pipeline_route("Baku", "Novorossiysk")
    assert ("pipeline_state", "BAK-NOV") in named(found)


def test_a_pipeline_runs_both_ways_where_its_row_says_so():
    assert {line.id for line in load_lines(geodata_dir()) if line.reversible} == {"BUKH-URAL", "CAC"}


def test_the_other_commodity_is_said_and_can_be_asked_for():
    gas = pipeline_route("Beyneu", "Shymkent")
    assert gas.commodity == "gas"
    oil = pipeline_route("Бейнеу", "Шымкент", commodity="oil")
    assert {leg.capacity_unit for leg in oil.legs} == {"Mt/yr"}
    assert Note.of(NoteCode.OTHER_COMMODITY, commodity="oil") in gas.notes
    with pytest.raises(UnknownName, match="gas, oil"):
        pipeline_route("Beineu", "Shymkent", commodity="water")


def test_unknown_names_get_the_nearest_and_far_places_the_next_point():
    with pytest.raises(UnknownPlace) as caught:
        pipeline_route("Kumkl", "Atyrau")
    assert caught.value.suggestions[0] == "Kumkol"
    with pytest.raises(Unreachable, match=r"within 50 km of Paris; the nearest point is .* km away"):
        pipeline_route("Paris", "Atyrau")
    with pytest.raises(Unreachable, match="Yuzhnaya Ozereyevka marine terminal"):
        pipeline_route("Tengiz", "Ceyhan")
    with pytest.raises(Unreachable, match="commodity"):
        pipeline_route("Galkynysh", "Dushanzi", commodity="oil")
    with pytest.raises(BadInput, match="one place"):
        pipeline_route("Tengiz", "Tengiz")
    with pytest.raises(BadInput, match="needs a name"):
        pipeline_route("", "Tengiz")


@pytest.mark.parametrize(
    ("origin", "destination", "names"),
    [
        ("Тенгиз", "Новороссийск", ("Tengiz", "Novorossiysk port")),
        ("Карачаганак", "Оренбург", ("Karachaganak", "Orenburg")),
        ("Галкыныш", "上海", ("Galkynysh", "Shanghai")),
        ("KUMKOL", "阿拉山口", ("Kumkol", "Alashankou")),
    ],
)
def test_names_are_taken_in_other_scripts(origin, destination, names):
    found = pipeline_route(origin, destination)
    assert found.origin == names[0]
    assert names[1] in found.destination


def test_a_section_that_is_not_built_is_no_way():
    with pytest.raises(Unreachable):
        pipeline_route("Korla", "Kashgar", commodity="gas")
    fourth = {line.id: line for line in load_lines(geodata_dir())}
    assert fourth["WEGP4"].points[0].name == "Turpan"
    assert "WEGP4-W" not in fourth


def test_a_position_stands_for_what_is_near():
    found = pipeline_route("53.4,46.1", "Novorossiysk")
    assert found.legs[0].id == "CPC"
    assert found.length_km == pytest.approx(pipeline_route("Tengiz", "Novorossiysk").length_km, rel=0.05)


def test_every_pipeline_ends_in_its_country_and_comes_from_the_sea_by_a_landfall(web):
    for line in web.lines:
        countries = line.countries(0, len(line.points) - 1)
        for end, beside in ((line.points[0], line.points[1]), (line.points[-1], line.points[-2])):
            if end.kind != "border" and end.country != "SEA" and line.id != "SD-SAN":
                assert countries[end.country] > 0, (line.id, end.name)
            if beside.country == "SEA":
                assert end.kind in {"field", "border"}, (line.id, end.name)
            assert end.country in countries or end.country == "SEA", (line.id, end.name)
    for code, name in (("GR", "Greece"), ("RU", "Russia"), ("KZ", "Kazakhstan"), ("CN", "China")):
        origin = {"GR": "Sangachal", "RU": "Tengiz", "KZ": "Gazli", "CN": "Gazli"}[code]
        assert code in pipeline_route(origin, name).countries, name
    italy = pipeline_route("Sangachal", "Italy")
    assert italy.countries["IT"] > 3
    assert list(italy.countries)[-1] == "IT"


def test_no_step_is_longer_than_forty_km_and_lengths_agree_or_say_why(web):
    table = facts.table("pipelines").set_index("id")
    for line in web.lines:
        assert line.largest_gap_km <= 40, line.id
        assert np.diff(line.chainage_km).max() <= 40, line.id
        row = table.loc[line.strings[0]]
        if line.published_length_km:
            difference = line.chainage_km[-1] / line.published_length_km - 1
            said = row["length_note"].startswith(f"{difference:.1%}".replace("-0.0", "0.0"))
            assert abs(difference) <= 0.0305 or said, (line.id, difference, row["length_note"])


def test_the_gas_line_to_china_has_its_published_sections(web):
    line = next(x for x in web.lines if x.id == "CAGP-A")
    countries = line.countries(0, len(line.points) - 1)
    assert (line.points[0].lon, line.points[0].lat) == (64.76, 38.61)
    assert countries["UZ"] == pytest.approx(529, rel=0.03)
    assert countries["KZ"] == pytest.approx(1304, rel=0.03)


def test_joins_are_cited_name_real_points_and_are_not_far(web):
    sites = set(facts.table("resources_and_industry")["id"])
    points = facts.table("pipeline_points")
    known = set(zip(points["pipeline_id"], points["name"], strict=True))
    for join in load_joins(geodata_dir()):
        assert join.source.title
        assert (join.to_id, join.to_point) in known, join
        assert join.from_id in sites or (join.from_id, join.from_point) in known, join
    for joint in web.joints:
        one, other = web.lines[joint.one[0]], web.lines[joint.other[0]]
        assert one.commodity == other.commodity
        assert joint.gap_km <= NEAR_KM


def test_the_data_may_lie_elsewhere(geodata, tmp_path):
    shutil.copytree(geodata, tmp_path / "geodata", ignore=shutil.ignore_patterns("*.npz"))
    joins = tmp_path / "geodata" / "tables" / "pipeline_joins.csv"
    text = joins.read_text(encoding="utf-8")
    joins.write_text(
        "".join(x for x in text.splitlines(keepends=True) if "pj-samara" not in x), encoding="utf-8"
    )
    with pytest.raises(Unreachable, match="lead from Tengiz to Schwedt"):
        pipeline_route("Tengiz", "Schwedt", folder=tmp_path / "geodata")


# ------------------------------------------------------------------------------------------------- command
def test_the_command_answers_people_machines_and_files(tmp_path):
    code, out, err = call("pipeline", "Tengiz", "Novorossiysk", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == pipeline_route("Tengiz", "Novorossiysk").to_dict()
    file = tmp_path / "cpc.geojson"
    code, out, err = call("pipeline", "Tengiz", "Novorossiysk", "-o", file)
    assert (code, out) == (0, "")
    assert gpd.read_file(file)["id"].dropna().tolist() == ["CPC"]
    for suffix in ("csv", "xlsx", "gpkg", "kml"):
        assert call("pipeline", "Tengiz", "Schwedt", "-o", tmp_path / f"way.{suffix}")[0] == 0


def test_the_command_fails_in_one_line():
    code, out, err = call("pipeline", "Kumkl", "Atyrau")
    assert (code, out) == (1, "")
    assert_one_line(err, "Kumkol")
