"""Frames as files hold them: texts cleaned, whole years whole, in WGS 84, rings as RFC 7946 wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["clean_text", "geometry_of", "in_words", "plain", "rounded"]

DECIMALS: Final = 6
"""Of degrees: 0.1 m."""
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHOLE: Final = re.compile(r"(^|_)(years?|since|until)(_|$)|_mm$")


def plain(frame: Any) -> pd.DataFrame:
    """Return a copy with texts cleaned, whole numbers whole, values made of parts as lists and dicts, in WGS 84.

    Rings run counter-clockwise outside (RFC 7946); a line without length has no geometry.
    """
    geometry = geometry_of(frame)
    clean: Any = frame.to_crs(4326) if geometry and frame.crs is not None else frame.copy()
    clean.columns = [clean_text(str(c)) for c in clean.columns]
    if geometry:
        clean[geometry] = _shapes(clean[geometry].to_numpy())
        clean = clean if clean.crs is not None else clean.set_crs(4326)
    for name in clean.columns:
        if name != geometry and not _is_numeric(clean[name]):
            clean[name] = [_cell(v) for v in clean[name].tolist()]
        if name != geometry and _is_whole(name, clean[name]):
            clean[name] = clean[name].astype("Int64")
    tidy: pd.DataFrame = clean
    return tidy


def _is_whole(name: str, column: pd.Series[Any]) -> bool:
    return bool(
        _WHOLE.search(name)
        and getattr(column.dtype, "kind", "O") == "f"
        and (column.dropna() % 1 == 0).all()
    )


def _shapes(shapes: Any) -> Any:
    import shapely  # noqa: PLC0415

    turned = shapely.orient_polygons(shapes)
    parts, of = shapely.get_parts(turned, return_index=True)
    none = (shapely.get_dimensions(parts) == 1) & (shapely.length(rounded(parts)) == 0)
    for i in np.unique(of[none]):
        long = parts[(of == i) & ~none]
        turned[i] = shapely.multilinestrings(long) if len(long) else None
    return turned


def rounded(shapes: Any) -> Any:
    """Return shapes to a tenth of a metre, as files hold them."""
    import shapely  # noqa: PLC0415

    return shapely.transform(shapes, lambda xy: xy.round(DECIMALS))


def _is_numeric(column: pd.Series[Any]) -> bool:
    return getattr(column.dtype, "kind", "O") in "iufb"


def geometry_of(frame: pd.DataFrame) -> str:
    """Name the geometry column, or return an empty string."""
    return str(getattr(frame, "_geometry_column_name", None) or "")


def _cell(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return _cell(value.tolist())
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return None if value != value else value  # noqa: PLR0124 - NaN
    if isinstance(value, list | tuple):
        return [_cell(v) for v in value]
    if isinstance(value, Mapping):
        return {clean_text(str(k)): _cell(v) for k, v in value.items()}
    return clean_text(str(value))


def in_words(frame: Any) -> pd.DataFrame:
    """Return a frame of `plain` whose values made of parts are words, for files whose cells hold no lists."""
    geometry = geometry_of(frame)
    made = {
        name: [_word(v) if isinstance(v, list | dict) else v for v in frame[name]]
        for name in frame.columns
        if name != geometry and frame[name].dtype == object
    }
    worded: pd.DataFrame = frame.copy(deep=False)
    for name, values in made.items():
        worded[name] = values
    return worded


def _word(value: Any, between: str = "; ") -> str:
    if isinstance(value, dict):
        return between.join(f"{name} {_word(part, ', ')}".strip() for name, part in value.items())
    if isinstance(value, list):
        return between.join(_word(part, ", ") for part in value)
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def clean_text(text: str) -> str:
    """Drop what XML and spreadsheets cannot hold."""
    return _UNPRINTABLE.sub("", text)
