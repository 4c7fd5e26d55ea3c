"""Between the two sides of an open crossing lies one border; a side lies in its own country."""

from __future__ import annotations

import csv
from itertools import groupby

import pytest

from corridors import geodesy
from corridors.data.ledger import geodata_dir
from corridors.errors import CorridorsError
from corridors.model import NoteCode, PassageKind
from corridors.routing.planner import default_planner


@pytest.fixture(scope="module")
def planner():
    return default_planner()


def open_crossings(mode):
    with (geodata_dir() / "tables/crossings.csv").open(encoding="utf-8", newline="") as f:
        return [row for row in csv.DictReader(f) if row["status"] == "open" and row["mode"] == mode]


def sides_of(row):
    return tuple(f"{row[f'side_{x}']}, {row[f'country_{x}']}" for x in "ab")


def answer(planner, *ends, mode):
    try:
        return planner.route(*ends, modes=(mode,))
    except CorridorsError:
        return None


def lands_of(route):
    return [land for land, _ in groupby(leg.country for leg in route.legs)]


def lands_by_borders(route):
    borders = [p for p in route.passages if p.kind is PassageKind.BORDER]
    return [borders[0].from_country, *(p.to_country for p in borders)] if borders else lands_of(route)[:1]


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_the_borders_of_a_way_between_two_sides_are_those_of_its_legs(planner, mode):
    wrong = []
    for row in open_crossings(mode):
        found = answer(planner, *sides_of(row), mode=mode)
        if found and lands_of(found.routes[0]) != lands_by_borders(found.routes[0]):
            wrong.append((row["id"], lands_by_borders(found.routes[0]), lands_of(found.routes[0])))
    assert wrong == []


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_a_side_joins_its_own_country_where_the_crossing_is_on_the_network(planner, mode):
    crossings = planner.mode_network((mode,)).router.frontier.crossings
    wrong = []
    for row in open_crossings(mode):
        found = answer(planner, *sides_of(row), mode=mode) if row["id"] in crossings else None
        lands = lands_of(found.routes[0]) if found else [row["country_a"], row["country_b"]]
        told = found and any(note.code is NoteCode.JOINED_ABROAD for note in found.warnings)
        if (lands[0], lands[-1]) != (row["country_a"], row["country_b"]) and not told:
            wrong.append((row["id"], lands))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "country"),
    [("Kapıkule", "TR"), ("Khavast", "UZ"), ("Zhanybek", "KZ"), ("Trakiszki", "PL"), ("Mockava", "LT")],
)
def test_a_border_station_lies_in_the_country_of_its_row(planner, name, country):
    assert planner.place(name).country == country


def test_no_side_lies_on_the_other_side(planner):
    turned = [
        (row["id"], side)
        for mode in ("rail", "road")
        for row in open_crossings(mode)
        for side, own, other in (
            (row["side_a"], row["country_a"], row["country_b"]),
            (row["side_b"], row["country_b"], row["country_a"]),
        )
        if not side.startswith("(")
        and (place := planner.place(f"{side}, {own}")).point_id == row["id"]
        and place.country == other
    ]
    assert turned == []


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_avoiding_a_crossing_closes_all_of_its_name(planner, mode):
    net = planner.mode_network((mode,)).router.net
    edges = net.edges[net.edges.kind == "border"]
    names = edges.point_id.astype(str).map(lambda i: planner.points[i].name)
    by_name = names.groupby(names).groups
    wrong = []
    for name in [name for name in by_name if edges.point_id[by_name[name]].nunique() > 1]:
        shut = planner.closures(net, [name])[0].shut
        place = planner.place(name)
        if place.point_id in planner.points and planner.points[place.point_id].name == name:
            at = [i for i in by_name[name] if _lands(planner, edges, i) == _lands_of_place(planner, place)]
            wrong += [] if shut[net.edges.index.get_indexer(at)].all() else [name]
    assert wrong == []


def _lands(planner, edges, i):
    return planner.points[str(edges.point_id[i])].countries


def _lands_of_place(planner, place):
    return planner.points[place.point_id].countries


@pytest.mark.parametrize(
    ("here", "there", "mode"),
    [("Basarabeasca, MD", "Berezyne, UA", "rail"), ("Gradiška, BA", "Stara Gradiška, HR", "road")],
)
def test_a_detour_between_near_ends_is_told(planner, here, there, mode):
    found = planner.route(here, there, modes=(mode,))
    way_km = found.routes[0].distance_km
    direct_km = geodesy.distance_km(
        found.origin.lon, found.origin.lat, found.destination.lon, found.destination.lat
    )
    is_long = way_km > 2 * direct_km and way_km - direct_km > 15
    assert any(note.code is NoteCode.LONG_WAY_ROUND for note in found.warnings) == is_long


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_a_crossing_to_be_passed_is_passed_or_named(planner, mode):
    capitals = {
        "RO": "Bucharest",
        "UA": "Kyiv",
        "HU": "Budapest",
        "BY": "Minsk",
        "PL": "Warsaw",
        "LT": "Vilnius",
    }
    silent = []
    for row in open_crossings(mode):
        ends = [capitals.get(row[f"country_{x}"]) for x in "ab"]
        try:
            found = planner.route(*ends, via=[row["id"]], modes=(mode,)) if all(ends) else None
        except CorridorsError:
            continue
        told = found and any(note.code is NoteCode.VIA_NOT_PASSED for note in found.warnings)
        if found and not told and row["id"] not in {p.id for p in found.routes[0].passages}:
            silent.append(row["id"])
    assert silent == []
