"""Frozen values that every other module speaks in.

Coordinates are (lon, lat) in WGS 84 degrees; numbers carry their unit in their name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from corridors.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

__all__ = [
    "Cited",
    "Gauge",
    "Itinerary",
    "Leg",
    "LngLat",
    "Mode",
    "Passage",
    "PassageKind",
    "Place",
    "Route",
    "Series",
    "SeriesPoint",
    "Source",
    "Throughput",
    "Trust",
]

MAX_LON, MAX_LAT = 180.0, 90.0
_EMPTY: Mapping[str, str] = MappingProxyType({})


class Mode(StrEnum):
    """How goods move along an edge."""

    RAIL = "rail"
    ROAD = "road"
    FERRY = "ferry"
    SEA = "sea"
    TRANSFER = "transfer"


class PassageKind(StrEnum):
    """What a route passes besides track."""

    BORDER = "border"
    GAUGE_CHANGE = "gauge_change"
    TERMINAL = "terminal"


class Gauge(IntEnum):
    """Track gauges in millimetres between rail heads."""

    STANDARD = 1435
    RUSSIAN = 1520
    IBERIAN = 1668


@dataclass(frozen=True, slots=True)
class LngLat:
    """A point: longitude first, then latitude, WGS 84 degrees."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        """Refuse what is not on the globe."""
        if not (abs(self.lon) <= MAX_LON and abs(self.lat) <= MAX_LAT):
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

    def to_dict(self) -> dict[str, str]:
        """Return the fields as plain strings."""
        return {name: getattr(self, name) for name in self.__slots__}


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


@dataclass(frozen=True, slots=True)
class Place:
    """A named point that a route can start from, end at, or pass.

    ``kind`` is ``city``, ``station``, ``terminal``, ``port``, ``crossing`` or ``point``;
    ``point_id`` names the crossing or terminal row behind it, if any.
    """

    name: str
    country: str
    lon: float
    lat: float
    kind: str = "city"
    names: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    locode: str = ""
    point_id: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a position that is not on the globe."""
        LngLat(self.lon, self.lat)

    def to_dict(self) -> dict[str, Any]:
        """Return the place in the form of the ``places`` command."""
        return {
            "name": self.name,
            "names": dict(self.names),
            "country": self.country,
            "lon": self.lon,
            "lat": self.lat,
            "kind": self.kind,
            "locode": self.locode,
        }


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a route with one mode, one country and one gauge."""

    mode: Mode
    from_name: str
    to_name: str
    country: str
    gauge_mm: int | None
    distance_km: float
    time_h: float
    coords: tuple[tuple[float, float], ...] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the leg in the form of the ``route`` command, without geometry."""
        return {
            "mode": str(self.mode),
            "from": self.from_name,
            "to": self.to_name,
            "country": self.country,
            "gauge_mm": self.gauge_mm,
            "distance_km": round(self.distance_km, 3),
            "time_h": round(self.time_h, 2),
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A border crossing, gauge change or terminal transfer that a route passes; ``kind`` is a `PassageKind`."""

    id: str
    name: str
    kind: str
    from_country: str
    to_country: str
    gauge_break: bool
    dwell_h: float
    dwell_range_h: tuple[float, float]
    source: str
    lon: float
    lat: float
    gauge_point: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the passage in the form of the ``route`` command."""
        return {
            "name": self.name,
            "kind": self.kind,
            "gauge_point": self.gauge_point,
            "from_country": self.from_country,
            "to_country": self.to_country,
            "gauge_break": self.gauge_break,
            "dwell_h": self.dwell_h,
            "dwell_range_h": list(self.dwell_range_h),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Trust:
    """What a route rests on besides mapped track."""

    repaired_km: float
    assumed_speed_km: float
    snap_km: tuple[float, float]
    data_date: str

    def to_dict(self) -> dict[str, Any]:
        """Return the figures in the form of the ``route`` command."""
        return {
            "repaired_km": round(self.repaired_km, 3),
            "assumed_speed_km": round(self.assumed_speed_km, 3),
            "snap_km": [round(x, 3) for x in self.snap_km],
            "data_date": self.data_date,
        }


@dataclass(frozen=True, slots=True)
class Route:
    """One way from origin to destination, with all that is known about it."""

    id: str
    family: str
    distance_km: float
    time_h: float
    time_range_h: tuple[float, float]
    countries: Mapping[str, float]
    modes: Mapping[str, float]
    legs: tuple[Leg, ...]
    crossings: tuple[Passage, ...]
    trust: Trust
    sources: tuple[Source, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the route in the form of the ``route`` command."""
        return {
            "id": self.id,
            "family": self.family,
            "distance_km": round(self.distance_km, 3),
            "time_h": round(self.time_h, 2),
            "time_range_h": [round(x, 2) for x in self.time_range_h],
            "countries": {k: round(v, 3) for k, v in self.countries.items()},
            "modes": {k: round(v, 3) for k, v in self.modes.items()},
            "legs": [leg.to_dict() for leg in self.legs],
            "crossings": [c.to_dict() for c in self.crossings],
            "trust": self.trust.to_dict(),
            "sources": [s.id for s in self.sources],
        }

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return one row a leg with its line, EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415 - 0.3 s that a route without geometry need not pay
        from shapely import LineString  # noqa: PLC0415

        rows = [{"route": self.id, "leg": i} | leg.to_dict() for i, leg in enumerate(self.legs)]
        lines = [LineString(leg.coords) for leg in self.legs]
        return gpd.GeoDataFrame(rows, geometry=lines, crs="EPSG:4326")


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The answer to one question: from where to where, and the routes between."""

    origin: Place
    destination: Place
    routes: tuple[Route, ...]
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the answer in the form of the ``route`` command."""
        answer: dict[str, Any] = {
            "origin": self.origin.to_dict(),
            "destination": self.destination.to_dict(),
            "routes": [r.to_dict() for r in self.routes],
        }
        return answer | ({"notes": list(self.notes)} if self.notes else {})

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return the legs of all routes, one row each, EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415
        import pandas as pd  # noqa: PLC0415

        legs = pd.concat([r.to_gdf() for r in self.routes], ignore_index=True)
        return gpd.GeoDataFrame(legs, crs="EPSG:4326")


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One year's figure; ``value_type`` is ``reported``, ``rounded``, ``derived``, ``target`` …."""

    year: int
    value: float
    value_type: str
    source: Source
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the point in the form of the ``throughput`` command."""
        return {
            "year": self.year,
            "value": int(self.value) if self.value.is_integer() else self.value,
            "value_type": self.value_type,
            "confidence": self.source.confidence,
            "source_title": self.source.title,
            "source_publisher": self.source.publisher,
            "source_date": self.source.date,
            "source_url": self.source.url,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Series:
    """Full years of one quantity, counted in one way; a year that nobody stated is no point."""

    label: str
    metric: str
    unit: str
    direction: str
    points: tuple[SeriesPoint, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """Years between the first point and the last that have none."""
        years = {p.year for p in self.points}
        return tuple(y for y in range(min(years, default=0), max(years, default=0)) if y not in years)

    def to_dict(self) -> dict[str, Any]:
        """Return the series in the form of the ``throughput`` command."""
        return {
            "label": self.label,
            "metric": self.metric,
            "unit": self.unit,
            "direction": self.direction,
            "points": [p.to_dict() for p in self.points],
            "missing": list(self.missing),
            "derived": [p.year for p in self.points if p.value_type == "derived"],
        }

    def to_pandas(self) -> pd.Series[float]:
        """Return the values by year, named with their unit; missing years are there and empty."""
        import pandas as pd  # noqa: PLC0415

        values = {p.year: p.value for p in self.points}
        years = range(min(values, default=0), max(values, default=-1) + 1)
        index = pd.Index(years, name="year", dtype="int64")
        name = f"{self.metric} [{self.unit}]"
        return pd.Series([values.get(y, float("nan")) for y in years], index, dtype=float, name=name)


@dataclass(frozen=True, slots=True)
class Throughput:
    """All annual series of a crossing, pipeline, service or relation; the longest comes first.

    ``marks`` are targets and capacities: figures of the same unit that no traffic ever was.
    ``capacities`` are those of the pipelines that stand for the name, each since its year, and
    ``utilisation`` is the throughput as percent of what was open; None where either is unknown.
    """

    name: str
    title: str
    series: tuple[Series, ...]
    marks: tuple[Series, ...] = ()
    notes: tuple[str, ...] = ()
    capacities: tuple[Cited, ...] = ()
    utilisation: Series | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the answer in the form of the ``throughput`` command."""
        answer: dict[str, Any] = {
            "name": self.name,
            "title": self.title,
            "series": [s.to_dict() for s in self.series],
            "marks": [s.to_dict() for s in self.marks],
            "notes": list(self.notes),
        }
        if self.capacities:
            answer["capacity"] = [c.to_dict() for c in self.capacities]
        return answer | ({"utilisation": self.utilisation.to_dict()} if self.utilisation else {})
