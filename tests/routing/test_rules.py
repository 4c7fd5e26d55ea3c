"""What a way keeps to: no country left to come back, no turning round, no trade through closed countries."""

from __future__ import annotations

import random
from itertools import pairwise, product
from types import SimpleNamespace

import pytest
from routing_toys import at, toy_world
from shipped import PLACES, ROOT, mode_network

import corridors as co
from corridors.data.tables import read_rows
from corridors.errors import UnknownName, Unreachable
from corridors.model import NoteCode, PlaceKind
from corridors.routing.planner import default_planner
from corridors.routing.rules.believable import find_believable
from corridors.routing.rules.frontier import NO_RULES, by_stage
from corridors.routing.rules.trade import pair_warnings, transit_warnings
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
    assert NoteCode.JOINED_ABROAD in codes(co.route("Talas, KG", "Bishkek"))
    assert NoteCode.JOINED_ABROAD not in codes(co.route("Almaty", "Bishkek"))


def test_practice_of_other_trades_closes_no_pair():
    for ends in (("Moscow", "Tbilisi"), ("Moscow", "Baku")):
        assert NoteCode.TRADE_CLOSED not in codes(co.route(*ends))


@pytest.mark.parametrize(
    ("ends", "off"),
    [
        (("Tbilisi", "Berlin"), {"RU", "BY"}),
        (("Yerevan", "Warsaw"), {"RU", "BY"}),
        (("Moscow", "Istanbul"), {"PL", "RO", "BG"}),
        (("Kyiv", "Tashkent"), {"TR", "RU", "IR"}),
        (("Odesa", "Baku"), {"TR", "RU"}),
    ],
)
def test_trade_keeps_to_the_ways_of_its_published_services_both_ways(ends, off):
    for by, pair in product(("distance", "time"), (ends, ends[::-1])):
        assert not off & set(co.route(*pair, by=by).countries)


def test_a_lorry_may_turn_at_a_stop_and_a_train_is_turned_round():
    ways = {
        mode: co.route("Almaty", "Taldykorgan", via=["Shymkent"], modes=[mode]) for mode in ("road", "rail")
    }
    assert NoteCode.TURNS_ROUND not in codes(ways["road"])
    assert NoteCode.TURNS_ROUND in codes(ways["rail"])


def test_a_way_from_a_town_at_the_border_counts_its_country():
    for ends in (("Narva", "Saint Petersburg"), ("Saint Petersburg", "Narva")):
        assert set(co.route(*ends).countries) == {"EE", "RU"}


def test_questions_that_need_no_bar_share_one_graph():
    planner = default_planner()
    router = planner.mode_network(("rail",)).router
    ends = [planner.place(name) for name in ("Almaty", "Moscow", "Warsaw", "Beijing", "Tehran", "Tashkent")]
    ways = [
        find_believable(router, pair, by="time")[1][0]
        for pair in zip(ends, ends[1:] + ends[:1], strict=True)
    ]
    assert len({id(weighed) for weighed in ways}) == 1


LANDS = (
    "AF AL AM AT AZ BA BE BG BY CH CN CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IR IT KG KP KR KZ LT LU LV MD "
    "ME MK MN MT NL NO PK PL PT RO RS RU SE SI SK TJ TM TR UA UZ"
)
REGION = LANDS.split()
UNION = set(next(c.goods for c in default_planner().trade if c.id == "goods-eu-ru"))


class Passed:
    """A way that passes countries by one mode."""

    def __init__(self, mode, *lands):
        self.legs = [SimpleNamespace(country=land, mode=mode) for land in lands]


def told(origin, goal, mode, *between):
    stops = [at(70, origin), at(71, goal)]
    closures, way = default_planner().trade, Passed(mode, origin, *between, goal)
    return {n.code for n in (*pair_warnings(closures, stops), *transit_warnings(closures, stops, [way]))}


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_what_is_told_of_a_pair_holds_for_all_pairs_alike(mode):
    for one, other in product(REGION, REGION):
        direct = told(one, other, mode)
        pair = {one, other}
        assert direct == told(other, one, mode), pair
        assert (NoteCode.TRADE_CLOSED in direct) == (pair in ({"UA", "RU"}, {"UA", "BY"})), pair
        restricted = bool(pair & UNION) and bool(pair & {"RU", "BY", "IR"})
        assert (NoteCode.TRADE_RESTRICTED in direct) == restricted, pair
        for land in ("LT", "PL", "FI"):
            through = NoteCode.TRANSIT_RESTRICTED in told(one, other, mode, land)
            assert through == (bool(pair & {"RU", "BY"}) and not pair & UNION), (pair, land)
        out = NoteCode.TRANSIT_RESTRICTED in told(one, other, mode, "RU")
        assert out == (one in UNION and other != "RU"), (one, other)


def test_goods_of_russia_and_belarus_are_told_of_the_union_they_pass():
    for ends in (("Minsk", "Kaliningrad"), ("Moscow", "Kaliningrad"), ("Kaliningrad", "Almaty")):
        answer = co.route(*ends)
        assert "LT" in answer.countries
        assert NoteCode.TRANSIT_RESTRICTED in codes(answer), ends


def test_the_way_home_to_an_exclave_is_no_coming_back():
    for ends in (("Moscow", "Kaliningrad"), ("Kaliningrad", "Saint Petersburg")):
        answer = co.route(*ends)
        assert set(answer.routes[0].modes) == {"rail"}
        assert NoteCode.THROUGH_NEIGHBOURS in codes(answer)
        assert not {NoteCode.COMES_BACK, NoteCode.COMES_BACK_AS_FOUND} & codes(answer)
    assert set(co.route("Moscow", "Vladivostok").countries) == {"RU"}


def test_a_closed_pair_is_told_first():
    answer = co.route("Kyiv", "Moscow")
    assert answer.warnings[0].code == NoteCode.TRADE_CLOSED
    assert "RU" in answer.warnings[0].values["closure"] or "Russia" in answer.warnings[0].values["closure"]


def test_what_is_allowed_all_the_same_is_told_where_it_is_passed():
    answer = co.route("Kyiv", "Almaty", allow=["trade"])
    assert NoteCode.TRANSIT_CLOSED in codes(answer)


def test_ukraines_goods_keep_to_the_caspian():
    for goal, by in product(("Tashkent", "Almaty", "Ashgabat", "Bishkek"), ("distance", "time")):
        assert not {"IR", "RU", "BY"} & set(co.route("Kyiv", goal, by=by).countries), (goal, by)


def test_a_refusal_names_the_closure_of_the_trade_that_bars_the_way():
    with pytest.raises(
        Unreachable, match=r"No way through Russia is shown for this trade: Russia lets"
    ) as fault:
        co.route("Kyiv", "Almaty", avoid=["AZ", "IR"])
    assert "What can be reached ends" not in str(fault.value)
    with pytest.raises(Unreachable, match="What can be reached ends"):
        co.route("Kyiv", "Almaty", avoid=["AZ", "IR", "RU"])


@pytest.mark.parametrize("by", ["distance", "time"])
def test_that_no_way_does_without_coming_back_is_said_where_a_search_found_none(by):
    planner = default_planner()
    router = planner.mode_network(("rail", "ferry")).router
    for names in (("Dushanbe", "Khujand"), ("Khujand", "Osh"), ("Minsk", "Brest"), ("Sokhumi", "Tbilisi")):
        stops = [planner.place(name) for name in names]
        try:
            path, _ = find_believable(router, stops, by=by)
        except Unreachable:
            continue
        if path.returns_to and path.proved:
            with pytest.raises(Unreachable):
                router.solve(stops, [router.metric(by, None, each) for each in by_stage(stops, NO_RULES)])


def test_a_dwell_by_analogy_says_so_in_its_source():
    sources = {s.id: s for s in co.route("Riga", "Minsk", via=["rail-bigosovo-indra"]).routes[0].sources}
    assert "by analogy" in sources["dwell-rail-bigosovo-indra"].title
    rows = read_rows(ROOT / "geodata" / "tables" / "assumptions.csv")
    costs = default_planner().costs.table.values()
    titles = {cited.source.id: cited.source.title for cited in costs}
    assert all(("by analogy" in titles[r["id"]]) for r in rows if "analogy" in r["note"])


@pytest.mark.parametrize("via", ["Moscow", "Kyiv"])
def test_a_way_passes_a_large_town_without_turning_in_its_terminus(via):
    service = {"Moscow": ("Chongqing", "Duisburg", ["Astana", via, "rail-brest-terespol"])}
    a, b, stops = service.get(via, ("Kharkiv", "Lviv", [via]))
    assert NoteCode.TURNS_ROUND not in codes(co.route(a, b, via=stops, modes=["rail"]))


@pytest.mark.parametrize("by", ["distance", "time"])
def test_a_line_short_of_room_is_spared_by_trains_that_only_pass(by):
    for ends, least_km in ((("Moscow", "Vladivostok"), 8950), (("Tayshet", "Khabarovsk"), 3900)):
        assert co.route(*ends, by=by).routes[0].distance_km > least_km
    assert "Kufstein–Kiefersfelden" in {p.name for p in co.route("Verona", "Munich", by=by).passages}
