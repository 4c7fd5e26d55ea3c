"""Sections of the road corridor, power lines and ferries as layers: what is drawn, how long, since when."""

from itertools import pairwise

import numpy as np
import pytest
from shipped import call

from corridors import geodesy
from corridors.data import facts, layers

WHOLES = {"wewc", "wewc-cn", "wewc-kz", "wewc-kz-5t", "cs", "m11-w"}


@pytest.fixture(scope="module")
def roads():
    return layers.load("road_sections").set_index("id")


def test_sections_with_way_points_are_drawn_and_no_others(roads):
    table = facts.table("road_sections").set_index("id")
    assert set(roads.index) == set(table.index[table["draw_through"] != ""])
    assert not WHOLES & set(roads.index)
    left_out = table[(table["draw_through"] == "") & (table["preferred"])]
    assert left_out["note"].str.contains("not drawn").all()


def test_the_corridor_is_one_way_from_the_border_to_the_border(roads):
    """Each section of Kazakhstan begins where the last one ended."""
    chain = [
        "wewc-kz-1",
        "wewc-kz-2",
        "wewc-kz-3b",
        "wewc-kz-3",
        "wewc-kz-4",
        "wewc-kz-5a",
        "wewc-kz-5",
        "wewc-kz-6",
    ]
    ends = [np.array(roads.geometry[i].coords)[[0, -1]] for i in chain]
    for before, after in pairwise(ends):
        gaps = [geodesy.distance_km(*a, *b) for a in before for b in after]
        assert min(gaps) < 10


def test_lengths_are_those_of_the_way_and_differences_are_told(roads):
    told = roads["length_difference_pct"].dropna()
    expected = (roads["length_km"] / roads["published_length_km"] - 1) * 100
    assert np.abs(told - expected[told.index]).max() < 0.1
    assert (np.abs(told) < 10).mean() > 0.6
    assert roads.loc[["g30", "g7", "a3", "m12", "m11"], "length_difference_pct"].abs().max() < 5
    assert (
        roads.loc[["wewc-ru", "wewc-kz-2", "wewc-kz-3", "wewc-kz-5"], "length_difference_pct"].isna().all()
    )


def test_the_drawn_line_is_no_longer_than_the_way_by_much(roads):
    drawn = np.array([geodesy.length_km(np.array(line.coords)) for line in roads.geometry])
    assert (drawn < roads["length_km"] * 1.1).all()
    steps = [np.diff(geodesy.chainages_km(np.array(line.coords))).max() for line in roads.geometry]
    assert np.abs(steps - roads["largest_step_km"]).max() < 40  # simplifying joins steps


@pytest.mark.parametrize(
    ("layer", "year", "there", "not_yet"),
    [
        ("road_sections", 2012, {"wewc-kz-5a", "wewc-kz-6"}, {"wewc-kz-1", "g30"}),
        ("road_sections", 2018, {"wewc-kz-1", "g30"}, {"m12", "m11", "g7"}),
        ("power_lines", 2008, {"tl-1150", "tl-ns2-3"}, {"tl-ne1", "tl-ham", "tl-hvd"}),
        ("power_lines", 2019, {"tl-ne2", "tl-changji-guquan"}, {"tl-hami-chongqing", "tl-ham"}),
    ],
)
def test_a_year_shows_what_stood_then(layer, year, there, not_yet):
    seen = set(layers.load(layer, year)["id"])
    assert there <= seen
    assert not not_yet & seen


def test_power_lines_join_places_inside_their_countries_and_say_how_coarse_they_are():
    frame = layers.load("power_lines").set_index("id")
    table = facts.table("power_lines").set_index("id")
    assert set(frame.index) == set(table.index[table["from_place"] != ""])
    assert (frame["accuracy_km"] == 20).all()
    both = frame["published_length_km"].notna()
    ratio = frame["length_km"][both] / frame["published_length_km"][both]
    assert ratio.between(0.7, 1.05).all()  # straight steps are shorter than the line


def test_ferries_have_their_years_and_sources():
    frame = layers.load("ferry_lines").set_index("point_id")
    assert frame["opened_year"].notna().sum() >= 19
    years = frame["opened_year"].to_dict()
    assert (years["ferry-turkmenbashi-alat"], years["ferry-kuryk-alat"], years["ferry-van-tatvan"]) == (
        1962,
        2016,
        1971,
    )
    assert not (frame["closed_year"] < frame["opened_year"]).any()
    assert (frame["status"][frame["closed_year"].notna()] == "closed").all()


def test_ferries_of_a_year():
    def there(year):
        return set(layers.load("ferry_lines", year)["point_id"])

    assert "ferry-kuryk-alat" not in there(2015)
    assert "ferry-kuryk-alat" in there(2016)
    assert "ferry-mukran-klaipeda" in there(2012)
    assert "ferry-mukran-klaipeda" not in there(2013)
    assert not {"ferry-aktau-turkmenbashi", "ferry-kavkaz-poti"} & there(2026)


def test_the_command_knows_the_year():
    for year, expected in ((2010, False), (2018, True)):
        code, out, err = call("layers", "road_sections", "--year", year)
        assert code == 0, err
        assert ("wewc-kz-1" in out) == expected
