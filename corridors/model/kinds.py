"""What modes, passages and gauges there are."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TypeVar

from corridors.errors import UnknownName

__all__ = [
    "Commodity",
    "Gauge",
    "Language",
    "Measure",
    "Mode",
    "PassageKind",
    "PlaceKind",
    "Status",
    "ValueType",
    "known",
]

E = TypeVar("E", bound=StrEnum)


class Mode(StrEnum):
    """How goods move along an edge."""

    RAIL = "rail"
    ROAD = "road"
    FERRY = "ferry"
    SEA = "sea"
    TRANSFER = "transfer"


class PassageKind(StrEnum):
    """What a route passes besides track."""

    BORDER = "border"
    GAUGE_CHANGE = "gauge_change"
    TERMINAL = "terminal"


class Gauge(IntEnum):
    """Track gauges in millimetres between rail heads."""

    STANDARD = 1435
    RUSSIAN = 1520
    IBERIAN = 1668


class Measure(StrEnum):
    """What makes one way better than another."""

    DISTANCE = "distance"
    TIME = "time"


class PlaceKind(StrEnum):
    """What a place is; a point is a position that was given as numbers."""

    CITY = "city"
    STATION = "station"
    TERMINAL = "terminal"
    PORT = "port"
    CROSSING = "crossing"
    STRAIT = "strait"
    POINT = "point"


class Status(StrEnum):
    """Whether an edge may be used, or why not."""

    OPEN = "open"
    HIGH_SPEED = "high_speed"
    CLOSED = "closed"
    UNDER_CONSTRUCTION = "under_construction"
    PASSENGER_ONLY = "passenger_only"
    PLANNED = "planned"
    SUSPENDED = "suspended"
    DOUBTFUL = "doubtful"


class ValueType(StrEnum):
    """How a published figure came about; empty where the source does not say."""

    UNSTATED = ""
    REPORTED = "reported"
    ROUNDED = "rounded"
    DERIVED = "derived"
    PLAN = "plan"
    TARGET = "target"
    CAPACITY = "capacity"
    ANNOUNCED = "announced"
    CUMULATIVE = "cumulative"
    ASSIGNED = "assigned"
    ESTIMATE = "estimate"
    AT_LEAST = "at least"
    UNKNOWN = "unknown"


class Language(StrEnum):
    """Languages of the names on the map."""

    EN = "en"
    ZH = "zh"
    RU = "ru"
    FR = "fr"


class Commodity(StrEnum):
    """What pipelines carry."""

    GAS = "gas"
    OIL = "oil"


def known(kind: type[E], given: str, what: str) -> E:
    """Return the member of an enumeration that a text names.

    Raises
    ------
    UnknownName
        When it names none; the message lists those there are.
    """
    try:
        return kind(given)
    except ValueError:
        raise UnknownName(what, given, tuple(member.value for member in kind)) from None
