"""Throughput as panels for the page: what is drawn together, its figures as tables; nothing of Streamlit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from corridors.data.catalogue import address_of
from corridors.data.credits import credit_rows, credited
from corridors.presentation.vocabulary import word

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


def panels(throughput: Throughput) -> tuple[Panel, ...]:
    """Return the panels of a subject, that with the longest series first."""
    lines: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    marks: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    for series in throughput.series:
        lines[series.metric, series.unit, series.direction].append(series)
    for mark in throughput.marks:
        marks[mark.metric, mark.unit, mark.direction].append(mark)
    keys = (*lines, *(key for key in marks if key not in lines))
    panels_shown = [Panel(*key, tuple(lines[key]), tuple(marks[key])) for key in keys]
    return tuple(sorted(panels_shown, key=_length, reverse=True))


def _length(panel: Panel) -> tuple[int, bool]:
    return max((len(s.points) for s in panel.series), default=0), panel.direction in BOTH


def headlines(panel: Panel, _: Words) -> str:
    """Return what is counted, in words: quantity, direction, unit."""
    metric = word("metric", panel.metric, _)
    direction = "" if panel.direction in BOTH else word("direction", panel.direction, _)
    unit = word("unit name", panel.unit, _)
    unit_said = unit if unit.casefold() not in metric.casefold() else ""
    return ", ".join(part for part in (metric, direction, unit_said) if part)


def points_table(panel: Panel, _: Words) -> pd.DataFrame:
    """Return a row a point, latest first, each with its kind and its source."""
    drawn = [(s, p) for s in (*panel.series, *panel.marks) for p in s.points]
    drawn.sort(key=lambda pair: -pair[1].year)
    rows = [
        {
            _("Year"): p.year,
            _("Value"): p.value,
            _("Link"): address_of(p.source),
            _("Kind of figure"): word("value type", p.value_type, _),
            _("Confidence"): word("confidence", p.source.confidence, _),
            _("Series"): word("series", s.label, _),
            _("Source"): p.source.title,
            _("Publisher"): p.source.publisher,
            _("Date"): p.source.date,
            _("Note"): p.note,
        }
        for s, p in drawn
    ]
    return pd.DataFrame(rows)


def every_point(throughput: Throughput) -> pd.DataFrame:
    """Return all points and marks of a subject for a file, in the words of the data."""
    points = pd.DataFrame(
        {
            "name": throughput.name,
            "series": s.label,
            "metric": s.metric,
            "unit": s.unit,
            "direction": s.direction,
            **p.to_dict(),
        }
        for s in (*throughput.series, *throughput.marks)
        for p in s.points
    )
    return credited(points, credit_rows(["crossing_throughput"]))


def latest(series: Series) -> SeriesPoint:
    """Return the last year's point."""
    return max(series.points, key=lambda p: p.year)


def gaps(panel: Panel) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the label and the missing years of each series that has gaps."""
    return tuple((s.label, s.missing) for s in panel.series if s.missing)
