"""Borders, gauges and terminals of drawn worlds (toys.py)."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import toys

from corridors import geodesy
from corridors.errors import BadInput
from corridors.graph.conditioning import borders, edit, gauges, links, naming


# -------------------------------------------------------------------------------------------- borders
def test_country_of_points_on_land_at_sea_and_far_off():
    points = np.array([[5, 5], [15, 5], [-0.3, 5], [5, -3]])
    assert borders.country_at(points, toys.squares()).tolist() == ["AA", "BB", "AA", ""]


def test_tagging_cuts_at_the_border_and_lengths_add_up():
    net = toys.overland()
    tagged = borders.tag_countries(net, toys.squares())
    assert tagged.edges.country.value_counts().to_dict() == {"AA": 2, "BB": 3, "CC": 1}
    assert tagged.edges.length_km.sum() == pytest.approx(net.edges.length_km.sum())
    rows = borders.border_nodes(tagged)
    np.testing.assert_allclose(rows.lon, [10, 20], atol=0.002)
    assert rows[["country_a", "country_b"]].to_numpy().tolist() == [["AA", "BB"], ["BB", "CC"]]
    toys.assert_sound(tagged)


def test_an_edge_over_two_borders_is_cut_twice():
    net = toys.draw({"a": (9, 5), "b": (21, 5)}, [("a", "b", {})])
    tagged = borders.tag_countries(net, toys.squares())
    assert tagged.edges.country.tolist() == ["AA", "BB", "CC"]
    assert tagged.edges.length_km.sum() == pytest.approx(net.edges.length_km.sum())


def test_a_wobble_of_the_border_is_no_island():
    """A line in AA that the boundary data lets dip into BB for a kilometre stays in AA."""
    places = {"a": (9, 5), "b": (9.99, 5.1), "c": (10.002, 5.15), "d": (9.99, 5.2), "e": (9, 5.3)}
    edges = [("a", "b", {}), ("b", "c", {}), ("c", "d", {}), ("d", "e", {})]
    tagged = borders.tag_countries(toys.draw(places, edges), toys.squares())
    assert tagged.edges.country.tolist() == ["AA"] * 4


def test_of_two_wobbles_side_by_side_the_smaller_gives_way():
    """Between the river's two wobbles lies a true town of AA, as Buchs on the Rhine; it stays in AA.

    ::

        a ─── b ── (c) ── d ── e ── (f)      c and f lie just over the border in BB
    """
    places = {
        "a": (9, 5), "b": (9.99, 5), "c": (10.003, 5.01), "d": (9.99, 5.02), "e": (9.99, 5.06), "f": (10.003, 5.07),
        "g": (11, 5.1),
    }  # fmt: skip
    edges = [(a, b, {}) for a, b in zip("abcdef", "bcdefg", strict=True)]
    for net in (toys.draw(places, edges), toys.shuffled(toys.draw(places, edges), 3)):
        tagged = borders.tag_countries(net, toys.squares())
        rows = borders.border_nodes(tagged)
        assert len(rows) == 1
        assert rows.lat.iat[0] > 5.06


def test_tagging_tags_an_edge_without_length():
    net = toys.draw({"a": (9, 5), "b": (9, 5)}, [("a", "b", {})])
    assert borders.tag_countries(net, toys.squares()).edges.country.tolist() == ["AA"]


def test_no_border_nodes_where_there_is_one_country():
    rows = borders.border_nodes(borders.tag_countries(toys.gap(), toys.squares()))
    assert rows.empty
    assert borders.match_crossings(rows, toys.crossings(), within_km=10).crossing_id.tolist() == []


def test_the_nearest_crossing_of_the_two_countries_is_taken():
    rows = borders.border_nodes(borders.tag_countries(toys.overland(), toys.squares()))
    matched = borders.match_crossings(rows, toys.crossings(), within_km=5)
    assert matched.crossing_id.tolist() == ["x-ab", "x-bc"]
    assert (matched.gap_km < 0.3).all()
    moved = toys.crossings().assign(lon=[10.5, 20.0])
    assert borders.match_crossings(rows, moved, within_km=5).crossing_id.tolist() == ["", "x-bc"]


def test_countries_are_joined_by_border_edges_alone():
    net = toys.gated(toys.overland())
    gates = net.edges[net.edges.kind == "border"]
    assert gates[["point_id", "status", "length_km"]].to_numpy().tolist() == [
        ["x-ab", "open", 0.0],
        ["x-bc", "closed", 0.0],
    ]
    assert toys.alone(net, ["border"], "country") == [{"AA"}, {"BB"}, {"CC"}]
    assert len(set(net.components().tolist())) == 1
    toys.assert_sound(net)


def test_gating_twice_gates_once():
    net = toys.gated(toys.overland())
    rows = borders.border_nodes(net)
    assert rows.empty
    assert toys.equal(borders.gate_borders(net, rows.assign(crossing_id=""), {}), net)


def corner_gated(status=("open", "open")):
    net = toys.corner()
    matched = borders.match_crossings(borders.border_nodes(net), toys.corner_crossings(), within_km=5)
    named = matched[matched.crossing_id != ""]
    return matched, borders.gate_borders(net, named, dict(zip(["x-aa-bb", "x-bb-dd"], status, strict=True)))


def test_where_three_countries_meet_each_pair_needs_its_crossing():
    matched, net = corner_gated()
    assert matched[["country_a", "country_b", "crossing_id"]].to_numpy().tolist() == [
        ["AA", "BB", "x-aa-bb"],
        ["AA", "DD", ""],
        ["BB", "DD", "x-bb-dd"],
    ]
    assert toys.alone(net, ["border"], "country") == [{"AA"}, {"BB"}, {"DD"}]
    ends = net.edges[net.edges.kind == "border"][["u", "v"]].to_numpy()
    assert (ends[:, 0] != ends[:, 1]).all(), "a gate has two sides"
    assert nx.has_path(toys.passable(net), 0, 3)
    toys.assert_sound(net)


def test_where_three_countries_meet_a_closed_crossing_stays_closed():
    _, net = corner_gated(("open", "closed"))
    graph = toys.passable(net, status="open")
    assert nx.has_path(graph, 0, 2), "AA to BB"
    assert not nx.has_path(graph, 0, 3), "AA to DD leads over the closed crossing"
    assert not nx.has_path(graph, 2, 3), "BB to DD is closed"


def test_a_loop_at_a_border_keeps_both_its_ends_together():
    net = toys.corner()
    ring = edit.append_edges(
        net,
        [{"u": 1, "v": 1, "length_km": 3.0, "kind": "osm", "country": "BB"}],
        [np.array([[10, 10], [10.01, 9.99], [10, 10]])],
    )
    rows = borders.border_nodes(ring).assign(crossing_id="x")
    cut = borders.gate_borders(ring, rows, {"x": "open"})
    loop = cut.edges[cut.edges.length_km == 3.0].iloc[0]
    assert loop.u == loop.v != 1


def test_a_crossing_without_a_status_is_named():
    rows = borders.border_nodes(toys.corner()).assign(crossing_id="x-nowhere")
    with pytest.raises(BadInput, match="x-nowhere"):
        borders.gate_borders(toys.corner(), rows, {})


def test_nameless_crossings_are_named_after_towns_and_shut_unless_open():
    rows = borders.border_nodes(toys.corner())
    named, derived = naming.derive_crossings(rows, toys.TOWNS, lambda a, b: {a, b} == {"AA", "BB"})
    assert named.crossing_id.tolist() == derived.id.tolist()
    assert derived.name.tolist() == ["Aville – Bstadt", "Aville – DD", "Bstadt – DD"]
    assert derived.status.tolist() == ["open", "closed", "closed"]


def test_no_nameless_crossings_give_an_empty_table():
    named, derived = naming.derive_crossings(
        borders.border_nodes(toys.gap()), toys.TOWNS, lambda _a, _b: True
    )
    assert named.empty
    assert derived.empty
    assert {"id", "status"} <= set(derived)


# --------------------------------------------------------------------------------------------- gauges
def test_gauges_are_joined_by_gauge_change_edges_alone():
    net = toys.laid(toys.overland())
    rail = net.select((net.edges["mode"] == "rail").to_numpy())
    assert all(len(found) == 1 for found in toys.alone(rail, [], "gauge_mm"))
    assert set(net.edges[net.edges.kind == "gauge_change"].point_id) == {"yard-b"}
    assert len(set(net.components().tolist())) == 1
    assert net.faults() == ()
    toys.assert_sound(net)


def test_both_gauges_run_from_the_border_to_the_yard():
    edges = toys.laid(toys.overland()).edges
    in_b = edges[(edges.country == "BB") & (edges.kind == "osm")]
    assert set(in_b.gauge_mm) == {1435, 1520}
    wide = in_b[in_b.gauge_mm == 1435].length_km.sum()
    assert wide == pytest.approx(geodesy.distance_km(10, 5, 10.5, 5), abs=0.5)
    assert edges[edges.point_id == "x-ab"].gauge_mm.tolist() == [1435]
    assert edges[edges.point_id == "x-bc"].gauge_mm.tolist() == [1520]


def test_without_a_yard_the_gauges_stay_apart():
    ready = toys.gated(toys.overland())
    none = toys.yards().iloc[:0]
    net = gauges.lay_gauges(ready, gauges.gauge_flags(ready, toys.NATIVE_MM, points=none), none)
    assert len(set(net.components().tolist())) == 2
    assert "x-ab" not in set(net.edges.point_id)


def test_a_yard_the_map_leaves_out_lets_both_gauges_meet_at_the_border():
    far = toys.yards().assign(lon=10.0, radius_km=3.0, country="DD")
    ready = toys.gated(toys.overland())
    net = gauges.lay_gauges(ready, gauges.gauge_flags(ready, toys.NATIVE_MM, points=far), far)
    assert sorted(net.edges[net.edges.point_id == "x-ab"].gauge_mm) == [1435, 1520]
    assert len(set(net.components().tolist())) == 1


def test_a_stated_gauge_wins_over_the_countrys_and_others_are_left_out():
    """Track of 1000 mm is none of the network's gauges, and no gauge point makes it one."""
    places = {"a": (8, 5), "b": (9, 5), "c": (9.5, 5)}
    edges = [("a", "b", {"gauge_mm": 1668}), ("b", "c", {"gauge_mm": 1000})]
    net = toys.draw(places, edges, country="AA")
    points = toys.yards().assign(crossing_id="", lon=15.0)
    flags = gauges.gauge_flags(net, toys.NATIVE_MM, points=points)
    assert flags.to_numpy().tolist() == [[False, False, True], [False, False, False]]
    assert gauges.lay_gauges(net, flags, points).edges.gauge_mm.tolist() == [1668]


def test_a_named_line_gets_its_own_gauge_on_the_shortest_way():
    net = gauges.mark_lines(
        toys.fork(), pd.DataFrame({"gauge_mm": [1520], "anchors": ["1 5;1.4 5;1.5 4.9"]})
    )
    assert net.edges.gauge_mm.tolist() == [1520, 1520, 0, 0, 1520, 0, 0]


def test_a_named_line_that_is_not_on_this_network_marks_nothing():
    far = pd.DataFrame({"gauge_mm": [1520], "anchors": ["1 5;60 5"]})
    assert toys.equal(gauges.mark_lines(toys.fork(), far), toys.fork())


def test_a_line_of_one_anchor_is_refused():
    with pytest.raises(BadInput, match="two anchors or more"):
        gauges.path_edges(toys.fork(), np.array([[1.0, 5.0]]))


# ---------------------------------------------------------------------------------------------- links
def joined():
    """Rail in two gauges, a road and a ferry that meet at one terminal."""
    road = toys.draw({"r": (10.4, 5.03), "s": (10.6, 5.03)}, [("r", "s", {})], mode="road", country="BB")
    ferries = pd.DataFrame(
        {"id": ["f"], "from_terminal": ["t-port"], "to_terminal": ["t-other"], "status": ["open"]}
    )
    ferry = links.ferry_network(ferries, [np.array([[10.5, 5.02], [20, 3], [30, 5]])], [links.HIGH_SEAS])
    return links.link_terminals([toys.laid(toys.overland()), road, ferry], toys.TERMINALS, toys.NATIVE_MM)


def test_terminals_join_modes_by_edges_as_long_as_their_gap():
    net = joined()
    ends = net.edges[net.edges.kind == "terminal"]
    assert ends.point_id.value_counts().to_dict() == {"t-port": 3, "t-other": 1}
    position = net.nodes[["lon", "lat"]].to_numpy()
    gap = geodesy.distance_km(*position[ends.u].T, *position[ends.v].T)
    np.testing.assert_allclose(ends.length_km, gap, atol=edit.ROUNDING_KM)
    toys.assert_sound(net)


def test_no_train_changes_gauge_through_a_terminal():
    net = joined()
    rail = net.select(net.edges["mode"].isin(["rail", "transfer"]).to_numpy())
    train = rail.select((rail.edges.kind != "gauge_change").to_numpy())
    on_rails = train.edges[train.edges["mode"] == "rail"]
    piece = train.components()[on_rails.u.to_numpy()]
    assert on_rails.groupby(piece).gauge_mm.nunique().max() == 1
    assert on_rails.gauge_mm.nunique() == 2


def test_a_terminal_in_a_country_without_rails_joins_its_other_modes():
    road = toys.draw({"r": (10.4, 5.03), "s": (10.6, 5.03)}, [("r", "s", {})], mode="road", country="BB")
    rail = toys.laid(toys.overland())
    rows = toys.TERMINALS.iloc[:1].assign(country="ZZ")
    net = links.link_terminals([rail, road], rows, toys.NATIVE_MM)
    assert net.edges[net.edges.kind == "terminal"].shape[0] == 1


def test_lanes_that_end_in_one_place_share_a_node():
    lanes = [np.array([[1, 1], [2, 2.0]]), np.array([[2.000001, 2], [3, 3]])]
    net = links.sea_network(lanes, data_date="2024-01-01")
    assert len(net.nodes) == 3
    assert set(net.edges["mode"]) == {"sea"}
