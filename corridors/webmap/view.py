"""What a reader asks to see, and how it is told to the map's script."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.errors import UnknownName
from corridors.layers.kit.registry import YEARS, all_layers, beside_routes, check_year, names, shown
from corridors.presentation import style
from corridors.presentation.text import separators
from corridors.webmap import labels
from corridors.webmap.cache import key_of, remembered
from corridors.webmap.content import LANGUAGES, words_in
from corridors.webmap.labels import BANDS
from corridors.webmap.legend import legend
from corridors.webmap.marks import marks_payload
from corridors.webmap.routes.freight import route_overlay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.i18n import Words
    from corridors.model import Itinerary
    from corridors.webmap.content import Content

__all__ = ["EURASIA", "HORGOS", "KAZAKHSTAN", "MapView", "view_state", "view_title"]

EURASIA = (4.0, 27.0, 122.0, 58.0)
KAZAKHSTAN = (46.5, 39.0, 88.0, 56.0)
HORGOS = (79.6, 43.85, 81.6, 44.6)
HORGOS_NEAR = (80.235, 44.135, 80.472, 44.25)
HORGOS_NARROW = (80.26, 44.145, 80.444, 44.24)
"""What a phone shows of it: from the dry port to the Chinese station."""

MOST_ENDS = 3


@dataclass(frozen=True, slots=True)
class MapView:
    """A map to be made.

    Parameters
    ----------
    title, subtitle
        Texts of the title card.
    bounds
        West, south, east, north of what is in sight at first, degrees; when left out, the routes,
        else Eurasia.
    layers
        Names of the layers shown, the others can be switched on in the legend; when None, those
        that most want to see, fewer of them beside routes.
    corridors
        Routes of the corridor families, drawn side by side where they share a track.
    routes
        Computed routes, drawn above them with their legs.
    lang
        Language of names and words: ``en``, ``zh``, ``ru`` or ``fr``.
    online_tiles
        Whether OpenStreetMap's tiles are offered, off at first, where the reader is online.
    year
        Year at which the slider stands at first; today when left out.
    """

    title: str = ""
    subtitle: str = ""
    bounds: tuple[float, float, float, float] | None = None
    layers: tuple[str, ...] | None = None
    corridors: tuple[Itinerary, ...] = ()
    routes: tuple[Itinerary, ...] = ()
    lang: str = "en"
    online_tiles: bool = False
    year: int | None = None

    def __post_init__(self) -> None:
        """Refuse layers and languages that there are not; freeze lists."""
        for given in ("bounds", "layers", "corridors", "routes"):
            if isinstance(getattr(self, given), list):
                object.__setattr__(self, given, tuple(getattr(self, given)))
        for name in self.layers or ():
            if name not in names():
                raise UnknownName("layer of the map", name, names())
        if self.lang not in LANGUAGES:
            raise UnknownName("language of the map", self.lang, LANGUAGES)
        check_year(self.year)

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the names of the layers shown at first."""
        if self.layers is not None:
            return self.layers
        return beside_routes() if self.routes else shown()


def view_state(view: MapView, content: Content) -> dict[str, Any]:
    """Return all that the page's script needs besides the ground."""
    _ = words_in(view.lang)
    return {
        "lang": view.lang,
        "title": view.title or view_title(view.routes, _),
        "subtitle": view.subtitle
        if view.title or view.routes
        else _("Rail, road, ferry, oil and gas between China and Europe"),
        "folded": bool(view.routes),
        "view": {
            "bounds": list(view.bounds or _extent(view.routes)),
            "cover": not (view.bounds or view.routes),
        },
        "look": _look(),
        "words": _words(_) | {"credit": content.credit},
        "formats": _formats(_),
        "legend": legend({r.family for trip in view.corridors for r in trip.routes}, _),
        "year": view.year,
        "years": [YEARS[0], YEARS[-1]],
        "presets": _presets(_),
        "bands": {"start": BANDS.start, "step": BANDS.step, "count": BANDS.count},
        "hidden": [name for name in names() if name not in view.shown],
        "places": _places(view, content),
        "corridors": route_overlay(view.corridors, lang=view.lang, points=False, dated=content.dated),
        "routes": route_overlay(view.routes, lang=view.lang),
        "tiles": _tiles(_) if view.online_tiles else [],
    }


def view_title(routes: Sequence[Itinerary], _: Words) -> str:
    """Return what tells one map from another: where its routes lead."""
    ends = [f"{trip.origin.name} – {trip.destination.name}" for trip in routes]
    return " · ".join(ends[:MOST_ENDS]) or _("Eurasian trade corridors")


def _extent(routes: Sequence[Itinerary]) -> tuple[float, float, float, float]:
    """Return the box round all routes, Eurasia's when there are none."""
    lines = [leg.coords for trip in routes for route in trip.routes for leg in route.legs]
    if not lines:
        return EURASIA
    xy = np.concatenate([np.asarray(line, dtype=float) for line in lines])
    west, south, east, north = (float(v) for v in (*xy.min(axis=0), *xy.max(axis=0)))
    return west, south, east, north


def _places(view: MapView, content: Content) -> list[dict[str, Any]]:
    """Place the labels, or take them from an earlier run on equal marks and lines."""
    lines = _drawn_lines(view)
    code = [Path(labels.__file__), labels.WIDTHS, Path(style.__file__)]
    key = key_of([repr(content.marks), repr(lines), *code])
    text = remembered("map-places", key, lambda: json.dumps(marks_payload(content.marks, lines)))
    placed: list[dict[str, Any]] = json.loads(text)
    return placed


def _drawn_lines(view: MapView) -> list[Any]:
    """Return the lines of the corridors; those of routes come and go, labels do not move for them."""
    return [leg.coords for trip in view.corridors for route in trip.routes for leg in route.legs]


def _look() -> dict[str, Any]:
    return {
        "paper": asdict(style.PAPER),
        "ink": style.INK,
        "lines": {name: asdict(line) for name, line in style.LINES.items()},
        "modes": {name: asdict(mode) for name, mode in style.MODES.items()},
        "gauges": {str(mm): asdict(gauge) for mm, gauge in style.GAUGES.items()},
        "tint": style.TINT,
        "systems": {layer.name: asdict(layer.style) for layer in all_layers() if layer.style},
    }


def _formats(_: Words) -> dict[str, str]:
    """Return how the page's script writes figures, and the phrases with them."""
    group, decimal = separators(_.lang)
    return {
        "group": group,
        "decimal": decimal,
        "amount": _.pgettext("figure with unit", "{value}\u202f{unit}"),
        "figure_of": _.pgettext("figure of a year", "{title} {year}: {amount}"),
        "no_figure": _.pgettext("figure of a year", "{title}: {none}"),
    }


def _words(_: Words) -> dict[str, str]:
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
        "today": _("Today"),
        "year": _("Year of the map"),
        "play": _("Play the years"),
        "pause": _("Stop"),
        "in_year": _("What stood and ran in"),
        "unverified": _("unverified"),
        "no_figure": _("no figure"),
        "sites": _("Sites of Horgos"),
        "opened": _("opened"),
        "no_card": _("Figures of the year"),
    }


def _presets(_: Words) -> list[dict[str, Any]]:
    """Return the views that the map offers by name, and the list of sites of the close-up."""
    boxes = ((_("Eurasia"), EURASIA), (_("Kazakhstan"), KAZAKHSTAN))
    note = _(
        "Border: OpenStreetMap, along the river. Points of tracks and roads are rounded to 100 m. "
        "Outlines are true to area, their shape is not known."
    )
    plain = [{"title": title, "bounds": list(box)} for title, box in boxes]
    return [
        *plain,
        {
            "title": _("Horgos close up"),
            "bounds": list(HORGOS_NEAR),
            "narrow": list(HORGOS_NARROW),
            "sites": "horgos",
            "note": note,
        },
    ]


def _tiles(_: Words) -> list[dict[str, str]]:
    from folium import TileLayer  # noqa: PLC0415 - only who asks for tiles pays

    layer = TileLayer("OpenStreetMap")
    return [
        {
            "title": _("OpenStreetMap (online)"),
            "url": str(layer.tiles),
            "credit": str(layer.options["attribution"]),
        }
    ]
