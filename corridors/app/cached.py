"""What all sessions share and none changes: the planner, the answers, the map's pages on disk."""

from __future__ import annotations

import atexit
import gc
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import streamlit as st
from streamlit.components.v1 import declare_component

from corridors import pipelines
from corridors.data.ledger import geodata_dir
from corridors.errors import CorridorsError
from corridors.files import clear_left, own_folder, write_whole
from corridors.model import Itinerary
from corridors.once import Kept, once
from corridors.pipelines import PipelineRoute, Places, Suggester, pipeline_route
from corridors.routing import corridors
from corridors.routing.planner import DEFAULT_MODES, default_planner
from corridors.webmap import route_overlay, write_document, write_prepared
from corridors.webmap.assets import file_name
from corridors.webmap.bundle import bundle
from corridors.webmap.prepared import page_view
from corridors.webmap.routes.pipelines import pipe_overlay

if TYPE_CHECKING:
    from streamlit.components.v1.custom_component import CustomComponent

    from corridors.app.question import Question
    from corridors.routing.planner import Planner

__all__ = [
    "KEPT_ANSWERS",
    "STATIC",
    "Found",
    "answer",
    "component_text",
    "has_map",
    "is_quick",
    "map_component",
    "map_folder",
    "overlay",
    "pipe_names",
    "planner",
]

T = TypeVar("T")
STATIC: Final = Path(__file__).parent / "static"
PREPARED: Final = {"map": "corridors", "learn": "corridors", "plan": "routes"}
"""What the map of a page shows at first; on every other page the plain map."""
KEPT_ANSWERS: Final = 128
KEPT_MAPS: Final = 64
Found = Itinerary | PipelineRoute
"""Any answer of the page Plan a route."""


def lasting(value: T) -> T:
    """Leave what lasts as long as the server out of the collector's rounds.

    With a gazetteer and a network in memory a whole round takes longer than drawing a page.

    Parameters
    ----------
    value
        What was made and stays; returned as it is.
    """
    gc.collect()
    gc.freeze()
    return value


@once
def planner() -> Planner:
    """Return the planner over the shipped data, with what the usual question needs."""
    found = default_planner()
    found.mode_network(DEFAULT_MODES)
    return lasting(found)


@once
def _answers() -> Kept[Question, Found]:
    return Kept(KEPT_ANSWERS)


@once
def _overlays() -> Kept[tuple[Question, str], dict[str, Any]]:
    return Kept(KEPT_ANSWERS)


def answer(question: Question) -> Found:
    """Return the answer to a question; frozen, so sessions may share it."""
    return _answers().get(question, lambda: _look_for(question))


def is_quick(question: Question) -> bool:
    """Tell whether all is there that an answer needs, so that it takes no time that a reader would notice."""
    return planner().has_modes(question.modes) and not question.by_pipeline


def _look_for(question: Question) -> Found:
    ends = question.origin, question.destination
    if question.by_pipeline:
        return pipeline_route(*ends, commodity=question.carry)
    q = question
    return planner().route(*ends, via=q.via, avoid=q.avoid, modes=q.modes, by=q.by, allow=q.allow)


@st.cache_resource(show_spinner=False)
def pipe_names(carry: str) -> Suggester:
    """Return the places that the pipelines of a commodity serve, by their names."""
    return Suggester(_pipe_places(), planner().gazetteer, carry)


@st.cache_resource(show_spinner=False)
def _pipe_places() -> Places:
    folder = geodata_dir()
    return Places.load(pipelines.load_lines(folder), folder)


def overlay(question: Question, lang: str) -> dict[str, Any]:
    """Return the answer as the map draws it."""
    return _overlays().get((question, lang), lambda: _drawn(question, lang))


def _drawn(question: Question, lang: str) -> dict[str, Any]:
    found = answer(question)
    if isinstance(found, Itinerary):
        return route_overlay((found,), lang=lang)
    return pipe_overlay((found,), lang=lang)


@st.cache_resource(show_spinner=False)
def corridor_routes() -> tuple[Itinerary, ...]:
    """Return the declared corridors' routes; one that the network cannot give is left out."""
    found: list[Itinerary] = []
    for corridor in corridors.declared_corridors():
        try:
            found += corridors.corridor_routes(planner(), (corridor,))
        except CorridorsError:
            continue
    return tuple(found)


@once
def _maps() -> Kept[tuple[str, str], CustomComponent]:
    return Kept(KEPT_MAPS)


def has_map(page: str, lang: str) -> bool:
    """Tell whether a map's page is written."""
    return _maps().peek((page, lang)) is not None


def map_component(page: str, lang: str) -> CustomComponent:
    """Return the component that shows a page's map.

    Parameters
    ----------
    page
        ``map`` and ``learn`` have the corridor families, the others only what they are told to show.
    lang
        Language of names and words.
    """
    return _maps().get((page, lang), lambda: _mounted(page, lang))


def _mounted(page: str, lang: str) -> CustomComponent:
    return lasting(declare_component(f"map_{page}_{lang}", path=str(map_folder(page, lang))))


@st.cache_resource(show_spinner=False)
def map_folder(page: str, lang: str) -> Path:
    """Write the map's page with its files and return their folder.

    The folder lives as long as the server. Streamlit serves it under ``/component/``, so that
    data travel once, by address, and never in a rerun.

    Parameters
    ----------
    page
        ``map`` and ``learn`` have the corridor families, the others only what they are told to show.
    lang
        Language of names and words.
    """
    folder = _root() / f"{page}-{lang}"
    text = write_prepared(folder, PREPARED.get(page, "plain"), lang) or _made_now(folder, page, lang)
    text = text.replace("<html ", f'<html data-page="{page}" ', 1)
    folder.mkdir(parents=True, exist_ok=True)
    links = ['<link rel="stylesheet" href="{}">', '<script src="{}"></script>']
    names = [_beside(folder, name) for name in ("bridge.css", "bridge.js")]
    told = "\n".join(link.format(name) for link, name in zip(links, names, strict=True))
    write_whole(folder / "index.html", text.replace("</head>", f"{told}\n</head>", 1).encode("utf-8"))
    return folder


def _made_now(folder: Path, page: str, lang: str) -> str:
    """Make a page's map from the data; the text of its document."""
    name = PREPARED.get(page, "plain")
    view = page_view(name, lang, corridor_routes() if name == "corridors" else ())
    return (folder / write_document(folder, view, packed=True)).read_text(encoding="utf-8")


def _beside(folder: Path, name: str) -> str:
    """Copy a file of ours beside the map's page under a name that tells its content."""
    source = STATIC / name
    data = source.read_bytes()
    named = file_name(source.stem, data, source.suffix)
    write_whole(folder / named, data)
    return named


@st.cache_resource(show_spinner=False)
def _root() -> Path:
    clear_left()
    folder = own_folder("app")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def component_text(name: str) -> str:
    """Return a style of ours, or a script with the modules that it imports, as text."""
    path = STATIC / name
    return bundle(path) if path.suffix == ".js" else path.read_text(encoding="utf-8")
