"""The map's page: a folium map whose data are never read as a template nor as markup."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Protocol

from corridors.extras import missing
from corridors.webmap.assets import json_text

try:
    import folium
    from branca.element import Element, Figure
except ModuleNotFoundError as fault:
    raise missing(fault) from fault

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Drawing", "Literal", "Store", "new_map"]

MIN_ZOOM, MAX_ZOOM = 1.5, 13.75
SOUTH, NORTH = -58, 83.5


class Store(Protocol):
    """Where scripts, styles and data of a page go."""

    def head(self) -> str:
        """Return the elements that bring styles and scripts."""

    def data(self, name: str, text: str) -> str:
        """Return the element that brings a JSON text."""


class Literal(Element):
    """Text that comes out as it went in.

    branca builds a template from every text that it is given, rendered ones included, so that
    ``{{7*7}}`` in a place's name would come out as 49. This element has no template.
    """

    def __init__(self, text: str) -> None:
        """Keep the text."""
        super().__init__()
        self._name = "Literal"
        self._text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 - branca hands them to every element
        """Return the text."""
        return self._text


class Drawing(Element):
    """Everything that the map's own script draws; add it to a map."""

    def __init__(self, store: Store, data: Mapping[str, str], *, lang: str) -> None:
        """Keep the JSON texts and where they go."""
        super().__init__()
        self._name = "Drawing"
        self._store = store
        self._data = data
        self._lang = lang

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002
        """Put styles, scripts and data into the page that the map stands in."""
        figure: Any = self.get_root()
        figure.header.add_child(Literal(self._store.head()), name="corridors_head")
        chart: Any = self._parent
        blocks = "\n".join(self._store.data(name, text) for name, text in self._data.items())
        figure.html.add_child(Literal(blocks), name="corridors_data")
        start = f"document.documentElement.lang={json_text(self._lang)};corridors.load({chart.get_name()});"
        figure.script.add_child(Literal(start), name="corridors_start")
        return ""


def new_map(title: str, drawing: Drawing) -> folium.Map:
    """Return a folium map without tiles and without any address of its own, holding the drawing.

    Parameters
    ----------
    title
        Title of the page.
    drawing
        What is to be drawn.
    """
    figure = Figure(title=html.escape(title))
    chart = folium.Map(
        location=(45, 70),
        zoom_start=4,
        tiles=None,
        zoom_control=False,
        prefer_canvas=True,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=110,
        world_copy_jump=False,
        max_bounds=True,
        max_bounds_viscosity=0.8,
        min_lat=SOUTH,
        max_lat=NORTH,
        min_lon=-190,
        max_lon=260,
    )
    # fractions of a zoom step: Leaflet takes them, folium's signature does not
    chart.options |= {"min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM}
    chart.default_js, chart.default_css = [], []
    chart._id = "corridors"  # noqa: SLF001 - folium draws it at random, and equal maps must be equal files
    figure.add_child(chart, name="map")
    chart.add_child(drawing, name="drawing")
    return chart
