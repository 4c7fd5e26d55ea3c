"""Trains a year on each segment of the rail network: the flows of all services, added up.

A segment is a run of edges over which the same services go::

    Chongqing ──┐
                ├── Lanzhou ── Urumqi ──┬── Alashankou
    Xi'an ──────┘                       └── Horgos
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from corridors.data.credits import credit_rows, credited
from corridors.traffic.assignment import ASSIGNED, ESTIMATE, UNKNOWN, year_flows
from corridors.traffic.services import service_routes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from corridors.routing.planner import Planner
    from corridors.traffic.flow_values import Flow, YearFlows
    from corridors.traffic.services import ServiceRoute

__all__ = ["AT_LEAST", "flows", "segment_lines", "segment_trains"]

AT_LEAST: Final = "at least"
KEYS: Final = "ways"


def flows(
    planner: Planner, year: int, routes: Sequence[ServiceRoute] | None = None, folder: Path | None = None
) -> gpd.GeoDataFrame:
    """Return the segments of the rail network with the trains that ran on them in a year.

    Parameters
    ----------
    planner
        The network and the gazetteer.
    year
        A year of `corridors.traffic.years`.
    routes
        Services routed with ``either_crossing``; all services, routed anew, when None.
    folder
        Where the data lie; the shipped ``geodata`` by default.

    Returns
    -------
        EPSG:4326; ``trains`` a year in both directions (NaN where nothing is known), ``assigned_trains``
        those that rest on counts where they set out, ``basis`` (``assigned``: a sum of counts;
        ``estimate``: it rests on a split; ``at least``: services that nobody counted go here, too;
        ``unknown``), ``year``, ``services`` their ids with ``;`` between.
    """
    routed = service_routes(planner, either_crossing=True) if routes is None else routes
    lines = segment_lines(planner, routed)
    of_year = year_flows([r.way for r in routed], year, folder)
    found = lines.join(segment_trains(lines, of_year)).query("services != ''").reset_index(drop=True)
    return credited(found, credit_rows(["service_flows"]))


def segment_lines(planner: Planner, routes: Sequence[ServiceRoute]) -> gpd.GeoDataFrame:
    """Return the rail edges of routes, joined where the same ways run over them.

    Parameters
    ----------
    planner
        The network that the routes' edges belong to.
    routes
        Routed services.

    Returns
    -------
        ``segment``, ``ways`` (their keys with ``;`` between), ``length_km`` as mapped, and the line.
    """
    users: dict[int, set[str]] = defaultdict(set)
    for route in routes:
        for edge in route.edges:
            users[edge].add(route.way.key)
    table = planner.network.edges.iloc[sorted(users)]
    table = table[(table["mode"] == "rail") & (table.length_km > 0)]
    groups: dict[str, list[int]] = defaultdict(list)
    for edge in table.index:
        groups[";".join(sorted(users[int(edge)]))].append(int(edge))
    rows = [row for ways, edges in sorted(groups.items()) for row in _merged(planner, ways, edges)]
    columns = pd.DataFrame([row[0] for row in rows], columns=[KEYS, "length_km"])
    columns.insert(0, "segment", [f"F{i + 1:03d}" for i in range(len(rows))])
    return gpd.GeoDataFrame(columns, geometry=[row[1] for row in rows], crs="EPSG:4326")


def _merged(planner: Planner, ways: str, edges: Sequence[int]) -> list[tuple[tuple[str, float], Any]]:
    """Join edges end to end; each line has the mapped length of the edges in it."""
    net = planner.network
    drawn = net.geometry[list(edges)]
    parts = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(drawn.tolist())))
    middles = shapely.line_interpolate_point(drawn, 0.5, normalized=True)
    home = np.argmin([shapely.distance(part, middles) for part in parts], axis=0)
    length = np.bincount(home, net.edges.length_km.to_numpy()[list(edges)], len(parts))
    lines = shapely.normalize(parts)
    rows = [((ways, float(km)), line) for km, line in zip(length, lines, strict=True)]
    return sorted(rows, key=lambda row: row[1].coords[0])


def segment_trains(lines: gpd.GeoDataFrame, of_year: YearFlows) -> pd.DataFrame:
    """Return the trains of a year on segments, on their index.

    Parameters
    ----------
    lines
        What `segment_lines` gave.
    of_year
        The flows of the year.

    Returns
    -------
        ``trains``, ``assigned_trains``, ``basis``, ``year``, ``services``.
    """
    flow = {f.way.key: f for f in of_year.flows}
    rows = [_segment(set(ways.split(";")) & set(flow), flow, of_year) for ways in lines[KEYS]]
    columns = ("trains", "assigned_trains", "basis", "year", "services")
    frame = pd.DataFrame(rows, columns=list(columns), index=lines.index)
    return frame.astype({"trains": float, "assigned_trains": float, "year": "int64"})


def _segment(keys: set[str], flow: Mapping[str, Flow], of_year: YearFlows) -> tuple[Any, ...]:
    mine = [flow[key] for key in sorted(keys)]
    trains = [f.trains for f in mine if f.trains is not None]
    assigned = [f.assigned_trains for f in mine if f.assigned_trains is not None]
    services = ";".join(dict.fromkeys(f.way.service.id for f in mine))
    total, known = (float(np.sum(v)) if v else np.nan for v in (trains, assigned))
    return total, known, _basis(keys, flow, of_year) if trains else UNKNOWN, of_year.year, services


def _basis(keys: set[str], flow: Mapping[str, Flow], of_year: YearFlows) -> str:
    """Say what a sum is worth: a sum of whole pools is counted, whatever the split within each."""
    left = set(keys)
    for pool in of_year.pools:
        if pool.keys <= left:
            left -= pool.keys
    if not left:
        return ASSIGNED
    counted = {
        row.crossing_id
        for row in of_year.crossings
        if row.counted is not None and row.direction == "both" and not row.mixed
    }
    lost = (flow[key] for key in left)
    return AT_LEAST if any(f.trains is None and f.way.border not in counted for f in lost) else ESTIMATE
