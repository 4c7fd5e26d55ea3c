"""Cut, mend and merge edges of drawn worlds (toys.py)."""

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import toys
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors import geodesy
from corridors.errors import BadInput
from corridors.graph.conditioning import contract, edit, repair
from corridors.graph.network import load

BRIDGE = toys.joins((1.5, 5.0, 1.6, 5.0, 12.5))


# ----------------------------------------------------------------------------------------------- edit
def test_split_shares_length_in_proportion_and_keeps_direction():
    net = toys.fork()
    cut, made = edit.split(net, {1: [0.25, 0.75], 4: [0.5]})
    pieces = cut.edges.iloc[len(net) - 2 :]
    whole = net.edges.length_km
    np.testing.assert_allclose(pieces.length_km[:3], np.array([0.25, 0.5, 0.25]) * whole[1])
    np.testing.assert_allclose(pieces.length_km[3:], whole[4] / 2)
    assert cut.edges.length_km.sum() == pytest.approx(whole.sum())
    assert [len(ids) for ids in made.values()] == [2, 1]
    chain = pieces[["u", "v"]].to_numpy()[:3].ravel().tolist()
    assert chain == [2, made[1][0], made[1][0], made[1][1], made[1][1], 1]
    toys.assert_sound(cut)


def test_split_keeps_every_bend():
    net = toys.fork()
    cut, _ = edit.split(net, {1: [0.5]})
    both = np.vstack([cut.line(len(net) - 1), cut.line(len(net))[1:]])
    middle = geodesy.interpolate(net.line(1), 0.5)
    kept = [point for point in both.tolist() if not np.allclose(point, middle)]
    assert kept == net.line(1).tolist()


@given(st.lists(st.floats(0.001, 0.999), min_size=1, max_size=6, unique=True))
@settings(max_examples=30, deadline=None)
def test_split_anywhere_loses_no_length(fractions):
    net = toys.fork()
    cut, made = edit.split(net, {1: sorted(fractions)})
    assert cut.edges.length_km.sum() == pytest.approx(net.edges.length_km.sum())
    assert len(made[1]) == len(fractions)
    toys.assert_sound(cut)


def test_a_loop_can_be_split():
    net = toys.fork()
    cut, made = edit.split(net, {5: [0.5]})
    assert cut.edges.iloc[-2:][["u", "v"]].to_numpy().tolist() == [[3, made[5][0]], [made[5][0], 3]]
    toys.assert_sound(cut)


def test_attach_takes_the_node_that_is_there():
    net, ids = edit.attach(toys.gap(), np.array([[1.0, 5.0], [2.0005, 5.0]]), max_km=0.3)
    assert ids == [0, 3]
    assert len(net) == 2


def test_attach_cuts_an_edge_once_for_two_points_at_one_spot():
    points = np.array([[1.25, 5.001], [1.25, 4.999], [1.25, 5.001]])
    net, ids = edit.attach(toys.gap(), points, max_km=0.3)
    assert ids == [4, 4, 4]
    assert len(net) == 3
    assert (net.edges.length_km > 0).all()


def test_attach_far_points_are_nodes_of_their_own_and_equal_ones_share():
    net, ids = edit.attach(toys.gap(), np.array([[1.25, 6.0], [1.25, 6.0], [1.3, 6.0]]), max_km=0.3)
    assert ids == [4, 4, 5]
    assert net.nodes.iloc[4].tolist() == [1.25, 6.0]


def test_attach_measures_on_the_ground_not_in_degrees():
    """At 60° north a degree of longitude is half as long: east is nearer here, north in degrees.

    ::

        ─────────  0.004° north: 0.45 km
            ·   │
                │  0.006° east: 0.33 km
    """
    places = {"a": (9.99, 60.004), "b": (10.0, 60.004), "c": (10.006, 59.99), "d": (10.006, 60.003)}
    net = toys.draw(places, [("a", "b", {}), ("c", "d", {})])
    (spot,) = edit.nearest_spots(net, np.array([[10.0, 60.0]]))
    assert spot.edge == 1
    assert spot.gap_km == pytest.approx(0.3347, abs=1e-3)
    _, (node,) = edit.attach(net, np.array([[10.0, 60.0]]), max_km=0.35)
    assert node == 4, "cut into the edge that is near enough, not left loose"


def test_attach_to_nothing_and_of_nothing():
    net = toys.gap()
    nowhere = np.zeros(len(net), dtype=bool)
    grown, ids = edit.attach(net, np.array([[1.2, 5.0]]), max_km=0.3, among=nowhere)
    assert ids == [4]
    assert len(grown) == len(net)
    same, none = edit.attach(net, np.empty((0, 2)), max_km=0.3)
    assert none == []
    assert toys.equal(same, net)


def test_find_edges_in_either_direction_or_none():
    table = toys.joins((1.5, 5, 1, 5, 55.0), (1.6, 5, 2, 5, 44.0), (1, 5, 2, 5, 9.0))
    assert edit.find_edges(toys.gap(), table).tolist() == [0, 1, -1]


def test_find_edges_tells_parallel_tracks_by_length():
    net = toys.fork()
    by_length = [toys.joins((1.4, 5, 1.6, 5, float(net.edges.length_km[e]))) for e in (2, 3)]
    assert [edit.find_edges(net, table).tolist() for table in by_length] == [[2], [3]]
    assert edit.find_edges(net, by_length[1].drop(columns="length_km")).tolist() == [2]


def test_mark_edges_leaves_out_what_was_not_found():
    net = edit.mark_edges(toys.gap(), np.array([1, -1]), country=np.array(["KZ", "XX"]))
    assert net.edges.country.tolist() == ["", "KZ"]


def test_edges_read_from_a_file_can_be_marked_and_added_to(tmp_path):
    toys.gap().save(tmp_path / "toy.npz")
    net = load(tmp_path / "toy.npz")
    assert edit.mark_edges(net, np.array([0]), country="KZ").edges.country.tolist() == ["KZ", ""]
    healed = repair.heal(net, BRIDGE)
    assert healed.edges.kind.tolist() == ["osm", "osm", "repair"]
    assert healed.edges.dtypes[["u", "gauge_mm"]].astype(str).isin(["int32", "int64"]).all()


# --------------------------------------------------------------------------------------------- repair
def test_heal_adds_a_visible_edge_with_its_length():
    net = repair.heal(toys.gap(), BRIDGE)
    new = net.edges[net.edges.kind == "repair"]
    assert new[["u", "v", "length_km", "status"]].to_numpy().tolist() == [[1, 2, 12.5, "open"]]
    assert len(set(net.components().tolist())) == 1
    toys.assert_sound(net)


@pytest.mark.parametrize(
    "table",
    [
        BRIDGE,
        toys.joins((1.25, 5.001, 1.8, 5.001, 61.0)),
        toys.joins((1.2, 5.001, 1.3, 5.001, 12.0)),
        toys.joins((1.5, 5, 1.55, 5.3, 40.0), (1.55, 5.3, 1.6, 5, 40.0)),
        toys.joins((1.55, 6.3, 1.6, 7, 90.0)),
        toys.joins((1.5, 5, 1.6, 5, 12.0), (1.5, 5, 1.6, 5, 12.0), gauge_mm=[1435, 1520]),
        BRIDGE.iloc[:0],
    ],
    ids=[
        "at nodes",
        "inside two edges",
        "inside one edge",
        "over a new node",
        "far off",
        "two gauges",
        "none",
    ],
)
def test_healing_twice_adds_nothing_more(table):
    once = repair.heal(toys.gap(), table)
    assert (once.edges.kind == "repair").sum() == len(table)
    assert toys.equal(repair.heal(once, table), once)


def test_heal_inside_one_edge_keeps_its_length():
    net = repair.heal(toys.gap(), toys.joins((1.2, 5.001, 1.3, 5.001, 12.0)))
    kept = net.edges[net.edges.kind == "osm"]
    assert len(kept) == 4
    assert kept.length_km.sum() == pytest.approx(toys.gap().edges.length_km.sum())


def test_heal_follows_its_via_points_and_states_gauge_and_status():
    table = BRIDGE.assign(via="1.52 5.1;1.58 5.1", gauge_mm=1520.0, status="planned")
    net = repair.heal(toys.gap(), table)
    assert net.line(2).tolist() == [[1.5, 5], [1.52, 5.1], [1.58, 5.1], [1.6, 5]]
    assert net.edges.gauge_mm.tolist() == [0, 0, 1520]
    assert net.edges.gauge_mm.dtype == "int64"
    assert net.edges.status.tolist()[-1] == "planned"


def test_heal_leaves_out_a_join_from_a_node_to_itself():
    net = repair.heal(toys.gap(), toys.joins((1.5, 5, 1.5002, 5, 0.1)))
    assert toys.equal(net, toys.gap())


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (BRIDGE.assign(via="1.52,5.1"), "via is 'lon lat;lon lat'"),
        (BRIDGE.assign(length_km=np.nan), r"length_km of 0 or more; rows \[0\]"),
        (BRIDGE.assign(length_km=-1.0), "State the length"),
    ],
)
def test_heal_says_what_is_wrong_with_a_row(table, words):
    with pytest.raises(BadInput, match=words):
        repair.heal(toys.gap(), table)


@pytest.mark.parametrize("turned", [False, True])
def test_reshape_keeps_length_and_direction(turned):
    net = toys.gap()
    ends = [1.5, 5, 1, 5] if turned else [1, 5, 1.5, 5]
    table = pd.DataFrame(
        [[*ends, 2, 1.3, 5.2], [*ends, 1, 1.2, 5.1], [9, 9, 8, 8, 1, 7, 7]],
        columns=["a_lon", "a_lat", "b_lon", "b_lat", "seq", "via_lon", "via_lat"],
    )
    bent = repair.reshape(net, table)
    inner = [[1.3, 5.2], [1.2, 5.1]] if turned else [[1.2, 5.1], [1.3, 5.2]]
    assert bent.line(0).tolist() == [[1, 5], *inner, [1.5, 5]]
    assert bent.edges.equals(net.edges)
    assert bent.line(1).tolist() == net.line(1).tolist()
    toys.assert_sound(bent)


def test_high_speed_track_is_found_by_its_ends():
    net = repair.ban_high_speed(toys.gap(), toys.joins((2, 5, 1.6, 5, 44.0), (7, 7, 8, 8, 1.0)))
    assert net.edges.status.tolist() == ["open", "high_speed"]


# ------------------------------------------------------------------------------------------- contract
def test_contract_keeps_loops_parallels_and_bends():
    net = contract.contract(toys.fork())
    assert toys.canonical(net) == toys.canonical(contract.contract(net))
    assert len(net) == 6, "a–b–c is one edge, the rest stays"
    merged = net.line(0).tolist()
    assert merged == [[1, 5], [1.2, 5], [1.25, 5.05], [1.35, 5.05], [1.4, 5]]
    assert net.edges.length_km.sum() == pytest.approx(toys.fork().edges.length_km.sum())
    toys.assert_sound(net)


@pytest.mark.parametrize("kind", ["repair", "border"])
def test_contract_leaves_repairs_and_points_visible(kind):
    places = {"a": (1, 5), "b": (1.2, 5), "c": (1.4, 5)}
    net = toys.draw(places, [("a", "b", {}), ("b", "c", {"kind": kind, "point_id": "x"})])
    assert len(contract.contract(net)) == 2


def test_contract_merges_a_users_own_track():
    places = {"a": (1, 5), "b": (1.2, 5), "c": (1.4, 5)}
    assert len(contract.contract(toys.draw(places, [("a", "b", {}), ("c", "b", {})], kind="own"))) == 1


@st.composite
def tangles(draw):
    count = draw(st.integers(2, 8))
    places = {str(i): (i % 3 + 0.1 * i, 5 + 0.37 * i) for i in range(count)}
    node = st.integers(0, count - 1).map(str)
    values = st.builds(
        lambda km, country: {"length_km": float(km), "country": country},
        st.integers(1, 50),
        st.sampled_from(["AA", "AA", "AA", "BB"]),
    )
    edges = draw(st.lists(st.tuples(node, node, values), min_size=1, max_size=12))
    bends = [(a, b, v | ({"via": [(0.5, 4)]} if a == b else {})) for a, b, v in edges]
    return toys.draw(places, bends)


@given(tangles())
@settings(max_examples=120, deadline=None)
def test_contract_keeps_total_length_and_shortest_distances(net):
    small = contract.contract(net)
    assert small.edges.length_km.sum() == pytest.approx(net.edges.length_km.sum())
    toys.assert_sound(small)
    place = {tuple(p): i for i, p in enumerate(net.nodes.to_numpy().round(6).tolist())}
    old = [place[tuple(p)] for p in small.nodes.to_numpy().round(6).tolist()]
    before = dict(nx.all_pairs_dijkstra_path_length(toys.passable(net)))
    after = dict(nx.all_pairs_dijkstra_path_length(toys.passable(small)))
    for a, b in combinations(range(len(old)), 2):
        assert after[a].get(b) == before[old[a]].get(old[b])
