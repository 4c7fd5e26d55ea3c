"""No line of the shipped network ends a few kilometres short of where it goes on, but those listed."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree
from shipped import ROOT

from corridors import geodesy
from corridors.graph.network import load

AHEAD_KM = 5.0
STUB_KM = 3.0
STEP_KM = 1.0
TURN_DEG = 60.0
DETOUR_KM = 150.0
DETOUR_TIMES = 30.0
NEAR_DEG = 0.03
NOT_FOR_TRAINS = ("high_speed", "planned", "under_construction")
LISTED = {
    (
        110.052,
        35.287,
    ): "Hancheng: a track ends beside the line; no source says that trains pass between them",
    (110.09, 38.942): "Shenmu: a track ends beside the line; no source says that trains pass between them",
    (
        113.044,
        33.855,
    ): "Baofeng: a track ends beside the line; no source says that trains pass between them",
    (
        113.513,
        27.668,
    ): "Liling side of Zhuzhou: a track ends beside the line; no source says that trains pass between them",
    (113.534, 22.221): "Hengqin: a light railway towards Macau",
    (119.57, 36.97): "Changyi: a track ends beside the line; no source says that trains pass between them",
    (120.308, 31.976): "Jiangyin: the Yangtze lies between the banks, no track",
    (120.324, 31.955): "Jiangyin: the Yangtze lies between the banks, no track",
    (
        121.236,
        28.757,
    ): "Toumen port: a track ends beside the line; no source says that trains pass between them",
    (
        121.55,
        50.632,
    ): "Yitulihe: a track ends beside the line; no source says that trains pass between them",
    (122.137, 37.427): "Weihai: a track ends beside the line; no source says that trains pass between them",
    (2.318, 47.07): "Bourges: a track ends beside the line; no source says that trains pass between them",
    (20.352, 48.3): "Putnok: a track ends beside the line; no source says that trains pass between them",
    (
        41.166,
        34.268,
    ): "Al-Qa'im: a track ends beside the line; no source says that trains pass between them",
    (
        50.714,
        35.963,
    ): "Hashtgerd: a track ends beside the line; no source says that trains pass between them",
    (
        35.125,
        52.042,
    ): "south of Dmitriev: a track ends beside the line; no source says that trains pass between them",
    (23.221, 49.508): "Sambir: a track ends beside the line; no source says that trains pass between them",
}


def spots_of(net):
    """Return the track between spots (gauges laid over one another) as a matrix, the spots, and places along it."""
    edges = net.edges
    rail = (edges["mode"] == "rail") | (edges.kind == "gauge_change")
    usable = np.flatnonzero((rail & ~edges.status.isin(NOT_FOR_TRAINS)).to_numpy())
    spots, spot = np.unique(net.nodes[["lon", "lat"]].to_numpy().round(3), axis=0, return_inverse=True)
    u, v, km = spot[edges.u.to_numpy()], spot[edges.v.to_numpy()], edges.length_km.to_numpy()
    u, v, km = u[usable], v[usable], km[usable]
    order = np.lexsort((km, np.maximum(u, v), np.minimum(u, v)))
    pairs = np.column_stack([np.minimum(u, v), np.maximum(u, v)])[order]
    first = np.unique(pairs, axis=0, return_index=True)[1]
    first = first[pairs[first, 0] != pairs[first, 1]]
    (a, b), km_of = pairs[first].T, np.maximum(km[order][first], 1e-4)
    shape = (len(spots), len(spots))
    graph = coo_array((np.r_[km_of, km_of], (np.r_[a, b], np.r_[b, a])), shape=shape).tocsr()
    lines = net.lines()
    return graph, spots, [(lines[i], *row) for i, *row in zip(usable, u, v, km, strict=True)]


def places_along(tracks):
    """Return a place a kilometre along each edge: where, and the ends of the edge with the way to each."""
    at, ways = [], []
    for line, u, v, km in tracks:
        shares = np.linspace(0, 1, int(np.ceil(km / STEP_KM)) + 1)
        along = np.r_[0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))]
        at.append(np.column_stack([np.interp(shares * along[-1], along, line[:, k]) for k in (0, 1)]))
        ways.append(np.column_stack([np.full((len(shares), 2), (u, v)), shares * km, (1 - shares) * km]))
    return np.vstack(at), np.vstack(ways)


def heading_deg(start, goals):
    """Return the bearings from one place to others near it, on a flat map."""
    east, north = (goals - start).T
    return np.degrees(np.arctan2(east * np.cos(np.radians(start[1])), north))


def cut_lines(net):
    """List the ends of track ahead of which a line lies that is reached by a long way only."""
    graph, spots, tracks = spots_of(net)
    at, ways = places_along(tracks)
    fast = net.edges.status.isin(NOT_FOR_TRAINS).to_numpy()
    goes_on = (
        net.nodes[["lon", "lat"]].to_numpy().round(3)[net.edges.loc[fast, ["u", "v"]].to_numpy().ravel()]
    )
    goes_on = {tuple(place) for place in goes_on.tolist()}
    tree, rows = cKDTree(geodesy.on_sphere(*at.T)), []
    for end in np.flatnonzero(np.diff(graph.indptr) == 1).tolist():
        before, stub_km = graph.indices[graph.indptr[end]], graph.data[graph.indptr[end]]
        if stub_km < STUB_KM or tuple(spots[end].tolist()) in goes_on:
            continue
        near = np.array(tree.query_ball_point(geodesy.on_sphere(*spots[[end]].T)[0], AHEAD_KM))
        coming = heading_deg(spots[before], spots[[end]])
        turn = np.abs((heading_deg(spots[end], at[near]) - coming + 180) % 360 - 180)
        near = near[(turn <= TURN_DEG) & (ways[near, :2] != end).all(axis=1)]
        if not len(near):
            continue
        far = dijkstra(graph, indices=end, limit=DETOUR_TIMES * AHEAD_KM)
        u, v = ways[near, :2].astype(int).T
        way = np.minimum(far[u] + ways[near, 2], far[v] + ways[near, 3])
        gap = geodesy.distance_km(*spots[end], *at[near].T)
        cut = way > np.maximum(DETOUR_KM, DETOUR_TIMES * gap)
        if cut.any():
            best = near[cut][gap[cut].argmin()]
            rows.append(
                (*spots[end].tolist(), *at[best].round(3).tolist(), round(float(gap[cut].min()), 2))
            )
    return rows


def test_a_line_that_goes_on_ahead_is_joined_or_listed():
    found = cut_lines(load(ROOT / "geodata" / "osm" / "network.npz"))
    listed = np.array(list(LISTED))
    ends = np.array([row[:2] for row in found])
    apart = np.abs(ends[:, None] - listed[None]).max(axis=2)
    assert [row for row, gap in zip(found, apart.min(axis=1), strict=True) if gap > NEAR_DEG] == []
    assert [
        LISTED[tuple(p)]
        for p, gap in zip(listed.tolist(), apart.min(axis=0), strict=True)
        if gap > NEAR_DEG
    ] == []
