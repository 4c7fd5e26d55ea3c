"""Lines of the layers as the map's script reads them, in the order of painting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from corridors.webmap.cards import series_payload, source_payload
from corridors.webmap.encode import encode_line, encode_lines, line_parts, ring_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corridors.layers import Layer
    from corridors.layers.kit.lines import MapArea, System
    from corridors.layers.kit.reading import Reading

__all__ = ["system_lines", "systems_payload"]

DIGITS, NEAR_DIGITS = 3, 5
SIMPLIFY_DEG = 0.002


def systems_payload(reading: Reading, drawn: tuple[Layer, ...]) -> dict[str, Any]:
    """Return all systems for the map's script: ``digits``, ``lines``, ``areas`` and ``sources``.

    Lines come in the order of painting. Lines and series name a source by its number in ``sources``,
    where each stands once.
    """
    numbers: dict[str, int] = {}
    lines = [line_payload(line) for line in system_lines(reading, drawn)]
    for line in lines:
        for holder in (line, *line.get("series", ())):
            if "sources" in holder:
                holder["sources"] = [_number(source, numbers) for source in holder["sources"]]
    sources = [json.loads(text) for text in numbers]
    areas = [_area(area) for layer in drawn if layer.areas for area in layer.areas(reading)]
    return {"digits": DIGITS, "lines": lines, "sources": sources, "areas": areas}


def system_lines(reading: Reading, drawn: tuple[Layer, ...]) -> list[System]:
    """Return the lines of all layers, the lowest first.

    Parameters
    ----------
    reading
        What the layers are read from.
    drawn
        The layers in their order.
    """
    return [line for layer in drawn if layer.lines for line in layer.lines(reading)]


def _number(source: Mapping[str, str], numbers: dict[str, int]) -> int:
    return numbers.setdefault(json.dumps(source, sort_keys=True, ensure_ascii=False), len(numbers))


def _area(area: MapArea) -> dict[str, Any]:
    rings = [ring for rings in ring_parts([area.shape]) for ring in encode_lines(rings, DIGITS)]
    return {"id": area.id, "rings": rings, "since": list(area.since)}


def line_payload(line: System) -> dict[str, Any]:
    """Return what the map's script reads of a line; empty fields are left out."""
    near = line.zoom > 0
    simple = line.shape if near else shapely.simplify(line.shape, SIMPLIFY_DEG)
    digits = NEAR_DIGITS if near else DIGITS
    values: dict[str, Any] = {
        "id": line.id,
        "layer": line.layer,
        "title": line.title,
        "parts": [encode_line(part, digits) for part in line_parts([simple])],
        "digits": digits if near else 0,
        "zoom": line.zoom,
        "since": line.since,
        "closed": line.closed,
        "unbuilt": not line.built,
        "idle": line.idle,
        "eyebrow": line.eyebrow,
        "tip": line.tip,
        "facts": [list(pair) for pair in line.facts if pair[1]],
        "series": [series_payload(s) for s in line.series],
        "sources": [source_payload(s) for s in line.sources],
    }
    return {k: v for k, v in values.items() if v}
