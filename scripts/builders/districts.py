"""Districts of large cities among the places, which the source does not tell from towns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from corridors import geodesy
from corridors.gazetteer.spelling import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

__all__ = ["below_cities"]

DISTRICT, DISTRICT_KM, DISTRICT_DEG, TIMES_LARGER = 20_000, 10.0, 0.1, 5
"""From how many people on a place may be a district of a city, how near, and how much larger that is."""

Place = dict[str, Any]


def below_cities(places: Sequence[Place], gain: Callable[[str], float]) -> list[Place]:
    """Let no district of a large city count for more people than a city of the very same name.

    The source does not tell districts from towns: one that lies within `DISTRICT_KM` of a place of
    `TIMES_LARGER` its people is taken for one where a city of its name lies elsewhere. ``gain`` is what a country adds to the rank.
    """
    alike: dict[str, list[Place]] = {}
    for place in places:
        alike.setdefault(normalise(place["name"]), []).append(place)
    shared = [p for group in alike.values() if len(group) > 1 for p in group]
    large = [p for p in places if p["population"] >= TIMES_LARGER * DISTRICT]
    within = {p["geonameid"] for p in shared if p["population"] >= DISTRICT and _lies_in_larger(p, large)}
    return [
        _below(p, alike[normalise(p["name"])], within, gain) if p["geonameid"] in within else p
        for p in places
    ]


def _lies_in_larger(place: Place, large: Iterable[Place]) -> bool:
    least = TIMES_LARGER * place["population"]
    around = (
        p
        for p in large
        if p["population"] >= least
        and abs(p["latitude"] - place["latitude"]) <= DISTRICT_DEG
        and p["countrycode"] == place["countrycode"]
    )
    return any(
        geodesy.distance_km(place["longitude"], place["latitude"], p["longitude"], p["latitude"])
        <= DISTRICT_KM
        for p in around
    )


def _below(
    place: Place, namesakes: Iterable[Place], districts: Container[int], gain: Callable[[str], float]
) -> Place:
    """Count a district for fewer people than the largest city of its name does, the country counting too."""
    cities = [p for p in namesakes if p["geonameid"] not in districts and p["population"] >= DISTRICT]
    if not cities:
        return place
    most = max(math.log10(p["population"]) + gain(p["countrycode"]) for p in cities)
    return place | {
        "population": min(place["population"], int(10 ** (most - gain(place["countrycode"]) - 0.02)))
    }
