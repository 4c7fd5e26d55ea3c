"""Points on the map: what each is called, how it looks, and what its popup says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.webmap.cards import series_payload, source_payload
from corridors.webmap.labels import BANDS, Label, place_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike

    from corridors.model import Series, Source

__all__ = ["SYMBOL_PX", "Mark", "marks_payload"]

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


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a label, a symbol or both.

    ``layer`` is what the legend switches; ``kind`` names the symbol (empty for bare text);
    ``style`` names the label's type (see ``style.LABELS``); ``zoom`` and ``until`` bound the
    zooms at which it may show; a lower ``rank`` is laid first; ``since`` is the year before
    which it is not there; ``series`` are what was counted there. All texts are shown as they
    are, never read as markup.
    """

    id: str
    layer: str
    text: str
    lon: float
    lat: float
    style: str
    kind: str = ""
    rank: float = 0.0
    zoom: float = 0.0
    until: float = 99.0
    size_px: float = 0.0
    title: str = ""
    also: str = ""
    eyebrow: str = ""
    tip: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    names: tuple[str, ...] = ()
    spots: tuple[tuple[float, float], ...] = ()
    since: int = 0
    series: tuple[Series, ...] = ()
    accuracy_km: float = 0.0
    colour: str = ""

    def label(self) -> Label:
        """Return what the placement pass must know."""
        return Label(
            text=self.text,
            style=self.style,
            lon=self.lon,
            lat=self.lat,
            rank=self.rank,
            zoom=self.zoom,
            until=self.until,
            symbol_px=SYMBOL_PX.get(self.kind, 0.0),
            size_px=self.size_px,
            spots=self.spots,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that the script reads; empty ones are left out."""
        values: dict[str, Any] = {
            "id": self.id,
            "layer": self.layer,
            "text": self.text,
            "lon": round(float(self.lon), 4),
            "lat": round(float(self.lat), 4),
            "style": self.style,
            "kind": self.kind,
            "rank": round(float(self.rank), 1),
            "zoom": max(self.zoom, 6.0),
            "size": self.size_px,
            "title": self.title,
            "also": self.also,
            "eyebrow": self.eyebrow,
            "tip": list(self.tip),
            "facts": [list(pair) for pair in self.facts],
            "sources": [source_payload(s) for s in self.sources],
            "names": list(self.names),
            "since": self.since,
            "series": [series_payload(s) for s in self.series],
            "accuracy": self.accuracy_km,
            "colour": self.colour,
            "spots": [list(spot) for spot in self.spots],
        }
        return {k: v for k, v in values.items() if v or k in {"lon", "lat", "rank"}}


def marks_payload(marks: Sequence[Mark], lines: Iterable[ArrayLike] = ()) -> list[dict[str, Any]]:
    """Place all labels, off the lines where they can, and return the marks for the map's script."""
    sides = place_labels([mark.label() for mark in marks], BANDS, lines=lines)
    return [m.to_dict() | {"bands": s} for m, s in zip(marks, sides, strict=True) if s or m.names]
