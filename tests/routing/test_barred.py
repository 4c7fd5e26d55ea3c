"""A refusal, and a way far round, name the closed crossings that bar the direct way."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from corridors.model import Place, Source
from corridors.model.notes import NoteCode
from corridors.model.wording import word_note
from corridors.routing.points import NamedPoint
from corridors.routing.rules.barred import closed_between, closed_on_the_way

HERE, THERE = Place("Here", "AA", 10.0, 50.0), Place("There", "BB", 12.0, 50.0)
SOURCE = Source("s", "All shut", "The paper", "2023-11-29")


def point(name, lon, lat):
    return NamedPoint(name, name.title(), "border", lon, lat, "", SOURCE, ("AA", "BB"))


POINTS = {p.id: p for p in (point("near", 11.0, 50.0), point("far", 11.0, 58.0), point("free", 11.0, 50.1))}
NET = SimpleNamespace(
    edges=pd.DataFrame(
        {
            "u": [0, 0, 0], "v": [1, 1, 1], "kind": "border", "point_id": ["near", "far", "free"],
            "status": ["closed", "closed", "open"],
        }
    )
)  # fmt: skip


def test_a_refusal_names_the_closed_crossings_nearest_first():
    sides = np.array([[True, False], [False, True]])
    note = closed_between(NET, POINTS, sides, (HERE, THERE))
    assert note.code is NoteCode.CROSSINGS_CLOSED
    assert note.sources == (SOURCE,)
    assert "Near, Far (All shut, The paper, 2023-11-29)" in word_note(note)


def test_crossings_between_other_parts_bar_nothing():
    sides = np.array([[True, True], [False, False]])
    assert closed_between(NET, POINTS, sides, (HERE, THERE)) is None


def test_a_way_far_round_names_only_crossings_on_the_direct_way():
    far_round = SimpleNamespace(distance_km=900.0)
    note = closed_on_the_way(NET, POINTS, [HERE, THERE], [far_round])
    assert ": Near (All shut" in word_note(note)
    assert closed_on_the_way(NET, POINTS, [HERE, THERE], [SimpleNamespace(distance_km=180.0)]) is None
