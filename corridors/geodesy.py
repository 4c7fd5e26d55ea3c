"""The only place that measures: lengths, bearings, nearest points, densifying.

Everything is on the WGS 84 ellipsoid; coordinates are (lon, lat) degrees, lengths km.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from pyproj import Geod

from corridors.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "area_km2",
    "bearing_deg",
    "box_around",
    "chainages_km",
    "cut_line",
    "densify",
    "distance_km",
    "from_plane_km",
    "gap_km",
    "interpolate",
    "length_km",
    "nearest_on_line",
    "on_sphere",
    "rough_km",
    "split_at_antimeridian",
    "to_plane_km",
]

EARTH_KM: Final = 6371.0
MEAN_KM_PER_DEGREE: Final = 111.2
KM_PER_DEGREE: Final = 110.5  # the shortest degree of latitude, nearly
MAX_LAT: Final = 89.9

GEOD = Geod(ellps="WGS84")
MIN_POINTS = 2


def _line(coords: ArrayLike) -> NDArray[np.float64]:
    line = np.asarray(coords, dtype=float)
    if line.ndim != MIN_POINTS or line.shape[1] != MIN_POINTS or len(line) < MIN_POINTS:
        message = f"A line is two or more (lon, lat) pairs; got an array of shape {line.shape}."
        raise BadInput(message)
    return line


def distance_km(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> NDArray[np.float64]:
    """Measure geodesic distances in km, element by element.

    Parameters
    ----------
    lon1, lat1, lon2, lat2
        Degrees; arrays broadcast against one another.

    Returns
    -------
        km, in the broadcast shape.
    """
    flat = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (lon1, lat1, lon2, lat2)))
    a, b, c, d = (np.array(x).ravel() for x in flat)
    _, _, metres = GEOD.inv(a, b, c, d)
    return np.asarray(metres).reshape(flat[0].shape) / 1000.0


def box_around(lon: float, lat: float, reach_km: float) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a box that reaches at least so far on every side."""
    north = reach_km / KM_PER_DEGREE
    east = north / max(0.01, float(np.cos(np.radians(min(abs(lat) + north, MAX_LAT)))))
    return lon - east, lat - north, lon + east, lat + north


def rough_km(lon1: ArrayLike, lat1: ArrayLike, lon2: float, lat2: float) -> NDArray[np.float64]:
    """Return flat distances, good for telling which of many positions are near; measure those then."""
    off = (np.asarray(lon1, dtype=float) - lon2 + 180.0) % 360.0 - 180.0
    return np.asarray(
        np.hypot(off * np.cos(np.radians(lat2)), np.asarray(lat1, dtype=float) - lat2) * KM_PER_DEGREE
    )


def on_sphere(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
    """Return positions as (n, 3) points of a ball, km, to find what lies near; measure it afterwards."""
    east, north = np.radians(lon), np.radians(lat)
    unit = np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
    return np.asarray(unit * EARTH_KM)


def to_plane_km(coords: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay (n, 2) lon, lat flat, km, each point at the scale of its latitude: true enough for what lies beside what."""
    lon, lat = coords[:, 0], coords[:, 1]
    return np.column_stack([lon * np.cos(np.radians(lat)), lat]) * MEAN_KM_PER_DEGREE


def from_plane_km(flat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lon, lat that :func:`to_plane_km` laid flat."""
    lat = flat[:, 1] / MEAN_KM_PER_DEGREE
    return np.column_stack([flat[:, 0] / MEAN_KM_PER_DEGREE / np.cos(np.radians(lat)), lat])


def bearing_deg(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the forward azimuth at the first point, degrees clockwise from north, 0…360."""
    return float(bearings_deg(lon1, lat1, lon2, lat2))


def bearings_deg(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> NDArray[np.float64]:
    """Return :func:`bearing_deg` of many pairs of points, shape (n,)."""
    azimuth, _, _ = GEOD.inv(lon1, lat1, lon2, lat2)
    return np.asarray(azimuth, dtype=np.float64) % 360.0


def turn_deg(coming: ArrayLike, going: ArrayLike) -> NDArray[np.float64]:
    """Return by how much a way turns that comes and goes on with these bearings, 0…180."""
    off = (
        np.asarray(going, dtype=np.float64) - np.asarray(coming, dtype=np.float64) + 180.0
    ) % 360.0 - 180.0
    return np.asarray(np.abs(off))


def chainages_km(coords: ArrayLike) -> NDArray[np.float64]:
    """Measure the running geodesic length at each vertex, km, shape (n,), first is 0."""
    line = _line(coords)
    steps = distance_km(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    return np.concatenate([[0.0], np.cumsum(steps)])


def length_km(coords: ArrayLike) -> float:
    """Measure the geodesic length of a line in km."""
    return float(chainages_km(coords)[-1])


def area_km2(ring: ArrayLike) -> float:
    """Measure the geodesic area inside a ring of (lon, lat) in km², whichever way it turns."""
    line = _line(ring)
    area, _ = GEOD.polygon_area_perimeter(line[:, 0], line[:, 1])
    return abs(float(area)) / 1e6


def interpolate(coords: ArrayLike, fraction: float) -> tuple[float, float]:
    """Return the (lon, lat) at a fraction 0…1 of a line's geodesic length."""
    line, at = _line(coords), chainages_km(coords)
    target = np.clip(fraction, 0.0, 1.0) * at[-1]
    return float(np.interp(target, at, line[:, 0])), float(np.interp(target, at, line[:, 1]))


def cut_line(coords: ArrayLike, start: float, end: float) -> NDArray[np.float64]:
    """Return the part of a line between two fractions of its length.

    Parameters
    ----------
    coords
        (n, 2) degrees.
    start, end
        Fractions 0…1; when ``start`` is the larger the part comes back reversed.

    Returns
    -------
        (m, 2) degrees, m ≥ 2.
    """
    if start > end:
        return cut_line(coords, end, start)[::-1]
    line, at = _line(coords), chainages_km(coords)
    inner = line[(at > start * at[-1]) & (at < end * at[-1])]
    return np.vstack([interpolate(line, start), inner, interpolate(line, end)])


def nearest_on_line(coords: ArrayLike, lon: float, lat: float) -> tuple[float, float]:
    """Find the point of a line nearest to a position.

    Parameters
    ----------
    coords
        (n, 2) degrees.
    lon, lat
        The position, degrees.

    Returns
    -------
        Fraction of the line's length 0…1, and the distance to it in km.
    """
    line, at = _line(coords), chainages_km(coords)
    i, t = _foot(line, lon, lat)
    where = (at[i] + t * (at[i + 1] - at[i])) / max(at[-1], 1e-12)
    return float(where), gap_km(line, lon, lat)


def gap_km(coords: ArrayLike, lon: float, lat: float) -> float:
    """Measure how far a position lies from a line, km."""
    line = _line(coords)
    i, t = _foot(line, lon, lat)
    nearest = line[i] + t * (line[i + 1] - line[i])
    return float(distance_km(lon, lat, nearest[0], nearest[1]))


def _foot(line: NDArray[np.float64], lon: float, lat: float) -> tuple[int, float]:
    """Return the segment of a line that is nearest to a position, and the nearest point's share of it."""
    flat = (line - (lon, lat)) * (np.cos(np.radians(lat)), 1.0)
    step = np.diff(flat, axis=0)
    norm = np.maximum((step**2).sum(axis=1), 1e-18)
    t = np.clip(-(flat[:-1] * step).sum(axis=1) / norm, 0.0, 1.0)
    foot = flat[:-1] + t[:, None] * step
    i = int((foot**2).sum(axis=1).argmin())
    return i, float(t[i])


def densify(coords: ArrayLike, step_km: float) -> NDArray[np.float64]:
    """Add vertices along the geodesic so that no step is longer than ``step_km``."""
    line = _line(coords)
    parts: list[NDArray[np.float64]] = []
    for (lon1, lat1), (lon2, lat2) in pairwise(line):
        pieces = max(1, int(np.ceil(distance_km(lon1, lat1, lon2, lat2) / step_km)))
        between = GEOD.npts(lon1, lat1, lon2, lat2, pieces - 1) if pieces > 1 else []
        parts.append(np.array([(lon1, lat1), *between]))
    return np.vstack([*parts, line[-1:]])


def split_at_antimeridian(coords: ArrayLike) -> Sequence[NDArray[np.float64]]:
    """Split a line wherever it steps over ±180° so that each part can be drawn."""
    line = _line(coords)
    jumps = np.flatnonzero(np.abs(np.diff(line[:, 0])) > 180.0)  # noqa: PLR2004 - half the globe
    if not len(jumps):
        return [line]
    j = int(jumps[0])
    a, b = line[j], line[j + 1]
    side = float(np.sign(a[0])) * 180.0
    share = (side - a[0]) / ((b[0] + 2 * side) - a[0])
    lat = a[1] + share * (b[1] - a[1])
    rest = np.vstack([[-side, lat], line[j + 1 :]])
    return [np.vstack([line[: j + 1], [side, lat]]), *split_at_antimeridian(rest)]
