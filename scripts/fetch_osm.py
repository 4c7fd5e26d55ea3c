"""Download railways or main roads of a place or a box from OpenStreetMap, as GraphML.

    python scripts/fetch_osm.py "Khorgos, Kazakhstan" -o khorgos.graphml
    python scripts/fetch_osm.py --box 79.9 44.0 80.6 44.4 -o khorgos.graphml

Needs the internet: OSMnx asks Overpass (and Nominatim for a place). What it writes goes into
`corridors.graph.conditioning.extract.network_from_extract`. The data are © OpenStreetMap contributors,
ODbL 1.0.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import osmnx
import requests

from corridors.graph.osmnx_graph import USEFUL_TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

FILTERS = {
    "rail": '["railway"~"^(rail|construction|proposed|disused)$"]',
    "road": '["highway"~"^(motorway|trunk|primary|secondary|tertiary)(_link)?$"]',
}
TIMEOUT_S = 180
# what OSMnx raises when the answer is empty, refused or about no place at all
REFUSED = (osmnx._errors.InsufficientResponseError, osmnx._errors.ResponseStatusCodeError)  # noqa: SLF001


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch and write; 0 when done, 1 with one line when it cannot be."""
    options = parse(arguments)
    osmnx.settings.useful_tags_way = sorted({*osmnx.settings.useful_tags_way, *USEFUL_TAGS})
    osmnx.settings.use_cache = False
    osmnx.settings.overpass_rate_limit = False  # one question; asking for a slot offline waits a minute
    osmnx.settings.requests_timeout = TIMEOUT_S
    try:
        graph = fetch(options.place, options.box, options.mode)
    except (requests.exceptions.ConnectionError, requests.exceptions.Timeout):
        print(
            "No connection to OpenStreetMap's servers: this script needs the internet. "
            "Offline, give network_from_extract a file of your own (.osm or .graphml).",
            file=sys.stderr,
        )
        return 1
    except (*REFUSED, ValueError, TypeError) as fault:
        print(f"OpenStreetMap gave no answer: {fault} Try another place or a smaller box.", file=sys.stderr)
        return 1
    osmnx.io.save_graphml(graph, options.output)
    print(f"{options.output}: {len(graph)} nodes, {graph.number_of_edges()} edges")
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; a place or a box, not both."""
    parser = argparse.ArgumentParser(description="Download railways or main roads from OpenStreetMap.")
    parser.add_argument("place", nargs="?", help="a place name that OpenStreetMap knows")
    parser.add_argument("--box", nargs=4, type=float, metavar=("WEST", "SOUTH", "EAST", "NORTH"))
    parser.add_argument("--mode", choices=sorted(FILTERS), default="rail")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the .graphml file to write")
    options = parser.parse_args(arguments)
    if (options.place is None) == (options.box is None):
        parser.error("give a place or --box, one of the two")
    return options


def fetch(place: str | None, box: Sequence[float] | None, mode: str) -> Any:
    """Return the graph of every vertex of the ways; merging is conditioning's work."""
    keep: Any = {"custom_filter": FILTERS[mode], "simplify": False, "retain_all": True}
    if box is not None:
        west, south, east, north = box
        return osmnx.graph.graph_from_bbox((west, south, east, north), truncate_by_edge=True, **keep)
    return osmnx.graph.graph_from_place(str(place), truncate_by_edge=True, **keep)


if __name__ == "__main__":
    sys.exit(main())
