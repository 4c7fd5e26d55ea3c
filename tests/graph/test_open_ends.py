"""No two ends of track lie side by side in the shipped network without a way between them, but those listed."""

from __future__ import annotations

import heapq

import numpy as np
from scipy.spatial import cKDTree
from shipped import ROOT

from corridors import geodesy
from corridors.data.tables import read_rows
from corridors.graph.network import load

APART_KM = 2.0
ROUND_KM = 30.0
NEAR_DEG = 0.03
NOT_FOR_TRAINS = ("high_speed", "planned", "under_construction")
LISTED = {
    (114.113, 22.53): "Lo Wu: the border of Hong Kong, passed by no goods train",
    (113.524, 22.213): "Hengqin: a light railway towards Macau",
    (4.358, 47.06): "Épinac: two ends of an old coal line, lifted between",
    (2.75, 49.22): "Senlis and Chantilly: ends of sidings at an old line, lifted between",
    (117.808, 38.285): "Huanghua: ends of tracks in the coal port, a way of under 150 km round",
    (18.628, 49.751): "Bystřice and Třinec: ends of works' tracks, a way of under 150 km round",
    (55.511, 39.247): "Bereket: sidings beside the junction, 1 km long",
}


def tracks(net):
    """Return the shortest track between neighbouring spots, gauges laid over one another, and the spots."""
    edges = net.edges
    rail = (edges["mode"] == "rail") | (edges.kind == "gauge_change")
    usable = (rail & ~edges.status.isin(NOT_FOR_TRAINS)).to_numpy()
    lonlat = net.nodes[["lon", "lat"]].to_numpy().round(3)
    spots, spot = np.unique(lonlat, axis=0, return_inverse=True)
    beside = {}
    rows = zip(spot[edges.u[usable]], spot[edges.v[usable]], edges.length_km[usable], strict=True)
    for u, v, km in rows:
        for a, b in ((int(u), int(v)), (int(v), int(u))):
            if a != b:
                known = beside.setdefault(a, {})
                known[b] = min(km, known.get(b, np.inf))
    return beside, spots


def is_reached(beside, start, goal):
    far, heap = {start: 0.0}, [(0.0, start)]
    while heap:
        km, node = heapq.heappop(heap)
        if node == goal:
            return True
        for other, length in beside[node].items():
            if km + length <= min(ROUND_KM, far.get(other, np.inf)):
                far[other] = km + length
                heapq.heappush(heap, (km + length, other))
    return False


def test_ends_of_track_side_by_side_are_joined_or_listed():
    beside, spots = tracks(load(ROOT / "geodata" / "osm" / "network.npz"))
    ends = [n for n in beside if len(beside[n]) == 1]
    lon, lat = np.radians(spots[ends].T)
    ball = 6371 * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    pairs = [(ends[i], ends[j]) for i, j in cKDTree(ball).query_pairs(APART_KM)]
    open_pairs = [pair for pair in pairs if not is_reached(beside, *pair)]
    listed = np.array(list(LISTED))
    unexplained = [
        (spots[a].tolist(), spots[b].tolist())
        for a, b in open_pairs
        if np.abs(listed - spots[a]).max(axis=1).min() > NEAR_DEG
    ]
    assert len(ends) > 4000  # the scan sees the network
    assert unexplained == []


def test_the_list_of_joins_says_where_each_leads():
    rows = read_rows(ROOT / "geodata" / "osm" / "rail_dead_ends.csv")
    gaps = [
        float(geodesy.distance_km(*(float(row[c]) for c in ("a_lon", "a_lat", "b_lon", "b_lat"))))
        for row in rows
    ]
    assert np.allclose(gaps, [float(row["length_km"]) for row in rows], atol=0.12)
    assert max(gaps) <= 12
