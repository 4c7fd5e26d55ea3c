"""Pages made once of shipped data alone: labels placed, lines encoded, corridors routed, in every language.

``scripts/build_geodata.py`` makes one text a language and ships it packed. It begins with a key of the
data that it was made of; where these have changed since, the text is not used.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Final

from corridors.layers.kit.registry import beside_routes
from corridors.webmap.assets import json_text
from corridors.webmap.cache import key_of
from corridors.webmap.content import load_content
from corridors.webmap.view import MapView, view_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corridors.data.ledger import Ledger
    from corridors.model import Itinerary

__all__ = ["PAGES", "PREFIX", "made_of", "page_view", "prepared_path", "prepared_text"]

PREFIX: Final = "map_"
"""Names of shipped files that are themselves made for the map begin so."""
PAGES: Final = ("corridors", "routes", "plain")
"""The pages that are made: with the corridors, beside routes, and with neither."""


def page_view(page: str, lang: str, routes: tuple[Itinerary, ...] = ()) -> MapView:
    """Return what a page shows at first.

    Parameters
    ----------
    page
        One of ``PAGES``.
    lang
        Language of names and words.
    routes
        The corridors' routes; drawn on the page ``corridors`` alone.
    """
    layers = beside_routes() if page == "routes" else None
    return MapView(lang=lang, layers=layers, corridors=routes if page == "corridors" else ())


def made_of(hashes: Mapping[str, str]) -> str:
    """Return the key of the data that a prepared text depends on.

    Parameters
    ----------
    hashes
        SHA-256 of each shipped file by its name; those made for the map do not count.
    """
    return key_of(f"{name} {digest}" for name, digest in sorted(hashes.items()) if _counts(name))


def _counts(name: str) -> bool:
    return not name.startswith(PREFIX)


def prepared_text(lang: str, routes: tuple[Itinerary, ...], key: str) -> str:
    """Make everything that the pages of a language show at first, as JSON.

    Places stand in it once, with the sides of their labels for each page.
    """
    content = load_content(lang)
    states = {page: view_state(page_view(page, lang, routes), content) for page in PAGES}
    placed = {page: {place["id"]: place for place in state.pop("places")} for page, state in states.items()}
    every = {name: place for page in PAGES for name, place in placed[page].items()}
    names = [mark.id for mark in content.marks if mark.id in every]
    shared = {
        "made_of": key,
        "systems": json.loads(content.systems),
        "places": [{k: v for k, v in every[name].items() if k != "bands"} for name in names],
        "bands": {page: [placed[page].get(name, {}).get("bands", "") for name in names] for page in PAGES},
        "states": states,
    }
    return json_text(shared)


def prepared_path(ledger: Ledger, lang: str) -> Path | None:
    """Return the shipped text of a language; None where there is none or the data have changed since."""
    name = f"{PREFIX}pages_{lang}"
    if name not in ledger.resources:
        return None
    path = ledger.path(name)
    key = made_of({name: resource.sha256 for name, resource in ledger.resources.items()})
    try:
        with gzip.open(path) as file:
            head = file.read(len(_head(key)))
    except (OSError, EOFError, ValueError):
        return None
    return path if head == _head(key) else None


def _head(key: str) -> bytes:
    return f'{{"made_of":{json.dumps(key)},'.encode()
