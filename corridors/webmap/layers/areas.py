"""Chinese provinces as areas, darker the more train services they have in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from corridors.data import layers
from corridors.traffic.services import services
from corridors.webmap.encode import encode_lines, ring_parts
from corridors.webmap.layers.lines import DIGITS

if TYPE_CHECKING:
    from corridors.data.ledger import Ledger

__all__ = ["province_areas"]

SIMPLIFY_DEG = 0.03
LEAST_DEG2 = 0.02
PROVINCES = "china_provinces"


def province_areas(ledger: Ledger) -> list[dict[str, Any]]:
    """Return each province that sends trains: ``id``, ``rings`` and ``since``, a year for each service.

    Services without a first year are in no picture of a past year, and so not here.
    """
    if not {PROVINCES, "service_routes"} <= set(layers.names(ledger)):
        return []
    since: dict[str, list[int]] = {}
    for service in services(folder=ledger.root):
        if service.first_year:
            since.setdefault(service.province, []).append(service.first_year)
    frame = layers.load(PROVINCES, ledger=ledger)
    return [
        {
            "id": row["iso_3166_2"],
            "rings": _rings(row["geometry"]),
            "since": sorted(since[row["iso_3166_2"]]),
        }
        for row in frame.to_dict("records")
        if row["iso_3166_2"] in since
    ]


def _rings(shape: shapely.Geometry) -> list[str]:
    parts = [p for p in shapely.get_parts(shape) if shapely.area(p) > LEAST_DEG2]
    simple = shapely.make_valid(shapely.simplify(parts, SIMPLIFY_DEG))
    return [ring for rings in ring_parts(simple) for ring in encode_lines(rings, DIGITS)]
