"""Routes as the map's script draws them: encoded legs, lanes where routes share a track, texts."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.data.catalogue import web
from corridors.layers.kit.mark import Mark
from corridors.model import PassageKind
from corridors.presentation.said import said
from corridors.presentation.style import SymbolKind, family
from corridors.presentation.text import duration, measure, with_unit
from corridors.presentation.vocabulary import word
from corridors.webmap.content import words_in
from corridors.webmap.encode import encode_line
from corridors.webmap.marks import marks_payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from corridors.i18n import Words
    from corridors.model import Itinerary, Leg, Passage, Place, Route

__all__ = ["route_overlay", "shared_lanes"]

DIGITS = 4
SYMBOLS = {
    PassageKind.BORDER: SymbolKind.CROSSING,
    PassageKind.GAUGE_CHANGE: SymbolKind.GAUGE,
    PassageKind.TERMINAL: SymbolKind.TERMINAL,
}
Step = tuple[tuple[float, float], tuple[float, float]]


def route_overlay(
    itineraries: Iterable[Itinerary],
    *,
    lang: str = "en",
    points: bool = True,
    dated: Mapping[tuple[float, float], int] | None = None,
) -> dict[str, Any]:
    """Return what ``corridors.apply({routes: …})`` takes.

    Parameters
    ----------
    itineraries
        Each with its routes; later ones are drawn above.
    lang
        Language of the texts.
    points
        Whether origin, destination and crossings are marked.
    dated
        Years in which railways opened by points on them, (lon, lat) to 4 decimals: a route is
        there since the last of its railways. When left out, no route has a year.

    Returns
    -------
        JSON-ready: ``digits``, ``routes`` (id, family, colour, title, summary, legs; ``told`` where points are
        marked) and ``points``.
    """
    _ = words_in(lang)
    pairs = [(trip, route) for trip in itineraries for route in trip.routes]
    rounded = [[_line(leg) for leg in route.legs] for _trip, route in pairs]
    lanes = shared_lanes([[_pairs(line) for line in legs] for legs in rounded])
    routes = [
        _route(pair, legs, lane, _) | _since(pair[1], dated or {})
        for pair, legs, lane in zip(pairs, rounded, lanes, strict=True)
    ]
    marks = {m.id: m for trip, route in pairs for m in _points(trip, route, lang)} if points else {}
    if points:
        routes = [
            drawn | {"told": _told(trip, route, _)}
            for (trip, route), drawn in zip(pairs, routes, strict=True)
        ]
    lines = [leg.coords for _trip, route in pairs for leg in route.legs] if points else []
    return {"digits": DIGITS, "routes": routes, "points": marks_payload(list(marks.values()), lines)}


def _since(route: Route, dated: Mapping[tuple[float, float], int]) -> dict[str, int]:
    """Return the year in which the last railway of a route opened."""
    if not dated:
        return {}
    lines = (np.round(np.asarray(leg.coords, dtype=float), DIGITS) for leg in route.legs)
    years = [dated[x, y] for line in lines for x, y in line.tolist() if (x, y) in dated]
    return {"since": max(years)} if years else {}


def _line(leg: Leg) -> NDArray[np.float64]:
    """Round a leg as it is encoded and drop the points that fall together."""
    rounded = np.round(np.asarray(leg.coords, dtype=float), DIGITS)
    keep = np.ones(len(rounded), dtype=bool)
    keep[1:] = (np.diff(rounded, axis=0) != 0).any(axis=1)
    return rounded[keep] if keep.sum() > 1 else rounded[[0, -1]]


def _pairs(line: NDArray[np.float64]) -> list[tuple[float, float]]:
    return [*zip(*line.T.tolist(), strict=True)]


def _steps(line: Sequence[tuple[float, float]]) -> list[Step]:
    return list(pairwise(line))


def shared_lanes(routes: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> list[list[list[float]]]:
    """Give each step of each route its lane, so that routes on one track lie side by side.

    A step's lane is 0 where one route runs alone; two get -0.5 and 0.5, three -1, 0 and 1. The
    side is that of the first route that runs there, so a route the other way keeps its place.

    Parameters
    ----------
    routes
        For each route its legs, each a line of (lon, lat).

    Returns
    -------
        In the same order, one lane for each step of each leg; positive is right of the way.
    """
    if len(routes) == 1:
        return [[[0.0] * (len(line) - 1) for line in legs] for legs in routes]
    users: dict[Step, list[int]] = defaultdict(list)
    forward: dict[Step, Step] = {}
    for i, legs in enumerate(routes):
        for step in (s for line in legs for s in _steps(line)):
            key = min(step, step[::-1])
            forward.setdefault(key, step)
            if i not in users[key]:
                users[key].append(i)

    def lane(i: int, step: Step) -> float:
        key = min(step, step[::-1])
        sharing = users[key]
        place = sharing.index(i) - (len(sharing) - 1) / 2
        return place if forward[key] == step else -place

    return [[[lane(i, s) for s in _steps(line)] for line in legs] for i, legs in enumerate(routes)]


def _runs(lanes: Sequence[float]) -> list[list[float]]:
    runs = [[len(list(same)), lane] for lane, same in groupby(lanes)]
    return runs if any(lane for _count, lane in runs) else []


def _route(
    pair: tuple[Itinerary, Route],
    lines: Sequence[NDArray[np.float64]],
    lanes: Sequence[Sequence[float]],
    _: Words,
) -> dict[str, Any]:
    trip, route = pair
    look = family(route.family)
    ends = f"{trip.origin.name} – {trip.destination.name}"
    return {
        "id": route.id,
        "family": route.family,
        "colour": look.colour,
        "title": ends,
        "eyebrow": word("family", route.family, _),
        "summary": _summary(route, _),
        "legs": [_leg(*each, _) for each in zip(route.legs, lines, lanes, strict=True)],
    }


def _told(trip: Itinerary, route: Route, _: Words) -> dict[str, Any]:
    """Return what a reader of the map alone must know: warnings, notes, and the sources of hours and borders."""
    cited = {(s.title, s.publisher, s.date): web(s.url) or "" for s in route.sources}
    warnings = [f"{_('Warning')}: {said(note, words=_)}" for note in trip.warnings]
    return {
        "warnings": warnings,
        "warned": _("Warnings: {count}").format(count=len(warnings)),
        "notes": [said(note, words=_) for note in trip.notes]
        + [_("Modelled on OpenStreetMap, as of {date}.").format(date=route.trust.data_date)],
        "sources": [[", ".join(filter(None, key)), url] for key, url in cited.items()],
        "cited": _("Notes and sources: {count}").format(count=len(cited)),
    }


def _summary(route: Route, _: Words) -> str:
    return f"{measure(route.distance_km, 'km', _)} · {duration(route.time_h, _)}"


def _leg(leg: Leg, line: NDArray[np.float64], lanes: Sequence[float], _: Words) -> dict[str, Any]:
    mode = word("mode", str(leg.mode), _)
    gauge = with_unit(str(leg.gauge_mm), "mm", _) if leg.gauge_mm else ""
    facts = [
        (_("Mode"), mode),
        (_("Country"), leg.country),
        (_("Gauge"), gauge),
        (_("Length"), measure(leg.distance_km, "km", _)),
        (_("Running time"), duration(leg.time_h, _)),
    ]
    return {
        "line": encode_line(line, DIGITS),
        "lanes": _runs(lanes),
        "mode": str(leg.mode),
        "country": leg.country,
        "km": round(leg.distance_km, 1),
        "title": f"{leg.from_name} – {leg.to_name}",
        "tip": " · ".join(x for x in (mode, leg.country, gauge, measure(leg.distance_km, "km", _)) if x),
        "facts": [[k, v] for k, v in facts if v],
        "bounds": [*line.min(axis=0).tolist(), *line.max(axis=0).tolist()],
    }


def _points(trip: Itinerary, route: Route, lang: str) -> list[Mark]:
    return [_end(trip.origin, lang), _end(trip.destination, lang), *(_passage(c) for c in route.passages)]


def _passage(passage: Passage) -> Mark:
    lands = dict.fromkeys(x for x in (passage.from_country, passage.to_country) if x)
    return Mark(
        id=f"pass-{passage.id}",
        layer="routes",
        text=passage.name,
        lon=passage.lon,
        lat=passage.lat,
        style="crossing",
        kind=SymbolKind.GAUGE if passage.gauge_break else SYMBOLS[PassageKind(passage.kind)],
        rank=1 if passage.gauge_break else 2,
        tip=tuple(x for x in (" – ".join(lands), passage.gauge_point) if x),
    )


def _end(place: Place, lang: str) -> Mark:
    return Mark(
        id=f"end-{place.lon:.4f}-{place.lat:.4f}",
        layer="routes",
        text=place.names.get(lang, place.name),
        lon=place.lon,
        lat=place.lat,
        style="end",
        kind="end",
    )
