"""What a reader must know before trusting a way: doubtful ends, ends far from the line, a way that is too long."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from corridors import geodesy
from corridors.model.notes import Note, NoteCode, unique

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.model import Place, Route

__all__ = ["DOUBTFUL_PLACES", "warnings_of"]

FAR_KM: Final = 10.0
ROUND_TIMES: Final = 2.0
SHORT_KM: Final = 50.0
DOUBTFUL_PLACES: Final = frozenset({NoteCode.AMBIGUOUS_NAME, NoteCode.SWAPPED_COORDINATES})
"""Notes of places that are warnings of an answer."""


def warnings_of(routes: Sequence[Route], stops: Sequence[Place]) -> tuple[Note, ...]:
    """Return what is doubtful about routes between stops.

    Parameters
    ----------
    routes
        The ways found.
    stops
        Origin, places between, destination.
    """
    direct_km = sum(float(geodesy.distance_km(a.lon, a.lat, b.lon, b.lat)) for a, b in pairwise(stops))
    notes = [place.note for place in stops if place.note and place.note.code in DOUBTFUL_PLACES]
    for route in routes:
        for place, gap_km in zip((stops[0], stops[-1]), route.trust.snap_km, strict=True):
            if gap_km > FAR_KM:
                notes.append(Note.of(NoteCode.FAR_FROM_LINE, place=place.name, gap_km=round(gap_km, 1)))
        if direct_km > SHORT_KM and route.distance_km > ROUND_TIMES * direct_km:
            notes.append(_round_about(route.distance_km, direct_km))
    return unique(notes)


def _round_about(way_km: float, direct_km: float) -> Note:
    times = round(way_km / direct_km, 1)
    return Note.of(NoteCode.LONG_WAY_ROUND, way_km=round(way_km), direct_km=round(direct_km), times=times)
