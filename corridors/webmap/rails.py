"""Railway lines of the network as the map shows them: by gauge, status and importance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

if TYPE_CHECKING:
    from corridors.network import Network

__all__ = ["rail_lines"]

SPUR_KM, BRANCH_KM = 12.0, 60.0


def rail_lines(net: Network) -> gpd.GeoDataFrame:
    """Return the mapped railways with gauge, status and rank, EPSG:4326.

    The rank says how early a line is drawn: 1 for long lines, 2 for branches, 3 for short
    pieces such as yards, by the length of the line that an edge is part of.

    Parameters
    ----------
    net
        The conditioned network.
    """
    edges = net.edges
    keep = ((edges["mode"] == "rail") & edges["status"].isin(["open", "high_speed", "under_construction"])).to_numpy()
    keep &= (edges["length_km"] > 0).to_numpy()
    lines = net.geometry()[keep]
    frame = edges.loc[keep, ["country", "gauge_mm", "status", "length_km"]].reset_index(drop=True)
    frame["status"] = np.where(frame["status"] == "under_construction", "under_construction", "open")
    frame["rank"] = _rank(frame["length_km"].to_numpy())
    return gpd.GeoDataFrame(frame, geometry=lines, crs="EPSG:4326")[lambda f: ~shapely.is_empty(f.geometry)]


def _rank(length_km: np.ndarray) -> np.ndarray:
    return np.select([length_km >= BRANCH_KM, length_km >= SPUR_KM], [1, 2], 3)
