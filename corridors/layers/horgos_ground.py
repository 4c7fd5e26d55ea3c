"""The ground at Horgos, close up: river, border, roads, tracks of both gauges, and how far sites reach."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from corridors.data.horgos import ground
from corridors.data.layer_specs import Kind, LayerSpec
from corridors.data.ledger import Ledger
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.lines import System, sources_of
from corridors.layers.kit.mark import Mark
from corridors.layers.kit.naming import name_in
from corridors.presentation.style import PAPER, SystemStyle
from corridors.presentation.text import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    import geopandas as gpd

    from corridors.i18n import Words
    from corridors.layers.kit.lines import Row
    from corridors.layers.kit.reading import Reading

__all__ = ["AREAS", "BORDER", "BROAD", "RIVER", "ROADS", "STANDARD"]

NEAR_ZOOM = 9.6
BROAD_MM, STANDARD_MM = 1520, 1435
RIVER_SPOT = (80.4012, 44.1370)
SIDES = {"KZ": (80.3300, 44.2480), "CN": (80.4750, 44.1980)}
"""Where the names of the two countries stand."""


def _make() -> gpd.GeoDataFrame:
    return ground(Ledger.load())


GROUND = LayerSpec(
    "horgos_ground",
    "Border, tracks, roads and sites' extent at Horgos",
    "",
    Kind.LINE,
    {
        "id": str,
        "kind": str,
        "name": str,
        "gauge_mm": int,
        "opened_year": int,
        "position": str,
        "source_title": str,
        "source_url": str,
        "confidence": str,
    },
    "id",
    make=_make,
    licence="ODbL-1.0",
    attribution="© OpenStreetMap contributors",
    data_date="2026",
)


def _rows(reading: Reading, kind: str, gauge_mm: int = 0) -> Iterator[Row]:
    for row in ground(reading.ledger, [kind]).to_dict("records"):
        if row["gauge_mm"] == gauge_mm:
            yield row


def _lines(reading: Reading, kind: str, layer: str, gauge_mm: int = 0) -> Iterator[System]:
    _ = reading.words
    for row in _rows(reading, kind, gauge_mm):
        yield System(
            id=row["id"] if layer != RIVER.name else "horgos-river",
            layer=layer,
            title=_title(row, layer, _),
            shape=row["geometry"],
            since=int(row["opened_year"]),
            zoom=NEAR_ZOOM,
            facts=(
                (_("Gauge"), with_unit(str(gauge_mm), "mm", _) if gauge_mm else ""),
                (_("Position from"), row["position"]),
            ),
            sources=sources_of(row),
        )


def _title(row: Row, layer: str, _: Words) -> str:
    return {
        "horgos_river": _("River Khorgos"),
        "horgos_border": _("Border of China and Kazakhstan"),
        "horgos_standard": _("Track of 1435 mm"),
        "horgos_broad": _("Track of 1520 mm"),
    }.get(layer, str(row["name"]))


def _names(reading: Reading) -> Iterator[Mark]:
    """Name the river and, on either side, the country."""
    if not any(_rows(reading, "border")):
        return
    lon, lat = RIVER_SPOT
    yield _label("horgos-river-name", reading.words("River Khorgos"), (lon, lat), "water")
    if not reading.has("countries_50m"):
        return
    for row in reading.rows("countries_50m"):
        if row["iso_a2"] in SIDES:
            name = name_in(reading.lang, row)
            yield _label(f"horgos-side-{row['iso_a2']}", name, SIDES[row["iso_a2"]], "country")


def _label(key: str, text: str, at: tuple[float, float], style: str) -> Mark:
    lon, lat = at
    return Mark(key, "horgos_border", text, lon, lat, style, rank=111.5, zoom=NEAR_ZOOM, size_px=11.0)


def _layer(name: str, order: int, kind: str, style: SystemStyle, **more: Any) -> Layer:
    gauge_mm = more.pop("gauge_mm", 0)
    return Layer(
        name=name,
        order=order,
        data=(GROUND,),
        style=style,
        lines=partial(_lines, kind=kind, layer=name, gauge_mm=gauge_mm),
        **more,
    )


RIVER = _layer(
    "horgos_river", 31, "border", SystemStyle(PAPER.river, 5.0, case_px=0.0, alpha=0.75),
    group="ground", title=lambda _: _("River Khorgos"),
)  # fmt: skip
AREAS = _layer(
    "horgos_areas", 32, "area", SystemStyle("#8a52a3", 1.2, dash=(4, 3), case_px=0.0),
    group="points", row=1, title=lambda _: _("Extent of a site, true to area"),
)  # fmt: skip
BORDER = _layer(
    "horgos_border", 33, "border", SystemStyle(PAPER.border, 1.5, dash=(9, 3, 2, 3), case_px=0.0),
    group="ground", title=lambda _: _("Border of China and Kazakhstan"), marks=_names,
)  # fmt: skip
ROADS = _layer(
    "horgos_roads", 34, "road", SystemStyle("#b09a7c", 2.6, core="#fffdf7", case_px=0.0),
    group="points", row=1, title=lambda _: _("Road at Horgos"),
)  # fmt: skip
STANDARD = _layer(
    "horgos_standard", 261, "track", SystemStyle("#2f4a5f", 3.6, case_px=0.8, over_routes=True),
    group="points", row=1, title=lambda _: _("Track of 1435 mm at Horgos"), gauge_mm=STANDARD_MM,
)  # fmt: skip
BROAD = _layer(
    "horgos_broad", 262, "track", SystemStyle("#f0a63c", 1.5, dash=(5, 4, 5, 4), case_px=0.0, over_routes=True),
    group="points", row=1, title=lambda _: _("Track of 1520 mm at Horgos"), gauge_mm=BROAD_MM,
)  # fmt: skip
