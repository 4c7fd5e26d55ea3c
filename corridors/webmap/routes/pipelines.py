"""Ways through pipelines as the map's script draws them, in the form of :mod:`corridors.webmap.routes.freight`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors import geodesy
from corridors.layers.kit.mark import Mark
from corridors.layers.kit.registry import style_of, title_of
from corridors.presentation.text import figure, measure, with_unit
from corridors.presentation.vocabulary import word
from corridors.webmap.cards import source_payload
from corridors.webmap.content import words_in
from corridors.webmap.encode import encode_line
from corridors.webmap.marks import marks_payload
from corridors.webmap.routes.freight import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corridors.i18n import Words
    from corridors.pipelines import PipelineLeg, PipelineRoute

__all__ = ["pipe_overlay"]

SAME_KM: Final = 30.0
"""A change of pipeline nearer to an end of the way than this is not marked beside it."""


def pipe_overlay(found: Iterable[PipelineRoute], *, lang: str = "en") -> dict[str, Any]:
    """Return what ``corridors.apply({routes: …})`` takes: a leg a pipeline, in the colour of what it carries.

    Parameters
    ----------
    found
        Ways through pipelines; later ones are drawn above.
    lang
        Language of the texts.

    Returns
    -------
        JSON-ready: ``digits``, ``routes`` (id, family, colour, title, eyebrow, summary, legs) and
        ``points``.
    """
    _ = words_in(lang)
    ways = tuple(found)
    marks = {mark.id: mark for way in ways for mark in _points(way)}
    lines = [leg.coords for way in ways for leg in way.legs]
    return {
        "digits": DIGITS,
        "routes": [_route(way, _) for way in ways],
        "points": marks_payload(list(marks.values()), lines),
    }


def _route(way: PipelineRoute, _: Words) -> dict[str, Any]:
    look = style_of(way.commodity)
    return {
        "id": f"{way.commodity}-{'-'.join(leg.id for leg in way.legs)}",
        "family": "",
        "colour": look.colour,
        "title": f"{way.origin} – {way.destination}",
        "eyebrow": title_of(way.commodity, _),
        "summary": " · ".join(
            x for x in (measure(way.length_km, "km", _), _capacity(way.capacity, way.capacity_unit, _)) if x
        ),
        "legs": [_leg(leg, _) for leg in way.legs],
    }


def _capacity(value: float | None, unit: str, _: Words) -> str:
    return "" if value is None else with_unit(figure(value, _), unit, _)


def _leg(leg: PipelineLeg, _: Words) -> dict[str, Any]:
    line = np.round(np.asarray(leg.coords, dtype=float), DIGITS)
    published = "" if leg.published_length_km is None else measure(leg.published_length_km, "km", _)
    capacity = _capacity(leg.capacity, leg.capacity_unit, _)
    facts = [
        (_("From"), leg.from_name),
        (_("To"), leg.to_name),
        (_("Length, modelled"), measure(leg.length_km, "km", _)),
        (_("Length, published"), published),
        (_("Capacity"), capacity),
        (_("Opened"), str(leg.opened_year or "")),
        (_("Status"), word("status", leg.status, _)),
    ]
    sources = {source.url or source.title: source_payload(source) for source in leg.sources}
    return {
        "line": encode_line([(float(x), float(y)) for x, y in line], DIGITS),
        "lanes": [],
        "mode": "rail",  # an unbroken line
        "country": " ".join(leg.countries),
        "km": round(leg.length_km, 1),
        "title": leg.name,
        "tip": " · ".join(
            x for x in (" – ".join(leg.countries), measure(leg.length_km, "km", _), capacity) if x
        ),
        "facts": [[k, v] for k, v in facts if v],
        "sources": list(sources.values()),
        "bounds": [*line.min(axis=0).tolist(), *line.max(axis=0).tolist()],
    }


def _points(way: PipelineRoute) -> list[Mark]:
    ends = [_end(way.origin, way.legs[0].coords[0]), _end(way.destination, way.legs[-1].coords[-1])]
    changes = [(join.name, (join.lon, join.lat)) for join in way.passages]
    return [*ends, *(_change(name, at) for name, at in changes if not _beside(at, ends))]


def _beside(at: tuple[float, float], ends: list[Mark]) -> bool:
    return any(float(geodesy.distance_km(end.lon, end.lat, *at)) < SAME_KM for end in ends)


def _end(name: str, at: tuple[float, float]) -> Mark:
    lon, lat = at
    return Mark(f"end-{lon:.4f}-{lat:.4f}", "routes", name, lon, lat, style="end", kind="end")


def _change(name: str, at: tuple[float, float]) -> Mark:
    lon, lat = at
    return Mark(
        f"join-{lon:.4f}-{lat:.4f}", "routes", name, lon, lat, style="crossing", kind="terminal", rank=2
    )
