"""Sections of the road corridor as lines over the road network, from the table road_sections.csv.

A section is drawn through the way points of its column ``draw_through``: ``from`` and ``to`` are its own
ends, others are ``Name lon lat``. Sections without way points are wholes of other sections, or the
network has no road there; they are not drawn. The network joins far nodes by straight edges; at a
town of the form ``~Name lon lat`` such an edge is bent, for the eye alone::

    network     A ------------------------------ B       a straight edge that has the length of the road
    drawn       A --------- town --------------- B       the same length, bent at the town
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.data.tables import read_rows
from corridors.errors import Unreachable
from corridors.routing.planner import Planner
from scripts.builders.frame import Built, write_geoparquet
from scripts.builders.scgraph import DATA_DATE, scgraph_origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from corridors.model import Route
    from scripts.builders.frame import Sources

AFTER = ("network",)
SIMPLIFY_DEG = 0.0015
DECIMALS = 4
BEND = "~"
"""Begins a way point at which the line drawn is bent."""
BENDABLE_KM = 20.0
"""Straight steps shorter than this stay as they are."""
KEPT = [
    "corridor",
    "section",
    "from_place",
    "to_place",
    "country",
    "route_number",
    "road_class",
    "status",
    "source_title",
    "source_publisher",
    "source_date",
    "source_url",
    "confidence",
    "note",
]
FIELDS = {
    "published_length_km": "Length as the source gives it",
    "length_km": "Length of the way over the road network",
    "length_difference_pct": "How far the way is from the published length; empty where they are not of the same road",
    "largest_step_km": "Longest straight step of the line drawn: the road network is that coarse",
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write one line for each section that has way points."""
    del sources
    planner = Planner.load(out)
    drawn = [row for row in read_rows(out / "tables" / "road_sections.csv") if row["draw_through"]]
    rows = [_section(planner, row) for row in drawn]
    frame = gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs="EPSG:4326")
    return [
        Built(
            path=write_geoparquet(frame, out / "osm" / "road_corridor.parquet", DECIMALS),
            title="Western Europe–Western China and its feeder roads, by section",
            description="Each section of road_sections.csv that can be drawn: the shortest way over the main roads of "
            "OpenStreetMap through the section's way points. Where the network lacks the motorway it is the road "
            "beside it; wholes of other sections, and roads that the network has not, are left out.",
            origins=(scgraph_origin("world_highways"),),
            licence="ODbL-1.0",
            attribution="© OpenStreetMap contributors; lengths and years compiled by the corridors project from the "
            "sources named in each row; positions of towns: GeoNames (CC BY 4.0)",
            changes="Shortest ways over the conditioned network (REPAIRS.md), bent at the way points, simplified to "
            "0.0015°.",
            data_date=DATA_DATE,
            fields=FIELDS,
        )
    ]


def _section(planner: Planner, row: dict[str, str]) -> dict[str, Any]:
    words = row["draw_through"].split(";")
    stops = [_position(row, word) for word in words if not word.startswith(BEND)]
    towns = [_position(row, word) for word in words if word.startswith(BEND)]
    route = _route(planner, row["id"], stops)
    coords = _bent(_drawn(route), towns)
    length, published = round(route.distance_km, 1), float(row["value"] or "nan")
    comparable = (words[0], words[-1]) == ("from", "to")
    return {
        "id": row["id"],
        "name": f"{row['corridor']}: {row['section']}",
        **{name: row[name] for name in KEPT},
        "opened_year": float(row["opened_year"] or "nan"),
        "published_length_km": published,
        "length_km": length,
        "length_difference_pct": round((length / published - 1) * 100, 1) if comparable else np.nan,
        "largest_step_km": round(float(np.diff(geodesy.chainages_km(coords)).max()), 1),
        "geometry": shapely.simplify(shapely.LineString(coords), SIMPLIFY_DEG),
    }


def _position(row: dict[str, str], words: str) -> tuple[float, float]:
    if words in {"from", "to"}:
        return float(row[f"{words}_lon"]), float(row[f"{words}_lat"])
    *_, lon, lat = words.split()
    return float(lon), float(lat)


def _route(planner: Planner, name: str, stops: Sequence[tuple[float, float]]) -> Route:
    start, *via, end = [f"{lon},{lat}" for lon, lat in stops]
    try:
        return planner.route(start, end, via=via, modes=["road"]).routes[0]
    except Unreachable as fault:
        message = f"The section {name} of road_sections.csv cannot be drawn: {fault}"
        raise ValueError(message) from fault


def _drawn(route: Route) -> NDArray[np.float64]:
    legs = [np.asarray(leg.coords, dtype=float) for leg in route.legs if len(leg.coords) > 1]
    return np.concatenate(legs)


def _bent(coords: NDArray[np.float64], towns: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Return the line with each town put into the straight step that passes nearest to it."""
    line = coords
    for town in towns:
        steps = shapely.linestrings(np.stack([line[:-1], line[1:]], axis=1))
        at = int(np.argmin(shapely.distance(steps, shapely.Point(town))))
        if geodesy.length_km(line[at : at + 2]) > BENDABLE_KM:
            line = np.insert(line, at + 1, town, axis=0)
    return line
