"""The map: values in, a folium map out, as one file that opens from disk or a page with files beside it.

The page is drawn by the map's own script (``static/``), which reads data as JSON and sets texts
as texts; no name from the data is ever part of markup or of a template.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corridors.data.ledger import Ledger, geodata_dir
from corridors.files import write_whole
from corridors.layers.kit.mark import Mark
from corridors.layers.kit.reading import OwnLayer
from corridors.webmap.assets import Beside, Inline, Prepared, file_name, json_text
from corridors.webmap.content import SHIPPED_GROUND, Content, load_content, words_in
from corridors.webmap.page import Drawing, Store, new_map
from corridors.webmap.prepared import prepared_path
from corridors.webmap.routes.freight import route_overlay
from corridors.webmap.routes.pipelines import pipe_overlay
from corridors.webmap.scene import Scene
from corridors.webmap.view import EURASIA, HORGOS, KAZAKHSTAN, MapView, view_state, view_title

if TYPE_CHECKING:
    from pathlib import Path

    import folium

__all__ = [
    "EURASIA",
    "HORGOS",
    "KAZAKHSTAN",
    "Content",
    "MapView",
    "Mark",
    "OwnLayer",
    "Scene",
    "build",
    "load_content",
    "pipe_overlay",
    "route_overlay",
    "to_html",
    "write_document",
    "write_prepared",
]


def build(view: MapView, content: Content | None = None, *, assets: Store | None = None) -> folium.Map:
    """Return the folium map of a view; build it anew for each page, as folium maps render once.

    Parameters
    ----------
    view
        What is to be seen.
    content
        Ground and marks; the shipped ones in the view's language when left out.
    assets
        Where scripts, styles and data go: :class:`assets.Inline` (default) or ``assets.Beside``.
    """
    known = content or load_content(view.lang)
    state = view_state(view, known)
    data = {
        "base": known.base,
        "fine": known.fine,
        "relief": known.relief,
        "systems": known.systems,
        "state": json_text(state),
    }
    drawing = Drawing(assets or Inline(), data, lang=words_in(view.lang).lang)
    return new_map(state["title"], drawing)


def to_html(view: MapView, content: Content | None = None) -> str:
    """Return the map as one HTML file that opens from disk and asks for nothing.

    Parameters
    ----------
    view
        What is to be seen.
    content
        Ground and marks; the shipped ones when left out.
    """
    return _render(build(view, content, assets=Inline()))


def write_document(
    folder: Path, view: MapView, content: Content | None = None, *, packed: bool = False
) -> str:
    """Write the map's page into a folder, its data and scripts as files beside it.

    The files are named by their content: writing an equal page again writes nothing new, and
    browsers may keep them.

    Parameters
    ----------
    folder
        Where the files go; made when missing.
    view
        What is to be seen.
    content
        Ground and marks; the shipped ones when left out.
    packed
        Whether data, scripts and styles are written as gzip under their plain names, for a server that says so.

    Returns
    -------
        The page's file name.
    """
    text = _render(build(view, content, assets=Beside(folder, packed=packed)))
    data = text.encode("utf-8")
    name = file_name("map", data, ".html")
    write_whole(folder / name, data)
    return name


def write_prepared(folder: Path, page: str, lang: str) -> str:
    """Write one of the pages that were made with the data into a folder, every file of it packed.

    Parameters
    ----------
    folder
        Where the files go; made when missing.
    page
        One of ``prepared.PAGES``.
    lang
        Language of names and words.

    Returns
    -------
        The page's text; empty where the shipped pages are not of the shipped data.
    """
    ledger = Ledger.load(geodata_dir())
    path = prepared_path(ledger, lang)
    if path is None:
        return ""
    files = {"shared": path} | {part: ledger.path(name) for part, name in SHIPPED_GROUND.items()}
    store = Prepared(Beside(folder, packed=True), files)
    drawing = Drawing(store, dict.fromkeys(files, "") | {"page": json_text(page)}, lang=words_in(lang).lang)
    return _render(new_map(view_title((), words_in(lang)), drawing))


def _render(chart: folium.Map) -> str:
    """Render the page and tidy what branca adds."""
    text: Any = chart.get_root().render()
    return re.sub(r"[ \t]+\n", "\n", str(text)).replace("<html>", '<html lang="en">', 1)
