"""Answers say when an end lies far from the line, or the way is far longer than the distance."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.errors import Unreachable
from corridors.model.notes import NoteCode


def codes(itinerary):
    return [note.code for note in itinerary.warnings]


def test_an_ordinary_way_has_no_warning():
    answer = co.route("Chongqing", "Duisburg")
    assert codes(answer) == []
    assert answer.to_dict()["warnings"] == []


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


def test_a_name_with_several_likely_meanings_is_said_with_the_one_taken():
    answer = co.route("Brest", "Minsk", modes=["rail"])
    (note,) = [note for note in answer.warnings if note.code is NoteCode.AMBIGUOUS_NAME]
    assert (note.values["place"], note.values["namesakes"]) == ("Brest (BY)", ("Brest (FR)",))
    assert NoteCode.AMBIGUOUS_NAME not in [note.code for note in answer.notes]


def test_a_position_turned_round_is_said():
    answer = co.route("55.75,37.6", "Tehran", modes=["road"])
    (note,) = [note for note in answer.warnings if note.code is NoteCode.SWAPPED_COORDINATES]
    assert (note.values["place"], note.values["position"]) == ("Moscow (RU)", "37.6,55.75")


def test_a_refusal_says_that_a_position_is_turned_round():
    with pytest.raises(Unreachable, match=r"Almaty \(KZ\) write 76.9,43.25"):
        co.route("43.25,76.9", "Astana", modes=["rail"])
