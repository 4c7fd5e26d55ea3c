"""Marks of border crossings, by rail and by road: two layers from one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.lines import since_of, sources_of
from corridors.layers.kit.mark import Mark
from corridors.presentation.text import figure
from corridors.presentation.vocabulary import word
from corridors.traffic.series import HUBS, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corridors.i18n import Words
    from corridors.layers.kit.reading import Reading
    from corridors.model import Series

__all__ = ["crossing_marks", "gauges_of"]

BUSY_ZOOM, BREAK_ZOOM, RAIL_ZOOM, ROAD_ZOOM = 2.5, 4.25, 6.0, 7.0
BUSY_RANK = 12.5


def crossing_marks(reading: Reading, layer: str, *, rail: bool) -> Iterator[Mark]:
    """Mark the border crossings of a mode; those with counted trains come first.

    Parameters
    ----------
    reading
        Has the table ``crossings``.
    layer
        Name of the layer.
    rail
        Whether those of railways are meant, else the others.
    """
    exact = {row["crossing_id"]: row for row in reading.table("horgos_crossings")}
    for row in reading.table("crossings"):
        if (row["mode"] == "rail") == rail and row["lon"] and row["lat"]:
            at = exact.get(row["id"], row)
            yield _crossing(
                row | {k: at[k] for k in ("lon", "lat")}, reading.counts.get(row["id"], ()), layer, reading
            )


def gauges_of(row: Mapping[str, str]) -> str:
    """Say the gauges of the two sides."""
    a, b = row.get("gauge_a_mm", ""), row.get("gauge_b_mm", "")
    return f"{a} | {b} mm" if a and b and a != b else f"{a or b} mm" if a or b else ""


def _local_name(row: Mapping[str, str], lang: str) -> str:
    return row.get(f"name_{lang}", "") or row["name"]


def _common_name(row: Mapping[str, str], lang: str) -> str:
    """Return the name that readers know: Khorgos rather than its two stations."""
    if lang == "en" and row["mode"] == "rail" and row["id"] in HUBS:
        return NAMES[HUBS[row["id"]]][0]
    return _local_name(row, lang)


def _crossing(row: Mapping[str, str], counted: tuple[Series, ...], layer: str, reading: Reading) -> Mark:
    _, lang = reading.words, reading.lang
    rail = row["mode"] == "rail"
    broken = row["gauge_a_mm"] != row["gauge_b_mm"]
    busy = rail and bool(counted)
    gauges = gauges_of(row)
    facts = (
        (_("Countries"), f"{row['country_a']} – {row['country_b']}"),
        (_("Gauge"), gauges),
        (_("Opened"), row["opened_year"]),
        (_("Status"), word("status", row["status"], _) if row["status"] != "open" else ""),
        (_("Closed since"), row["closed_since"]),
    )
    names = (
        row["name"],
        row["name_zh"],
        row["name_ru"],
        row["side_a"],
        row["side_b"],
        *row["aliases"].split(";"),
    )
    closed = row["status"] != "open"
    return Mark(
        id=row["id"],
        layer=layer,
        text=_common_name(row, lang),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="crossing" if rail and (busy or broken) else "minor",
        kind=_crossing_symbol(row, main=busy or broken),
        rank=BUSY_RANK if busy else 110 if rail and broken else 160 if rail else 185,
        zoom=ROAD_ZOOM
        if not rail or closed
        else BUSY_ZOOM
        if busy
        else BREAK_ZOOM
        if broken
        else RAIL_ZOOM,
        also="" if lang == "zh" else row["name_zh"],
        title=row["name"] if _common_name(row, lang) != row["name"] and lang == "en" else "",
        eyebrow=_("Border crossing, railway") if rail else _("Border crossing, road"),
        tip=tuple(x for x in (_newest(counted, _), gauges) if x),
        facts=tuple((k, v) for k, v in facts if k and v),
        sources=sources_of(row),
        names=tuple(dict.fromkeys(n for n in names if n)),
        since=since_of(row),
        series=counted,
    )


def _newest(counted: tuple[Series, ...], _: Words) -> str:
    """Say the last figure of the first series."""
    if not counted:
        return ""
    last = counted[0].points[-1]
    return f"{counted[0].label} {last.year}: {figure(last.value, _)}"


def _crossing_symbol(row: Mapping[str, str], *, main: bool) -> str:
    if row["mode"] != "rail":
        return "road"
    if row["status"] != "open":
        return "closed"
    return "crossing" if main else "minor"
