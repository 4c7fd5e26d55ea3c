"""Places, and the answer to a question between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corridors.model.amounts import Amounts, Range
from corridors.model.facts import LngLat
from corridors.model.kinds import PlaceKind, known
from corridors.model.mappings import FrozenMap, freeze_mappings
from corridors.model.sheets import map_credit, note_sheet, point_sheet, source_sheet
from corridors.model.wording import notes_to_dicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from corridors.model.facts import Source
    from corridors.model.kinds import Mode, PassageKind
    from corridors.model.notes import Note


__all__ = ["Ends", "Itinerary", "Leg", "Passage", "Place", "Route", "Trust"]


@dataclass(frozen=True, slots=True)
class Place:
    """A named point that a route can start from, end at, or pass.

    ``kind`` may be given as text; ``point_id`` names the crossing or terminal row behind it, if any.
    """

    name: str
    country: str
    lon: float
    lat: float
    kind: PlaceKind = PlaceKind.CITY
    names: Mapping[str, str] = field(default_factory=FrozenMap)
    locode: str = ""
    point_id: str = ""
    note: Note | None = None

    def __post_init__(self) -> None:
        """Refuse a position that is not on the globe; freeze the names."""
        LngLat(self.lon, self.lat)
        object.__setattr__(self, "kind", known(PlaceKind, self.kind, "kind of place"))
        freeze_mappings(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the place in the form of the ``places`` command."""
        return {
            "name": self.name,
            "names": dict(self.names),
            "country": self.country,
            "lon": self.lon,
            "lat": self.lat,
            "kind": str(self.kind),
            "locode": self.locode,
        }


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a route with one mode, one country and one gauge.

    ``time_range_h`` is None where one figure alone is known.
    """

    mode: Mode
    from_name: str
    to_name: str
    country: str
    gauge_mm: int | None
    distance_km: float
    time_h: float
    coords: tuple[tuple[float, float], ...] = field(repr=False)
    time_range_h: tuple[float, float] | None = field(default=None, repr=False)

    @property
    def amounts(self) -> Amounts:
        """What the leg takes."""
        low, high = self.time_range_h or (self.time_h, self.time_h)
        return Amounts(Range.exact(self.distance_km), Range(low, self.time_h, high))

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
    kind: PassageKind
    from_country: str
    to_country: str
    gauge_break: bool
    dwell_h: float
    dwell_range_h: tuple[float, float]
    source: str
    lon: float
    lat: float
    gauge_point: str = ""

    @property
    def amounts(self) -> Amounts:
        """The hours that the passage takes; what ground it covers is a leg."""
        low, high = self.dwell_range_h
        return Amounts(h=Range(low, self.dwell_h, high))

    def to_dict(self) -> dict[str, Any]:
        """Return the passage in the form of the ``route`` command."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "gauge_point": self.gauge_point,
            "from_country": self.from_country,
            "to_country": self.to_country,
            "gauge_break": self.gauge_break,
            "dwell_h": round(self.dwell_h, 2),
            "dwell_range_h": [round(x, 2) for x in self.dwell_range_h],
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Ends:
    """The hours at the terminals where a way begins and ends: loading, forming, customs, unloading."""

    time_h: float
    time_range_h: tuple[float, float]
    source: str
    each_h: tuple[float, float] = (0.0, 0.0)
    """The hours at the start and those at the goal; 0 at a quay, where the passage of the port has them."""

    @property
    def amounts(self) -> Amounts:
        """What both ends take."""
        low, high = self.time_range_h
        return Amounts(h=Range(low, self.time_h, high))

    def to_dict(self) -> dict[str, Any]:
        """Return the ends in the form of the ``route`` command."""
        return {
            "time_h": round(self.time_h, 2),
            "time_range_h": [round(x, 2) for x in self.time_range_h],
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Trust:
    """What a route rests on besides mapped track."""

    repaired_km: float
    assumed_speed_km: float
    snap_km: tuple[float, float]
    data_date: str
    network: Source | None = None
    """The user's own file that the way lies on; None where it is the shipped network."""

    def to_dict(self) -> dict[str, Any]:
        """Return the figures in the form of the ``route`` command."""
        own = {"network": self.network.to_dict()} if self.network else {}
        return {
            "repaired_km": round(self.repaired_km, 3),
            "assumed_speed_km": round(self.assumed_speed_km, 3),
            "snap_km": [round(x, 3) for x in self.snap_km],
            "data_date": self.data_date,
            **own,
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
    passages: tuple[Passage, ...]
    trust: Trust
    sources: tuple[Source, ...]
    ends: Ends = field(default_factory=lambda: Ends(0.0, (0.0, 0.0), ""))

    def __post_init__(self) -> None:
        """Freeze the kilometres by country and mode."""
        freeze_mappings(self)

    @property
    def crossings(self) -> tuple[Passage, ...]:
        """The passages, by the name that they have in JSON."""
        return self.passages

    @property
    def amounts(self) -> Amounts:
        """What the whole way takes, waiting at borders and terminals included."""
        low, high = self.time_range_h
        return Amounts(Range.exact(self.distance_km), Range(low, self.time_h, high))

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
            "crossings": [p.to_dict() for p in self.passages],
            "ends": self.ends.to_dict(),
            "trust": self.trust.to_dict(),
            "sources": [s.id for s in self.sources],
        }

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return one row a leg with its line, EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415 - 0.3 s that a route without geometry need not pay
        from shapely import LineString  # noqa: PLC0415

        rows = [{"route": self.id, "leg": i} | leg.to_dict() for i, leg in enumerate(self.legs)]
        lines = [LineString(leg.coords) for leg in self.legs]
        frame = gpd.GeoDataFrame(rows, geometry=lines, crs="EPSG:4326")
        frame.attrs = map_credit(self.trust.data_date, self.trust.network)
        return frame


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The answer to one question: from where to where, and the routes between."""

    origin: Place
    destination: Place
    routes: tuple[Route, ...]
    notes: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs of the best route."""
        return self.routes[0].legs if self.routes else ()

    @property
    def countries(self) -> Mapping[str, float]:
        """The kilometres by country of the best route."""
        return self.routes[0].countries if self.routes else FrozenMap()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the best route."""
        return self.routes[0].passages if self.routes else ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all routes, each once."""
        return tuple(dict.fromkeys(source for route in self.routes for source in route.sources))

    def to_dict(self) -> dict[str, Any]:
        """Return the answer in the form of the ``route`` command."""
        answer: dict[str, Any] = {
            "origin": self.origin.to_dict(),
            "destination": self.destination.to_dict(),
            "routes": [r.to_dict() for r in self.routes],
        }
        said = {"notes": self.notes, "warnings": self.warnings}
        return answer | {name: notes_to_dicts(notes) for name, notes in said.items()}

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return the legs of all routes, one row each, EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415
        import pandas as pd  # noqa: PLC0415

        if not self.routes:
            return gpd.GeoDataFrame({"route": [], "leg": []}, geometry=[], crs="EPSG:4326")
        legs = pd.concat([r.to_gdf() for r in self.routes], ignore_index=True)
        frame = gpd.GeoDataFrame(legs, crs="EPSG:4326")
        newest = max((r.trust for r in self.routes), key=lambda trust: trust.data_date)
        frame.attrs = map_credit(newest.data_date, newest.network)
        return frame

    def to_sheets(self) -> dict[str, pd.DataFrame]:
        """Return legs, crossings, ends, totals, sources and notes of all routes as tables."""
        import pandas as pd  # noqa: PLC0415

        passed = [(route.id, p) for route in self.routes for p in route.passages]
        ends = (("origin", self.origin), ("destination", self.destination))
        return {
            "legs": self.to_gdf(),
            "crossings": point_sheet(
                [{"route": route} | p.to_dict() | {"id": p.id} for route, p in passed],
                [(p.lon, p.lat) for _route, p in passed],
            ),
            "ends": point_sheet(
                [{"role": role} | place.to_dict() for role, place in ends],
                [(place.lon, place.lat) for _role, place in ends],
            ),
            "routes": pd.DataFrame([_totals(route) for route in self.routes]),
            "sources": source_sheet({s.id: s for s in self.sources}.values()),
        } | note_sheet(self.to_dict())


def _totals(route: Route) -> dict[str, Any]:
    """Return what is said of a route as a whole, its trust beside it."""
    row = route.to_dict()
    trust = {f"trust_{name}": value for name, value in row["trust"].items()}
    ends = {f"ends_{name}": value for name, value in row["ends"].items()}
    return (
        {name: row[name] for name in row if name not in {"legs", "crossings", "ends", "trust"}}
        | ends
        | trust
    )
