"""Geometry as short text: quantised, delta-coded, five bits a character.

The map's script reads it back (``static/geometry.js``, ``decode``); a line of n points costs about
3n characters instead of 16n as JSON numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["decode_line", "encode_line", "encode_lines", "line_parts", "ring_parts", "tiled"]

_CHUNK, _MORE, _FIRST = 5, 0x20, 63
_SHORT = 40
_OVERLAP = 0.01


def encode_line(coords: ArrayLike, digits: int = 3) -> str:
    """Encode a line of (lon, lat) degrees, rounded to so many decimals, as printable text.

    Examples
    --------
    >>> decode_line(encode_line([(80.25, 44.1), (80.26, 44.2)])).tolist()
    [[80.25, 44.1], [80.26, 44.2]]
    """
    grid = np.rint(np.asarray(coords, dtype=float)[:, :2] * 10**digits).astype(np.int64)
    moved = (grid[1:] != grid[:-1]).any(axis=1)
    kept = np.concatenate([grid[:1], grid[1:][moved]]) if moved.any() else grid[[0, -1]]
    steps = np.diff(kept, axis=0, prepend=0).ravel()
    zigzag = np.where(steps < 0, ~(steps << 1), steps << 1)
    return _characters(zigzag) if len(zigzag) > _SHORT else "".join(map(_letters, zigzag.tolist()))


def _letters(value: int) -> str:
    text = ""
    while value >= _MORE:
        text += chr((value & (_MORE - 1) | _MORE) + _FIRST)
        value >>= _CHUNK
    return text + chr(value + _FIRST)


def _characters(values: NDArray[np.int64]) -> str:
    """Write each value as groups of five bits, lowest first, all but the last marked."""
    columns = []
    rest, alive = values.copy(), np.ones(len(values), dtype=bool)
    while alive.any():
        more = rest >= _MORE
        group = np.where(more, (rest & (_MORE - 1)) | _MORE, rest) + _FIRST
        columns.append(np.where(alive, group, 0))
        alive, rest = alive & more, rest >> _CHUNK
    table = np.stack(columns, axis=1).ravel() if columns else np.zeros(0, dtype=np.int64)
    return table[table > 0].astype(np.uint8).tobytes().decode("ascii")


def decode_line(text: str, digits: int = 3) -> NDArray[np.float64]:
    """Read an encoded line back as (n, 2) degrees, as the map's script does."""
    values: list[int] = []
    value = shift = 0
    for character in text:
        group = ord(character) - _FIRST
        value |= (group & (_MORE - 1)) << shift
        shift += _CHUNK
        if group < _MORE:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return np.asarray(np.cumsum(np.array(values).reshape(-1, 2), axis=0) / 10**digits)


def line_parts(geometries: Iterable[shapely.Geometry]) -> list[NDArray[np.float64]]:
    """Return the coordinates of every line in the geometries, multi-lines taken apart."""
    parts = shapely.get_parts(np.asarray(list(geometries), dtype=object))
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return [shapely.get_coordinates(x) for x in lines if not x.is_empty]


def ring_parts(geometries: Iterable[shapely.Geometry]) -> list[list[NDArray[np.float64]]]:
    """Return each polygon as its rings: the outer one, then the holes."""
    parts = shapely.get_parts(np.asarray(list(geometries), dtype=object))
    areas = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return [
        [shapely.get_coordinates(r) for r in (p.exterior, *p.interiors)] for p in areas if not p.is_empty
    ]


def encode_lines(lines: Iterable[ArrayLike], digits: int = 3) -> list[str]:
    """Encode many lines."""
    return [encode_line(line, digits) for line in lines]


def tiled(
    geometries: Sequence[shapely.Geometry], bounds: tuple[float, float, float, float], step_deg: float
) -> list[shapely.Geometry]:
    """Cut geometries on a grid, so that a map draws only the cells in sight.

    Parameters
    ----------
    geometries
        Lines or polygons; cells of polygons overlap a little, so that no seam shows.
    bounds
        West, south, east, north; what lies outside is dropped.
    step_deg
        Size of a cell in degrees.
    """
    tree = shapely.STRtree(geometries)
    west, south, east, north = bounds
    pieces: list[shapely.Geometry] = []
    for x in np.arange(west, east, step_deg):
        for y in np.arange(south, north, step_deg):
            cell = shapely.box(x, y, x + step_deg, y + step_deg)
            for i in tree.query(cell, predicate="intersects"):
                pieces.append(_clip(geometries[i], x, y, step_deg))  # noqa: PERF401 - three loops deep
    return [p for p in pieces if not shapely.is_empty(p)]


def _clip(geometry: shapely.Geometry, x: float, y: float, step_deg: float) -> shapely.Geometry:
    extra = _OVERLAP if shapely.get_dimensions(geometry) > 1 else 0.0
    return shapely.clip_by_rect(geometry, x - extra, y - extra, x + step_deg + extra, y + step_deg + extra)
