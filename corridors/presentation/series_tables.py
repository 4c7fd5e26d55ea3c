"""Throughput as panels for the page: what is drawn together, its figures as tables; nothing of Streamlit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from corridors.data.catalogue import address_of

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.model import Series, SeriesPoint, Throughput

__all__ = ["Panel", "every_point", "gaps", "headlines", "latest", "panels", "points_table"]

BOTH: Final = frozenset({"both", "total", "forward", ""})


@dataclass(frozen=True, slots=True)
class Panel:
    """Series of one quantity, unit and direction, which share an axis, and the marks beside them."""

    metric: str
    unit: str
    direction: str
    series: tuple[Series, ...]
    marks: tuple[Series, ...]

    @property
    def key(self) -> str:
        """Return the panel's name in an address."""
        return "-".join(part for part in (self.metric, self.unit, self.direction) if part)


def panels(found: Throughput) -> tuple[Panel, ...]:
    """Return the panels of a subject, that with the longest series first."""
    lines: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    marks: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    for series in found.series:
        lines[series.metric, series.unit, series.direction].append(series)
    for mark in found.marks:
        marks[mark.metric, mark.unit, mark.direction].append(mark)
    keys = (*lines, *(key for key in marks if key not in lines))
    made = [Panel(*key, tuple(lines[key]), tuple(marks[key])) for key in keys]
    return tuple(sorted(made, key=_length, reverse=True))


def _length(panel: Panel) -> tuple[int, bool]:
    return max((len(s.points) for s in panel.series), default=0), panel.direction in BOTH


def headlines(panel: Panel, _: Words) -> str:
    """Return what is counted, in words: quantity, direction, unit."""
    metric = _metrics(_).get(panel.metric, panel.metric.replace("_", " "))
    direction = _directions(_).get(panel.direction, panel.direction.replace("_", " "))
    unit = _units(_).get(panel.unit, panel.unit)
    told = unit if unit.casefold() not in metric.casefold() else ""
    return ", ".join(part for part in (metric, direction, told) if part)


def _metrics(_: Words) -> dict[str, str]:
    return {
        "china_europe_trains": _("China–Europe trains"),
        "china_europe_cargo": _("Cargo of China–Europe trains"),
        "container_trains": _("Container trains"),
        "trains": _("Trains"),
        "containers": _("Containers"),
        "cargo": _("Cargo"),
        "rail_freight": _("Rail freight"),
        "road_freight": _("Road freight"),
        "export_freight": _("Freight exported"),
        "transit_freight": _("Freight in transit"),
        "rail_transit": _("Transit by rail"),
        "port_freight": _("Freight of the port"),
        "transit_containers": _("Containers in transit"),
        "visitors": _("Visitors"),
        "passengers": _("Passengers"),
        "vehicles": _("Vehicles"),
        "freight_vehicles": _("Lorries"),
        "trucks": _("Lorries"),
        "international_containers": _("International containers"),
        "capacity_pairs_per_day": _("Capacity"),
        "throughput": _("Throughput"),
        "throughput_kazakh_origin": _("Throughput from Kazakhstan"),
        "throughput_reverse_russian_gas": _("Throughput of Russian gas"),
        "throughput_russian_transit": _("Transit from Russia"),
        "trade": _("Trade"),
    }


def _directions(_: Words) -> dict[str, str]:
    return {
        **dict.fromkeys(BOTH, ""),
        "in": _("into China"),
        "out": _("out of China"),
        "cn_to_kz": _("China to Kazakhstan"),
        "kz_to_cn": _("Kazakhstan to China"),
        "to_cn": _("to China"),
        "reverse": _("against the usual direction"),
        "westbound": _("westbound"),
        "eastbound": _("eastbound"),
    }


def _units(_: Words) -> dict[str, str]:
    return {
        "t": _("tonnes"),
        "Mt": _("million tonnes"),
        "TEU": "TEU",
        "trains": _("trains"),
        "persons": _("persons"),
        "vehicles": _("vehicles"),
        "trucks": _("lorries"),
        "train pairs/day": _("pairs of trains a day"),
        "billion USD": _("billion US dollars"),
        "bcm": _("billion cubic metres"),
    }


def points_table(panel: Panel, _: Words) -> pd.DataFrame:
    """Return a row a point, latest first, each with its kind and its source."""
    drawn = [(s, p) for s in (*panel.series, *panel.marks) for p in s.points]
    drawn.sort(key=lambda pair: -pair[1].year)
    rows = [
        {
            _("Year"): p.year,
            _("Value"): p.value,
            _("Link"): address_of(p.source),
            _("Kind of figure"): _(p.value_type),
            _("Confidence"): _(p.source.confidence),
            _("Series"): _(s.label),
            _("Source"): p.source.title,
            _("Publisher"): p.source.publisher,
            _("Date"): p.source.date,
            _("Note"): p.note,
        }
        for s, p in drawn
    ]
    return pd.DataFrame(rows)


def every_point(found: Throughput) -> pd.DataFrame:
    """Return all points and marks of a subject for a file, in the words of the data."""
    return pd.DataFrame(
        {
            "name": found.name,
            "series": s.label,
            "metric": s.metric,
            "unit": s.unit,
            "direction": s.direction,
            **p.to_dict(),
        }
        for s in (*found.series, *found.marks)
        for p in s.points
    )


def latest(series: Series) -> SeriesPoint:
    """Return the last year's point."""
    return max(series.points, key=lambda p: p.year)


def gaps(panel: Panel) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the label and the missing years of each series that has gaps."""
    return tuple((s.label, s.missing) for s in panel.series if s.missing)
