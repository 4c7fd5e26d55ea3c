"""A small drawn world for routing: one border, one gauge change, one ferry.

::

    44 N   a ──120── b │ c ──100── d ╪ e ──200── f ◦ p ~~300~~ q ◦ g ──80── h
           CN 1435     │ KZ 1435     ╪ KZ 1520     KZ   ferry       AZ 1520
                                       e ───────190 high-speed────── f
                       rail-toy      gauge-toy   port-west    port-east

``│`` border, ``╪`` gauge change, ``◦`` terminal. A degree of longitude is drawn for each 100 km or so;
the stated lengths differ from the drawn ones on purpose.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from corridors.costs.time import load_costs
from corridors.data.ledger import geodata_dir
from corridors.graph.network import Network
from corridors.model import Place, Source
from corridors.routing.assembly import Columns, assemble
from corridors.routing.engine import node_order
from corridors.routing.points import NamedPoint
from corridors.routing.router import Router

LON = {
    "a": 70,
    "b": 71,
    "c": 71,
    "d": 72,
    "e": 72,
    "f": 74,
    "m": 74,
    "p": 74,
    "q": 77,
    "n": 77,
    "g": 77,
    "h": 78,
}
LAT = 44.0
EDGES = (
    ("a", "b", 120.0, "rail", "osm", "CN", 1435, "open", ""),
    ("b", "c", 0.0, "rail", "border", "KZ", 1435, "open", "rail-toy"),
    ("c", "d", 100.0, "rail", "repair", "KZ", 1435, "open", ""),
    ("d", "e", 0.0, "transfer", "gauge_change", "KZ", 0, "open", "gauge-toy"),
    ("e", "f", 200.0, "rail", "osm", "KZ", 1520, "open", ""),
    ("e", "f", 190.0, "rail", "osm", "KZ", 1520, "high_speed", ""),
    ("m", "f", 0.0, "transfer", "terminal", "KZ", 0, "open", "port-west"),
    ("m", "p", 0.0, "transfer", "terminal", "KZ", 0, "open", "port-west"),
    ("p", "q", 300.0, "ferry", "ferry", "KZ", 0, "open", "ferry-toy"),
    ("n", "q", 0.0, "transfer", "terminal", "AZ", 0, "open", "port-east"),
    ("n", "g", 0.0, "transfer", "terminal", "AZ", 0, "open", "port-east"),
    ("g", "h", 80.0, "rail", "osm", "AZ", 1520, "open", ""),
)
COLUMNS = ("length_km", "mode", "kind", "country", "gauge_mm", "status", "point_id")
SOURCE = Source("s", "A drawn toy")
POINTS = {
    "rail-toy": NamedPoint("rail-toy", "Border", "border", 71, LAT, "", SOURCE),
    "gauge-toy": NamedPoint("gauge-toy", "Yard", "gauge_change", 72, LAT, "rail-toy", SOURCE),
    "port-west": NamedPoint("port-west", "West port", "terminal", 74, LAT, "", SOURCE),
    "port-east": NamedPoint("port-east", "East port", "terminal", 77, LAT, "", SOURCE),
    "ferry-toy": NamedPoint("ferry-toy", "Ferry", "ferry", 0, 0, "", SOURCE),
}


class World(NamedTuple):
    """A network with all that routing over it needs."""

    net: Network
    router: Router
    columns: Columns

    def route(self, *stops, **how):
        """Return the route through some stops."""
        path = self.router.best(stops, **how)
        return assemble(
            self.net, path, stops=stops, columns=self.columns, points=POINTS, costs=self.router.costs
        )

    def closed(self, *names):
        """Mark the edges of the named points."""
        return self.net.edges.point_id.isin(names).to_numpy()


def toy_world(edges=EDGES, **lengths):
    """Return the drawn world; ``lengths`` replaces the first stated length, as in ``ef=50.0``."""
    names = sorted({name for edge in edges for name in edge[:2]})
    ids = {name: i for i, name in enumerate(names)}
    nodes = pd.DataFrame({"lon": [float(LON[n]) for n in names], "lat": LAT})
    rows = [dict(zip(COLUMNS, edge[2:], strict=True)) for edge in edges]
    frame = pd.DataFrame(rows).assign(u=[ids[e[0]] for e in edges], v=[ids[e[1]] for e in edges])
    frame["length_km"] = [lengths.pop(e[0] + e[1], e[2]) for e in edges]
    lines = [np.array([(LON[e[0]], LAT), (LON[e[1]], LAT)], dtype=float) for e in edges]
    net = Network.from_lines(nodes, frame, lines, data_date="2024-01-01")
    assert net.faults() == ()
    costs = load_costs(geodata_dir() / "tables" / "assumptions.csv")
    order = node_order(nodes.lon.to_numpy(), nodes.lat.to_numpy(), net.edges[["u", "v"]].to_numpy())
    return World(net, Router(net, order, costs), Columns.of(net, costs))


def at(lon, country="KZ", lat=LAT, **more):
    """Return a place on the line or beside it."""
    return Place(f"{lon}E", country, lon, lat, **more)
