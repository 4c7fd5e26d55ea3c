"""Which of the places that a name may mean is likeliest."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from corridors import geodesy
from corridors.gazetteer.rivals import Hit
from corridors.gazetteer.spelling import transcribed
from corridors.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corridors.gazetteer.index import IndexEntry

__all__ = ["ranked", "weigh"]

OWN_NAME: Final = 2.5
"""What the place that is called exactly so gains on those that have it as another spelling, in ranks."""
SPELT_SO: Final = 1.0
"""What it gains further that is written so with all its accents (Lugaži, not Lugazi)."""
BORDER_TOWN_KM: Final = 15.0
TOWN_OF_CROSSING_KM: Final = 60.0
"""How far a crossing may lie from the town that it is named after, where the town is a small one."""
KNOWN_TOWN: Final = 4.8
"""The rank of a town of 20 000 in a country of the corridors."""
USUAL_PCT: Final = 80.0
"""How alike a town's usual spelling and its own name are (Navoi and Navoiy, not Khasan and Kazan)."""
_PARTS = re.compile(r"\s*[–—()]\s*")
_BRACKET = re.compile(r"\s*\(.*")


def weigh(entry: IndexEntry, key: str, text: str, key_of: Callable[[str], str]) -> Hit:
    """Weigh a place by a name; a crossing is called after its sides.

    Parameters
    ----------
    entry
        The place.
    key, text
        The name, as it is kept and as it was written.
    key_of
        Makes the key of a name.
    """
    rank, names = entry.score(key), (entry.place.name, *entry.place.names.values())
    whole: frozenset[str] = frozenset()
    if entry.place.kind is PlaceKind.CROSSING:
        whole = frozenset({key_of(_BRACKET.sub("", entry.place.name))})
        names = tuple(part for name in names for part in _PARTS.split(name))
    if not entry.is_named(key):
        return Hit(entry, rank, rank, named=False, spelt=False, whole=whole)
    spelt = text in names
    gain = OWN_NAME if any(key_of(name) == key for name in names) else 0.0
    gain += SPELT_SO if spelt and not text.isascii() else 0.0
    return Hit(entry, rank + gain, rank, named=True, spelt=spelt, whole=whole)


def ranked(hits: Iterable[Hit], key: str) -> list[Hit]:
    """Rank places; one that we call so comes before all that only have it as another spelling.

    A crossing that is named after a town gives way to the town: a town's name is the town. Only a
    crossing that bears it as its whole name (Khorgos) comes before the town at it, where it is likelier.
    """
    every = list(hits)
    towns = [hit for hit in every if hit.entry.place.kind is PlaceKind.CITY]
    after = [(hit, _town_of(hit, towns, key)) for hit in every]
    heirs = {id(town): _heir(town, hit) for hit, town in after if town and hit.spelt and not town.named}
    found = [heirs.get(id(hit), hit) for hit in every]
    yields = {id(hit) for hit, town in after if town}
    found.sort(key=lambda hit: (id(hit) in yields, not hit.named, -hit.score))
    return sorted(found, key=lambda hit: not _is_crossing_of(hit, found[0], key))


def _town_of(hit: Hit, towns: Sequence[Hit], key: str) -> Hit | None:
    """Return the town that a crossing is named after: one near it, or a known one anywhere in its countries."""
    if hit.entry.place.kind is not PlaceKind.CROSSING:
        return None
    near = (
        town
        for town in towns
        if set(town.entry.countries) & set(hit.entry.countries)
        and (_is_usual_name(key, town, towns) or _km(hit, town) <= TOWN_OF_CROSSING_KM)
        and not _share_a_name(hit, town)
    )
    return max(near, key=lambda t: (t.named, _km(hit, t) <= TOWN_OF_CROSSING_KM, t.score), default=None)


def _is_usual_name(key: str, town: Hit, towns: Sequence[Hit]) -> bool:
    """Tell whether a known town is usually called so, be it far from the border."""
    if town.entry.rank < KNOWN_TOWN:
        return False
    if town.named or any(other.named for other in towns):
        return town.named
    spelt = transcribed(key)
    return any(fuzz.ratio(spelt, own) >= USUAL_PCT for own in map(transcribed, town.entry.all_keys()[:1]))


def _heir(town: Hit, crossing: Hit) -> Hit:
    """Name a town so whose crossing bears the name to the letter: it is the town's other name."""
    return replace(town, score=town.entry.rank + crossing.score - crossing.rank, named=True, spelt=True)


def _is_crossing_of(hit: Hit, first: Hit, key: str) -> bool:
    """Tell whether a hit is the crossing that the town that came first shares its name with, and the likelier."""
    return (
        _share_a_name(hit, first)
        and first.entry.place.kind is PlaceKind.CITY
        and hit.entry.score(key) > first.entry.score(key)
        and _km(hit, first) <= BORDER_TOWN_KM
    )


def _share_a_name(crossing: Hit, town: Hit) -> bool:
    return not crossing.whole.isdisjoint(town.entry.all_keys())


def _km(a: Hit, b: Hit) -> float:
    here, there = a.entry.place, b.entry.place
    return float(geodesy.distance_km(here.lon, here.lat, there.lon, there.lat))
