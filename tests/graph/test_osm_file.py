"""Files of OpenStreetMap as people have them, from the file to a route on it."""

from __future__ import annotations

import bz2
import gzip
import json
import zipfile

import geopandas as gpd
import networkx as nx
import osmnx
import pytest
from shapely.geometry import LineString
from typer.testing import CliRunner

from corridors.cli.main import app
from corridors.errors import BadInput, BadTable
from corridors.graph.conditioning.extract import read_extract
from corridors.routing.own import own_planner, save_extract
from corridors.routing.planner import default_planner

RAIL = '<tag k="railway" v="rail"/><tag k="gauge" v="1435"/>'
PLACES = {1: (10.0, 50.0), 2: (10.1, 50.1), 3: (10.2, 50.2), 4: (10.3, 50.1)}


def node(number, more=""):
    lon, lat = PLACES[abs(number) % 10]
    return f'<node id="{number}" lat="{lat}" lon="{lon}" {more}/>'


def way(number, nodes, more="", tags=RAIL):
    ends = "".join(f'<nd ref="{n}"/>' for n in nodes)
    return f'<way id="{number}" {more}>{ends}{tags}</way>'


def read(tmp_path, text, name="x.osm"):
    path = tmp_path / name
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return read_extract(path)


def osm(*parts, more=""):
    return f'<?xml version="1.0"?><osm version="0.6" {more}>{"".join(parts)}</osm>'


@pytest.mark.parametrize("gone", ['action="delete"', 'visible="false"'])
def test_what_is_deleted_is_not_there(tmp_path, gone):
    text = osm(*map(node, PLACES), way(1, [1, 2, 3], 'action="modify"'), way(2, [2, 4], gone))
    found = read(tmp_path, text)
    assert (len(found.network), found.deleted) == (2, 1)
    text = osm(node(1), node(2), node(3, gone), way(1, [1, 2, 3]))
    found = read(tmp_path, text)
    assert (len(found.network), found.lost) == (1, 1)


def test_ends_at_equal_places_are_joined_and_counted(tmp_path):
    found = read(tmp_path, osm(*map(node, (-1, -2, -12, -3)), way(-1, [-1, -2]), way(-2, [-12, -3])))
    assert found.to_dict() | {"length_km": 0, "largest_piece_km": 0} == {
        "edges": 2, "length_km": 0, "pieces": 1, "largest_piece_km": 0, "joined_by_position": 1,
        "steps_without_node": 0, "deleted_ways": 0, "unused_ways": {}, "data_date": None, "licence": "ODbL-1.0",
    }  # fmt: skip


def test_ways_that_cross_within_both_stay_apart(tmp_path):
    text = osm(*map(node, (1, 2, 3, 12, 4, 11)), way(1, [1, 2, 3]), way(2, [4, 12, 11]))
    found = read(tmp_path, text.replace('id="11" lat="50.0"', 'id="11" lat="50.2"'))
    assert (found.joined, found.to_dict()["pieces"]) == (0, 2)


@pytest.mark.parametrize("refs", ['ref="1" ', ""])
def test_out_geom_in_xml(tmp_path, refs):
    inner = "".join(
        f'<nd {refs.replace("1", str(n))}lat="{p[1]}" lon="{p[0]}"/>' for n, p in PLACES.items()
    )
    text = osm('<meta osm_base="2024-02-26T10:00:00Z"/>', f'<way id="1">{inner}{RAIL}</way>')
    found = read(tmp_path, text)
    assert (len(found.network), found.network.data_date) == (3, "2024-02-26")


@pytest.mark.parametrize("with_nodes", [True, False])
def test_overpass_json(tmp_path, with_nodes):
    shape = [{"lat": lat, "lon": lon} for lon, lat in PLACES.values()]
    ways = {"type": "way", "id": 1, "tags": {"railway": "rail"}, "geometry": [None, *shape[1:]]}
    if with_nodes:
        ways["nodes"] = list(PLACES)
    data = {"osm3s": {"timestamp_osm_base": "2025-01-02T00:00:00Z"}, "elements": [ways]}
    found = read(tmp_path, data, "x.json")
    assert (len(found.network), found.lost, found.network.data_date) == (2, 1, "2025-01-02")


def test_the_newest_change_dates_a_file_that_states_none(tmp_path):
    times = ['timestamp="2020-01-01T00:00:00Z"', 'timestamp="2023-05-06T00:00:00Z"']
    parts = [way(i, [i, i + 1], t) for i, t in enumerate(times, 1)]
    assert read(tmp_path, osm(*map(node, PLACES), *parts)).network.data_date == "2023-05-06"


@pytest.mark.parametrize(
    ("columns", "suffix"),
    [
        ({"railway": "rail", "gauge": "1520"}, "gpkg"),
        ({"fclass": "rail", "gauge": "1520"}, "shp"),
        ({"railway": "rail", "other_tags": '"gauge"=>"1520","usage"=>"main"'}, "geojson"),
    ],
)
def test_layers_of_lines(tmp_path, columns, suffix):
    places = list(PLACES.values())
    lines = [LineString(places[:2]), LineString(places[1:3])]
    frame = gpd.GeoDataFrame({k: [v, v] for k, v in columns.items()}, geometry=lines, crs=4326)
    frame.to_crs(3857 if suffix != "geojson" else 4326).to_file(tmp_path / f"x.{suffix}")
    found = read_extract(tmp_path / f"x.{suffix}")
    assert (found.to_dict()["pieces"], set(found.network.edges.gauge_mm)) == (1, {1520})


def test_graphml_of_another_program(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", lon=10.0, lat=50.0)
    graph.add_node("b", lon=10.1, lat=50.1)
    graph.add_edge("a", "b", railway="rail")
    nx.write_graphml(graph, tmp_path / "x.graphml")
    assert len(read_extract(tmp_path / "x.graphml").network) == 1


def test_only_relations_or_points_get_advice(tmp_path):
    with pytest.raises(BadTable, match=r"out geom;"):
        read(tmp_path, osm(node(1)))
    with pytest.raises(BadTable, match=r"longer timeout"):
        read(tmp_path, {"elements": [], "remark": "runtime error"}, "x.json")


def test_what_the_ways_are_is_said_where_none_is_of_the_mode(tmp_path):
    road = '<tag k="highway" v="primary"/>'
    with pytest.raises(BadTable, match=r"highway=primary \(1\); --mode road reads"):
        read(tmp_path, osm(*map(node, PLACES), way(1, [1, 2], tags=road)))
    with pytest.raises(BadTable, match=r"railway=narrow_gauge \(1\)"):
        read(
            tmp_path, osm(*map(node, PLACES), way(1, [1, 2], tags=RAIL.replace('"rail"', '"narrow_gauge"')))
        )
    centre = {"type": "way", "id": 1, "center": {"lat": 50, "lon": 10}, "tags": {"railway": "rail"}}
    with pytest.raises(BadTable, match="out geom"):
        read(tmp_path, {"elements": [centre]}, "x.json")


def test_ends_that_a_program_rounded_are_joined(tmp_path):
    near = node(-12).replace('lat="50.1"', 'lat="50.1000004"')
    text = osm(*map(node, (-1, -2)), near, node(-3), way(-1, [-1, -2]), way(-2, [-12, -3]))
    assert read(tmp_path, text).to_dict()["pieces"] == 1


def test_a_geojson_called_json_is_read(tmp_path):
    line = {"type": "LineString", "coordinates": [[10, 50], [10.1, 50.1]]}
    feature = {"type": "Feature", "properties": {"railway": "rail"}, "geometry": line}
    found = read(tmp_path, {"type": "FeatureCollection", "features": [feature]}, "x.json")
    assert len(found.network) == 1


def test_from_the_file_to_a_route(tmp_path):
    (tmp_path / "x.osm").write_text(osm(*map(node, PLACES), way(1, [1, 2, 3])), encoding="utf-8")
    net = str(tmp_path / "net.npz")
    made = CliRunner().invoke(app, ["extract", str(tmp_path / "x.osm"), "-o", net, "--json"])
    assert json.loads(made.stdout)["pieces"] == 1
    asked = CliRunner().invoke(app, ["route", "10.0,50.0", "10.2,50.2", "--network", net, "--json"])
    assert json.loads(asked.stdout)["routes"][0]["distance_km"] == pytest.approx(26.5, abs=0.1)


def test_a_border_of_a_network_of_ones_own_has_its_name(root, tmp_path):
    found = read_extract(root / "tests" / "fixtures" / "feldkirch_buchs.osm")
    save_extract(found, tmp_path / "net.npz")
    own = own_planner(tmp_path / "net.npz")
    assert own.trade == default_planner().trade != ()
    answer = own.route("9.6,47.24", "9.5,47.18")
    assert [p.kind for p in answer.routes[0].passages].count("border") >= 1
    assert all(p.name for p in answer.routes[0].passages)


def test_a_graph_of_ours_that_was_changed_is_refused(tmp_path):
    found = read(tmp_path, osm(*map(node, PLACES), way(1, [1, 2, 3])))
    graph = found.network.to_osmnx()
    for _, _, data in graph.edges(data=True):
        data["status"] = "unheard of"
    osmnx.io.save_graphml(graph, tmp_path / "changed.graphml")
    with pytest.raises(BadTable, match="unknown status"):
        save_extract(read_extract(tmp_path / "changed.graphml"), tmp_path / "net.npz")


def test_what_is_no_network_is_one_clear_line(tmp_path):
    (tmp_path / "x.npz").write_bytes(b"PK")
    for name, words in (("x.npz", "corridors extract FILE"), ("none.npz", "cannot be opened")):
        with pytest.raises(BadTable, match=words):
            own_planner(tmp_path / name)
    found = read(tmp_path, osm(*map(node, PLACES), way(1, [1, 2])))
    with pytest.raises(BadInput, match=r"must end in .npz"):
        save_extract(found, tmp_path / "net.gpkg")


def test_a_node_off_the_globe_is_a_missing_node(tmp_path):
    nodes = [
        {"type": "node", "id": i, "lon": 70 + i / 10, "lat": lat} for i, lat in ((1, 45), (2, 500), (3, 45))
    ]
    tags = {"railway": "rail", "gauge": "1520"}
    ways = [
        {"type": "way", "id": 9, "nodes": [1, 3], "tags": tags},
        {"type": "way", "id": 10, "nodes": [1, 2], "tags": tags},
    ]
    path = tmp_path / "bad.json"
    path.write_text(json.dumps({"elements": [*nodes, *ways]}), encoding="utf-8")
    assert read_extract(path) is not None


def test_an_overpass_answer_that_broke_off_is_refused(tmp_path):
    path = tmp_path / "late.json"
    remark = "runtime error: Query timed out in query"
    path.write_text(json.dumps({"elements": [], "remark": remark}), encoding="utf-8")
    with pytest.raises(BadInput, match="timed out"):
        read_extract(path)


IDLE = ["disused", "abandoned", "construction", "proposed", "razed"]


@pytest.mark.parametrize("form", ["{0}", "{0}:railway", "{0}=yes"])
def test_only_tracks_in_use_are_read_and_the_others_told(tmp_path, form):
    def idle(state):
        if form == "{0}":
            return f'<tag k="railway" v="{state}"/><tag k="construction" v="rail"/>'
        return (
            f'<tag k="{state}:railway" v="rail"/>' if ":" in form else f'{RAIL}<tag k="{state}" v="yes"/>'
        )

    states = [state for state in IDLE if form != "{0}=yes" or state not in {"construction", "proposed"}]
    ways = [way(10 + i, [2, 4], tags=idle(state)) for i, state in enumerate(states)]
    found = read(tmp_path, osm(*map(node, PLACES), way(1, [1, 2, 3]), *ways))
    assert (len(found.network), found.unused) == (2, dict.fromkeys(sorted(states), 1))
    assert set(found.network.edges.status) == {"open"}
    with pytest.raises(BadTable, match=r"nothing runs on them: abandoned \(1\)"):
        read(tmp_path, osm(*map(node, PLACES), *ways))


def test_the_command_tells_what_is_not_in_use(tmp_path):
    (tmp_path / "x.osm").write_text(
        osm(
            *map(node, PLACES),
            way(1, [1, 2, 3]),
            way(2, [2, 4], tags='<tag k="railway" v="disused"/>'),
        ),
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["extract", str(tmp_path / "x.osm"), "-o", str(tmp_path / "n.npz")])
    assert "nothing runs on them: disused 1" in done.output


def lines_of(tmp_path, name, crs=4326):
    line = LineString([(10.0, 50.0), (10.1, 50.1)])
    frame = gpd.GeoDataFrame({"railway": ["rail"]}, geometry=[line], crs=4326)
    frame.to_crs(crs).to_file(tmp_path / name)
    return tmp_path / name


def test_a_packed_shapefile_is_read(tmp_path):
    lines_of(tmp_path, "x.shp")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        for part in tmp_path.glob("x.*"):
            if part.suffix != ".zip":
                packed.write(part, part.name)
    assert len(read_extract(tmp_path / "x.zip").network) == 1
    (tmp_path / "y.zip").write_bytes(b"PK no more")
    with pytest.raises(BadTable, match="cannot be read"):
        read_extract(tmp_path / "y.zip")


def test_a_packed_file_is_told_by_its_bytes_not_its_name(tmp_path):
    text = osm(*map(node, PLACES), way(1, [1, 2, 3])).encode()
    for number, data in enumerate((gzip.compress(text), bz2.compress(text))):
        (tmp_path / f"{number}.osm").write_bytes(data)
        assert len(read_extract(tmp_path / f"{number}.osm").network) == 2
    (tmp_path / "p.osm").write_bytes(b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x7c")
    with pytest.raises(BadTable, match="osmium cat -F pbf"):
        read_extract(tmp_path / "p.osm")


@pytest.mark.parametrize("turned", [False, True])
def test_metres_and_latitude_beyond_the_pole_are_no_degrees(tmp_path, turned):
    path = lines_of(tmp_path, "m.geojson", 4326 if turned else 3857)
    data = json.loads(path.read_text(encoding="utf-8"))
    data.pop("crs", None)
    if turned:
        data["features"][0]["geometry"]["coordinates"] = [[45.0, 100.0], [45.1, 100.1]]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(BadTable, match=r"are no degrees.*EPSG:3857.*latitude comes first"):
        read_extract(path)


def test_graphml_of_networkx_with_numbers_is_read(tmp_path):
    graph = nx.DiGraph(crs="epsg:4326")
    graph.add_node("1", x=10.0, y=50.0)
    graph.add_node("2", x=10.1, y=50.1)
    graph.add_edge("1", "2", railway="rail")
    nx.write_graphml(graph, tmp_path / "own.graphml")

    found = read_extract(tmp_path / "own.graphml")

    assert len(found.network) == 1


def test_graphml_without_positions_is_refused_for_that(tmp_path):
    nx.write_graphml(nx.path_graph(2), tmp_path / "own.graphml")

    with pytest.raises(BadTable, match="give every node x and y"):
        read_extract(tmp_path / "own.graphml")


def test_ways_whose_nodes_are_deleted_are_refused_for_that(tmp_path):
    (tmp_path / "own.osm").write_text(
        '<osm version="0.6"><node id="-1" lat="50" lon="10"/><node id="-2" lat="50.1" lon="10" action="delete"/>'
        '<node id="-3" lat="50.2" lon="10"/><way id="-1"><nd ref="-1"/><nd ref="-2"/><nd ref="-3"/>'
        '<tag k="railway" v="rail"/></way></osm>'
    )

    with pytest.raises(BadTable, match="1 of them are deleted"):
        read_extract(tmp_path / "own.osm")
