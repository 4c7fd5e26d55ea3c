"""Files that others read and write: GeoJSON, GeoPackage, KML, CSV, XLSX out; CSV, XLSX in."""

from __future__ import annotations

from corridors.exchange.reading import FailedRow, Table, read_table, read_table_bytes
from corridors.exchange.writing import FORMATS, to_bytes, write

__all__ = ["FORMATS", "FailedRow", "Table", "read_table", "read_table_bytes", "to_bytes", "write"]
