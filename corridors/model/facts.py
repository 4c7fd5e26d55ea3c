"""Positions, sources and cited numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corridors.errors import BadInput

MAX_LON, MAX_LAT = 180.0, 90.0

__all__ = ["MAX_LAT", "MAX_LON", "Cited", "LngLat", "Source", "on_globe", "read_position"]


def on_globe(lon: float, lat: float) -> bool:
    """Tell whether two numbers are a position."""
    return bool(abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT)


def read_position(lon: Any, lat: Any) -> tuple[float, float] | None:
    """Read a position out of what a file gives, texts too; None where it is none."""
    try:
        x, y = float(lon), float(lat)
    except (TypeError, ValueError):
        return None
    return (x, y) if on_globe(x, y) else None


@dataclass(frozen=True, slots=True)
class LngLat:
    """A point: longitude first, then latitude, WGS 84 degrees."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        """Refuse what is not on the globe."""
        if not on_globe(self.lon, self.lat):
            raise BadInput(
                f"({self.lon}, {self.lat}) is not a position: longitude comes first and lies in "
                "-180…180, latitude in -90…90."
            )


@dataclass(frozen=True, slots=True)
class Source:
    """Where a published figure comes from."""

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    confidence: str = "low"
    licence: str = ""
    """That of a file of the user's own; what is shipped has its own in the ledger."""

    def to_dict(self) -> dict[str, str]:
        """Return the fields as plain strings, the licence where one is stated."""
        fields = {name: str(getattr(self, name)) for name in self.__slots__}
        return fields if self.licence else {k: v for k, v in fields.items() if k != "licence"}


@dataclass(frozen=True, slots=True)
class Cited:
    """A number with its unit, its range and the source it was read from."""

    value: float
    unit: str
    low: float
    high: float
    year: str
    source: Source

    def to_dict(self) -> dict[str, Any]:
        """Return the figure with its source's fields beside it."""
        source = {
            f"source_{k}": v for k, v in self.source.to_dict().items() if k not in {"id", "confidence"}
        }
        return {
            "id": self.source.id,
            "value": self.value,
            "unit": self.unit,
            "year": self.year,
            "confidence": self.source.confidence,
            **source,
        }
