"""Routing on a drawn world, then on the shipped network: every place reaches every other."""

from __future__ import annotations

import numpy as np
import pytest
from honesty import problems_of_path, problems_of_route
from routing_toys import EDGES, at, toy_world
from shipped import PLACES, mode_network, pairs

from corridors.errors import UnknownName, Unreachable
from corridors.routing.alternatives import find_alternatives
from corridors.routing.families import family_of
from corridors.routing.metrics import weights
from corridors.routing.planner import default_planner
from corridors.routing.trace import is_forward, trace

LEGS_CHECKED = 300


@pytest.fixture(scope="module")
def toy():
    return toy_world()


# ------------------------------------------------------------------------------------ drawn world
def test_lengths_ride_on_the_edges_not_on_the_drawn_line(toy):
    route = toy.route(at(70, "CN"), at(78, "AZ"))
    assert route.distance_km == pytest.approx(120 + 100 + 200 + 300 + 80)
    assert route.modes == pytest.approx({"rail": 500, "ferry": 300})
    assert route.countries == pytest.approx({"CN": 120, "KZ": 600, "AZ": 80})


def test_a_leg_is_one_mode_country_and_gauge_and_names_what_lies_between(toy):
    legs = [
        (str(x.mode), x.country, x.gauge_mm, x.from_name, x.to_name)
        for x in toy.route(at(70, "CN"), at(78, "AZ")).legs
    ]
    assert legs == [
        ("rail", "CN", 1435, "70E", "Border"),
        ("rail", "KZ", 1435, "Border", "Yard"),
        ("rail", "KZ", 1520, "Yard", "West port"),
        ("ferry", "KZ", None, "West port", "East port"),
        ("rail", "AZ", 1520, "East port", "78E"),
    ]


def test_the_way_through_a_port_is_a_leg_at_that_port():
    legs = toy_world(mf=5.0, mp=2.0).route(at(73), at(78, "AZ")).legs
    assert [(str(x.mode), x.from_name, x.to_name, round(x.distance_km)) for x in legs[:3]] == [
        ("rail", "73E", "West port", 100),
        ("transfer", "West port", "West port", 7),
        ("ferry", "West port", "East port", 300),
    ]


def test_passages_say_what_is_passed_from_where_to_where(toy):
    passages = toy.route(at(70, "CN"), at(78, "AZ")).passages
    assert [(p.name, p.kind, p.from_country, p.to_country, p.gauge_break) for p in passages] == [
        ("Border", "border", "CN", "KZ", True),
        ("West port", "terminal", "KZ", "KZ", False),
        ("East port", "terminal", "KZ", "AZ", False),
    ]
    assert passages[0].gauge_point == "Yard"
    for passage in passages:
        low, high = passage.dwell_range_h
        assert low <= passage.dwell_h <= high


def test_the_same_way_back_is_the_same_turned_round(toy):
    there, back = toy.route(at(70, "CN"), at(78, "AZ")), toy.route(at(78, "AZ"), at(70, "CN"))
    assert back.distance_km == pytest.approx(there.distance_km)
    assert back.time_h == pytest.approx(there.time_h)
    assert [p.name for p in back.passages] == [p.name for p in there.passages][::-1]
    assert [x.coords[::-1] for x in back.legs[::-1]] == [x.coords for x in there.legs]


def test_a_place_half_way_along_an_edge_has_half_of_it(toy):
    route = toy.route(at(73), at(74))
    assert route.distance_km == pytest.approx(100)
    assert route.legs[0].coords[0] == (73.0, 44.0)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.9])
def test_two_places_on_one_edge_have_the_part_between(toy, share):
    route = toy.route(at(72 + 2 * share), at(72.02))
    assert route.distance_km == pytest.approx(200 * (share - 0.01), rel=1e-6)
    assert len(route.legs) == 1


def test_going_round_is_taken_when_it_is_shorter_than_staying_on_the_line():
    world = toy_world((*EDGES, ("e", "f", 50.0, "rail", "osm", "KZ", 1520, "open", "")), ef=1000.0)
    assert world.route(at(72.2), at(73.8)).distance_km == pytest.approx(100 + 50 + 100)
    assert world.route(at(72.2), at(72.4)).distance_km == pytest.approx(100)


def test_a_place_on_a_closed_line_is_told_so(toy):
    shut = (toy.net.edges.gauge_mm == 1520).to_numpy()
    with pytest.raises(Unreachable, match="73E lies on a line that is closed or avoided"):
        toy.route(at(73), at(70, "CN"), closed=shut)


def test_the_place_beside_the_line_tells_how_far_off_it_is(toy):
    near = toy.route(at(73, lat=44.1), at(74))
    assert near.trust.snap_km == pytest.approx((11.1, 0.0), abs=0.1)
    assert near.distance_km == pytest.approx(100, abs=0.2)
    with pytest.raises(Unreachable, match=r"No line to join within 80 km of 73E .*; the nearest is 1\d\d"):
        toy.route(at(73, lat=45.2), at(74))
    with pytest.raises(Unreachable, match="away from the network"):
        toy.route(at(20, lat=-30), at(74))


def test_a_place_at_a_border_joins_the_line_of_its_own_country(toy):
    for country, km in (("CN", 0), ("KZ", 0)):
        path = toy.router.best((at(71, country, lat=44.01), at(74)))
        assert toy.columns.country[path.snaps[0].edge] == country, km


def test_a_line_abroad_is_joined_when_home_is_far_away(toy):
    path = toy.router.best((at(70.2, "KZ"), at(74)))
    assert toy.columns.country[path.snaps[0].edge] == "CN"


def test_a_place_never_joins_a_high_speed_line(toy):
    path = toy.router.best((at(73), at(70, "CN")))
    assert toy.net.edges.status.iloc[path.snaps[0].edge] == "open"


def test_what_is_not_open_is_not_used(toy):
    assert toy.route(at(72), at(74)).distance_km == pytest.approx(200)  # not the 190 of high speed


def test_closures_belong_to_the_question_that_states_them(toy):
    ends = at(70, "CN"), at(74)
    before = toy.route(*ends)
    for name in ("rail-toy", "gauge-toy"):
        with pytest.raises(Unreachable):
            toy.route(*ends, closed=toy.closed(name))
        assert toy.route(*ends) == before
        assert toy.route(*ends, by="time").legs == before.legs


def test_via_is_passed_and_a_crossing_is_passed_through(toy):
    through = at(71, kind="crossing", point_id="rail-toy")
    route = toy.route(at(70.5, "CN"), through, at(71.5))
    assert [p.name for p in route.passages] == ["Border"]
    assert route.distance_km == pytest.approx(60 + 50)
    there_and_back = toy.route(at(73), at(71.5), at(73))
    assert there_and_back.distance_km == pytest.approx(2 * (50 + 100))


def test_passing_a_crossing_between_two_places_on_one_side_means_going_over_and_back(toy):
    through = at(71, kind="crossing", point_id="rail-toy")
    with_it = toy.route(at(70.2, "CN"), through, at(70.5, "CN"))
    assert {p.name for p in with_it.passages} == {"Border"}
    assert with_it.distance_km == pytest.approx(96 + 60)


def test_a_crossing_that_is_closed_is_no_gate(toy):
    through = at(71, kind="crossing", point_id="rail-toy")
    with pytest.raises(Unreachable):
        toy.route(at(70, "CN"), through, at(74), closed=toy.closed("rail-toy"))


def test_trust_counts_repaired_track(toy):
    trust = toy.route(at(70, "CN"), at(74)).trust
    assert trust.repaired_km == pytest.approx(100)
    assert trust.data_date == "2024-01-01"


def test_other_ways_of_a_place_to_itself_are_none(toy):
    port = at(74, kind="terminal", point_id="port-west")
    for stops in ((port, port), (at(73), at(73))):
        assert len(find_alternatives(toy.router, stops, count=2)) >= 1


def test_origin_and_destination_may_be_one_place(toy):
    route = toy.route(at(73), at(73))
    assert route.distance_km == 0
    assert route.to_dict()["legs"] == []


@pytest.mark.parametrize(("source", "path"), [(0, [0, 1, 2]), (3, [2, 1, 0]), (3, [3, 4])])
def test_a_chain_of_edges_is_drawn_in_the_way_it_is_run(toy, source, path):
    lons = np.array([70, 71, 72] if source == 0 else [72, 71, 70] if 0 in path else [72, 74])
    line = trace(toy.net, path, source)
    np.testing.assert_array_equal(line[:, 0], lons)
    assert (line[:, 1] == 44).all()


def test_no_edges_draw_nothing(toy):
    assert trace(toy.net, [], 0).shape == (0, 2)


def test_the_line_of_a_shipped_path_is_that_of_its_route():
    """The quick drawing and the assembled legs agree."""
    router = mode_network().router
    metric = router.metric("distance").metric
    source, target = (int(router.ends[0][e]) for e in (10, 5000))
    path = metric.path(source, target)
    segments = router._run(source, path)
    assert [s.start == 0 for s in segments] == is_forward(router.net, np.array(path), source).tolist()


def test_weights_are_whole_metres_or_tenths_of_seconds_and_shut_what_is_not_open(toy):
    metres = weights(toy.net, "distance", toy.router.costs)
    assert metres.dtype == np.uint32
    assert metres[0] == 120_000
    assert metres[5] == 2**31 - 1
    tenths = weights(toy.net, "time", toy.router.costs)
    hours = toy.router.costs.time_h(toy.net).to_numpy()
    assert tenths[0] == round(hours[0] * 36_000)
    with pytest.raises(UnknownName, match=r"No measure is called 'beauty'\. Choose one of: distance, time"):
        weights(toy.net, "beauty", toy.router.costs)


def test_asking_changes_neither_network_nor_closures(toy):
    edges, coords = toy.net.edges.copy(), toy.net.coords.copy()
    shut = toy.closed("port-east")
    kept = shut.copy()
    toy.route(at(70, "CN"), at(74), closed=shut, by="time")
    assert toy.net.edges.equals(edges)
    np.testing.assert_array_equal(toy.net.coords, coords)
    np.testing.assert_array_equal(shut, kept)


@pytest.mark.parametrize(
    ("countries", "modes", "family"),
    [
        (("CN", "KZ", "RU", "BY", "PL", "DE"), {"rail": 10_000}, "Northern"),
        (("CN", "KZ", "AZ", "GE", "TR"), {"rail": 6_000, "ferry": 500}, "Middle"),
        (("CN", "KZ", "TM", "IR", "TR"), {"rail": 9_000}, "Southern"),
        (("CN", "NL"), {"sea": 19_000}, "Maritime"),
        (("PL", "DE"), {"rail": 900}, "Regional"),
    ],
)
def test_families_go_by_the_countries_passed(countries, modes, family):
    assert family_of(dict.fromkeys(countries, 100.0), modes) == family


# -------------------------------------------------------------------------------- shipped network
def test_every_place_reaches_every_other():
    planner, router = default_planner(), mode_network().router
    assert len(PLACES) == len(set(PLACES)) == 49
    snaps = {p: router.snapper.snap(planner.place(p), max_km=router.max_snap_km) for p in PLACES}
    nodes = [int(router.ends[0][snap.edge]) for snap in snaps.values()]
    metric = router.metric("distance").metric
    costs = metric.matrix(nodes, nodes)
    missing = [(PLACES[i], PLACES[j]) for i, j in np.argwhere(np.isinf(costs))]
    assert missing == []
    assert costs.size - len(PLACES) == 2352
    np.testing.assert_array_equal(costs, costs.T)
    far = {p: round(snap.gap_km) for p, snap in snaps.items() if snap.gap_km > 15}
    assert far == {}


@pytest.mark.parametrize("by", ["distance", "time"])
def test_routes_between_places_are_honest(by):
    """Assemble routes in full and hold each against what a route may never do."""
    planner, asked = default_planner(), mode_network()
    wrong = {}
    for origin, destination in pairs(LEGS_CHECKED, seed=len(by)):
        stops = [planner.place(origin), planner.place(destination)]
        path = asked.router.best(stops, by=by)
        route = planner.route(*stops, by=by).routes[0]
        found = [*problems_of_path(path, asked, planner), *problems_of_route(route)]
        if found:
            wrong[f"{origin}–{destination}"] = found
    assert wrong == {}
