"""Lines of the map, and how the rows of a layer become what their cards say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.data import layers
from corridors.model import Source
from corridors.presentation.text import figure, number, with_unit
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd
    import shapely

    from corridors.i18n import Words
    from corridors.model import Series

    Row = Mapping[str, Any]

__all__ = [
    "UNBUILT_SINCE",
    "MapArea",
    "System",
    "amount",
    "is_built",
    "rows_of",
    "since_of",
    "sources_of",
    "status_of",
    "year_of_row",
]

THREE_FIGURES, FOUR = 100, 4
UNBUILT_SINCE = 9999
"""What is not built yet shows today only: no year of the map's slider comes near."""


@dataclass(frozen=True, slots=True)
class System:
    """A line of the map: since when it is there, what it carried each year, and what its card says.

    ``since`` and ``closed`` are 0 where nobody states the year. What is planned or being built has ``built``
    False and shows today only. The first of ``series`` gives the line its width. A line with a ``zoom``
    shows from that zoom on, and as exactly as it is known.
    """

    id: str
    layer: str
    title: str
    shape: shapely.Geometry
    since: int = 0
    closed: int = 0
    built: bool = True
    idle: bool = False
    eyebrow: str = ""
    tip: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    series: tuple[Series, ...] = ()
    sources: tuple[Source, ...] = ()
    zoom: float = 0.0


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area of the map, darker the more begun in it: ``since`` has a year for each."""

    id: str
    shape: shapely.Geometry
    since: tuple[int, ...]


def rows_of(frame: gpd.GeoDataFrame) -> Iterator[Row]:
    """Yield the rows of a layer without missing values."""
    for row in frame.to_dict("records"):
        yield {k: v for k, v in row.items() if v is not None and not _missing(v)}


def _missing(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def sources_of(row: Row) -> tuple[Source, ...]:
    """Return the source that closes a row, if it has one."""
    if not row.get("source_title"):
        return ()
    title, publisher, date, url = (
        str(row.get(f"source_{part}", "")) for part in ("title", "publisher", "date", "url")
    )
    confidence = str(row.get("confidence") or "low")
    return (Source(str(row.get("id", "")), title, publisher, date, url, confidence),)


def year_of_row(row: Row, column: str = "opened_year") -> int:
    """Read a year of a row; 0 where it has none."""
    value = row.get(column, "")
    return int(float(value)) if str(value).strip() else 0


def since_of(row: Row, column: str = "opened_year") -> int:
    """Return the year since when a mark stands: 0 where unknown, UNBUILT_SINCE for what is not built."""
    return year_of_row(row, column) if is_built(row) else UNBUILT_SINCE


def amount(value: Any, unit: str, _: Words) -> str:
    """Write a value with its unit; nothing where there is none."""
    if value in {None, ""}:
        return ""
    given = float(value)
    whole = abs(given) >= THREE_FIGURES or given == int(given)
    return with_unit(number(given, _) if whole else figure(given, _, significant=FOUR), unit, _)


def status_of(row: Row, _: Words) -> str:
    """Say the status unless it is the usual one."""
    words = str(row.get("status", ""))
    return "" if words in {"", "open", "operating"} else word("status", words, _)


def is_built(row: Row) -> bool:
    """Say whether something stands, or has stood."""
    return str(row.get("status", "")) not in layers.UNBUILT
