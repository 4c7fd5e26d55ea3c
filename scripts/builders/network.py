"""The routable network: rail, road, ferries and sea lanes, conditioned step by step.

raw OpenStreetMap lines → reshape → high-speed ban → heal → countries → borders → gauges →
terminals. Tables of repairs stand beside the result in ``geodata/osm/``; the report of all that
was done is ``geodata/osm/REPAIRS.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from corridors.graph.conditioning import approaches, dead_ends, lengths, links, repair, road_gaps, touching
from corridors.graph.conditioning.borders import country_at
from corridors.graph.conditioning.contract import contract
from corridors.graph.conditioning.domestic import Passes
from corridors.graph.conditioning.edit import mark_edges
from corridors.graph.conditioning.gauges import stated_edges
from corridors.graph.conditioning.pipeline import condition, gate, load_tables
from corridors.routing.engine import node_order
from scripts.builders.frame import Built, write_csv
from scripts.builders.network_tables import Tables
from scripts.builders.report import write_report
from scripts.builders.scgraph import DATA_DATE, raw_network, scgraph_origin
from scripts.builders.sea_ways import ferry_lines, lane_lines

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from corridors.graph.network import Network
    from scripts.builders.frame import Sources

AFTER = ("countries", "sea", "gazetteer")
JOIN_REACH_KM = 8.0
ATTRIBUTION = "© OpenStreetMap contributors"


def build(sources: Sources, out: Path) -> list[Built]:
    """Build the network, its node order, the derived crossings and the report."""
    tables = Tables(out)
    rail, rail_named, joins = condition_rail(raw_network(sources, "world_railways", "rail"), tables)
    road, road_named, road_joins, led = condition_road(
        raw_network(sources, "world_highways", "road"), tables
    )
    joins_path = write_csv(joins, out / "osm" / "rail_dead_ends.csv")
    road_path = write_csv(road_joins, out / "osm" / "road_dead_ends.csv")
    led_path = write_csv(led, out / "osm" / "road_approaches.csv")
    derived = pd.concat([rail_named, road_named], ignore_index=True)
    derived_path = write_csv(derived, out / "osm" / "crossings_derived.csv")
    net = join_modes(rail, road, tables)
    faults = net.faults()
    if faults:
        message = f"The network breaks its invariants: {'; '.join(faults)}"
        raise ValueError(message)
    net.save(out / "osm" / "network.npz")
    ends = net.edges[["u", "v"]].to_numpy()
    order = node_order(net.nodes.lon.to_numpy(), net.nodes.lat.to_numpy(), ends)
    np.save(out / "osm" / "node_order.npy", order.astype(np.uint32), allow_pickle=False)
    report = write_report(net, tables, derived, joins=joins, path=out / "osm" / "REPAIRS.md")
    return _described(
        out,
        {
            derived_path: "Border crossings named after the nearest towns",
            joins_path: "Dead ends of track joined",
            road_path: "Dead ends of road joined",
            led_path: "Roads led to open crossings",
            report: "Report of all repairs to the network",
        },
    )


def condition_rail(net: Network, tables: Tables) -> tuple[Network, pd.DataFrame, pd.DataFrame]:
    """Turn raw rail lines into a network whose trains keep to gauges and crossings.

    Returns the network, the crossings that no table names, and the dead ends that were joined.
    """
    net = repair.reshape(net, tables.repairs("rail_reshape"))
    net = repair.ban_high_speed(net, tables.repairs("rail_high_speed"))
    net = repair.heal(net, tables.repairs("rail_joins"))
    net = repair.heal(net, tables.repairs("rail_joins_extra"))
    added = tables.repairs("rail_added").rename(columns=_ends)
    net = repair.heal(net, added, reach_km=0.6)
    known = load_tables(tables.root)
    net, joins = join_ends(net, known.countries, _open_passes(known.crossings, "rail"))
    net = lengths.ride_lengths(net, tables.repairs("rail_sections"))
    net, derived = condition(net, known, mode="rail")
    return net, derived, joins


def join_ends(net: Network, countries: gpd.GeoDataFrame, passes: Passes) -> tuple[Network, pd.DataFrame]:
    """Join dead ends a little apart, then tunnels and bridges, then branches to their lines; list the joins."""
    near = dead_ends.find_joins(net)
    joined = dead_ends.join_dead_ends(net, near)
    far = dead_ends.find_bridges(joined, lambda points: country_at(points, countries), passes)
    bridged = dead_ends.join_dead_ends(joined, far)
    lists = [dead_ends.describe_joins(joined, found) for found in (near, far)]
    touches = touching.find_touches(bridged, lambda points: country_at(points, countries))
    listed = pd.concat([*lists, touching.describe_touches(touches)], ignore_index=True)
    return touching.join_touches(bridged, touches), listed


def _ends(column: str) -> str:
    return {"from_lon": "a_lon", "from_lat": "a_lat", "to_lon": "b_lon", "to_lat": "b_lat"}.get(
        column, column
    )


def condition_road(
    net: Network, tables: Tables
) -> tuple[Network, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Turn raw road lines into a network that crosses borders at named posts.

    Returns the network, the crossings that no table names, the dead ends that were joined, and
    the roads that were led to open crossings.
    """
    known = load_tables(tables.root)
    added = tables.repairs("road_added").rename(columns=_ends)
    net = repair.heal(net, added, reach_km=0.6, mode="road")
    found = dead_ends.find_joins(net)
    position = net.nodes[["lon", "lat"]].to_numpy()
    a, b = (country_at(position[found[end].to_numpy()], known.countries) for end in ("a", "b"))
    passes = _open_passes(known.crossings, "road")
    ends = zip(a.tolist(), b.tolist(), position[found.a].tolist(), position[found.b].tolist(), strict=True)
    stays = [dead_ends.may_pass(passes, (x, y), (p, q)) for x, y, p, q in ends]
    found = found[np.array(stays, dtype=bool)].reset_index(drop=True)
    joined = dead_ends.join_dead_ends(net, found, mode="road")
    gaps = road_gaps.find_gaps(joined, known.countries)
    described = pd.concat(
        [dead_ends.describe_joins(net, table) for table in (found, gaps)], ignore_index=True
    )
    joined = dead_ends.join_dead_ends(joined, gaps, mode="road")
    ridden = lengths.ride_lengths(joined, tables.repairs("road_lengths"))
    light = [stated_edges(ridden, text) for text in tables.repairs("road_light").anchors]
    ridden = mark_edges(
        ridden, np.concatenate([np.empty(0, dtype=np.int64), *light]), status="passenger_only"
    )
    gated, derived = gate(ridden, known, "road")
    posts = known.crossings[(known.crossings["mode"] == "road") & (known.crossings.status == "open")]
    led = approaches.tie(approaches.lead(gated, posts), posts)
    listed = approaches.describe(gated, led, posts)
    return contract(led), derived, described, listed


def _open_passes(crossings: pd.DataFrame, mode: str) -> Passes:
    """Return the crossings that are open: a gap is joined over a border only where one is known."""
    return Passes(crossings[(crossings["mode"] == mode) & (crossings.status == "open")], JOIN_REACH_KM)


def join_modes(rail: Network, road: Network, tables: Tables) -> Network:
    """Lay rail, road, ferries and sea lanes side by side and join them at terminals."""
    terminals = tables.curated("terminals")
    lanes = lane_lines(tables.root)
    ferries = tables.curated("ferries")
    lines, countries = ferry_lines(ferries, terminals, lanes)
    sea = links.name_straits(links.sea_network(lanes, data_date=DATA_DATE), tables.curated("straits"))
    ferry = links.ferry_network(ferries, lines, countries)
    gauges = tables.curated("rail_gauges")
    native = dict(zip(gauges.country.astype(str), gauges.gauge_mm.astype(int), strict=True))
    return links.link_terminals([rail, road, ferry, sea], terminals[terminals.status == "open"], native)


def _described(out: Path, made: dict[Path, str]) -> list[Built]:
    origins = (scgraph_origin("world_railways"), scgraph_origin("world_highways"))
    changes = "See REPAIRS.md: clipped, reshaped, healed, tagged by country and gauge, gated at borders."
    titles = {
        out / "osm" / "network.npz": "Routable network: rail, road, ferries, sea lanes",
        out / "osm" / "node_order.npy": "Node order of the network for contraction hierarchies",
    } | made
    tables = {
        "rail_joins": "Joins over gaps in the rail network",
        "rail_joins_extra": "Joins needed beside banned high-speed track",
        "rail_high_speed": "High-speed track that freight keeps off",
        "rail_high_speed_dropped": "Edges once taken for high-speed track",
        "rail_reshape": "Bends given to long straight rail edges",
        "rail_added": "Railways the map lacks",
        "rail_domestic": "Lines along a border that lie in one country",
        "rail_sections": "Published section lengths that ride on straight edges",
        "road_added": "Roads the map lacks",
        "road_domestic": "Roads along a border that lie in one country",
        "road_light": "Roads that goods vehicles may not use",
        "road_lengths": "Published lengths of roads that ride on straight edges",
        "rail_gauge_lines": "Lines with a gauge other than their country's",
    }
    titles |= {out / "osm" / f"{name}.csv": title for name, title in tables.items()}
    return [
        Built(
            path=path, title=title, description=f"{title}.", origins=origins, licence="ODbL-1.0",
            attribution=ATTRIBUTION, changes=changes, data_date=DATA_DATE,
        )
        for path, title in titles.items()
        if path.exists()
    ]  # fmt: skip
