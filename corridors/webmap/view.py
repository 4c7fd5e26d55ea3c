"""What a reader asks to see, and how it is told to the map's script."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import xyzservices.providers as online

from corridors import style
from corridors.errors import UnknownName
from corridors.webmap.content import LANGUAGES, words_in
from corridors.webmap.labels import BANDS
from corridors.webmap.marks import marks_payload
from corridors.webmap.overlay import route_overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corridors.model import Itinerary
    from corridors.webmap.marks import Mark

__all__ = ["EURASIA", "HORGOS", "KAZAKHSTAN", "MapView", "view_state"]

EURASIA = (4.0, 27.0, 122.0, 58.0)
KAZAKHSTAN = (46.5, 39.0, 88.0, 56.0)
HORGOS = (79.6, 43.85, 81.6, 44.6)
LAYERS = ("relief", "rails", "regions", "names", "cities", "crossings", "road_crossings", "gauge", "terminals", "routes")
FAMILY_PREFIX = "family-"


@dataclass(frozen=True, slots=True)
class MapView:
    """A map to be made.

    Parameters
    ----------
    title, subtitle
        Texts of the title card.
    bounds
        West, south, east, north of what is in sight at first, degrees.
    layers
        Names of the layers shown; those left out can be switched on in the legend.
    corridors
        Routes of the corridor families, drawn side by side where they share a track.
    routes
        Computed routes, drawn above them with their legs.
    lang
        Language of names and words: ``en``, ``zh``, ``ru`` or ``fr``.
    online_tiles
        Whether OpenStreetMap's tiles are offered, off at first, where the reader is online.
    """

    title: str = ""
    subtitle: str = ""
    bounds: tuple[float, float, float, float] = EURASIA
    layers: tuple[str, ...] = LAYERS
    corridors: tuple[Itinerary, ...] = ()
    routes: tuple[Itinerary, ...] = ()
    lang: str = "en"
    online_tiles: bool = False

    def __post_init__(self) -> None:
        """Refuse layers and languages that there are not."""
        for name in self.layers:
            if name not in LAYERS:
                raise UnknownName("layer of the map", name, LAYERS)
        if self.lang not in LANGUAGES:
            raise UnknownName("language of the map", self.lang, LANGUAGES)


def view_state(view: MapView, marks: Sequence[Mark]) -> dict[str, Any]:
    """Return all that the page's script needs besides the ground."""
    _ = words_in(view.lang)
    return {
        "lang": view.lang,
        "title": view.title or _("Eurasian rail corridors"),
        "subtitle": view.subtitle if view.title else _("Railways, ferries and borders between China and Europe"),
        "view": {"bounds": list(view.bounds)},
        "look": _look(),
        "words": _words(_),
        "legend": _legend(view, _),
        "bands": {"start": BANDS.start, "step": BANDS.step},
        "hidden": [name for name in LAYERS if name not in view.layers],
        "places": marks_payload(marks, _drawn_lines(view)),
        "corridors": route_overlay(view.corridors, lang=view.lang, points=False),
        "routes": route_overlay(view.routes, lang=view.lang),
        "tiles": _tiles(_) if view.online_tiles else [],
    }


def _drawn_lines(view: MapView) -> list[Any]:
    trips = (*view.corridors, *view.routes)
    return [leg.coords for trip in trips for route in trip.routes for leg in route.legs]


def _look() -> dict[str, Any]:
    return {
        "paper": asdict(style.PAPER),
        "ink": style.INK,
        "lines": {name: asdict(line) for name, line in style.LINES.items()},
        "modes": {name: asdict(mode) for name, mode in style.MODES.items()},
        "gauges": {str(mm): asdict(gauge) for mm, gauge in style.GAUGES.items()},
    }


def _words(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "legend": _("Legend"),
        "search": _("Search for a place"),
        "nothing": _("No place of that name"),
        "source": _("Source"),
        "measure": _("Measure a distance"),
        "measure_hint": _("Click points on the map; Esc ends"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "whole_map": _("Whole map"),
        "full_screen": _("Full screen"),
        "map": _("Map"),
        "close": _("Close"),
        "credit": _(
            "Base map: Natural Earth; relief: Tom Patterson; railways: © OpenStreetMap contributors (ODbL); "
            "places: GeoNames (CC BY). Boundaries are indicative and imply no endorsement."
        ),
    }


def _legend(view: MapView, _: Callable[[str], str]) -> list[dict[str, Any]]:
    grey = style.PAPER.muted
    families = {route.family for trip in view.corridors for route in trip.routes}
    lines = [
        {"title": _(f.title), "line": "solid", "colour": f.colour, "layer": f"{FAMILY_PREFIX}{f.id}"}
        for f in style.FAMILIES.values()
        if f.id in families
    ]
    lines += [{"title": _("Ferry or sea leg"), "line": "sea", "colour": grey}]
    points = (
        ("hub", _("Hub"), "cities"),
        ("crossing", _("Border crossing, railway"), "crossings"),
        ("road", _("Border crossing, road"), "road_crossings"),
        ("gauge", _("Change of gauge"), "gauge"),
        ("terminal", _("Terminal, dry port"), "terminals"),
        ("port", _("Seaport"), "terminals"),
    )
    rails = [
        {"title": _(g.title), "line": "ties" if g.ties else "rail", "colour": g.colour, "layer": "rails"}
        for mm, g in style.GAUGES.items()
        if mm in style.MAIN_GAUGES
    ]
    ground = [
        {"title": _("Disputed or unsettled border"), "line": "disputed", "colour": style.PAPER.disputed},
        {"title": _("Relief"), "line": "relief", "colour": style.PAPER.relief, "layer": "relief"},
    ]
    symbols = [{"title": title, "symbol": kind, "layer": layer} for kind, title, layer in points]
    titles = (_("Corridors"), _("Places"), _("Network and ground"))
    groups = zip(titles, (lines, symbols, [*rails, *ground]), strict=True)
    return [{"title": title, "rows": rows} for title, rows in groups]


def _tiles(_: Callable[[str], str]) -> list[dict[str, str]]:
    layer = online.OpenStreetMap.Mapnik
    return [{"title": _("OpenStreetMap (online)"), "url": layer.build_url(), "credit": layer.html_attribution}]
