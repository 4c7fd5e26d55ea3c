"""Map and measure the land trade corridors from China through Kazakhstan to Europe.

>>> import corridors as co
>>> answer = co.route("Chongqing", "Duisburg", via=["Khorgos"])
>>> answer.routes[0].family
'Northern'
"""

from __future__ import annotations

from importlib import import_module
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

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Take a public function from `corridors.api` when it is first named (PEP 562)."""
    if name in __all__:
        return getattr(import_module("corridors.api"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
