"""Tables that users hand in: CSV and XLSX of any locale; good rows go through, bad ones are listed."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.errors import BadTable
from corridors.exchange.encodings import decode
from corridors.exchange.headers import columns_of, known_words, plain_header
from corridors.exchange.numerals import Numerals, StoredNumber, numerals_of, short
from corridors.extras import require
from corridors.incoming import Meter, read_bounded, wall
from corridors.incoming.files import shown
from corridors.incoming.limits import (
    CELL_CHARACTERS,
    TABLE_BYTES,
    TABLE_CELLS,
    TABLE_CHARACTERS,
    TABLE_COLUMNS,
    TABLE_ROWS,
)
from corridors.incoming.workbooks import check_workbook, silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["FailedRow", "Table", "read_table", "read_table_bytes"]

MOST_COLUMNS_SHOWN = 12
DELIMITERS = (",", ";", "\t", "|", "；", "，")
HEADER_WITHIN = 30
"""Lines in which the header is looked for, below titles and remarks."""
BACKTEST_COLUMNS = ("from", "to", "published_km")
_SEPARATOR = re.compile(r'\s*"?sep=([^\w\s"]|\t)"?[^\S\n]*\r?\n', re.IGNORECASE)
MOST = {"rows": TABLE_ROWS, "cells": TABLE_CELLS, "characters": TABLE_CHARACTERS}
HEAD_CHARACTERS = 1_000_000
SAVE = "Save it again as .xlsx or as CSV."

Lines = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row that could not be used, by its line number in the file (the header is line 1)."""

    line: int
    key: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Return key and reason in the form of the ``backtest`` command."""
        return {"key": self.key or f"line {self.line}", "reason": f"line {self.line}: {self.reason}"}


@dataclass(frozen=True, slots=True)
class Table:
    """A user's table: rows by column, numbers as floats, each with its ``line``; and the rows that failed."""

    rows: tuple[Mapping[str, Any], ...]
    failed: tuple[FailedRow, ...] = ()
    told: tuple[str, ...] = ()
    """What was assumed of the file: its encoding where it states none, the sheet where it isn't the first."""


class Wanted(NamedTuple):
    """The columns that a reader asks for."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    numbers: tuple[str, ...]


def read_table(
    path: Path | str,
    required: Sequence[str] = BACKTEST_COLUMNS,
    *,
    optional: Sequence[str] = ("via",),
    numbers: Sequence[str] = ("published_km",),
) -> Table:
    """Read a user's CSV or XLSX file.

    Parameters
    ----------
    path
        The file; ``.xlsx`` is read as a workbook (the first sheet that has the columns), anything
        else as CSV with commas, semicolons, tabs or bars, of a line ``sep=`` or not, in UTF-8,
        UTF-16, GB18030 or a code page of Windows. Titles may stand above the header.
    required
        Columns that must be there and filled in.
    optional
        Columns that are read when there, else empty.
    numbers
        Columns whose cells must be numbers above zero, with the decimal sign that the column's
        cells agree on; in those of kilometres the unit may stand behind the number.

    Headers may be in any language of ``corridors.exchange.headers.WORDS``.

    Returns
    -------
        Good rows and failed ones.

    Raises
    ------
    BadTable
        The file cannot be read as a table, lacks columns, or holds no row.
    """
    where = Path(path)
    data = read_bounded(where, TABLE_BYTES)
    return read_table_bytes(data, shown(where), required, optional=optional, numbers=numbers)


def read_table_bytes(
    data: bytes,
    name: str,
    required: Sequence[str] = BACKTEST_COLUMNS,
    *,
    optional: Sequence[str] = ("via",),
    numbers: Sequence[str] = ("published_km",),
) -> Table:
    """Read a table from the bytes of a file called ``name``; see `read_table`."""
    with wall(name, "as a table", SAVE):
        return _read(data, name, Wanted(tuple(required), tuple(optional), tuple(numbers)))


def _read(data: bytes, name: str, wanted: Wanted) -> Table:
    required = wanted.required
    if not data.strip():
        raise BadTable(
            f"{name} is empty; it needs a header with {', '.join(required)} and a row for each case."
        )
    zipped = data.startswith(b"PK\x03\x04")
    if name.lower().endswith((".xlsx", ".xlsm")) and not zipped:
        raise BadTable(f"{name} is called a workbook but is none; save it again as .xlsx or as CSV.")
    if zipped:
        lines, told = _workbook_lines(data, name, required)
        sign = ""
    else:
        lines, sign, told = _csv_lines(data, name, required)
    table = _table(lines, name, wanted, sign)
    return replace(table, told=(*told, *_translations(lines, name, wanted)))


def _translations(lines: Lines, name: str, wanted: Wanted) -> tuple[str, ...]:
    """Say which headers were read as which columns, where they are not those columns' own names."""
    cells = lines[0][1]
    columns = columns_of(cells, (*wanted.required, *wanted.optional))
    read = [
        f"“{short(cell)}” as {column}"
        for cell, column in zip(cells, columns, strict=True)
        if column != plain_header(cell)
    ]
    return (f"{name}: the column {', '.join(read)} was read.",) if read else ()


def _csv_lines(data: bytes, name: str, required: Sequence[str]) -> tuple[Lines, str, tuple[str, ...]]:
    """Return the lines from the header on, the sign between cells, and what was assumed."""
    text, guessed = decode(data, name)
    told = (f"{name} is not UTF-8; it was read as {guessed.upper()}.",) if guessed else ()
    stated = _SEPARATOR.match(text)
    start = stated.end() if stated else 0
    body, before = text[start:], text.count("\n", 0, start)
    signs = (stated[1],) if stated else DELIMITERS
    found = {sign: _head(_leading(body, sign), required) for sign in signs}
    sign = max(signs, key=lambda s: (found[s][1], found[s][2]))
    lines = [(line + before, row) for line, row in _parsed(body, sign, name)]
    return lines[found[sign][0] :], sign, told


def _leading(text: str, sign: str) -> Lines:
    """Return the first lines, among which the header stands, and of each as many cells as are read."""
    head = io.StringIO(
        "".join(text[:HEAD_CHARACTERS].splitlines(keepends=True)[:HEADER_WITHIN]), newline=""
    )
    try:
        return _numbered(row[:TABLE_COLUMNS] for row in csv.reader(head, delimiter=sign))
    except csv.Error:
        return []


def _parsed(text: str, sign: str, name: str) -> Lines:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        return _numbered(reader, Meter(name, MOST))
    except csv.Error as error:
        raise BadTable(f"{name} is not CSV: {error} (line {reader.line_num}).") from error


def _head(lines: Lines, required: Sequence[str]) -> tuple[int, int, int]:
    """Return which of the first lines is the header, how many of the columns it has, and how many in all."""
    hits = [len(set(columns_of(row, required)) & set(required)) for _, row in lines[:HEADER_WITHIN]]
    best = max(hits, default=0)
    at = hits.index(best) if best else 0
    return at, best, len(lines[at][1]) if lines else 0


def _numbered(reader: Any, meter: Meter | None = None) -> Lines:
    """Read all rows with the number of the line on which each begins."""
    lines, begin = [], 1
    for row in reader:
        if any(cell.strip() for cell in row):
            if meter:
                _count(meter, row)
            lines.append((begin, [cell.strip() for cell in row]))
        begin = getattr(reader, "line_num", begin) + 1
    return lines


def _workbook_lines(data: bytes, name: str, required: Sequence[str]) -> tuple[Lines, tuple[str, ...]]:
    """Return the lines of the sheet that has the columns, from its header on, and what was assumed."""
    with wall(name, "as a workbook", SAVE), silent():
        sheets = _sheets(data, name)
    heads = {sheet: _head(lines, required) for sheet, lines in sheets.items()}
    chosen = max(sheets, key=lambda sheet: heads[sheet][1])
    told = (f"{name}: the sheet “{short(chosen)}” was read.",) if chosen != next(iter(sheets)) else ()
    return sheets[chosen][heads[chosen][0] :], told


def _sheets(data: bytes, name: str) -> dict[str, Lines]:
    """Return the filled lines of each sheet of a workbook; refuse one that would swell beyond reason."""
    require("openpyxl")
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s that readers of CSV need not pay

    meter, both = Meter(name, MOST), (True, False) if check_workbook(data, name) else (True,)
    books = [load_workbook(io.BytesIO(data), read_only=True, data_only=stored) for stored in both]
    values, formulas = books[0].worksheets, books[-1].worksheets
    pairs = zip(values, formulas, strict=True)
    sheets = {str(stored.title): _filled(stored, written, meter) for stored, written in pairs}
    for book in books:
        book.close()
    if not sheets:
        raise BadTable(f"{name} has no sheet of cells. {SAVE}")
    return sheets


def _filled(stored: Any, written: Any, meter: Meter) -> Lines:
    """Return the rows of a sheet; where a formula has no stored value, the formula."""
    for sheet in (stored, written):
        sheet.reset_dimensions()  # what a sheet states of its size need not be so
    lines = []
    read = [sheet.iter_rows(values_only=True) for sheet in dict.fromkeys((stored, written))]
    for number, both in enumerate(
        zip(read[0], read[-1], strict=True) if len(read) > 1 else _twice(read[0]), 1
    ):
        row = [_cell_text(*pair, meter.name) for pair in zip(*both, strict=True)]
        if any(row):
            _count(meter, row)
            lines.append((number, row))
    return lines


def _twice(rows: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    return ((row, row) for row in rows)


def _count(meter: Meter, row: Sequence[str]) -> None:
    if len(row) > TABLE_COLUMNS:
        raise BadTable(f"{meter.name} has a row of {len(row):,} cells; at most {TABLE_COLUMNS:,} are read.")
    meter.add("rows")
    meter.add("cells", len(row))
    meter.add("characters", sum(map(len, row)))


def _cell_text(value: object, written: object, name: str) -> str:
    if isinstance(value, str) and len(value) > CELL_CHARACTERS:
        raise BadTable(
            f"{name} has a cell of {len(value):,} characters; at most {CELL_CHARACTERS:,} are read."
        )
    if value is None:
        formula = str(getattr(written, "text", written) or "")
        return formula if formula.startswith("=") else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return StoredNumber(repr(value))
    return str(value).strip()


def _table(lines: Lines, name: str, wanted: Wanted, sign: str) -> Table:
    header = _header(lines, name, wanted)
    used = [*wanted.required, *(c for c in wanted.optional if c in header)]
    rows = [(line, cells, _row(header, cells)) for line, cells in lines[1:]]
    reads = {c: _numerals([row.get(c, "") for _, _, row in rows], c, sign) for c in wanted.numbers}
    good, failed = [], []
    for line, cells, row in rows:
        surplus = len(cells) - len(header) if any(cells[len(header) :]) else 0
        reason = _fault(row, surplus, used, wanted.required, reads)
        if reason:
            failed.append(FailedRow(line, _key(row, wanted.required), reason))
        else:
            values = {c: reads[c].number(row[c]) if c in reads else str(row[c]) for c in used}
            good.append({"line": line, **dict.fromkeys(wanted.optional, ""), **values})
    return Table(tuple(good), tuple(failed))


def _header(lines: Lines, name: str, wanted: Wanted) -> list[str]:
    """Return the names of the columns; refuse a table that lacks some, has one twice, or has no rows."""
    if not lines:
        raise BadTable(
            f"{name} is empty; it needs a header with {', '.join(wanted.required)} and a row for each case."
        )
    header = columns_of(lines[0][1], (*wanted.required, *wanted.optional))
    missing = [c for c in wanted.required if c not in header]
    if missing:
        found = ", ".join(short(c) for c in header[:MOST_COLUMNS_SHOWN] if c) or "none"
        also = "; ".join(f"{c} may be called {words}" for c in missing if (words := known_words(c)))
        raise BadTable(
            f"{name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}; its line {lines[0][0]} has: {found}."
            + f" Known are, too: {also}." * bool(also)
        )
    twice = [c for c in (*wanted.required, *wanted.optional) if header.count(c) > 1]
    if twice:
        raise BadTable(f"{name} has more than one column {', '.join(twice)}; keep one.")
    if len(lines) == 1:
        raise BadTable(f"{name} has a header but no rows.")
    return header


def _row(header: list[str], cells: list[str]) -> dict[str, str]:
    return dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))


def _numerals(cells: list[str], column: str, sign: str) -> Numerals:
    return numerals_of(cells, comma_parts_cells=sign == ",", units=column.endswith("_km"))


def _fault(
    row: Mapping[str, str],
    surplus: int,
    used: Sequence[str],
    required: Sequence[str],
    reads: Mapping[str, Numerals],
) -> str:
    """Say what is wrong with a row, or nothing."""
    if surplus:
        return f"{surplus} more cell{'s' * (surplus > 1)} than the header has columns; quote cells that hold the separator"
    formula = next((c for c in used if row[c].startswith("=")), "")
    if formula:
        return (
            f"{formula} is the formula {short(row[formula])!r} without a stored value; open the table in a spreadsheet "
            "program and save it there, or put the value in its place"
        )
    empty = [c for c in required if not row[c]]
    if empty:
        return f"{', '.join(empty)} is empty"
    for column, numerals in reads.items():
        text = row.get(column, "")
        fault = numerals.fault(text) if text else ""
        if fault:
            return f"{column} is {fault}"
    return ""


def _key(row: Mapping[str, str], required: Iterable[str]) -> str:
    return "–".join(short(row[c]) for c in list(required)[:2] if row[c])
