"""How much of a file that comes in is read, all in one place; beyond it the file is refused in one line."""

from __future__ import annotations

from typing import Final

__all__: list[str] = []

MB: Final = 1_000_000

TABLE_BYTES: Final = 20 * MB
"""Of a user's CSV or XLSX; twenty thousand rows have one or two."""
TABLE_ROWS: Final = 10_000
TABLE_COLUMNS: Final = 1_000
TABLE_CELLS: Final = 1_000_000
CELL_CHARACTERS: Final = 131_072
"""Of one cell, as Python's reader of CSV has it; a spreadsheet program keeps 32,767."""
TABLE_CHARACTERS: Final = 100 * MB
NUMBER_CHARACTERS: Final = 64
STOPS: Final = 50
"""Places that a row may name between its ends."""

SHEET_ROWS: Final = 100_000
"""How far down a sheet may reach, with its empty rows."""
SHEETS: Final = 50

TRACKER_BYTES: Final = 150 * MB
"""Of a file of Global Energy Monitor; the largest of 2025 have less than 100."""
TRACKER_ROWS: Final = 50_000
TRACKER_CELLS: Final = 4_000_000
TRACKER_LINES: Final = 1_000_000
TRACKER_SIGNS: Final = 5_000_000
"""Signs between cells in a CSV, those within courses among them."""

EXTRACT_BYTES: Final = 300 * MB
"""Of an extract of OpenStreetMap, unpacked; all railways of Germany have less than 200."""
EXTRACT_NODES: Final = 2_000_000
EXTRACT_WAYS: Final = 300_000
EXTRACT_STEPS: Final = 1_000_000
"""Of its ways, from node to node; to make so many routable takes some minutes."""
LAYER_ROWS: Final = 300_000
LAYER_CELLS: Final = 10_000_000

NETWORK_BYTES: Final = 200 * MB
"""Of a network of routes, unpacked; the shipped one has 25."""

JSON_BYTES: Final = 150 * MB
JSON_VALUES: Final = 12_000_000
JSON_OBJECTS: Final = 2_000_000
JSON_LISTS: Final = 5_000_000
XML_ELEMENTS: Final = 6_000_000
GRAPHML_BYTES: Final = 150 * MB
GRAPHML_ELEMENTS: Final = 2_000_000
XML_DEPTH: Final = 64
XML_HEAD: Final = 1 * MB
"""Bytes before the first element of an XML file."""

ZIP_MEMBERS: Final = 2_000
ZIP_BYTES: Final = 200 * MB
"""Of a workbook or a zipped shapefile, unpacked."""
TIMES_UNPACKED: Final = 150
"""How many times its size a packed file may have unpacked; text has ten to thirty."""
SMALL: Final = 10 * MB
"""What unpacks to no more than this may be packed as tight as it is."""

CATALOGUE_BYTES: Final = 10 * MB
SECONDS: Final = 60.0
"""For reading one file, whatever is in it."""
