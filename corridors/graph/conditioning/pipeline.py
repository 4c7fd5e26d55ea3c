"""From raw lines to a routable network in one call; the shipped network goes the same way.

raw track → countries → named crossings → gauges of lines → merged edges → one layer a gauge
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.data.tables import read_table
from corridors.errors import BadInput, DamagedData
from corridors.graph.conditioning import approaches, borders, gauges, naming
from corridors.graph.conditioning.contract import contract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corridors.graph.network import Network

__all__ = ["Tables", "condition", "gate", "load_tables"]

CROSSING_REACH_KM: Final = {"rail": 12.0, "road": 15.0}
ISLAND_KM: Final = {"rail": 8.0, "road": 3.0}
NUMBERS: Final = ("lon", "lat", "radius_km", "gauge_a_mm", "gauge_b_mm")


@dataclass(frozen=True)
class Tables:
    """What is known of countries, borders and gauges.

    Parameters
    ----------
    countries
        ``iso_a2`` and polygons, EPSG:4326.
    rail_gauges
        ``country, gauge_mm``: the usual gauge; countries that are not listed are left out of
        the network.
    crossings
        ``id, mode, country_a, country_b, lon, lat, status``.
    border_areas
        ``area, country``: countries between which goods pass anywhere; for rail ``schengen``.
    gauge_points
        See :func:`~corridors.graph.conditioning.gauges.gauge_flags`.
    gauge_lines
        See :func:`~corridors.graph.conditioning.gauges.mark_lines`.
    domestic, domestic_roads
        See :func:`~corridors.graph.conditioning.domestic.keep_home`; none when left out.
    towns
        ``name, country, lon, lat``: what nameless crossings are named after.
    """

    countries: gpd.GeoDataFrame
    rail_gauges: pd.DataFrame
    crossings: pd.DataFrame
    border_areas: pd.DataFrame
    gauge_points: pd.DataFrame
    gauge_lines: pd.DataFrame
    towns: pd.DataFrame
    domestic: pd.DataFrame | None = None
    domestic_roads: pd.DataFrame | None = None

    def native_mm(self) -> dict[str, int]:
        """Return the usual gauge of each country, mm."""
        pairs = zip(self.rail_gauges.country, self.rail_gauges.gauge_mm, strict=True)
        return {str(country): int(gauge) for country, gauge in pairs}


def load_tables(root: Path) -> Tables:
    """Read the shipped tables.

    Parameters
    ----------
    root
        The ``geodata`` folder.

    Raises
    ------
    DamagedData
        When a file is missing or cannot be read.
    """
    try:
        places = pd.read_csv(
            root / "layers" / "places.csv.gz",
            usecols=["name", "country", "lon", "lat", "kind"],
            keep_default_na=False,
        )
        return Tables(
            countries=gpd.read_parquet(root / "layers" / "countries_tagging.parquet"),
            rail_gauges=_read(root / "tables" / "rail_gauges.csv"),
            crossings=_read(root / "tables" / "crossings.csv"),
            border_areas=_read(root / "tables" / "border_areas.csv"),
            gauge_points=_read(root / "tables" / "gauge_points.csv"),
            gauge_lines=_read(root / "osm" / "rail_gauge_lines.csv"),
            domestic=_read(root / "osm" / "rail_domestic.csv"),
            domestic_roads=_read(root / "osm" / "road_domestic.csv"),
            towns=places.loc[places.kind == "city", ["name", "country", "lon", "lat"]],
        )
    except (OSError, ValueError, KeyError) as fault:
        message = f"A table of the conditioning cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault


def _read(path: Path) -> pd.DataFrame:
    table = read_table(path)
    found = [c for c in NUMBERS if c in table]
    return table.assign(**{c: pd.to_numeric(table[c].replace("", "0")) for c in found})


def condition(net: Network, tables: Tables, *, mode: str = "rail") -> tuple[Network, pd.DataFrame]:
    """Make a raw network routable: trains keep to gauges, and cross borders at named crossings.

    Parameters
    ----------
    net
        Raw track or road, of the shipped map or of
        :func:`~corridors.graph.conditioning.extract.network_from_extract`.
    tables
        What is known of countries, borders and gauges; :func:`load_tables` reads the shipped.
    mode
        ``rail`` or ``road``.

    Returns
    -------
        The network, and the crossings that no table names as rows of the crossings table.

    Raises
    ------
    BadInput
        When nothing of the network lies in a country of the tables.
    """
    gated, derived = gate(net, tables, mode)
    if not len(gated):
        message = (
            f"None of the {len(net)} edges lies in a country that the tables know: "
            f"{', '.join(sorted(tables.native_mm()))}. Add the country and its gauge to rail_gauges."
        )
        raise BadInput(message)
    if mode == "road":
        return contract(gated), derived
    points = tables.gauge_points
    points = points[points.gauge_a_mm.isin(gauges.GAUGES_MM) & points.gauge_b_mm.isin(gauges.GAUGES_MM)]
    merged = _merge(gauges.mark_lines(gated, tables.gauge_lines), points)
    flags = gauges.gauge_flags(merged, tables.native_mm(), points=points)
    return gauges.lay_gauges(merged, flags, points), derived


def _merge(net: Network, points: pd.DataFrame) -> Network:
    """Merge runs of edges, but keep a node in reach of each gauge-change point that has one."""
    merged = contract(net)
    lost = [
        node
        for lon, lat, reach_km in zip(points.lon, points.lat, points.radius_km, strict=True)
        for node, gap_km in [_nearest_node(net, lon, lat)]
        if gap_km <= reach_km < _nearest_node(merged, lon, lat)[1]
    ]
    return contract(net, keep=np.array(lost)) if lost else merged


def _nearest_node(net: Network, lon: float, lat: float) -> tuple[int, float]:
    gap_km = geodesy.distance_km(net.nodes.lon, net.nodes.lat, lon, lat)
    return int(gap_km.argmin()), float(gap_km.min())


def gate(net: Network, tables: Tables, mode: str) -> tuple[Network, pd.DataFrame]:
    """Tag countries, keep those in scope, and put a named crossing on every border.

    Parameters
    ----------
    net
        Raw track or road.
    tables
        What is known of countries and borders.
    mode
        ``rail`` or ``road``.

    Returns
    -------
        The network, and the crossings that no table names.
    """
    listed = tables.crossings[tables.crossings["mode"] == mode]
    net = borders.tag_countries(
        net,
        tables.countries,
        island_km=ISLAND_KM[mode],
        crossings=listed,
        within_km=CROSSING_REACH_KM[mode],
        domestic=tables.domestic if mode == "rail" else tables.domestic_roads,
    )
    net = net.select(net.edges.country.isin(tables.rail_gauges.country).to_numpy())
    matched = borders.match_crossings(
        borders.border_nodes(net), tables.crossings, within_km=CROSSING_REACH_KM[mode]
    )
    if mode == "road":
        matched = approaches.claim(net, matched, listed[listed.status == "open"])
    nameless = matched[matched.crossing_id == ""]
    named, derived = naming.derive_crossings(nameless, tables.towns, _is_open(tables.border_areas, mode))
    every = pd.concat([matched[matched.crossing_id != ""], named], ignore_index=True)
    listed = pd.concat([tables.crossings[["id", "status"]], derived[["id", "status"]]])
    return borders.gate_borders(net, every, dict(zip(listed.id, listed.status, strict=True))), derived


def _is_open(areas: pd.DataFrame, mode: str) -> Callable[[str, str], bool]:
    """Say whether goods pass freely between two countries; for rail only inside Schengen."""
    areas = areas if mode == "road" else areas[areas.area == "schengen"]
    member = areas.groupby("country").area.agg(set).to_dict()
    return lambda a, b: bool(member.get(a, set()) & member.get(b, set()))
