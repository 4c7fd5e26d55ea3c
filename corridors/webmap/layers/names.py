"""The map's layers by name, in the groups of its legend, and the years of its slider."""

from __future__ import annotations

from corridors.presentation.style import FAMILIES

__all__ = ["BESIDE_ROUTES", "FAMILY_PREFIX", "GROUPS", "LAYERS", "OFF", "SHOWN", "YEARS", "known_layers"]

YEARS = range(1990, 2027)
FAMILY_PREFIX = "family-"
GROUPS: dict[str, tuple[str, ...]] = {
    "rail": ("trains", "railways", "rails"),
    "road": ("roads",),
    "ferry": ("ferries",),
    "oil": ("oil",),
    "gas": ("gas",),
    "points": ("cities", "crossings", "road_crossings", "gauge", "terminals", "horgos"),
    "resources": ("resources",),
    "power": ("power",),
    "provinces": ("regions", "provinces"),
    "ground": ("names", "relief", "routes"),
}
LAYERS = tuple(name for names in GROUPS.values() for name in names)
OFF = ("roads", "resources", "power", "provinces")
"""Layers that a map shows only when asked."""

SHOWN = tuple(name for name in LAYERS if name not in OFF)
BESIDE_ROUTES = tuple(name for name in SHOWN if name not in {"trains", "oil", "gas"})
"""Layers shown beside a computed route, which shall be seen at once."""


def known_layers() -> tuple[str, ...]:
    """Return the names of all layers, those of the corridors' families too."""
    return (*LAYERS, *(f"{FAMILY_PREFIX}{name}" for name in FAMILIES))
