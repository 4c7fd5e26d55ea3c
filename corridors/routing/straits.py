"""Which straits and canals a way over water passes, what is warned of them, and which canals have no lanes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from corridors import geodesy
from corridors.data.tables import cited, read_rows
from corridors.model.notes import Note, NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from corridors.graph.network import Network
    from corridors.model import Route
    from corridors.routing.points import NamedPoint
    from corridors.routing.segments import RoutePath

__all__ = ["SeaWarning", "canals_left_out", "load_sea_warnings", "sea_notes", "straits_note"]

LEAST_SAVED_KM: Final = 50.0
NEAR_KM: Final = 250.0
"""No way leaves its lane farther from a canal for it: the gap is measured straight, and may lie over land."""


@dataclass(frozen=True, slots=True)
class SeaWarning:
    """What ships meet in a strait, as a row of ``sea_warnings.csv`` states it."""

    strait_id: str
    name: str
    since: str
    source: str


def load_sea_warnings(path: Path) -> tuple[SeaWarning, ...]:
    """Read the warnings in force.

    Raises
    ------
    DamagedData
        When the table cannot be read.
    """
    return tuple(
        SeaWarning(row["strait_id"], row["name"], row["since"], cited(row))
        for row in read_rows(path)
        if not row["until"]
    )


def _passed(net: Network, paths: Iterable[RoutePath], points: Mapping[str, NamedPoint]) -> list[NamedPoint]:
    """Return the straits, canals and capes that the ways pass, in the order in which they come."""
    found: dict[str, NamedPoint] = {}
    for path in paths:
        edges = net.edges.point_id.array[[segment.edge for segment in path.segments]]
        for name in dict.fromkeys(edges.astype(str)):
            point = points.get(name)
            if point is not None and point.kind == "strait":
                found[name] = point
    return list(found.values())


def straits_note(net: Network, paths: Iterable[RoutePath], points: Mapping[str, NamedPoint]) -> Note | None:
    """Name the straits, canals and capes that the ways pass, in the order in which they come."""
    names = tuple(dict.fromkeys(point.name for point in _passed(net, paths, points)))
    return Note.of(NoteCode.STRAITS_PASSED, straits=names) if names else None


def sea_notes(
    net: Network,
    paths: Iterable[RoutePath],
    points: Mapping[str, NamedPoint],
    warnings: Sequence[SeaWarning],
) -> Iterator[Note]:
    """Warn of what ships meet in the straits that the ways pass."""
    for point in _passed(net, paths, points):
        for warning in (w for w in warnings if w.strait_id == point.id):
            yield Note.of(
                NoteCode.SEA_WARNING,
                strait=point.name,
                warning=warning.name,
                since=warning.since,
                source=warning.source,
            )


def canals_left_out(
    routes: Iterable[Route], points: Mapping[str, NamedPoint], lanes: frozenset[str]
) -> Iterator[Note]:
    """Name the canals without lanes by which a way would be shorter.

    Parameters
    ----------
    routes
        The ways found.
    points
        Every named point, by id; a canal without lanes has its two mouths.
    lanes
        The points that lanes of the network lead through.
    """
    canals = [p for p in points.values() if len(p.mouths) == 2 and p.id not in lanes]  # noqa: PLR2004
    for route in routes:
        runs = [np.array(leg.coords) for leg in route.legs if str(leg.mode) == "sea"]
        for run in runs:
            for canal in canals:
                saved_km = _saved_km(run, canal.mouths)
                if saved_km > LEAST_SAVED_KM:
                    yield Note.of(
                        NoteCode.CANAL_WITHOUT_LANES, canal=canal.name, saved_km=round(saved_km, -1)
                    )


def _saved_km(run: NDArray[np.float64], mouths: Sequence[tuple[float, float]]) -> float:
    """Return what is saved by leaving a run near one mouth of a canal and joining it again near the other."""
    lon, lat = run.T
    along = np.r_[0.0, np.cumsum(geodesy.distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:]))]
    gaps = (np.asarray(geodesy.distance_km(lon, lat, x, y)) for x, y in mouths)
    one, other = (np.where(gap > NEAR_KM, np.inf, gap) for gap in gaps)
    inside = sum(float(geodesy.distance_km(*a, *b)) for a, b in pairwise(mouths))
    # What a stretch that ends here saves: its length, less the gaps to the mouths at its two ends.
    ways = (np.maximum.accumulate(-a - along) + along - b for a, b in ((one, other), (other, one)))
    return max(float(way.max()) for way in ways) - inside
