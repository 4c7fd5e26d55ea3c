"""Answers as JSON and as tables for a terminal; only the command line calls this."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corridors.errors import BadInput
from corridors.files import write_whole
from corridors.i18n import translator
from corridors.model.wording import word_note
from corridors.presentation.said import Door, said
from corridors.presentation.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from corridors.model import Note, Series, Source, Throughput

__all__ = ["ERR", "OUT", "clean", "figure", "save", "say", "show", "show_throughput", "tell"]


def clean(text: str) -> str:
    """Return a text with signs that would steer a terminal shown as escapes."""
    return "".join(c if c.isprintable() or c in "\n\t" else _escape(c) for c in text)


def _escape(sign: str) -> str:
    return sign if sign.isspace() else sign.encode("unicode_escape").decode()


class _Console(Console):
    """A terminal that no text from data or users can steer."""

    def print(self, *objects: Any, **how: Any) -> None:
        """Print texts cleaned, and whatever else as it is."""
        super().print(*(clean(o) if isinstance(o, str) else o for o in objects), **how)


OUT = _Console(highlight=False)
ERR = _Console(stderr=True, highlight=False)


def figure(value: float, digits: int | None = None) -> str:
    """Return a figure for the terminal, with so many decimals; as exactly as it is known when left out."""
    return plain(value, translator(), digits=digits)


def save(path: Path, text: str) -> None:
    """Write a text file.

    Raises
    ------
    BadInput
        When the folder refuses it.
    """
    try:
        write_whole(path, text.encode("utf-8"))
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        message = f"{path} cannot be written: {reason}. Choose another folder."
        raise BadInput(message) from fault


def say(answer: Any) -> None:
    """Print an answer as JSON."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=not _takes_all_letters(), indent=2) + "\n")


def _takes_all_letters() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") in {"utf8", "utf8sig", "gb18030"}


def tell(warnings: Iterable[Note], notes: Iterable[Note] = (), *, on: Console = OUT) -> None:
    """Print what makes an answer doubtful, marked as a warning, then what else is good to know."""
    for warning in warnings:
        on.print(f"Warning: {said(warning, Door.COMMAND)}", markup=False, soft_wrap=True)
    for note in notes:
        on.print(said(note, Door.COMMAND), markup=False, soft_wrap=True)


def show(title: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as a table; ``columns`` maps keys to headings."""
    table = Table(title=clean(title), title_justify="left")
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(key)) for key in columns))
    OUT.print(table)


def _cell(value: Any) -> str:
    text = figure(value, 1) if isinstance(value, float) else "" if value is None else str(value)
    return escape(clean(text))


def show_throughput(found: Throughput) -> None:
    """Print annual series, each year with what it is worth, and below them the sources by number."""
    sources = {_key(p.source): p.source for s in (*found.series, *found.marks) for p in s.points}
    sources |= {_key(c.source): c.source for c in found.capacities}
    numbers = {key: str(number) for number, key in enumerate(sources, 1)}
    OUT.print(found.title, markup=False)
    columns = {
        "year": "Year",
        "value": "Value",
        "kind": "Kind",
        "confidence": "Confidence",
        "source": "Source",
    }
    for series in found.series:
        show(_heading(series), columns, _years(series, numbers))
    for series in found.marks:
        show(f"Not traffic: {_heading(series)}", columns, _years(series, numbers))
    _show_capacity(found, numbers)
    if sources:
        heads = {
            "number": "Source",
            "title": "Title",
            "publisher": "Publisher",
            "date": "Date",
            "url": "Address",
        }
        show("Sources", heads, [s.to_dict() | {"number": numbers[key]} for key, s in sources.items()])
    for note in found.notes:
        OUT.print(word_note(note), markup=False)


def _show_capacity(found: Throughput, numbers: Mapping[tuple[str, str, str], str]) -> None:
    """Print what pipelines can carry, and how much of it was used."""
    if found.capacities:
        columns = {"id": "Pipeline", "capacity": "Capacity", "year": "Since", "confidence": "Confidence"}
        rows = [
            c.to_dict() | {"capacity": f"{figure(c.value)} {c.unit}", "source": numbers[_key(c.source)]}
            for c in found.capacities
        ]
        show("Capacity", columns | {"source": "Source"}, rows)
    if found.utilisation:
        used = found.utilisation
        rows = [{"year": str(p.year), "value": figure(p.value, 1), "of": p.note} for p in used.points]
        gaps = [{"year": str(year), "value": "", "of": "missing"} for year in used.missing]
        columns = {"year": "Year", "value": "%", "of": "Of"}
        show("Use of capacity", columns, sorted(rows + gaps, key=lambda row: row["year"]))


def _key(source: Source) -> tuple[str, str, str]:
    return source.title, source.url, source.date


def _heading(series: Series) -> str:
    return escape(f"{series.label}: {series.metric}, {series.unit}, {series.direction}")


def _years(series: Series, numbers: Mapping[tuple[str, str, str], str]) -> list[dict[str, str]]:
    rows = {
        p.year: {
            "value": figure(p.value),
            "kind": p.value_type,
            "confidence": p.source.confidence,
            "source": numbers[_key(p.source)],
        }
        for p in series.points
    }
    gaps = {year: {"kind": "missing"} for year in series.missing}
    return [{"year": str(year)} | row for year, row in sorted((rows | gaps).items())]
