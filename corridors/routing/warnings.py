"""What a reader must know before trusting a way: doubtful ends, ends far from the line, a way that is too long."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from corridors import geodesy
from corridors.costs.time import WATER
from corridors.model import PlaceKind
from corridors.model.notes import Note, NoteCode, unique

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corridors.model import Place, Route
    from corridors.routing.segments import RoutePath

__all__ = ["DOUBTFUL_PLACES", "is_round_about", "warnings_of"]

FAR_KM: Final = 10.0
ROUND_TIMES: Final = 2.0
DETOUR_KM: Final = 15.0
"""How much longer than the straight line a way is before its length is remarkable."""
MENDED_SHARE: Final = 0.01
DOUBTFUL_PLACES: Final = frozenset({NoteCode.AMBIGUOUS_NAME, NoteCode.SWAPPED_COORDINATES})
"""Notes of places that are warnings of an answer."""


def warnings_of(
    routes: Sequence[Route],
    stops: Sequence[Place],
    paths: Sequence[RoutePath] = (),
    lands: NDArray[Any] | None = None,
) -> tuple[Note, ...]:
    """Return what is doubtful about routes between stops.

    Parameters
    ----------
    routes
        The ways found.
    stops
        Origin, places between, destination.
    paths
        The segments of the same ways, and what no forwarder would do on them.
    lands
        The country of each edge, by which an end that joins a line abroad is told.
    """
    direct_km = _direct_km(stops)
    notes = [place.note for place in stops if place.note and place.note.code in DOUBTFUL_PLACES]
    for route in routes:
        for place, gap_km in zip((stops[0], stops[-1]), route.trust.snap_km, strict=True):
            if gap_km > FAR_KM:
                notes.append(Note.of(NoteCode.FAR_FROM_LINE, place=place.name, gap_km=round(gap_km, 1)))
        if is_round_about(route, stops):
            notes.append(_round_about(route, direct_km))
        notes += _not_passed(route, stops)
        notes += _mended(route)
    for path in paths:
        notes += [Note.of(NoteCode.TURNS_ROUND, place=stops[i].name) for i in path.turns]
        if lands is not None:
            notes += _abroad(path, stops, lands)
        if path.returns_to:
            code = NoteCode.COMES_BACK if path.proved else NoteCode.COMES_BACK_AS_FOUND
            notes.append(Note.of(code, country=path.returns_to))
        if path.apart_in:
            notes.append(Note.of(NoteCode.THROUGH_NEIGHBOURS, country=path.apart_in))
    return unique(notes)


def is_round_about(route: Route, stops: Sequence[Place]) -> bool:
    """Tell whether a way is over `ROUND_TIMES` the distance as the crow flies, by `DETOUR_KM` or more."""
    direct_km = _direct_km(stops)
    way_km = route.distance_km
    return way_km > ROUND_TIMES * direct_km and way_km - direct_km > DETOUR_KM


def _direct_km(stops: Sequence[Place]) -> float:
    return sum(float(geodesy.distance_km(a.lon, a.lat, b.lon, b.lat)) for a, b in pairwise(stops))


def _abroad(path: RoutePath, stops: Sequence[Place], lands: NDArray[Any]) -> list[Note]:
    ends = ((stops[0], path.snaps[0]), (stops[-1], path.snaps[-1]))
    joined = [(p, str(lands[snap.edge])) for p, snap in ends if snap and p.country]
    return [
        Note.of(NoteCode.JOINED_ABROAD, place=p.name, country=land)
        for p, land in joined
        if land not in {p.country, "", "XZ"}
    ]


def _not_passed(route: Route, stops: Sequence[Place]) -> list[Note]:
    """Name the crossings that were to be passed and that the network has no open line over."""
    passed = {passage.id for passage in route.passages}
    gates = (p for p in stops[1:-1] if p.kind is PlaceKind.CROSSING and p.point_id)
    return [Note.of(NoteCode.VIA_NOT_PASSED, crossing=p.name) for p in gates if p.point_id not in passed]


def _mended(route: Route) -> list[Note]:
    km = route.trust.repaired_km
    if km <= MENDED_SHARE * route.distance_km:
        return []
    share_pct = round(100 * km / route.distance_km, 1)
    return [Note.of(NoteCode.MENDED_KM, mended_km=round(km, 1), share_pct=share_pct)]


def _round_about(route: Route, direct_km: float) -> Note:
    """Say how far round a way goes; one that is mostly over water goes round the land, so no link is missing."""
    way_km = route.distance_km
    wet = sum(km for mode, km in route.modes.items() if mode in WATER)
    code = NoteCode.LONG_WAY_OVER_WATER if wet > way_km / 2 else NoteCode.LONG_WAY_ROUND
    times = round(way_km / max(direct_km, 1.0), 1)
    return Note.of(code, way_km=round(way_km), direct_km=round(direct_km), times=times)
