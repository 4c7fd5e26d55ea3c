"""Positions written as text: ``lon,lat``, or degrees with the quarter of the globe beside them, in any order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corridors.errors import BadInput
from corridors.model import on_globe

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_point"]

_POINT = re.compile(
    r"^\(?\s*([-+−]?\d{1,9}(?:\.\d{0,15})?)°?\s*(?:[,;，]\s*|\s+)([-+−]?\d{1,9}(?:\.\d{0,15})?)°?\s*\)?$",
    re.ASCII,
)
_COMMAS = re.compile(r"^([-+−]?\d{1,3}),(\d{1,15})°?(?:\s*;\s*|\s+)([-+−]?\d{1,3}),(\d{1,15})°?$", re.ASCII)
"""Both numbers with decimal commas, which then part nothing else."""
_SIDES: Final = {
    "lat": r"north|south|latitude|lat|[ns]|с\.?\s*ш\.?|ю\.?\s*ш\.?|北[纬緯]|南[纬緯]",
    "lon": r"east|west|longitude|long|lon|lng|[ew]|в\.?\s*д\.?|з\.?\s*д\.?|东经|東經|西经|西經",
}
_BACK: Final = ("s", "w", "ю", "з", "南", "西")
"""How the names of the quarters begin where degrees count backwards."""
_DEGREES = (
    r"(?P<{0}sign>[-+−]?)(?P<{0}d>\d{{1,3}}(?:[.,]\d{{1,15}})?)\s*[°ºд度]?"
    r"(?:\s*(?P<{0}m>[0-5]?\d(?:[.,]\d{{1,15}})?)\s*['′’‘´分]"
    r"(?:\s*(?P<{0}s>[0-5]?\d(?:[.,]\d{{1,15}})?)\s*(?:[\"″”“秒]|''|′′|’’))?)?"
)
_GAP = r"\s*[,;，；/]?\s*"


def parse_point(text: str) -> tuple[float, float] | None:
    """Read a position; return None when the text is none.

    Parameters
    ----------
    text
        ``lon,lat`` in degrees, or both with their quarters in any order and before or after them
        (``43.25N 76.95E``, ``43°15′N, 76°57′E``, ``lat 43.25 lon 76.95``).

    Raises
    ------
    BadInput
        The numbers are no position; when latitude stands first, the message turns them round.
    """
    plain = text.strip()
    match = _POINT.match(_COMMAS.sub(r"\1.\2 \3.\4", plain))
    if not match:
        return _with_quarters(plain)
    lon, lat = (float(g.replace("−", "-")) for g in match.groups())
    if on_globe(lon, lat):
        return lon, lat
    hint = "Give longitude first, -180…180, then latitude, -90…90."
    if on_globe(lat, lon):
        hint = f"Longitude comes first: did you mean {lat:g},{lon:g}?"
    message = f"{plain!r} is not a position. {hint}"
    raise BadInput(message)


def _patterns() -> Iterator[re.Pattern[str]]:
    """Write both orders of the axes, the quarters before or after the degrees."""
    for first, second in (("lat", "lon"), ("lon", "lat")):
        for before in (True, False):
            sides = [
                (rf"(?P<{axis}>{_SIDES[axis]})\.?\s*[:=]?\s*{degrees}")
                if before
                else rf"{degrees}\s*(?P<{axis}>{_SIDES[axis]})"
                for axis, degrees in ((a, _DEGREES.format(a)) for a in (first, second))
            ]
            yield re.compile(rf"^[(\[]?{sides[0]}{_GAP}{sides[1]}[)\]]?$", re.IGNORECASE)


_QUARTERS: Final = tuple(_patterns())


def _with_quarters(text: str) -> tuple[float, float] | None:
    match = next(filter(None, (pattern.match(text) for pattern in _QUARTERS)), None)
    if not match:
        return None
    lon, lat = (_degrees(match, axis) for axis in ("lon", "lat"))
    if on_globe(lon, lat):
        return lon, lat
    message = (
        f"{text!r} is not a position. Latitude is 0…90° north or south, longitude 0…180° east or west."
    )
    raise BadInput(message)


def _degrees(match: re.Match[str], axis: str) -> float:
    parts = ((match[f"{axis}{unit}"] or "0").replace(",", ".") for unit in "dms")
    degrees = sum(float(part) / unit for part, unit in zip(parts, (1, 60, 3600), strict=True))
    back = match[axis].casefold().startswith(_BACK) != (match[f"{axis}sign"] in {"-", "−"})
    return -degrees if back else degrees
