"""The ground of the map, encoded for the page, so that a first start need not wait for it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from corridors.data.ledger import Ledger
from corridors.webmap.content import encode_ground
from scripts.builders.frame import Built
from scripts.builders.scgraph import DATA_DATE, scgraph_origin

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.builders.frame import Sources

AFTER = ("network", "network_layers", "cities", "countries", "horgos", "regions", "relief", "water")


def build(sources: Sources, out: Path) -> list[Built]:
    """Encode land, water, borders, relief and railways as the map's script reads them."""
    del sources
    path = out / "osm" / "map_ground.json.gz"
    path.write_bytes(gzip.compress(encode_ground(Ledger.load(out)).encode("utf-8"), mtime=0))
    return [
        Built(
            path=path,
            title="Ground of the map, encoded",
            description="Land, water, borders, relief and railways as the map's script reads them.",
            origins=(scgraph_origin("world_railways"),),
            licence="ODbL-1.0",
            attribution="© OpenStreetMap contributors",
            changes="Made from the layers and the network; simplified by zoom, coordinates rounded.",
            data_date=DATA_DATE,
        )
    ]
