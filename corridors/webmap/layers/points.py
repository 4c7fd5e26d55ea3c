"""Marks of the corridors' points: border crossings, gauge changes, terminals and ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.presentation.vocabulary import capital, word
from corridors.traffic.series import HUBS, NAMES
from corridors.webmap.layers.lines import UNBUILT_SINCE, is_built, since_of, sources_of
from corridors.webmap.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corridors.i18n import Words
    from corridors.model import Series

__all__ = ["crossing_marks", "gauge_marks", "terminal_marks"]

BUSY_ZOOM, BREAK_ZOOM, RAIL_ZOOM, ROAD_ZOOM = 2.5, 4.25, 6.0, 7.0
BUSY_RANK = 12.5
GAUGE_ZOOM, TERMINAL_ZOOM = 6.5, 5.5
SYMBOLS = {"seaport": "port"}


def _gauges(row: Mapping[str, str]) -> str:
    a, b = row.get("gauge_a_mm", ""), row.get("gauge_b_mm", "")
    return f"{a} | {b} mm" if a and b and a != b else f"{a or b} mm" if a or b else ""


def _local_name(row: Mapping[str, str], lang: str) -> str:
    return row.get(f"name_{lang}", "") or row["name"]


def _common_name(row: Mapping[str, str], lang: str) -> str:
    """Return the name that readers know: Khorgos rather than its two stations."""
    if lang == "en" and row["mode"] == "rail" and row["id"] in HUBS:
        return NAMES[HUBS[row["id"]]][0]
    return _local_name(row, lang)


def crossing_marks(
    rows: Iterable[Mapping[str, str]],
    counts: Mapping[str, tuple[Series, ...]],
    *,
    lang: str,
    _: Words,
) -> list[Mark]:
    """Mark the border crossings; those with counted trains come first.

    Parameters
    ----------
    rows
        The table ``crossings``.
    counts
        Annual series by crossing, the one shown first in front.
    lang
        Language of the names.
    _
        Translator of the words.
    """
    return [_crossing(row, counts.get(row["id"], ()), lang, _) for row in rows if row["lon"] and row["lat"]]


def _crossing(row: Mapping[str, str], counted: tuple[Series, ...], lang: str, _: Words) -> Mark:
    rail = row["mode"] == "rail"
    broken = row["gauge_a_mm"] != row["gauge_b_mm"]
    busy = rail and bool(counted)
    gauges = _gauges(row)
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
        layer="crossings" if rail else "road_crossings",
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
        tip=tuple(x for x in (_newest(counted), gauges) if x),
        facts=tuple((k, v) for k, v in facts if k and v),
        sources=sources_of(row),
        names=tuple(dict.fromkeys(n for n in names if n)),
        since=since_of(row),
        series=counted,
    )


def _newest(counted: tuple[Series, ...]) -> str:
    """Say the last figure of the first series."""
    if not counted:
        return ""
    last = counted[0].points[-1]
    return f"{counted[0].label} {last.year}: {last.value:,.10g}".replace(",", "\u202f")


def _crossing_symbol(row: Mapping[str, str], *, main: bool) -> str:
    if row["mode"] != "rail":
        return "road"
    if row["status"] != "open":
        return "closed"
    return "crossing" if main else "minor"


def gauge_marks(rows: Iterable[Mapping[str, str]], opened: Mapping[str, int], _: Words) -> list[Mark]:
    """Mark the points where trains change gauge.

    Parameters
    ----------
    rows
        The table ``gauge_points``.
    opened
        Year in which each crossing opened; a point that serves one is there since then.
    _
        Translator of the words.
    """
    return [
        Mark(
            id=row["id"],
            layer="gauge",
            text=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            style="terminal",
            kind="gauge",
            rank=170,
            zoom=GAUGE_ZOOM,
            eyebrow=_("Change of gauge"),
            tip=(_gauges(row), word("kind", row["kind"], _)),
            facts=(
                (_("Gauge"), _gauges(row)),
                (_("Kind"), word("kind", row["kind"], _)),
                (_("Country"), row["country"]),
            ),
            sources=sources_of(row),
            names=(row["name"],),
            since=opened.get(row["crossing_id"], 0) if is_built(row) else UNBUILT_SINCE,
        )
        for row in rows
        if row["lon"] and row["lat"]
    ]


def terminal_marks(
    rows: Iterable[Mapping[str, str]],
    counts: Mapping[str, tuple[Series, ...]],
    *,
    lang: str,
    _: Words,
) -> list[Mark]:
    """Mark terminals, dry ports and seaports; junctions, areas and crossings have their own marks.

    Parameters
    ----------
    rows
        The table ``terminals``.
    counts
        Annual series by terminal.
    lang
        Language of the names.
    _
        Translator of the words.
    """
    wanted = {"rail_terminal", "dry_port", "seaport", "gauge_change_yard"}
    return [
        _terminal(row, counts.get(row["id"], ()), lang, _)
        for row in rows
        if row["kind"] in wanted and row["lon"] and row["lat"]
    ]


def _terminal(row: Mapping[str, str], counted: tuple[Series, ...], lang: str, _: Words) -> Mark:
    names = dict(pair.split("=", 1) for pair in row.get("names", "").split(";") if "=" in pair)
    capacity = " ".join(x for x in (row.get("capacity_value", ""), row.get("capacity_unit", "")) if x)
    kind = capital(word("kind", row["kind"], _))
    facts = (
        (_("Country"), row["country"]),
        (_("Capacity"), capacity),
        (_("Opened"), row.get("opened_year", "")),
        ("UN/LOCODE", row.get("locode", "")),
    )
    every = (row["name"], row.get("local_name", ""), *names.values())
    return Mark(
        id=row["id"],
        layer="terminals",
        text=names.get(lang, row["name"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="terminal",
        kind=SYMBOLS.get(row["kind"], "terminal"),
        rank=150 if row["kind"] == "seaport" else 155,
        zoom=TERMINAL_ZOOM,
        also=row.get("local_name", ""),
        eyebrow=kind,
        tip=(kind,),
        facts=tuple((k, v) for k, v in facts if v),
        sources=sources_of(row),
        names=tuple(dict.fromkeys(n for n in every if n)),
        since=since_of(row),
        series=counted,
    )
