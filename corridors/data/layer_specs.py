"""The layers: which file each comes from and what its columns must be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from corridors.errors import DamagedData
from corridors.model.mappings import FrozenMap, freeze_mappings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd

__all__ = ["SPECS", "Kind", "LayerSpec"]


class Kind(StrEnum):
    """Shape of a layer's features."""

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """A layer: its name, the shipped file behind it, and what its columns must be.

    ``columns`` gives the type each must have: ``str``, ``int``, ``float`` or ``bool``; ``key``
    names a column whose values are unique; ``since`` the column whose year says since when a
    feature stands there. Data that no shipped file has come from ``make``, which returns a frame in
    EPSG:4326; then ``licence``, ``attribution`` and ``data_date`` say what the ledger says of files.
    """

    name: str
    title: str
    resource: str
    kind: Kind
    columns: Mapping[str, type] = field(default_factory=FrozenMap)
    key: str = ""
    since: str = "opened_year"
    make: Callable[[], gpd.GeoDataFrame] | None = None
    licence: str = ""
    attribution: str = ""
    data_date: str = ""

    def __post_init__(self) -> None:
        """Freeze the columns; refuse data that hide their licence or their authors."""
        freeze_mappings(self)
        if self.make and not (self.licence and self.attribution):
            message = f"Layer {self.name!r} makes its own data; these need a licence and an attribution."
            raise DamagedData(message)


_NAMES = {f"name_{k}": str for k in ("en", "zh", "ru", "fr")}
_COUNTRY = {
    "iso_a2": str,
    **_NAMES,
    "name_kk": str,
    "label_lon": float,
    "label_lat": float,
    "label_rank": int,
}
_WATER = {"name": str, "kind": str, "scalerank": int}
_REGION = {
    "iso_3166_2": str,
    **{k: _NAMES[k] for k in ("name_en", "name_zh", "name_ru")},
    "boundary_accuracy": str,
    "label_lon": float,
    "label_lat": float,
}
_SOURCED = {"source_title": str, "source_url": str, "confidence": str}
SPECS = (
    LayerSpec("countries", "Countries", "countries_10m", Kind.POLYGON, _COUNTRY),
    LayerSpec("countries_50m", "Countries, middle scale", "countries_50m", Kind.POLYGON, _COUNTRY),
    LayerSpec("countries_110m", "Countries, small scale", "countries_110m", Kind.POLYGON, _COUNTRY),
    LayerSpec("boundaries", "Boundaries", "boundaries_10m", Kind.LINE, {"class": str, "note": str}),
    LayerSpec(
        "boundaries_50m",
        "Boundaries, middle scale",
        "boundaries_50m",
        Kind.LINE,
        {"class": str, "note": str},
    ),
    LayerSpec(
        "china_provinces", "Provinces of China", "china_provinces", Kind.POLYGON, _REGION, "iso_3166_2"
    ),
    LayerSpec(
        "kazakhstan_regions",
        "Regions of Kazakhstan",
        "kazakhstan_regions",
        Kind.POLYGON,
        {**_REGION, "name_kk": str},
        "iso_3166_2",
    ),
    LayerSpec("land", "Land", "land_10m", Kind.POLYGON),
    LayerSpec("land_50m", "Land, middle scale", "land_50m", Kind.POLYGON),
    LayerSpec("lakes", "Lakes", "lakes_10m", Kind.POLYGON, {**_WATER, **_NAMES}),
    LayerSpec("lakes_50m", "Lakes, middle scale", "lakes_50m", Kind.POLYGON, {**_WATER, **_NAMES}),
    LayerSpec("rivers", "Rivers", "rivers_10m", Kind.LINE, _WATER),
    LayerSpec("rivers_50m", "Rivers, middle scale", "rivers_50m", Kind.LINE, _WATER),
    LayerSpec(
        "cities",
        "Cities",
        "cities",
        Kind.POINT,
        {"geonameid": int, "name": str, "country": str, "population": int, "capital": bool},
        "geonameid",
    ),
    LayerSpec("sea_lanes", "Sea lanes", "sea_lanes", Kind.LINE, {"passage": str, "main": bool}),
    LayerSpec(
        "rail_lines",
        "Railways",
        "rail_lines",
        Kind.LINE,
        {"country": str, "gauge_mm": int, "status": str, "rank": int, "length_km": float},
    ),
    LayerSpec(
        "road_lines",
        "Main roads",
        "road_lines",
        Kind.LINE,
        {"country": str, "status": str, "rank": int, "length_km": float},
    ),
    LayerSpec(
        "ferry_lines",
        "Ferry lines",
        "ferry_lines",
        Kind.LINE,
        {**dict.fromkeys(("point_id", "name", "kind", "status"), str), "length_km": float, **_SOURCED},
        "point_id",
    ),
    LayerSpec(
        "crossings",
        "Border crossings",
        "crossings",
        Kind.POINT,
        {
            "id": str,
            "name": str,
            "mode": str,
            "country_a": str,
            "country_b": str,
            "status": str,
            **_SOURCED,
        },
        "id",
    ),
    LayerSpec(
        "gauge_points",
        "Changes of track gauge",
        "gauge_points",
        Kind.POINT,
        {"id": str, "name": str, "country": str, "kind": str, "status": str, **_SOURCED},
        "id",
    ),
    LayerSpec(
        "terminals",
        "Terminals and ports",
        "terminals",
        Kind.POINT,
        {"id": str, "name": str, "country": str, "kind": str, "status": str, **_SOURCED},
        "id",
    ),
    LayerSpec(
        "stations",
        "Railway stations",
        "stations",
        Kind.POINT,
        {"id": str, "name": str, "country": str, "source_title": str},
        "id",
    ),
    LayerSpec(
        "pipelines",
        "Oil and gas pipelines",
        "pipeline_lines",
        Kind.LINE,
        {
            **dict.fromkeys(("id", "name", "commodity", "status", "capacity_unit"), str),
            **dict.fromkeys(("length_km", "largest_gap_km", "accuracy_km"), float),
            **_SOURCED,
        },
        "id",
    ),
    LayerSpec(
        "resources",
        "Resources and industry",
        "resources_and_industry",
        Kind.POINT,
        {"id": str, "name": str, "sector": str, "country": str, "status": str, **_SOURCED},
        "id",
        since="start_year",
    ),
    LayerSpec(
        "rail_openings",
        "Railways opened since 1990",
        "rail_openings",
        Kind.LINE,
        {"id": str, "name": str, "opened_year": float, "length_km": float, **_SOURCED},
        "id",
    ),
    LayerSpec(
        "horgos_sites",
        "Sites of Horgos",
        "horgos_sites",
        Kind.POINT,
        {
            **dict.fromkeys(
                ("id", "name", "kind", "country", "carries", "throughput_id", "opened_date"), str
            ),
            "position_accuracy_km": float,
            **_SOURCED,
        },
        "id",
    ),
    LayerSpec(
        "service_flows",
        "China–Europe trains a year by segment",
        "service_flows",
        Kind.LINE,
        # beside these trains_YYYY (empty where nothing is known) and basis_YYYY: assigned, estimate,
        # at least, unknown, or empty where no service ran in that year
        {"segment": str, "services": str, "first_year": int, "length_km": float},
        "segment",
        since="first_year",
    ),
    LayerSpec(
        "service_routes",
        "Train services from China",
        "service_routes",
        Kind.LINE,
        {
            **dict.fromkeys(("id", "name", "province", "status", "crossing_basis", "borders"), str),
            "modelled_distance_km": float,
            **_SOURCED,
        },
        "id",
        since="known_since",
    ),
    LayerSpec(
        "road_sections",
        "Western Europe–Western China and other roads",
        "road_corridor",
        Kind.LINE,
        {
            **dict.fromkeys(("id", "name", "corridor", "country", "route_number", "status", "note"), str),
            **dict.fromkeys(("length_km", "largest_step_km"), float),
            **_SOURCED,
        },
        "id",
    ),
    LayerSpec(
        "power_lines",
        "Power lines",
        "power_line_ways",
        Kind.LINE,
        {
            **dict.fromkeys(("id", "name", "kind", "country", "operator", "status", "note"), str),
            **dict.fromkeys(("length_km", "accuracy_km"), float),
            **_SOURCED,
        },
        "id",
        since="start_year",
    ),
    LayerSpec(
        "timeline",
        "Events",
        "timeline_events",
        Kind.POINT,
        {"id": str, "title": str, "date": str, "category": str, "fact": str, **_SOURCED},
        "id",
        since="date",
    ),
)
