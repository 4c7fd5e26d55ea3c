"""Names that the program itself has: main names, the names of crossings and stations, aliases near what they name."""

from __future__ import annotations

import csv
import gzip
import os
import re

import pytest

from corridors import geodesy
from corridors.data.ledger import geodata_dir
from corridors.errors import UnknownPlace
from corridors.gazetteer import Gazetteer
from corridors.model import NoteCode

EVERY = int(os.environ.get("CORRIDORS_EVERY_NAME", "5"))
"""Of how many main names one is asked; 1 asks all 46 000 (about a minute)."""
CALLED_SO_TOO = {"Moskva"}
"""Hamlets' names that another spelling kept by us gives to a capital."""
NEAR_KM, ALIAS_KM, NEIGHBOUR_KM = 35.0, 6.0, 150.0


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


def rows(path):
    with (geodata_dir() / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def km(place, row):
    return float(geodesy.distance_km(place.lon, place.lat, float(row["lon"]), float(row["lat"])))


def test_every_main_name_finds_a_place_of_that_name(gazetteer):
    """A border town may mean its crossing, which lies at it."""
    path = geodata_dir() / "layers" / "places.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)][::EVERY]
    lost = []
    for name in set(names) - CALLED_SO_TOO:
        try:
            place = gazetteer.resolve(name)
        except UnknownPlace as fault:
            lost += [] if fault.area == "country" else [(name, str(fault))]
            continue
        called = {gazetteer.key(n) for n in (place.name, *place.names.values())}
        if gazetteer.key(name) not in called and place.kind != "crossing":
            lost.append((name, place.name))
    assert len(names) > 45_000 / EVERY
    assert lost == []


PRINTED = [
    (path, column)
    for path, columns in {
        "tables/crossings.csv": ("name", "side_a", "side_b"),
        "osm/crossings_derived.csv": ("name",),
        "tables/stations.csv": ("name",),
        "tables/terminals.csv": ("name",),
        "tables/gauge_points.csv": ("name",),
    }.items()
    for column in columns
]


@pytest.mark.parametrize(("path", "column"), PRINTED)
def test_a_name_that_is_printed_is_understood_when_given_back(gazetteer, path, column):
    """It means its place, or another of that name with a note, or a side's town farther from the border."""
    silent = []
    for row in rows(path):
        place = gazetteer.resolve(row[column]) if row[column] and row["lon"] else None
        if (
            not place
            or km(place, row) <= NEAR_KM
            or (place.note and place.note.code is NoteCode.AMBIGUOUS_NAME)
        ):
            continue
        country = row.get("country") or f"{row.get('country_a')} {row.get('country_b')}"
        if column == "name" or place.country not in country or km(place, row) > NEIGHBOUR_KM:
            silent.append((row[column], place.name, place.country, round(km(place, row))))
    assert silent == []


def test_same_named_places_on_two_sides_of_a_border_are_told_apart(gazetteer):
    note = gazetteer.resolve("Keles").note
    assert note is not None
    assert any("Saryagash" in name for name in note.values["namesakes"])
    assert (gazetteer.resolve("Khorgos, KZ").country, gazetteer.resolve("Khorgos, CN").country) == (
        "KZ",
        "CN",
    )


@pytest.mark.parametrize(
    ("name", "side"), [("Bjørnfjell", "NO"), ("Tysa", "UA"), ("Skangali", "RU"), ("Torkham", "AF"), ("Khasan", "RU"), ("Lugaži", "LV")]
)  # fmt: skip
def test_the_station_of_a_side_is_found_at_its_border(gazetteer, name, side):
    hits = gazetteer.find(f"{name}, {side}")
    assert hits
    assert hits[0].country == side
    assert gazetteer.resolve(name).kind in {"crossing", "port", "terminal", "station"}


def test_aliases_of_crossings_are_not_neighbouring_cities(gazetteer):
    """An alias that is a city's own name lies at that city, or the crossing is called after it."""
    wrong = []
    for row in rows("tables/crossings.csv"):
        columns = ("name", "name_zh", "name_ru", "side_a", "side_b")
        own = gazetteer.key("".join(re.sub(r"\(.*?\)", "", row[column]) for column in columns))
        for alias in filter(None, (a.strip() for a in row["aliases"].split(";"))):
            key = gazetteer.key(alias)
            entries = [e for index in gazetteer.indexes for e in index.exact(key) if e.is_named(key)]
            cities = [
                e.place
                for e in entries
                if e.place.kind == "city" and e.place.country in {row["country_a"], row["country_b"]}
            ]
            nearest = min(cities, key=lambda city: km(city, row), default=None)
            if nearest is None or not ALIAS_KM < km(nearest, row) < NEIGHBOUR_KM:
                continue
            if not any(gazetteer.key(name) in own for name in (nearest.name, *nearest.names.values())):
                wrong.append((row["id"], alias, round(km(nearest, row))))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Cologne", "DE"),
        ("Bruges", "BE"),
        ("Syracuse", "IT"),
        ("巴塞罗那", "ES"),
        ("巴伦西亚", "ES"),
        ("托莱多", "ES"),
    ],
)
def test_a_city_whose_name_in_a_language_is_a_small_places_own_name_comes_first(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    first = gazetteer.resolve(name)

    assert first.country == country
    assert name in first.names.values()
