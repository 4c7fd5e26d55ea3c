"""What holds of every route and every public function, over random questions on the shipped network."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from routing_toys import at, toy_world
from shipped import PLACES, mode_network, pairs, shortest_km

import corridors as co
from corridors.errors import Unreachable
from corridors.routing.planner import default_planner
from corridors.routing.rules.believable import find_believable

PLACE = st.sampled_from(PLACES)
BY = st.sampled_from(["distance", "time"])
COUNTRIES = ("RU", "BY", "PL", "IR", "AZ", "TM", "MN")
CROSSINGS = ("Khorgos", "Alashankou–Dostyk", "Brest–Terespol")
SLACK_KM = 0.5  # of ways about as long the one with fewer borders is taken
few = settings(deadline=None, max_examples=50)


def weighed(names, avoid=(), by="distance"):
    """Return what the best way weighs by distance, km; None where there is none, or none without coming back.

    Kilometres alone are not what is least: borders and gauge changes weigh as well.
    """
    planner, router = default_planner(), mode_network().router
    stops = [planner.place(name) for name in names]
    closed = [c.shut for c in planner.closures(router.net, avoid)]
    try:
        path, _ = find_believable(
            router, stops, by=by, closed=np.logical_or.reduce(closed) if closed else None
        )
    except Unreachable:
        return None
    return None if path.returns_to else router.metric("distance").of(path) / 1000


def cost_of(route, by):
    return route.time_h if by == "time" else route.distance_km


@few
@given(PLACE, PLACE, BY)
def test_turning_a_question_round_keeps_the_length(origin, destination, by):
    assume(origin != destination)
    there, back = (
        co.route(*ends, by=by).routes[0] for ends in ((origin, destination), (destination, origin))
    )
    # metres and seconds are rounded an edge; each of two ends may be cut once
    assert cost_of(there, by) == pytest.approx(cost_of(back, by), rel=1e-4, abs=0.05)


@few
@given(PLACE, PLACE, st.sampled_from([*COUNTRIES, *CROSSINGS, "Almaty", "Moscow"]))
def test_avoiding_something_never_shortens(origin, destination, thing):
    assume(origin != destination)
    free, kept_off = weighed((origin, destination)), weighed((origin, destination), avoid=(thing,))
    assert kept_off is None or free is None or kept_off >= free - SLACK_KM


@few
@given(PLACE, PLACE, PLACE)
def test_passing_a_place_never_shortens(origin, via, destination):
    assume(len({origin, via, destination}) == 3)
    direct, round_about = weighed((origin, destination)), weighed((origin, via, destination))
    assert direct is None or round_about is None or round_about >= direct - SLACK_KM


@few
@given(PLACE, PLACE)
def test_what_is_best_by_one_measure_is_not_beaten_in_it_by_the_other(origin, destination):
    assume(origin != destination)
    short, quick = (co.route(origin, destination, by=by).routes[0] for by in ("distance", "time"))
    # which end is a quay is settled by the way that is best, and the terminal hours with it
    hours = [route.time_h - route.ends.time_h for route in (quick, short)]
    assert hours[0] <= hours[1] * 1.0001 + 0.05
    near, far = (weighed((origin, destination), by=by) for by in ("distance", "time"))
    assert near is None or far is None or near <= far * 1.0001 + 0.2  # ties are broken by metres


@few
@given(PLACE, PLACE)
def test_more_modes_never_lengthen(origin, destination):
    assume(origin != destination)
    both = shortest_km((origin, destination))
    try:
        rail = co.route(origin, destination, modes=["rail"]).routes[0].distance_km
    except Unreachable:
        return
    assert both <= rail + SLACK_KM


@few
@given(st.floats(70.001, 70.999), st.floats(72.001, 73.999))
def test_chainage_along_an_edge_is_proportional(start, end):
    route = toy_world().route(at(start, "CN"), at(end))
    assert route.distance_km == pytest.approx((71 - start) * 120 + 100 + (end - 72) / 2 * 200, abs=1e-3)


def long_edges(count):
    """Return the longest edges of the shipped network that a place may join."""
    router = mode_network().router
    return router.net.edges.loc[router.snapper.ids].length_km.nlargest(count).index


@pytest.mark.parametrize("share", [0.25, 0.5])
def test_a_place_on_a_long_edge_has_its_share_of_it(share):
    """Go from the middle of an edge to both its ends: together they are the whole edge."""
    from corridors import geodesy
    from corridors.model import Place

    router, tried = mode_network().router, 0
    for edge in long_edges(20):
        line, country = router.net.line(edge), router.net.edges.country.iat[edge]
        spots = [geodesy.interpolate(line, x) for x in (1e-6, share, 1 - 1e-6)]
        ends = [Place(f"{i}", country, *spot) for i, spot in enumerate(spots)]
        snaps = [router.snapper.snap(p, max_km=5) for p in ends]
        if {s.edge for s in snaps} != {edge}:
            continue  # another track lies as near
        tried += 1
        whole = router.net.edges.length_km.iat[edge]
        before, after = (
            co.route(a, b).routes[0].distance_km for a, b in ((ends[0], ends[1]), (ends[1], ends[2]))
        )
        assert before == pytest.approx(whole * share, rel=0.001)
        assert after == pytest.approx(whole * (1 - share), rel=0.001)
    assert tried >= 5


def test_order_of_edges_and_nodes_does_not_change_the_answer():
    """Ask the shipped network and the same one shuffled."""
    from corridors.graph.network import Network
    from corridors.routing.engine import node_order
    from corridors.routing.router import Router

    router = mode_network().router
    net, dice = router.net, np.random.default_rng(1)
    rank, turn = dice.permutation(len(net.nodes)), dice.permutation(len(net))
    lines = net.lines()
    edges = net.edges.assign(u=rank[net.edges.u], v=rank[net.edges.v]).iloc[turn].reset_index(drop=True)
    nodes = net.nodes.iloc[np.argsort(rank)].reset_index(drop=True)
    mixed = Network.from_lines(nodes, edges, [lines[i] for i in turn], data_date=net.data_date)
    order = node_order(nodes.lon.to_numpy(), nodes.lat.to_numpy(), edges[["u", "v"]].to_numpy())
    other = Router(mixed, order, router.costs)
    planner = default_planner()
    for ends in pairs(15, seed=4):
        stops = [planner.place(p) for p in ends]
        kms = [km(r, r.best(stops)) for r in (router, other)]
        assert kms[0] == pytest.approx(kms[1], abs=0.1)


def km(router, path):
    lengths = router.net.edges.length_km.to_numpy()
    return sum(lengths[s.edge] * abs(s.end - s.start) for s in path.segments)


@few
@given(PLACE, PLACE)
def test_the_plain_form_is_json_and_adds_up(origin, destination):
    assume(origin != destination)
    given_form = co.route(origin, destination).to_dict()
    plain = json.loads(json.dumps(given_form, allow_nan=False))
    assert plain == given_form
    (route,) = plain["routes"]
    for sums in (route["countries"], route["modes"]):
        assert sum(sums.values()) == pytest.approx(route["distance_km"], rel=0.001)
    assert sum(leg["distance_km"] for leg in route["legs"]) == pytest.approx(
        route["distance_km"], rel=0.001
    )
    assert set(route["sources"]) >= {s for c in route["crossings"] for s in c["source"].split(";")}
    assert all(v >= 0 for leg in route["legs"] for v in (leg["distance_km"], leg["time_h"]))


def test_questions_leave_the_planner_as_it_was():
    planner, net = default_planner(), mode_network().router.net
    before = copy.deepcopy((net.edges, net.coords))
    via, avoid = ["Khorgos"], ["RU", "Almaty"]
    with pytest.raises(Unreachable):
        planner.route("Chongqing", "Duisburg", avoid=["CN"])
    planner.route("Chongqing", "Duisburg", via=via, avoid=avoid, by="time")
    assert (via, avoid) == (["Khorgos"], ["RU", "Almaty"])
    assert net.edges.equals(before[0])
    np.testing.assert_array_equal(net.coords, before[1])


def test_a_closure_is_gone_when_its_question_is_answered():
    """Ask with a closure between two plain questions, for many closures."""
    for (origin, destination), thing in zip(pairs(12, seed=9), COUNTRIES * 2, strict=False):
        before = co.route(origin, destination)
        shortest = shortest_km((origin, destination), (thing,))
        assert shortest > 0
        assert co.route(origin, destination) == before
