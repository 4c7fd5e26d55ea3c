"""Rows of a file of Global Energy Monitor, with the licence that the file states."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corridors.data.licences import CC_BY, ODBL, licence_in
from corridors.errors import BadTable
from corridors.exchange.encodings import decode
from corridors.exchange.gem_shape import system, turn_of, turn_of_file
from corridors.extras import require
from corridors.incoming import Meter, read_bounded, wall
from corridors.incoming.files import shown
from corridors.incoming.limits import (
    JSON_BYTES,
    TABLE_COLUMNS,
    TRACKER_BYTES,
    TRACKER_CELLS,
    TRACKER_LINES,
    TRACKER_ROWS,
    TRACKER_SIGNS,
)
from corridors.incoming.markup import load_json
from corridors.incoming.shapes import check_geopackage
from corridors.incoming.workbooks import check_workbook, silent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from corridors.exchange.gem_shape import Turn

    Row = Mapping[str, Any]
    Read = tuple[list[tuple[int, Row]], list[object], Any]

__all__ = ["CREDITS", "PROJECT", "GemFile", "credit_of", "licence_of", "read_gem"]

CREDITS: Final = {
    CC_BY: (
        "Courses of pipelines: Global Energy Monitor, Global Oil Infrastructure Tracker and Global Gas Infrastructure "
        "Tracker (CC BY 4.0); name the release that you downloaded"
    ),
    ODBL: "Courses of pipelines: © OpenStreetMap contributors, ODbL 1.0 (https://www.openstreetmap.org/copyright)",
}
SUFFIXES: Final = (".geojson", ".json", ".gpkg", ".csv", ".xlsx")
HEADER_WITHIN: Final = 30
HEAD_CHARACTERS: Final = 1_000_000
MOST: Final = {"rows": TRACKER_ROWS, "columns": TABLE_COLUMNS}
PROJECT: Final = re.compile(r"P\d{4,5}")
_STATED: Final = ("licence", "license", "copyright", "attribution", "rights", "generator", "source", "credit", "metadata", "description", "name")  # fmt: skip
_OF_ROW: Final = (
    "licence",
    "license",
    "copyright",
    "attribution",
    "rights",
    "source",
    "geometrysource",
    "id_",
)


@dataclass(frozen=True, slots=True)
class GemFile:
    """Rows with their number or line, keys without spaces and in lower case; and the licence that the head states."""

    rows: tuple[tuple[int, Row], ...]
    licence: str
    turn: Turn | None = None
    """What turns the coordinates of its shapes into lon, lat."""


def credit_of(licence: str) -> str:
    """Return who must be named for courses under a licence."""
    return CREDITS.get(
        licence, f"Courses of pipelines: from your file, whose licence is {licence}; name its maker"
    )


def read_gem(path: Path, crs: str = "") -> GemFile:
    """Read a file of Global Energy Monitor, or one made of it.

    Parameters
    ----------
    path
        GeoJSON in any coordinate system that its member ``crs`` names, GeoPackage, CSV with commas,
        semicolons or tabs in UTF-8 or a code page, or XLSX.
    crs
        The coordinate system of its shapes, before what it states itself.

    Returns
    -------
        The rows, what brings their courses to WGS 84, and the licence that the file's head states; empty where it states none.

    Raises
    ------
    BadTable
        The file cannot be read, or has no column ``ProjectID``.
    """
    given = system(crs) if crs else None
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadTable(
            f"{shown(path)} is no file of Global Energy Monitor that is known here; give one that ends in "
            f"{', '.join(SUFFIXES)} (unpack a .zip first)."
        )
    name = shown(path)
    with wall(name, "as a file of Global Energy Monitor"):
        rows, said, member = _geojson(path) if suffix in {".geojson", ".json"} else _table(path, suffix)
        turn = turn_of(given) if given else turn_of_file(member, name)
        licence = licence_in(said)
    if rows and not any("projectid" in row for _, row in rows):
        raise BadTable(f"{name} has no column ProjectID; give a file of pipelines as GEM publishes it.")
    return GemFile(tuple(rows), licence, turn)


def licence_of(row: Row) -> str:
    """Return the licence that a row states, empty where it states none."""
    return licence_in(row.get(column) for column in _OF_ROW)


def _key(column: object) -> str:
    text = str(column).strip()
    return "id_" if text == "@id" else re.sub(r"[\W_]+", "", text.casefold())


# ------------------------------------------------------------------------------------------------ GeoJSON
def _geojson(path: Path) -> Read:
    name = shown(path)
    data = load_json(decode(read_bounded(path, JSON_BYTES), name).text, name)
    if not isinstance(data, dict):
        return [], [], None
    features, meter = data.get("features", [data]), Meter(name, MOST)
    if not isinstance(features, list):
        raise BadTable(
            f"{name} has no list of features, so it is no GeoJSON of lines. Download it again whole."
        )
    rows: list[tuple[int, Row]] = []
    for number, feature in enumerate(features, 1):
        meter.add("rows")
        properties = feature.get("properties") if isinstance(feature, dict) else None
        row = {_key(k): v for k, v in properties.items()} if isinstance(properties, dict) else {}
        if PROJECT.fullmatch(path.stem):  # a file of GEM's collection is called after its project
            row.setdefault("projectid", path.stem)
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        rows.append((number, row | {"geometry": json.dumps(geometry) if geometry else ""}))
    return rows, [data.get(c) for c in _STATED], data.get("crs")


# ------------------------------------------------------------------------------------------------- tables
def _table(path: Path, suffix: str) -> Read:
    first, system = 2, None
    if suffix == ".gpkg":
        frame, said, system = _geopackage(path)
    elif suffix == ".csv":
        frame, said, first = _csv(path)
    else:
        frame, said, first = _workbook(path)
    frame = frame.set_axis([_key(c) for c in frame.columns], axis="columns")
    records = frame.fillna("").to_dict("records")
    return (
        [(line, {str(k): v for k, v in row.items()}) for line, row in enumerate(records, first)],
        said,
        system,
    )


def _geopackage(path: Path) -> tuple[pd.DataFrame, list[object], str | None]:
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415
    import pyogrio  # noqa: PLC0415

    layer = check_geopackage(path, TRACKER_ROWS).name
    frame = gpd.read_file(path, layer=layer)
    about = pyogrio.read_info(path, layer=layer)
    said = [about.get("layer_metadata"), about.get("dataset_metadata")]
    shapes = frame.geometry.to_wkt()
    system = frame.crs.to_wkt() if frame.crs else None
    return pd.DataFrame(frame.drop(columns=frame.geometry.name)).assign(geometry=shapes), said, system


def _csv(path: Path) -> tuple[pd.DataFrame, list[object], int]:
    """Read a CSV with any separator, also below lines of title; what stands above the header may state a licence."""
    import pandas as pd  # noqa: PLC0415

    name = shown(path)
    text = decode(read_bounded(path, TRACKER_BYTES), name).text
    Meter(name, {"lines": TRACKER_LINES}).add("lines", text.count("\n") + text.count("\r"))
    head = text[:HEAD_CHARACTERS].splitlines(keepends=True)[:HEADER_WITHIN]
    at = next((i for i, line in enumerate(head) if "projectid" in re.sub(r"[\W_]", "", line.casefold())), 0)
    sign = max(";,\t|；", key=head[at].count) if head else ","
    columns, meter = (head[at].count(sign) if head else 0) + 1, Meter(name, MOST)
    meter.add("columns", columns)
    Meter(name, {"cells": TRACKER_SIGNS}).add("cells", text.count(sign))
    most = min(TRACKER_ROWS, TRACKER_CELLS // columns)
    body = io.StringIO(text[sum(map(len, head[:at])) :])
    frame = pd.read_csv(body, sep=sign, dtype=str, keep_default_na=False, index_col=False, nrows=most + 1)
    Meter(name, {"rows": most}).add("rows", len(frame))
    return frame, [*head[:at]], at + 2


def _workbook(path: Path) -> tuple[pd.DataFrame, list[object], int]:
    """Read the sheet of pipelines; the first one of GEM's workbooks tells about them, and of their licence."""
    import pandas as pd  # noqa: PLC0415

    require("openpyxl")
    data = read_bounded(path, TRACKER_BYTES)
    check_workbook(data, shown(path), cells=TRACKER_CELLS)
    with silent():
        sheets = pd.read_excel(
            io.BytesIO(data),
            sheet_name=None,
            header=None,
            dtype=str,
            keep_default_na=False,
            engine="openpyxl",
        )
    said: list[object] = []
    found: tuple[pd.DataFrame, int] | None = None
    for frame in sheets.values():
        rows = frame.head(HEADER_WITHIN).to_numpy().tolist()
        at = next((i for i, row in enumerate(rows) if "projectid" in map(_key, row)), None)
        if at is not None and found is None:
            found = frame.iloc[at + 1 :].set_axis(frame.iloc[at].tolist(), axis="columns"), at + 2
        said += [cell for row in (rows if at is None else rows[:at]) for cell in row]
    frame, first = found or (next(iter(sheets.values())), 2)
    return frame, said, first
