"""Positions as people write them."""

from __future__ import annotations

import pytest

from corridors.errors import BadInput
from corridors.gazetteer import Gazetteer
from corridors.gazetteer.coordinates import parse_point
from corridors.model import NoteCode

ALMATY = (
    *("43.25N 76.95E", "43.25° N, 76.95° E", "43°15′N 76°57′E", "43°15'00\"N, 76°57'00\"E", "N43.25 E76.95"),
    *("76.95E 43.25N", "E 76°57′ / N 43°15′", "lat 43.25, lon 76.95", "lon=76.95; lat=43.25", "(43.25N, 76.95E)"),
    *("43,25° с. ш., 76,95° в. д.", "北纬43.25°，东经76.95°", "北纬43度15分，东经76度57分", "43.25n76.95e", "76,95 43,25", "76,95; 43,25"),
)  # fmt: skip


@pytest.mark.parametrize("text", ALMATY)
def test_a_position_with_its_quarters_is_read_in_any_order(text):
    assert parse_point(text) == pytest.approx((76.95, 43.25))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("33.9S 18.4E", (18.4, -33.9)),
        ("40.7 N, 74 W", (-74, 40.7)),
        ("lat -33.9 lon -70.6", (-70.6, -33.9)),
    ],
)
def test_south_and_west_count_backwards(text, position):
    assert parse_point(text) == pytest.approx(position)


@pytest.mark.parametrize("text", ["95N 76E", "43N 190E", "lat 100 lon 20"])
def test_degrees_beyond_the_globe_are_refused_in_words_of_the_globe(text):
    with pytest.raises(BadInput, match=r"is not a position\. Latitude is 0…90°"):
        parse_point(text)


@pytest.mark.parametrize(
    "text", ["43.25N", "43N 76N", "E40 W20", "43°75′N 76°57′E", "Sète", "N 43", "12 34 56"]
)
def test_what_is_no_position_stays_a_name(text):
    assert parse_point(text) is None


def test_a_pair_with_its_quarters_turned_round_gets_a_note():
    place = Gazetteer.load().resolve("43.25E 76.95N")
    assert (place.lon, place.lat) == (43.25, 76.95)
    assert place.note.code is NoteCode.SWAPPED_COORDINATES
