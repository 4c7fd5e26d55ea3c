"""Small drawn worlds, and how to compare and shuffle networks.

Places have names; a toy's edge runs between two of them. Degrees are small, so that 0.01 is about
1.1 km. Countries are squares of 10 degrees: AA, BB, CC from west to east, DD north of AA and BB.
"""

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.graph.conditioning import borders, gauges, pipeline
from corridors.graph.network import EDGE_COLUMNS, Network

PLAIN = {"mode": "rail", "kind": "osm", "country": "", "gauge_mm": 0, "status": "open", "point_id": ""}


def draw(places, edges, **common):
    """Make a network of named places ``{name: (lon, lat)}`` and edges ``(from, to, {column: value})``.

    ``via`` in an edge's values bends its line; ``length_km`` is measured where it is not given.
    """
    order = list(places)
    rows, lines = [], []
    for start, end, values in edges:
        line = np.array([places[start], *values.get("via", []), places[end]], dtype=float)
        given = {key: value for key, value in values.items() if key != "via"}
        measured = {"length_km": geodesy.length_km(line)}
        rows.append(PLAIN | common | measured | given | {"u": order.index(start), "v": order.index(end)})
        lines.append(line)
    nodes = pd.DataFrame(list(places.values()), columns=["lon", "lat"], dtype=float)
    return Network.from_lines(
        nodes, pd.DataFrame(rows, columns=list(EDGE_COLUMNS)), lines, data_date="2024-02-26"
    )


def squares():
    """Return the countries AA, BB, CC side by side and DD north of the first two.

    ::

        lat 20 ┌─────────────┐
               │     DD      │
            10 ├──────┬──────┼──────┐
               │  AA  │  BB  │  CC  │
             0 └──────┴──────┴──────┘
               0      10     20     30  lon
    """
    shapes = [
        shapely.box(0, 0, 10, 10),
        shapely.box(10, 0, 20, 10),
        shapely.box(20, 0, 30, 10),
        shapely.box(0, 10, 20, 20),
    ]
    return gpd.GeoDataFrame({"iso_a2": ["AA", "BB", "CC", "DD"]}, geometry=shapes, crs="EPSG:4326")


def gap():
    """Return two lines that end short of one another.

    ::

        a ──────── b   · · ·   c ──────── d
    """
    places = {"a": (1, 5), "b": (1.5, 5), "c": (1.6, 5), "d": (2, 5)}
    return draw(places, [("a", "b", {}), ("c", "d", {})])


def fork():
    """Return a line with a bend, a branch, a parallel track and a loop.

    ::

        a ── b ──╮  c ──┬── e ── f    c ══ e are two tracks
                 ╰──╯   └── d ⟲       d has a loop
    """
    places = {"a": (1, 5), "b": (1.2, 5), "c": (1.4, 5), "d": (1.5, 4.9), "e": (1.6, 5), "f": (1.8, 5)}
    edges = [
        ("a", "b", {}),
        ("c", "b", {"via": [(1.35, 5.05), (1.25, 5.05)]}),
        ("c", "e", {}),
        ("e", "c", {"via": [(1.5, 5.05)]}),
        ("c", "d", {}),
        ("d", "d", {"via": [(1.52, 4.88), (1.48, 4.88)]}),
        ("e", "f", {}),
    ]
    return draw(places, edges)


def corner():
    """Return three lines that meet where AA, BB and DD meet, tagged by country.

    ::

               d   DD
               │
        a ─────x───── b
           AA    BB
    """
    places = {"a": (9, 9), "x": (10, 10), "b": (11, 9), "d": (10, 11)}
    edges = [
        ("a", "x", {"country": "AA"}),
        ("x", "b", {"country": "BB"}),
        ("d", "x", {"country": "DD"}),
    ]
    return draw(places, edges)


def corner_crossings():
    """Return the crossings of :func:`corner`: AA–BB and BB–DD; AA–DD has none."""
    return pd.DataFrame(
        {
            "id": ["x-aa-bb", "x-bb-dd"],
            "mode": "rail",
            "country_a": ["BB", "BB"],
            "country_b": ["AA", "DD"],
            "lon": 10.0,
            "lat": 10.0,
            "status": ["open", "closed"],
        }
    )


def overland():
    """Return one line through AA, BB and CC, its edges crossing the borders.

    ::

        a ──── b ────╱──── c ──── d ────╱──── e
             AA      10       BB        20   CC
    """
    places = {"a": (8, 5), "b": (9.5, 5), "c": (10.5, 5), "d": (19.5, 5), "e": (20.5, 5)}
    return draw(places, [("a", "b", {}), ("b", "c", {}), ("d", "c", {}), ("d", "e", {})])


def crossings():
    """Return the crossings of :func:`overland`."""
    return pd.DataFrame(
        {
            "id": ["x-ab", "x-bc"],
            "mode": "rail",
            "country_a": ["AA", "CC"],
            "country_b": ["BB", "BB"],
            "lon": [10.0, 20.0],
            "lat": [5.0, 5.0],
            "status": ["open", "open"],
        }
    )


def yards():
    """Return the gauge-change points of :func:`overland`: 1435 mm meets 1520 mm in BB near AA."""
    return pd.DataFrame(
        {
            "id": ["yard-b"],
            "lon": [10.5],
            "lat": [5.0],
            "radius_km": [5.0],
            "country": ["BB"],
            "gauge_a_mm": [1435],
            "gauge_b_mm": [1520],
            "crossing_id": ["x-ab"],
            "status": ["open"],
        }
    )


NATIVE_MM = {"AA": 1435, "BB": 1520, "CC": 1520, "DD": 1520}


def shuffled(net, seed):
    """Return the same network with nodes and edges in another order, some edges turned round."""
    random = np.random.default_rng(seed)
    nodes, edges = random.permutation(len(net.nodes)), random.permutation(len(net))
    number = np.argsort(nodes)
    frame = net.edges.iloc[edges].assign(
        u=number[net.edges.u.to_numpy()[edges]], v=number[net.edges.v.to_numpy()[edges]]
    )
    turned = random.random(len(edges)) < 0.5
    u, v = frame.u.to_numpy(), frame.v.to_numpy()
    frame = frame.assign(u=np.where(turned, v, u), v=np.where(turned, u, v))
    lines = [
        net.line(int(e))[::-1] if back else net.line(int(e)) for e, back in zip(edges, turned, strict=True)
    ]
    return Network.from_lines(net.nodes.iloc[nodes], frame, lines, data_date=net.data_date)


def canonical(net):
    """Return the edges as values that do not know ids or direction, sorted."""
    found = []
    for edge, row in enumerate(net.edges.to_dict("records")):
        line = net.line(edge).round(6).tolist()
        values = (round(row["length_km"], 6), *(str(row[c]) for c in EDGE_COLUMNS[3:]))
        found.append((min(line, line[::-1]), values))
    return sorted(found)


def assert_sound(net):
    """Check that ids fit and that each line runs from its u to its v."""
    position = net.nodes[["lon", "lat"]].to_numpy()
    for edge, (u, v) in enumerate(net.edges[["u", "v"]].to_numpy().tolist()):
        line = net.line(edge)
        np.testing.assert_allclose(line[0], position[u], atol=1e-9)
        np.testing.assert_allclose(line[-1], position[v], atol=1e-9)


def alone(net, without_kind, column):
    """Return the values of a column in each connected piece, once edges of a kind are taken out."""
    keep = (~net.edges.kind.isin(without_kind)).to_numpy()
    piece = net.components(keep)[net.edges.u.to_numpy()[keep]]
    return net.edges[keep].groupby(piece)[column].agg(lambda values: set(values.astype(str))).tolist()


TOWNS = pd.DataFrame({"name": ["Aville", "Bstadt"], "country": ["AA", "BB"], "lon": [9, 11], "lat": [9, 9]})

TERMINALS = pd.DataFrame(
    {
        "id": ["t-port", "t-other", "t-rail-only"],
        "lon": [10.5, 30.0, 8.0],
        "lat": [5.02, 5.0, 5.0],
        "country": ["BB", "CC", "AA"],
        "modes": ["rail;road;ferry", "rail;ferry", "rail"],
    }
)


def joins(*rows, **columns):
    """Return a table of repairs from (a_lon, a_lat, b_lon, b_lat, length_km) rows."""
    names = ["a_lon", "a_lat", "b_lon", "b_lat", "length_km"]
    return pd.DataFrame(rows, columns=names).assign(**columns)


def equal(one, other):
    """Tell whether two networks are the same to the last bit."""
    return (
        one.nodes.equals(other.nodes)
        and one.edges.equals(other.edges)
        and np.array_equal(one.coords, other.coords)
        and np.array_equal(one.offsets, other.offsets)
    )


def passable(net, **columns):
    """Return the graph of a network, its shortest parallel edges, over edges with given values."""
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(len(net.nodes)))
    for row in net.edges.to_dict("records"):
        if all(row[column] == value for column, value in columns.items()):
            graph.add_edge(row["u"], row["v"], weight=row["length_km"])
    return graph


def gated(net):
    """Tag a network by :func:`squares` and gate it at :func:`crossings`; x-bc is closed."""
    tagged = borders.tag_countries(net, squares())
    matched = borders.match_crossings(borders.border_nodes(tagged), crossings(), within_km=5)
    return borders.gate_borders(tagged, matched, {"x-ab": "open", "x-bc": "closed"})


def laid(net):
    """Lay the gauges of a gated network, with the yard of :func:`yards`."""
    ready = gated(net)
    flags = gauges.gauge_flags(ready, NATIVE_MM, points=yards())
    return gauges.lay_gauges(ready, flags, yards())


def tables():
    """Return all that the pipeline reads, for these countries."""
    return pipeline.Tables(
        countries=squares(),
        rail_gauges=pd.DataFrame({"country": list(NATIVE_MM), "gauge_mm": list(NATIVE_MM.values())}),
        crossings=crossings(),
        border_areas=pd.DataFrame({"area": ["schengen"] * 2, "country": ["AA", "BB"]}),
        gauge_points=yards(),
        gauge_lines=pd.DataFrame({"gauge_mm": [1435], "anchors": ["19.5 5;20.5 5"]}).iloc[:0],
        towns=TOWNS,
    )
