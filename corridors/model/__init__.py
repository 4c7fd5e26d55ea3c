"""Frozen values that every other module speaks in.

Coordinates are (lon, lat) in WGS 84 degrees; numbers carry their unit in their name.
"""

from corridors.model.amounts import Amounts, Range
from corridors.model.answers import Answer, PassedPoint, Way, WayLeg
from corridors.model.facts import MAX_LAT, MAX_LON, Cited, LngLat, Source, on_globe, read_position
from corridors.model.kinds import (
    Commodity,
    Gauge,
    Language,
    Measure,
    Mode,
    PassageKind,
    PlaceKind,
    Status,
    ValueType,
    known,
)
from corridors.model.mappings import FrozenMap
from corridors.model.notes import Note, NoteCode
from corridors.model.routes import Itinerary, Leg, Passage, Place, Route, Trust
from corridors.model.series import Series, SeriesPoint, Throughput

__all__ = [
    "MAX_LAT",
    "MAX_LON",
    "Amounts",
    "Answer",
    "Cited",
    "Commodity",
    "FrozenMap",
    "Gauge",
    "Itinerary",
    "Language",
    "Leg",
    "LngLat",
    "Measure",
    "Mode",
    "Note",
    "NoteCode",
    "Passage",
    "PassageKind",
    "PassedPoint",
    "Place",
    "PlaceKind",
    "Range",
    "Route",
    "Series",
    "SeriesPoint",
    "Source",
    "Status",
    "Throughput",
    "Trust",
    "ValueType",
    "Way",
    "WayLeg",
    "known",
    "on_globe",
    "read_position",
]
