"""One loader for every layer: by name, as a frame in EPSG:4326 whose columns were checked.

>>> "crossings" in names()
True
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from corridors.data.credits import credited, layer_credits
from corridors.data.layer_specs import SPECS, Kind, LayerSpec
from corridors.data.ledger import Ledger
from corridors.data.tables import UNREADABLE
from corridors.errors import DamagedData, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pandera.pandas import Column, DataFrameSchema

__all__ = [
    "LAYERS",
    "POINT_OF_VIEW",
    "Kind",
    "describe",
    "frame_schema",
    "load",
    "names",
    "spec",
]

CRS = "EPSG:4326"
POINT_OF_VIEW = (
    "Countries follow ISO 3166-1 and, for Crimea, UN General Assembly resolution 68/262; dashed lines are disputed. "
    "No view on the status of any territory is implied."
)
"""What every map prints about its boundaries."""


UNBUILT = frozenset({"planned", "proposal", "under_construction", "shelved"})
"""States of what does not stand there yet; without a year it is in no past picture."""
CLOSED = "closed"
"""State of what is gone; where a layer has closing years, a row without its own is in no past picture."""


GEOMETRY_TYPES = {
    Kind.POINT: {"Point"},
    Kind.LINE: {"LineString", "MultiLineString"},
    Kind.POLYGON: {"Polygon", "MultiPolygon"},
}


LAYERS: Mapping[str, LayerSpec] = {s.name: s for s in SPECS}
"""Every layer that comes from one shipped file, by name."""


def names(ledger: Ledger | None = None) -> tuple[str, ...]:
    """Return the names of the layers whose file is in the ledger."""
    present = (ledger or Ledger.load()).resources
    return tuple(s.name for s in SPECS if s.resource in present)


def spec(name: str, specs: Sequence[LayerSpec] = SPECS) -> LayerSpec:
    """Return the description of a layer.

    Parameters
    ----------
    name
        Its name.
    specs
        The descriptions to look in.

    Raises
    ------
    UnknownName
        There is no such layer.
    """
    known = {s.name: s for s in specs}
    if name not in known:
        raise UnknownName("layer", name, tuple(known))
    return known[name]


def load(
    name: str | LayerSpec, year: int | None = None, *, ledger: Ledger | None = None
) -> gpd.GeoDataFrame:
    """Load a layer, as it stood at the end of a year when one is given.

    Parameters
    ----------
    name
        One of `names`, or the description of a layer.
    year
        Rows opened later or closed by then are left out, as is what was never finished; other rows
        whose year is unknown stay.
    ledger
        The ledger to look in; the shipped one when None.

    Returns
    -------
        A frame of its own in EPSG:4326, free to be changed.

    Raises
    ------
    UnknownName
        There is no such layer.
    DamagedData
        Its file is missing, damaged or breaks its schema.
    """
    wanted = name if isinstance(name, LayerSpec) else spec(name)
    if wanted.make:
        frame = wanted.make().to_crs(CRS)
        _check(frame, wanted, wanted.name)
    else:
        path = (ledger or Ledger.load()).path(wanted.resource)
        stamp = path.stat()
        frame = _load_checked(wanted, path, stamp.st_mtime_ns, stamp.st_size).copy()
    shown = frame if year is None else _as_of(frame, wanted.since, year)
    return credited(shown, layer_credits(wanted, ledger))


def describe(ledger: Ledger | None = None, specs: Sequence[LayerSpec] = SPECS) -> list[dict[str, Any]]:
    """Describe every layer in the form of the ``layers`` command.

    Parameters
    ----------
    ledger
        The ledger to look in; the shipped one when None.
    specs
        The layers; those whose file is not in the ledger are left out.
    """
    book = ledger or Ledger.load()
    return [_described(s, book) for s in specs if s.make or s.resource in book.resources]


def _described(layer: LayerSpec, book: Ledger) -> dict[str, Any]:
    origin = layer if layer.make else book.resource(layer.resource)
    return {
        "name": layer.name,
        "title": layer.title,
        "features": len(load(layer, ledger=book)),
        "licence": origin.licence,
        "attribution": origin.attribution,
        "data_date": origin.data_date,
    }


def frame_schema(layer: LayerSpec) -> DataFrameSchema:
    """Return the pandera schema that a layer's frame must meet."""
    from pandera.pandas import Check, Column, DataFrameSchema  # noqa: PLC0415 - 1 s; only the first load pays

    columns: dict[str, Column] = {
        name: Column(kind, nullable=False, unique=name == layer.key) for name, kind in layer.columns.items()
    }
    allowed = GEOMETRY_TYPES[layer.kind]
    columns["geometry"] = Column(
        "geometry",
        [
            Check(
                lambda s: s.geom_type.isin(allowed).all(),
                error=f"geometry must be {' or '.join(sorted(allowed))}",
            ),
            Check(lambda s: not s.is_empty.any(), error="a geometry is empty"),
            Check(lambda s: _on_globe(s.total_bounds), error="a coordinate is off the globe"),
        ],
    )
    return DataFrameSchema(columns, strict=False)


def _on_globe(bounds: Any) -> bool:
    west, south, east, north = bounds
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)  # noqa: PLR2004 - the globe


@lru_cache(maxsize=64)
def _load_checked(layer: LayerSpec, path: Path, mtime_ns: int, size: int) -> gpd.GeoDataFrame:  # noqa: ARG001 - keys
    """Read and check a file once for each of its versions."""
    try:
        frame = _read_table(path) if path.name.endswith((".csv", ".csv.gz")) else gpd.read_parquet(path)
        frame = frame.set_crs(CRS, allow_override=True)
    except UNREADABLE as error:
        message = f"The data file {path.name} cannot be read ({_first_line(error)}); restore it, or run scripts/build_geodata.py."
        raise DamagedData(message) from error
    _check(frame, layer, path.name)
    return frame


def _check(frame: gpd.GeoDataFrame, layer: LayerSpec, file: str) -> None:
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - see frame_schema

    try:
        frame_schema(layer).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases.head(3)
        problems = "; ".join(
            f"{c.column or c.check}: {c.check} ({c.failure_case})" for c in cases.itertuples()
        )
        message = f"The data file {file} breaks the schema of layer {layer.name!r}: {problems}."
        raise DamagedData(message) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _read_table(path: Path) -> gpd.GeoDataFrame:
    """Read a table with lon and lat as points; empty text stays empty, figures are figures.

    Rows without a position have no place on a map and are left out.
    """
    text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    text = text[(text["lon"] != "") & (text["lat"] != "")].reset_index(drop=True)
    columns = {str(c): text[c] for c in text}
    table = pd.DataFrame({c: _figures(v) if _holds_figures(c) else v for c, v in columns.items()})
    return gpd.GeoDataFrame(
        table.drop(columns=["lon", "lat"]).assign(lon=table["lon"], lat=table["lat"]),
        geometry=gpd.points_from_xy(table["lon"], table["lat"]),
        crs=CRS,
    )


def _holds_figures(column: str) -> bool:
    if column == "is_full_year":
        return False
    return column in {"lon", "lat", "value"} or column.endswith(
        ("_mm", "_km", "_km2", "_h", "_year", "_value")
    )


def _figures(text: pd.Series[str]) -> pd.Series[float]:
    return pd.to_numeric(text.replace("", None), errors="raise").astype(float)


def _as_of(frame: gpd.GeoDataFrame, since: str, year: int) -> gpd.GeoDataFrame:
    """Leave out what came later or was closed by then, and what is not built and has no year."""
    if since not in frame:
        return frame
    begun = frame[since].str[:4] if since == "date" else frame[since]
    opened = pd.to_numeric(begun, errors="coerce")
    built = ~frame["status"].isin(UNBUILT) if "status" in frame else True
    stands = (opened.isna() & built) | (opened <= year)
    if "closed_year" in frame:
        shut = frame["closed_year"].isna() & (frame["status"] == CLOSED if "status" in frame else False)
        stands &= ~(shut | (frame["closed_year"] <= year))
    return frame[stands].reset_index(drop=True)
