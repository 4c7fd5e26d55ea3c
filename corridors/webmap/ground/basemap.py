"""The ground of the map: Natural Earth's shapes at three scales and the toned relief, encoded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from corridors.webmap import encode
from corridors.webmap.ground import relief
from corridors.webmap.ground.borders import with_piece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["Ground", "base_payload", "by_need", "rail_levels"]

WORLD = (-180.0, -60.0, 180.0, 84.0)
FINE = (-12.0, 0.0, 150.0, 75.0)
RELIEF_STRENGTH = 0.62
REGION_ZOOM = 5.2
FINE_ZOOM = 5.5
"""From this zoom on levels may come after the first picture."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One level of detail: its zooms, decimals kept, tolerance, smallest island and cell size."""

    zoom: tuple[float, float]
    digits: int
    tolerance_deg: float
    least_area_deg2: float
    cell_deg: float
    fine: bool

    def head(self) -> dict[str, Any]:
        """Return what the script must know to choose and read the level."""
        return {"zoom": list(self.zoom), "digits": self.digits}

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the box that the level covers."""
        return FINE if self.fine else WORLD


SCALES = (
    Scale((0, 3.9), 2, 0.035, 0.04, 60, fine=False),
    Scale((3.9, 6.2), 3, 0.008, 0.0015, 30, fine=False),
    Scale((6.2, 30), 3, 0.0025, 0.0, 6, fine=True),
)
BORDER_DIGITS = 4
"""Decimals of a degree at the largest scale, for the piece that is known so well."""
PIECE_TOLERANCE_DEG = 0.0002
LAKE_RANKS = (2, 5, 99)
LAKE_AREAS = (0.12, 0.02, 0.0)
RIVERS = (((3.4, 5.0), 3, 0.02), ((5.0, 6.6), 6, 0.008), ((6.6, 30.0), 99, 0.003))


@dataclass(frozen=True, slots=True)
class Ground:
    """The frames that the ground is drawn from; ``coarse`` covers the world, ``fine`` Eurasia.

    ``piece`` is the part of a border that is known better than the rest.
    """

    land_coarse: gpd.GeoDataFrame
    land_fine: gpd.GeoDataFrame
    borders_coarse: gpd.GeoDataFrame
    borders_fine: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    relief: Path | None = None
    relief_bounds: tuple[float, float, float, float] = (-12.0, 18.0, 130.0, 68.0)
    regions: gpd.GeoDataFrame | None = None
    rails: gpd.GeoDataFrame | None = None
    piece: shapely.LineString | None = None


def base_payload(ground: Ground) -> dict[str, Any]:
    """Encode the ground for the map's script."""
    payload: dict[str, Any] = {
        "land": [_land(ground, scale) for scale in SCALES],
        "borders": [_borders(ground, scale) for scale in SCALES],
        "lakes": [_lakes(ground, i) for i in range(len(SCALES))],
        "rivers": [_rivers(ground, *level) for level in RIVERS],
        "rails": rail_levels(ground.rails) if ground.rails is not None else [],
    }
    return payload | ({"relief": _relief(ground)} if ground.relief else {})


def by_need(payload: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Part an encoded ground by when it is needed.

    Parameters
    ----------
    payload
        What :func:`base_payload` returns.

    Returns
    -------
        ``base``: what the first picture is drawn from; ``fine``: the levels of the large scales;
        ``relief``: the hill-shading.
    """
    levels = {kind: value for kind, value in payload.items() if kind != "relief"}
    return {
        "base": {k: [x for x in v if x["zoom"][0] < FINE_ZOOM] for k, v in levels.items()},
        "fine": {k: [x for x in v if x["zoom"][0] >= FINE_ZOOM] for k, v in levels.items()},
        "relief": dict(payload.get("relief", {})),
    }


def _land(ground: Ground, scale: Scale) -> dict[str, Any]:
    frame = ground.land_fine if scale.fine else ground.land_coarse
    whole = shapely.get_parts(frame.geometry.to_numpy())
    whole = whole[shapely.area(whole) > scale.least_area_deg2]
    areas = shapely.make_valid(shapely.simplify(whole, scale.tolerance_deg))
    coast = shapely.boundary(areas)
    cells = encode.tiled(list(areas), scale.bounds(), scale.cell_deg)
    lines = encode.tiled(list(coast), scale.bounds(), scale.cell_deg)
    return scale.head() | {
        "fill": [encode.encode_lines(r, scale.digits) for r in encode.ring_parts(cells)],
        "lines": encode.encode_lines(_off_edges(encode.line_parts(lines), scale), scale.digits),
    }


def _off_edges(lines: list[Any], scale: Scale) -> list[Any]:
    """Drop the straight edges where the data were cut; they are no coast."""
    kept = []
    west, south, east, north = FINE if scale.fine else (-180.0, -90.0, 180.0, 90.0)
    for line in lines:
        x, y = line[:, 0], line[:, 1]
        edge = (np.isclose(x, west) | np.isclose(x, east)) | (np.isclose(y, south) | np.isclose(y, north))
        runs = np.split(line, np.flatnonzero(edge[1:] & edge[:-1]) + 1)
        kept += [run for run in runs if len(run) > 1]
    return kept


def _borders(ground: Ground, scale: Scale) -> dict[str, Any]:
    frame = ground.borders_fine if scale.fine else ground.borders_coarse
    drawn = frame[frame["class"] != "claim"]
    disputed = drawn["class"] == "disputed"
    if scale.fine:
        scale = replace(scale, digits=BORDER_DIGITS)
    solid = _simple(drawn[~disputed], scale)
    if scale.fine and ground.piece is not None:
        solid = with_piece(solid, shapely.simplify(ground.piece, PIECE_TOLERANCE_DEG))
    level = scale.head() | {
        "solid": _lines(solid, scale),
        "dashed": _lines(_simple(drawn[disputed], scale), scale),
    }
    if ground.regions is not None and scale.zoom[1] > REGION_ZOOM:
        level["regions"] = _lines(_simple(ground.regions, scale), scale)
    return level


def _simple(frame: gpd.GeoDataFrame, scale: Scale) -> NDArray[np.object_]:
    return np.asarray(shapely.simplify(frame.geometry.to_numpy(), scale.tolerance_deg))


def _lines(shapes: NDArray[np.object_], scale: Scale) -> list[str]:
    cells = encode.tiled(list(shapely.get_parts(shapes)), scale.bounds(), scale.cell_deg)
    return encode.encode_lines(encode.line_parts(cells), scale.digits)


def _lakes(ground: Ground, i: int) -> dict[str, Any]:
    scale = SCALES[i]
    shapes = ground.lakes.geometry.to_numpy()
    keep = (ground.lakes["scalerank"].to_numpy() <= LAKE_RANKS[i]) & (shapely.area(shapes) > LAKE_AREAS[i])
    simple = shapely.make_valid(shapely.simplify(shapes[keep], scale.tolerance_deg))
    rings = encode.ring_parts(simple)
    return scale.head() | {"fill": [encode.encode_lines(r, scale.digits) for r in rings]}


def _rivers(
    ground: Ground, zoom: tuple[float, float], least_rank: int, tolerance_deg: float
) -> dict[str, Any]:
    frame = ground.rivers[ground.rivers["scalerank"] <= least_rank]
    frame = frame[~frame["kind"].str.contains("Lake")]
    simple = shapely.simplify(frame.geometry.to_numpy(), tolerance_deg)
    lines = encode.encode_lines(encode.line_parts(simple), 3)
    return {"zoom": list(zoom), "digits": 3, "lines": lines}


RAIL_SCALES: dict[int, tuple[tuple[tuple[float, float], float], ...]] = {
    1: (((2.75, 5.5), 0.02), ((5.5, 8.0), 0.005), ((8.0, 30.0), 0.001)),
    2: (((4.6, 7.0), 0.01), ((7.0, 30.0), 0.001)),
    3: (((7.25, 30.0), 0.0015),),
}
SHORT_DEG = 0.02
RAIL_CELL_DEG = 10.0


def rail_levels(rails: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Encode railway lines by importance, zoom, gauge, status and year of opening.

    Parameters
    ----------
    rails
        Lines with ``gauge_mm``, ``status``, ``opened_year`` (may be missing) and ``rank`` (1 main,
        2 secondary, 3 the rest).
    """
    levels = []
    dated = rails.assign(since=rails["opened_year"].fillna(0).astype(int))
    for (rank, gauge, status, since), frame in dated.groupby(
        ["rank", "gauge_mm", "status", "since"], sort=True
    ):
        lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(frame.geometry.to_numpy())))
        lines = lines[(shapely.length(lines) > SHORT_DEG) | (int(rank) < len(RAIL_SCALES))]
        for zoom, tolerance in RAIL_SCALES[int(rank)]:
            simple = encode.tiled(list(shapely.simplify(lines, tolerance)), FINE, RAIL_CELL_DEG)
            head = {
                "zoom": list(zoom),
                "digits": 3,
                "gauge": int(gauge),
                "status": status,
                "rank": int(rank),
            } | ({"since": int(since)} if since else {})
            levels.append(head | {"lines": encode.encode_lines(encode.line_parts(simple), 3)})
    return levels


def _relief(ground: Ground) -> dict[str, Any]:
    if ground.relief is None:
        return {}
    box = shapely.box(*ground.relief_bounds)
    shapes = ground.land_coarse.geometry.to_numpy()
    land: Sequence[Any] = encode.ring_parts(shapes[shapely.intersects(shapes, box)])
    image = relief.toned_relief(ground.relief, ground.relief_bounds, land)
    return {
        "url": relief.webp_uri(image),
        "bounds": list(ground.relief_bounds),
        "strength": RELIEF_STRENGTH,
    }
