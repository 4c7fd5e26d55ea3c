"""Courses of pipelines from elsewhere, such as a user's own file, laid under our named points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from corridors import geodesy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from corridors.model import Source
    from corridors.pipelines.lines import Line
    from corridors.pipelines.values import Coords

__all__ = ["Courses", "laid"]


@dataclass(frozen=True, eq=False)
class Courses:
    """Courses by id of pipeline, with the source of each."""

    shapes: Mapping[str, shapely.Geometry]
    sources: Mapping[str, Source]


def laid(lines: Iterable[Line], courses: Courses) -> tuple[Line, ...]:
    """Return the pipelines, those that have a course among these along it.

    Of strings that share a trench the first that has a course gives it to all. The named points stay where
    they are; how far along the pipeline each lies is read off the course.

    Parameters
    ----------
    lines
        The pipelines.
    courses
        What comes in the place of ours.
    """
    return tuple(_laid(line, courses) for line in lines)


def _laid(line: Line, courses: Courses) -> Line:
    known = next((key for key in line.strings if key in courses.shapes), None)
    if known is None:
        return line
    coords = _in_order(courses.shapes[known], line.coords)
    course = tuple((float(lon), float(lat)) for lon, lat in coords)
    source = courses.sources.get(known)
    return replace(line, course=course, sources=(*line.sources, *([source] if source else [])))


def _in_order(shape: shapely.Geometry, ours: Coords) -> NDArray[np.float64]:
    """Return one line of a course's parts, each turned and put as our line runs."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(shape)]

    def along(point: NDArray[np.float64]) -> float:
        return geodesy.nearest_on_line(ours, float(point[0]), float(point[1]))[0]

    turned = [part if along(part[0]) <= along(part[-1]) else part[::-1] for part in parts if len(part) > 1]
    return np.concatenate(sorted(turned, key=lambda part: along(part[0]) + along(part[-1])))
