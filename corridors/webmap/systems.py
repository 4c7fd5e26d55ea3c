"""The systems as lines of the map: railways by year, trains, road, ferries, pipelines, power."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import shapely

from corridors import layers
from corridors.errors import UnknownName
from corridors.model import Source
from corridors.throughput import HUBS, annual
from corridors.webmap.cards import series_payload, source_payload
from corridors.webmap.encode import encode_line, line_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import geopandas as gpd

    from corridors.ledger import Ledger
    from corridors.model import Series

    Row = Mapping[str, Any]
    Words = Callable[[str], str]

__all__ = ["System", "headed", "source_of_row", "system_lines", "systems_payload", "whole_years"]

DIGITS = 3
SIMPLIFY_DEG = 0.002
REPEATED = frozenset({"KCOP", "CAGP-B", "CAGP-C"})
"""Pipelines that lie in the same place as others of the table and are told on their cards."""

MAIN_METRICS = ("china_europe_trains", "throughput", "trains", "rail_freight", "vehicles", "visitors")
MOST_SERIES = 3


@dataclass(frozen=True, slots=True)
class System:
    """A line of the map: since when it is there, what it carried each year, and what its card says.

    ``since`` is 0 where nobody states the year. What is planned or being built has ``built``
    False and shows today only. The first of ``series`` gives the line its width.
    """

    id: str
    layer: str
    title: str
    shape: shapely.Geometry
    since: int = 0
    built: bool = True
    idle: bool = False
    eyebrow: str = ""
    tip: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    series: tuple[Series, ...] = ()
    sources: tuple[Source, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return what the map's script reads; empty fields are left out."""
        simple = shapely.simplify(self.shape, SIMPLIFY_DEG)
        values: dict[str, Any] = {
            "id": self.id,
            "layer": self.layer,
            "title": self.title,
            "parts": [encode_line(part, DIGITS) for part in line_parts([simple])],
            "since": self.since,
            "unbuilt": not self.built,
            "idle": self.idle,
            "eyebrow": self.eyebrow,
            "tip": self.tip,
            "facts": [list(pair) for pair in self.facts if pair[1]],
            "series": [series_payload(s) for s in self.series],
            "sources": [source_payload(s) for s in self.sources],
        }
        return {k: v for k, v in values.items() if v}


def systems_payload(ledger: Ledger, _: Words) -> dict[str, Any]:
    """Return all systems for the map's script: ``digits`` and ``lines``."""
    return {"digits": DIGITS, "lines": [line.to_dict() for line in system_lines(ledger, _)]}


def system_lines(ledger: Ledger, _: Words) -> list[System]:
    """Return the lines of all systems whose layers are shipped.

    Parameters
    ----------
    ledger
        Where the layers lie.
    _
        Translator of the words.
    """
    makers = {
        "pipelines": _pipeline,
        "rail_openings": _railway,
        "road_sections": _road,
        "ferry_lines": _ferry,
        "power_lines": _power,
    }
    present = layers.names(ledger)
    found: list[System] = []
    for name, make in makers.items():
        if name in present:
            frame = layers.load(name, ledger=ledger)
            found += [make(row, ledger, _) for row in _rows(frame) if row.get("id") not in REPEATED]
    return found


def _rows(frame: gpd.GeoDataFrame) -> Iterator[Row]:
    """Yield the rows of a layer without missing values."""
    for row in frame.to_dict("records"):
        yield {k: v for k, v in row.items() if v is not None and not _missing(v)}


def _missing(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def source_of_row(row: Row) -> tuple[Source, ...]:
    """Return the source that closes a row, if it has one."""
    if not row.get("source_title"):
        return ()
    title, publisher, date, url = (
        str(row.get(f"source_{part}", "")) for part in ("title", "publisher", "date", "url")
    )
    confidence = str(row.get("confidence") or "low")
    return (Source(str(row.get("id", "")), title, publisher, date, url, confidence),)


def _year(row: Row, column: str = "opened_year") -> int:
    value = row.get(column, "")
    return int(float(value)) if str(value).strip() else 0


def _amount(value: Any, unit: str) -> str:
    if value in {None, ""}:
        return ""
    number = float(value)
    text = f"{number:,.0f}" if abs(number) >= 100 or number == int(number) else f"{number:,.4g}"  # noqa: PLR2004
    return f"{text}\u202f{unit}".replace(",", "\u202f").strip()


def _status(row: Row, _: Words) -> str:
    words = str(row.get("status", ""))
    return "" if words in {"", "open", "operating"} else _(words.replace("_", " "))


def _built(row: Row) -> bool:
    return str(row.get("status", "")) not in layers.UNBUILT


def headed(series: Series, _: Words) -> Series:
    """Return a series under a heading that a reader of a card understands without the table."""
    words = series.metric.replace("_", " ").replace("china europe", "China–Europe")
    heading = _(words[:1].upper() + words[1:])
    way = {"in": _("inbound"), "out": _("outbound")}.get(series.direction, "")
    return replace(series, label=", ".join(x for x in (heading, way) if x))


def whole_years(
    name: str, ledger: Ledger, _: Words, *, rows: frozenset[str] = frozenset()
) -> tuple[Series, ...]:
    """Return the annual series of a subject, those that readers ask for first; none when it has none.

    Parameters
    ----------
    name
        Id of a crossing, terminal or pipeline in the tables.
    ledger
        Whose folder has the tables.
    _
        Translator of the headings.
    rows
        Ids of the rows that may count; all rows of the subject when empty.
    """
    try:
        found = annual(HUBS.get(name, name), None, ledger.root).series
    except UnknownName:
        return ()
    kept = [s for s in found if not rows or s.points[0].source.id in rows]
    ranked = sorted(kept, key=lambda s: (_rank(s.metric), -len(s.points)))
    return tuple(headed(s, _) for s in ranked[:MOST_SERIES])


def _rank(metric: str) -> int:
    return MAIN_METRICS.index(metric) if metric in MAIN_METRICS else len(MAIN_METRICS)


# ------------------------------------------------------------------------------------------ systems
def _pipeline(row: Row, ledger: Ledger, _: Words) -> System:
    name = str(HUBS.get(row["id"], row["id"]))
    unit = row.get("capacity_unit", "")
    series = tuple(s for s in whole_years(name, ledger, _) if f"{s.unit}/yr" == unit)
    oil = row["commodity"] == "oil"
    facts = (
        (_("Opened"), str(_year(row) or "")),
        (_("Status"), _status(row, _)),
        (_("Capacity"), _amount(row.get("capacity"), unit)),
        (_("Length, published"), _amount(row.get("published_length_km"), "km")),
        (_("Length, as drawn"), _amount(row["length_km"], "km")),
        (_("Position good to"), _amount(row["accuracy_km"], "km")),
    )
    return System(
        id=row["id"],
        layer=row["commodity"],
        title=_line_name(row["name"], name),
        shape=row["geometry"],
        since=_year(row),
        built=_built(row),
        idle=row.get("status") in {"idle", "out_of_use"},
        eyebrow=_("Oil pipeline") if oil else _("Gas pipeline"),
        facts=(*facts, *_strings(row["id"], ledger, _)),
        series=series,
        sources=source_of_row(row),
    )


def _line_name(name: str, subject: str) -> str:
    return name.replace(" Line A", ", lines A, B and C") if subject == "CAGP" else name


def _strings(pipeline: str, ledger: Ledger, _: Words) -> Iterable[tuple[str, str]]:
    """Tell of the lines that lie beside the one drawn."""
    if pipeline != "CAGP-A":
        return
    for row in _rows(layers.load("pipelines", ledger=ledger)):
        if row["id"] in REPEATED and row["id"].startswith("CAGP"):
            capacity = _amount(row.get("capacity"), row.get("capacity_unit", ""))
            yield (f"{_('Line')} {row['id'][-1]}", f"{_year(row)}, {capacity}")


def _railway(row: Row, _ledger: Ledger, _: Words) -> System:
    return System(
        id=row["id"],
        layer="railways",
        title=row["name"],
        shape=row["geometry"],
        since=_year(row),
        eyebrow=_("Railway"),
        tip=f"{_('Opened')} {_year(row)}",
        facts=(
            (_("Opened"), str(_year(row))),
            (_("Gauge"), f"{row.get('gauges_mm', '').replace(';', ', ')}\u202fmm"),
            (_("Length, modelled"), _amount(row["length_km"], "km")),
            (_("Countries"), row.get("countries", "").replace(";", ", ")),
        ),
        sources=source_of_row(row),
    )


def _road(row: Row, _ledger: Ledger, _: Words) -> System:
    return System(
        id=row["id"],
        layer="roads",
        title=f"{row['from_place']}–{row['to_place']}",
        shape=row["geometry"],
        since=_year(row),
        built=_built(row),
        eyebrow=_("Western Europe–Western China highway"),
        tip=" · ".join(x for x in (row.get("route_number", ""), row.get("country", "")) if x),
        facts=(
            (_("Section"), row.get("section", "")),
            (_("Route number"), row.get("route_number", "")),
            (_("Opened"), str(_year(row) or "")),
            (_("Status"), _status(row, _)),
            (_("Length, published"), _amount(row.get("published_length_km"), "km")),
            (_("Length, modelled"), _amount(row.get("length_km"), "km")),
        ),
        sources=source_of_row(row),
    )


def _ferry(row: Row, ledger: Ledger, _: Words) -> System:
    known = (
        {r["id"]: r for r in _rows(layers.load("ferries", ledger=ledger))} if _has_ferries(ledger) else {}
    )
    facts = known.get(row.get("point_id"), row)
    return System(
        id=str(row.get("id") or row["point_id"]),
        layer="ferries",
        title=str(facts.get("name", row.get("name", ""))),
        shape=row["geometry"],
        since=_year(facts),
        eyebrow=_("Ferry"),
        facts=(
            (_("Kind"), _(str(facts.get("kind", "")).replace("_", " "))),
            (_("Opened"), str(_year(facts) or "")),
            (_("Status"), _status(facts, _)),
            (_("Sailing time"), _amount(facts.get("sailing_h"), "h")),
            (_("Length, modelled"), _amount(row.get("length_km"), "km")),
        ),
        sources=source_of_row(facts),
    )


def _has_ferries(ledger: Ledger) -> bool:
    return "ferries" in layers.names(ledger)


def _power(row: Row, _ledger: Ledger, _: Words) -> System:
    return System(
        id=row["id"],
        layer="power",
        title=row["name"],
        shape=row["geometry"],
        since=_year(row, "start_year"),
        built=_built(row),
        eyebrow=_("Power line"),
        facts=(
            (_("Voltage"), _amount(row.get("voltage_kv"), "kV")),
            (_("In use since"), str(_year(row, "start_year") or "")),
            (_("Status"), _status(row, _)),
            (_("Operator"), row.get("operator", "")),
            (_("Length, published"), _amount(row.get("published_length_km"), "km")),
            (_("Position"), _("schematic, straight between its places")),
        ),
        sources=source_of_row(row),
    )
