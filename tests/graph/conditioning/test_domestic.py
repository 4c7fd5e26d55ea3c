"""A line along a border stays at home; a real passage is one at a known crossing."""

from __future__ import annotations

import pandas as pd
from toys import draw, squares

from corridors.graph.conditioning.borders import country_at, tag_countries
from corridors.graph.conditioning.domestic import Passes, bring_home, keep_home

# from AA at 9.9 over the border at 10 and back, within 30 km
PLACES = {
    "a": (9.5, 5.0),
    "b": (9.95, 5.0),
    "c": (10.05, 5.0),
    "d": (10.05, 5.1),
    "e": (9.95, 5.1),
    "f": (9.5, 5.1),
}
ALONG = [("a", "b", {}), ("b", "c", {}), ("c", "d", {}), ("d", "e", {}), ("e", "f", {})]
NOWHERE = pd.DataFrame({"country_a": ["AA"], "country_b": ["BB"], "lon": [10.0], "lat": [9.0]})
THERE = NOWHERE.assign(lat=5.0)


def tagged(crossings, edges=ALONG, places=PLACES, **how):
    net = draw(places, edges)
    return tag_countries(net, squares(), island_km=1.0, crossings=crossings, within_km=12.0, **how)


def test_a_line_that_is_soon_back_never_left():
    assert set(tagged(NOWHERE).edges.country) == {"AA"}


def test_a_passage_at_a_known_crossing_is_real():
    assert set(tagged(THERE).edges.country) == {"AA", "BB"}


def test_a_line_that_goes_on_abroad_has_left():
    places = PLACES | {"g": (11.0, 5.0)}
    assert "BB" in set(tagged(NOWHERE, [*ALONG, ("d", "g", {})], places).edges.country)


def test_a_straight_step_that_cuts_a_corner_stays_at_home():
    places = {"a": (9.8, 8.0), "b": (9.8, 12.0)}
    edges = [("a", "b", {"via": [(10.3, 9.0)]})]
    countries = set(tagged(NOWHERE.assign(lat=1.0), edges, places).edges.country)
    assert countries == {"AA", "DD"}


def test_a_stated_line_lies_where_its_source_says():
    lines = pd.DataFrame({"country": ["BB"], "anchors": ["9.5 5;9.5 5.1"]})
    assert set(tagged(THERE, domestic=lines).edges.country) == {"BB"}
    elsewhere = lines.assign(anchors="40 5;41 5")
    assert set(tagged(NOWHERE, domestic=elsewhere).edges.country) == {"AA"}


def test_the_codes_given_are_not_changed():
    net = draw(PLACES, ALONG)
    codes = country_at(net.nodes[["lon", "lat"]].to_numpy(), squares())
    kept = codes.copy()
    bring_home(net, codes, Passes(NOWHERE, 12.0))
    keep_home(net, codes, pd.DataFrame({"country": ["BB"], "anchors": ["9.5 5;9.5 5.1"]}))
    assert (codes == kept).all()
