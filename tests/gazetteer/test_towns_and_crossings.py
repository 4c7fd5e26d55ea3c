"""A town's own name is the town; a crossing answers where the name is its own."""

from __future__ import annotations

import pytest

from corridors import geodesy
from corridors.gazetteer import Gazetteer
from corridors.model import NoteCode

TOWN = 4.7
"""The rank of a town of 50 000."""
CITY = 5.0
BIG, SAME_KM = 5.6, 40.0
LANDS = ["KZ", "KG", "UZ", "TJ", "TM", "AZ", "GE", "AM", "IR", "MN", "UA", "BY"]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


def towns(gazetteer, least):
    for entry in gazetteer.indexes[1].entries():
        if entry.rank < least:
            break
        yield entry


def test_no_town_of_fifty_thousand_means_a_crossing_named_after_it(gazetteer):
    """Only Khorgos is the whole name of a crossing as of the town at it."""
    lost = {
        (name, found.name)
        for entry in towns(gazetteer, TOWN)
        for name in (entry.place.name, *entry.place.names.values())
        if not gazetteer.country(name) and (found := gazetteer.resolve(name)).kind == "crossing"
    }
    assert {crossing.partition(" (")[0] for _, crossing in lost} <= {"Khorgos"}


def test_any_other_name_with_its_country_finds_the_city_of_that_country(gazetteer):
    """Or a namesake there, that is called so by us, or that the note names beside it."""
    lost = []
    for entry in towns(gazetteer, BIG):
        land = entry.countries[0]
        for key in entry.all_keys() if land in LANDS else ():
            found = gazetteer.resolve(f"{key}, {land}") if len(key) > 3 else entry.place
            here = entry.place
            called = {gazetteer.key(n) for n in (found.name, *found.names.values())}
            if geodesy.distance_km(found.lon, found.lat, here.lon, here.lat) <= SAME_KM or key in called:
                continue
            if not (found.note and here.name in str(found.note.values)):
                lost.append((key, land, here.name, found.name))
    assert len(lost) <= 5, lost


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Jalal-Abad, KG", "Manas", "KG"),
        ("Jalalabad, Kyrgyzstan", "Manas", "KG"),
        ("Джалал-Абад, Киргизия", "Manas", "KG"),
        ("Джалал-Абад", "Manas", "KG"),
        ("Jalalabad, AF", "Jalālābād", "AF"),
        ("Nakhchivan", "Naxçıvan", "AZ"),
        ("Frunze, Kyrgyzstan", "Bishkek", "KG"),
        ("Leninabad, TJ", "Khujand", "TJ"),
    ],
)
def test_a_former_name_is_the_city_not_a_crossing_at_it(gazetteer, text, name, country):
    place = gazetteer.resolve(text)
    assert (place.kind, place.name, place.country) == ("city", name, country)


@pytest.mark.parametrize(("text", "other"), [("Jalalabad", "Manas (KG)"), ("Jalal-Abad", "Jalālābād (AF)")])
def test_two_big_places_of_one_name_are_both_named(gazetteer, text, other):
    note = gazetteer.resolve(text).note
    assert note.code is NoteCode.AMBIGUOUS_NAME
    assert other in note.values["namesakes"]


@pytest.mark.parametrize(
    ("text", "country", "lon"),
    [
        ("Navoi", "UZ", 65.4),
        ("Навои", "UZ", 65.4),
        ("Герат", "AF", 62.2),
        ("Termez", "UZ", 67.3),
        ("Salamanca", "ES", -5.7),
    ],
)
def test_a_city_called_so_comes_before_a_crossings_side_and_a_district(gazetteer, text, country, lon):
    place = gazetteer.resolve(text)
    assert (place.kind, place.country) == ("city", country)
    assert abs(place.lon - lon) < 0.2


def test_no_district_comes_before_a_city_of_the_very_same_name(gazetteer):
    """A district lies within 10 km of a place of five times its people, as the builder takes it."""
    every = [e for e in gazetteer.indexes[1].entries() if e.rank >= TOWN]
    namesakes = {}
    for entry in every:
        namesakes.setdefault(gazetteer.key(entry.place.name), []).append(entry)
    wrong = []
    for first, *others in namesakes.values():
        free = [e for e in others if e.rank >= CITY and not in_larger(e, every)]
        if free and in_larger(first, every):
            wrong.append((first.place.name, first.countries))
    assert wrong == []


def in_larger(entry, every):
    """Tell whether a place lies in a city of five times its people, 0.75 ranks more."""
    here = entry.place
    return any(
        e.rank - entry.rank >= 0.75
        and e.countries == entry.countries
        and geodesy.distance_km(e.place.lon, e.place.lat, here.lon, here.lat) <= 10
        for e in every
        if abs(e.place.lat - here.lat) < 0.1 and abs(e.place.lon - here.lon) < 0.3
    )
