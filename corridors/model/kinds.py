"""What modes, passages and gauges there are."""

from __future__ import annotations

from enum import IntEnum, StrEnum

__all__ = ["Gauge", "Mode", "PassageKind"]


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
