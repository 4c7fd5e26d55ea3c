"""Frozen values that every other module speaks in.

Coordinates are (lon, lat) in WGS 84 degrees; numbers carry their unit in their name.
"""

from corridors.model.facts import MAX_LAT, MAX_LON, Cited, LngLat, Source
from corridors.model.kinds import Gauge, Mode, PassageKind
from corridors.model.routes import Itinerary, Leg, Passage, Place, Route, Trust
from corridors.model.series import Series, SeriesPoint, Throughput

__all__ = [
    "MAX_LAT",
    "MAX_LON",
    "Cited",
    "Gauge",
    "Itinerary",
    "Leg",
    "LngLat",
    "Mode",
    "Passage",
    "PassageKind",
    "Place",
    "Route",
    "Series",
    "SeriesPoint",
    "Source",
    "Throughput",
    "Trust",
]
