"""Find lengths of main road that the map lacks between two ends in line.

Main roads are cut where a bypass was re-tagged or a bridge was drawn anew: the road ends, and goes
on a little ahead, while the way round is one that nobody would drive::

    ────────● ┄┄┄┄ ●───────  3 km or less, and over 60 km and 8 times the gap round
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from corridors import geodesy
from corridors.graph.conditioning.borders import country_at
from corridors.graph.conditioning.dead_ends import JOIN_COLUMNS, PIECE_KM, ROUNDED_KM, RUNNING, tracks_of

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from corridors.graph.conditioning.dead_ends import Tracks
    from corridors.graph.network import Network

__all__ = ["find_gaps"]

GAP_KM: Final = 3.0
ROUND_KM: Final = 60.0
ROUND_TIMES: Final = 8.0
TURN_DEG: Final = 45.0
AT_SEA: Final = 0.4
"""Along a coast the boundary is coarse; over a fjord or a strait most of the gap is water."""
BATCH: Final = 40


def find_gaps(net: Network, countries: gpd.GeoDataFrame) -> pd.DataFrame:
    """Find ends of road in line, in one country, with a way round that no road was built for.

    Parameters
    ----------
    net
        Roads after the joins of :func:`~corridors.graph.conditioning.dead_ends.find_joins`.
    countries
        ``iso_a2`` and polygons, EPSG:4326.

    Returns
    -------
        As :func:`~corridors.graph.conditioning.dead_ends.find_joins`: each end is the best
        continuation of the other, neither turns by more than 45°, and most of the
        gap is land. Both are of one piece: a piece by itself is an island as a rule.
    """
    tracks = tracks_of(net)
    pairs = _ahead(net, tracks)
    pairs = pairs[_on_land(net, pairs, countries)].reset_index(drop=True)
    pairs = pairs[_ways_km(tracks, pairs) > _least_km(pairs.gap_km)]
    cost = pairs.gap_km * (1 + (pairs.turn_deg / 60) ** 2)
    both = pd.concat([pairs.assign(cost=cost, end=pairs[end], pair=pairs.index) for end in ("a", "b")])
    best = both.sort_values(["end", "cost", "pair"]).drop_duplicates("end").pair.value_counts()
    found = pairs.loc[sorted(best.index[best == len(("a", "b"))])]
    return found.assign(to_end=True)[list(JOIN_COLUMNS)].reset_index(drop=True)


def _least_km(gap_km: pd.Series) -> NDArray[np.float64]:
    """Return how long the way round must be for a gap to be a fault of the map."""
    return np.maximum(ROUND_KM, ROUND_TIMES * gap_km.to_numpy(dtype=np.float64))


def _ahead(net: Network, tracks: Tracks) -> pd.DataFrame:
    """List the pairs of dead ends that lie in line, ``a < b``."""
    piece, size = net.pieces(net.edges.status.isin(RUNNING).to_numpy())
    ends = np.array([n for n in tracks.ends() if size[piece[n]] >= PIECE_KM], dtype=np.int64)
    before = np.array([next(iter(tracks.beside[n])) for n in ends.tolist()], dtype=np.int64)
    lon, lat = tracks.lon, tracks.lat
    coming = geodesy.bearings_deg(lon[before], lat[before], lon[ends], lat[ends])
    tree = cKDTree(geodesy.on_sphere(lon[ends], lat[ends]))
    i, j = tree.query_pairs(GAP_KM, output_type="ndarray").T
    same = piece[ends[i]] == piece[ends[j]]  # a piece by itself is an island as a rule
    i, j = i[same], j[same]
    a, b = ends[i], ends[j]
    going = geodesy.bearings_deg(lon[a], lat[a], lon[b], lat[b])
    turn = np.maximum(geodesy.turn_deg(coming[i], going), geodesy.turn_deg(coming[j], going + 180))
    table = pd.DataFrame(
        {"a": a, "b": b, "gap_km": geodesy.distance_km(lon[a], lat[a], lon[b], lat[b]), "turn_deg": turn}
    )
    return table[(table.turn_deg <= TURN_DEG) & (table.gap_km > ROUNDED_KM)].reset_index(drop=True)


def _on_land(net: Network, pairs: pd.DataFrame, countries: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell over which gaps both ends lie nearest one country, and most of the way is its land."""
    lonlat = net.nodes[["lon", "lat"]].to_numpy()
    a, b = lonlat[pairs.a], lonlat[pairs.b]
    land_a, land_b = country_at(a, countries), country_at(b, countries)
    share = np.linspace(0.05, 0.95, 19)[:, None, None]
    steps = (a * (1 - share) + b * share).reshape(-1, 2)
    tree = shapely.STRtree(countries.geometry.to_numpy())
    which, polygon = tree.query(shapely.points(steps), predicate="within")
    inside = np.zeros(len(steps), dtype=bool)
    home = np.tile(land_a, len(share))
    inside[which] = countries.iso_a2.to_numpy(dtype=str)[polygon] == home[which]
    dry: NDArray[np.float64] = inside.reshape(len(share), -1).mean(axis=0)
    return np.asarray((land_a == land_b) & (land_a != "") & (dry >= 1 - AT_SEA))


def _ways_km(tracks: Tracks, pairs: pd.DataFrame) -> NDArray[np.float64]:
    """Return the way by road between each pair of ends, km; inf beyond what any gap asks for."""
    graph = tracks.graph()
    way = np.empty(len(pairs))
    starts = np.unique(pairs.a)
    limit = float(_least_km(pairs.gap_km).max(initial=0.0)) + 1
    for some in np.array_split(starts, max(1, len(starts) // BATCH)):
        far = dijkstra(graph, indices=some, limit=limit)
        rows = np.flatnonzero(pairs.a.isin(some))
        way[rows] = far[np.searchsorted(some, pairs.a.iloc[rows]), pairs.b.iloc[rows]]
    return way
