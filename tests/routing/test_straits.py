"""Straits and canals: found by name, avoided, and named where a way passes them."""

from __future__ import annotations

import pytest
from shipped import ROOT

from corridors.data.tables import read_rows
from corridors.model import NoteCode
from corridors.routing.planner import default_planner

BY_SEA = ("sea",)
STRAITS = list(read_rows(ROOT / "geodata" / "tables" / "straits.csv"))
WITHOUT_LANE = {"kiel-canal"}


def passed(answer):
    """Return the straits that an answer names."""
    return next(
        (set(n.values["straits"]) for n in answer.notes if n.code == NoteCode.STRAITS_PASSED), set()
    )


@pytest.fixture(scope="module")
def planner():
    return default_planner()


def test_a_way_over_water_names_the_straits_it_passes(planner):
    named = passed(planner.route("Shanghai", "Rotterdam", modes=BY_SEA))
    assert {"Strait of Malacca", "Bab el-Mandeb", "Suez Canal", "Strait of Gibraltar"} <= named
    assert passed(planner.route("Odesa", "Piraeus", modes=BY_SEA)) == {"Bosporus", "Dardanelles"}
    assert passed(planner.route("Xi'an", "Hamburg")) == set()


@pytest.mark.parametrize(
    "thing", ["Suez Canal", "suez-canal", "苏伊士运河", "Суэцкий канал", "Canal de Suez"]
)
def test_a_canal_is_avoided_by_any_of_its_names(planner, thing):
    answer = planner.route("Shanghai", "Rotterdam", modes=BY_SEA, avoid=[thing])
    assert "Cape of Good Hope" in passed(answer)
    assert "Suez Canal" not in passed(answer)


def test_every_strait_is_a_place_of_its_name_and_shuts_lanes(planner):
    sea = planner.mode_network(BY_SEA).router.net
    for row in STRAITS:
        place = planner.place(row["name"])
        assert (place.name, place.kind) == (row["name"], "strait"), row["name"]
        (closure,) = planner.closures(sea, [row["name"]])
        assert closure.shut.any() == (row["id"] not in WITHOUT_LANE), row["name"]
