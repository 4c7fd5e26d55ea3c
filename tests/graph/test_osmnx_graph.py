"""OSMnx's graph model in and out: nothing is lost, OSMnx's own functions work on it."""

import gzip
import random
import runpy
import sys
from dataclasses import replace

import networkx as nx
import numpy as np
import osmnx
import pandas as pd
import pytest
import toys
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString

from corridors import geodesy
from corridors.errors import BadInput, BadTable, UnknownName
from corridors.graph import osm_file, osmnx_graph
from corridors.graph.conditioning import extract
from corridors.graph.network import Network, load


@pytest.fixture(scope="module")
def shipped(geodata):
    """A cut of the shipped network around Khorgos: two gauges, a border, a yard, roads."""
    net = load(geodata / "osm" / "network.npz")
    lon, lat = net.nodes.lon.to_numpy(), net.nodes.lat.to_numpy()
    near = (lon > 79) & (lon < 83) & (lat > 43) & (lat < 46)
    return net.select(near[net.edges.u] & near[net.edges.v])


@pytest.fixture(scope="module")
def real(root):
    return root / "tests" / "fixtures" / "feldkirch_buchs.osm"


def same(one, other):
    pd.testing.assert_frame_equal(one.nodes, other.nodes)
    pd.testing.assert_frame_equal(one.edges, other.edges)
    assert np.array_equal(one.coords, other.coords)
    assert np.array_equal(one.offsets, other.offsets)
    assert one.data_date == other.data_date


# ----------------------------------------------------------------------------------- round trip
def test_the_cut_holds_what_makes_it_hard(shipped):
    assert {"osm", "border", "gauge_change"} <= set(shipped.edges.kind)
    assert {1435, 1520} <= set(shipped.edges.gauge_mm)


def test_there_and_back_loses_nothing(shipped):
    same(Network.from_osmnx(shipped.to_osmnx()), shipped)


def test_a_raw_network_with_loops_parallels_and_lone_nodes_comes_back():
    net = toys.fork()
    nodes = pd.concat([net.nodes, pd.DataFrame({"lon": [3.0], "lat": [4.0]})], ignore_index=True)
    whole = Network(nodes, net.edges, net.coords, net.offsets, net.data_date)
    same(Network.from_osmnx(whole.to_osmnx()), whole)


def test_graphml_there_and_back_loses_nothing(shipped, tmp_path):
    osmnx.io.save_graphml(shipped.to_osmnx(), tmp_path / "net.graphml")
    same(extract.network_from_extract(tmp_path / "net.graphml"), shipped)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.integers(0, 4), st.floats(0, 9999), st.sampled_from(["", "KZ", "[x]"])
        ),
        min_size=1,
        max_size=9,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_tangle_comes_back(rows):
    places = {str(i): (i * 1.1, i * 0.7) for i in range(5)}
    edges = [
        (str(u), str(v), {"length_km": km, "country": c, "via": [(u + 0.1, v + 0.3)]})
        for u, v, km, c in rows
    ]
    net = toys.draw(places, edges)
    same(Network.from_osmnx(net.to_osmnx()), net)


def test_the_order_of_directed_edges_does_not_matter(shipped):
    graph = shipped.to_osmnx()
    mixed = nx.MultiDiGraph(**graph.graph)
    mixed.add_nodes_from(graph.nodes(data=True))
    edges = list(graph.edges(data=True))
    random.Random(7).shuffle(edges)
    mixed.add_edges_from(edges)
    same(Network.from_osmnx(mixed), shipped)


def test_an_edge_left_in_one_direction_only_comes_back_as_it_was():
    net = toys.fork()
    graph = net.to_osmnx()
    graph.remove_edges_from(
        [(u, v, k) for u, v, k, back in graph.edges(keys=True, data="reversed") if not back]
    )
    same(Network.from_osmnx(graph), net)


def test_part_of_a_graph_is_a_network(shipped):
    graph = shipped.to_osmnx()
    part = Network.from_osmnx(osmnx.truncate.largest_component(graph, strongly=False))
    assert 0 < len(part) < len(shipped)
    assert part.faults() == ()
    toys.assert_sound(part)


def test_a_value_that_no_category_knows_is_kept(shipped):
    graph = shipped.to_osmnx()
    for *_, data in graph.edges(data=True):
        data["country"] = "QQ"
    assert set(Network.from_osmnx(graph).edges.country) == {"QQ"}


# ------------------------------------------------------------------------------------ OSMnx's functions
def test_the_graph_is_what_osmnx_expects(shipped):
    graph = shipped.to_osmnx()
    osmnx.convert.validate_graph(graph, strict=True)
    assert graph.graph["crs"] == "epsg:4326"
    assert graph.number_of_edges() == 2 * len(shipped)
    u, v = shipped.edges.u.iat[0], shipped.edges.v.iat[0]
    there, back = (next(d for d in graph[a][b].values() if d["osmid"] == 0) for a, b in ((u, v), (v, u)))
    assert there["length"] == pytest.approx(shipped.edges.length_km.iat[0] * 1000)
    assert (there["reversed"], back["reversed"]) == (False, True)
    assert list(there["geometry"].coords) == list(back["geometry"].coords)[::-1]


def test_osmnx_finds_the_shortest_way(shipped):
    graph = shipped.to_osmnx()
    ends = shipped.edges[["u", "v"]].to_numpy()
    piece = shipped.components()
    inside = np.flatnonzero(piece == np.bincount(piece).argmax())
    a, b = int(inside[0]), int(inside[-1])
    way = osmnx.routing.shortest_path(graph, a, b, weight="length")
    edges = osmnx.routing.route_to_gdf(graph, way)
    plain = nx.Graph()
    for (u, v), km in zip(ends.tolist(), shipped.edges.length_km.tolist(), strict=True):
        plain.add_edge(u, v, weight=min(km, plain.get_edge_data(u, v, {"weight": km})["weight"]))
    assert edges["length"].sum() / 1000 == pytest.approx(nx.dijkstra_path_length(plain, a, b))


def test_osmnx_makes_frames_and_takes_them_back(shipped):
    nodes, edges = osmnx.convert.graph_to_gdfs(shipped.to_osmnx())
    assert len(nodes) == len(shipped.nodes)
    assert {"length_km", "gauge_mm", "point_id"} <= set(edges)
    again = osmnx.convert.graph_from_gdfs(nodes, edges, graph_attrs=shipped.to_osmnx().graph)
    same(Network.from_osmnx(again), shipped)


# -------------------------------------------------------------------------------- from OpenStreetMap
def track(tags, *, line=((9, 50), (9.1, 50)), crs="epsg:4326"):
    """Return an OSMnx graph of one way with tags, both ways."""
    graph = nx.MultiDiGraph(crs=crs)
    for number, (x, y) in ((11, line[0]), (12, line[-1])):
        graph.add_node(number, x=x, y=y)
    bent = {"geometry": LineString(line)} if len(line) > 2 else {}
    back = {"geometry": LineString(line[::-1])} if bent else {}
    graph.add_edge(11, 12, osmid=7, reversed=False, **tags, **bent)
    graph.add_edge(12, 11, osmid=7, reversed=True, **tags, **back)
    return graph


RAIL = {"railway": "rail"}


@pytest.mark.parametrize(
    ("gauge", "expected"),
    [
        (None, [0]),
        ("1435", [1435]),
        ("1,435 mm", [1435]),
        ("standard", [1435]),
        ("1524", [1520]),
        ("1435;1520", [1435, 1520]),
        ("1520;1524", [1520]),
        ("unknown", [0]),
        (["1435;1520", "1435"], [1435]),
        (["1520", None], [1520]),
    ],
)
def test_gauge_tags(gauge, expected):
    net = Network.from_osmnx(track(RAIL | ({"gauge": gauge} if gauge else {})))
    assert net.edges.gauge_mm.tolist() == expected
    assert set(net.edges.kind) == {"osm"}


def test_an_edge_merged_over_a_break_of_gauge_is_refused():
    with pytest.raises(BadInput, match="merges tracks of gauges"):
        Network.from_osmnx(track(RAIL | {"gauge": ["1435", "1520"]}))


@pytest.mark.parametrize(
    ("tags", "status"),
    [
        (RAIL, "open"),
        (RAIL | {"highspeed": "yes"}, "high_speed"),
        (RAIL | {"highspeed": "no"}, "open"),
        ({"railway": "construction", "construction": "rail"}, "under_construction"),
        ({"railway": ["rail", "construction"], "highspeed": "yes"}, "under_construction"),
        ({"railway": "disused"}, "closed"),
        ({"railway": "proposed"}, "planned"),
    ],
)
def test_status_tags(tags, status):
    assert Network.from_osmnx(track(tags)).edges.status.tolist() == [status]


@pytest.mark.parametrize(
    "tags",
    [
        {"railway": "tram"},
        {"railway": "narrow_gauge", "gauge": "760"},
        {"railway": ["rail", "subway"]},
        {"railway": "construction", "construction": "light_rail"},
        {"highway": "primary"},
        {},
    ],
)
def test_what_is_no_railway_is_left_out(tags):
    with pytest.raises(BadInput, match="None of the 2 edges is railway=rail"):
        Network.from_osmnx(track(tags))


def test_a_bend_is_kept_and_both_directions_are_one_edge():
    line = [(9, 50), (9.05, 50.1), (9.1, 50)]
    net = Network.from_osmnx(track(RAIL, line=line))
    assert len(net) == 1
    assert net.line(0).tolist() == [list(point) for point in line]
    assert net.edges.length_km.tolist() == [geodesy.length_km(line)]
    toys.assert_sound(net)


def test_main_roads_are_read_when_asked_for():
    net = Network.from_osmnx(track({"highway": "primary", "oneway": "yes"}), mode="road")
    assert net.edges[["mode", "gauge_mm"]].to_numpy().tolist() == [["road", 0]]
    with pytest.raises(BadInput, match="main road"):
        Network.from_osmnx(track({"highway": "footway"}), mode="road")


def test_an_unknown_mode_and_a_projected_graph_are_refused():
    with pytest.raises(UnknownName, match="rail, road"):
        Network.from_osmnx(track(RAIL), mode="tram")
    with pytest.raises(BadInput, match=r"must be in EPSG:4326; this one is in 'epsg:3857'"):
        Network.from_osmnx(track(RAIL, crs="epsg:3857"))
    with pytest.raises(BadInput, match="no stated system"):
        Network.from_osmnx(track(RAIL, crs=""))


def test_a_real_extract_comes_in_whole(real):
    net = extract.network_from_extract(real)
    assert net.faults() == ()
    assert set(net.edges.gauge_mm) == {1435}
    assert len(set(net.components().tolist())) == 1
    assert net.edges.length_km.sum() == pytest.approx(11.4, abs=0.1)
    assert net.edges.dtypes[["u", "v", "gauge_mm"]].astype(str).tolist() == ["int64"] * 3
    toys.assert_sound(net)


def test_graphml_and_the_graph_itself_give_the_same(real, tmp_path):
    before = osmnx.settings.useful_tags_way
    osmnx.settings.useful_tags_way = [*before, *osmnx_graph.USEFUL_TAGS]
    try:
        graph = osmnx.graph.graph_from_xml(real, simplify=False, retain_all=True)
    finally:
        osmnx.settings.useful_tags_way = before
    osmnx.io.save_graphml(graph, tmp_path / "real.graphml")
    whole = extract.network_from_extract(real)
    same(extract.network_from_extract(graph), whole)
    of_graphml = extract.network_from_extract(str(tmp_path / "real.graphml"))
    assert of_graphml.data_date == graph.graph["created_date"][:10]
    same(replace(of_graphml, data_date=""), whole)


def test_a_simplified_graph_keeps_the_length(real):
    """OSMnx merges vertices into bends; length and reach stay."""
    graph = osm_file.to_graph(osm_file.read_raw(real), "rail")[0]
    rail = [(u, v, k) for u, v, k, kind in graph.edges(keys=True, data="railway") if kind == "rail"]
    simple = osmnx.simplification.simplify_graph(graph.edge_subgraph(rail).copy())
    net = extract.network_from_extract(simple)
    whole = extract.network_from_extract(real)
    assert len(net) < len(whole) / 10
    assert net.edges.length_km.sum() == pytest.approx(whole.edges.length_km.sum())
    toys.assert_sound(net)


def test_reading_leaves_osmnx_settings_as_they_were(real):
    before = list(osmnx.settings.useful_tags_way)
    extract.network_from_extract(real)
    assert osmnx.settings.useful_tags_way == before


def test_a_packed_extract_is_read(real, tmp_path):
    packed = tmp_path / "real.osm.gz"
    packed.write_bytes(gzip.compress(real.read_bytes()))
    same(extract.network_from_extract(packed), extract.network_from_extract(real))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.pbf", b"", "osmium cat x.pbf -o extract.osm"),
        ("x.osm", None, "cannot be opened"),
        ("x.osm", b"", "cannot be read as an OpenStreetMap extract"),
        ("x.osm", b"<osm><node id='1'", "cannot be read as an OpenStreetMap extract"),
        ("x.osm", b"<osm></osm>", "has no ways"),
        ("x.osm", b"<osmChange></osmChange>", "is <osmChange>, not <osm>"),
        ("x.json", b'{"version": 0.6}', "no list .elements"),
        ("x.json", b'{"elements": [{"type": "way"}]}', "cannot be read as an OpenStreetMap extract"),
        ("x.osm.gz", b"not packed", "cannot be read as an OpenStreetMap extract"),
        ("x.graphml", b"{}", "cannot be read as an OpenStreetMap extract"),
        (
            "x.osm",
            b"<osm><node id='1' lat='1' lon='1'/><way id='5'><nd ref='2'/><nd ref='3'/><tag k='railway' v='rail'/></way></osm>",
            "each way comes with all its nodes",
        ),
    ],
)
def test_a_bad_extract_is_one_clear_error(tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BadTable, match=words):
        extract.network_from_extract(tmp_path / name)


# --------------------------------------------------------------------------------------------- scripts
def test_fetching_says_clearly_when_there_is_no_connection(root, tmp_path):
    """A process of its own, cut off by a proxy that is not there."""
    import os
    import subprocess

    dead = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    script = [sys.executable, str(root / "scripts" / "fetch_osm.py")]
    box = ["--box", "79.9", "44.0", "80.6", "44.4", "-o", str(tmp_path / "x.graphml")]
    environment = os.environ | dead | {"PYTHONPATH": str(root)}
    done = subprocess.run(
        [*script, *box], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("No connection to OpenStreetMap's servers")
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_fixture_script_turns_package_lines_into_source_lines(root):
    pytest.importorskip("osmium", reason="no osmium: it comes with scripts/requirements-dev.txt")
    turn = runpy.run_path(str(root / "scripts" / "make_osm_fixture.py"))["with_sources"]
    assert turn("deb a b c\ndeb-src a b c\n") == "deb-src a b c\n"
    assert turn("Types: deb\nURIs: x\n") == "Types: deb-src\nURIs: x\n"
