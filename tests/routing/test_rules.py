"""What a way keeps to: no country left to come back, no turning round, no trade through closed countries."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from routing_toys import at, toy_world
from shipped import PLACES, mode_network

import corridors as co
from corridors.errors import UnknownName, Unreachable
from corridors.model import NoteCode, PlaceKind
from corridors.routing.planner import default_planner
from corridors.routing.rules.believable import find_believable
from corridors.routing.rules.frontier import NO_RULES, by_stage
from corridors.routing.segments import edges_of

PAIRS = 300


def codes(answer):
    return {note.code for note in answer.warnings}


def seen(route):
    """Name the countries of a route's legs, each time it enters one on land."""
    lands = [leg.country for leg in route.legs if leg.country not in {"", "XZ"}]
    return [a for a, b in pairwise([*lands, ""]) if a != b]


@pytest.mark.parametrize("by", ["distance", "time"])
def test_no_way_between_cities_comes_back_or_miscounts_its_borders(by):
    planner, dice = default_planner(), random.Random(8)
    router = planner.mode_network(("rail", "ferry")).router
    asked = 0
    while asked < PAIRS:
        names = dice.sample(PLACES, 2)
        stops = [planner.place(name) for name in names]
        asked += 1
        try:
            path, _ = find_believable(router, stops, by=by)
        except Unreachable:
            continue
        edges = edges_of(path.segments)
        assert router.frontier.first_return(edges) is None, names
        assert len(edges) == len(set(edges)), names


@pytest.mark.parametrize("by", ["distance", "time"])
@pytest.mark.parametrize(
    "ends", [("Xi'an", "Almaty"), ("Chongqing", "Duisburg"), ("Tashkent", "Istanbul"), ("Minsk", "Brest")]
)
def test_borders_are_those_of_the_countries(ends, by):
    (route,) = co.route(*ends, by=by).routes
    lands = seen(route)
    borders = [p for p in route.passages if p.kind == "border"]
    by_sea = sum(a != b for a, b in pairwise(lands)) - len(borders)
    assert by_sea == (1 if "XZ" in route.countries else 0)


def test_stages_bar_the_way_back_into_what_was_left():
    stops = [at(70, "CN"), at(71, "", kind=PlaceKind.CROSSING), at(74, "KZ")]
    bars = by_stage(stops, NO_RULES)
    assert [b.bars for b in bars] == [frozenset({("", "CN"), ("KZ", "")})] * 2
    assert by_stage([at(70, "CN"), at(71, "CN")], NO_RULES)[0].bars == {("", "CN"), ("CN", "")}


def test_a_toy_tells_where_a_path_comes_back():
    toy = toy_world()
    frontier = toy.router.frontier
    there = toy.router.best((at(70, "CN"), at(73))).segments
    assert frontier.visits(edges_of(there)) == ["CN", "KZ"]
    assert frontier.first_return([*edges_of(there), *edges_of(there)[::-1]]) == (("CN", "KZ"), ("KZ", "CN"))


def test_goods_of_ukraine_go_round_russia_and_belarus():
    for by in ("distance", "time"):
        answer = co.route("Kyiv", "Almaty", by=by)
        assert not {"RU", "BY"} & set(answer.countries)
        assert NoteCode.TRADE_BARRED in {note.code for note in answer.notes}
    through = co.route("Kyiv", "Almaty", allow=["trade"])
    assert {"RU"} <= set(through.countries)


def test_a_closed_pair_is_answered_and_told():
    assert NoteCode.TRADE_CLOSED in codes(co.route("Kyiv", "Moscow"))
    assert NoteCode.TRADE_RESTRICTED in codes(co.route("Berlin", "Moscow"))
    assert not codes(co.route("Berlin", "Warsaw"))


def test_doubtful_links_are_out_and_named_when_allowed():
    plain, more = (co.route("Chornomorsk", "Batumi", allow=allow) for allow in ((), ("doubtful",)))
    assert NoteCode.DOUBTFUL_LINK not in codes(plain)
    assert more.routes[0].distance_km <= plain.routes[0].distance_km
    assert NoteCode.DOUBTFUL_LINK in codes(more)


def test_only_trade_and_doubtful_can_be_allowed():
    with pytest.raises(UnknownName, match="trade"):
        co.route("Almaty", "Astana", allow=["anything"])


def test_a_border_town_between_two_countries_means_its_crossing():
    answer = co.route("Zhengzhou", "Hamburg", via=["Erenhot"], by="time")
    assert "Erenhot–Zamyn-Üüd" in {p.name for p in answer.passages}
    assert NoteCode.VIA_MEANS_CROSSING in {note.code for note in answer.notes}
    assert NoteCode.TURNS_ROUND not in codes(answer)


def test_a_domestic_way_stays_at_home():
    for ends in (("Dostyk", "Almaty"), ("Moscow", "Vladivostok"), ("Minsk", "Brest")):
        assert len(co.route(*ends).countries) == 1


def test_rules_leave_the_kept_weights_alone():
    router = mode_network().router
    before = router.metric("distance").ahead.copy()
    find_believable(router, [default_planner().place(n) for n in ("Almaty", "Moscow")])
    assert (router.metric("distance").ahead == before).all()


def test_a_closure_is_told_only_where_the_way_would_pass():
    for ends in (("Minsk", "Brest"), ("Minsk", "Warsaw")):
        assert NoteCode.TRADE_BARRED not in {note.code for note in co.route(*ends).notes}


def test_an_end_that_joins_a_line_abroad_says_so():
    assert NoteCode.JOINED_ABROAD in codes(co.route("Manas", "Bishkek"))
    assert NoteCode.JOINED_ABROAD not in codes(co.route("Almaty", "Bishkek"))


def test_practice_of_other_trades_closes_no_pair():
    for ends in (("Moscow", "Tbilisi"), ("Moscow", "Baku")):
        assert NoteCode.TRADE_CLOSED not in codes(co.route(*ends))


def test_questions_that_need_no_bar_share_one_graph():
    planner = default_planner()
    router = planner.mode_network(("rail",)).router
    ends = [planner.place(name) for name in ("Almaty", "Moscow", "Warsaw", "Beijing", "Tehran", "Tashkent")]
    ways = [
        find_believable(router, pair, by="time")[1][0]
        for pair in zip(ends, ends[1:] + ends[:1], strict=True)
    ]
    assert len({id(weighed) for weighed in ways}) == 1
