"""Places as one block of lines, likeliest first, searched by their spellings.

A line is a CSV row with the columns of `COLUMNS`; the last one holds the keys::

    |almaty|алматы|阿拉木图|~verny~alamutu~
     └ names we give ─────┘ └ other spellings

``|key|`` finds a name, ``~key~`` another spelling, ``|key`` all names that begin so; lines need no
index and no parsing before they are hit: who asks for one place pays for one place.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from corridors.errors import DamagedData
from corridors.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["COLUMNS", "CURATED", "Entry", "Shelf", "entry_line"]

COLUMNS = ("rank", "id", "lon", "lat", "country", "kind", "locode", "name", "names", "keys")
CURATED = ("station", "terminal", "port", "crossing")
WEAK = 0.7
"""What a spelling that is not one of the names we give costs, in ranks (powers of ten of people)."""

WEAK_BEGINNING = 1.5
"""The same for what only begins like such a spelling."""
EQUAL = 1.0
"""What a name gains that is all that was typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line read: a place, how likely it is meant, and its keys."""

    rank: float
    id: str
    countries: tuple[str, ...]
    place: Place
    keys: str = field(repr=False)

    @classmethod
    def read(cls, line: bytes) -> Entry:
        """Read a line of a shelf."""
        cells = dict(zip(COLUMNS, next(csv.reader([line.decode()])), strict=True))
        countries = tuple(cells["country"].split())
        kind = cells["kind"] or "city"
        names = dict(pair.split("=", 1) for pair in cells["names"].split(";") if "=" in pair)
        place = Place(
            name=cells["name"],
            country=countries[0] if countries else "",
            lon=float(cells["lon"]),
            lat=float(cells["lat"]),
            kind=kind,
            names=names,
            locode=cells["locode"],
            point_id=cells["id"] if kind in CURATED and not cells["id"].isdigit() else "",
        )
        return cls(float(cells["rank"]), cells["id"], countries, place, cells["keys"])

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


@dataclass(frozen=True, slots=True)
class Shelf:
    """Lines of places, likeliest first."""

    block: bytes = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> Shelf:
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
    def of(cls, lines: Iterable[str]) -> Shelf:
        """Make a shelf from lines in any order."""
        ranked = sorted(lines, key=lambda s: -float(s.split(",", 1)[0]))
        return cls(("\n" + "".join(ranked)).encode())

    def exact(self, key: str) -> Iterator[Entry]:
        """Yield the places one of whose names, then one of whose other spellings, is this."""
        if key:
            yield from self._hits(f"|{key}|")
            yield from self._hits(f"~{key}~")

    def beginning(self, key: str, limit: int) -> list[tuple[float, Entry]]:
        """Return scores and places of which a name or another spelling begins like this."""
        if not key:
            return []
        named = [(e.rank + EQUAL * e.is_named(key), e) for e in islice(self._hits(f"|{key}"), limit)]
        spelt = [(e.rank - WEAK_BEGINNING, e) for e in islice(self._hits(f"~{key}"), limit)]
        return named + spelt

    def _hits(self, needle: str) -> Iterator[Entry]:
        sought, at = needle.encode(), 0
        while (at := self.block.find(sought, at)) >= 0:
            begin = self.block.rfind(b"\n", 0, at) + 1
            end = self.block.find(b"\n", at)
            yield Entry.read(self.block[begin:end])
            at = end

    def lines(self, limit: int | None = None) -> Iterator[bytes]:
        """Yield lines unread, the first ``limit`` of them."""
        begin, count = 1, 0
        while begin < len(self.block) and (limit is None or count < limit):
            end = self.block.find(b"\n", begin)
            yield self.block[begin:end]
            begin, count = end + 1, count + 1

    def entries(self) -> Iterator[Entry]:
        """Yield every place."""
        return (Entry.read(line) for line in self.lines())
