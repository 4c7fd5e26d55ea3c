"""Published lengths ride on straight edges, and on those alone."""

from __future__ import annotations

import pandas as pd
import pytest
from toys import draw

from corridors.errors import BadInput
from corridors.graph.conditioning.lengths import ride_lengths

# 0.9 degrees of straight step, then 0.04 drawn in detail
NET = draw(
    {"a": (0.0, 0.0), "b": (0.9, 0.0), "c": (0.94, 0.0)},
    [("a", "b", {"length_km": 105.0}), ("b", "c", {"length_km": 4.6})],
)


def section(length_km, anchors="0 0;0.94 0"):
    return pd.DataFrame({"id": ["toy"], "anchors": [anchors], "length_km": [length_km]})


def test_the_straight_edge_takes_what_is_left_of_the_published_length():
    lengths = ride_lengths(NET, section(120.0)).edges.length_km
    assert lengths.sum() == pytest.approx(120.0)
    assert lengths.min() == pytest.approx(4.6)


def test_no_edge_becomes_shorter_than_it_is_drawn():
    assert ride_lengths(NET, section(95.0)).edges.length_km.max() == pytest.approx(100.19, abs=0.1)


def test_an_anchor_inside_an_edge_becomes_a_node():
    net = ride_lengths(NET, section(60.0, "0 0;0.45 0"))
    assert len(net) == len(NET) + 1
    assert net.edges.length_km.sum() == pytest.approx(60.0 + 52.5 + 4.6, abs=0.1)


def test_a_length_of_another_line_is_refused():
    with pytest.raises(BadInput, match="toy"):
        ride_lengths(NET, section(400.0))


def test_no_section_changes_nothing():
    assert ride_lengths(NET, section(1.0).iloc[:0]) == NET
