"""The ground of the map, encoded for the page, so that a first start need not wait for it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from corridors.data.ledger import Ledger
from corridors.webmap.content import SHIPPED_GROUND, encode_ground
from scripts.builders.frame import Built
from scripts.builders.scgraph import DATA_DATE, scgraph_origin

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.builders.frame import Sources

FILES = {
    "base": (
        SHIPPED_GROUND["base"],
        "Ground of the map, encoded",
        "Land, water, borders and railways as the map's script reads them for its first picture.",
    ),
    "fine": (
        SHIPPED_GROUND["fine"],
        "Ground of the map at large scales, encoded",
        "Land, water, borders and railways as the map's script reads them for large scales.",
    ),
    "relief": (
        SHIPPED_GROUND["relief"],
        "Relief of the map, encoded",
        "Hill-shading as the map's script reads it.",
    ),
}
AFTER = ("network", "network_layers", "cities", "countries", "horgos", "regions", "relief", "water")


def build(sources: Sources, out: Path) -> list[Built]:
    """Encode land, water, borders, relief and railways as the map's script reads them."""
    del sources
    texts = encode_ground(Ledger.load(out))
    return [_written(out, texts[part], *told) for part, told in FILES.items()]


def _written(out: Path, text: str, name: str, title: str, description: str) -> Built:
    path = out / "osm" / f"{name}.json.gz"
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    return Built(
        path=path,
        title=title,
        description=description,
        origins=(scgraph_origin("world_railways"),),
        licence="ODbL-1.0",
        attribution="© OpenStreetMap contributors",
        changes="Made from the layers and the network; simplified by zoom, coordinates rounded.",
        data_date=DATA_DATE,
    )
