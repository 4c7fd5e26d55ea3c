"""What all sessions share and none changes: the planner, the answers, the map's pages on disk."""

from __future__ import annotations

import atexit
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit.components.v1 import declare_component

from corridors import pipelines
from corridors.data.ledger import geodata_dir
from corridors.errors import CorridorsError
from corridors.files import clear_left, own_folder, write_whole
from corridors.layers.kit.registry import beside_routes
from corridors.model import Itinerary
from corridors.pipelines import PipelineRoute, Places, Suggester, pipeline_route
from corridors.routing import corridors
from corridors.routing.planner import default_planner
from corridors.webmap import MapView, route_overlay, write_document
from corridors.webmap.bundle import bundle
from corridors.webmap.routes.pipelines import pipe_overlay

if TYPE_CHECKING:
    from streamlit.components.v1.custom_component import CustomComponent

    from corridors.app.question import Question
    from corridors.routing.planner import Planner

__all__ = [
    "STATIC",
    "Found",
    "answer",
    "component_text",
    "map_component",
    "overlay",
    "pipe_names",
    "planner",
]

STATIC: Final = Path(__file__).parent / "static"
WITH_CORRIDORS: Final = frozenset({"map", "learn"})
KEPT_ANSWERS: Final = 128
Found = Itinerary | PipelineRoute
"""Any answer of the page Plan a route."""


@st.cache_resource(show_spinner=False)
def planner() -> Planner:
    """Return the planner over the shipped data."""
    return default_planner()


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def answer(question: Question) -> Found:
    """Return the answer to a question; frozen, so sessions may share it."""
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


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def overlay(question: Question, lang: str) -> dict[str, Any]:
    """Return the answer as the map draws it."""
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


@st.cache_resource(show_spinner=False)
def map_component(page: str, lang: str) -> CustomComponent:
    """Write the map's page with its files and return the component that shows it.

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
    shown = beside_routes() if page == "plan" else None
    view = MapView(lang=lang, layers=shown, corridors=corridor_routes() if page in WITH_CORRIDORS else ())
    document = folder / write_document(folder, view)
    text = document.read_text(encoding="utf-8").replace("<html ", f'<html data-page="{page}" ', 1)
    for name in ("bridge.css", "bridge.js"):
        shutil.copy(STATIC / name, folder / name)
    links = '<link rel="stylesheet" href="bridge.css">\n<script src="bridge.js"></script>\n</head>'
    write_whole(folder / "index.html", text.replace("</head>", links, 1).encode("utf-8"))
    return declare_component(f"map_{page}_{lang}", path=str(folder))


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
