"""Dead ends are joined where the line goes on, and nowhere else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from toys import draw

from corridors.graph.conditioning.dead_ends import (
    find_bridges,
    find_dead_ends,
    find_joins,
    join_dead_ends,
)
from corridors.graph.conditioning.domestic import Passes
from corridors.graph.conditioning.touching import describe_touches, find_touches, join_touches

KM = 1 / 111.2  # degrees of longitude at the equator


def line_with_gap(gap_km, turn=(1.0, 0.0)):
    """Return a line of 60 km on either side of a gap, the second part ahead or aside."""
    end = 0.5
    x, y = end + gap_km * KM * turn[0], gap_km * KM * turn[1]
    places = {"a": (0.0, 0.0), "b": (end, 0.0), "c": (x, y), "d": (x + 0.5 * turn[0], y + 0.5 * turn[1])}
    return draw(places, [("a", "b", {}), ("c", "d", {})])


def joined(net):
    return {tuple(sorted(pair)) for pair in find_joins(net)[["a", "b"]].to_numpy().tolist()}


@pytest.mark.parametrize(("gap_km", "is_joined"), [(0.1, True), (0.9, True), (1.9, True), (2.1, False)])
def test_two_ends_in_line_are_joined_up_to_two_kilometres(gap_km, is_joined):
    assert joined(line_with_gap(gap_km)) == ({(1, 2)} if is_joined else set())


def test_tracks_that_end_side_by_side_are_not_joined():
    places = {"a": (0.0, 0.0), "b": (0.5, 0.0), "c": (0.5, 0.8 * KM), "d": (0.0, 0.8 * KM)}
    assert joined(draw(places, [("a", "b", {}), ("c", "d", {})])) == set()


@pytest.mark.parametrize(("gap_km", "is_joined"), [(0.6, True), (1.2, False)])
def test_an_end_is_joined_to_a_line_ahead_up_to_one_kilometre(gap_km, is_joined):
    x = 0.5 + gap_km * KM
    places = {"a": (0.0, 0.0), "b": (0.5, 0.0), "n": (x, 0.5), "m": (x, 0.0), "s": (x, -0.5)}
    net = draw(places, [("a", "b", {}), ("n", "m", {}), ("m", "s", {})])
    assert joined(net) == ({(1, 3)} if is_joined else set())


def test_a_short_way_round_needs_no_join():
    places = {"a": (0.0, 0.0), "b": (0.5, 0.0), "c": (0.505, 0.0), "d": (1.0, 0.0), "e": (0.5, 0.02)}
    edges = [("a", "b", {}), ("c", "d", {}), ("a", "e", {"length_km": 3.0}), ("e", "d", {"length_km": 3.0})]
    net = draw(places, edges)
    assert joined(net) == {(1, 2)}  # 117 km of track lie between the ends
    near = draw(places, [("a", "b", {"length_km": 2}), ("c", "d", {"length_km": 2}), *edges[2:]])
    assert joined(near) == set()


def test_high_speed_track_is_no_way_round_and_is_not_joined():
    net = line_with_gap(0.5)
    fast = draw(
        {"a": (0.0, 0.0), "b": (0.5, 0.0), "c": (0.505, 0.0), "d": (1.0, 0.0)},
        [("a", "b", {}), ("c", "d", {}), ("b", "c", {"status": "high_speed", "length_km": 0.6})],
    )
    assert joined(fast) == joined(net) == {(1, 2)}


def test_joining_adds_visible_repairs_and_leaves_the_rest():
    net = line_with_gap(0.7)
    before = net.edges.copy()
    whole = join_dead_ends(net, find_joins(net))
    assert net.edges.equals(before)
    added = whole.edges[whole.edges.kind == "repair"]
    assert added.length_km.to_numpy() == pytest.approx([0.7], abs=0.01)
    assert set(find_dead_ends(whole)) == {0, 3}
    assert len(find_joins(whole)) == 0


def test_nothing_to_join_is_no_error():
    assert find_joins(draw({"a": (0, 0), "b": (1, 0)}, [("a", "b", {})])).empty
    empty = draw({"a": (0, 0), "b": (1, 0)}, [("a", "b", {"status": "planned"})])
    assert isinstance(find_joins(empty), pd.DataFrame)
    assert find_dead_ends(empty).dtype == np.int64


def homeland(points):
    return np.full(len(points), "XA")


@pytest.mark.parametrize(("gap_km", "is_joined"), [(3.0, True), (11.0, True), (13.0, False)])
def test_pieces_in_line_are_joined_where_a_tunnel_is_missing(gap_km, is_joined):
    found = find_bridges(line_with_gap(gap_km), homeland)
    assert found[["a", "b"]].to_numpy().tolist() == ([[1, 2]] if is_joined else [])
    assert (found.gap_km.round(0) == gap_km).all()


def test_pieces_are_not_joined_aside_over_a_border_or_where_a_way_leads_round():
    assert find_bridges(line_with_gap(5.0, turn=(0.0, 1.0)), homeland).empty
    assert find_bridges(line_with_gap(5.0), lambda ends: np.where(ends[:, 0] < 0.52, "XA", "XB")).empty
    places = {"a": (0.0, 0.0), "b": (0.5, 0.0), "c": (0.55, 0.0), "d": (1.0, 0.0)}
    ring = draw(places, [("a", "b", {}), ("c", "d", {}), ("a", "d", {"length_km": 40.0})])
    assert find_bridges(ring, homeland).empty


@pytest.mark.parametrize(
    ("gap_km", "round_km", "turn", "is_joined"),
    [
        (5.0, 300.0, (1.0, 0.0), True),
        (5.0, 30.0, (1.0, 0.0), False),  # 141 km round
        (11.0, 200.0, (1.0, 0.0), False),  # less than 30 times the gap
        (5.0, 300.0, (0.6, 0.8), False),  # 53° aside: where nothing is cut that is too much of a turn
    ],
)
def test_a_line_with_a_hole_is_joined_where_the_way_round_is_one_no_train_would_take(
    gap_km, round_km, turn, is_joined
):
    net = line_with_gap(gap_km, turn)
    lon, lat = net.nodes.lon.tolist(), net.nodes.lat.tolist()
    places = dict(zip("abcd", zip(lon, lat, strict=True), strict=True))
    ring = draw(places, [("a", "b", {}), ("c", "d", {}), ("a", "d", {"length_km": round_km})])
    assert len(find_bridges(ring, homeland)) == is_joined


def test_no_hole_is_seen_where_high_speed_track_goes_on():
    places = {"a": (0.0, 0.0), "b": (0.5, 0.0), "c": (0.54, 0.0), "d": (1.0, 0.0), "e": (0.52, 0.1)}
    edges = [("a", "b", {}), ("c", "d", {}), ("a", "d", {"length_km": 300.0})]
    assert len(find_bridges(draw(places, edges), homeland)) == 1
    fast = [*edges, ("b", "e", {"status": "high_speed"})]
    assert find_bridges(draw(places, fast), homeland).empty


def branch(gap_km, round_km):
    """Return a straight edge of 110 km, and a branch that ends beside its middle."""
    places = {"w": (0.0, 0.0), "e": (1.0, 0.0), "b": (0.5, gap_km * KM), "n": (0.5, 0.5)}
    return draw(places, [("w", "e", {}), ("b", "n", {}), ("n", "w", {"length_km": round_km})])


@pytest.mark.parametrize(
    ("gap_km", "round_km", "is_joined"),
    [(0.0, 300.0, True), (0.8, 300.0, True), (1.2, 300.0, False), (0.8, 20.0, False)],
)
def test_a_branch_beside_the_middle_of_a_line_is_joined_to_it(gap_km, round_km, is_joined):
    net = branch(gap_km, round_km)
    touches = find_touches(net, homeland)
    assert len(touches) == is_joined
    whole = join_touches(net, touches)
    assert len(whole) == len(net) + 2 * is_joined
    assert whole.edges.length_km.sum() == pytest.approx(
        net.edges.length_km.sum() + gap_km * is_joined, abs=0.02
    )
    if is_joined:
        assert describe_touches(touches).between.tolist() == ["a dead end and the middle of a line"]
        assert set(find_dead_ends(whole)) == {1}
    assert find_touches(whole, homeland).empty


def test_a_branch_is_not_joined_over_a_border():
    assert find_touches(branch(0.8, 300.0), lambda at: np.where(at[:, 1] > 0.3 * KM, "XA", "XB")).empty


def test_a_border_is_bridged_only_at_a_crossing_that_is_open():
    net = line_with_gap(5.0)
    lands = {"country_of": lambda ends: np.where(ends[:, 0] < 0.52, "XA", "XB")}
    crossing = pd.DataFrame({"country_a": ["XB"], "country_b": ["XA"], "lon": [0.53], "lat": [0.0]})
    assert len(find_bridges(net, **lands, passes=Passes(crossing, 8.0))) == 1
    assert find_bridges(net, **lands, passes=Passes(crossing.assign(lat=1.0), 8.0)).empty
    assert find_bridges(net, **lands, passes=Passes(crossing.assign(country_a="XC"), 8.0)).empty
