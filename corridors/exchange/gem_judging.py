"""Whether the courses of a project may come in place of ours: all its rows are judged together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.ops import nearest_points

from corridors import geodesy
from corridors.exchange.gem_shape import lies_on_globe, swapped
from corridors.exchange.reading import FailedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["Course", "Verdict", "judged", "status_of"]

FAR_KM: Final = 150.0
"""A course that comes nowhere nearer to our line than this is another pipeline, or turned around."""
PARALLEL_KM: Final = 5.0
"""Strings of one pipeline lie this near to each other, drawn by different hands."""
PARALLEL_SHARE: Final = 0.8
MEETING_KM: Final = 20.0
HALF: Final = 0.5
GOOD_PCT: Final = 3.0
"""A course that misses the published length by no more is as good as any."""
SHORT_PCT: Final = 10.0
"""Where no length is published: what is shorter than our line, which cuts its bends, by more lacks a part."""
LONG_PCT: Final = 25.0
"""Where no length is published: a line through all bends is longer than ours, but not by more."""
CHORD_KM: Final = 100.0
BUILT: Final = ("operating", "construction")
"""GEM's statuses whose course stands for any pipeline."""
OF_THE_SAME: Final = {
    "idle": ("idle", "mothballed"),
    "out_of_use": ("idle", "mothballed", "retired"),
    "planned": ("proposed",),
    "shelved": ("proposed", "shelved"),
}
"""By our status those of GEM that say the same of it: their course stands for such a pipeline, too."""
SYNONYMS: Final = {
    "under construction": "construction",
    "in construction": "construction",
    "in operation": "operating",
    "in service": "operating",
    "operational": "operating",
    "active": "operating",
    "canceled": "cancelled",
    "announced": "proposed",
    "planned": "proposed",
    "in development": "proposed",
    "decommissioned": "retired",
    "abandoned": "retired",
}
TURNED: Final = (
    "it has latitude before longitude, and longitude comes first: turned round it lies at our line; "
    "--force takes it turned round"
)
NO_ROUTE: Final = ("no route", "none", "no mapped route")


@dataclass(frozen=True, slots=True)
class Course:
    """A row's course, with what GEM says of it."""

    line: int
    project: str
    accuracy: str
    status: str
    shape: BaseGeometry
    licence: str = ""
    turned: bool = False
    """Whether its coordinates were exchanged, for the file has latitude first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The courses that come in place of ours, the rows that don't, and what must be known of those that do."""

    taken: tuple[Course, ...] = ()
    shape: BaseGeometry | None = None
    """The course of all of them, each string once."""
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
        Whether a worse course is taken all the same; one of another status or without a route never is.
    """
    courses = [_right_way_round(c, ours["geometry"]) for c in courses]
    refused = {c: reason for c in courses if (reason := _fault(c, str(ours["status"])))}
    near = _near([c for c in courses if c not in refused], ours["geometry"])
    for c in courses:
        if c not in refused and c not in near:
            refused[c] = _far(c, str(ours["id"]))
        elif c.turned and c in near and not force:
            refused[c] = TURNED
    near = [c for c in near if c not in refused]
    pieces, beside = _without_strings([c.shape for c in near])
    for c in near:
        if _mostly(c.shape, beside):
            refused[c] = "it runs beside another course of the project, which counts once"
    taken = [c for c in near if c not in refused]
    worse, warning = _worse(pieces, ours) if taken else ("", "")
    if worse and not force:
        refused |= dict.fromkeys(taken, f"{worse}; --force takes it all the same")
        taken = []
    round_ = (
        f"{ours['id']}: the file has latitude before longitude; its course was read the right way round"
    )
    told = [
        text
        for text in (
            round_ * any(c.turned for c in taken),
            warning,
            f"{ours['id']}: {worse}" if worse else "",
        )
        if text and taken
    ]
    rows = tuple(FailedRow(c.line, c.project, reason) for c, reason in refused.items())
    return Verdict(tuple(taken), shapely.MultiLineString(pieces), rows, tuple(told))


def status_of(text: str) -> str:
    """Return GEM's word for a status, without what it adds: ``cancelled - inferred 4 y``."""
    word = " ".join(text.casefold().partition(" - ")[0].replace("_", " ").split())
    return SYNONYMS.get(word, word)


def _fault(course: Course, our_status: str) -> str:
    same = OF_THE_SAME.get(our_status, ())
    if course.status and course.status not in {*BUILT, *same}:
        ours = our_status.replace("_", " ")
        taken = ", ".join(dict.fromkeys((*BUILT, *same)))
        return f"its status is {course.status}, and ours is {ours}: only a course of these comes in its place: {taken}"
    if course.accuracy.startswith(NO_ROUTE):
        return f"the file says {course.accuracy!r} of it: the line only joins the ends"
    return ""


def _right_way_round(course: Course, ours: BaseGeometry) -> Course:
    """Return a course with its coordinates exchanged where it lies at our line so, and only so."""
    if lies_on_globe(course.shape) and _gap_km(course.shape, ours) <= FAR_KM:
        return course
    other = swapped(course.shape)
    if lies_on_globe(other) and _gap_km(other, ours) <= FAR_KM:
        return replace(course, shape=other, turned=True)
    return course


def _near(courses: Sequence[Course], ours: BaseGeometry) -> list[Course]:
    """Return the courses near to our line, or to one that is."""
    near = [c for c in courses if lies_on_globe(c.shape) and _gap_km(c.shape, ours) <= FAR_KM]
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


def _without_strings(shapes: Sequence[BaseGeometry]) -> tuple[list[Any], list[Any]]:
    """Part what runs beside a longer line from the rest; a pipeline of two strings isn't twice as long.

    Rows that go on where another ends are one line first, so that short ones aren't taken for strings.
    """
    parts = [part for shape in shapes for part in shapely.get_parts(shape)]
    lines = list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(parts)))) if parts else []
    taken: list[BaseGeometry] = []
    beside: list[BaseGeometry] = []
    covered: BaseGeometry = shapely.Polygon()
    for line in sorted(lines, key=lambda shape: -_flat(shape).length):
        flat = _flat(line)
        rest = flat.difference(covered)
        if rest.length <= (1 - PARALLEL_SHARE) * flat.length:
            beside.append(line)
            continue
        short = flat.length - rest.length < MEETING_KM  # where it meets the other line
        taken += [line] if short else list(map(_unflat, shapely.get_parts(rest)))
        covered = covered.union(flat.buffer(PARALLEL_KM))
    return taken, beside


def _mostly(shape: BaseGeometry, others: Sequence[BaseGeometry]) -> bool:
    """Tell whether a row's course is of lines that were left out."""
    return sum(shape.intersection(line).length for line in others) > HALF * shape.length


def _flat(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, geodesy.to_plane_km)


def _unflat(flat: BaseGeometry) -> BaseGeometry:
    return shapely.transform(flat, geodesy.from_plane_km)


def _worse(pieces: Sequence[BaseGeometry], ours: Any) -> tuple[str, str]:
    """Say in what the courses together are worse than ours, and what must be known of them; each may be empty."""
    parts = [np.asarray(piece.coords) for piece in pieces]
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
    most = max(GOOD_PCT, abs(our_off)) if published > 0 else LONG_PCT
    least = -most if published > 0 else -SHORT_PCT
    if not least <= off <= most:
        return words, ""
    return "", f"{ours['id']}: {words}" if abs(off) > GOOD_PCT else ""
