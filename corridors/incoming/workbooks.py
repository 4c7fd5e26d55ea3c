"""Workbooks of strangers: how far their sheets reach is counted before a library fills the space between."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError

from corridors.errors import BadTable
from corridors.incoming.limits import SHEET_ROWS, SHEETS, TABLE_CELLS, TABLE_COLUMNS, XML_ELEMENTS
from corridors.incoming.markup import scan_xml
from corridors.incoming.packed import members_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check_workbook", "silent"]

LETTERS: Final = 26
MOST_LETTERS: Final = 3
_ADVICE: Final = "Delete the empty rows and columns around the table, or save it as CSV."


def silent() -> contextlib.redirect_stdout[io.StringIO]:
    """Keep what openpyxl prints about styles off the program's own output while a workbook is read."""
    return contextlib.redirect_stdout(io.StringIO())


def check_workbook(data: bytes, name: str, *, cells: int = TABLE_CELLS) -> bool:
    """Refuse a workbook that would swell as it is read.

    Parameters
    ----------
    data
        The file.
    name
        What it is called, for messages.
    cells
        How many cells its sheets may span together, the empty ones between them too.

    Returns
    -------
        Whether it holds a formula.

    Raises
    ------
    BadTable
        It unpacks to too much, or a sheet reaches too far.
    zipfile.BadZipFile
        It is no zip file.
    """
    members, left, book = members_of(data, name), XML_ELEMENTS, _Book(name)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for member in members:
            part = _Part(book, name, cells)
            try:
                with packed.open(member) as stream:
                    left -= scan_xml(stream, name, {"elements": left}, part.seen)
            except ExpatError:
                pass  # a picture, say; what is needed and no XML is refused by the reader
            part.close()
    if book.cells > cells:
        raise BadTable(f"{name} spans {book.cells:,} cells; at most {cells:,} are read. {_ADVICE}")
    return book.formulas


class _Book:
    """What all parts of a workbook have together."""

    def __init__(self, name: str) -> None:
        self.name, self.cells, self.formulas = name, 0, False
        self.sheets: set[str] = set()
        self.targets: set[str] = set()

    def sheet(self, key: str) -> None:
        """Take note of a sheet that the workbook lists; no two may be one part, to be read again and again."""
        if key in self.sheets or len(self.sheets) >= SHEETS:
            raise BadTable(
                f"{self.name} lists a sheet twice or more than {SHEETS} sheets; save it again with fewer."
            )
        self.sheets.add(key)

    def target(self, path: str) -> None:
        """Take note of the part that a sheet is."""
        part = PurePosixPath(path).name.casefold()
        if part in self.targets:
            raise BadTable(f"{self.name} gives one part for two sheets; save it again as .xlsx or as CSV.")
        self.targets.add(part)


class _Part:
    """One part of a workbook while it is scanned: its farthest row and column."""

    def __init__(self, book: _Book, name: str, most: int) -> None:
        self.book, self.name, self.most = book, name, most
        self.rows = self.row = self.column = self.widest = self.spanned = 0

    def seen(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element."""
        if tag == "c":
            self._cell(attributes.get("r", ""))
        elif tag == "row":
            self._row(attributes.get("r", ""))
        elif tag == "f":
            self.book.formulas = True
        elif tag == "sheet":
            self.book.sheet(next((v for k, v in attributes.items() if k.endswith(":id")), str(attributes)))
        elif tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            self.book.target(attributes.get("Target", ""))

    def _row(self, at: str) -> None:
        self.row = _whole(at) if at else self.row + 1
        self.rows, self.column = max(self.rows, self.row), 0
        if self.rows > SHEET_ROWS:
            raise BadTable(
                f"{self.name} has a sheet that reaches to row {at[:20]}; at most {SHEET_ROWS:,} rows are read. {_ADVICE}"
            )

    def _cell(self, at: str) -> None:
        before = self.column
        self.column = _column(at) if at else self.column + 1
        self.widest = max(self.widest, self.column)
        self.spanned += max(0, self.column - before) or 1
        if self.widest > TABLE_COLUMNS:
            raise BadTable(
                f"{self.name} has a sheet that reaches to cell {at[:20] or self.column}; at most {TABLE_COLUMNS:,} columns are read. {_ADVICE}"
            )
        if self.spanned > self.most:
            raise BadTable(
                f"{self.name} has a sheet with more than {self.most:,} cells; no more are read. {_ADVICE}"
            )

    def close(self) -> None:
        """Add what the sheet spans, its shorter rows filled up."""
        self.book.cells += self.rows * self.widest


def _whole(text: str) -> int:
    """Return a row's number as the reader of workbooks takes it, which takes 1e9 too."""
    return int(float(text))


def _column(cell: str) -> int:
    letters = ""
    for sign in cell:
        if sign in "123456789":
            break
        letters += sign
        if len(letters) > MOST_LETTERS:
            break
    number = 0
    for sign in letters.upper():
        number = number * LETTERS + ord(sign) - ord("A") + 1
    return number
