"""The gazetteer: spellings → places, with suggestions when a name is unknown."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from babel import Locale

from corridors import geodesy
from corridors.data.ledger import Ledger
from corridors.errors import DamagedData, UnknownPlace
from corridors.gazetteer.coordinates import parse_point
from corridors.gazetteer.curated import TABLES, curated_lines
from corridors.gazetteer.index import IndexEntry, NameIndex
from corridors.gazetteer.spelling import normalise, without_affixes
from corridors.model import MAX_LAT, Note, NoteCode, Place, PlaceKind
from corridors.once import Kept, once_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Gazetteer"]

LONGEST_QUERY = 200
FAMOUS = 25_000
"""How many places, likeliest first, are searched for like spellings."""
VERY_FAMOUS = 6_000
"""How many of them are searched by all their spellings, not by our names for them alone."""
DEPTH = 32
"""How many of those that begin like a prefix are looked at in each index."""
LIKE_ENOUGH = 0.7
RANK_PER_LIKENESS = 30.0
RIVAL_RANKS = 1.3
MOST_RIVALS = 3
APART_KM = 40.0
NEAR_KM = 30.0
SWAPPED_KM = 50.0
BORDER_TOWN_KM = 15.0
ASKED_AGAIN = 4096
"""How many names are remembered with what they mean."""
CODE_LETTERS = 2
COUNTRY_LANGUAGES = (
    *("zh_Hant", "zh", "ja", "ko", "mn", "kk", "ky", "uz", "tg", "tk", "az", "hy", "ka", "fa", "ar", "tr"),
    *("uk", "be", "ru", "pl", "cs", "sk", "hu", "ro", "bg", "sr", "lt", "lv", "et", "fi", "el"),
    *("de", "nl", "fr", "it", "es", "pt", "en"),
)
"""Languages in which countries are understood by their names in CLDR; of names that two share the last wins."""
OWN_NAME = 2.5
"""What the place that is called exactly so gains on those that have it as another spelling, in ranks."""
_PARTS = re.compile(r"\s*[–—()]\s*")
_LOCODE = re.compile(r"^([A-Za-z]{2})[ -]?([A-Za-z2-9]{3})$", re.ASCII)
_QUALIFIED = re.compile(r"^(.*?)\s*[,，(（/]\s*([^,，()（）/]+)[)）]?\s*$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a query may mean, and how likely that is, in ranks."""

    entry: IndexEntry
    score: float
    named: bool
    """Whether it is called so by us, not by one of the other spellings alone."""


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places by name; make it once with `load` and ask it often.

    Hits are ranked by the people who live there (powers of ten), plus half a rank for countries
    on the corridors; crossings, stations and terminals kept by hand rank like large cities.
    """

    indexes: tuple[NameIndex, ...] = field(repr=False)
    han: Mapping[int, str] = field(repr=False)
    ledger: Ledger = field(repr=False)
    _resolved: Kept[str, Place] = field(default_factory=lambda: Kept(ASKED_AGAIN), repr=False)

    @classmethod
    def load(cls, folder: Path | None = None) -> Gazetteer:
        """Read the place names of a data folder.

        Parameters
        ----------
        folder
            The folder; `ledger.geodata_dir` when None.

        Raises
        ------
        DamagedData
            A file is missing or cannot be read.
        """
        ledger = Ledger.load(folder)
        han = {ord(t): s for t, s in _pairs(ledger.path("places_han")) if len(t) == 1}
        tables = {t: ledger.path(t) for t in (*TABLES, "place_aliases") if t in ledger.resources}
        indexes = (NameIndex.of(curated_lines(tables, han)), NameIndex.open(ledger.path("places")))
        return cls(indexes, han, ledger)

    def key(self, text: str) -> str:
        """Return the key under which a spelling is kept."""
        return normalise(text, self.han)

    def country(self, text: str) -> str:
        """Return the ISO 3166-1 alpha-2 code of a country named in any script, or an empty string."""
        return self._countries.get(self.key(text[:LONGEST_QUERY]), "")

    def resolve(self, query: str) -> Place:
        """Return the place that a query most likely means.

        Parameters
        ----------
        query
            A name in any script, alone or with its country (``Brest, FR``), a UN/LOCODE, or
            ``lon,lat``.

        Returns
        -------
            The place; its ``note`` names others of the same name.

        Raises
        ------
        UnknownPlace
            Nothing is called that; the error carries the nearest spellings.
        BadInput
            Two numbers that are no position.
        """
        text = query[:LONGEST_QUERY].strip()
        return self._resolved.get(text, lambda: self._resolve(text))

    def _resolve(self, text: str) -> Place:
        point = parse_point(text)
        if point:
            return self._point(*point)
        ranked = self._named(text)
        if not ranked:
            raise UnknownPlace(text, tuple(_label(p) for p in self._spelt_like(self._head(text), 4)))
        return _with_rivals(ranked)

    def find(self, query: str, limit: int = 10) -> tuple[Place, ...]:
        """Return the places that a query may mean, best first; none when nothing is near.

        Exact spellings come first, then those that begin like the query, then similar ones.
        """
        text = query[:LONGEST_QUERY].strip()
        point = parse_point(text)
        if point:
            return (self._point(*point),)
        found = [h.entry.place for h in self._named(text)]
        found = _once([*found, *self._beginning(text, limit)])
        return tuple((found or self._spelt_like(self._head(text), limit))[:limit])

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Place, ...]:
        """Return places for a box in which a name is being typed, best first.

        Names that begin like what was typed come first, equal ones before longer ones of the same
        rank; when there are none, similar ones follow. Never raises.
        """
        text = prefix[:LONGEST_QUERY].strip()
        found = _once(self._beginning(text, max(limit, DEPTH)))
        return tuple((found or self._spelt_like(text, limit))[:limit])

    def _named(self, text: str) -> list[Hit]:
        """Rank the places that are called exactly this, in the first reading that gives any."""
        code = _locode(text)
        if code and text.isupper() and (hits := self._coded(code)):
            return hits
        for reading in (text, *without_affixes(text)):
            if hits := self._exact(self.key(reading)):
                return hits
        if hits := self._qualified(text):
            return hits
        return self._coded(code) or self._ranked(self._locodes.exact(self.key(text)), self.key(text))

    def _exact(self, key: str) -> list[Hit]:
        return self._ranked((e for index in self.indexes for e in index.exact(key)), key)

    def _ranked(self, entries: Iterable[IndexEntry], key: str) -> list[Hit]:
        hits = (Hit(e, e.score(key) + self._own(e, key), e.is_named(key)) for e in entries)
        ranked = sorted(hits, key=lambda hit: -hit.score)
        return sorted(ranked, key=lambda hit: not _is_crossing_of(hit, ranked[0], key))

    def _own(self, entry: IndexEntry, key: str) -> float:
        """Return what a place gains that is called exactly so, in ranks; a crossing is called after its sides."""
        if not entry.is_named(key):
            return 0.0
        names = (entry.place.name, *entry.place.names.values())
        if entry.place.kind is PlaceKind.CROSSING:
            names = tuple(part for name in names for part in _PARTS.split(name))
        return OWN_NAME if any(self.key(name) == key for name in names) else 0.0

    def _qualified(self, text: str) -> list[Hit]:
        head, code = self._head_and_country(text)
        if not code:
            return []
        for reading in (head, *without_affixes(head)):
            key = self.key(reading)
            hits = self._exact(key) or self._ranked(self._locodes.exact(key), key)
            if here := [_in_country(h, code) for h in hits if code in h.entry.countries]:
                return here
        return []

    def _head_and_country(self, text: str) -> tuple[str, str]:
        match = _QUALIFIED.match(text)
        if match:
            turned = not self.country(match[2]) and self.country(match[1])  # "Германия, Гамбург"
            return (match[2], turned) if turned else (match[1], self.country(match[2]))
        head, _, tail = text.rpartition(" ")
        return head, self.country(tail) if head else ""

    def _head(self, text: str) -> str:
        """Return what stands before a country or another qualifier."""
        match = _QUALIFIED.match(text)
        head = match[1] if match else ""
        return head or (self._head_and_country(text)[0] if self._head_and_country(text)[1] else text)

    def _coded(self, code: str) -> list[Hit]:
        indexes = (*self.indexes, self._locodes)
        hits = (e for index in indexes for e in index.exact(code.casefold()) if e.place.locode == code)
        return self._ranked(hits, code.casefold()) if code else []

    @once_property
    def _countries(self) -> dict[str, str]:
        listed = {self.key(name): code for name, code in _pairs(self.ledger.path("places_countries"))}
        spoken = (
            (self.key(name), code)
            for lang in COUNTRY_LANGUAGES
            for code, name in Locale.parse(lang).territories.items()
            if code.isalpha() and len(code) == CODE_LETTERS
        )
        return {key: code for key, code in spoken if key} | listed

    @once_property
    def _locodes(self) -> NameIndex:
        return NameIndex.open(self.ledger.path("unlocode"))

    def _beginning(self, text: str, limit: int) -> list[Place]:
        key = self.key(text)
        hits = [hit for index in self.indexes for hit in index.beginning(key, limit)]
        return [e.place for _, e in sorted(hits, key=lambda pair: -pair[0])]

    @once_property
    def _spellings(self) -> dict[int, tuple[list[str], list[bytes]]]:
        """Spellings of the likeliest places by their length, and beside each its likeliest place's line."""
        by_length: dict[int, dict[str, bytes]] = {}
        for index in self.indexes:
            for i, line in enumerate(index.lines(FAMOUS)):
                names, _, other = line[line.rindex(b",") + 1 :].decode().partition("~")
                for key in (*names.split("|"), *(other.split("~") if i < VERY_FAMOUS else ())):
                    by_length.setdefault(len(key), {}).setdefault(key, line)
        return {n: (list(lines), list(lines.values())) for n, lines in by_length.items()}

    def _spelt_like(self, text: str, limit: int) -> list[Place]:
        """Find places whose spelling is a letter or a few away, most alike first."""
        from rapidfuzz import process  # noqa: PLC0415 - only a misspelt name pays for it
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        key = self.key(text)
        slack = len(key) // 4 + 1
        hits: list[tuple[float, IndexEntry]] = []
        for length in range(max(2, len(key) - slack), len(key) + slack + 1):
            keys, lines = self._spellings.get(length, ([], []))
            alike = process.extract(
                key, keys, scorer=OSA.normalized_similarity, score_cutoff=LIKE_ENOUGH, limit=limit
            )
            hits += [(likeness, IndexEntry.read(lines[i])) for _, likeness, i in alike]
        hits.sort(key=lambda pair: (-pair[0] - pair[1].rank / RANK_PER_LIKENESS, pair[1].place.name))
        return _once(e.place for _, e in hits)[:limit]

    @once_property
    def _positions(self) -> tuple[NDArray[np.float64], list[bytes]]:
        lines = [line for index in self.indexes for line in index.lines()]
        return np.array([line.split(b",", 4)[2:4] for line in lines], dtype=float).reshape(-1, 2), lines

    def near(self, lon: float, lat: float, limit: int = 1) -> tuple[tuple[float, Place], ...]:
        """Return the places nearest to a position with their distance in km, nearest first."""
        positions, lines = self._positions
        rough_km = geodesy.rough_km(positions[:, 0], positions[:, 1], lon, lat)
        first = np.argsort(rough_km, kind="stable")[: 4 * limit]
        km = geodesy.distance_km(lon, lat, positions[first, 0], positions[first, 1])
        order = np.argsort(km, kind="stable")[:limit]
        return tuple((float(km[i]), IndexEntry.read(lines[first[i]]).place) for i in order)

    def _point(self, lon: float, lat: float) -> Place:
        around = [(km, p) for km, p in self.near(lon, lat, 6) if km <= NEAR_KM]
        at = f"{lon:.6g}, {lat:.6g}"
        if around:
            km, nearest = around[0]
            name = f"{at} (near {nearest.name})"
            countries = {p.country for _, p in around}
            country = nearest.country if len(countries) == 1 else ""
            note = Note.of(NoteCode.POINT_NEAR_PLACE, away_km=round(km, 1), place=_label(nearest))
            return Place(name, country, lon, lat, kind=PlaceKind.POINT, note=note)
        turned_round = None
        if abs(lon) <= MAX_LAT and (turned := self.near(lat, lon)) and turned[0][0] <= SWAPPED_KM:
            near, position = _label(turned[0][1]), f"{lat:g},{lon:g}"
            turned_round = Note.of(NoteCode.LONGITUDE_FIRST, place=near, position=position)
        return Place(at, "", lon, lat, kind=PlaceKind.POINT, note=turned_round)


def _with_rivals(hits: list[Hit]) -> Place:
    """Return the likeliest place, its note naming others of its name that lie elsewhere."""
    best, *others = hits
    place = best.entry.place
    near = (h for h in others if best.score - h.score <= RIVAL_RANKS and h.named >= best.named)
    rivals = [h.entry.place for h in near if _apart(h.entry.place, place)]
    if not rivals:
        return place
    namesakes = tuple(dict.fromkeys(_label(p, _label(place)) for p in rivals[:MOST_RIVALS]))
    return replace(place, note=Note.of(NoteCode.NAMESAKES, place=_label(place), namesakes=namesakes))


def _apart(a: Place, b: Place) -> bool:
    return bool(geodesy.distance_km([a.lon], a.lat, b.lon, b.lat)[0] > APART_KM)


def _locode(text: str) -> str:
    match = _LOCODE.match(text)
    return "".join(match.groups()).upper() if match else ""


def _in_country(hit: Hit, code: str) -> Hit:
    """Take a place on a border as lying in the country that was asked for."""
    return replace(hit, entry=replace(hit.entry, place=replace(hit.entry.place, country=code)))


def _label(place: Place, taken: str = "") -> str:
    """Name a place with its country, and its position when the name alone is taken."""
    label = f"{place.name} ({place.country})" if place.country else place.name
    return f"{label} at {place.lon:.2f},{place.lat:.2f}" if label == taken else label


def _once(places: Iterable[Place]) -> list[Place]:
    return list({(p.name, p.kind, p.lon, p.lat): p for p in places}.values())


def _is_crossing_of(hit: Hit, first: Hit, key: str) -> bool:
    """Tell whether a hit is the crossing at the town that came first, and the likelier but for its name."""
    here, town = hit.entry.place, first.entry.place
    return (
        here.kind is PlaceKind.CROSSING
        and town.kind is PlaceKind.CITY
        and hit.entry.score(key) > first.entry.score(key)
        and bool(geodesy.distance_km(here.lon, here.lat, town.lon, town.lat) <= BORDER_TOWN_KM)
    )


def _pairs(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as f:
            return [(row[0], row[1]) for row in csv.reader(f)][1:]
    except (OSError, UnicodeDecodeError, csv.Error, IndexError) as error:
        message = f"The table {path.name} cannot be read ({error.__class__.__name__}); restore it, or run scripts/build_geodata.py."
        raise DamagedData(message) from error
