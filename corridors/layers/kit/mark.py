"""A point of the map as a value: what it is called, how it looks and what its card says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.model import Series, Source

__all__ = ["Mark"]


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
