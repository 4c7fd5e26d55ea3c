from __future__ import annotations

import pytest

from corridors.errors import BadInput, BadTable, DamagedData, MissingExtra, UnknownPlace
from corridors.incoming import Meter, wall


class Panic(BaseException):
    """As libraries in other languages throw them."""


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (ValueError("odd\nand long"), "ValueError: odd"),
        (RecursionError(), "nested too deep"),
        (MemoryError(), "more memory than there is"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (Panic("index out of bounds"), "Panic: index out of bounds"),
        (DamagedData("cut short"), "cut short"),
    ],
)
def test_whatever_fails_behind_the_wall_is_one_line(fault, words):
    with pytest.raises(BadTable, match=words) as caught, wall("x.csv", "as a table", "Save it again."):
        raise fault
    assert str(caught.value).isprintable()
    assert str(caught.value).startswith("x.csv cannot be read as a table (")
    assert str(caught.value).endswith("Save it again.")


@pytest.mark.parametrize(
    "fault", [UnknownPlace("Qq"), MissingExtra("x", "osm"), BadInput("no"), KeyboardInterrupt()]
)
def test_errors_of_ours_and_the_readers_own_stop_pass(fault):
    with pytest.raises(type(fault)) as caught, wall("x.csv"):
        raise fault
    assert caught.value is fault


def test_what_a_file_says_in_an_error_of_ours_is_one_line():
    with pytest.raises(BadTable) as caught, wall("x.csv"):
        raise BadTable("has \x1b[2J\nand " + "x" * 5000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) == 1000


def test_a_meter_stops_at_its_most_and_in_time():
    meter = Meter("x.csv", {"rows": 2000}, seconds=-1)
    for _ in range(1023):
        meter.add("rows")
    with pytest.raises(BadTable, match="takes longer than"):
        meter.add("rows")
    with pytest.raises(BadTable, match=r"more than 2,000 rows"):
        Meter("x.csv", {"rows": 2000}).add("rows", 2001)
