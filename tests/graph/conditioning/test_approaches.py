"""A crossing that is open has a road: a straight step far off, or roads that end short of it."""

from __future__ import annotations

import pandas as pd
from toys import draw, squares

from corridors.graph.conditioning.approaches import APPROACH_KM, claim, describe, lead, tie
from corridors.graph.conditioning.borders import (
    border_nodes,
    gate_borders,
    match_crossings,
    tag_countries,
)

POST = pd.DataFrame(
    {
        "id": ["post"], "mode": ["road"], "country_a": ["AA"], "country_b": ["BB"],
        "lon": [10.0], "lat": [5.0], "status": ["open"],
    }
)  # fmt: skip
ROAD = {"mode": "road"}


def tagged(places, edges):
    return tag_countries(draw(places, [(a, b, ROAD) for a, b in edges]), squares(), island_km=1.0)


def claimed(places, edges, crossings=POST):
    net = tagged(places, edges)
    matched = match_crossings(border_nodes(net), crossings, within_km=15.0)
    return claim(net, matched, crossings)


def test_a_long_step_beside_the_post_is_the_post():
    step = {"a": (9.0, 5.3), "b": (11.0, 5.3)}
    named = claimed(step, [("a", "b")])
    assert named.crossing_id.tolist() == ["post"]
    assert 15 < named.gap_km.iloc[0] < 60


def test_a_short_step_is_not():
    step = {"a": (9.9, 5.3), "b": (10.1, 5.3)}
    assert claimed(step, [("a", "b")]).crossing_id.tolist() == [""]


def test_a_post_that_a_road_passes_claims_no_other():
    places = {"a": (9.0, 5.3), "b": (11.0, 5.3), "c": (9.9, 5.0), "d": (10.1, 5.0)}
    named = claimed(places, [("a", "b"), ("c", "d")])
    assert sorted(named.crossing_id) == ["", "post"]


def test_roads_of_both_countries_are_led_through_the_post():
    places = {"a": (9.0, 5.0), "b": (9.95, 5.0), "c": (10.05, 5.0), "d": (11.0, 5.0)}
    net = tagged(places, [("a", "b"), ("c", "d")])
    led = lead(net, POST)
    border = led.edges[led.edges.kind == "border"]
    assert border.point_id.tolist() == ["post"]
    assert led.components().max() == 0
    assert not led.faults()
    assert lead(led, POST) == led
    listed = describe(net, led, POST)
    assert set(listed.country) == {"AA", "BB"}
    assert listed.crossing_id.tolist() == ["post", "post"]
    assert (listed.length_km < APPROACH_KM).all()


def test_a_post_without_roads_near_it_stays_alone():
    places = {"a": (8.0, 5.0), "b": (9.5, 5.0), "c": (10.5, 5.0), "d": (11.0, 5.0)}
    net = tagged(places, [("a", "b"), ("c", "d")])
    assert lead(net, POST) == net


def test_a_road_from_the_post_to_nowhere_is_tied_to_its_countrys_roads():
    places = {"a": (9.9, 5.0), "b": (10.1, 5.0), "c": (10.18, 5.0), "d": (11.9, 5.0)}
    net = tagged(places, [("a", "b"), ("c", "d")])
    matched = match_crossings(border_nodes(net), POST, within_km=15.0)
    gated = gate_borders(net, matched, {"post": "open"})
    tied = tie(gated, POST)
    assert tied.components().max() == 0
    (made,) = describe(gated, tied, POST).to_dict("records")
    assert made["country"] == "BB"
    assert 8 < made["length_km"] < 10
    assert tie(tied, POST) == tied
