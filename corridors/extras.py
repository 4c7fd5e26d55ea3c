"""Optional parts of the package: which extra installs a module, and one clear error where it is missing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from corridors.errors import MissingExtra

__all__ = ["EXTRAS", "missing", "require"]

EXTRAS: Final = {
    "PIL": "map",
    "altair": "app",
    "branca": "map",
    "folium": "map",
    "networkx": "osm",
    "openpyxl": "excel",
    "osmnx": "osm",
    "starlette": "app",
    "streamlit": "app",
}
"""The extra that installs a module; what is not here comes with the package itself."""

PACKAGES: Final = {"PIL": "pillow"}
"""What a module is installed as where it has another name."""


def missing(fault: ModuleNotFoundError) -> ImportError:
    """Return the error that names the extra of a module that was not found; the fault itself where none has it."""
    name = str(fault.name).split(".")[0]
    return MissingExtra(PACKAGES.get(name, name), EXTRAS[name]) if name in EXTRAS else fault


def require(*modules: str) -> None:
    """Raise MissingExtra for the first of these modules that is not installed."""
    for module in modules:
        if find_spec(module) is None:
            raise MissingExtra(PACKAGES.get(module, module), EXTRAS[module])
