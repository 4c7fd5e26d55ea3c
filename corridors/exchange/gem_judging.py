"""Whether the courses of a project may come in place of ours: all its rows are judged together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.ops import nearest_points

from corridors import geodesy
from corridors.exchange.reading import FailedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["Course", "Verdict", "judged"]

FAR_KM: Final = 150.0
"""A course that comes nowhere nearer to our line than this is another pipeline, or turned around."""
PARALLEL_KM: Final = 5.0
"""Strings of one pipeline lie this near to each other, drawn by different hands."""
PARALLEL_SHARE: Final = 0.8
WRONG_PCT: Final = 25.0
"""A course that misses the length by more is not whole, or too much."""
NOTED_PCT: Final = 10.0
CHORD_KM: Final = 100.0
NEVER: Final = frozenset({"cancelled", "canceled"})
UNBUILT: Final = frozenset({"proposed", "shelved", "announced", "discovered", "in development"})
BUILT: Final = frozenset({"operating", "idle", "out_of_use"})
NO_ROUTE: Final = frozenset({"no route", "none", "no mapped route"})
KM_PER_DEGREE: Final = 111.2


@dataclass(frozen=True, slots=True)
class Course:
    """A row's course, with what GEM says of it."""

    line: int
    project: str
    accuracy: str
    status: str
    shape: BaseGeometry
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The courses that come in place of ours, the rows that don't, and what must be known of those that do."""

    taken: tuple[Course, ...] = ()
    refused: tuple[FailedRow, ...] = ()
    warnings: tuple[str, ...] = ()


def judged(courses: Sequence[Course], ours: Any, *, force: bool = False) -> Verdict:
    """Judge all courses of one project against our pipeline.

    Parameters
    ----------
    courses
        Of the project.
    ours
        Our row: ``id``, ``status``, ``geometry``, ``length_km``, ``published_length_km``.
    force
        Whether a worse course is taken all the same; a cancelled one or one without a route never is.
    """
    refused = {c: reason for c in courses if (reason := _fault(c, str(ours["status"])))}
    near = _near([c for c in courses if c not in refused], ours["geometry"])
    for c in courses:
        if c not in refused and c not in near:
            refused[c] = _far(c, str(ours["id"]))
    single, twins = _without_strings(near)
    refused |= twins
    worse, warning = _worse(single, ours) if single else ("", "")
    if worse and not force:
        refused |= dict.fromkeys(single, f"{worse}; --force takes it all the same")
        single = []
    told = [text for text in (warning, f"{ours['id']}: {worse}" if worse else "") if text and single]
    rows = tuple(FailedRow(c.line, c.project, reason) for c, reason in refused.items())
    return Verdict(tuple(single), rows, tuple(told))


def _fault(course: Course, our_status: str) -> str:
    if course.status in NEVER:
        return f"the project or segment is {course.status}"
    if course.accuracy in NO_ROUTE:
        return f"its RouteAccuracy says {course.accuracy!r}: the line only joins the ends"
    if course.status in UNBUILT and our_status in BUILT:
        return f"it is {course.status}, and the pipeline is built"
    return ""


def _near(courses: Sequence[Course], ours: BaseGeometry) -> list[Course]:
    """Return the courses near to our line, or to one that is."""
    near = [c for c in courses if _gap_km(c.shape, ours) <= FAR_KM]
    left = [c for c in courses if c not in near]
    while more := [c for c in left if any(_gap_km(c.shape, n.shape) <= PARALLEL_KM for n in near)]:
        near += more
        left = [c for c in left if c not in more]
    return [c for c in courses if c in near]


def _gap_km(shape: BaseGeometry, ours: BaseGeometry) -> float:
    one, other = nearest_points(shape, ours)
    return float(geodesy.distance_km(one.x, one.y, other.x, other.y))


def _far(course: Course, key: str) -> str:
    return (
        f"the course of {course.project} lies more than {FAR_KM:g} km from {key}; look whether the project id is "
        "right and longitude comes first"
    )


def _without_strings(courses: Sequence[Course]) -> tuple[list[Course], dict[Course, str]]:
    """Part strings that run beside a longer one from the others; a pipeline of two strings isn't twice as long."""
    taken: list[Course] = []
    twins: dict[Course, str] = {}
    for course in sorted(courses, key=lambda c: -_flat(c.shape).length):
        twin = next((t for t in taken if _share_beside(course.shape, t.shape) >= PARALLEL_SHARE), None)
        if twin is None:
            taken.append(course)
        else:
            twins[course] = f"it runs beside the course of row {twin.line}, which counts once"
    return [c for c in courses if c in taken], twins


def _share_beside(shape: BaseGeometry, longer: BaseGeometry) -> float:
    flat, other = _flat(shape), _flat(longer)
    return float(flat.intersection(other.buffer(PARALLEL_KM)).length / flat.length) if flat.length else 1.0


def _flat(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape in kilometres, true enough for what lies beside what; each point at the scale of its latitude."""
    return shapely.transform(
        shape,
        lambda xy: np.column_stack([xy[:, 0] * np.cos(np.radians(xy[:, 1])), xy[:, 1]]) * KM_PER_DEGREE,
    )


def _worse(courses: Sequence[Course], ours: Any) -> tuple[str, str]:
    """Say in what the courses together are worse than ours, and what must be known of them; each may be empty."""
    parts = [np.asarray(part.coords) for c in courses for part in shapely.get_parts(c.shape)]
    length_km = sum(geodesy.length_km(part) for part in parts)
    published = float(ours["published_length_km"])
    stated = published if published > 0 else float(ours["length_km"])
    off, our_off = (round((km / stated - 1) * 100, 1) for km in (length_km, float(ours["length_km"])))
    what = f"{stated:.0f} km {'published' if published > 0 else 'of our course'}"
    words = (
        f"the course is {length_km:.0f} km long, {abs(off):g} % {'less' if off < 0 else 'more'} than the {what}"
        + (f" (ours {our_off:+g} %)" if published > 0 else "")
    )
    if all(len(part) == 2 for part in parts) and length_km > CHORD_KM * len(parts):  # noqa: PLR2004 - two ends
        return f"the course is but straight between its ends, {length_km:.0f} km", ""
    if abs(off) > max(WRONG_PCT, abs(our_off)):
        return words, ""
    return "", f"{ours['id']}: {words}" if abs(off) > max(NOTED_PCT, abs(our_off)) else ""
