"""Which country an edge lies in, and where it may pass from one to the next.

A border is gated so that it can only be passed at a named crossing::

    before   u ───────────────────── v          (one edge, two countries)
    after    u ──CN── x ══border══ x' ──KZ── v  (point_id = the crossing's id)

Where three countries meet in a node each has its own copy, and each pair its own crossing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.errors import BadInput
from corridors.graph.conditioning.domestic import Passes, bring_home, keep_home
from corridors.graph.conditioning.edit import append_edges, mark_edges, records, split
from corridors.graph.network import POINT_KINDS, Network

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["border_nodes", "country_at", "gate_borders", "match_crossings", "tag_countries"]

SAMPLE_KM: Final = 0.25
SHORT_RUN_KM: Final = 4.0
ON_LAND: Final = ("rail", "road")
BORDER_COLUMNS: Final = ("node", "country_a", "country_b", "lon", "lat", "mode")


def tag_countries(
    net: Network,
    countries: gpd.GeoDataFrame,
    *,
    island_km: float = 8.0,
    crossings: pd.DataFrame | None = None,
    within_km: float = 0.0,
    domestic: pd.DataFrame | None = None,
) -> Network:
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
    crossings
        ``country_a, country_b, lon, lat`` of the crossings there are. A line that leaves its
        country where none of them is, and is back within ``EXCURSION_KM``, runs along the
        border (a river, mostly) and never left.
    within_km
        How near a crossing must lie to be the one that a line passes.
    domestic
        Lines that lie in one country by a source; see
        :func:`~corridors.graph.conditioning.domestic.keep_home`.

    Returns
    -------
        The network in which no edge lies in two countries; pieces of a cut edge share its
        length. An edge with both ends in one country is taken to lie in it; a point far out at
        sea has country ``""``.
    """
    if not len(net):
        return net
    codes = country_at(net.nodes[["lon", "lat"]].to_numpy(), countries)
    codes = _smooth(net, codes, island_km)
    if domestic is not None:
        codes = keep_home(net, codes, domestic)
    if crossings is not None:
        codes = bring_home(net, codes, Passes(crossings, within_km))
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    plain = mark_edges(net, np.arange(len(net)), country=codes[u])
    passes = None if crossings is None else Passes(crossings, within_km)
    cuts: dict[int, list[float]] = {}
    names: dict[int, list[str]] = {}
    for edge in np.flatnonzero(codes[u] != codes[v]).tolist():
        where, along = _runs(net.line(edge), countries, (str(codes[u[edge]]), str(codes[v[edge]])), passes)
        cuts[edge], names[edge] = where, along
    cut, _ = split(plain, cuts)
    tags = [name for along in names.values() for name in along]
    last = np.arange(len(cut) - len(tags), len(cut))
    frame = cut.edges.copy()
    frame.loc[last, "country"] = tags
    return Network(cut.nodes, frame, cut.coords, cut.offsets, cut.data_date)


def _smooth(net: Network, codes: NDArray[np.str_], island_km: float) -> NDArray[np.str_]:
    """Give islands the country around them; of islands side by side the smaller goes first."""
    while True:
        pieces = net.pieces(codes[net.edges.u.to_numpy()] == codes[net.edges.v.to_numpy()])
        around = _islands(net, codes, pieces, island_km)
        if around.empty:
            return codes
        piece = pieces[0]
        found = np.isin(piece, around.index)
        codes = codes.copy()
        codes[found] = around.reindex(piece[found]).to_numpy(dtype=str)


def _islands(
    net: Network,
    codes: NDArray[np.str_],
    pieces: tuple[NDArray[np.int32], NDArray[np.float64]],
    island_km: float,
) -> pd.Series[Any]:
    """Find pieces of one country that are islands: the country around each, by piece."""
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    (piece, size), other = pieces, codes[u] != codes[v]
    a, b = np.r_[u[other], v[other]], np.r_[v[other], u[other]]
    links = pd.DataFrame({"piece": piece[a], "beside": piece[b], "other": codes[b]})
    small = links[size[links.piece] < island_km].groupby("piece").other.agg(["nunique", "first", "size"])
    around = small[(small["nunique"] == 1) & (small["size"] > 1)]["first"]
    corner = net.nodes.groupby(piece).min().reindex(around.index)
    order = np.lexsort((corner.lat, corner.lon, size[around.index].round(9)))
    rank = pd.Series(np.argsort(order), index=around.index)
    beside = links[links.piece.isin(rank.index) & links.beside.isin(rank.index)]
    later = beside.piece[rank.reindex(beside.piece).to_numpy() > rank.reindex(beside.beside).to_numpy()]
    return around.drop(later.unique())


def _runs(
    line: NDArray[np.float64], countries: gpd.GeoDataFrame, pair: tuple[str, str], passes: Passes | None
) -> tuple[list[float], list[str]]:
    """Follow a line over borders: the fractions to cut at, and the country of each part."""
    dense = geodesy.densify(line, SAMPLE_KM)
    at = geodesy.chainages_km(dense)
    seen = country_at(dense, countries)
    first, last = pair
    seen[0], seen[-1] = first, last
    series = pd.Series(seen).replace("", np.nan).ffill().to_numpy(dtype=str)
    starts = np.flatnonzero(np.r_[True, series[1:] != series[:-1]])
    ends = np.r_[starts[1:], len(series)] - 1
    runs = [(str(series[s]), float(at[s]), float(at[e])) for s, e in zip(starts, ends, strict=True)]
    inner = [r for r in runs[1:-1] if r[2] - r[1] >= SHORT_RUN_KM]
    if passes is not None:  # the line is a chord: what it cuts off abroad counts only by a known crossing
        inner = [r for r in inner if r[0] in pair or passes.near(r[0], dense[(at >= r[1]) & (at <= r[2])])]
    kept = _merge([(first, 0.0, runs[0][2]), *inner, (last, runs[-1][1], float(at[-1]))])
    cuts = [(a[2] + b[1]) / 2 / max(float(at[-1]), 1e-9) for a, b in pairwise(kept)]
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

    Parameters
    ----------
    net
        The network, tagged by country. Sides that a crossing joins already do not count.

    Returns
    -------
        One row a node and pair of countries: ``node``, ``country_a`` < ``country_b``, ``lon``,
        ``lat``, ``mode``.
    """
    edges = net.edges[net.edges["mode"].isin(ON_LAND) & ~net.edges.kind.isin(POINT_KINDS)]
    sides = pd.concat([edges[[end, "mode", "country"]].rename(columns={end: "node"}) for end in ("u", "v")])
    sides = sides.astype({"mode": str, "country": str}).drop_duplicates()
    sides = sides[sides.duplicated(["node", "mode"], keep=False)]
    pairs = sides.merge(sides, on=["node", "mode"], suffixes=("_a", "_b"))
    pairs = pairs[pairs.country_a < pairs.country_b].sort_values(["node", "mode", "country_a", "country_b"])
    return pairs.join(net.nodes, on="node").reset_index(drop=True)[list(BORDER_COLUMNS)]


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
    if borders.empty:
        return borders.assign(crossing_id="", gap_km=0.0)
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
        The network in which each border node holds the edges of the first of its countries; the
        edges of every other country end at a copy of their own, and a ``border`` edge joins the
        two countries of each row. A row gated before is gated no second time.

    Raises
    ------
    BadInput
        When a row names a crossing that has no status.
    """
    rows = records(matched.drop_duplicates(["node", "country_a", "country_b"]))
    unknown = sorted({str(row["crossing_id"]) for row in rows} - set(status))
    if unknown:
        message = f"Border nodes name crossings without a status: {unknown}. Add them to the crossings."
        raise BadInput(message)
    frame, side, copied = _part_sides(net, rows)
    copies = net.nodes.iloc[copied].reset_index(drop=True)
    base = Network(net.nodes, frame, net.coords, net.offsets, net.data_date)
    edges = [
        {
            "u": side[row["node"], row["country_a"]],
            "v": side[row["node"], row["country_b"]],
            "length_km": 0.0,
            "mode": row["mode"],
            "kind": "border",
            "country": row["country_a"],
            "status": status[row["crossing_id"]],
            "point_id": row["crossing_id"],
        }
        for row in rows
    ]
    lines = [np.array([[row["lon"], row["lat"]], [row["lon"], row["lat"]]]) for row in rows]
    return append_edges(base, edges, lines, nodes=copies)


def _part_sides(
    net: Network, rows: list[dict[str, Any]]
) -> tuple[pd.DataFrame, dict[tuple[int, str], int], list[int]]:
    """Give every country at a border node a node of its own.

    Returns the edges with their new ends, the node of each country at each border node, and
    which node each new one, in order, is a copy of.
    """
    home: dict[int, str] = {}
    for row in rows:
        home[row["node"]] = min(row["country_a"], home.get(row["node"], row["country_a"]))
    side = {(node, country): node for node, country in home.items()}
    copied: list[int] = []

    def part(node: int, country: str) -> int:
        if (node, country) not in side:
            side[node, country] = len(net.nodes) + len(copied)
            copied.append(node)
        return side[node, country]

    for row in rows:
        part(row["node"], row["country_a"])
        part(row["node"], row["country_b"])
    frame = net.edges.copy()
    country = frame.country.astype(str).to_numpy()
    passing = (frame["mode"].isin(ON_LAND) & ~frame.kind.isin(POINT_KINDS)).to_numpy()
    for end in ("u", "v"):
        ids = frame[end].to_numpy().copy()
        for edge in np.flatnonzero(np.isin(ids, list(home)) & passing).tolist():
            ids[edge] = part(int(ids[edge]), str(country[edge]))
        frame[end] = ids
    return frame, side, copied
