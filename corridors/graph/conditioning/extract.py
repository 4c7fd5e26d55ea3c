"""A user's own piece of OpenStreetMap as raw track, ready for the same conditioning."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError
from xml.sax import SAXParseException

from corridors.errors import BadTable
from corridors.extras import missing
from corridors.graph.network import Network
from corridors.graph.osmnx_graph import USEFUL_TAGS

try:
    import osmnx
except ModuleNotFoundError as fault:
    raise missing(fault) from fault

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["network_from_extract"]

UNREADABLE: Final = (OSError, ValueError, KeyError, ParseError, SAXParseException)


def network_from_extract(source: str | Path | Any, *, mode: str = "rail") -> Network:
    """Turn an OpenStreetMap extract into a raw network.

    Parameters
    ----------
    source
        A file in OSM XML (``.osm``, ``.xml``, also ``.gz`` or ``.bz2``) or OSMnx's GraphML
        (``.graphml``), or an OSMnx graph.
    mode
        ``rail`` or ``road``.

    Returns
    -------
        Every ``railway=rail`` way, or the main roads, from vertex to vertex, ``kind`` ``osm``;
        :func:`corridors.graph.conditioning.pipeline.condition` makes it routable.

    Raises
    ------
    BadTable
        When the file is missing or is no such extract.
    BadInput
        When it holds no way of the mode; see :func:`corridors.graph.osmnx_graph.from_graph`.
    """
    graph = _read(Path(source)) if isinstance(source, str | Path) else source
    return Network.from_osmnx(graph, mode=mode)


def _read(path: Path) -> Any:
    name = path.name.lower().removesuffix(".gz").removesuffix(".bz2")
    if not name.endswith((".osm", ".xml", ".graphml")):
        message = (
            f"{path.name} is no .osm, .xml or .graphml file. Convert it with osmium: osmium cat -o x.osm."
        )
        raise BadTable(message)
    try:
        if name.endswith(".graphml"):
            return osmnx.io.load_graphml(path)
        with _tags_kept():
            return osmnx.graph.graph_from_xml(path, simplify=False, retain_all=True)
    except UNREADABLE as fault:
        message = (
            f"{path.name} cannot be read as an OpenStreetMap extract ({type(fault).__name__}: {fault}). "
            "Give a whole file in which each way comes with all its nodes."
        )
        raise BadTable(message) from fault


@contextmanager
def _tags_kept() -> Iterator[None]:
    """Let OSMnx keep the tags of railways, and leave its settings as they were."""
    before = osmnx.settings.useful_tags_way
    osmnx.settings.useful_tags_way = sorted({*before, *USEFUL_TAGS})
    try:
        yield
    finally:
        osmnx.settings.useful_tags_way = before
