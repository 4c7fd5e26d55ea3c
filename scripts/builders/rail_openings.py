"""The railways opened since 1990, each as one line with its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from corridors.data.tables import read_rows
from corridors.routing.planner import Planner
from scripts.builders.frame import Built, write_geoparquet
from scripts.builders.scgraph import DATA_DATE, scgraph_origin

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from corridors.model import Itinerary
    from scripts.builders.frame import Sources

AFTER = ("network", "network_layers")
SOURCE = ("source_title", "source_publisher", "source_date", "source_url", "confidence")
SIMPLIFY_DEG = 0.0015
DECIMALS = 4


def build(sources: Sources, out: Path) -> list[Built]:
    """Route each row of ``rail_opened.csv`` between its two stations."""
    del sources
    planner = Planner.load(out)
    rows = [_line(planner, row) for row in read_rows(out / "tables" / "rail_opened.csv")]
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")
    return [
        Built(
            path=write_geoparquet(frame, out / "osm" / "rail_openings.parquet", DECIMALS),
            title="Railways opened since 1990",
            description="One line a railway of rail_opened.csv, along the network, with year, length and source.",
            origins=(scgraph_origin("world_railways"),),
            licence="ODbL-1.0",
            attribution="© OpenStreetMap contributors",
            changes="Shortest ways between the two stations over the conditioned network (REPAIRS.md), simplified to 0.0015°.",
            data_date=DATA_DATE,
        )
    ]


def _line(planner: Planner, row: dict[str, str]) -> dict[str, Any]:
    trip = planner.route(row["from_place"], row["to_place"], modes=["rail"])
    route = trip.routes[0]
    return {
        "id": row["id"],
        "name": f"{_plain(trip.origin.name)}–{_plain(trip.destination.name)}",
        "opened_year": float(row["opened_year"]),
        "countries": ";".join(k for k, km in route.countries.items() if km),
        "gauges_mm": ";".join(dict.fromkeys(str(leg.gauge_mm) for leg in route.legs if leg.gauge_mm)),
        "length_km": round(route.distance_km, 1),
        **{name: row[name] for name in SOURCE},
        "geometry": _shape(trip),
    }


def _plain(name: str) -> str:
    return name.removesuffix(" station").strip()


def _shape(trip: Itinerary) -> shapely.Geometry:
    legs = [np.asarray(leg.coords, dtype=float) for leg in trip.routes[0].legs if len(leg.coords) > 1]
    return shapely.simplify(shapely.LineString(np.concatenate(legs)), SIMPLIFY_DEG)
