"""Whatever a command or a page gives as short, stable text: what is long becomes a count and a hash."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = ["file_form", "json_form", "lines_form", "table_form", "text_form"]

# set by the option --whole: nothing is shortened, so that every difference is seen as it is
WHOLE: Final = "CORRIDORS_RECORD_WHOLE" in os.environ
LONG_TEXT: Final = 10**9 if WHOLE else 1200
LONG_LIST: Final = 10**9 if WHOLE else 12
FIRST_LINES: Final = 10**9 if WHOLE else 60
MOST_HASHES: Final = 24
LEAST_LINES_A_HASH: Final = 40
GEO: Final = {"type", "coordinates"}
SCRIPT: Final = re.compile(r'<script type="application/json" id="([^"]+)"[^>]*>(.*?)</script>', re.DOTALL)
TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
KML_LINE: Final = re.compile(r"<coordinates>(.*?)</coordinates>", re.DOTALL)


def sha(text: str) -> str:
    """Return a short hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def text_form(text: str) -> str:
    """Return a text, of a long one the beginning, its length and hash."""
    if len(text) <= LONG_TEXT:
        return text
    return f"{text[:160]} … ({len(text)} characters, {sha(text)})"


def lines_form(text: str) -> list[str]:
    """Return the lines of a text, the later ones as a hash a block, so that a change can be located."""
    lines = [text_form(line) for line in text.splitlines()]
    shown, rest = lines[:FIRST_LINES], lines[FIRST_LINES:]
    step = max(LEAST_LINES_A_HASH, -(-len(rest) // MOST_HASHES))
    for at in range(0, len(rest), step):
        block = rest[at : at + step]
        first = FIRST_LINES + at + 1
        shown.append(f"… lines {first} to {first + len(block) - 1}: {sha(chr(10).join(block))}")
    return shown


def json_form(value: Any) -> Any:
    """Return JSON whose geometry, long texts and long lists became counts and hashes."""
    if isinstance(value, str):
        return (
            text_form(value)
            if len(value) <= LONG_TEXT or " " in value[:80]
            else f"({len(value)}, {sha(value)})"
        )
    if isinstance(value, dict):
        if set(value) == GEO and not WHOLE:
            whole = json.dumps(value)
            return f"{value['type']} ({whole.count('[')}, {sha(whole)})"
        return {key: json_form(item) for key, item in value.items()}
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            return [json_form(item) for item in value]
        short = [json_form(item) for item in value[:LONG_LIST]]
        return (
            short
            if len(value) <= LONG_LIST
            else [*short[:2], f"… ({len(value)}, {sha(json.dumps(value))})"]
        )
    return value


def dumped(value: Any) -> list[str]:
    """Return JSON, shortened, as lines."""
    return json.dumps(json_form(value), ensure_ascii=False, indent=1).splitlines()


def table_form(table: pd.DataFrame) -> list[str]:
    """Return the types and rows of a table; geometry as type, number of positions and hash."""
    plain = pd.DataFrame(table).copy()
    for name in plain.columns[plain.dtypes.astype(str) == "geometry"]:
        plain[name] = [_geometry(shape) for shape in plain[name]]
    kinds = ", ".join(f"{name}: {kind}" for name, kind in table.dtypes.items())
    return [f"{len(plain)} rows; {kinds}", *lines_form(plain.to_csv(index=False))]


def _geometry(shape: Any) -> str:
    if shape is None:
        return "none"
    from shapely import get_num_coordinates  # noqa: PLC0415 - commands without geometry start sooner

    return f"{shape.geom_type} ({get_num_coordinates(shape)}, {sha(shape.wkt)})"


def file_form(path: Path) -> list[str]:
    """Return what a written file holds, whatever its format packs along."""
    ways = {".geojson": _geojson, ".gpkg": _gpkg, ".kml": _kml, ".xlsx": _xlsx, ".html": page_form}
    return ways.get(path.suffix, lambda p: lines_form(p.read_text(encoding="utf-8-sig")))(path)


def geojson_form(text: str) -> list[str]:
    """Return the members of GeoJSON and a line a feature."""
    found = json.loads(text)
    head = {key: value for key, value in found.items() if key != "features"}
    rows = [json.dumps(json_form(f), ensure_ascii=False) for f in found.get("features", ())]
    return [*dumped(head), f"{len(rows)} features", *lines_form("\n".join(rows))]


def _geojson(path: Path) -> list[str]:
    return geojson_form(path.read_text(encoding="utf-8"))


def _gpkg(path: Path) -> list[str]:
    import geopandas as gpd  # noqa: PLC0415 - as above
    import pyogrio  # noqa: PLC0415

    lines = []
    for name, kind in pyogrio.list_layers(path):
        frame: gpd.GeoDataFrame = gpd.read_file(path, layer=name)
        crs = getattr(frame, "crs", None)
        lines += [f"layer {name}: {kind}, {crs.to_string() if crs else 'no CRS'}", *table_form(frame)]
    return lines


def _kml(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    short = KML_LINE.sub(lambda m: f"<coordinates>({m[1].count(',')}, {sha(m[1])})</coordinates>", text)
    return lines_form(short.replace("><", ">\n<"))


def _xlsx(path: Path) -> list[str]:
    lines = []
    for name, table in pd.read_excel(io.BytesIO(path.read_bytes()), sheet_name=None, header=None).items():
        lines += [f"sheet {name}: {table.shape}", *lines_form(table.to_csv(index=False, header=False))]
    return lines


def page_form(path: Path) -> list[str]:
    """Return the title and the data of a saved map, not the scripts and styles that draw them."""
    text = path.read_text(encoding="utf-8")
    lines = [f"title {title}" for title in TITLE.findall(text)]
    for name, payload in SCRIPT.findall(text):
        lines += [f"data {name}", *lines_form("\n".join(dumped(json.loads(payload))))]
    return lines
