"""What a card on the map says: facts, series with a source for each year, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corridors.model import Series, Source

__all__ = ["series_payload", "source_payload"]


def source_payload(source: Source) -> dict[str, str]:
    """Return a source as the map's script reads it; what is empty is left out."""
    values = {"title": source.title, "url": source.url, "date": source.date}
    if source.confidence == "unverified":
        values["doubt"] = source.confidence
    return {k: v for k, v in values.items() if v}


def series_payload(series: Series) -> dict[str, Any]:
    """Return an annual series with its sources, each once.

    Returns
    -------
        ``title``, ``unit``, ``points`` as (year, value, kind, number of the source), ``sources``.
    """
    sources: list[dict[str, str]] = []
    points = []
    for point in series.points:
        source = source_payload(point.source)
        if source not in sources:
            sources.append(source)
        points.append([point.year, point.value, point.value_type, sources.index(source)])
    return {"title": series.label, "unit": series.unit, "points": points, "sources": sources}
