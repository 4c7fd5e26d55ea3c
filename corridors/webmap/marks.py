"""Marks as the map's script reads them, their labels placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.webmap.cards import series_payload, source_payload
from corridors.webmap.labels import BANDS, Label, place_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike

    from corridors.layers.kit.mark import Mark

__all__ = ["SYMBOL_PX", "label_of", "mark_payload", "marks_payload"]

SYMBOL_PX = {
    "end": 10.0,
    "hub": 7.0,
    "city": 4.5,
    "town": 3.5,
    "station": 4.5,
    "crossing": 8.5,
    "minor": 6.5,
    "closed": 7.0,
    "road": 7.0,
    "gauge": 8.0,
    "terminal": 6.5,
    "port": 7.0,
    **dict.fromkeys(("oil", "gas", "uranium", "factory", "leaf", "chip", "box"), 8.5),
    **dict.fromkeys(("bolt", "sun", "wind", "site", "zone", "trade"), 8.5),
}
"""Half the size of each symbol, px, as corridors.css draws it."""


def label_of(mark: Mark) -> Label:
    """Return what the placement pass must know of a mark."""
    return Label(
        text=mark.text,
        style=mark.style,
        lon=mark.lon,
        lat=mark.lat,
        rank=mark.rank,
        zoom=mark.zoom,
        until=mark.until,
        symbol_px=SYMBOL_PX.get(mark.kind, 0.0),
        size_px=mark.size_px,
        spots=mark.spots,
    )


def mark_payload(mark: Mark) -> dict[str, Any]:
    """Return the fields that the script reads; empty ones are left out."""
    values: dict[str, Any] = {
        "id": mark.id,
        "layer": mark.layer,
        "text": mark.text,
        "lon": round(float(mark.lon), 4),
        "lat": round(float(mark.lat), 4),
        "style": mark.style,
        "kind": mark.kind,
        "rank": round(float(mark.rank), 1),
        "zoom": max(mark.zoom, 6.0),
        "size": mark.size_px,
        "title": mark.title,
        "also": mark.also,
        "eyebrow": mark.eyebrow,
        "tip": list(mark.tip),
        "facts": [list(pair) for pair in mark.facts],
        "sources": [source_payload(s) for s in mark.sources],
        "names": list(mark.names),
        "since": mark.since,
        "series": [series_payload(s) for s in mark.series],
        "accuracy": mark.accuracy_km,
        "colour": mark.colour,
        "spots": [list(spot) for spot in mark.spots],
    }
    return {k: v for k, v in values.items() if v or k in {"lon", "lat", "rank"}}


def marks_payload(marks: Sequence[Mark], lines: Iterable[ArrayLike] = ()) -> list[dict[str, Any]]:
    """Place all labels, off the lines where they can, and return the marks for the map's script."""
    sides = place_labels([label_of(mark) for mark in marks], BANDS, lines=lines)
    return [mark_payload(m) | {"bands": s} for m, s in zip(marks, sides, strict=True) if s or m.names]
