"""The ways of ferries: along the lanes they are on the high seas, on a lake or a strait at home."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scripts.builders.sea_ways import ferry_lines

PORTS = pd.DataFrame(
    [("a", 20.0, 54.6, "RU"), ("b", 28.3, 59.7, "RU"), ("c", 21.1, 55.7, "LT")],
    columns=["id", "lon", "lat", "country"],
)
LANES = [np.array([[19.8, 54.7], [20.0, 56.5], [22.0, 59.3], [28.0, 59.8]])]


def lands(*rows):
    ferries = pd.DataFrame(rows, columns=["from_terminal", "to_terminal", "via"])
    return ferry_lines(ferries, PORTS, LANES)[1]


def test_a_ferry_between_two_ports_of_a_country_is_at_sea_where_it_follows_lanes():
    assert lands(("a", "b", ""), ("a", "b", "24.0 57.0"), ("a", "c", "")) == ["XZ", "RU", "XZ"]
