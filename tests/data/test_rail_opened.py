"""Railways appear in the year in which their table says they opened."""

import pytest

from corridors.data import layers

HORGOS = (slice(80.2, 80.9), slice(43.9, 44.3))
WEST_OF_ALTYNKOL = (slice(78.2, 80.2), slice(43.6, 44.2))


def lines_km(box, year):
    lon, lat = box
    return float(layers.load("rail_lines", year).cx[lon, lat].length_km.sum())


@pytest.mark.parametrize("box", [HORGOS, WEST_OF_ALTYNKOL], ids=["Horgos", "Zhetygen–Altynkol"])
def test_the_railway_through_horgos_is_not_there_in_2008_and_is_in_2013(box):
    assert lines_km(box, 2008) == 0
    assert lines_km(box, 2013) > 100


def test_old_railways_stay_whatever_the_year():
    assert len(layers.load("rail_lines", 1991)) > 0.99 * len(layers.load("rail_lines"))
