"""Which country an edge lies in, and where it may pass from one to the next.

A border is gated so that it can only be passed at a named crossing::

    before   u ───────────────────── v          (one edge, two countries)
    after    u ──CN── x ══border══ x' ──KZ── v  (point_id = the crossing's id)
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.conditioning.edit import append_edges, mark_edges, split
from corridors.network import Network

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["border_nodes", "country_at", "gate_borders", "tag_countries"]

SAMPLE_KM: Final = 0.25
SHORT_RUN_KM: Final = 4.0


def tag_countries(net: Network, countries: gpd.GeoDataFrame, *, island_km: float = 8.0) -> Network:
    """Give every edge its country, cutting edges where they pass a border.

    Parameters
    ----------
    net
        The network.
    countries
        ``iso_a2`` and polygons, EPSG:4326.
    island_km
        A connected piece inside one country shorter than this, with another country all round,
        is a wobble of the boundary data and takes the country around it.
    """
    codes = country_at(net.nodes[["lon", "lat"]].to_numpy(), countries)
    codes = _smooth(net, codes, island_km)
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    plain = mark_edges(net, np.arange(len(net)), country=codes[u])
    cuts, names = {}, {}
    for edge in np.flatnonzero(codes[u] != codes[v]).tolist():
        where, along = _runs(net.line(edge), countries, codes[u[edge]], codes[v[edge]])
        cuts[edge], names[edge] = where, along
    cut, _ = split(plain, cuts)
    tags = [name for along in names.values() for name in along]
    last = np.arange(len(cut) - len(tags), len(cut))
    frame = cut.edges.copy()
    frame.loc[last, "country"] = tags
    return Network(cut.nodes, frame, cut.coords, cut.offsets, cut.data_date)


def _smooth(net: Network, codes: NDArray[np.str_], island_km: float) -> NDArray[np.str_]:
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    same = codes[u] == codes[v]
    piece = net.components(same)
    size = np.bincount(
        piece[u[same]], weights=net.edges.length_km.to_numpy()[same], minlength=piece.max() + 1
    )
    joined = pd.DataFrame({"piece": piece[u[~same]], "other": codes[v[~same]]})
    back = pd.DataFrame({"piece": piece[v[~same]], "other": codes[u[~same]]})
    links = pd.concat([joined, back])
    small = links[size[links.piece] < island_km].groupby("piece").other.agg(["nunique", "first", "size"])
    islands = small[(small["nunique"] == 1) & (small["size"] > 1)]["first"]
    return np.where(
        np.isin(piece, islands.index), islands.reindex(piece).fillna("").to_numpy(dtype=str), codes
    )


def _runs(
    line: NDArray[np.float64], countries: gpd.GeoDataFrame, first: str, last: str
) -> tuple[list[float], list[str]]:
    """Follow a line over borders: the fractions to cut at, and the country of each part."""
    dense = geodesy.densify(line, SAMPLE_KM)
    at = geodesy.chainages_km(dense)
    seen = country_at(dense, countries)
    seen[0], seen[-1] = first, last
    series = pd.Series(seen).replace("", np.nan).ffill().to_numpy(dtype=str)
    starts = np.flatnonzero(np.r_[True, series[1:] != series[:-1]])
    ends = np.r_[starts[1:], len(series)] - 1
    runs = [(str(series[s]), float(at[s]), float(at[e])) for s, e in zip(starts, ends, strict=True)]
    inner = [r for r in runs[1:-1] if r[2] - r[1] >= SHORT_RUN_KM]
    kept = _merge([(first, 0.0, runs[0][2]), *inner, (last, runs[-1][1], float(at[-1]))])
    cuts = [(a[2] + b[1]) / 2 / at[-1] for a, b in pairwise(kept)]
    safe = np.clip(cuts, 1e-4, 1 - 1e-4)
    return np.maximum.accumulate(safe).tolist(), [r[0] for r in kept]


def _merge(runs: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    merged = [runs[0]]
    for run in runs[1:]:
        if run[0] == merged[-1][0]:
            merged[-1] = (run[0], merged[-1][1], run[2])
        else:
            merged.append(run)
    return merged


def country_at(
    points: NDArray[np.float64], countries: gpd.GeoDataFrame, *, nearest_within_deg: float = 0.5
) -> NDArray[np.str_]:
    """Name the country that each point lies in, or the nearest one for a point at sea.

    Parameters
    ----------
    points
        (n, 2) lon, lat.
    countries
        ``iso_a2`` and polygons, EPSG:4326.
    nearest_within_deg
        How far off the coast a point may lie; beyond it gets ``""``.
    """
    tree = shapely.STRtree(countries.geometry.to_numpy())
    codes = countries.iso_a2.to_numpy(dtype=str)
    found = np.full(len(points), "", dtype="U2")
    which, polygon = tree.query(shapely.points(points), predicate="within")
    found[which] = codes[polygon]
    lost = np.flatnonzero(found == "")
    if len(lost):
        pairs = tree.query_nearest(
            shapely.points(points[lost]), max_distance=nearest_within_deg, all_matches=False
        )
        found[lost[pairs[0]]] = codes[pairs[1]]
    return found


def border_nodes(net: Network) -> pd.DataFrame:
    """List the nodes where edges of two countries meet.

    Returns
    -------
        One row a node and pair of countries: ``node``, ``country_a`` < ``country_b``, ``lon``,
        ``lat``, ``mode``.
    """
    ends = pd.concat(
        [net.edges[[end, "country", "mode"]].rename(columns={end: "node"}) for end in ("u", "v")]
    )
    ends = ends[~ends["mode"].isin(["transfer", "ferry", "sea"])].astype({"country": str})
    ends = ends.drop_duplicates()
    many = ends[ends.duplicated("node", keep=False)].sort_values(["node", "country"])
    if many.empty:
        return pd.DataFrame(columns=["node", "country_a", "country_b", "lon", "lat", "mode"])
    rows = many.groupby("node").agg(
        country_a=("country", "first"), country_b=("country", "last"), mode=("mode", "first")
    )
    rows = rows.reset_index()
    return rows.join(net.nodes, on="node")


def match_crossings(borders: pd.DataFrame, crossings: pd.DataFrame, *, within_km: float) -> pd.DataFrame:
    """Find for each border node the named crossing of its two countries that is nearest.

    Parameters
    ----------
    borders
        As :func:`border_nodes` gives them.
    crossings
        ``id, mode, country_a, country_b, lon, lat, status``.
    within_km
        A crossing farther off than this is not the one.

    Returns
    -------
        ``borders`` with ``crossing_id`` (``""`` where none) and ``gap_km``.
    """
    pair = np.sort(crossings[["country_a", "country_b"]].to_numpy(dtype=str), axis=1)
    named = crossings.assign(country_a=pair[:, 0], country_b=pair[:, 1])
    rows = borders.reset_index(drop=True).reset_index(names="row")
    both = rows.merge(named, on=["country_a", "country_b", "mode"], suffixes=("", "_x"))
    both["gap_km"] = geodesy.distance_km(both.lon, both.lat, both.lon_x, both.lat_x)
    best = both[both.gap_km <= within_km].sort_values(["gap_km", "id"]).drop_duplicates("row")
    best = best.set_index("row")[["id", "gap_km"]].rename(columns={"id": "crossing_id"})
    return rows.join(best, on="row").fillna({"crossing_id": ""}).drop(columns="row")


def gate_borders(net: Network, matched: pd.DataFrame, status: dict[str, str]) -> Network:
    """Cut the network at each border node and put the named crossing between the sides.

    Parameters
    ----------
    net
        The network, tagged by country.
    matched
        ``node, country_a, country_b, crossing_id``; every row names a crossing.
    status
        Status by crossing id.

    Returns
    -------
        The network in which each border node holds the edges of ``country_a``; the edges of
        every other country end at a copy, and a ``border`` edge joins the two.
    """
    rows = matched.drop_duplicates("node").reset_index(drop=True)
    copy_of = dict(zip(rows.node, len(net.nodes) + np.arange(len(rows)), strict=True))
    home = dict(zip(rows.node, rows.country_a, strict=True))
    frame = net.edges.copy()
    country = frame.country.astype(str).to_numpy()
    for end in ("u", "v"):
        ids = frame[end].to_numpy()
        touched = np.flatnonzero(np.isin(ids, rows.node.to_numpy()))
        moved = [e for e in touched.tolist() if country[e] != home[ids[e]]]
        frame.loc[moved, end] = [copy_of[ids[e]] for e in moved]
    copies = net.nodes.loc[rows.node].reset_index(drop=True)
    base = Network(net.nodes, frame, net.coords, net.offsets, net.data_date)
    edges = [
        {
            "u": row["node"],
            "v": copy_of[row["node"]],
            "length_km": 0.0,
            "mode": row["mode"],
            "kind": "border",
            "country": row["country_a"],
            "status": status[row["crossing_id"]],
            "point_id": row["crossing_id"],
        }
        for row in rows.to_dict("records")
    ]
    lines = [
        np.array([[row["lon"], row["lat"]], [row["lon"], row["lat"]]]) for row in rows.to_dict("records")
    ]
    return append_edges(base, edges, lines, nodes=copies)
