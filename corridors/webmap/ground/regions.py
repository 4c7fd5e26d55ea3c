"""Lines between the provinces and regions of a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["region_lines"]


def region_lines(frames: Iterable[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return the lines between regions, without the outer boundary of the country."""
    lines = []
    for frame in frames:
        shapes = frame.geometry.to_numpy()
        edges = shapely.union_all(shapely.boundary(shapes))
        outer = shapely.boundary(shapely.union_all(shapes))
        lines.append(shapely.difference(edges, shapely.buffer(outer, 0.03)))
    merged = [line for line in lines if not line.is_empty]
    return gpd.GeoDataFrame(geometry=merged, crs="EPSG:4326")
