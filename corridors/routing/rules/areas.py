"""Areas whose lines to the rest of their country are cut, as by a front: a way that touches one is warned of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from corridors.data.tables import cited, outline_in, read_rows
from corridors.errors import DamagedData
from corridors.model import Mode
from corridors.model.notes import Note, NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from corridors.model import Place, Route

__all__ = ["CutArea", "cut_warnings", "load_cut_areas"]

ON_LAND: Final = frozenset({Mode.RAIL, Mode.ROAD})


@dataclass(frozen=True, slots=True)
class CutArea:
    """An area, coarsely outlined, and what is cut there, as a row of ``cut_areas.csv`` states it.

    ``countries`` are those whose ground the area is taken for: no line of another is meant, however coarse
    the outline.
    """

    id: str
    name: str
    countries: frozenset[str]
    outline: tuple[tuple[float, float], ...]
    since: str
    source: str

    def touched(self, stops: Sequence[Place], route: Route) -> bool:
        """Tell whether a stop lies in the area, or a way leads through it on land."""
        area = shapely.Polygon(self.outline)
        legs = [leg for leg in route.legs if leg.mode in ON_LAND and leg.country in self.countries]
        lines = [shapely.LineString(leg.coords) for leg in legs if len(leg.coords) > 1]
        at = shapely.points(
            [(p.lon, p.lat) for p in stops if p.country in self.countries] or np.empty((0, 2))
        )
        return bool(shapely.contains(area, at).any() or shapely.intersects(area, lines).any())


def load_cut_areas(path: Path) -> tuple[CutArea, ...]:
    """Read the areas that are cut off today.

    Raises
    ------
    DamagedData
        When the table cannot be read.
    """
    try:
        return tuple(
            CutArea(
                row["id"],
                row["name"],
                frozenset(row["countries"].split(";")),
                outline_in(row["outline"]),
                row["since"],
                cited(row),
            )
            for row in read_rows(path)
            if not row["until"]
        )
    except (KeyError, ValueError) as fault:
        message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault


def cut_warnings(
    areas: Iterable[CutArea], stops: Sequence[Place], routes: Sequence[Route]
) -> Iterator[Note]:
    """Warn of areas cut off that a stop lies in or a way leads through."""
    for area in areas:
        if any(area.touched(stops, route) for route in routes):
            yield Note.of(NoteCode.CUT_AREA, closure=area.name, since=area.since, source=area.source)
