"""Positions written as text: ``lon,lat``."""

from __future__ import annotations

import re

from corridors.errors import BadInput
from corridors.model import on_globe

__all__ = ["parse_point"]

_POINT = re.compile(
    r"^\(?\s*([-+−]?\d{1,9}(?:\.\d{0,15})?)°?\s*(?:[,;，]\s*|\s+)([-+−]?\d{1,9}(?:\.\d{0,15})?)°?\s*\)?$",
    re.ASCII,
)


def parse_point(text: str) -> tuple[float, float] | None:
    """Read ``lon,lat``; return None when the text is not two numbers.

    Raises
    ------
    BadInput
        The numbers are no position; when latitude stands first, the message turns them round.
    """
    match = _POINT.match(text.strip())
    if not match:
        return None
    lon, lat = (float(g.replace("−", "-")) for g in match.groups())
    if on_globe(lon, lat):
        return lon, lat
    hint = "Give longitude first, -180…180, then latitude, -90…90."
    if on_globe(lat, lon):
        hint = f"Longitude comes first: did you mean {lat:g},{lon:g}?"
    message = f"{text.strip()!r} is not a position. {hint}"
    raise BadInput(message)
