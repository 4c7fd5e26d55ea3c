"""Marks of the corridors' points: border crossings, gauge changes, terminals and ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.model import Source
from corridors.webmap.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["crossing_marks", "gauge_marks", "latest_trains", "source_of", "terminal_marks"]

Row = "Mapping[str, str]"
BUSY_ZOOM, BREAK_ZOOM, RAIL_ZOOM, ROAD_ZOOM = 2.5, 4.25, 6.0, 7.0
BUSY_RANK = 12.5
GAUGE_ZOOM, TERMINAL_ZOOM = 6.5, 5.5
SYMBOLS = {"seaport": "port"}


def source_of(row: Mapping[str, str]) -> tuple[Source, ...]:
    """Return the source that closes a row of a curated table, if it has one."""
    title = row.get("source_title", "")
    if not title:
        return ()
    return (
        Source(
            id=row.get("id", ""),
            title=title,
            publisher=row.get("source_publisher", ""),
            date=row.get("source_date", ""),
            url=row.get("source_url", ""),
            confidence=row.get("confidence", "low") or "low",
        ),
    )


def latest_trains(rows: Iterable[Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """Return each crossing's row of the latest year."""
    latest: dict[str, Mapping[str, str]] = {}
    for row in sorted(rows, key=lambda r: int(r["year"])):
        latest[row["crossing_id"]] = row
    return latest


def _gauges(row: Mapping[str, str]) -> str:
    a, b = row.get("gauge_a_mm", ""), row.get("gauge_b_mm", "")
    return f"{a} | {b} mm" if a and b and a != b else f"{a or b} mm" if a or b else ""


def _local_name(row: Mapping[str, str], lang: str) -> str:
    return row.get(f"name_{lang}", "") or row["name"]


def crossing_marks(
    rows: Iterable[Mapping[str, str]],
    trains: Mapping[str, Mapping[str, str]],
    *,
    lang: str,
    _: Callable[[str], str],
) -> list[Mark]:
    """Mark the border crossings; those with counted trains come first.

    Parameters
    ----------
    rows
        The table ``crossings``.
    trains
        Latest count of trains by crossing, from :func:`latest_trains`.
    lang
        Language of the names.
    _
        Translator of the words.
    """
    return [_crossing(row, trains.get(row["id"]), lang, _) for row in rows if row["lon"] and row["lat"]]


def _crossing(
    row: Mapping[str, str], count: Mapping[str, str] | None, lang: str, _: Callable[[str], str]
) -> Mark:
    rail = row["mode"] == "rail"
    broken = row["gauge_a_mm"] != row["gauge_b_mm"]
    trains = f"{int(count['trains']):,}".replace(",", "\u202f") if count else ""
    counted = f"{_('Trains')} {count['year']}: {trains}" if count else ""
    gauges = _gauges(row)
    facts = (
        (_("Countries"), f"{row['country_a']} – {row['country_b']}"),
        (f"{_('China–Europe trains')}, {count['year']}" if count else "", trains),
        (_("Gauge"), gauges),
        (_("Opened"), row["opened_year"]),
        (_("Status"), _(row["status"].replace("_", " ")) if row["status"] != "open" else ""),
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
        text=_local_name(row, lang),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="crossing" if rail and (count or broken) else "minor",
        kind=_crossing_symbol(row, main=bool(count) or broken),
        rank=BUSY_RANK if count else 110 if rail and broken else 160 if rail else 185,
        zoom=ROAD_ZOOM
        if not rail or closed
        else BUSY_ZOOM
        if count
        else BREAK_ZOOM
        if broken
        else RAIL_ZOOM,
        also="" if lang == "zh" else row["name_zh"],
        eyebrow=_("Border crossing, railway") if rail else _("Border crossing, road"),
        tip=tuple(x for x in (counted, gauges) if x),
        facts=tuple((k, v) for k, v in facts if k and v),
        sources=(*source_of(count or {}), *source_of(row)),
        names=tuple(dict.fromkeys(n for n in names if n)),
    )


def _crossing_symbol(row: Mapping[str, str], *, main: bool) -> str:
    if row["mode"] != "rail":
        return "road"
    if row["status"] != "open":
        return "closed"
    return "crossing" if main else "minor"


def gauge_marks(rows: Iterable[Mapping[str, str]], _: Callable[[str], str]) -> list[Mark]:
    """Mark the points where trains change gauge."""
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
            tip=(_gauges(row), _(row["kind"].replace("_", " "))),
            facts=(
                (_("Gauge"), _gauges(row)),
                (_("Kind"), _(row["kind"].replace("_", " "))),
                (_("Country"), row["country"]),
            ),
            sources=source_of(row),
            names=(row["name"],),
        )
        for row in rows
        if row["lon"] and row["lat"]
    ]


def terminal_marks(rows: Iterable[Mapping[str, str]], lang: str, _: Callable[[str], str]) -> list[Mark]:
    """Mark terminals, dry ports and seaports; junctions, areas and crossings have their own marks."""
    wanted = {"rail_terminal", "dry_port", "seaport", "gauge_change_yard"}
    return [_terminal(row, lang, _) for row in rows if row["kind"] in wanted and row["lon"] and row["lat"]]


def _terminal(row: Mapping[str, str], lang: str, _: Callable[[str], str]) -> Mark:
    names = dict(pair.split("=", 1) for pair in row.get("names", "").split(";") if "=" in pair)
    capacity = " ".join(x for x in (row.get("capacity_value", ""), row.get("capacity_unit", "")) if x)
    kind = _(row["kind"].replace("_", " ").capitalize())
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
        sources=source_of(row),
        names=tuple(dict.fromkeys(n for n in every if n)),
    )
