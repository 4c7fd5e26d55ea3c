"""What crossings, lines and relations carried, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.model.kinds import ValueType, known
from corridors.model.wording import notes_to_dicts

if TYPE_CHECKING:
    import pandas as pd

    from corridors.model.facts import Cited, Source
    from corridors.model.notes import Note

__all__ = ["Series", "SeriesPoint", "Throughput"]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One year's figure; ``value_type`` may be given as text."""

    year: int
    value: float
    value_type: ValueType
    source: Source
    note: str = ""

    def __post_init__(self) -> None:
        """Take the type of value as text, too."""
        object.__setattr__(self, "value_type", known(ValueType, self.value_type, "type of value"))

    def to_dict(self) -> dict[str, Any]:
        """Return the point in the form of the ``throughput`` command."""
        return {
            "year": self.year,
            "value": int(self.value) if self.value.is_integer() else self.value,
            "value_type": str(self.value_type),
            "confidence": self.source.confidence,
            "source_title": self.source.title,
            "source_publisher": self.source.publisher,
            "source_date": self.source.date,
            "source_url": self.source.url,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Series:
    """Full years of one quantity, counted in one way; a year that nobody stated is no point."""

    label: str
    metric: str
    unit: str
    direction: str
    points: tuple[SeriesPoint, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """Years between the first point and the last that have none."""
        years = {p.year for p in self.points}
        return tuple(y for y in range(min(years, default=0), max(years, default=0)) if y not in years)

    def to_dict(self) -> dict[str, Any]:
        """Return the series in the form of the ``throughput`` command."""
        return {
            "label": self.label,
            "metric": self.metric,
            "unit": self.unit,
            "direction": self.direction,
            "points": [p.to_dict() for p in self.points],
            "missing": list(self.missing),
            "derived": [p.year for p in self.points if p.value_type is ValueType.DERIVED],
        }

    def to_pandas(self) -> pd.Series[float]:
        """Return the values by year, named with their unit; missing years are there and empty."""
        import pandas as pd  # noqa: PLC0415

        values = {p.year: p.value for p in self.points}
        years = range(min(values, default=0), max(values, default=-1) + 1)
        index = pd.Index(years, name="year", dtype="int64")
        name = f"{self.metric} [{self.unit}]"
        return pd.Series([values.get(y, float("nan")) for y in years], index, dtype=float, name=name)


@dataclass(frozen=True, slots=True)
class Throughput:
    """All annual series of a crossing, pipeline, service or relation; the longest comes first.

    ``marks`` are targets and capacities: figures of the same unit that no traffic ever was.
    ``capacities`` are those of the pipelines that stand for the name, each since its year, and
    ``utilisation`` is the throughput as percent of what was open; None where either is unknown.
    """

    name: str
    title: str
    series: tuple[Series, ...]
    marks: tuple[Series, ...] = ()
    notes: tuple[Note, ...] = ()
    capacities: tuple[Cited, ...] = ()
    utilisation: Series | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the answer in the form of the ``throughput`` command."""
        answer: dict[str, Any] = {
            "name": self.name,
            "title": self.title,
            "series": [s.to_dict() for s in self.series],
            "marks": [s.to_dict() for s in self.marks],
            "notes": notes_to_dicts(self.notes),
        }
        if self.capacities:
            answer["capacity"] = [c.to_dict() for c in self.capacities]
        return answer | ({"utilisation": self.utilisation.to_dict()} if self.utilisation else {})
