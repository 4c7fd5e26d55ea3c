"""Answers say when an end lies far from the line, or the way is far longer than the distance."""

from __future__ import annotations

import corridors as co
from corridors.model.notes import NoteCode


def codes(itinerary):
    return [note.code for note in itinerary.warnings]


def test_an_ordinary_way_has_no_warning():
    answer = co.route("Chongqing", "Duisburg")
    assert codes(answer) == []
    assert "warnings" not in answer.to_dict()


def test_an_end_far_from_the_line_is_said_with_its_distance():
    answer = co.route("77.4,43.0", "Astana")
    (note,) = [note for note in answer.warnings if note.code is NoteCode.FAR_FROM_LINE]
    assert note.values["gap_km"] > 10
    assert answer.to_dict()["warnings"][0].keys() == {"code", "text", "values"}
    assert len(answer.to_sheets()["notes"]) >= 1


def test_a_way_over_twice_the_distance_is_said():
    answer = co.route("Tabriz", "Baku", modes=["rail"])
    assert NoteCode.LONG_WAY_ROUND in codes(answer)
    assert answer.warnings[-1].values["times"] > 2
