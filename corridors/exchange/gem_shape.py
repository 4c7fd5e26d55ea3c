"""Courses of a file of pipelines as shapes: in which system and which way round their coordinates are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from corridors.errors import BadInput, BadTable
from corridors.model import on_globe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Row = Mapping[str, Any]
    Turn = Callable[[NDArray[np.float64]], NDArray[np.float64]]

__all__ = ["fault_of", "lies_on_globe", "shape_of", "swapped", "system", "turn_of", "turn_of_file"]

TWO: Final = 2
MERCATOR_M: Final = 20_037_509.0
"""Web Mercator reaches this far from its origin."""
_WKT: Final = ("wktformat", "wkt", "geometry")
_LINES: Final = frozenset({"LineString", "MultiLineString"})


def system(text: str) -> CRS:
    """Return the coordinate system that a user names.

    Raises
    ------
    BadInput
        It is not known.
    """
    try:
        return CRS.from_user_input(text)
    except CRSError as fault:
        raise BadInput(
            f"{text[:60]!r} is no coordinate system that is known; give a code such as EPSG:3857 or EPSG:4326."
        ) from fault


def turn_of_file(member: Any, name: str) -> Turn | None:
    """Return what turns (n, 2) coordinates of a GeoJSON into lon, lat; nothing where they are that already.

    Parameters
    ----------
    member
        The file's member ``crs``.
    name
        Of the file, for a message.

    Raises
    ------
    BadTable
        The system is not known.
    """
    if not member:
        return None
    stated = (member.get("properties") or {}).get("name", "") if isinstance(member, dict) else member
    try:
        return turn_of(CRS.from_user_input(stated))
    except CRSError as fault:
        raise BadTable(
            f"{name} is in the coordinate system {str(stated)[:60]!r}, which is not known. Save it in WGS 84 with: "
            f"ogr2ogr -t_srs EPSG:4326 new.geojson {name}"
        ) from fault


def turn_of(crs: CRS) -> Turn | None:
    """Return what turns (n, 2) coordinates into lon, lat; nothing where they are that already."""
    if crs.equals(CRS.from_epsg(4326), ignore_axis_order=True):
        return None
    turn = Transformer.from_crs(crs, 4326, always_xy=True)
    return lambda xy: np.column_stack(turn.transform(xy[:, 0], xy[:, 1]))


def shape_of(row: Row, turn: Turn | None) -> BaseGeometry | None:
    """Read a course from GeoJSON, WKT or GEM's own list of points; None when there is none."""
    for column in _WKT:
        text = str(row.get(column) or "").strip()
        if text:
            read = shapely.from_geojson if text.startswith("{") else shapely.from_wkt
            shape = shapely.force_2d(read(text))
            return shapely.transform(shape, turn) if turn else shape
    route = str(row.get("route") or "").strip()
    parts = [[_lon_lat(pair) for pair in part.split(":") if pair.strip()] for part in route.split(";")]
    lines = [part for part in parts if len(part) >= TWO]
    return shapely.MultiLineString(lines) if lines else None


def _lon_lat(pair: str) -> tuple[float, float]:
    lat, lon = pair.split(",")
    return float(lon), float(lat)


def swapped(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with its two coordinates exchanged."""
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


def lies_on_globe(shape: BaseGeometry) -> bool:
    """Tell whether all coordinates are degrees, longitude first."""
    west, south, east, north = shape.bounds
    return on_globe(west, south) and on_globe(east, north)


def fault_of(shape: BaseGeometry) -> str:
    """Say why a course cannot stand for a pipeline, or nothing."""
    if shape.geom_type not in _LINES:
        return f"its course is a {shape.geom_type}; a line is needed"
    if not lies_on_globe(shape) and not lies_on_globe(swapped(shape)):
        return _off_the_globe(shape)
    return "" if shape.length > 0 else "its course has no length"


def _off_the_globe(shape: BaseGeometry) -> str:
    x, y = shapely.get_coordinates(shape)[0].tolist()
    said = f"its course leaves the globe: its coordinates, such as {x:.6g}, {y:.6g}, are no degrees, longitude first"
    if np.abs(shape.bounds).max() > MERCATOR_M:
        return f"{said}; name their system with --crs, such as --crs EPSG:32642"
    turn = turn_of(CRS.from_epsg(3857))
    lon, lat = turn(np.array([[x, y]]))[0].tolist() if turn else (0.0, 0.0)
    return (
        f"{said}, and the file states no other system; they look like Web Mercator, in which that is {lon:.2f}° E, "
        f"{lat:.2f}° N: --crs EPSG:3857 reads them so, or name another system in the same way"
    )
