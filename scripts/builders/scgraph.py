"""Read the OpenStreetMap graphs that the package scgraph_data ships as Python text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from corridors.graph.network import Network
from scripts.builders.frame import Origin

if TYPE_CHECKING:
    from scripts.builders.frame import Sources

__all__ = ["DATA_DATE", "raw_network", "scgraph_origin"]

DATA_DATE = "2024-02-26"
BOX = (-12.0, 15.0, 150.0, 72.0)


def scgraph_origin(name: str) -> Origin:
    """Return where the graph ``world_railways`` or ``world_highways`` lies."""
    return Origin("scgraph_data", "2.0.0", "pypi", f"scgraph_data/{name}.py")


def raw_network(sources: Sources, name: str, mode: str) -> Network:
    """Read one graph, clipped to Eurasia: straight edges with mapped lengths, nothing tagged.

    The text is parsed as literals, never run. Loops are dropped; a pair of nodes has one edge.
    """
    text = sources.member(scgraph_origin(name)).read_text(encoding="utf-8")
    graph = ast.literal_eval(_literal(text, "graph="))
    lat, lon = np.array(ast.literal_eval(_literal(text, "nodes=")), dtype=float).T
    west, south, east, north = BOX
    inside = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    triples = [
        (a, b, km)
        for a, row in enumerate(graph)
        if inside[a]
        for b, km in row.items()
        if a < b and inside[b]
    ]
    u, v, km = (np.array(column) for column in zip(*triples, strict=True))
    used, ends = np.unique(np.concatenate([u, v]), return_inverse=True)
    nodes = pd.DataFrame({"lon": lon[used], "lat": lat[used]})
    edges = pd.DataFrame(
        {
            "u": ends[: len(u)], "v": ends[len(u) :], "length_km": km, "mode": mode, "kind": "osm",
            "country": "", "gauge_mm": 0, "status": "open", "point_id": "",
        }
    )  # fmt: skip
    position = nodes.to_numpy()
    lines = np.stack([position[ends[: len(u)]], position[ends[len(u) :]]], axis=1)
    return Network.from_lines(nodes, edges, list(lines), data_date=DATA_DATE)


def _literal(text: str, name: str) -> str:
    start = text.index(name) + len(name)
    return text[start : text.index("]\n", start) + 1] if "]\n" in text[start:] else text[start:]
