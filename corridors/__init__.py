"""Map and measure the land trade corridors from China through Kazakhstan to Europe.

>>> import corridors as co
>>> answer = co.route("Chongqing", "Duisburg", via=["Khorgos"])
>>> answer.routes[0].family
'Northern'
"""

from __future__ import annotations

import tomllib
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corridors.api import backtest, flows, layer, network, pipeline_route, places, route, throughput

__all__ = [
    "__version__",
    "backtest",
    "flows",
    "layer",
    "network",
    "pipeline_route",
    "places",
    "route",
    "throughput",
]


def _version() -> str:
    """Return the version that pyproject.toml states: beside a checkout's package, else as it was installed."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    if project.is_file():
        stated = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
        if stated.get("name") == "corridors":
            return str(stated["version"])
    try:
        return version("corridors")
    except PackageNotFoundError:
        return "unknown"


__version__ = _version()


def __getattr__(name: str) -> Any:
    """Take a public function from `corridors.api` when it is first named (PEP 562)."""
    if name in __all__:
        return getattr(import_module("corridors.api"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
