"""Pipelines as ordered named points, one for strings that share a trench, as they stood in a year."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.data import facts, layers
from corridors.data.ledger import Ledger
from corridors.data.tables import read_rows, source_of
from corridors.errors import DamagedData
from corridors.once import once_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from corridors.model import Source
    from corridors.pipelines.values import Coords

__all__ = ["CoursePoint", "Join", "Line", "load_joins", "load_lines"]

REPEATS: Final = frozenset({"KCOP"})
"""Rows that repeat others: KCOP is KCOP-1 … KCOP-5 end to end, and each of those has its own capacity."""

CLOSED: Final = "out_of_use"
BOTH_WAYS: Final = "both_ways"
SEA: Final = "SEA"
_YEAR = re.compile(r"since (?:the )?(?:[A-Z][a-z]+ )?(\d{4})")


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """A place that a pipeline runs through; a ``waypoint`` is no facility."""

    name: str
    country: str
    kind: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Line:
    """A pipeline, or several of one course taken together; ``reversible`` when it runs, or ran, both ways.

    ``course`` is there when its course comes from elsewhere; else it runs straight from point to point.
    """

    id: str
    name: str
    commodity: str
    ends: tuple[str, str]
    strings: tuple[str, ...]
    status: str
    status_note: str
    opened_year: int | None
    capacity: float | None
    capacity_unit: str
    published_length_km: float | None
    accuracy_km: float
    largest_gap_km: float
    sources: tuple[Source, ...]
    points: tuple[CoursePoint, ...]
    reversible: bool = False
    course: Coords = ()

    @property
    def coords(self) -> Coords:
        """Positions of the points in order, (lon, lat)."""
        return tuple((p.lon, p.lat) for p in self.points)

    @once_property
    def chainage_km(self) -> NDArray[Any]:
        """Length from the first point to each, km."""
        if not self.course:
            return geodesy.chainages_km(self.coords)
        whole = geodesy.length_km(self.course)
        along = np.array([geodesy.nearest_on_line(self.course, *point)[0] * whole for point in self.coords])
        along[0], along[-1] = 0.0, whole
        return np.maximum.accumulate(along)

    def between(self, first: int, last: int) -> Coords:
        """Return the positions from one point to another, along the course where there is one."""
        low, high = min(first, last), max(first, last)
        coords = self.coords[low : high + 1]
        if self.course:
            whole = max(float(self.chainage_km[-1]), 1e-9)
            part = geodesy.cut_line(self.course, *(float(self.chainage_km[i]) / whole for i in (low, high)))
            coords = tuple((float(lon), float(lat)) for lon, lat in part)
        return coords if first < last else coords[::-1]

    def countries(self, first: int, last: int) -> dict[str, float]:
        """Return km by country between two points; the step to a sea point counts as sea.

        The country of either end is there, be it with 0 km: a way to a border comes to the country behind it.
        """
        low, high = min(first, last), max(first, last)
        found: dict[str, float] = defaultdict(float, self._home(low))
        for i in range(low, high):
            here, there = self.points[i].country, self.points[i + 1].country
            at_sea = SEA in {here, there}
            found[SEA if at_sea else here] += float(self.chainage_km[i + 1] - self.chainage_km[i])
        for code in self._home(high):
            found[code] += 0.0
        return dict(found) if first < last else dict(reversed(found.items()))

    def _home(self, i: int) -> dict[str, float]:
        """Return the country of a point on land, with no km yet."""
        code = self.points[i].country
        return {} if code == SEA else {code: 0.0}


@dataclass(frozen=True, slots=True)
class Join:
    """A published link between two pipelines, or a field and a pipeline, whose points lie apart."""

    from_id: str
    from_point: str
    to_id: str
    to_point: str
    source: Source


def load_joins(folder: Path) -> tuple[Join, ...]:
    """Read the joins that sources state."""
    rows = read_rows(folder / "tables" / "pipeline_joins.csv")
    return tuple(Join(r["from_id"], r["from_point"], r["to_id"], r["to_point"], source_of(r)) for r in rows)


def load_lines(folder: Path, year: int | None = None) -> tuple[Line, ...]:
    """Read the pipelines that stood at the end of a year, or those that stand today.

    Parameters
    ----------
    folder
        The data folder.
    year
        What was opened later is left out, and what had been given up by then; without a year, what
        is planned, being built or out of use.

    Raises
    ------
    DamagedData
        A table or layer is missing, damaged or breaks its rules.
    """
    frame = layers.load("pipelines", year, ledger=Ledger.load(folder))
    table = facts.table("pipelines", folder).set_index("id")
    rows = [row for row in _records(frame) if row["id"] not in REPEATS and _stands(row, year)]
    points = _points(folder)
    groups: dict[tuple[str, Coords], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["commodity"], tuple((p.lon, p.lat) for p in points[row["id"]])].append(row)
    told = {str(i): row.to_dict() for i, row in table.iterrows()}
    return tuple(_line(group, points[group[0]["id"]], told[group[0]["id"]]) for group in groups.values())


def _records(frame: pd.DataFrame) -> Iterable[dict[str, Any]]:
    plain = frame.drop(columns="geometry")
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]


def _stands(row: Mapping[str, Any], year: int | None) -> bool:
    if year is None:
        return row["status"] not in layers.UNBUILT and row["status"] != CLOSED
    given_up = _YEAR.search(row["status_note"]) if row["status"] == CLOSED else None
    return given_up is None or year < int(given_up[1])


def _points(folder: Path) -> dict[str, tuple[CoursePoint, ...]]:
    table = facts.table("pipeline_points", folder).sort_values(["pipeline_id", "seq"], kind="stable")
    found = {
        str(key): tuple(
            CoursePoint(r["name"], r["country"], r["kind"], float(r["lon"]), float(r["lat"]))
            for r in rows.to_dict("records")
        )
        for key, rows in table.groupby("pipeline_id")
    }
    missing = [i for i, points in found.items() if len(points) < 2]  # noqa: PLR2004 - a line has two ends
    if missing:
        message = f"pipeline_points.csv has a single point of {', '.join(missing)}; restore it."
        raise DamagedData(message)
    return found


def _line(
    group: Sequence[Mapping[str, Any]], points: tuple[CoursePoint, ...], row: Mapping[Any, Any]
) -> Line:
    first = group[0]
    capacities = [float(one["capacity"]) for one in group if pd.notna(one["capacity"])]
    opened = [int(one["opened_year"]) for one in group if pd.notna(one["opened_year"])]
    strings = tuple(str(one["id"]) for one in group)
    name = str(first["name"])
    return Line(
        id=strings[0],
        name=name if len(group) == 1 else f"{name} (with {', '.join(strings[1:])})",
        commodity=str(first["commodity"]),
        ends=(str(row["from"]), str(row["to"])),
        strings=strings,
        status=str(first["status"]),
        status_note=str(first["status_note"]),
        opened_year=min(opened, default=None),
        capacity=sum(capacities) if capacities else None,
        capacity_unit=str(first["capacity_unit"]),
        published_length_km=float(first["published_length_km"])
        if pd.notna(first["published_length_km"])
        else None,
        accuracy_km=float(first["accuracy_km"]),
        largest_gap_km=float(first["largest_gap_km"]),
        sources=tuple(source_of(one) for one in group),
        points=points,
        reversible=row["flow"] == BOTH_WAYS,
    )
