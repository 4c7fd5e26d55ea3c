"""Chinese provinces as areas, darker the more train services they have in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import line_row
from corridors.layers.kit.lines import MapArea
from corridors.presentation import style
from corridors.traffic.services import services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]

SIMPLIFY_DEG = 0.03
LEAST_DEG2 = 0.02
PROVINCES = "china_provinces"


def _areas(reading: Reading) -> Iterator[MapArea]:
    """Yield each province that sends trains, with a year for each service.

    Services without a first year are in no picture of a past year, and so not here.
    """
    if not reading.has(PROVINCES, "service_routes"):
        return
    since: dict[str, list[int]] = {}
    for service in services(folder=reading.ledger.root):
        if service.first_year:
            since.setdefault(service.province, []).append(service.first_year)
    for row in reading.rows(PROVINCES):
        name = row["iso_3166_2"]
        if name in since:
            yield MapArea(name, _simple(row["geometry"]), tuple(sorted(since[name])))


def _simple(shape: shapely.Geometry) -> shapely.Geometry:
    parts = [p for p in shapely.get_parts(shape) if shapely.area(p) > LEAST_DEG2]
    pieces = shapely.get_parts(shapely.make_valid(shapely.simplify(parts, SIMPLIFY_DEG)))
    polygons = pieces[shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON]
    return shapely.MultiPolygon(list(polygons))


def _legend(layer: Layer, _: Words) -> Rows:
    title = _("Train services of a province: the darker, the more")
    return [line_row(title, "tint", layer.name, style.TINT)]


LAYER = Layer(
    name="provinces",
    group="provinces",
    order=10,
    shown=False,
    data=(PROVINCES, "service_routes"),
    areas=_areas,
    legend=_legend,
)
