"""What a route through pipelines is: frozen values, written out as plain ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corridors.model.mappings import freeze_mappings
from corridors.model.sheets import note_sheet, point_sheet, source_sheet
from corridors.model.wording import notes_to_dicts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    import pandas as pd

    from corridors.model import Note, Source

__all__ = ["Coords", "Junction", "PipelineLeg", "PipelineRoute"]

Coords = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PipelineLeg:
    """A part of a route along one pipeline, or along strings that share one trench.

    ``length_km`` is measured on the line drawn; ``published_length_km`` is there when the leg is
    the whole pipeline. ``capacity`` adds up the strings and is None where nobody states it;
    ``against_flow`` says that the leg runs against the direction in which the pipeline is stated.
    """

    id: str
    name: str
    strings: tuple[str, ...]
    from_name: str
    to_name: str
    length_km: float
    published_length_km: float | None
    countries: Mapping[str, float]
    capacity: float | None
    capacity_unit: str
    status: str
    opened_year: int | None
    against_flow: bool
    sources: tuple[Source, ...]
    coords: Coords = field(repr=False)

    def __post_init__(self) -> None:
        """Freeze the kilometres by country."""
        freeze_mappings(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the leg in the form of the ``pipeline`` command, without geometry."""
        first = self.sources[0]
        return {
            "id": self.id,
            "name": self.name,
            "strings": list(self.strings),
            "from": self.from_name,
            "to": self.to_name,
            "length_km": round(self.length_km, 1),
            "published_length_km": self.published_length_km,
            "countries": {k: round(v, 1) for k, v in self.countries.items()},
            "capacity": self.capacity,
            "capacity_unit": self.capacity_unit,
            "status": self.status,
            "opened_year": self.opened_year,
            "against_flow": self.against_flow,
            "source_title": first.title,
            "source_url": first.url,
        }


@dataclass(frozen=True, slots=True)
class Junction:
    """A point where a way leaves one pipeline for the next; ``id`` names both, in the order of the way."""

    id: str
    name: str
    lon: float
    lat: float

    def to_dict(self) -> dict[str, Any]:
        """Return the point in the form of the files."""
        return {"id": self.id, "name": self.name, "lon": self.lon, "lat": self.lat}


@dataclass(frozen=True, slots=True)
class PipelineRoute:
    """A way through pipelines of one commodity.

    ``countries`` holds km by ISO 3166-1 code, and ``SEA`` for what lies on a sea bed. ``tightest``
    is the leg with the smallest capacity; it bounds what can pass, and nothing says that as much
    does. ``join_km`` is the sum of the gaps between pipelines that are joined; they are not in
    ``length_km``.
    """

    origin: str
    destination: str
    commodity: str
    year: int | None
    length_km: float
    join_km: float
    countries: Mapping[str, float]
    legs: tuple[PipelineLeg, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        """Freeze the kilometres by country."""
        freeze_mappings(self)

    @property
    def passages(self) -> tuple[Junction, ...]:
        """The points where it leaves one pipeline for the next."""
        return tuple(
            Junction(f"{one.id}-{other.id}", other.from_name, *other.coords[0])
            for one, other in pairwise(self.legs)
        )

    @property
    def tightest(self) -> PipelineLeg | None:
        """The leg with the smallest capacity; None where no leg has one."""
        known = [leg for leg in self.legs if leg.capacity is not None]
        return min(known, key=lambda leg: leg.capacity or 0.0, default=None)

    @property
    def capacity(self) -> float | None:
        """The capacity of the tightest leg, in ``capacity_unit``."""
        return self.tightest.capacity if self.tightest else None

    @property
    def capacity_unit(self) -> str:
        """Mt/yr or bcm/yr."""
        return self.legs[0].capacity_unit

    def to_dict(self) -> dict[str, Any]:
        """Return the route in the form of the ``pipeline`` command."""
        tightest = self.tightest
        return {
            "origin": self.origin,
            "destination": self.destination,
            "commodity": self.commodity,
            "year": self.year,
            "length_km": round(self.length_km, 1),
            "join_km": round(self.join_km, 1),
            "countries": {k: round(v, 1) for k, v in self.countries.items()},
            "capacity": self.capacity,
            "capacity_unit": self.capacity_unit,
            "tightest": tightest.id if tightest else None,
            "legs": [leg.to_dict() for leg in self.legs],
            "notes": notes_to_dicts(self.notes),
            "sources": [source.to_dict() for source in self.sources],
        }

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return one row a leg with its line, EPSG:4326."""
        return self._rows(_flat)

    def _rows(self, told: Callable[[PipelineLeg], dict[str, Any]]) -> gpd.GeoDataFrame:
        import geopandas as gpd  # noqa: PLC0415 - a route without geometry need not pay
        from shapely import LineString  # noqa: PLC0415

        rows = [{"leg": i} | told(leg) for i, leg in enumerate(self.legs)]
        lines = [LineString(leg.coords) for leg in self.legs]
        return gpd.GeoDataFrame(rows, geometry=lines, crs="EPSG:4326")

    def to_sheets(self) -> dict[str, pd.DataFrame]:
        """Return legs, junctions, ends, totals, sources and notes as tables."""
        import pandas as pd  # noqa: PLC0415

        answer, passed = self.to_dict(), self.passages
        ends = [
            {"role": role, "name": answer[role], "lon": lon, "lat": lat}
            for role, (lon, lat) in (
                ("origin", self.legs[0].coords[0]),
                ("destination", self.legs[-1].coords[-1]),
            )
        ]
        totals = {name: answer[name] for name in answer if name not in {"legs", "notes", "sources"}}
        return {
            "legs": self._rows(_told),
            "junctions": point_sheet([p.to_dict() for p in passed], [(p.lon, p.lat) for p in passed]),
            "ends": point_sheet(ends, [(end["lon"], end["lat"]) for end in ends]),
            "routes": pd.DataFrame([totals]),
            "sources": source_sheet(self.sources),
        } | note_sheet(answer)


def _told(leg: PipelineLeg) -> dict[str, Any]:
    """Return a leg with the ids of all its sources."""
    return leg.to_dict() | {"sources": list(dict.fromkeys(source.id for source in leg.sources))}


def _flat(leg: PipelineLeg) -> dict[str, Any]:
    """Return a leg with lists and mappings as texts."""
    row = _told(leg)
    countries = "; ".join(f"{code} {km:g} km" for code, km in row["countries"].items())
    texts = {name: ";".join(row[name]) for name in ("strings", "sources")}
    return row | texts | {"countries": countries}
