"""The first pages of the map in every language, so that no reader waits until they are made."""

from __future__ import annotations

import gzip
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corridors.data.ledger import GEODATA_VARIABLE, Ledger
from corridors.errors import CorridorsError
from corridors.routing.corridors import corridor_routes, declared_corridors
from corridors.routing.planner import Planner
from corridors.webmap.content import LANGUAGES
from corridors.webmap.prepared import PREFIX, made_of, prepared_text
from scripts.builders.frame import Built, file_sha256
from scripts.builders.scgraph import DATA_DATE, scgraph_origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corridors.model import Itinerary
    from scripts.builders.frame import Sources

TITLES = {
    "en": "First pages of the map, in English",
    "fr": "First pages of the map, in French",
    "ru": "First pages of the map, in Russian",
    "zh": "First pages of the map, in Chinese",
}
AFTER = (
    "map_ground",
    "gazetteer",
    "locodes",
    "pipelines",
    "power_line_ways",
    "rail_openings",
    "service_flows",
)


def build(sources: Sources, out: Path) -> list[Built]:
    """Place all labels, encode all lines and route the corridors for the pages of each language."""
    del sources
    with _shipped_from(out):
        ledger = Ledger.load(out)
        key = made_of({name: file_sha256(out / r.file) for name, r in ledger.resources.items()})
        routes = _routes(out)
        return [_written(out, lang, prepared_text(lang, routes, key)) for lang in LANGUAGES]


def _routes(out: Path) -> tuple[Itinerary, ...]:
    """Route the declared corridors; one that the network cannot give is left out."""
    planner = Planner.load(out)
    found: list[Itinerary] = []
    for corridor in declared_corridors(out):
        try:
            found += corridor_routes(planner, (corridor,))
        except CorridorsError:
            continue
    return tuple(found)


@contextmanager
def _shipped_from(out: Path) -> Iterator[None]:
    """Let everything that reads shipped data read it from the folder that is being built."""
    before = os.environ.get(GEODATA_VARIABLE)
    os.environ[GEODATA_VARIABLE] = str(out)
    try:
        yield
    finally:
        if before is None:
            del os.environ[GEODATA_VARIABLE]
        else:
            os.environ[GEODATA_VARIABLE] = before


def _written(out: Path, lang: str, text: str) -> Built:
    path = out / "osm" / f"{PREFIX}pages_{lang}.json.gz"
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    return Built(
        path=path,
        title=TITLES[lang],
        description="Places with their labels laid, lines of the layers and routes of the corridors, as the map's script reads them.",
        origins=(scgraph_origin("world_railways"),),
        licence="ODbL-1.0",
        attribution="© OpenStreetMap contributors",
        changes="Made from the layers, the tables and the network.",
        data_date=DATA_DATE,
    )
