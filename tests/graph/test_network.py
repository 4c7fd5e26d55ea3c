"""Networks as arrays: invariants, selection, file form; and what the shipped network holds."""

import zipfile

import numpy as np
import pandas as pd
import pytest
import toys
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors import geodesy
from corridors.errors import BadInput, DamagedData
from corridors.graph.network import EDGE_COLUMNS, Network, concat, load


def faulty(**columns):
    """Return a sound network with columns of its first edge spoilt."""
    net = toys.fork()
    frame = net.edges.assign(gauge_mm=1435)
    for column, value in columns.items():
        frame[column] = frame[column].astype(object)
        frame.loc[0, column] = value
    return Network(net.nodes, frame, net.coords, net.offsets)


# -------------------------------------------------------------------------------------------- values
def test_lines_come_back_as_they_were_given():
    net = toys.fork()
    assert len(net) == 7
    assert list(net.edges) == list(EDGE_COLUMNS)
    for edge, line in enumerate(net.lines()):
        assert np.array_equal(line, net.line(edge))
        assert [list(point) for point in net.geometry[edge].coords] == line.tolist()
    toys.assert_sound(net)


def test_edges_as_a_frame_are_in_degrees_and_apart_from_the_network():
    net = toys.fork()
    frame = net.edges_gdf()
    assert frame.crs == "EPSG:4326"
    frame["status"] = "closed"
    assert set(net.edges.status) == {"open"}


def test_an_empty_network_is_a_network():
    net = toys.fork().select(np.zeros(7, dtype=bool))
    assert (len(net), len(net.nodes), net.lines(), net.faults()) == (0, 0, [], ())


def test_select_keeps_the_chosen_edges_and_only_their_nodes():
    net = toys.fork()
    keep = np.array([False, True, False, False, False, True, False])
    part = net.select(keep)
    assert part.nodes.to_numpy().tolist() == net.nodes.iloc[[1, 2, 3]].to_numpy().tolist()
    assert part.edges[["u", "v"]].to_numpy().tolist() == [[1, 0], [2, 2]]
    assert [line.tolist() for line in part.lines()] == [net.line(1).tolist(), net.line(5).tolist()]
    toys.assert_sound(part)


@given(st.lists(st.booleans(), min_size=7, max_size=7))
@settings(max_examples=30, deadline=None)
def test_select_any_part_is_sound(keep):
    part = toys.fork().select(np.array(keep))
    assert len(part) == sum(keep)
    toys.assert_sound(part)


def test_select_needs_a_truth_value_for_each_edge():
    with pytest.raises(BadInput, match=r"each of 7 edges; got \(2,\)"):
        toys.fork().select(np.array([True, False]))


def test_components_with_and_without_an_edge():
    net = toys.fork()
    assert len(set(net.components().tolist())) == 1
    without = np.ones(7, dtype=bool)
    without[0] = False
    assert len(set(net.components(without).tolist())) == 2


def test_networks_laid_side_by_side_stay_apart():
    both = concat([toys.gap(), toys.fork().select(np.zeros(7, dtype=bool)), toys.fork()])
    assert len(both) == 9
    assert len(both.nodes) == 10
    assert len(set(both.components().tolist())) == 3
    assert both.edges.u.tolist()[2:] == (toys.fork().edges.u + 4).tolist()
    toys.assert_sound(both)


# ---------------------------------------------------------------------------------------- invariants
@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"u": 99}, "1 edges end at no node, first edge 0"),
        ({"length_km": -1.0}, "negative or missing length_km"),
        ({"length_km": np.nan}, "negative or missing length_km"),
        ({"mode": "tram"}, "unknown mode"),
        ({"kind": "guess"}, "unknown kind"),
        ({"status": "maybe"}, "unknown status"),
        ({"gauge_mm": 0}, "rail edges have no gauge"),
        ({"kind": "border"}, "points have no point_id"),
    ],
)
def test_each_broken_invariant_is_a_sentence(columns, words):
    (fault,) = faulty(**columns).faults()
    assert words in fault


def test_all_faults_are_told_at_once():
    assert faulty().faults() == ()
    assert len(faulty(mode="tram", status="maybe", length_km=-1).faults()) == 3


def test_nodes_off_the_globe_and_lines_of_one_point_are_faults():
    net = faulty()
    lost = Network(net.nodes.assign(lat=91.0), net.edges, net.coords, net.offsets)
    assert "6 nodes lie off the globe" in lost.faults()
    cut = Network(net.nodes, net.edges, net.coords[1:], np.maximum(net.offsets - 1, 0))
    assert any("fewer than two points" in fault for fault in cut.faults())


# ---------------------------------------------------------------------------------------------- file
def test_a_toy_comes_back_from_its_file(tmp_path):
    net = toys.laid(toys.overland())
    net.save(tmp_path / "toy.npz")
    again = load(tmp_path / "toy.npz")
    plain = again.edges.astype(dict.fromkeys(["mode", "kind", "country", "status", "point_id"], str))
    pd.testing.assert_frame_equal(
        plain.drop(columns="length_km"), net.edges.drop(columns="length_km"), check_dtype=False
    )
    np.testing.assert_allclose(plain.length_km, net.edges.length_km, atol=0.0005001)
    np.testing.assert_allclose(again.coords, net.coords, atol=6e-7)
    assert again.data_date == "2024-02-26"
    assert again.faults() == ()
    toys.assert_sound(again)


@pytest.mark.parametrize(
    "spoil", [lambda data: data[: len(data) // 2], lambda _: b"", lambda _: b"nonsense"]
)
def test_a_damaged_file_is_named(tmp_path, spoil):
    path = tmp_path / "toy.npz"
    toys.gap().save(path)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(DamagedData, match=r"toy.npz cannot be read .* Restore it"):
        load(path)


def test_a_missing_file_and_one_without_its_arrays_are_named(tmp_path):
    with pytest.raises(DamagedData, match="FileNotFoundError"):
        load(tmp_path / "none.npz")
    np.savez(tmp_path / "other.npz", uv=np.zeros((1, 2)))
    with pytest.raises(DamagedData, match="KeyError"):
        load(tmp_path / "other.npz")
    np.save(tmp_path / "order.npy", np.arange(3))
    with pytest.raises(DamagedData, match="TypeError"):
        load(tmp_path / "order.npy")


# ------------------------------------------------------------------------------------ shipped network
@pytest.fixture(scope="module")
def shipped(geodata):
    return load(geodata / "osm" / "network.npz")


@pytest.fixture(scope="module")
def points(geodata):
    names = (
        "tables/crossings",
        "osm/crossings_derived",
        "tables/gauge_points",
        "tables/terminals",
        "tables/ferries",
        "tables/straits",
    )
    read = {name: pd.read_csv(geodata / f"{name}.csv", dtype=str, keep_default_na=False) for name in names}
    return {name.split("/")[1]: table.set_index("id") for name, table in read.items()}


def values_at_nodes(net, keep, column):
    """List the values of a column at each node, each once: columns node, value."""
    edges = net.edges[keep]
    value = edges[column].astype(str)
    ends = pd.concat([pd.DataFrame({"node": edges[end], "value": value}) for end in "uv"])
    return ends.drop_duplicates()


def test_shipped_network_holds_its_invariants(shipped):
    assert shipped.faults() == ()


def test_saved_headers_do_not_depend_on_the_patch_release_of_python(shipped, tmp_path):
    shipped.save(tmp_path / "network.npz")
    with zipfile.ZipFile(tmp_path / "network.npz") as packed:
        entries = packed.infolist()
    assert {(e.create_version, e.extract_version, e.date_time, e.extra) for e in entries} == {
        (20, 20, (1980, 1, 1, 0, 0, 0), b"")
    }


def test_shipped_network_comes_back_the_same_from_a_file_of_the_same_bytes(shipped, geodata, tmp_path):
    shipped.save(tmp_path / "network.npz")
    assert (tmp_path / "network.npz").read_bytes() == (geodata / "osm" / "network.npz").read_bytes()
    assert toys.equal(load(tmp_path / "network.npz"), shipped)


def test_shipped_lines_are_no_longer_than_their_edges_by_much(shipped):
    """Mapped length rides on the edge; the drawn line is a chord, so it is seldom longer."""
    running = shipped.edges.kind.isin(["osm"]).to_numpy() & (shipped.edges.length_km > 50).to_numpy()
    drawn = np.array([geodesy.length_km(shipped.line(int(e))) for e in np.flatnonzero(running)[::25]])
    ratio = drawn / shipped.edges.length_km.to_numpy()[running][::25]
    assert np.quantile(ratio, 0.99) < 1.05


def test_shipped_borders_are_crossed_by_border_edges_alone(shipped):
    tracks = (shipped.edges["mode"].isin(["rail", "road"]) & (shipped.edges.kind != "border")).to_numpy()
    at = values_at_nodes(shipped, tracks, "country")
    assert at[at.duplicated("node", keep=False)].to_dict("records") == []


def test_shipped_border_edges_join_the_two_countries_of_their_crossing(shipped, points):
    tracks = (shipped.edges["mode"].isin(["rail", "road"]) & (shipped.edges.kind != "border")).to_numpy()
    country = values_at_nodes(shipped, tracks, "country").set_index("node").value.to_dict()
    both = pd.concat([points["crossings"], points["crossings_derived"]])
    gates = shipped.edges[shipped.edges.kind == "border"]
    wrong = []
    for u, v, name in gates[["u", "v", "point_id"]].itertuples(index=False):
        pair = {both.country_a[name], both.country_b[name]}
        sides = {country[end] for end in (u, v) if end in country}
        if u == v or not sides <= pair:
            wrong.append((name, sides))
    assert wrong == []


def test_shipped_gauges_change_at_named_points_alone(shipped, points):
    at = values_at_nodes(shipped, (shipped.edges["mode"] == "rail").to_numpy(), "gauge_mm")
    assert at[at.duplicated("node", keep=False)].to_dict("records") == []
    gauge = at.set_index("node").value.to_dict()
    changes = shipped.edges[shipped.edges.kind == "gauge_change"]
    assert set(changes.point_id) <= set(points["gauge_points"].index)
    for u, v, name in changes[["u", "v", "point_id"]].itertuples(index=False):
        row = points["gauge_points"].loc[name]
        assert {gauge[u], gauge[v]} == {row.gauge_a_mm, row.gauge_b_mm}, name


def test_shipped_trains_keep_their_gauge_without_a_named_point(shipped):
    train = shipped.select(
        (
            shipped.edges["mode"].isin(["rail", "transfer"]) & (shipped.edges.kind != "gauge_change")
        ).to_numpy()
    )
    rails = train.edges[train.edges["mode"] == "rail"]
    piece = train.components()[rails.u.to_numpy()]
    assert rails.groupby(piece).gauge_mm.nunique().max() == 1


def test_every_point_the_shipped_network_names_stands_in_a_table(shipped, points):
    known = {
        "border": {*points["crossings"].index, *points["crossings_derived"].index},
        "gauge_change": set(points["gauge_points"].index),
        "terminal": set(points["terminals"].index),
        "ferry": set(points["ferries"].index),
        "sea": {*points["straits"].index, ""},
    }
    for kind, ids in known.items():
        used = set(shipped.edges.point_id[shipped.edges.kind == kind].astype(str))
        assert used - ids == set(), kind
    rest = shipped.edges.point_id[~shipped.edges.kind.isin(list(known))].astype(str)
    assert set(rest) == {""}


def test_shipped_repairs_are_visible_with_their_length(shipped):
    repairs = shipped.edges[shipped.edges.kind == "repair"]
    assert len(repairs) > 50
    assert (repairs.length_km >= 0).all()  # two ends may lie at one place
