"""The sites of the Horgos close-up: positions, years, and the series that they point to."""

import pytest

from corridors import geodesy
from corridors.data import facts, layers

KINDS = {
    "free_trade_centre",
    "rail_station",
    "dry_port",
    "special_zone",
    "road_post",
    "pipeline_station",
    "town",
}


@pytest.fixture(scope="module")
def sites():
    return facts.table("horgos_sites").set_index("id")


def test_the_close_up_holds_every_kind_of_site(sites):
    assert set(sites["kind"]) == KINDS
    assert {"icbc", "huoerguosi-station", "altynkol-station", "khorgos-gateway", "nur-zholy"} <= set(
        sites.index
    )


def test_the_table_meets_its_rules():
    assert facts.violations(only=["horgos_sites"]) == ()


def test_every_site_lies_near_the_crossing_and_says_how_sure_its_position_is(sites):
    away = geodesy.distance_km(sites["lon"], sites["lat"], 80.35, 44.17)
    assert (away < 30).all()
    assert sites["position_accuracy_km"].between(1, 10).all()
    assert (sites["position_source"] != "").all()
    assert (sites["carries"] != "").all()


def test_the_two_parts_make_up_the_centre(sites):
    parts = sites.loc[["icbc-china", "icbc-kazakhstan"], "area_km2"]
    assert parts.sum() == pytest.approx(sites.loc["icbc", "area_km2"])


def test_its_series_are_there(sites):
    throughput = facts.table("crossing_throughput")
    carried = set(throughput["place_id"]) | set(throughput["crossing_id"])
    carried |= set(facts.table("pipeline_throughput")["series_id"])
    named = set(sites["throughput_id"]) - {""}
    assert named <= carried
    assert "terminal-X005" in named


@pytest.mark.parametrize(
    ("year", "there", "not_yet"),
    [
        (
            2008,
            {"zharkent", "khorgos-old-road-post"},
            {"icbc", "altynkol-station", "horgos-compressor-station"},
        ),
        (2013, {"icbc", "altynkol-station", "huoerguosi-station"}, {"khorgos-gateway", "nur-zholy"}),
        (2018, {"khorgos-gateway", "nur-zholy", "horgos-city"}, set()),
    ],
)
def test_a_year_shows_what_had_opened(year, there, not_yet):
    seen = set(layers.load("horgos_sites", year)["id"])
    assert there <= seen
    assert not not_yet & seen
