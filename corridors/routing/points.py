"""What the named points of a network are called, where they lie and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corridors.data.tables import positions_in, read_rows, source_of
from corridors.gazetteer.spelling import normalise, without_affixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from corridors.model import Source

__all__ = ["NamedPoint", "load_points", "points_of"]

TABLES: Final = {
    "tables/crossings.csv": "border",
    "osm/crossings_derived.csv": "border",
    "tables/gauge_points.csv": "gauge_change",
    "tables/terminals.csv": "terminal",
    "tables/ferries.csv": "ferry",
    "tables/straits.csv": "strait",
}


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A crossing, gauge-change point, terminal, ferry or strait that edges refer to.

    A crossing has its two ``countries`` and, as keys of spelling, what its ``sides`` are called;
    a strait has its other names there;
    a canal that no lanes lead through has its two ``mouths``;
    a gauge-change point has the ``radius_km`` of its yards.
    """

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    crossing_id: str
    source: Source
    countries: tuple[str, ...] = ()
    sides: frozenset[str] = frozenset()
    radius_km: float = 0.0
    mouths: tuple[tuple[float, float], ...] = ()


def load_points(folder: Path) -> dict[str, NamedPoint]:
    """Read every point that an edge can name, by id, from the ``geodata`` folder."""
    found: dict[str, NamedPoint] = {}
    for relative, kind in TABLES.items():
        found |= points_of(read_rows(folder / relative), kind)
    return found


def points_of(rows: Iterable[Mapping[str, str]], kind: str) -> dict[str, NamedPoint]:
    """Return the points of a table of one kind, by id."""
    return {
        row["id"]: NamedPoint(
            id=row["id"],
            name=row["name"],
            kind=kind,
            lon=float(row.get("lon") or 0.0),
            lat=float(row.get("lat") or 0.0),
            crossing_id=row.get("crossing_id", ""),
            source=source_of(row),
            countries=tuple(sorted((row["country_a"], row["country_b"]))) if kind == "border" else (),
            sides=frozenset(_side_names(row)),
            radius_km=float(row.get("radius_km") or 0.0),
            mouths=tuple(positions_in(row.get("mouths", ""))),
        )
        for row in rows
    }


def _side_names(row: Mapping[str, str]) -> Iterator[str]:
    """Yield what the sides of a crossing are called: "Huoerguosi (Khorgos) station" has two names."""
    texts = [row.get(column, "") for column in ("side_a", "side_b", "aliases")]
    texts += [re.sub(r"\s*[—–]\s*", ";", row.get(column, "")) for column in ("name", "name_zh", "name_ru")]
    for part in re.split(r"[();/,]", ";".join(texts)):
        yield from (normalise(name) for name in (part, *without_affixes(part)) if normalise(name))
