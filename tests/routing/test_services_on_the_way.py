"""A published service stands beside a way only where the way passes its countries and stated crossing."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.model.notes import NoteCode
from corridors.presentation.said import said_of_service
from corridors.traffic.services import services_between


@pytest.mark.parametrize(
    ("ends", "avoid", "met"),
    [(("Chongqing", "Duisburg"), (), True), (("Chongqing", "Duisburg"), ("KZ",), False)],
)
def test_a_service_is_told_of_the_way_it_runs(ends, avoid, met):
    answer = co.route(*ends, avoid=avoid)
    found = services_between(answer.origin, answer.destination)
    assert found
    assert any(s.on_the_way(answer.routes[0]) for s in found) == met


def test_lengths_that_differ_are_explained():
    assert "really take" in said_of_service("S", None, (11000.0, 10000.0))
    assert "really take" not in said_of_service("S", None, (10100.0, 10000.0))
    assert "another way" in said_of_service("S", None, (10100.0, 10000.0), on_the_way=False)


def test_a_long_way_by_sea_is_no_missing_link():
    codes = [n.code for n in co.route("Shanghai", "Rotterdam", modes=("sea",)).warnings]
    assert NoteCode.LONG_WAY_ROUND not in codes
