from __future__ import annotations

import pytest

from corridors.analysis.asked import Asked
from corridors.errors import BadInput, UnknownPlace


class Planner:
    """Knows one place, and counts what it is asked."""

    def __init__(self):
        self.names = []

    def place(self, name):
        self.names.append(name)
        if name != "Almaty":
            raise UnknownPlace(name)
        return name.upper()


def test_a_name_is_looked_up_once_however_many_rows_have_it():
    planner = Planner()
    asked = Asked(planner)
    for _ in range(3):
        assert asked.stops("Almaty; Almaty；") == ["ALMATY", "ALMATY"]
        with pytest.raises(UnknownPlace, match="Qq"):
            asked.place("Qq")
    assert planner.names == ["Almaty", "Qq"]


def test_a_row_names_no_more_stops_than_are_read():
    with pytest.raises(BadInput, match="via names 51 places; at most 50"):
        Asked(Planner()).stops("Almaty;" * 51)
