"""The frozen values: what they accept, how they say it as data, what they refuse."""

import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.errors import BadInput
from corridors.model import (
    Gauge,
    Itinerary,
    Leg,
    LngLat,
    Mode,
    Note,
    NoteCode,
    Passage,
    Place,
    Route,
    Source,
    Trust,
)  # fmt: skip


def place(name="Khorgos", **changes):
    return Place(**({"name": name, "country": "KZ", "lon": 80.41, "lat": 44.21} | changes))


def leg(mode=Mode.RAIL, **changes):
    fields = {
        "mode": mode,
        "from_name": "Khorgos",
        "to_name": "Zhetygen",
        "country": "KZ",
        "gauge_mm": 1520,
        "distance_km": 292.98765,
        "time_h": 7.3333,
        "coords": ((80.25, 44.13), (77.1, 43.7)),
    }
    return Leg(**(fields | changes))


def route():
    source = Source("osm", "OpenStreetMap")
    passage = Passage(
        id="khorgos",
        name="Khorgos–Altynkol",
        kind="border",
        from_country="CN",
        to_country="KZ",
        gauge_break=True,
        dwell_h=24.0,
        dwell_range_h=(12.0, 48.0),
        source="osm",
        lon=80.3,
        lat=44.2,
    )
    legs = (leg(), leg(Mode.FERRY, gauge_mm=None))
    trust = Trust(repaired_km=1.0, assumed_speed_km=2.0, snap_km=(0.1, 0.25), data_date="2024-02-01")
    return Route(
        id="r1",
        family="Middle",
        distance_km=585.9753,
        time_h=14.6666,
        time_range_h=(10.0, 20.0),
        countries={"KZ": 585.9753},
        modes={"rail": 292.98765, "ferry": 292.98765},
        legs=legs,
        passages=(passage,),
        trust=trust,
        sources=(source,),
    )


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_every_point_on_the_globe_is_a_position(lon, lat):
    assert LngLat(lon, lat).lon == lon


@pytest.mark.parametrize(
    ("lon", "lat"), [(181, 0), (0, 91), (44.2, 180.4), (float("nan"), 0), (0, float("inf"))]
)
def test_what_is_not_on_the_globe_is_refused_and_the_order_named(lon, lat):
    with pytest.raises(BadInput, match="longitude comes first"):
        LngLat(lon, lat)
    with pytest.raises(BadInput, match="longitude comes first"):
        place(lon=lon, lat=lat)


def test_values_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        place().name = "Dostyk"
    with pytest.raises(TypeError):
        place().names["en"] = "Dostyk"


def test_modes_and_gauges_are_plain_values():
    assert f"{Mode('ferry')}" == "ferry"
    assert Gauge(1520) is Gauge.RUSSIAN
    assert {int(g) for g in Gauge} == {1435, 1520, 1668}


def test_a_route_has_the_fields_of_the_contract():
    answer = Itinerary(place(), place("Almaty"), (route(),)).to_dict()
    assert set(answer) == {"origin", "destination", "routes", "notes", "warnings"}
    first = answer["routes"][0]
    assert {"id", "family", "distance_km", "time_h", "time_range_h", "countries", "modes"} < set(first)
    assert {"legs", "crossings", "trust", "sources"} < set(first)
    assert set(first["trust"]) == {"repaired_km", "assumed_speed_km", "snap_km", "data_date"}
    assert {"mode", "from", "to", "country", "gauge_mm", "distance_km", "time_h"} <= set(first["legs"][0])
    passage = {"name", "from_country", "to_country", "gauge_break", "dwell_h", "dwell_range_h", "source"}
    assert passage <= set(first["crossings"][0])
    assert json.loads(json.dumps(answer)) == answer


def test_notes_appear_only_when_there_are_any():
    note = Note.of(NoteCode.AMBIGUOUS_NAME, place="Brest (BY)", namesakes=("Brest (FR)",))
    (told,) = Itinerary(place(), place(), (), (note,)).to_dict()["notes"]
    assert (told["code"], told["values"]) == (
        "ambiguous_name",
        {"place": "Brest (BY)", "namesakes": ["Brest (FR)"]},
    )
    assert Itinerary(place(), place(), ()).to_dict()["notes"] == []


def test_a_place_has_the_fields_of_the_contract():
    fields = {"name", "names", "country", "lon", "lat", "kind", "locode"}
    assert set(place().to_dict()) == fields
    assert place(names={"ru": "Хоргос"}).to_dict()["names"] == {"ru": "Хоргос"}


def test_an_itinerary_becomes_one_row_a_leg():
    frame = Itinerary(place(), place("Almaty"), (route(), route())).to_gdf()
    assert len(frame) == 4
    assert frame.crs == "EPSG:4326"
    assert list(frame["leg"]) == [0, 1, 0, 1]
    assert frame.geometry.iloc[0].coords[0] == (80.25, 44.13)
