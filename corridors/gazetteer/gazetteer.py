"""The gazetteer: spellings → places, with suggestions when a name is unknown."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from babel import Locale

from corridors import geodesy
from corridors.data.ledger import Ledger
from corridors.errors import DamagedData, UnknownPlace
from corridors.gazetteer.alone import KNOWN_TOWN, in_areas, means_country
from corridors.gazetteer.areas import Area, Areas, lies_in
from corridors.gazetteer.coordinates import parse_point
from corridors.gazetteer.curated import TABLES, curated_lines
from corridors.gazetteer.index import IndexEntry, NameIndex
from corridors.gazetteer.pairs import more_exact, splits
from corridors.gazetteer.ranking import ranked, weigh
from corridors.gazetteer.rivals import Hit, label, with_rivals
from corridors.gazetteer.spelling import normalise, transcribed, without_affixes
from corridors.model import MAX_LAT, Note, NoteCode, Place, PlaceKind
from corridors.once import Kept, once_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
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
LARGEST = 3
"""How many places of a country are proposed where it is named alone."""
MOST_ALIKE = 4
NEAR_KM = 30.0
SWAPPED_KM = 50.0
AT_KM = 12.0
KNOWN_CITY = 5.0
"""The rank of a city of 100 000."""
SAME_PLACE_KM = 10.0
ASKED_AGAIN = 4096
"""How many names are remembered with what they mean."""
CODE_LETTERS = 2
COUNTRY_LANGUAGES = (
    *("zh_Hant", "zh", "ja", "ko", "mn", "kk", "ky", "uz", "tg", "tk", "az", "hy", "ka", "fa", "ar", "tr"),
    *("uk", "be", "ru", "pl", "cs", "sk", "hu", "ro", "bg", "sr", "lt", "lv", "et", "fi", "el"),
    *("de", "nl", "fr", "it", "es", "pt", "en"),
)
"""Languages in which countries are understood by their names in CLDR; of names that two share the last wins."""
_LOCODE = re.compile(r"^([A-Za-z]{2})[ -]?([A-Za-z2-9]{3})$", re.ASCII)


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
        return self._areas.country(text[:LONGEST_QUERY])

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
        hits = self._named(text)
        if means_country(text, self._areas, hits, self.key):
            raise self._area_refused(text, (Area(self.country(text)),), hits[:1])
        if hits:
            return with_rivals(hits)
        if groups := self._areas.alone(text):
            raise self._area_refused(text, groups, ())
        head = self._areas.needed(text)
        alike = in_areas(self._spelt_like(head, MOST_ALIKE), head, self._areas.beside(text), self.key)
        raise UnknownPlace(text, tuple(dict.fromkeys(label(p) for p in alike)))

    def _area_refused(self, text: str, areas: Iterable[Area], hits: Iterable[Hit]) -> UnknownPlace:
        """Refuse the name of a country or division alone; propose the largest places in it."""
        wanted = (tuple(areas),)
        lines = (IndexEntry.read(line) for line in self.indexes[1].lines(FAMOUS))
        largest = islice((e.place for e in lines if lies_in(e, e.region, wanted)), LARGEST)
        known = (h.entry.place for h in hits if h.entry.rank >= KNOWN_TOWN)
        of_country = any(not area.region for area in wanted[0])
        names = tuple(dict.fromkeys(label(p) for p in (*largest, *known)))
        return UnknownPlace(text, names, "country" if of_country else "region")

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
        return tuple((found or self._spelt_like(self._areas.needed(text), limit))[:limit])

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
        for reading in (text, *without_affixes(text)):
            if hits := self._exact(reading):
                coded = self._coded(code) if code and text.isupper() else []
                return hits if hits[0].named or not coded else coded
        return (
            self._coded(code)
            or self._qualified(text)
            or self._twice_named(text)
            or self._known_code(text)
            or self._transcribed(text)
            or self._paired(text)
        )

    def _paired(self, text: str) -> list[Hit]:
        """Take the more exact of two names of places near each other."""
        read = ([[hit for hits in self._called(n) for hit in hits] for n in pair] for pair in splits(text))
        return next((found for a, b in read if a and b and (found := more_exact(a, b))), [])

    def _transcribed(self, text: str) -> list[Hit]:
        """Rank the places of a name in Cyrillic by its Latin letters (Урумқи, Urumqi)."""
        latin = transcribed(text)
        return (
            (self._exact(latin) or self._qualified(latin))
            if latin != text and not self.country(text)
            else []
        )

    def _exact(self, text: str) -> list[Hit]:
        key = self.key(text)
        return self._ranked((e for index in self.indexes for e in index.exact(key)), key, text)

    def _ranked(self, entries: Iterable[IndexEntry], key: str, text: str = "") -> list[Hit]:
        return ranked((weigh(e, key, text, self.key) for e in entries), key)

    def _known_code(self, text: str) -> list[Hit]:
        key = self.key(text)
        return self._ranked(self._locodes.exact(key), key)

    def _called(self, head: str) -> Iterator[list[Hit]]:
        """Yield what is called so, with and without words like "station", codes' names last."""
        for reading in (head, *without_affixes(head)):
            yield self._exact(reading) or self._known_code(reading) or self._exact(transcribed(reading))

    def _qualified(self, text: str) -> list[Hit]:
        """Rank the places of that name in the country or division that stands beside it."""
        for head, wanted in (*self._bracketed(text), *self._areas.readings(text)):
            for hits in self._called(head):
                if here := [h for h in hits if lies_in(h.entry, self._region(h.entry, wanted), wanted)]:
                    country = next((a.country for group in wanted for a in group if len(group) == 1), "")
                    return [_in_country(h, country or h.entry.place.country) for h in here]
        return []

    def _bracketed(self, text: str) -> Iterator[tuple[str, tuple[tuple[Area, ...], ...]]]:
        """Read a name that has brackets of its own before a country, "Passau (Hbf), DE"."""
        head, comma, last = text.rpartition(",")
        if comma and "(" in head and (areas := self._areas.named(last.strip())):
            yield head.strip(), (tuple(areas),)

    def _region(self, entry: IndexEntry, wanted: Iterable[tuple[Area, ...]]) -> str:
        """Return the division of a place, that of the nearest town when its own is not known."""
        asked = {area.country for group in wanted for area in group if area.region} & set(entry.countries)
        if entry.region or not asked:
            return entry.region
        around = (IndexEntry.read(line) for _, line in self._around(entry.place.lon, entry.place.lat, 12))
        return next((e.region for e in around if e.region and set(e.countries) & asked), "")

    def _twice_named(self, text: str) -> list[Hit]:
        """Rank the places that two names in a text have in common, "Хелм (Chelm)"."""
        names = [part for part in self._areas.parts(text) if not self._areas.named(part)]
        areas = tuple(areas for part in self._areas.parts(text) if (areas := self._areas.named(part)))
        if len(names) < 2:  # noqa: PLR2004 - a name alone was looked for
            return []
        first, *others = ([hit for hits in self._called(name) for hit in hits] for name in names)
        shared = (h for h in first if all(any(_is_same(h, o) for o in hits) for hits in others))
        return [h for h in shared if lies_in(h.entry, self._region(h.entry, areas), areas)]

    def _coded(self, code: str) -> list[Hit]:
        """Rank the places that a UN/LOCODE means: that it is the first code of, then one of several."""
        key, indexes = code.casefold(), (*self.indexes, self._locodes)
        entries = [e for index in indexes for e in index.exact(key) if code and code[:2] in e.countries]
        hits = self._ranked(entries, key)
        return [h for h in hits if h.entry.place.locode == code] or hits

    @once_property
    def _areas(self) -> Areas:
        path = self.ledger.path("places_regions")
        return Areas(self._countries, lambda: _rows(path), self.han)

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
        return tuple((km, IndexEntry.read(line).place) for km, line in self._around(lon, lat, limit))

    def _around(self, lon: float, lat: float, limit: int) -> list[tuple[float, bytes]]:
        positions, lines = self._positions
        rough_km = geodesy.rough_km(positions[:, 0], positions[:, 1], lon, lat)
        first = np.argsort(rough_km, kind="stable")[: 4 * limit]
        km = geodesy.distance_km(lon, lat, positions[first, 0], positions[first, 1])
        order = np.argsort(km, kind="stable")[:limit]
        return [(float(km[i]), lines[first[i]]) for i in order]

    def _point(self, lon: float, lat: float) -> Place:
        around = [(km, p) for km, p in self.near(lon, lat, 6) if km <= NEAR_KM]
        at, swapped = (
            f"{lon:.6g}, {lat:.6g}",
            self._turned_round(lon, lat, around[0][0] if around else NEAR_KM),
        )
        if not around:
            return Place(at, "", lon, lat, kind=PlaceKind.POINT, note=swapped)
        km, nearest = around[0]
        country = nearest.country if len({p.country for _, p in around}) == 1 else ""
        note = Note.of(NoteCode.POINT_NEAR_PLACE, away_km=round(km, 1), place=label(nearest))
        return Place(
            f"{at} (near {nearest.name})", country, lon, lat, kind=PlaceKind.POINT, note=swapped or note
        )

    def _turned_round(self, lon: float, lat: float, near_km: float) -> Note | None:
        """Say when a position is near nothing, or only near a hamlet, and would be at a city turned round."""
        if abs(lon) > MAX_LAT or near_km <= AT_KM:
            return None
        reach_km, least = (SWAPPED_KM, 0.0) if near_km >= NEAR_KM else (AT_KM, KNOWN_CITY)
        around = [IndexEntry.read(line) for km, line in self._around(lat, lon, 6) if km <= reach_km]
        likeliest = max(around, key=lambda entry: entry.rank, default=None)
        if likeliest and likeliest.rank >= least:
            position = f"{lat:g},{lon:g}"
            return Note.of(NoteCode.SWAPPED_COORDINATES, place=label(likeliest.place), position=position)
        return None


def _locode(text: str) -> str:
    match = _LOCODE.match(text)
    return "".join(match.groups()).upper() if match else ""


def _is_same(a: Hit, b: Hit) -> bool:
    here, there = a.entry.place, b.entry.place
    return bool(geodesy.distance_km(here.lon, here.lat, there.lon, there.lat) <= SAME_PLACE_KM)


def _in_country(hit: Hit, code: str) -> Hit:
    """Take a place on a border as lying in the country that was asked for."""
    return replace(hit, entry=replace(hit.entry, place=replace(hit.entry.place, country=code)))


def _once(places: Iterable[Place]) -> list[Place]:
    return list({(p.name, p.kind, p.lon, p.lat): p for p in places}.values())


def _pairs(path: Path) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in _rows(path)]


def _rows(path: Path) -> list[list[str]]:
    """Read a small table without its head; every row has as many cells as the head."""
    try:
        with path.open(encoding="utf-8", newline="") as f:
            head, *rows = csv.reader(f)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        message = f"The table {path.name} cannot be read ({error.__class__.__name__}); restore it, or run scripts/build_geodata.py."
        raise DamagedData(message) from error
    if any(len(row) != len(head) for row in rows):
        message = f"The table {path.name} has rows of another length than its head; restore it, or run scripts/build_geodata.py."
        raise DamagedData(message)
    return rows
