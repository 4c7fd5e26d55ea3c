"""Places as one block of lines, likeliest first, searched by their spellings.

A line is a CSV row with the columns of `COLUMNS`; the last one holds the keys::

    |almaty|алматы|阿拉木图|~verny~alamutu~
     └ names we give ─────┘ └ other spellings

``|key|`` finds a name, ``~key~`` another spelling, ``|key`` all names that begin so; lines need no
parsing before they are hit, and no index but where the marks stand: who asks for one place pays for
one place.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from corridors.errors import DamagedData
from corridors.model import Place, PlaceKind
from corridors.once import once_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["COLUMNS", "CURATED", "IndexEntry", "NameIndex", "entry_line"]

COLUMNS = ("rank", "id", "lon", "lat", "country", "kind", "locode", "region", "name", "names", "keys")
MARKS = tuple(b"|~")
LONGEST = 65_000
CURATED = ("station", "terminal", "port", "crossing", "strait")
WEAK = 0.7
"""What a spelling that is not one of the names we give costs, in ranks (powers of ten of people)."""

WEAK_BEGINNING = 1.5
"""The same for what only begins like such a spelling."""
EQUAL = 1.0
"""What a name gains that is all that was typed."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line read: a place, how likely it is meant, and its keys."""

    rank: float
    id: str
    countries: tuple[str, ...]
    place: Place
    region: str
    """GeoNames' code of the first-level division, unique in its country; empty when it is not known."""
    keys: str = field(repr=False)

    @classmethod
    def read(cls, line: bytes) -> IndexEntry:
        """Read a line of an index."""
        cells = dict(zip(COLUMNS, next(csv.reader([line.decode()])), strict=True))
        countries = tuple(cells["country"].split())
        kind = cells["kind"] or "city"
        names = dict(pair.split("=", 1) for pair in cells["names"].split(";") if "=" in pair)
        place = Place(
            name=cells["name"],
            country=countries[0] if countries else "",
            lon=float(cells["lon"]),
            lat=float(cells["lat"]),
            kind=PlaceKind(kind),
            names=names,
            locode=cells["locode"],
            point_id=cells["id"] if kind in CURATED and not cells["id"].isdigit() else "",
        )
        return cls(float(cells["rank"]), cells["id"], countries, place, cells["region"], cells["keys"])

    def is_named(self, key: str) -> bool:
        """Say whether a key is one of the names we give, rather than another spelling."""
        return f"|{key}|" in self.keys

    def score(self, key: str) -> float:
        """Say how likely a key means this place, in ranks."""
        return self.rank - (0.0 if self.is_named(key) else WEAK)

    def all_keys(self) -> tuple[str, ...]:
        """Return every key."""
        return tuple(k for k in self.keys.replace("~", "|").split("|") if k)


def entry_line(values: Mapping[str, object], strong: Iterable[str], weak: Iterable[str]) -> str:
    """Write a line from values by column, the keys of the names we give, and other keys; each key once."""
    first = dict.fromkeys(k for k in strong if k)
    rest = dict.fromkeys(k for k in weak if k and k not in first)
    keys = (f"|{'|'.join(first)}|" if first else "") + (f"~{'~'.join(rest)}~" if rest else "")
    out = io.StringIO()
    cells = [
        " ".join(str(values.get(c, "")).replace("|", " ").replace("~", " ").split()) for c in COLUMNS[:-1]
    ]
    csv.writer(out, lineterminator="\n").writerow([*cells, keys])
    return out.getvalue()


@dataclass(frozen=True, eq=False)
class NameIndex:
    """Lines of places, likeliest first."""

    block: bytes = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> NameIndex:
        """Unpack a shipped file.

        Raises
        ------
        DamagedData
            It is missing, is not gzip, or has other columns.
        """
        try:
            data = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            message = f"The place names in {path.name} cannot be read ({error.__class__.__name__}); restore the file, or run scripts/build_geodata.py."
            raise DamagedData(message) from error
        head, _, block = data.partition(b"\n")
        if head.decode(errors="replace") != ",".join(COLUMNS):
            message = f"The place names in {path.name} have other columns than {', '.join(COLUMNS)}; run scripts/build_geodata.py."
            raise DamagedData(message)
        return cls(b"\n" + block)

    @classmethod
    def of(cls, lines: Iterable[str]) -> NameIndex:
        """Make an index from lines in any order."""
        ranked = sorted(lines, key=lambda s: -float(s.split(",", 1)[0]))
        return cls(("\n" + "".join(ranked)).encode())

    def exact(self, key: str) -> Iterator[IndexEntry]:
        """Yield the places one of whose names, then one of whose other spellings, is this."""
        begins = self._whole(key.encode())
        for mark in MARKS:
            for at in begins:
                if self.block[at] == mark:
                    yield self._entry(at)

    def beginning(self, key: str, limit: int) -> list[tuple[float, IndexEntry]]:
        """Return scores and places of which a name or another spelling begins like this."""
        if not key:
            return []
        named = [(e.rank + EQUAL * e.is_named(key), e) for e in islice(self._hits(f"|{key}"), limit)]
        spelt = [(e.rank - WEAK_BEGINNING, e) for e in islice(self._hits(f"~{key}"), limit)]
        return named + spelt

    def _hits(self, needle: str) -> Iterator[IndexEntry]:
        sought, at = needle.encode(), 0
        while (at := self.block.find(sought, at)) >= 0:
            yield self._entry(at)
            at = self.block.find(b"\n", at)

    def _entry(self, at: int) -> IndexEntry:
        """Read the line that a position lies in."""
        return IndexEntry.read(self.block[self.block.rfind(b"\n", 0, at) + 1 : self.block.find(b"\n", at)])

    @once_property
    def _marks(self) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        """Return where the marks around keys stand, by the distance to the next, and these distances."""
        letters = np.frombuffer(self.block, dtype=np.uint8)
        at = np.flatnonzero((letters == MARKS[0]) | (letters == MARKS[1]))
        sizes = np.minimum(np.diff(at), LONGEST).astype(np.uint16)
        order = np.argsort(sizes, kind="stable")
        return at[order], sizes[order]

    def _whole(self, sought: bytes) -> list[int]:
        """Return the marks after which exactly this stands up to the next mark."""
        size = len(sought) + 1
        if not 1 < size < LONGEST:
            return []
        at, sizes = self._marks
        found = at[slice(*np.searchsorted(sizes, np.array([size, size + 1], dtype=np.uint16)))]
        letters = np.frombuffer(self.block, dtype=np.uint8)
        for i, letter in enumerate(sought):
            found = found[letters[found + 1 + i] == letter]
            if not len(found):
                break
        return [int(i) for i in found]

    def lines(self, limit: int | None = None) -> Iterator[bytes]:
        """Yield lines unread, the first ``limit`` of them."""
        begin, count = 1, 0
        while begin < len(self.block) and (limit is None or count < limit):
            end = self.block.find(b"\n", begin)
            yield self.block[begin:end]
            begin, count = end + 1, count + 1

    def entries(self) -> Iterator[IndexEntry]:
        """Yield every place."""
        return (IndexEntry.read(line) for line in self.lines())
