"""Rows of a file of Global Energy Monitor, with the licence that the file states."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from corridors.data.licences import CC_BY, ODBL, licence_in
from corridors.errors import BadTable
from corridors.exchange.encodings import decode
from corridors.exchange.gem_shape import system, turn_of, turn_of_file
from corridors.extras import require

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
LARGEST_BYTES: Final = 500_000_000
HEADER_WITHIN: Final = 30
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
            f"{path.name} is no file of Global Energy Monitor that is known here; give one that ends in "
            f"{', '.join(SUFFIXES)} (unpack a .zip first)."
        )
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise BadTable(
                f"{path.name} has {size / 1e6:.0f} MB; at most {LARGEST_BYTES / 1e6:.0f} MB are read."
            )
        rows, said, member = _geojson(path) if suffix in {".geojson", ".json"} else _table(path, suffix)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, BadZipFile) as fault:
        if isinstance(fault, BadTable):
            raise
        reason = (getattr(fault, "strerror", None) or str(fault) or type(fault).__name__).splitlines()[0]
        raise BadTable(f"{path.name} cannot be read: {reason[:200]}.") from fault
    if rows and not any("projectid" in row for _, row in rows):
        raise BadTable(
            f"{path.name} has no column ProjectID; give a file of pipelines as GEM publishes it."
        )
    turn = turn_of(given) if given else turn_of_file(member, path.name)
    return GemFile(tuple(rows), licence_in(said), turn)


def licence_of(row: Row) -> str:
    """Return the licence that a row states, empty where it states none."""
    return licence_in(row.get(column) for column in _OF_ROW)


def _key(column: object) -> str:
    text = str(column).strip()
    return "id_" if text == "@id" else re.sub(r"[\W_]+", "", text.casefold())


# ------------------------------------------------------------------------------------------------ GeoJSON
def _geojson(path: Path) -> Read:
    data = json.loads(decode(path.read_bytes(), path.name).text)
    if not isinstance(data, dict):
        return [], [], None
    rows: list[tuple[int, Row]] = []
    for number, feature in enumerate(data.get("features", [data]), 1):
        properties = feature.get("properties") or {} if isinstance(feature, dict) else {}
        row = {_key(k): v for k, v in properties.items()}
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

    frame = gpd.read_file(path)
    about = pyogrio.read_info(path)
    said = [about.get("layer_metadata"), about.get("dataset_metadata")]
    shapes = frame.geometry.to_wkt()
    system = frame.crs.to_wkt() if frame.crs else None
    return pd.DataFrame(frame.drop(columns=frame.geometry.name)).assign(geometry=shapes), said, system


def _csv(path: Path) -> tuple[pd.DataFrame, list[object], int]:
    """Read a CSV with any separator, also below lines of title; what stands above the header may state a licence."""
    import pandas as pd  # noqa: PLC0415

    text = decode(path.read_bytes(), path.name).text
    head = text.splitlines()[:HEADER_WITHIN]
    at = next((i for i, line in enumerate(head) if "projectid" in re.sub(r"[\W_]", "", line.casefold())), 0)
    sign = max(";,\t|；", key=head[at].count) if head else ","
    body = "".join(text.splitlines(keepends=True)[at:])
    frame = pd.read_csv(io.StringIO(body), sep=sign, dtype=str, keep_default_na=False, index_col=False)
    return frame, [*head[:at]], at + 2


def _workbook(path: Path) -> tuple[pd.DataFrame, list[object], int]:
    """Read the sheet of pipelines; the first one of GEM's workbooks tells about them, and of their licence."""
    import pandas as pd  # noqa: PLC0415

    require("openpyxl")
    sheets = pd.read_excel(
        path, sheet_name=None, header=None, dtype=str, keep_default_na=False, engine="openpyxl"
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
