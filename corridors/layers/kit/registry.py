"""The layers that there are: whatever the files of the folder define."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from corridors.data import layers as shipped
from corridors.data.layer_specs import SPECS, LayerSpec
from corridors.errors import BadInput, UnknownName
from corridors.layers.kit.layer import GROUPS, Layer
from corridors.presentation.style import FAMILIES

if TYPE_CHECKING:
    import geopandas as gpd

    from corridors.data.ledger import Ledger
    from corridors.i18n import Words
    from corridors.presentation.style import SystemStyle

__all__ = [
    "FAMILY_PREFIX",
    "YEARS",
    "all_layers",
    "beside_routes",
    "check_year",
    "data_specs",
    "describe",
    "in_legend",
    "known_layers",
    "load",
    "names",
    "not_of_pipelines",
    "shown",
    "style_of",
    "title_of",
]

YEARS = range(1990, 2027)
FAMILY_PREFIX = "family-"
PACKAGE = "corridors.layers"


def all_layers() -> tuple[Layer, ...]:
    """Return every layer in its order, the lowest first.

    A layer is any :class:`Layer` that a module of the folder ``corridors/layers`` names; whoever adds a
    folder to the package's ``__path__`` adds its layers.
    """
    return _found(tuple(import_module(PACKAGE).__path__))


@lru_cache(maxsize=8)
def _found(folders: tuple[str, ...]) -> tuple[Layer, ...]:
    modules = [import_module(f"{PACKAGE}.{m.name}") for m in iter_modules(folders) if not m.ispkg]
    every = {id(v): v for module in modules for v in vars(module).values() if isinstance(v, Layer)}
    by_name: dict[str, Layer] = {}
    for layer in every.values():
        if layer.name in by_name:
            message = f"Two layers of the map are called {layer.name!r}; each needs a name of its own."
            raise BadInput(message)
        by_name[layer.name] = layer
    return tuple(sorted(by_name.values(), key=lambda layer: (layer.order, layer.name)))


def in_legend() -> tuple[Layer, ...]:
    """Return every layer in the order of the legend."""
    return tuple(
        sorted(all_layers(), key=lambda layer: (GROUPS.index(layer.group), layer.row, layer.order))
    )


def names() -> tuple[str, ...]:
    """Return the names of all layers in the order of the legend."""
    return tuple(layer.name for layer in in_legend())


def known_layers() -> tuple[str, ...]:
    """Return the names of all layers, those of the corridors' families too."""
    return (*names(), *(f"{FAMILY_PREFIX}{name}" for name in FAMILIES))


def shown() -> tuple[str, ...]:
    """Return the names of the layers that a map shows unless asked otherwise."""
    return tuple(layer.name for layer in in_legend() if layer.shown)


def beside_routes() -> tuple[str, ...]:
    """Return the names of the layers shown beside a computed route, which shall be seen at once."""
    return tuple(layer.name for layer in in_legend() if layer.shown and layer.beside_routes)


def not_of_pipelines() -> tuple[str, ...]:
    """Return the names of the layers that say nothing of pipelines."""
    return tuple(layer.name for layer in in_legend() if not layer.beside_pipelines)


def style_of(name: str) -> SystemStyle:
    """Return how the lines of a layer look.

    Raises
    ------
    UnknownName
        No layer with lines is called so.
    """
    looks = {layer.name: layer.style for layer in all_layers() if layer.style}
    if name not in looks:
        raise UnknownName("layer with lines", name, tuple(looks))
    return looks[name]


def title_of(name: str, _: Words) -> str:
    """Return what the lines of a layer are, in the reader's language; its name where it says nothing."""
    titles = {layer.name: layer.title for layer in all_layers()}
    title = titles.get(name)
    return title(_) if title else name


# ------------------------------------------------------------------------------------------ data
def data_specs() -> tuple[LayerSpec, ...]:
    """Return the descriptions of all data behind layers: the shipped ones, then those of layers' own."""
    own = [spec for layer in all_layers() for spec in layer.data if isinstance(spec, LayerSpec)]
    return tuple(dict.fromkeys((*SPECS, *own)))


def load(name: str, year: int | None = None, *, ledger: Ledger | None = None) -> gpd.GeoDataFrame:
    """Load the data of a layer by name, shipped or a layer's own; see :func:`corridors.data.layers.load`."""
    return shipped.load(shipped.spec(name, data_specs()), year, ledger=ledger)


def describe(ledger: Ledger | None = None) -> list[dict[str, Any]]:
    """Describe all data behind layers in the form of the ``layers`` command."""
    return shipped.describe(ledger, data_specs())


def check_year(year: int | None) -> None:
    """Refuse a year that is not on the slider.

    Raises
    ------
    BadInput
        When the year lies outside; None is today.
    """
    if year is not None and year not in YEARS:
        message = (
            f"The layers have no year {year}: give one from {YEARS[0]} to {YEARS[-1]}, or none for today."
        )
        raise BadInput(message)
