"""What is counted of borders and gauges agrees with the legs."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

import corridors as co
from corridors.errors import CorridorsError
from corridors.model.notes import NoteCode
from corridors.model.sections import free_sections, gauge_changes

CITIES = (
    "Chongqing", "Kyiv", "Almaty", "Istanbul", "Bishkek", "Marseille", "Tashkent", "Madrid", "Duisburg", "Moscow",
    "Tehran", "Tbilisi", "Ulaanbaatar", "Warsaw", "Helsinki", "Omsk", "Uralsk", "Xi'an", "Lisbon", "Constanta", "Baku",
)  # fmt: skip


def test_changes_of_gauge_are_those_of_the_legs_over_200_ways():
    for ends in list(combinations(CITIES, 2))[:200]:
        try:
            route = co.route(*ends).routes[0]
        except CorridorsError:
            continue
        gauges = [leg.gauge_mm for leg in route.legs if leg.gauge_mm and leg.mode == "rail"]
        turns = sum(a != b for a, b in pairwise(gauges))
        by_yard, over = gauge_changes(route)
        assert by_yard + over == turns, ends
        assert by_yard == sum(p.gauge_break for p in route.passages), ends


@pytest.mark.parametrize("ends", [("Almaty", "Istanbul"), ("Bishkek", "Marseille")])
def test_sections_passed_without_control_are_told_and_are_no_borders(ends):
    answer = co.route(*ends)
    passed = free_sections(answer.routes[0])
    told = {
        n.values["country"]: n.values["sections"]
        for n in answer.notes
        if n.code == NoteCode.WITHOUT_CONTROL
    }
    assert passed
    assert told == {land: passed.count(land) for land in passed}
