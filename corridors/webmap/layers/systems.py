"""The systems as lines of the map: railways by year, trains, road, ferries, pipelines, power."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corridors.data import layers
from corridors.errors import UnknownName
from corridors.presentation import style
from corridors.presentation.vocabulary import word
from corridors.traffic.series import HUBS, annual
from corridors.webmap.layers.areas import province_areas
from corridors.webmap.layers.lines import (
    DIGITS,
    System,
    amount,
    is_built,
    rows_of,
    sources_of,
    status_of,
    year_of_row,
)
from corridors.webmap.layers.trains import train_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corridors.data.ledger import Ledger
    from corridors.i18n import Words
    from corridors.model import Series

    Row = Mapping[str, Any]

__all__ = ["headed", "system_lines", "systems_payload", "whole_years"]

REPEATED = frozenset({"KCOP", "CAGP-B", "CAGP-C"})
"""Pipelines that lie in the same place as others of the table and are told on their cards."""

MAIN_METRICS = ("china_europe_trains", "throughput", "trains", "rail_freight", "vehicles", "visitors")
MOST_SERIES = 3


def systems_payload(ledger: Ledger, _: Words) -> dict[str, Any]:
    """Return all systems for the map's script: ``digits``, ``lines``, ``areas`` and ``sources``.

    Lines come in the order of painting. Lines and series name a source by its number in ``sources``, where each stands once.
    """
    numbers: dict[str, int] = {}
    order = list(style.SYSTEMS)
    found = sorted(system_lines(ledger, _), key=lambda line: order.index(line.layer))
    lines = [line.to_dict() for line in found]
    for line in lines:
        for holder in (line, *line.get("series", ())):
            if "sources" in holder:
                holder["sources"] = [_number(source, numbers) for source in holder["sources"]]
    sources = [json.loads(text) for text in numbers]
    return {"digits": DIGITS, "lines": lines, "sources": sources, "areas": province_areas(ledger)}


def _number(source: Mapping[str, str], numbers: dict[str, int]) -> int:
    return numbers.setdefault(json.dumps(source, sort_keys=True, ensure_ascii=False), len(numbers))


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
    found = list(train_lines(ledger, _)) if "service_flows" in present else []
    for name, make in makers.items():
        if name in present:
            frame = layers.load(name, ledger=ledger)
            found += [make(row, ledger, _) for row in rows_of(frame) if row.get("id") not in REPEATED]
    return found


def headed(series: Series, _: Words) -> Series:
    """Return a series under a heading that a reader of a card understands without the table."""
    heading = word("heading", series.metric, _)
    way = word("direction in short", series.direction, _, "")
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
        (_("Opened"), str(year_of_row(row) or "")),
        (_("Status"), status_of(row, _)),
        (_("Capacity"), amount(row.get("capacity"), unit)),
        (_("Length, published"), amount(row.get("published_length_km"), "km")),
        (_("Length, as drawn"), amount(row["length_km"], "km")),
        (_("Position good to"), amount(row["accuracy_km"], "km")),
    )
    return System(
        id=row["id"],
        layer=row["commodity"],
        title=_line_name(row["name"], name),
        shape=row["geometry"],
        since=year_of_row(row),
        built=is_built(row),
        idle=row.get("status") in {"idle", "out_of_use"},
        eyebrow=_("Oil pipeline") if oil else _("Gas pipeline"),
        facts=(*facts, *_strings(row["id"], ledger, _)),
        series=series,
        sources=sources_of(row),
    )


def _line_name(name: str, subject: str) -> str:
    return name.replace(" Line A", ", lines A, B and C") if subject == "CAGP" else name


def _strings(pipeline: str, ledger: Ledger, _: Words) -> Iterable[tuple[str, str]]:
    """Tell of the lines that lie beside the one drawn."""
    if pipeline != "CAGP-A":
        return
    for row in rows_of(layers.load("pipelines", ledger=ledger)):
        if row["id"] in REPEATED and row["id"].startswith("CAGP"):
            capacity = amount(row.get("capacity"), row.get("capacity_unit", ""))
            yield (f"{_('Line')} {row['id'][-1]}", f"{year_of_row(row)}, {capacity}")


def _railway(row: Row, _ledger: Ledger, _: Words) -> System:
    return System(
        id=row["id"],
        layer="railways",
        title=row["name"],
        shape=row["geometry"],
        since=year_of_row(row),
        eyebrow=_("Railway"),
        tip=f"{_('Opened')} {year_of_row(row)}",
        facts=(
            (_("Opened"), str(year_of_row(row))),
            (_("Gauge"), f"{row.get('gauges_mm', '').replace(';', ', ')}\u202fmm"),
            (_("Length, modelled"), amount(row["length_km"], "km")),
            (_("Countries"), row.get("countries", "").replace(";", ", ")),
        ),
        sources=sources_of(row),
    )


def _road(row: Row, _ledger: Ledger, _: Words) -> System:
    return System(
        id=row["id"],
        layer="roads",
        title=f"{row['from_place']}–{row['to_place']}",
        shape=row["geometry"],
        since=year_of_row(row),
        built=is_built(row),
        eyebrow=_("Western Europe–Western China highway"),
        tip=" · ".join(x for x in (row.get("route_number", ""), row.get("country", "")) if x),
        facts=(
            (_("Section"), row.get("section", "")),
            (_("Route number"), row.get("route_number", "")),
            (_("Opened"), str(year_of_row(row) or "")),
            (_("Status"), status_of(row, _)),
            (_("Length, published"), amount(row.get("published_length_km"), "km")),
            (_("Length, modelled"), amount(row.get("length_km"), "km")),
        ),
        sources=sources_of(row),
    )


def _ferry(row: Row, _ledger: Ledger, _: Words) -> System:
    return System(
        id=row["point_id"],
        layer="ferries",
        title=row.get("name", ""),
        shape=row["geometry"],
        since=year_of_row(row),
        closed=year_of_row(row, "closed_year"),
        eyebrow=_("Ferry"),
        facts=(
            (_("Kind"), word("kind", row.get("kind", ""), _)),
            (_("Opened"), str(year_of_row(row) or "")),
            (_("Closed"), str(year_of_row(row, "closed_year") or "")),
            (_("Status"), status_of(row, _)),
            (_("Length, modelled"), amount(row.get("length_km"), "km")),
        ),
        sources=sources_of(row),
    )


def _power(row: Row, _ledger: Ledger, _: Words) -> System:
    return System(
        id=row["id"],
        layer="power",
        title=row["name"],
        shape=row["geometry"],
        since=year_of_row(row, "start_year"),
        built=is_built(row),
        eyebrow=_("Power line"),
        facts=(
            (_("Voltage"), amount(row.get("voltage_kv"), "kV")),
            (_("In use since"), str(year_of_row(row, "start_year") or "")),
            (_("Status"), status_of(row, _)),
            (_("Operator"), row.get("operator", "")),
            (_("Length, published"), amount(row.get("published_length_km"), "km")),
            (_("Position"), _("schematic, straight between its places")),
        ),
        sources=sources_of(row),
    )
