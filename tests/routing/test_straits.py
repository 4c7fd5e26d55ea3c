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


@pytest.mark.parametrize(
    ("ends", "strait"),
    [
        (("Shanghai", "Rotterdam"), "Bab el-Mandeb"),
        (("Mumbai", "Piraeus"), "Bab el-Mandeb"),
        (("Kuwait City", "Mumbai"), "Strait of Hormuz"),
    ],
)
def test_ships_are_warned_of_a_strait_and_the_way_round_is_not(planner, ends, strait):
    def warned(answer):
        return {n.values["strait"] for n in answer.warnings if n.code == NoteCode.SEA_WARNING}

    assert warned(planner.route(*ends, modes=BY_SEA)) == {strait}
    if strait == "Bab el-Mandeb":
        for thing in ("Suez Canal", strait):
            round_africa = planner.route(*ends, modes=BY_SEA, avoid=[thing])
            assert "Cape of Good Hope" in passed(round_africa)
            assert not warned(round_africa)


def test_warnings_of_the_sea_name_straits_that_lanes_lead_through():
    rows = read_rows(ROOT / "geodata" / "tables" / "sea_warnings.csv")
    assert {row["strait_id"] for row in rows} <= {row["id"] for row in STRAITS} - WITHOUT_LANE


def test_a_canal_without_lanes_is_told_where_it_would_save_a_way_round(planner):
    def told(*ends):
        answer = planner.route(*ends, modes=BY_SEA)
        return [n.values["canal"] for n in answer.warnings if n.code == NoteCode.CANAL_WITHOUT_LANES]

    for ends in (("Hamburg", "Gdańsk"), ("Gdańsk", "Hamburg"), ("Rotterdam", "Saint Petersburg")):
        assert told(*ends) == ["Kiel Canal"], ends
    for ends in (("Shanghai", "Hamburg"), ("Oslo", "Rotterdam"), ("Tallinn", "Gdańsk")):
        assert not told(*ends), ends


def test_a_way_by_sea_has_the_hours_of_a_port_at_either_end(planner):
    route = planner.route("Hamburg", "Gdańsk", modes=BY_SEA).routes[0]
    assert route.ends.time_h == 2 * planner.costs.dwell("terminal", "sea", "").value
    assert "dwell-sea-terminal-default" in {source.id for source in route.sources}
