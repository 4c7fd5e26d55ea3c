"""Layers of strangers for GDAL: what kind of file it is, how many rows it has, and no rows that are worked out."""

from __future__ import annotations

import io
import sqlite3
import time
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from corridors.errors import BadTable
from corridors.incoming.files import read_bounded, regular_size, shown
from corridors.incoming.limits import EXTRACT_BYTES, JSON_BYTES, LAYER_CELLS, LAYER_ROWS, TABLE_COLUMNS
from corridors.incoming.markup import load_json
from corridors.incoming.packed import members_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Found", "check_geojson", "check_geopackage", "check_layer"]

STEPS: Final = 10_000
SECONDS: Final = 10.0
MADE: Final = (2, 3)
"""How SQLite marks columns that are worked out."""
_SQLITE: Final = b"SQLite format 3\0"
_SHAPES: Final = b"\x00\x00\x27\x0a"
_OF_SHAPES: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")


class Found(NamedTuple):
    """What GDAL is to open, and which layer of it; None where there is one."""

    source: str
    name: str | None = None


def check_layer(path: Path) -> Found:
    """Refuse a layer that is not what its name says, or too large; return what GDAL is to open.

    Parameters
    ----------
    path
        ``.shp``, ``.zip`` of one, ``.gpkg``, or GeoJSON.

    Raises
    ------
    BadTable
        It is another kind of file, or has more rows than are read.
    """
    suffix = path.suffix.lower()
    if suffix == ".gpkg":
        return check_geopackage(path)
    if suffix == ".zip":
        return Found(f"/vsizip/{{{path.resolve()}}}/{_member(path)}")
    if suffix == ".shp":
        _check_shapefile(path)
    else:
        check_geojson(path)
    return Found(str(path))


def check_geojson(path: Path) -> None:
    """Refuse a file that is no GeoJSON, for GDAL looks into a file and not at its name."""
    name = shown(path)
    data = load_json(read_bounded(path, JSON_BYTES).removeprefix(b"\xef\xbb\xbf"), name)
    features = data.get("features", [data]) if isinstance(data, dict) else None
    if not isinstance(features, list) or not isinstance(data.get("type"), str):
        raise BadTable(
            f"{name} has no list of features, so it is no GeoJSON of lines. Download it again whole."
        )
    columns = set[str]()
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        columns.update(properties if isinstance(properties, dict) else ())
    _need_few(name, len(features), LAYER_ROWS, len(columns))


def check_geopackage(path: Path, most: int = LAYER_ROWS) -> Found:
    """Refuse a GeoPackage that is none, or too large, or whose layers are worked out by SQL; return its first layer."""
    regular_size(path, EXTRACT_BYTES)
    name = shown(path)
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) != _SQLITE:
            raise BadTable(
                f"{name} cannot be read as a GeoPackage, for it is none. Save or download it again whole."
            )
    until = time.monotonic() + SECONDS
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        base.set_progress_handler(lambda: int(time.monotonic() > until), STEPS)
        if base.execute("SELECT 1 FROM sqlite_master WHERE type = 'view' AND name LIKE 'gpkg%'").fetchone():
            raise BadTable(
                f"{name} works out its own tables by SQL, which is not done here; export it again."
            )
        sought = "SELECT table_name FROM gpkg_contents ORDER BY data_type <> 'features', rowid LIMIT 100"
        layers = [str(layer) for (layer,) in base.execute(sought)]
        for layer in layers:
            _check_table(base, layer, name, most)
    finally:
        base.close()
    if not layers:
        raise BadTable(f"{name} has no layer; export it again with the lines in it.")
    return Found(str(path), layers[0])


def _check_table(base: sqlite3.Connection, layer: str, name: str, most: int) -> None:
    quoted = '"' + layer.replace('"', '""') + '"'
    stated = base.execute(
        "SELECT type, sql FROM sqlite_master WHERE lower(name) = lower(?)", (layer,)
    ).fetchone()
    columns = base.execute(f"PRAGMA table_xinfo({quoted})").fetchmany(TABLE_COLUMNS + 1)
    plain = stated and stated[0] == "table" and "virtual" not in str(stated[1])[:20].casefold()
    if not plain or any(column[-1] in MADE for column in columns):
        raise BadTable(
            f"{name} has a layer {layer[:40]!r} that is worked out, not stored; export it as a table."
        )
    sought = f"SELECT count(*) FROM (SELECT 1 FROM {quoted} LIMIT {most + 1})"  # noqa: S608 - quoted above
    _need_few(name, int(base.execute(sought).fetchone()[0]), most, len(columns))


def _member(path: Path) -> str:
    """Return the shapefile in a zip file."""
    data, name = read_bounded(path, EXTRACT_BYTES), shown(path)
    members_of(data, name)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        inside = [m for m in packed.namelist() if m.lower().endswith(".shp") and "__MACOSX" not in m]
        if not inside:
            raise BadTable(f"{name} holds no shapefile (.shp); unpack it, and give the file in it.")
        at = PurePosixPath(inside[0])
        for member in packed.namelist():
            of = PurePosixPath(member)
            if (of.parent, of.stem) == (at.parent, at.stem) and of.suffix.lower() in _OF_SHAPES:
                with packed.open(member) as stream:
                    _check_part(name, of.suffix.lower(), stream.read(100))
    if ".." in at.parts or at.is_absolute() or "}" in inside[0]:
        raise BadTable(f"{name} holds a file that lies outside of it; pack it again.")
    return inside[0]


def _check_shapefile(path: Path) -> None:
    for part in path.parent.iterdir():
        if part.stem == path.stem and part.suffix.lower() in _OF_SHAPES:
            regular_size(part, EXTRACT_BYTES)
            with part.open("rb") as file:
                _check_part(shown(part), part.suffix.lower(), file.read(100))
    regular_size(path, EXTRACT_BYTES)


def _check_part(name: str, suffix: str, head: bytes) -> None:
    """Look at the head of one file of a shapefile."""
    if suffix == ".shp" and not head.startswith(_SHAPES):
        raise BadTable(
            f"{name} cannot be read as a shapefile, for it is none. Save or download it again whole."
        )
    if suffix == ".shx" and len(head) == 100:  # noqa: PLR2004 - the header, which says how long the file is in words
        _need_few(name, max(0, int.from_bytes(head[24:28], "big") * 2 - 100) // 8, LAYER_ROWS)
    if suffix == ".dbf":
        columns = int.from_bytes(head[8:10], "little") // 32
        _need_few(name, int.from_bytes(head[4:8], "little"), LAYER_ROWS, columns)


def _need_few(name: str, rows: int, most: int, columns: int = 1) -> None:
    if rows > most:
        raise BadTable(
            f"{name} has more than {most:,} rows, and no more are read; cut it to the area that you need."
        )
    if columns > TABLE_COLUMNS or rows * columns > LAYER_CELLS:
        raise BadTable(
            f"{name} has {columns:,} columns in {rows:,} rows; at most {TABLE_COLUMNS:,} columns and {LAYER_CELLS:,} cells "
            "are read. Leave out the columns that are not needed."
        )
