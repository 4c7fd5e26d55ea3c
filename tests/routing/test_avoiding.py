"""What is avoided by names that mean several things, and what contradicts it."""

from __future__ import annotations

import pytest

from corridors.errors import UnknownName, Unreachable
from corridors.model import NoteCode
from corridors.routing.planner import default_planner

BY_SEA = ("rail", "sea")
STRAITS = {
    "Gibraltar": {"Strait of Gibraltar"}, "Dover": {"Strait of Dover"}, "Malacca": {"Strait of Malacca"}, "Hormuz": {"Strait of Hormuz"},
    "Kiel Canal": {"Kiel Canal"}, "Messina": {"Strait of Messina"}, "直布罗陀": {"Strait of Gibraltar"},
    "Turkish Straits": {"Bosporus", "Dardanelles"}, "Турецкие проливы": {"Bosporus", "Dardanelles"},
    "Danish Straits": {"Øresund", "Great Belt"},
}  # fmt: skip


@pytest.fixture(scope="module")
def planner():
    return default_planner()


@pytest.mark.parametrize(("thing", "straits"), STRAITS.items())
def test_a_name_of_a_strait_means_the_strait_among_ways_by_water(planner, thing, straits):
    net = planner.mode_network(BY_SEA).router.net
    (closure,) = planner.closures(net, [thing])
    ids = {p.id for p in planner.points.values() if p.name in straits and p.kind == "strait"}
    assert (closure.shut == net.edges.point_id.isin(ids).to_numpy()).all()


def test_the_answer_says_what_was_closed_and_what_else_is_called_so(planner):
    answer = planner.route("Shanghai", "Rotterdam", modes=BY_SEA, avoid=["Malacca"])
    notes = {note.code: note.values for note in answer.notes}
    assert notes[NoteCode.CLOSURE_STANDS_FOR]["closed"] == ("Strait of Malacca",)
    assert notes[NoteCode.AMBIGUOUS_NAME]["namesakes"] == ("Malacca (MY)",)


def test_on_land_alone_or_with_its_country_the_name_is_the_town(planner):
    rail, sea = (planner.mode_network(modes).router.net for modes in (("rail",), BY_SEA))
    for net, thing in ((rail, "Dover"), (rail, "Messina"), (sea, "Dover, GB")):
        (closure,) = planner.closures(net, [thing])
        assert closure.area_km, thing


@pytest.mark.parametrize(
    "thing", ["Caspian Sea", "Black Sea", "Baltic Sea", "Северное море", "黑海", "Strait of Nowhere"]
)
@pytest.mark.parametrize("part", ["avoid", "via"])
def test_a_sea_or_strait_that_is_unknown_is_refused_with_those_known(planner, thing, part):
    with pytest.raises(UnknownName, match="Suez Canal") as fault:
        planner.route("Shanghai", "Rotterdam", modes=BY_SEA, **{part: [thing]})
    assert "Bosporus" in fault.value.allowed


CONTRADICTIONS = [
    ({"avoid": ["Urumqi"]}, "begin at Urumqi"), ({"avoid": ["乌鲁木齐"]}, "begin at Urumqi"), ({"avoid": ["CN"]}, "begin at Urumqi"),
    ({"avoid": ["Almaty"]}, "end at Almaty"), ({"avoid": ["Казахстан"]}, "end at Almaty"),
    ({"avoid": ["Khorgos"], "via": ["Khorgos"]}, "pass Khorgos"), ({"avoid": ["Dostyk"], "via": ["Alashankou"]}, "pass Alashankou|pass .*Dostyk"),
    ({"avoid": ["Aktogay, KZ"], "via": ["Aktogay, KZ"]}, "pass Aktogay"), ({"avoid": ["KZ"], "via": ["Aktogay, KZ"]}, "pass Aktogay"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "words"), CONTRADICTIONS)
def test_a_place_to_pass_and_to_avoid_is_one_clear_refusal(planner, asked, words):
    with pytest.raises(Unreachable, match=f"({words}).* to avoid .*contradicts"):
        planner.route("Urumqi", "Almaty", **asked)


@pytest.mark.parametrize("via", [["Dostyk", "Alashankou"], ["Alashankou", "Dostyk"], ["Dostyk"]])
def test_both_sides_of_a_border_are_one_crossing_in_any_order(planner, via):
    whole = planner.route("Urumqi", "Almaty", via=via).routes[0]
    once = planner.route("Urumqi", "Almaty", via=["Alashankou"]).routes[0]
    assert whole.distance_km == pytest.approx(once.distance_km, rel=0.001)
    assert whole.time_h == pytest.approx(once.time_h, rel=0.001)
    assert len(whole.crossings) == len(once.crossings) == 1
