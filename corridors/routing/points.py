"""What the named points of a network are called, where they lie and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from corridors.errors import DamagedData
from corridors.model import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Point", "load_points", "read_rows", "read_table", "source_of"]

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


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a curated table; see :func:`read_table`."""
    return [{str(k): v for k, v in row.items()} for row in read_table(path).to_dict("records")]


def read_table(path: Path) -> pd.DataFrame:
    """Read a curated table: text columns, empty where nothing is stated.

    Raises
    ------
    DamagedData
        When the file is missing or is no table.
    """
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as fault:
        message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault


def source_of(row: Mapping[str, Any]) -> Source:
    """Return the source that a row of a curated table states."""
    return Source(
        id=str(row["id"]),
        title=str(row.get("source_title", "")),
        publisher=str(row.get("source_publisher", "")),
        date=str(row.get("source_date", "")),
        url=str(row.get("source_url", "")),
        confidence=str(row.get("confidence", "")),
    )


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
