"""Pieces of railway that nothing joins to the rest: routable inside themselves, named in a refusal."""

from __future__ import annotations

import pytest

from corridors.errors import Unreachable
from corridors.routing.planner import default_planner

BY_RAIL = ("rail",)


@pytest.fixture(scope="module")
def planner():
    return default_planner()


@pytest.mark.parametrize(
    ("a", "b", "least_km", "most_km"),
    [
        ("9.11,39.215", "8.56,40.72", 180, 300),  # Cagliari–Sassari
        ("-5.92,54.6", "-7.3,55.0", 110, 170),  # Belfast–Derry
        ("142.74,46.95", "143.1,49.23", 250, 480),  # Yuzhno-Sakhalinsk–Poronaysk
    ],
)
def test_a_way_leads_inside_a_piece_of_its_own(planner, a, b, least_km, most_km):
    assert least_km <= planner.route(a, b, modes=BY_RAIL).routes[0].distance_km <= most_km


def test_a_refusal_says_that_the_piece_is_not_joined(planner):
    with pytest.raises(Unreachable, match="not joined to the rest of the network"):
        planner.route("9.11,39.215", "Milan", modes=BY_RAIL)
    with pytest.raises(Unreachable, match=r"No line to join|more than"):
        planner.route("-30,40", "Milan", modes=BY_RAIL)


def test_a_place_beside_both_joins_the_large_piece(planner):
    assert planner.route("Moscow", "Warsaw", modes=BY_RAIL).routes[0].distance_km > 1000
