"""A small world for the map's tests: one square of land, hostile names, three families on one track."""

from __future__ import annotations

import geopandas as gpd
import shapely

from corridors.model import Itinerary, Leg, Mode, Passage, Place, Route, Source, Trust
from corridors.webmap import Content, MapView, Mark
from corridors.webmap.assets import json_text
from corridors.webmap.ground.basemap import Ground, base_payload

HOSTILE = "{{7*7}}<script>alert(1)</script>"
SOURCE = Source(id="s", title=HOSTILE, url="javascript:alert(1)", date="2024")


def frame(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326")


def toy_ground():
    """Land from 60 to 90 E and 35 to 55 N, a lake, a river, a border, and railways of two gauges."""
    land = frame(shapely.box(60, 35, 90, 55))
    border = frame(shapely.LineString([(80.4, 35), (80.4, 55)]), **{"class": ["international"]})
    lake = frame(shapely.box(74, 46, 78, 47), scalerank=[0], name_en=["Lake"])
    river = frame(shapely.LineString([(70, 36), (72, 44)]), scalerank=[1], kind=["River"])
    rails = frame(
        shapely.LineString([(62, 44), (80.4, 44.2)]),
        shapely.LineString([(80.4, 44.2), (89, 43)]),
        gauge_mm=[1520, 1435],
        status=["open", "open"],
        rank=[1, 1],
        opened_year=[float("nan"), 2009.0],
    )
    return Ground(land, land, border, border, lake, river, rails=rails)


def leg(mode, country, coords, name=HOSTILE, gauge=1520):
    return Leg(Mode(mode), name, "Almaty", country, gauge, 320.5, 12.0, tuple(coords))


def itinerary(family="Northern", last=(62.0, 44.0), name=HOSTILE):
    """Return a route of three legs from the east to the west of the land."""
    legs = (
        leg("rail", "CN", [(89.0, 43.0), (84.0, 44.5), (80.4, 44.2)], name, 1435),
        leg("ferry", "KZ", [(80.4, 44.2), (76.0, 43.6), (72.0, 43.0)], name, None),
        leg("rail", "KZ", [(72.0, 43.0), (68.0, 44.0), last], name),
    )
    border = Passage("x", name, "border", "CN", "KZ", True, 12.0, (6.0, 24.0), "s", 80.4, 44.2)
    trust = Trust(0, 0, (0, 0), "2024-02-26")
    countries, modes = {"CN": 320.5, "KZ": 641.0}, {"rail": 641.0, "ferry": 320.5}
    route = Route(
        f"{family}-{last[0]}",
        family,
        961.5,
        36.0,
        (30.0, 50.0),
        countries,
        modes,
        legs,
        (border,),
        trust,
        (),
    )
    return Itinerary(Place(name, "CN", 89.0, 43.0), Place("West end", "KZ", *last), (route,))


def toy_content():
    """Return the toy ground, one mark of each kind with a hostile name, and its credit line."""
    kinds = (("crossings", "crossing"), ("terminals", "terminal"), ("gauge", "gauge"), ("cities", "hub"))
    marks = tuple(
        Mark(
            id=f"m-{layer}",
            layer=layer,
            text=HOSTILE,
            lon=66.0 + 4 * i,
            lat=47.4 + 1.8 * i,
            style="crossing",
            kind=kind,
            rank=i,
            title=HOSTILE,
            also=HOSTILE,
            eyebrow=HOSTILE,
            tip=(HOSTILE,),
            facts=((HOSTILE, HOSTILE),),
            sources=(SOURCE,),
            names=(HOSTILE, "霍尔果斯"),
        )
        for i, (layer, kind) in enumerate(kinds)
    )
    return Content(base=json_text(base_payload(toy_ground())), marks=marks, credit=HOSTILE)


def toy_view(**changes):
    """Return a view of the toy world with hostile texts wherever a text can come in."""
    values = {"title": HOSTILE, "subtitle": HOSTILE, "bounds": (60.0, 38.0, 90.0, 53.0)}
    families = tuple(itinerary(f) for f in ("Northern", "Middle", "Southern"))
    return MapView(**(values | {"corridors": families, "routes": (itinerary("Middle"),)} | changes))
