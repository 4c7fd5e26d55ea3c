"""What the named points of a network are called, where they lie and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corridors.data.tables import read_rows, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from corridors.model import Source

__all__ = ["Point", "load_points"]

TABLES: Final = {
    "tables/crossings.csv": "border",
    "osm/crossings_derived.csv": "border",
    "tables/gauge_points.csv": "gauge_change",
    "tables/terminals.csv": "terminal",
    "tables/ferries.csv": "ferry",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A crossing, gauge-change point, terminal or ferry that edges refer to."""

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    crossing_id: str
    source: Source


def load_points(folder: Path) -> dict[str, Point]:
    """Read every point that an edge can name, by id, from the ``geodata`` folder."""
    found: dict[str, Point] = {}
    for relative, kind in TABLES.items():
        for row in read_rows(folder / relative):
            found[row["id"]] = Point(
                id=row["id"],
                name=row["name"],
                kind=kind,
                lon=float(row.get("lon") or 0.0),
                lat=float(row.get("lat") or 0.0),
                crossing_id=row.get("crossing_id", ""),
                source=source_of(row),
            )
    return found
