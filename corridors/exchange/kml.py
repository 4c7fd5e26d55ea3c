"""KML: shapes in folders, every attribute in ``ExtendedData``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["kml_text"]

NAME_COLUMNS = ("name", "title", "id")


def kml_text(
    folders: Mapping[str, Sequence[tuple[BaseGeometry | None, Mapping[str, Any]]]], credit: str = ""
) -> str:
    """Write folders of shapes with their attributes as a KML document.

    Parameters
    ----------
    folders
        Pairs of shape (WGS 84) and attributes, by folder.
    credit
        Who must be named; becomes the document's description.

    Returns
    -------
        KML 2.2.
    """
    inner = "".join(
        f"<Folder><name>{escape(name)}</name>\n{''.join(_placemark(s, a) for s, a in pairs)}</Folder>\n"
        for name, pairs in folders.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<description>{escape(credit)}</description>\n{inner}</Document></kml>\n"
    )


def _placemark(shape: BaseGeometry | None, attributes: Mapping[str, Any]) -> str:
    data = "".join(
        f"<Data name={quoteattr(k)}><value>{escape(str(v))}</value></Data>"
        for k, v in attributes.items()
        if v is not None
    )
    geometry = _shape(shape) if shape is not None and not shape.is_empty else ""
    name = escape(_name(attributes))
    return f"<Placemark><name>{name}</name><ExtendedData>{data}</ExtendedData>{geometry}</Placemark>\n"


def _name(attributes: Mapping[str, Any]) -> str:
    if "from" in attributes and "to" in attributes:
        return f"{attributes['from']} – {attributes['to']}"
    return str(next((attributes[c] for c in NAME_COLUMNS if attributes.get(c)), ""))


def _shape(shape: Any) -> str:
    if hasattr(shape, "geoms"):
        return f"<MultiGeometry>{''.join(_shape(part) for part in shape.geoms)}</MultiGeometry>"
    if shape.geom_type == "Polygon":
        holes = "".join(f"<innerBoundaryIs>{_ring(r)}</innerBoundaryIs>" for r in shape.interiors)
        return f"<Polygon><outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>{holes}</Polygon>"
    tag = "Point" if shape.geom_type == "Point" else "LineString"
    line = "" if tag == "Point" else "<tessellate>1</tessellate>"
    return f"<{tag}>{line}<coordinates>{_coordinates(shape.coords)}</coordinates></{tag}>"


def _ring(ring: Any) -> str:
    return f"<LinearRing><coordinates>{_coordinates(ring.coords)}</coordinates></LinearRing>"


def _coordinates(coords: Iterable[tuple[float, ...]]) -> str:
    return " ".join(f"{round(p[0], 6):.10g},{round(p[1], 6):.10g}" for p in coords)
