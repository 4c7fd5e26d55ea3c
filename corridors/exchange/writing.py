"""Answers and layers as files: GeoJSON, GeoPackage, KML, CSV, XLSX.

What is written depends on the values alone: neither the clock nor the machine shows.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.data.credits import CREDITS, credited, credits_of
from corridors.errors import BadInput
from corridors.exchange.credit import credit_text, credits_for, licences
from corridors.exchange.kml import kml_text
from corridors.exchange.plain import geometry_of, in_words, plain, rounded
from corridors.extras import require
from corridors.files import write_whole
from corridors.model import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    import pandas as pd

__all__ = ["FORMATS", "to_bytes", "write"]

FORMATS = ("geojson", "gpkg", "csv", "kml", "xlsx")
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a date for file formats that demand one; it means nothing
WIDEST_COLUMN = 60
PART, TOTALS = "part", "routes"
SUMMED = frozenset({"distance_km", "time_h", "length_km"})
"""Amounts that legs and totals share; in one table totals have names of their own, or a column's sum counts twice."""
RUN_BY_SHEETS = frozenset("=+-@")
UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cn", "Co", "Zs", "Zl", "Zp", "Mn", "Me"})
UNSEEN_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers of Hangul and the empty pattern of Braille: letters and signs that show nothing."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

Sheets = dict[str, Any]


def write(what: Answer | gpd.GeoDataFrame | pd.DataFrame, path: Path | str) -> Path:
    """Write an answer or a frame to a file in the format of its suffix.

    Parameters
    ----------
    what
        An answer, a frame with geometry (any CRS), or, for CSV and XLSX, a plain frame.
    path
        Ends in one of `FORMATS`.

    Returns
    -------
        The path.

    Raises
    ------
    BadInput
        The suffix is not one of them, or the file cannot be written.
    """
    where = Path(path)
    data = to_bytes(what, where.suffix.lstrip("."))
    try:
        write_whole(where, data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            f"{where.name} cannot be written: {reason}. Name a file in a folder that exists."
        ) from error
    return where


def to_bytes(what: Answer | gpd.GeoDataFrame | pd.DataFrame, file_format: str) -> bytes:
    """Return what `write` would write, for a download button.

    Parameters
    ----------
    what
        An answer or a frame.
    file_format
        One of `FORMATS`.

    Returns
    -------
        The file; equal values give equal bytes.

    Raises
    ------
    BadInput
        The format is not one of them, or needs geometry that the frame lacks.
    """
    writers: dict[str, Callable[[Sheets], bytes]] = {
        "geojson": _geojson,
        "gpkg": _gpkg,
        "csv": _csv,
        "kml": _kml,
        "xlsx": _xlsx,
    }
    writer = writers.get(file_format.lower())
    if not writer:
        raise BadInput(
            f"{file_format!r} is not a format of tables and layers; choose from {', '.join(FORMATS)}."
        )
    sheets = _sheets(what)
    if writer is not _geojson:  # the one whose values may be lists
        sheets = {name: in_words(frame) for name, frame in sheets.items()}
    return writer(sheets)


def _sheets(what: Answer | gpd.GeoDataFrame | pd.DataFrame) -> Sheets:
    """Lay out values as named tables, the main one first, those with geometry in WGS 84."""
    rows = credits_for(what)
    if isinstance(what, Answer):
        tables = what.to_sheets() | ({CREDITS: _frame(rows)} if rows else {})
        return {name: plain(frame) for name, frame in tables.items()}
    return {"data": credited(plain(what), rows)}


def _frame(rows: list[dict[str, str]]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(rows)


def _credits(sheets: Sheets) -> list[dict[str, str]]:
    """Return the credits of what is written, whether it is an answer or a frame."""
    return _records(sheets[CREDITS]) if CREDITS in sheets else credits_of(next(iter(sheets.values())))


def _with_geometry(sheets: Sheets, file_format: str) -> Sheets:
    layers = {name: f for name, f in sheets.items() if geometry_of(f) and len(f)}
    if not layers and not any(geometry_of(f) for f in sheets.values()):
        raise BadInput(f"There is no geometry to write as {file_format}; choose csv or xlsx.")
    return layers


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows without geometry; missing values are None."""
    table = frame.drop(columns=[geometry_of(frame)]) if geometry_of(frame) else frame
    return [
        {str(k): _json_value(v) for k, v in row.items()} for row in table.astype(object).to_dict("records")
    ]


def _json_value(value: Any) -> Any:
    if type(value).__name__ in {"NAType", "NaTType"} or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return None
    return value.item() if hasattr(value, "item") else value


def _geojson(sheets: Sheets) -> bytes:
    import shapely  # noqa: PLC0415

    layers = _with_geometry(sheets, "geojson")
    features = []
    for name, frame in layers.items():
        extra = {"layer": name} if len(layers) > 1 else {}
        shapes = rounded(frame.geometry.to_numpy())
        for shape, row in zip(shapes, _records(frame), strict=True):
            geometry = json.loads(shapely.to_geojson(shape)) if shape is not None else None
            features.append({"type": "Feature", "properties": extra | row, "geometry": geometry})
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    for name in ("routes", "sources", "notes"):
        if name in sheets and name not in layers:
            collection[name] = _records(sheets[name])
    if rows := _credits(sheets):
        collection |= {"licence": licences(rows), "attribution": credit_text(rows), CREDITS: rows}
    return (
        json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
    ).encode()


def _kml(sheets: Sheets) -> bytes:
    layers = _with_geometry(sheets, "kml")
    said = [credit_text(_credits(sheets))]
    for name, column in (("notes", "text"), ("sources", "title")):
        said += [str(row.get(column) or "") for row in _records(sheets[name])] if name in sheets else []
    folders = {name: list(zip(f.geometry, _records(f), strict=True)) for name, f in layers.items()}
    return kml_text(folders, "; ".join(text for text in said if text)).encode()


def _gpkg(sheets: Sheets) -> bytes:
    import pyogrio  # noqa: PLC0415

    layers = _with_geometry(sheets, "gpkg")
    tables = layers | {n: f for n, f in sheets.items() if not geometry_of(f) and len(f) and len(f.columns)}
    said = _metadata(sheets)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": EPOCH.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.gpkg"
            for name, frame in tables.items():
                safe = frame.rename(
                    columns={c: f"{c}_" for c in frame.columns if c.lower() in {"fid", "geom"}}
                )
                first = not path.exists()
                about = {"dataset_metadata" if first else "layer_metadata": said} if said else {}
                pyogrio.write_dataframe(safe, path, layer=name, driver="GPKG", append=not first, **about)
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _metadata(sheets: Sheets) -> dict[str, str]:
    """Return what the metadata tables of a GeoPackage say."""
    rows = _credits(sheets)
    if not rows:
        return {}
    said = {"licence": licences(rows), "attribution": credit_text(rows), CREDITS: json.dumps(rows)}
    notes = [str(n["text"]) for n in _records(sheets["notes"])] if "notes" in sheets else []
    return said | ({"notes": "; ".join(notes)} if notes else {})


def _harmless(value: Any) -> Any:
    """Mark a text that a spreadsheet would run as text."""
    return f"'{value}" if isinstance(value, str) and _runs(value) else value


def _runs(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula, also where signs that nobody sees stand before it."""
    for sign in text:
        if sign in "\t\r":
            return True
        if unicodedata.category(sign) not in UNSEEN_KINDS and sign not in UNSEEN_LETTERS:
            return unicodedata.normalize("NFKC", sign) in RUN_BY_SHEETS
    return False


def _csv(sheets: Sheets) -> bytes:
    """Write one table; several as one, whose first column names the part of the answer that a row is of."""
    parts = {name: _records(frame) for name, frame in sheets.items()}
    if len(parts) == 1:
        stated = _credit_columns(sheets)
        columns = [*_columns(next(iter(sheets.values()))), *stated]
        rows = [row | stated for row in next(iter(parts.values()))]
    else:
        named = {name: [_total(row) if name == TOTALS else row for row in parts[name]] for name in parts}
        rows = [{PART: name} | row for name, of_part in named.items() for row in of_part]
        columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_harmless(column) for column in columns])
    writer.writerows([_harmless(row.get(column)) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _credit_columns(sheets: Sheets) -> dict[str, str]:
    """Return licence and credit as cells of every row: a table that is cut or pasted keeps them, and any program opens it."""
    rows = _credits(sheets)
    return {"data_licence": licences(rows), "data_credit": credit_text(rows)} if rows else {}


def _columns(frame: pd.DataFrame) -> list[str]:
    return [str(c) for c in frame.columns if c != geometry_of(frame)]


def _total(row: dict[str, Any]) -> dict[str, Any]:
    return {f"total_{name}" if name in SUMMED else name: value for name, value in row.items()}


def _xlsx(sheets: Sheets) -> bytes:
    require("openpyxl")
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook(write_only=False)
    del book[book.sheetnames[0]]
    book.properties.creator, book.properties.created = "corridors", EPOCH
    rows_of_credit = _credits(sheets)
    shown = (
        sheets if CREDITS in sheets or not rows_of_credit else sheets | {CREDITS: _frame(rows_of_credit)}
    )
    for name, frame in shown.items():
        sheet = book.create_sheet(name)
        columns = _columns(frame)
        rows = [dict(zip(columns, columns, strict=True)), *_records(frame)]
        for i, row in enumerate(rows, 1):
            for j, column in enumerate(columns, 1):
                _fill(sheet.cell(i, j), row[column])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            widest = max(len(str(r[cell.value])) for r in rows) if cell.value in rows[0] else 0
            sheet.column_dimensions[cell.column_letter].width = min(widest + 2, WIDEST_COLUMN)
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


def _fill(cell: Any, value: Any) -> None:
    """Set a cell; a text stays text even where it looks like a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.style = "Normal"
        cell.quotePrefix = _runs(value)


def _undated(data: bytes) -> bytes:
    """Pack a workbook again without the hour at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()
