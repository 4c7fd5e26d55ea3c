"""What is known of the ground at Horgos: the border, the tracks, the roads and how far sites reach."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from shapely.ops import split

from corridors import geodesy
from corridors.data import layers
from corridors.data.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corridors.data.ledger import Ledger

__all__ = ["KINDS", "NEAR", "border", "extents", "ground", "roads", "tracks"]

NEAR = (79.95, 43.95, 80.9, 44.5)
"""West, south, east, north of what the close-up shows."""
KINDS = ("border", "area", "track", "road")
EXACT_KM = 2.0
"""A site whose position is no better than this is not given an outline."""
ROUNDS = 4
CENTRE, PARTS = "icbc", ("icbc-china", "icbc-kazakhstan")
SOURCE = ("source_title", "source_publisher", "source_date", "source_url", "confidence")
COLUMNS = ("id", "kind", "name", "gauge_mm", "opened_year", "position", *SOURCE, "geometry")
COPYRIGHT = "https://www.openstreetmap.org/copyright"
BORDER_SOURCE = (
    "OpenStreetMap boundaries as packaged in timezonefinder-data 3.2026.3.post1",
    "OpenStreetMap contributors (ODbL)",
    "2026",
    COPYRIGHT,
    "high",
)
RAIL_SOURCE = (
    "OpenStreetMap rail network as packaged in scgraph_data 2.0.0",
    "OpenStreetMap contributors (ODbL)",
    "2024-02-26",
    COPYRIGHT,
    "high",
)
ROAD_SOURCE = (
    "OpenStreetMap road network as packaged in scgraph_data 2.0.0",
    "OpenStreetMap contributors (ODbL)",
    "2024-02-26",
    COPYRIGHT,
    "medium",
)


def border(ledger: Ledger) -> shapely.LineString | None:
    """Return the border along the river Khorgos, northwards; None where it is not shipped."""
    if "horgos_border" not in ledger.resources:
        return None
    rows = read_rows(ledger.path("horgos_border"))
    return shapely.LineString([(float(row["lon"]), float(row["lat"])) for row in rows])


def tracks(ledger: Ledger) -> dict[tuple[int, int], shapely.Geometry]:
    """Return the tracks near Horgos by gauge in mm and year of opening; track of two gauges is under both.

    The year is 0 where it is not known.
    """
    if "rail_lines" not in ledger.resources:
        return {}
    lines = layers.load("rail_lines", ledger=ledger).clip(NEAR)
    lines = lines[lines["status"] == "open"].fillna({"opened_year": 0})
    return {
        (int(mm), int(year)): shapely.line_merge(shapely.union_all(same.geometry.to_numpy()))
        for (mm, year), same in lines.groupby(["gauge_mm", "opened_year"])
    }


def roads(ledger: Ledger) -> list[dict[str, str]]:
    """Return the roads, each with its ``points``."""
    known = "horgos_roads" in ledger.resources
    return read_rows(ledger.path("horgos_roads")) if known else []


def extents(sites: Iterable[Mapping[str, str]], line: shapely.LineString) -> dict[str, shapely.Polygon]:
    """Outline the sites whose position is good and whose area is known: true area, round shape.

    The two parts of the centre that lies across the border are a half of a disc each, on their own side.

    Parameters
    ----------
    sites
        Rows of ``horgos_sites``.
    line
        The border.
    """
    rows = {row["id"]: row for row in sites}
    found = {}
    for key, row in rows.items():
        if not row["area_km2"] or row["kind"] == "town" or float(row["position_accuracy_km"]) > EXACT_KM:
            continue
        area, at = float(row["area_km2"]), (float(row["lon"]), float(row["lat"]))
        if key in PARTS and CENTRE in rows:
            middle = (float(rows[CENTRE]["lon"]), float(rows[CENTRE]["lat"]))
            found[key] = _half(middle, area, line, at)
        elif key != CENTRE:
            found[key] = _disc(at, area)
    return found


def _disc(at: tuple[float, float], area_km2: float) -> shapely.Polygon:
    west, south, east, north = geodesy.box_around(*at, math.sqrt(area_km2 / math.pi))
    turn = np.linspace(0, 2 * math.pi, 73)[:-1]
    x, y = at[0] + (east - west) / 2 * np.cos(turn), at[1] + (north - south) / 2 * np.sin(turn)
    return shapely.Polygon(np.column_stack([x, y]))


def _half(
    middle: tuple[float, float], area_km2: float, line: shapely.LineString, at: tuple[float, float]
) -> shapely.Polygon:
    """Return the part of a disc that lies on one side of the border, as large as is said."""
    whole = 2 * area_km2
    for _ in range(ROUNDS):
        halves = split(_disc(middle, whole), line).geoms
        half = min(halves, key=lambda side: float(shapely.distance(side, shapely.Point(at))))
        whole *= area_km2 / geodesy.area_km2(shapely.get_coordinates(half))
    return shapely.Polygon(shapely.get_coordinates(half))


def ground(ledger: Ledger, kinds: Iterable[str] = KINDS) -> gpd.GeoDataFrame:
    """Return all of it as one frame of lines in EPSG:4326.

    Parameters
    ----------
    ledger
        Where the data lie.
    kinds
        Those wanted of ``KINDS``.
    """
    make = {"border": _border_rows, "area": _outlines, "track": _track_rows, "road": _road_rows}
    rows = [row for kind in kinds for row in make[kind](ledger)]
    return gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=layers.CRS)


def _border_rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    line = border(ledger)
    if line is not None:
        said = "boundary of OpenStreetMap, along the river Khorgos"
        yield "horgos-border", "border", "", 0, 0, said, *BORDER_SOURCE, line


def _track_rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    said = "railway of OpenStreetMap, points rounded to 0.001°"
    for (mm, year), shape in tracks(ledger).items():
        yield f"horgos-track-{mm}-{year}", "track", "", mm, year, said, *RAIL_SOURCE, shape


def _road_rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    for row in roads(ledger):
        shape = shapely.LineString([tuple(map(float, point.split())) for point in row["points"].split(";")])
        year = int(row["opened_year"] or 0)
        yield row["id"], "road", row["name"], 0, year, row["position_source"], *ROAD_SOURCE, shape


def _outlines(ledger: Ledger) -> list[tuple[object, ...]]:
    line = border(ledger)
    if line is None:
        return []
    sites = read_rows(ledger.path("horgos_sites")) if "horgos_sites" in ledger.resources else []
    shapes, said = extents(sites, line), "true to area; the shape is not known"
    return [
        (
            f"horgos-area-{row['id']}", "area", row["name"], 0, int(row["opened_year"] or 0), said,
            *(row[name] for name in SOURCE), shapely.boundary(shapes[row["id"]]),
        )
        for row in sites
        if row["id"] in shapes
    ]  # fmt: skip
