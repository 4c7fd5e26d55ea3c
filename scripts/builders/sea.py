"""Sea lanes between Asia and Europe, the Caspian and the Volga–Don link among them.

searoute's network is a mesh made for routing. All of it inside the box is kept; lanes on the
shortest ways between the hubs of the China–Europe trade are marked as main, for maps.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import networkx as nx
import numpy as np
import shapely

from corridors.geodesy import length_km
from scripts.builders.frame import Built, Origin, write_geoparquet

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.builders.frame import Sources

MARNET = Origin("searoute", "1.6.0", "pypi", "searoute-1.6.0/searoute/data/marnet_searoute.geojson")
BOX = (-20.0, -38.0, 150.0, 68.0)
"""Iceland's longitude to Japan, the Cape to the Norwegian coast; the antimeridian is outside."""
DECIMALS = 4
EAST = {
    "Tianjin": (117.9, 38.9),
    "Qingdao": (120.4, 36.0),
    "Shanghai": (122.0, 31.2),
    "Shenzhen": (114.2, 22.4),
}
WEST = {
    "Rotterdam": (4.0, 52.0),
    "Hamburg": (8.7, 54.0),
    "Gdańsk": (18.8, 54.5),
    "Saint Petersburg": (29.7, 60.0),
    "Piraeus": (23.6, 37.9),
    "Trieste": (13.7, 45.6),
    "Valencia": (-0.2, 39.4),
    "Istanbul": (28.9, 40.9),
    "Constanța": (28.8, 44.1),
    "Bandar Abbas": (56.2, 27.1),
    "Karachi": (66.9, 24.8),
}
BLACK_SEA = {
    "Constanța": (28.8, 44.1),
    "Istanbul": (28.9, 40.9),
    "Odesa": (30.8, 46.4),
    "Poti": (41.6, 42.1),
    "Batumi": (41.6, 41.7),
}
CASPIAN = {
    "Aktau": (51.1, 43.6),
    "Alat": (49.5, 39.9),
    "Turkmenbashi": (52.9, 40.0),
    "Astrakhan": (47.9, 45.5),
    "Anzali": (49.6, 37.5),
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write each lane once, as one line between junctions of searoute's network."""
    lanes = _lanes(sources)
    lanes["main"] = _on_main_ways(lanes)
    built = Built(
        path=write_geoparquet(lanes, out / "layers" / "sea_lanes.parquet", DECIMALS),
        title="Sea lanes Asia–Europe",
        description="Lines of searoute's marine network: Caspian, Black Sea, Mediterranean, Suez, Indian Ocean, "
        "Malacca, China seas, Baltic, North Sea and the Volga–Don link.",
        origins=(MARNET,),
        licence="Apache-2.0",
        attribution="Sea lanes: searoute, after Eurostat SeaRoute (Apache-2.0)",
        changes=f"Lines wholly inside {BOX} kept; equal lines merged; main lanes marked; rounded to {DECIMALS} decimals.",
        data_date="2022",
        fields={
            "passage": "Name of a strait or canal that a lane passes, else empty",
            "main": "True on the shortest ways between hubs of the China–Europe trade, and across Caspian and Black Sea",
        },
    )
    return [built]


def _lanes(sources: Sources) -> gpd.GeoDataFrame:
    raw = json.loads(sources.member(MARNET).read_text(encoding="utf-8"))["features"]
    shapes = np.array([shapely.geometry.shape(f["geometry"]) for f in raw])
    passages = np.array([f["properties"].get("passage", "") for f in raw])
    shapes, owner = shapely.get_parts(shapes, return_index=True)
    passages = passages[owner]
    shapes = shapely.remove_repeated_points(shapely.transform(shapes, lambda xy: xy.round(DECIMALS)))
    shapes, owner = _split_at_junctions(shapes)
    inside = shapely.covered_by(shapes, shapely.box(*BOX)) & (shapely.length(shapes) > 0)
    shapes, passages = shapely.normalize(shapes[inside]), passages[owner][inside]
    _, first = np.unique(shapely.to_wkb(shapes), return_index=True)
    return gpd.GeoDataFrame({"passage": passages[first]}, geometry=shapes[first], crs="EPSG:4326")


def _split_at_junctions(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut lines at inner points that other lines pass too; return pieces and the line each comes from."""
    lines = [[tuple(p) for p in shapely.get_coordinates(g).tolist()] for g in shapes]
    visits = Counter(p for line in lines for p in set(line))
    pieces, owner = [], []
    for i, line in enumerate(lines):
        inner = [j for j, p in enumerate(line) if visits[p] > 1 and 0 < j < len(line) - 1]
        for a, b in itertools.pairwise([0, *inner, len(line) - 1]):
            if b > a:
                pieces.append(shapely.linestrings(line[a : b + 1]))
                owner.append(i)
    return np.array(pieces), np.array(owner)


def _on_main_ways(lanes: gpd.GeoDataFrame) -> np.ndarray:
    graph: nx.Graph[Any] = nx.Graph()
    for i, line in enumerate(lanes.geometry):
        xy = shapely.get_coordinates(line)
        graph.add_edge(tuple(xy[0]), tuple(xy[-1]), lane=i, length=length_km(xy))
    pairs = [
        *itertools.product(EAST.values(), WEST.values()),
        *itertools.combinations(BLACK_SEA.values(), 2),
        *itertools.combinations(CASPIAN.values(), 2),
    ]
    nodes = sorted(graph)
    main = np.zeros(len(lanes), dtype=bool)
    for a, b in pairs:
        way = nx.shortest_path(graph, _nearest(nodes, a), _nearest(nodes, b), weight="length")
        main[[graph.edges[e]["lane"] for e in itertools.pairwise(way)]] = True
    return main


def _nearest(nodes: list[tuple[float, float]], place: tuple[float, float]) -> tuple[float, float]:
    return nodes[int(((np.array(nodes) - place) ** 2).sum(axis=1).argmin())]
