"""Train services from China by their declared way points, and their routes over the network."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors.data import layers
from corridors.data.ledger import Ledger, geodata_dir
from corridors.data.tables import read_rows, source_of
from corridors.errors import UnknownName
from corridors.gazetteer.spelling import normalise
from corridors.model import Itinerary, PassageKind
from corridors.model.notes import unique
from corridors.routing.assembly import assemble
from corridors.routing.rules.believable import find_believable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from corridors.model import Place, Route, Source
    from corridors.routing.planner import Planner

__all__ = [
    "ALASHANKOU",
    "HORGOS",
    "Service",
    "ServiceRoute",
    "ServiceWay",
    "province_code",
    "service_routes",
    "services",
    "services_between",
    "shipped_ways",
]

HORGOS: Final = "rail-huoerguosi-altynkol"
ALASHANKOU: Final = "rail-alashankou-dostyk"
HUB: Final = "Urumqi"
"""Where the lines to the two crossings part; a service that states no crossing may take either."""
ONWARD: Final = {ALASHANKOU: ("st-aktogay",), HORGOS: ()}
"""What must follow a crossing so that the shortest way does not turn back to China."""
RUNNING: Final = "running"
BASES: Final = {"source": "stated", "inferred": "inferred", "": "assumed"}
MOSTLY: Final = 0.5
"""A train runs over an edge when it covers this share of it."""


@dataclass(frozen=True, slots=True)
class Service:
    """A train service as its preferred source describes it.

    ``crossing_basis`` is ``stated``, ``inferred`` or ``assumed``: whether a source names the crossing.
    ``published_distance_km`` is what the source says, never what is modelled here.
    """

    id: str
    name: str
    name_zh: str
    corridor: str
    origin: str
    province: str
    destination: str
    destination_country: str
    direction: str
    status: str
    first_year: int | None
    crossing_id: str
    crossing_basis: str
    published_distance_km: float | None
    distance_value_type: str
    waypoints: tuple[str, ...]
    waypoints_basis: str
    modes: tuple[str, ...]
    source: Source
    note: str
    countries: tuple[str, ...] = ()

    def on_the_way(self, route: Route) -> bool:
        """Tell whether a way passes the countries that it is published to run through, and the crossing stated."""
        passed = {p.id for p in route.passages}
        stated = self.crossing_id if self.crossing_basis == "stated" else ""
        return set(self.countries) <= set(route.countries) and (not stated or stated in passed)

    @property
    def floating(self) -> bool:
        """Whether its way leads to Kazakhstan without saying by which of the two crossings."""
        return HUB in self.waypoints and not {ALASHANKOU, HORGOS} & {self.crossing_id, *self.waypoints}

    def runs(self, year: int) -> bool:
        """Return whether it ran in a year, as far as is known: never before its first year."""
        return self.status == RUNNING and self.first_year is not None and self.first_year <= year

    def to_dict(self) -> dict[str, Any]:
        """Return the service in the form of the ``services`` command."""
        plain = (
            *("id", "name", "name_zh", "corridor", "origin", "province", "destination"),
            *("destination_country", "direction", "status", "first_year", "crossing_id"),
            *("crossing_basis", "published_distance_km", "distance_value_type", "waypoints_basis", "note"),
        )
        return {name: getattr(self, name) for name in plain} | {
            "waypoints": list(self.waypoints),
            "modes": list(self.modes),
            "source": self.source.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class ServiceWay:
    """A service on one way out of China: ``border`` is the first crossing that it passes."""

    service: Service
    border: str

    @property
    def key(self) -> str:
        """Return the way's name: the service, and the crossing where it may take either."""
        return f"{self.service.id}@{self.border}"


@dataclass(frozen=True, slots=True)
class ServiceRoute:
    """A service routed over the network; ``edges`` are row numbers of the planner's network."""

    service: Service
    itinerary: Itinerary
    edges: tuple[int, ...] = field(repr=False)

    @property
    def route(self) -> Route:
        """Return the modelled route."""
        return self.itinerary.routes[0]

    @property
    def modelled_distance_km(self) -> float:
        """Return the length of the modelled route, km."""
        return self.route.distance_km

    @property
    def crossings(self) -> tuple[str, ...]:
        """Return the ids of the borders passed, in order."""
        return tuple(p.id for p in self.route.passages if p.kind is PassageKind.BORDER)

    @property
    def way(self) -> ServiceWay:
        """Return the service with the crossing by which this route leaves China."""
        return ServiceWay(self.service, next(iter(self.crossings), ""))

    @property
    def difference_pct(self) -> float | None:
        """Return how far the modelled length is from the published one, %; None without such."""
        published = self.service.published_distance_km
        return (self.modelled_distance_km / published - 1) * 100 if published else None

    def to_dict(self) -> dict[str, Any]:
        """Return the service with its modelled figures, which stand beside the published ones."""
        return self.service.to_dict() | {
            "modelled_distance_km": round(self.modelled_distance_km, 3),
            "modelled_km_by_country": {k: round(v, 3) for k, v in self.route.countries.items()},
            "modelled_crossings": list(self.crossings),
        }


def services(province: str | None = None, folder: Path | None = None) -> tuple[Service, ...]:
    """Return the train services, each as its preferred source describes it.

    Parameters
    ----------
    province
        ISO 3166-2 code of a Chinese province, such as ``CN-CQ``; all services when None.
    folder
        Where the data lie; the shipped ``geodata`` by default.

    Raises
    ------
    UnknownName
        China has no province of that code.
    """
    tables = Ledger.load(folder)
    if province is not None:
        codes = [row["iso_3166_2"] for row in read_rows(tables.path("cn_provinces"))]
        if province not in codes:
            raise UnknownName("province", province, tuple(codes))
    rows = [row for row in read_rows(tables.path("rail_services")) if row["preferred"] == "yes"]
    return tuple(_service(row) for row in rows if province in {None, row["province"]})


def services_between(origin: Place, destination: Place, folder: Path | None = None) -> tuple[Service, ...]:
    """Return the services that run between two places, in either direction.

    Parameters
    ----------
    origin, destination
        The ends of a way, under any of whose names a service may start or end.
    folder
        Where the data lie; the shipped ``geodata`` by default.
    """
    ends = [{normalise(n) for n in (p.name, *p.names.values())} for p in (origin, destination)]

    def joins(first: str, last: str) -> bool:
        return any(first in a and last in b for a, b in (ends, ends[::-1]))

    root = folder or geodata_dir()
    return tuple(s for s, first, last in _running(root, _stamp(root)) if joins(first, last))


def _stamp(root: Path) -> tuple[int, int]:
    """Return what tells one state of the table of services from another; zeros where there is none."""
    try:
        state = (root / "tables" / "rail_services.csv").stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4)
def _running(root: Path, stamp: tuple[int, int]) -> tuple[tuple[Service, str, str], ...]:  # noqa: ARG001 - a key
    """Return the services that run, with the keys of their ends; every answer asks for them."""
    return tuple(
        (s, normalise(s.origin), normalise(s.destination))
        for s in services(folder=root)
        if s.status == RUNNING
    )


def province_code(name: str, folder: Path | None = None) -> str:
    """Return the ISO 3166-2 code of a Chinese province by its code or one of its names.

    Raises
    ------
    UnknownName
        China has no province of that name.
    """
    rows = read_rows(Ledger.load(folder).path("cn_provinces"))
    wanted = normalise(name)
    for row in rows:
        spellings = (row[key] for key in ("iso_3166_2", "name_en", "name_zh", "name_ru"))
        han = len(name) > 1 and row["name_zh"].startswith(name)
        if han or (wanted and wanted in map(normalise, spellings)):
            return str(row["iso_3166_2"])
    raise UnknownName("province", name, tuple(row["name_en"] for row in rows))


def _service(row: Mapping[str, Any]) -> Service:
    same = ("name", "name_zh", "corridor", "origin", "province", "destination", "destination_country")
    more = ("direction", "status", "crossing_id", "distance_value_type", "waypoints_basis", "note")
    return Service(
        id=row["service_id"],
        **{name: row[name] for name in (*same, *more)},
        first_year=int(row["start_year"]) if row["start_year"] else None,
        crossing_basis=BASES[row["crossing_basis"]],
        published_distance_km=float(row["published_distance_km"]) if row["published_distance_km"] else None,
        waypoints=_split(row["waypoints"]),
        modes=_split(row["modes"]),
        source=source_of(row),
        countries=_split(row["countries_en_route"]),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def service_routes(
    planner: Planner, chosen: Iterable[Service] | None = None, *, either_crossing: bool = False
) -> tuple[ServiceRoute, ...]:
    """Route services by their declared way points.

    Parameters
    ----------
    planner
        The network and the gazetteer.
    chosen
        Those to route; all when None. One without way points has no route and is left out.
    either_crossing
        Route a service that states no crossing twice, by Alashankou and by Horgos.

    Returns
    -------
        One route a service, in their order; two where either crossing is asked for and possible.

    Raises
    ------
    UnknownPlace, Unreachable
        When a way point is not known or not reached.
    """
    found = []
    for service in services() if chosen is None else chosen:
        if service.waypoints:
            variants = _variants(service) if either_crossing else (service.waypoints,)
            found += [_routed(planner, service, stops) for stops in variants]
    return tuple(found)


def _variants(service: Service) -> tuple[tuple[str, ...], ...]:
    if not service.floating:
        return (service.waypoints,)
    at = service.waypoints.index(HUB) + 1
    head, tail = service.waypoints[:at], service.waypoints[at:]
    return tuple((*head, crossing, *after, *tail) for crossing, after in ONWARD.items())


def _routed(planner: Planner, service: Service, waypoints: Sequence[str]) -> ServiceRoute:
    stops = [planner.place(name) for name in waypoints]
    mode_net = planner.mode_network(service.modes)
    path, _weighed = find_believable(mode_net.router, stops)
    route = assemble(
        mode_net.router.net,
        path,
        stops=stops,
        columns=mode_net.columns,
        points=planner.points,
        costs=planner.costs,
    )
    named = replace(route, id=service.id, sources=(service.source, *route.sources))
    kept = np.flatnonzero(planner.network.edges["mode"].isin([*service.modes, "transfer"]).to_numpy())
    segments = [segment.edge for segment in path.segments if abs(segment.end - segment.start) >= MOSTLY]
    edges = tuple(int(e) for e in dict.fromkeys(kept[segments].tolist()))
    notes = unique(p.note for p in stops)
    return ServiceRoute(service, Itinerary(stops[0], stops[-1], (named,), notes), edges)


def shipped_ways(folder: Path | None = None) -> tuple[ServiceWay, ...]:
    """Return the ways of all services as the layer ``service_routes`` has them: nothing is routed.

    Parameters
    ----------
    folder
        Where the data lie; the shipped ``geodata`` by default.
    """
    frame = layers.load("service_routes", ledger=Ledger.load(folder))
    borders = dict(zip(frame["id"], frame["borders"].map(_split), strict=True))
    return tuple(ServiceWay(s, b) for s in services(folder=folder) for b in borders.get(s.id, ()))
