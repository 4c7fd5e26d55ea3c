"""Tables that users hand in: CSV and XLSX; good rows go through, bad ones are listed."""

from __future__ import annotations

import csv
import io
import math
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from corridors.errors import BadTable
from corridors.extras import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["FailedRow", "Table", "read_table", "read_table_bytes"]

LARGEST_BYTES = 50_000_000
LARGEST_UNPACKED_BYTES = 300_000_000
MOST_COLUMNS_SHOWN = 12
LONGEST_SHOWN = 40
DELIMITERS = (",", ";", "\t")
BACKTEST_COLUMNS = ("from", "to", "published_km")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")
_BROKEN_XLSX = (zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, IndexError)  # fmt: skip

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
        The file; ``.xlsx`` is read as a workbook (its first sheet), anything else as CSV in UTF-8
        with commas, semicolons or tabs.
    required
        Columns that must be there and filled in.
    optional
        Columns that are read when there, else empty.
    numbers
        Columns whose cells must be numbers above zero.

    Returns
    -------
        Good rows and failed ones.

    Raises
    ------
    BadTable
        The file cannot be read as a table, lacks columns, or holds no row.
    """
    where = Path(path)
    try:
        size = where.stat().st_size
        data = where.read_bytes() if size <= LARGEST_BYTES else b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadTable(f"{_short(where.name)} cannot be opened: {reason}.") from error
    if size > LARGEST_BYTES:
        raise BadTable(
            f"{where.name} has {size / 1e6:.0f} MB; at most {LARGEST_BYTES / 1e6:.0f} MB are read."
        )
    return read_table_bytes(data, where.name, required, optional=optional, numbers=numbers)


def read_table_bytes(
    data: bytes,
    name: str,
    required: Sequence[str] = BACKTEST_COLUMNS,
    *,
    optional: Sequence[str] = ("via",),
    numbers: Sequence[str] = ("published_km",),
) -> Table:
    """Read a table from the bytes of a file called ``name``; see `read_table`."""
    if not data.strip():
        raise BadTable(
            f"{name} is empty; it needs a header with {', '.join(required)} and a row for each case."
        )
    zipped = data.startswith(b"PK\x03\x04")
    if name.lower().endswith((".xlsx", ".xlsm")) and not zipped:
        raise BadTable(f"{name} is called a workbook but is none; save it again as .xlsx or as CSV.")
    lines = _workbook_lines(data, name) if zipped else _csv_lines(data, name, required)
    return _table(lines, name, required, optional, numbers)


def _decode(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise BadTable(
                f"{name} is not a table but binary data; give a CSV (UTF-8) or XLSX file."
            ) from error
        line = data.count(b"\n", 0, error.start) + 1
        raise BadTable(
            f"{name} is not UTF-8 (line {line} has byte 0x{data[error.start]:02X}). Save it as “CSV UTF-8”, or convert it "
            "from its encoding, often GB18030/GBK for Chinese or Windows-1251 for Cyrillic, for example with: "
            "iconv -f GB18030 -t UTF-8 IN.csv > OUT.csv"
        ) from error
    if "\0" in text:
        raise BadTable(f"{name} is not a table but binary data; give a CSV (UTF-8) or XLSX file.")
    return text


def _csv_lines(data: bytes, name: str, required: Sequence[str]) -> Lines:
    text = _decode(data, name)
    head = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda d: len(set(map(_column, head.split(d))) & set(required)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _numbered(reader)
    except csv.Error as error:
        raise BadTable(f"{name} is not CSV: {error} (line {reader.line_num}).") from error


def _numbered(reader: Any) -> Lines:
    """Read all rows with the number of the line on which each begins."""
    lines, begin = [], 1
    for row in reader:
        if any(cell.strip() for cell in row):
            lines.append((begin, [cell.strip() for cell in row]))
        begin = reader.line_num + 1
    return lines


def _workbook_lines(data: bytes, name: str) -> Lines:
    try:
        rows = list(_sheet_rows(data, name))
    except BadTable:
        raise
    except _BROKEN_XLSX as error:
        raise BadTable(
            f"{name} cannot be read as a workbook ({type(error).__name__}); save it again as .xlsx or as CSV."
        ) from error
    cells = ((i, [_cell_text(c) for c in row]) for i, row in enumerate(rows, 1))
    return [(i, row) for i, row in cells if any(row)]


def _sheet_rows(data: bytes, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a workbook's first sheet; refuse one that would swell beyond reason."""
    require("openpyxl")
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s that readers of CSV need not pay

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(member.file_size for member in packed.infolist())
    if unpacked > LARGEST_UNPACKED_BYTES:
        limit = f"at most {LARGEST_UNPACKED_BYTES / 1e6:.0f} MB are read"
        raise BadTable(f"{name} unpacks to {unpacked / 1e6:.0f} MB; {limit}.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles that this reader does not use
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(values_only=True)
        book.close()


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    return repr(cell) if isinstance(cell, float) else str(cell).strip()


def _column(text: str) -> str:
    return text.strip().strip('"').strip().casefold().replace(" ", "_")


def _table(
    lines: Lines, name: str, required: Sequence[str], optional: Sequence[str], numbers: Sequence[str]
) -> Table:
    if not lines:
        raise BadTable(
            f"{name} is empty; it needs a header with {', '.join(required)} and a row for each case."
        )
    header = [_column(c) for c in lines[0][1]]
    missing = [c for c in required if c not in header]
    if missing:
        found = ", ".join(_short(c) for c in header[:MOST_COLUMNS_SHOWN] if c) or "none"
        raise BadTable(
            f"{name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}; its first line has: {found}."
        )
    wanted = [*required, *(c for c in optional if c in header)]
    twice = [c for c in wanted if header.count(c) > 1]
    if twice:
        raise BadTable(f"{name} has more than one column {', '.join(twice)}; keep one.")
    if len(lines) == 1:
        raise BadTable(f"{name} has a header but no rows.")
    good, failed = [], []
    for line, cells in lines[1:]:
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))
        reason = _fault(
            row, len(cells) - len(header) if any(cells[len(header) :]) else 0, required, numbers
        )
        if reason:
            failed.append(FailedRow(line, _key(row, required), reason))
        else:
            good.append(
                {
                    "line": line,
                    **dict.fromkeys(optional, ""),
                    **{c: _value(row, c, numbers) for c in wanted},
                }
            )
    return Table(tuple(good), tuple(failed))


def _fault(row: Mapping[str, str], surplus: int, required: Sequence[str], numbers: Iterable[str]) -> str:
    """Say what is wrong with a row, or nothing."""
    if surplus:
        return f"{surplus} more cell{'s' * (surplus > 1)} than the header has columns; quote cells that hold the separator"
    empty = [c for c in required if not row[c]]
    if empty:
        return f"{', '.join(empty)} is empty"
    for column in numbers:
        text = row.get(column, "")
        if text and _number(text) is None:
            return f"{column} is {_short(text)!r}; give a number above zero with a decimal point, such as 11179.5"
    return ""


def _number(text: str) -> float | None:
    try:
        value = float(text.translate(_SPACES))
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 and "_" not in text else None


def _value(row: Mapping[str, str], column: str, numbers: Iterable[str]) -> str | float | None:
    return _number(row[column]) if column in numbers else row[column]


def _key(row: Mapping[str, str], required: Iterable[str]) -> str:
    return "–".join(_short(row[c]) for c in list(required)[:2] if row[c])


def _short(text: str) -> str:
    clean = "".join(c for c in text if c.isprintable())
    return clean if len(clean) <= LONGEST_SHOWN else clean[: LONGEST_SHOWN - 1] + "…"
