"""Lines of the network as layers: railways, main roads, ferries; simplified, ranked by use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from corridors.data.tables import read_rows
from corridors.graph.network import load
from corridors.layers.cities import hub_and_town_points
from corridors.routing.planner import Planner
from corridors.webmap.ground.rails import rail_ranks
from scripts.builders.frame import Built, write_geoparquet
from scripts.builders.scgraph import DATA_DATE, scgraph_origin

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from corridors.graph.network import Network
    from scripts.builders.frame import Sources

AFTER = ("network", "cities")
SIMPLIFY_DEG = 0.0015
DECIMALS = 4
MAIN_RANK = 2
RAIL_COLUMNS = ["country", "gauge_mm", "status", "kind", "rank", "opened_year", "length_km", "geometry"]
FERRY_TEXTS = [
    "name",
    "kind",
    "status",
    "source_title",
    "source_publisher",
    "source_date",
    "source_url",
    "confidence",
    "note",
]
MOSTLY = 0.5
SIDINGS_KM = 80.0


def build(sources: Sources, out: Path) -> list[Built]:
    """Write one file a mode."""
    del sources
    net = load(out / "osm" / "network.npz")
    hubs, towns = _places(out)
    rail = _mode(net, "rail", rail_ranks(net, hubs, towns), opened=_opened_years(out, net))[RAIL_COLUMNS]
    road = _mode(net, "road", _road_ranks(net, hubs, towns))
    road = road[road["rank"] <= MAIN_RANK][["country", "status", "rank", "length_km", "geometry"]]
    ferry = _with_facts(_mode(net, "ferry", np.ones(len(net), dtype=np.int64)), out)
    titles = {"rail_lines": "Railways by gauge", "road_lines": "Main roads", "ferry_lines": "Ferry lines"}
    frames = {"rail_lines": rail, "road_lines": road, "ferry_lines": ferry}
    return [_built(out, name, titles[name], frame) for name, frame in frames.items()]


def _places(out: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return hub_and_town_points(gpd.read_parquet(out / "layers" / "cities.parquet"))


def _road_ranks(net: Network, hubs: NDArray[np.float64], towns: NDArray[np.float64]) -> NDArray[np.int64]:
    edges = net.edges.assign(
        mode=net.edges["mode"].astype(str).map(lambda m: "rail" if m == "road" else "sea")
    )
    return rail_ranks(replace(net, edges=edges), hubs, towns)


def _opened_years(out: Path, net: Network) -> NDArray[np.float64]:
    """Give the edges of the railways in rail_opened.csv their year; nan where none is stated."""
    years = np.full(len(net), np.nan)
    planner = Planner.load(out)
    mode_net = planner.mode_network(["rail"])
    ids = np.flatnonzero(planner.network.edges["mode"].isin(["rail", "transfer"]).to_numpy())
    for row in read_rows(out / "tables" / "rail_opened.csv"):
        stops = [planner.place(row["from_place"]), planner.place(row["to_place"])]
        segments = mode_net.router.best(stops).segments
        mine = ids[[s.edge for s in segments if abs(s.end - s.start) > MOSTLY]]
        years[_twins(net, mine)] = float(row["opened_year"])
    return _with_sidings(net, years)


def _with_sidings(net: Network, years: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give yards and sidings that hang on dated railways alone the earliest year they touch."""
    ends = net.edges[["u", "v"]].to_numpy()
    rest = net.edges["mode"].isin(["rail", "transfer"]).to_numpy() & np.isnan(years)
    piece, length = net.pieces(rest)
    first = np.full(len(length), np.inf)
    dated = ~np.isnan(years)
    np.minimum.at(first, piece[ends[dated]].ravel(), np.repeat(years[dated], 2))
    small = (length < SIDINGS_KM) & np.isfinite(first)
    found = rest & small[piece[ends[:, 0]]]
    return np.where(found, first[piece[ends[:, 0]]], years)


def _twins(net: Network, edges: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark edges drawn like the given ones: the same track under another gauge."""
    lines = {net.line(int(e)).tobytes() for e in edges}
    return np.array([net.line(i).tobytes() in lines for i in range(len(net))])


def _mode(
    net: Network, mode: str, rank: NDArray[np.int64], *, opened: NDArray[np.float64] | None = None
) -> gpd.GeoDataFrame:
    shown = ((net.edges["mode"] == mode) & (net.edges.length_km > 0)).to_numpy()
    frame = net.edges.loc[shown].reset_index(drop=True)
    texts: dict[str, Any] = {c: frame[c].astype(str) for c in ("country", "status", "kind", "point_id")}
    numbers: dict[str, Any] = {
        "rank": rank[shown].astype("int64"),
        "gauge_mm": frame.gauge_mm.astype("int64"),
    }
    numbers |= {"opened_year": opened[shown]} if opened is not None else {}
    frame = frame.assign(**texts, **numbers, length_km=frame.length_km.round(3))
    lines = gpd.GeoSeries(net.geometry[shown], crs="EPSG:4326").simplify(SIMPLIFY_DEG)
    whole = gpd.GeoDataFrame(pd.DataFrame(frame), geometry=lines.to_numpy(), crs="EPSG:4326")
    return whole[~whole.geometry.is_empty]


def _with_facts(ferry: gpd.GeoDataFrame, out: Path) -> gpd.GeoDataFrame:
    """Give ferry lines the name, state, years and source that their row of ferries.csv states."""
    rows = {row["id"]: row for row in read_rows(out / "tables" / "ferries.csv")}
    mine = [rows[i] for i in ferry["point_id"]]
    texts = {name: [row[name] for row in mine] for name in FERRY_TEXTS}
    years = {name: [float(row[name] or "nan") for row in mine] for name in ("opened_year", "closed_year")}
    whole = ferry[["point_id", "length_km", "geometry"]].assign(**texts, **years)
    return whole[["point_id", *FERRY_TEXTS, *years, "length_km", "geometry"]]


def _built(out: Path, name: str, title: str, frame: gpd.GeoDataFrame) -> Built:
    return Built(
        path=write_geoparquet(frame.reset_index(drop=True), out / "osm" / f"{name}.parquet", DECIMALS),
        title=title,
        description=f"{title} of the routable network; rank 1 lies on a shortest way between big cities.",
        origins=(scgraph_origin("world_railways"), scgraph_origin("world_highways")),
        licence="ODbL-1.0",
        attribution="© OpenStreetMap contributors",
        changes="Taken from the conditioned network (REPAIRS.md), simplified to 0.0015°.",
        data_date=DATA_DATE,
    )
