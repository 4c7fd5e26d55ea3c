"""Train services on the network: their routes, and the trains a year on every segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from corridors.routing.planner import Planner
from corridors.traffic.assignment import year_flows, years
from corridors.traffic.segments import segment_lines, segment_trains
from corridors.traffic.services import service_routes, services
from scripts.builders.frame import Built, write_geoparquet
from scripts.builders.scgraph import scgraph_origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corridors.traffic.services import ServiceRoute
    from scripts.builders.frame import Sources

AFTER = ("network", "gazetteer", "cities")
SIMPLIFY_DEG = 0.002
DECIMALS = 4
LICENCE = "ODbL-1.0"
CREDIT = "© OpenStreetMap contributors; facts compiled by the corridors project from the sources named in its tables"
CHANGES = "Services of rail_services.csv routed by their way points over today's conditioned network, simplified to 0.002°."
STATES = {"plan": "planned"}
FLOW_FIELDS = {
    "segment": "Name of the segment: a run of edges over which the same services go",
    "services": "Ids of the services, with ; between",
    "first_year": "First year in which one of them ran",
    "length_km": "Length as mapped by OpenStreetMap",
}
ROUTE_FIELDS = {
    "first_year": "First year of the service; empty where no source says it",
    "known_since": "The first year, else the year of the newest source of all: it ran by then at the latest",
    "crossing_basis": "stated, inferred or assumed: whether a source names the crossing out of China",
    "borders": "Crossings by which it may leave China, with ; between",
    "crossings": "Borders that the modelled route passes, in order",
    "published_distance_km": "What the source says",
    "modelled_distance_km": "Length of the modelled route; never the published figure",
    "km_by_country": "Modelled kilometres in each country, as CC=km with ; between",
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write the segments with their trains, and the routes of the services."""
    del sources
    planner = Planner.load(out)
    known = services(folder=out)
    either = service_routes(planner, known, either_crossing=True)
    declared = service_routes(planner, known)
    date = max(service.source.date for service in known)
    span = years(out)
    return [
        Built(
            path=write_geoparquet(_segments(planner, either, out), out / "osm" / "service_flows.parquet", DECIMALS),
            title="China–Europe trains a year on each segment of the railways",
            description="Counts of trains put on the services of the places that they set out from, added up along "
            "the routes and reconciled with the counts at the crossings; both directions together. Where a "
            "number is only an estimate, basis says so.",
            origins=(scgraph_origin("world_railways"),),
            licence=LICENCE,
            attribution=CREDIT,
            changes=CHANGES,
            data_date=date,
            fields=FLOW_FIELDS | _year_fields(span),
        ),
        Built(
            path=write_geoparquet(_routes(declared, either, int(date[:4])), out / "osm" / "service_routes.parquet", DECIMALS),
            title="Train services from China, routed over the railways",
            description="One line a service by its declared way points; published and modelled length side by side.",
            origins=(scgraph_origin("world_railways"),),
            licence=LICENCE,
            attribution=CREDIT,
            changes=CHANGES,
            data_date=date,
            fields=ROUTE_FIELDS,
        ),
    ]  # fmt: skip


def _year_fields(span: Sequence[int]) -> dict[str, str]:
    said = {
        "trains": "Trains in {}, both directions; empty where nothing is known",
        "basis": "What that is worth: assigned (a sum of counts), estimate, at least (services that nobody "
        "counted go here, too), unknown, or empty where no service ran in {}",
    }
    return {f"{name}_{year}": text.format(year) for year in span for name, text in said.items()}


def _segments(planner: Planner, routes: Sequence[ServiceRoute], out: Path) -> gpd.GeoDataFrame:
    lines = segment_lines(planner, routes)
    ways = [route.way for route in routes]
    first = {way.key: way.service.first_year or np.inf for way in ways if way.service.status == "running"}
    names = {way.key: way.service.id for way in ways}
    own = lines["ways"].str.split(";")
    columns: dict[str, object] = {
        "segment": lines["segment"],
        "services": own.map(lambda keys: ";".join(dict.fromkeys(names[key] for key in keys))),
        "first_year": own.map(lambda keys: min(first.get(key, np.inf) for key in keys)),
        "length_km": lines["length_km"].round(1),
    }
    for year in years(out):
        found = segment_trains(lines, year_flows(ways, year, out))
        columns[f"trains_{year}"] = found["trains"].round(1)
        columns[f"basis_{year}"] = found["basis"].where(found["services"] != "", "")
    frame = gpd.GeoDataFrame(
        pd.DataFrame(columns), geometry=lines.geometry.simplify(SIMPLIFY_DEG), crs="EPSG:4326"
    )
    used = frame[np.isfinite(frame["first_year"])].reset_index(drop=True)
    return used.assign(first_year=used["first_year"].astype("int64"))


def _routes(
    declared: Sequence[ServiceRoute], either: Sequence[ServiceRoute], newest: int
) -> gpd.GeoDataFrame:
    rows = [_row(route) for route in declared]
    borders = (
        pd.Series([r.way.border for r in either]).groupby([r.service.id for r in either]).agg(";".join)
    )
    frame = pd.DataFrame(rows)
    frame.insert(list(frame).index("crossings"), "borders", frame["id"].map(borders))
    late = frame["first_year"].where(frame["first_year"].notna() | (frame["status"] == "planned"), newest)
    frame.insert(list(frame).index("first_year") + 1, "known_since", late)
    lines = [_line(route) for route in declared]
    return gpd.GeoDataFrame(frame, geometry=lines, crs="EPSG:4326")


def _row(found: ServiceRoute) -> dict[str, object]:
    service = found.service
    plain = ("id", "name", "name_zh", "corridor", "origin", "province", "destination", "direction")
    return {
        **{name: getattr(service, name) for name in plain},
        "status": STATES.get(service.status, service.status),
        "first_year": float(service.first_year or np.nan),
        "crossing_id": service.crossing_id,
        "crossing_basis": service.crossing_basis,
        "crossings": ";".join(found.crossings),
        "published_distance_km": float(service.published_distance_km or np.nan),
        "modelled_distance_km": round(found.modelled_distance_km, 1),
        "km_by_country": ";".join(f"{k}={v:.0f}" for k, v in found.route.countries.items()),
        "waypoints_basis": service.waypoints_basis,
        "source_title": service.source.title,
        "source_publisher": service.source.publisher,
        "source_date": service.source.date,
        "source_url": service.source.url,
        "confidence": service.source.confidence,
    }


def _line(found: ServiceRoute) -> shapely.Geometry:
    """Return the route as one line where its legs meet, else as several."""
    legs = [shapely.LineString(leg.coords) for leg in found.route.legs if len(leg.coords) > 1]
    merged = shapely.line_merge(shapely.MultiLineString(legs))
    return shapely.simplify(merged, SIMPLIFY_DEG)
