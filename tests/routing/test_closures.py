"""What avoiding a place shuts: every crossing, yard and town at a crossing, in the real network."""

from __future__ import annotations

import pytest

from corridors.data.ledger import geodata_dir
from corridors.data.tables import read_rows
from corridors.errors import BadInput
from corridors.geodesy import distance_km
from corridors.model import Note, NoteCode, Place
from corridors.routing.planner import default_planner
from corridors.routing.rules.closures import close_place


@pytest.fixture(scope="module")
def planner():
    return default_planner()


@pytest.fixture(scope="module")
def rail(planner):
    return planner.mode_network(("rail", "ferry")).router.net


def crossings(**wanted):
    rows = read_rows(geodata_dir() / "tables" / "crossings.csv")
    return [row for row in rows if all(row[k] == v for k, v in wanted.items())]


@pytest.mark.parametrize(
    ("name", "crossing"),
    [
        ("Małaszewicze", "rail-brest-terespol"),
        ("Terespol", "rail-brest-terespol"),
        ("Brest", "rail-brest-terespol"),
        ("Dostyk", "rail-alashankou-dostyk"),
        ("Alashankou", "rail-alashankou-dostyk"),
        ("Altynkol", "rail-huoerguosi-altynkol"),
        ("Khorgos", "rail-huoerguosi-altynkol"),
        ("Erenhot", "rail-erenhot-zamyn-uud"),
        ("Zamyn-Uud", "rail-erenhot-zamyn-uud"),
    ],
)
def test_a_town_at_a_crossing_shuts_the_crossing(planner, rail, name, crossing):
    (closure,) = planner.closures(rail, [name])
    border = (rail.edges.point_id == crossing).to_numpy()
    assert border.any()
    assert closure.shut[border].all()
    assert closure.effective


def test_every_side_of_every_open_crossing_shuts_it(planner, rail):
    known = set(rail.edges.point_id[rail.edges.kind == "border"].astype(str))
    asked, missed = 0, []
    for row in crossings(mode="rail", status="open"):
        border = (rail.edges.point_id == row["id"]).to_numpy()
        for side in (row["side_a"], row["side_b"]) if row["id"] in known else ():
            for place in planner.gazetteer.find(side, 1):
                if distance_km(place.lon, place.lat, float(row["lon"]), float(row["lat"])) > 15:
                    continue  # another place of that name
                if place.kind in {"crossing", "terminal"}:
                    continue  # a name that two crossings share means the greater one
                asked += 1
                if not close_place(rail, place, planner.points).shut[border].all():
                    missed.append((row["id"], side, place.name))
    assert asked > 50
    assert missed == []


def test_a_crossing_by_rail_stands_for_the_road_beside_it_in_a_question_by_road(planner):
    road = planner.mode_network(("road",)).router.net
    (closure,) = planner.closures(road, ["Khorgos"])
    assert any("Nur Zholy" in name for name in closure.stands_for)


def test_an_answer_says_what_avoiding_shut_or_that_nothing_uses_it(planner):
    (note,) = planner.route("Xi'an", "Hamburg", avoid=["Małaszewicze"]).notes
    assert note.code == NoteCode.CLOSURE_OF_CROSSING_TOWN
    assert "Brest–Terespol" in note.values["closed"]
    honolulu = Place("Honolulu", "US", -157.85, 21.3)
    (note,) = planner.route("Xi'an", "Hamburg", avoid=[honolulu]).notes
    assert note == Note.of(NoteCode.CLOSURE_WITHOUT_EFFECT, thing="Honolulu")


def test_avoiding_changes_no_network(planner, rail):
    before = rail.edges.copy()
    planner.closures(rail, ["Dostyk", "KZ", "Minsk"])
    assert rail.edges.equals(before)


def test_nowhere_closes_nothing_and_every_ferry_closes_itself(planner, rail):
    (nowhere,) = planner.closures(rail, ["0,0"])
    assert not nowhere.shut.any()
    ferries = [p for p in planner.points.values() if p.kind == "ferry"]
    assert len(ferries) > 20
    for ferry in ferries:
        for text in (ferry.id, ferry.name):
            (closure,) = planner.closures(rail, [text])
            assert (closure.shut == (rail.edges.point_id == ferry.id).to_numpy()).all()


def test_a_text_for_a_list_is_refused(planner):
    with pytest.raises(BadInput, match="avoid"):
        planner.route("Xi'an", "Hamburg", avoid="Khorgos")
