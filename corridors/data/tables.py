"""The reader of curated tables: text as it is written, and the source that a row states."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from pyarrow.lib import ArrowException
from shapely.errors import ShapelyError

from corridors.errors import DamagedData
from corridors.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["UNREADABLE", "cited", "outline_in", "positions_in", "read_rows", "read_table", "source_of"]


CORNERS: Final = 3
UNREADABLE: Final = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError),
    *(EOFError, MemoryError, zlib.error, ArrowException, ShapelyError),
)
"""What the libraries raise that read tables and layers, where a file is damaged."""


def read_rows(path: Path) -> list[dict[str, str]]:
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
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError as fault:
        message = f"The table {path.name} is missing; restore it from the repository."
        raise DamagedData(message) from fault
    except UNREADABLE as fault:
        reason = (str(fault).splitlines() or [type(fault).__name__])[0]
        message = f"{path.name} cannot be read ({reason}). Restore it from the repository."
        raise DamagedData(message) from fault


def cited(row: Mapping[str, str]) -> str:
    """Return the publisher and the date of a row's source in a few words."""
    return ", ".join(filter(None, (row["source_publisher"], row["source_date"])))


def positions_in(text: str) -> Iterator[tuple[float, float]]:
    """Yield the positions of a cell such as ``9.14 53.89;10.15 54.37``, lon and lat; of an empty cell none.

    Raises
    ------
    ValueError
        A part is no two numbers.
    """
    for pair in text.split(";") if text else ():
        lon, lat = pair.split()
        yield float(lon), float(lat)


def outline_in(text: str) -> tuple[tuple[float, float], ...]:
    """Return the corners of an area, as :func:`positions_in` reads them.

    Raises
    ------
    ValueError
        They are fewer than three, or a part is no two numbers.
    """
    corners = tuple(positions_in(text))
    if len(corners) < CORNERS:
        raise ValueError(f"an outline has {len(corners)} corners; at least {CORNERS} are needed")
    return corners


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
