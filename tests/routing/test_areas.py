"""Closed borders and areas cut off by a front are told, never passed over in silence."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.errors import DamagedData
from corridors.model.notes import NoteCode
from corridors.routing.rules.areas import load_cut_areas


def told(ends, **how):
    return [note.code for note in co.route(*ends, **how).warnings]


@pytest.mark.parametrize(
    "ends",
    [
        ("Simferopol", "Kyiv"),
        ("Mariupol", "Lviv"),
        ("Donetsk", "Kyiv"),
        ("Luhansk", "Kyiv"),
        ("Kyiv", "Sevastopol"),
        ("Melitopol", "Dnipro"),
        ("Simferopol", "Moscow"),
    ],
)
def test_a_way_into_an_area_cut_off_is_warned_of(ends):
    assert NoteCode.CUT_AREA in told(ends)


@pytest.mark.parametrize(
    "ends", [("Kyiv", "Lviv"), ("Zaporizhzhia", "Kyiv"), ("Tbilisi", "Poti"), ("Rostov", "Moscow")]
)
def test_ways_elsewhere_are_not(ends):
    assert NoteCode.CUT_AREA not in told(ends)


@pytest.mark.parametrize("ends", [("Yerevan", "Baku"), ("Ankara", "Yerevan"), ("Gyumri", "Kars")])
def test_a_closed_border_between_two_countries_is_told(ends):
    assert NoteCode.BORDER_CLOSED in told(ends, modes=("rail", "road", "ferry"))


def test_a_damaged_table_of_areas_is_refused(tmp_path):
    bad = tmp_path / "cut_areas.csv"
    bad.write_text("id,until,outline\nx,,1\n")
    with pytest.raises(DamagedData):
        load_cut_areas(bad)
