"""Ways over water: the lanes as lines, and each ferry's way from port to port along them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import networkx as nx
import numpy as np

from corridors import geodesy
from corridors.graph.conditioning.links import HIGH_SEAS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["ferry_lines", "lane_lines"]

FAR_FROM_LANES_KM = 60.0
SHORT_KM = 150.0


def lane_lines(root: Path) -> list[NDArray[np.float64]]:
    """Read the sea lanes, one (n, 2) array each."""
    lanes = gpd.read_parquet(root / "layers" / "sea_lanes.parquet")
    return [np.asarray(line.coords)[:, :2] for line in lanes.geometry.explode(index_parts=False)]


def ferry_lines(
    ferries: pd.DataFrame, terminals: pd.DataFrame, lanes: Sequence[NDArray[np.float64]]
) -> tuple[list[NDArray[np.float64]], list[str]]:
    """Find the way of each ferry: by its own via points, along lanes, or straight on a lake.

    Returns
    -------
        One line a ferry, and the country its kilometres count for.
    """
    place = terminals.set_index("id")
    graph, nodes = _lane_graph(lanes)
    lines: list[NDArray[np.float64]] = []
    countries: list[str] = []
    for row in ferries[["from_terminal", "to_terminal", "via"]].astype(str).to_dict("records"):
        ends = (row["from_terminal"], row["to_terminal"])
        start, end = (place.loc[t, ["lon", "lat"]].to_numpy(dtype=np.float64) for t in ends)
        if row["via"]:
            inner = np.array([[float(x) for x in pair.split()] for pair in row["via"].split(";")])
        else:
            inner = _along(graph, nodes, start, end)
        lines.append(np.round(np.vstack([start, inner, end]), 4))
        homes = {str(place.loc[t, "country"]) for t in ends}
        by_lanes = not row["via"] and len(inner) > 0  # a sea-going ferry leaves its country's waters
        countries.append(homes.pop() if len(homes) == 1 and not by_lanes else HIGH_SEAS)
    return lines, countries


def _lane_graph(lanes: Sequence[NDArray[np.float64]]) -> tuple[nx.Graph[Any], NDArray[np.float64]]:
    graph: nx.Graph[Any] = nx.Graph()
    for line in lanes:
        points = [tuple(p) for p in np.round(line, 5).tolist()]
        for a, b in pairwise(points):
            graph.add_edge(a, b, km=float(geodesy.distance_km(*a, *b)))
    return graph, np.array(sorted(graph))


def _along(
    graph: nx.Graph[Any], nodes: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Follow the lanes between the nodes nearest to both ports; nothing where that is a detour."""
    direct = float(geodesy.distance_km(*start, *end))
    gaps = [geodesy.distance_km(nodes[:, 0], nodes[:, 1], *port) for port in (start, end)]
    if direct < SHORT_KM or max(gap.min() for gap in gaps) > FAR_FROM_LANES_KM:
        return np.empty((0, 2))
    a, b = (tuple(nodes[int(gap.argmin())].tolist()) for gap in gaps)
    return np.array(nx.shortest_path(graph, a, b, weight="km"))
