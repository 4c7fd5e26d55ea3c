"""Templates become text: every name in braces is looked up in its table and brings its source along."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from corridors.data import facts
from corridors.data.ledger import Ledger
from corridors.data.tables import read_table, source_of
from corridors.errors import DamagedData, UnknownName
from corridors.story.references import REFERENCES
from corridors.story.wording import day, kinds, measured, number, numbers_in
from corridors.traffic.series import annual

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corridors.i18n import Words
    from corridors.model import Series, Source
    from corridors.story.references import Reference
    from corridors.story.step import Chart, Step

__all__ = ["StoryFigure", "chart_series", "figures", "resolve"]

Row = Mapping[str, Any]

YEARS: Final = ("year", "opened_year", "start_year", "date")
DATES: Final = ("date", "start_date", "year", "start_year")
ORDINALS: Final = ("first", "second", "third")
SUFFIXES: Final = {"_mm": "mm", "_km": "km", "_kv": "kv", "_days_min": "days", "_days_max": "days"}
PERIOD: Final = {"since": "period_start", "until": "period_end"}
KIND_OF: Final = {
    "": "value_type",
    "bare": "value_type",
    "published_distance_km": "distance_value_type",
}
"""The column that says how the figure of a form came about."""
DATED: Final = frozenset({"year", "date", *PERIOD})
SOFT: Final = frozenset({"rounded", "derived"})
UNSURE: Final = frozenset({"unverified", "low"})
PLAIN: Final[Mapping[str, Callable[[Row, Words, str], str]]] = {
    "": lambda row, _, _lang: measured(float(_need(row, "value")), str(row["unit"]), _),
    "bare": lambda row, _, _lang: number(float(_need(row, "value")), _),
    "source": lambda _row, _, _lang: _("source"),
    "year": lambda row, _, _lang: str(_first(row, YEARS))[:4],
    "date": lambda row, _, lang: day(str(_first(row, DATES)), lang),
}
"""What a form makes of a row; "" is the form of a bare name."""


@dataclass(frozen=True, slots=True)
class StoryFigure:
    """A figure of the text with the row that it comes from."""

    text: str
    form: str
    """What of the row it is: "" its value, ``year``, ``date`` …"""
    table: str
    source: Source
    kinds: tuple[str, ...]
    """Words for what a reader must know: rounded, derived, planned, unverified …"""
    unsure: bool
    """Whether nobody has confirmed it."""
    soft: bool
    """Whether it is rounded or worked out from other figures."""

    @property
    def dated(self) -> bool:
        """Whether it is a year or a day, not a quantity."""
        return self.form in DATED


def resolve(template: str, _: Words, lang: str = "en") -> tuple[str | StoryFigure, ...]:
    """Return a text as pieces: words, and figures with their sources.

    Parameters
    ----------
    template
        A text of a step in the reader's language.
    _
        Puts English into the reader's language.
    lang
        That language, for dates.

    Raises
    ------
    UnknownName
        A name in braces that `REFERENCES` lacks.
    DamagedData
        A row that is missing or lacks what the text wants of it.
    """
    pieces: list[str | StoryFigure] = []
    for words, name, _spec, _conversion in string.Formatter().parse(template):
        if words:
            pieces.append(words)
        if name:
            pieces.append(_figure(name, _, lang))
    return tuple(pieces)


def figures(step: Step, _: Words, lang: str = "en") -> tuple[StoryFigure, ...]:
    """Return every figure in a step's texts, in reading order."""
    return tuple(p for t in step.templates for p in resolve(t, _, lang) if isinstance(p, StoryFigure))


def chart_series(chart: Chart) -> tuple[tuple[Series, ...], tuple[Series, ...]]:
    """Return the lines of a chart and the marks beside them."""
    throughputs = [annual(subject, chart.metric) for subject in chart.subjects]
    return (
        tuple(s for t in throughputs for s in t.series if s.direction == chart.direction),
        tuple(s for t in throughputs for s in t.marks if s.direction == chart.direction),
    )


def _figure(name: str, _: Words, lang: str) -> StoryFigure:
    key, _dot, form = name.partition(".")
    if key not in REFERENCES:
        raise UnknownName("figure of the story", key, tuple(REFERENCES))
    reference = REFERENCES[key]
    row = _row(reference)
    kind = str(row.get(KIND_OF.get(form, ""), ""))
    return StoryFigure(
        text=_text(row, form, _, lang),
        form=form,
        table=reference.table,
        source=source_of(row),
        kinds=kinds((kind, row["confidence"]), _),
        unsure=row["confidence"] in UNSURE,
        soft=kind in SOFT,
    )


def _text(row: Row, form: str, _: Words, lang: str) -> str:
    if form in PLAIN:
        return PLAIN[form](row, _, lang)
    if form in PERIOD:
        return day(str(_need(row, PERIOD[form])), lang)
    if form in ORDINALS:
        return _printed(row, ORDINALS.index(form))
    unit = next((u for end, u in SUFFIXES.items() if form.endswith(end)), None)
    if unit is None:
        known = (*PLAIN, *PERIOD, *ORDINALS, *(f"…{end}" for end in SUFFIXES))
        raise UnknownName("form of a figure", form, known)
    return measured(float(_need(row, form)), unit, _)


def _printed(row: Row, nth: int) -> str:
    """Return a number that stands in the row's own sentence."""
    numbers = numbers_in(str(_need(row, "fact")))
    if nth >= len(numbers):
        raise DamagedData(
            f"The sentence of {row['id']} has {len(numbers)} numbers, not {nth + 1}: {row['fact']!r}."
        )
    return f"{numbers[nth]:.10g}"


def _first(row: Row, columns: Iterable[str]) -> Any:
    for column in columns:
        if column in row and _stated(row[column]):
            return row[column]
    raise DamagedData(f"Row {row['id']} states none of {', '.join(columns)}. Restore the tables.")


def _need(row: Row, column: str) -> Any:
    if column not in row or not _stated(row[column]):
        raise DamagedData(f"Row {row['id']} states no {column}. Restore the tables, or name another row.")
    return row[column]


def _stated(value: Any) -> bool:
    return value != "" and not bool(pd.isna(value))


def _row(reference: Reference) -> Row:
    row = _rows(reference.table, _path_stamp(reference.table)).get(reference.id)
    if row is None:
        raise DamagedData(f"The table {reference.table} has no row {reference.id}. Restore the tables.")
    return row


def _path_stamp(table: str) -> int:
    return Ledger.load().path(table).stat().st_mtime_ns


@lru_cache(maxsize=32)
def _rows(table: str, _stamp: int) -> Mapping[str, Row]:
    """Return the rows of a table by id; read again when its file has changed."""
    frame = facts.table(table) if table in facts.names() else read_table(Ledger.load().path(table))
    return {str(row["id"]): {str(k): v for k, v in row.items()} for row in frame.to_dict("records")}
