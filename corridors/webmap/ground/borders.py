"""Borders of the ground: small-scale lines with a well-known piece put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.ops import substring

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["with_piece"]


def with_piece(borders: NDArray[np.object_], piece: shapely.LineString) -> NDArray[np.object_]:
    """Return the borders with a better known piece in the place of what the nearest one has there.

    Parameters
    ----------
    borders
        Boundary lines; they stay as they are.
    piece
        The same border between two points on it or near it.
    """
    ends = np.asarray(shapely.points(shapely.get_coordinates(piece)[[0, -1]]))
    nearest = int(np.argmin(shapely.distance(borders, ends[0]) + shapely.distance(borders, ends[1])))
    line = shapely.line_merge(borders[nearest])
    if not isinstance(line, shapely.LineString):
        return borders
    start, end = (float(line.project(point)) for point in ends)
    parts = (
        substring(line, 0, min(start, end)),
        piece if start <= end else shapely.reverse(piece),
        substring(line, max(start, end), line.length),
    )
    shapes = borders.copy()
    shapes[nearest] = shapely.LineString(np.concatenate([shapely.get_coordinates(p) for p in parts]))
    return shapes
