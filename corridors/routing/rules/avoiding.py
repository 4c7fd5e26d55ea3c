"""What is to be avoided, as it was asked for: a country, a strait or ferry, or a place; and what contradicts it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corridors import geodesy
from corridors.errors import BadInput, UnknownName, UnknownPlace, Unreachable
from corridors.gazetteer import normalise
from corridors.gazetteer.rivals import label
from corridors.model import Note, NoteCode, Place, PlaceKind
from corridors.routing.rules.closures import Closure, close_country, close_place, close_waters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corridors.gazetteer import Gazetteer
    from corridors.graph.network import Network
    from corridors.routing.points import NamedPoint

__all__ = ["Avoided", "find_place", "notes_of", "refuse_contradictions", "what_is_avoided"]

ON_WATER: Final = ("ferry", "strait")
_GENERIC = re.compile(r"^(?:the)?straits?of|(?:straits?|canal|channel|海峡|运河)$")
"""Words for straits and canals about the key of their own name."""
_WATERS = re.compile(
    r"\b(?:sea|straits?|canal|channel|ocean|gulf|bay|море|моря|пролив\w*|канал|океан|залив|meer|kanal|"
    r"meerenge\w*|mer|détroit|canale|stretto|mar|estrecho)\b|(?:海|海峡|运河|湾|洋)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Avoided:
    """A thing to avoid and what it shuts; what it was understood as, and what else of that name there is."""

    closure: Closure
    country: str = ""
    place: Place | None = None
    ids: frozenset[str] = frozenset()
    note: Note | None = None


def find_place(given: str | Place, gazetteer: Gazetteer, points: Mapping[str, NamedPoint]) -> Place:
    """Return the place that a text means.

    Raises
    ------
    UnknownPlace
        Nothing is called that.
    UnknownName
        It is called like a sea or a strait that is not known; the message lists those that are.
    """
    if isinstance(given, Place):
        return given
    try:
        return gazetteer.resolve(given)
    except UnknownPlace as fault:
        if _WATERS.search(given) and not fault.area:
            known = tuple(sorted(p.name for p in points.values() if p.kind == "strait"))
            raise UnknownName("strait or canal", given, known) from fault
        raise


def what_is_avoided(
    net: Network, thing: str | Place, gazetteer: Gazetteer, points: Mapping[str, NamedPoint]
) -> Avoided:
    """Find what a thing to avoid means in a network and what it shuts there.

    A country comes first, but for one that no line of the network lies in; then a ferry, strait or canal,
    then a place. Where the lines of the network pass a strait, its name without "Strait of" means the
    strait, also if a town is called so; the town has its name with its country.
    """
    land = close_country(net, str(thing), _country(thing, gazetteer))
    waters = _waters(net, thing, gazetteer, points)
    if _country(thing, gazetteer) and (land.effective or not waters):
        return Avoided(land, country=_country(thing, gazetteer))
    if waters:
        names = {normalise(n) for p in waters for n in (p.id, p.name)}
        other = normalise(str(thing)) not in names
        closure = close_waters(net, str(thing) if other else waters[0].name, waters)
        if other:
            closure = replace(closure, stands_for=tuple(p.name for p in waters))
        town = _town(thing, gazetteer)
        return Avoided(closure, ids=frozenset(p.id for p in waters), note=_beside(waters, town))
    place = find_place(thing, gazetteer, points)
    ids = frozenset({place.point_id} - {""})
    return Avoided(close_place(net, place, points), place=place, ids=ids)


def _country(thing: str | Place, gazetteer: Gazetteer) -> str:
    return gazetteer.country(thing) if isinstance(thing, str) else ""


def _waters(
    net: Network, thing: str | Place, gazetteer: Gazetteer, points: Mapping[str, NamedPoint]
) -> tuple[NamedPoint, ...]:
    """Return the ferry of that id or name, or the straits and canals that bear the name."""
    if not isinstance(thing, str):
        return ()
    key = normalise(thing)
    lines = [p for p in points.values() if p.kind in ON_WATER]
    if called := tuple(p for p in lines if key in {normalise(p.id), normalise(p.name)}):
        return called
    straits = (p for p in lines if p.kind == "strait")
    found = tuple(p for p in straits if key in _names(p))
    passed = net.edges.point_id.isin([p.id for p in found]).any()
    return found if found and (passed or not _town(thing, gazetteer)) else ()


def _names(strait: NamedPoint) -> set[str]:
    keys = {normalise(strait.name), *strait.sides}
    return keys | {_GENERIC.sub("", key) for key in keys}


def _town(thing: str | Place, gazetteer: Gazetteer) -> Place | None:
    try:
        place = gazetteer.resolve(str(thing))
    except BadInput:
        return None
    return None if place.kind is PlaceKind.STRAIT else place


def _beside(waters: Sequence[NamedPoint], town: Place | None) -> Note | None:
    if not town:
        return None
    taken = ", ".join(p.name for p in waters)
    return Note.of(NoteCode.AMBIGUOUS_NAME, place=taken, namesakes=(label(town),))


def refuse_contradictions(
    stops: Sequence[Place], avoided: Iterable[Avoided], points: Mapping[str, NamedPoint]
) -> None:
    """Refuse a question that wants a way to begin, end or pass where it must not go.

    Raises
    ------
    Unreachable
        Naming both.
    """
    things = list(avoided)
    for i, stop in enumerate(stops):
        inner = 0 < i < len(stops) - 1
        part = "pass" if inner else "end at" if i else "begin at"
        for thing in things:
            if _is_at(stop, thing, points, inner=inner):
                named = thing.closure.thing
                message = (
                    f"The way is to {part} {stop.name} and to avoid {named}: one contradicts the other. "
                    "Leave one of the two out."
                )
                raise Unreachable(message)


def _is_at(stop: Place, thing: Avoided, points: Mapping[str, NamedPoint], *, inner: bool) -> bool:
    """Tell whether a stop is what is avoided, or lies in it."""
    at_border = stop.kind is PlaceKind.CROSSING
    if thing.country:
        sides = points[stop.point_id].countries if stop.point_id in points else ()
        return (inner and thing.country in sides) or (not at_border and stop.country == thing.country)
    if stop.point_id and stop.point_id in thing.ids:
        return True
    if inner and at_border and stop.name in thing.closure.stands_for:
        return True
    here = thing.place
    if not here or not thing.closure.area_km:
        return False
    km = float(geodesy.distance_km(here.lon, here.lat, stop.lon, stop.lat))
    return not at_border and km <= thing.closure.area_km


def notes_of(avoided: Iterable[Avoided]) -> Iterator[Note | None]:
    """Yield what is said of each thing that is avoided."""
    for thing in avoided:
        yield _closure_note(thing.closure)
        yield thing.note


def _closure_note(closure: Closure) -> Note | None:
    if not closure.effective:
        return Note.of(NoteCode.CLOSURE_WITHOUT_EFFECT, thing=closure.thing)
    if closure.stands_for and closure.area_km:
        return Note.of(
            NoteCode.CLOSURE_OF_CROSSING_TOWN,
            thing=closure.thing,
            closed=closure.stands_for,
            reach_km=closure.area_km,
        )
    if closure.stands_for:
        return Note.of(NoteCode.CLOSURE_STANDS_FOR, thing=closure.thing, closed=closure.stands_for)
    if closure.area_km:
        return Note.of(NoteCode.CLOSURE_OF_AREA, thing=closure.thing, reach_km=closure.area_km)
    return None
