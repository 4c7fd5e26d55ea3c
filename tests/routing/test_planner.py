"""Names in, routes out: spellings, modes, things to avoid, and what a refusal says."""

from __future__ import annotations

import dataclasses
import shutil

import numpy as np
import pytest
from honesty import problems_of_route
from shipped import pairs

import corridors as co
from corridors.errors import BadInput, DamagedData, UnknownName, UnknownPlace, Unreachable
from corridors.once import Kept
from corridors.routing import router as routers
from corridors.routing.engine import engine_for
from corridors.routing.planner import DEFAULT_MODES, Planner, Question, default_planner, load_order

SPELLINGS = [
    ("Khorgos", "Horgos", "Хоргос", "Қорғас", "霍尔果斯"),
    ("Chongqing", "重庆", "Чунцин", "CNCQI", "chongqing "),
    ("Xi'an", "Xian", "西安", "Сиань"),
    ("Łódź", "Lodz", "Лодзь", "罗兹"),
    ("Almaty", "Алматы", "阿拉木图", "KZALA"),
    ("Duisburg", "杜伊斯堡", "Дуйсбург", "DEDUI"),
]


@pytest.fixture(scope="module")
def planner():
    return default_planner()


@pytest.fixture
def without_the_wheel(monkeypatch, planner):
    """Return the planner as it is where routingkit_cch has no wheel."""

    def plain(nodes, uv, order):
        return engine_for(nodes, uv, order, plain=True)

    monkeypatch.setattr(routers, "engine_for", plain)
    return dataclasses.replace(planner, _by_modes=Kept())


# ---------------------------------------------------------------------------------------- the main job
def test_chongqing_to_duisburg_goes_through_horgos_with_both_breaks_of_gauge(planner):
    answer = planner.route("Chongqing", "Duisburg", via=["Khorgos"])
    (route,) = answer.routes
    horgos = next(p for p in route.passages if p.id == "rail-huoerguosi-altynkol")
    assert (horgos.from_country, horgos.to_country, horgos.gauge_break) == ("CN", "KZ", True)
    gauges = [leg.gauge_mm for leg in route.legs]
    assert gauges[0] == gauges[-1] == 1435
    assert 1520 in gauges
    breaks = [p for p in route.passages if p.gauge_break]
    assert len(breaks) == 2
    assert breaks[1].to_country in {"PL", "LT", "SK", "HU", "RO"}
    assert sum(route.countries.values()) == pytest.approx(route.distance_km, rel=0.001)
    assert next(iter(route.countries)) == "CN"
    assert list(route.countries)[-1] == "DE"
    assert route.family == "Northern"
    assert set(route.modes) == {"rail"}
    assert answer.to_gdf().geometry.is_valid.all()
    assert len(answer.to_gdf()) == len(route.legs)


def test_the_same_question_gets_the_same_answer(planner):
    first, again = (planner.route("Chongqing", "Duisburg", via=["Khorgos"]) for _ in range(2))
    assert first == again
    assert co.route("Chongqing", "Duisburg", via=["Khorgos"]) == first


@pytest.mark.parametrize("names", SPELLINGS, ids=[n[0] for n in SPELLINGS])
def test_a_place_is_the_same_in_every_script_and_code(planner, names):
    end = "Moscow" if names[0] != "Moscow" else "Minsk"
    lengths = {name: round(planner.route(name, end).routes[0].distance_km, 3) for name in names}
    assert len(set(lengths.values())) == 1, lengths


def test_a_position_is_a_place(planner):
    named = planner.route("Almaty", "Moscow").routes[0].distance_km
    place = planner.place("Almaty")
    drawn = planner.route(f"{place.lon},{place.lat}", "Moscow").routes[0].distance_km
    assert drawn == pytest.approx(named, abs=1)


def test_without_the_wheel_the_routes_are_the_same(planner, without_the_wheel):
    for origin, destination in pairs(6, seed=3):
        for by in ("distance", "time"):
            fast = planner.route(origin, destination, by=by).routes[0]
            slow = without_the_wheel.route(origin, destination, by=by).routes[0]
            assert slow.distance_km == pytest.approx(fast.distance_km, abs=0.5)
            assert slow.time_h == pytest.approx(fast.time_h, rel=1e-3) or by == "distance"
            assert list(slow.countries) == list(fast.countries)


# --------------------------------------------------------------------------------------- modes and by
def test_water_is_crossed_only_where_a_ferry_may_be_used(planner):
    both = planner.route("Aktau", "Baku").routes[0]
    assert both.modes["ferry"] > 100
    assert both.family in {"Middle", "Regional"}
    land = planner.route("Aktau", "Baku", modes=["rail"]).routes[0]
    assert set(land.modes) == {"rail"}
    assert land.distance_km > both.distance_km


def test_roads_alone_lead_from_china_to_europe(planner):
    route = planner.route("Urumqi", "Warsaw", modes=["road"]).routes[0]
    assert set(route.modes) == {"road"}
    assert all(leg.gauge_mm is None for leg in route.legs)
    assert 4_500 < route.distance_km < 8_000


def test_the_sea_leads_from_shanghai_to_hamburg(planner):
    route = planner.route("Shanghai", "Hamburg", modes=["sea", "rail"]).routes[0]
    assert route.modes.get("sea", 0) + route.modes["rail"] == pytest.approx(route.distance_km, rel=0.02)


def test_the_quickest_way_is_no_slower_than_the_shortest(planner):
    short, quick = (planner.route("Chongqing", "Duisburg", by=by).routes[0] for by in ("distance", "time"))
    assert quick.time_h <= short.time_h + 0.05  # seconds are rounded an edge
    assert short.distance_km <= quick.distance_km + 0.5


@pytest.mark.parametrize("modes", [["plane"], ["rail", "plane"], []])
def test_an_unknown_mode_is_refused_with_the_ones_there_are(planner, modes):
    with pytest.raises(UnknownName, match=r"Choose one of: rail, road, ferry, sea"):
        planner.route("Almaty", "Moscow", modes=modes)


def test_an_unknown_measure_is_refused_with_the_ones_there_are(planner):
    with pytest.raises(UnknownName, match=r"No measure is called 'beauty'\. Choose one of: distance, time"):
        planner.route("Almaty", "Moscow", by="beauty")


def test_other_ways_differ_enough_and_are_not_shorter(planner):
    best, *others = planner.answer(Question("Chongqing", "Duisburg", alternatives=3)).routes
    assert others
    assert best == planner.route("Chongqing", "Duisburg").routes[0]
    assert len({r.id for r in (best, *others)}) == len(others) + 1
    for other in others:
        assert best.distance_km - 0.5 <= other.distance_km <= best.distance_km * 1.7
        assert problems_of_route(other) == []
    with pytest.raises(BadInput, match="alternatives must be"):
        planner.answer(Question("Almaty", "Moscow", alternatives=99))


# ---------------------------------------------------------------------------------------------- avoid
@pytest.mark.parametrize("thing", ["RU", "Russia", "Россия", "俄罗斯"])
def test_a_country_is_avoided_by_code_or_name(planner, thing):
    route = planner.route("Chongqing", "Duisburg", avoid=[thing]).routes[0]
    assert "RU" not in route.countries
    assert route.distance_km > planner.route("Chongqing", "Duisburg").routes[0].distance_km


def test_a_crossing_is_avoided_with_its_gauge_change(planner):
    plain = planner.route("Urumqi", "Warsaw").routes[0]
    for passage in [p for p in plain.passages if p.id.startswith("rail-")]:
        try:
            other = planner.route("Urumqi", "Warsaw", avoid=[passage.name]).routes[0]
        except Unreachable:
            continue
        assert passage.id not in {p.id for p in other.passages}


def test_a_city_is_avoided_with_the_lines_around_it(planner):
    from corridors import geodesy

    plain, other = (
        planner.route("Chongqing", "Duisburg", avoid=avoid).routes[0] for avoid in ([], ["Minsk"])
    )
    minsk = planner.place("Minsk")

    def nearest_km(route):
        coords = np.vstack([np.array(leg.coords) for leg in route.legs])
        return geodesy.distance_km(coords[:, 0], coords[:, 1], minsk.lon, minsk.lat).min()

    assert nearest_km(plain) < 10
    assert nearest_km(other) > 9
    assert other.distance_km > plain.distance_km


def test_nothing_to_avoid_closes_nothing(planner):
    net = planner.mode_network(DEFAULT_MODES).router.net
    assert planner.closures(net, []) == ()
    (russia,) = planner.closures(net, ["RU"])
    assert russia.shut.sum() == (net.edges.country == "RU").sum()


# ------------------------------------------------------------------------------------------- refusals
def test_an_unknown_place_comes_back_with_the_nearest_spellings(planner):
    with pytest.raises(UnknownPlace) as caught:
        planner.route("Chongqingg", "Duisburg")
    assert "Chongqing" in str(caught.value)
    for via_or_avoid in ({"via": ["Qwxyz"]}, {"avoid": ["Qwxyz"]}):
        with pytest.raises(UnknownPlace, match="Qwxyz"):
            planner.route("Chongqing", "Duisburg", **via_or_avoid)


def test_what_cannot_be_reached_says_where_the_network_ends(planner):
    with pytest.raises(
        Unreachable, match=r"ends near .+ \(\d+\.\d+ N, \d+\.\d+ E\), \d+ km short of Duisburg"
    ):
        planner.route("Almaty", "Duisburg", avoid=["RU", "AZ", "TM", "CN"])


def test_a_place_far_from_any_line_says_how_far(planner):
    with pytest.raises(Unreachable, match=r"Honolulu"):
        planner.route("Honolulu", "Duisburg")
    with pytest.raises(
        Unreachable, match=r"No line to join within \d+ km of .*the nearest is [\d.]+ km away"
    ):
        planner.route("Almaty", "60.0,75.5")


def test_a_stop_between_that_cannot_be_reached_is_named(planner):
    with pytest.raises(Unreachable, match="Reykjav"):
        planner.route("Chongqing", "Duisburg", via=["Reykjavik"])


@pytest.mark.parametrize("text", ["", "   ", "999,999", "a" * 5000, "\x00", "{{7*7}}", "'; DROP TABLE"])
def test_rubbish_is_refused_as_bad_input(planner, text):
    with pytest.raises(BadInput):
        planner.route(text, "Duisburg")


# ----------------------------------------------------------------------------------------- loose parts
def test_the_order_belongs_to_the_network(tmp_path):
    np.save(tmp_path / "order.npy", np.array([2, 0, 1]))
    np.testing.assert_array_equal(load_order(tmp_path / "order.npy", 3), [2, 0, 1])
    with pytest.raises(DamagedData, match="not an order of 4 nodes"):
        load_order(tmp_path / "order.npy", 4)
    np.save(tmp_path / "order.npy", np.array([0, 0, 1]))
    with pytest.raises(DamagedData, match="not an order of 3 nodes"):
        load_order(tmp_path / "order.npy", 3)


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\x93NUMPY\x01\x00"])
def test_a_damaged_order_is_told(tmp_path, content):
    (tmp_path / "order.npy").write_bytes(content)
    with pytest.raises(DamagedData, match=r"order\.npy cannot be read"):
        load_order(tmp_path / "order.npy", 3)


def test_a_planner_reads_any_folder_of_geodata(tmp_path, geodata, planner):
    shutil.copytree(geodata, tmp_path / "geodata")
    other = Planner.load(tmp_path / "geodata")
    assert len(other.network) == len(planner.network)
    assert other.route("Almaty", "Astana") == planner.route("Almaty", "Astana")


@pytest.mark.parametrize(
    ("a", "b"), [("Aktau", "Baku"), ("Poti", "Constanța"), ("Turkmenbashi", "Baku"), ("Burgas", "Batumi")]
)
@pytest.mark.parametrize("mode", ["ferry", "sea"])
def test_towns_with_a_port_are_joined_over_water_alone(planner, a, b, mode):
    assert set(planner.route(a, b, modes=[mode]).routes[0].modes) == {mode}


def test_a_port_away_from_its_town_is_told_and_a_far_one_refused(planner):
    assert "joins_at_port" in {n.code for n in planner.route("Aktau", "Baku", modes=["ferry"]).notes}
    with pytest.raises(Unreachable, match=r"No port of these modes .* of Almaty; the nearest is"):
        planner.route("Almaty", "Baku", modes=["ferry"])


@pytest.mark.parametrize(("place", "country"), [("Islamabad", "Pakistan"), ("Hanoi", "Vietnam")])
def test_a_place_in_a_country_without_lines_here_is_told_so(planner, place, country):
    with pytest.raises(Unreachable, match=f"The network here does not cover {country}"):
        planner.route(place, "Almaty")
