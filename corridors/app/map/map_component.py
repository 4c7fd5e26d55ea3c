"""The map in the page: webmap's own document in a frame that stays while the rest changes."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from corridors.app.address import ask, asked, language, shown_layers, shown_view, shown_year, words
from corridors.app.cached import map_component, overlay
from corridors.app.place_names import names_of
from corridors.app.question import CARRIES, FREIGHT, MOST_PLACES
from corridors.layers.kit.registry import beside_routes, not_of_pipelines
from corridors.model import on_globe
from corridors.webmap import route_overlay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corridors.app.question import Question
    from corridors.model import Itinerary
    from corridors.webmap import Scene

__all__ = ["show_map", "show_scene", "with_point"]

KEY: Final = "map"
BACKGROUND: Final = "map-background"
FLUIDS: Final = tuple(name for name in CARRIES if name != FREIGHT)
NOTHING: Final[dict[str, Any]] = {"digits": 4, "routes": [], "points": []}


def show_map(page: str, question: Question | None) -> None:
    """Draw the map, with the answer to a question on it if there is one.

    Parameters
    ----------
    page
        ``map`` or ``plan``.
    question
        What to show; None for no route.
    """
    lang = language()
    carry = asked().carry if page == "plan" else FREIGHT
    state = _state(question, lang) if page == "plan" else {}
    view = shown_view()
    if view:
        state = state | {"view": dict(zip(("lon", "lat", "zoom"), view, strict=True))}
    year, switched = shown_year(), shown_layers()
    layers = (_background(carry) if page == "plan" else {}) | switched
    state = state | {"year": year} | ({"layers": layers} if layers else {})
    asking = (page, question, carry, view, year, switched, lang)
    stamp = hashlib.sha256(repr(asking).encode()).hexdigest()[:12]
    map_component(page, lang)(
        key=f"{KEY}-{page}",
        state=state,
        stamp=stamp,
        words=_actions(carry),
        on_change=partial(ask_from_map, page),
    )


def show_scene(page: str, scene: Scene, routes: Sequence[Itinerary] = ()) -> None:
    """Draw the map as a scene says; the document stays, only the scene travels.

    Parameters
    ----------
    page
        The page whose map it is.
    scene
        Where, which layers, which year, whose card.
    routes
        Routes drawn above the corridors; where the scene has no bounds the map shows them whole.
    """
    lang = language()
    drawn = route_overlay(routes, lang=lang) if routes else NOTHING
    state = {"routes": drawn} | scene.to_state()
    if not scene.bounds:
        state |= _whole(drawn["routes"])
    stamp = hashlib.sha256(repr((page, scene, drawn, lang)).encode()).hexdigest()[:12]
    map_component(page, lang)(key=f"{KEY}-{page}", state=state, stamp=stamp, words={}, default=None)


def _state(question: Question | None, lang: str) -> dict[str, Any]:
    if question is None:
        return {"routes": NOTHING}
    drawn = overlay(question, lang)
    return {"routes": drawn} | _whole(drawn["routes"])


def _whole(routes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the view that shows routes whole; none where nothing is drawn."""
    boxes = [leg["bounds"] for route in routes for leg in route["legs"]]
    if not boxes:
        return {}
    west, south = (min(box[i] for box in boxes) for i in (0, 1))
    east, north = (max(box[i] for box in boxes) for i in (2, 3))
    return {"view": {"bounds": [west, south, east, north]}}


def _background(carry: str) -> dict[str, bool]:
    """Return the map's layers that a question switches: pipelines of what is carried alone; after that, as at first."""
    before = st.session_state.get(BACKGROUND, FREIGHT)
    st.session_state[BACKGROUND] = carry
    if carry != FREIGHT:
        return dict.fromkeys(not_of_pipelines(), False) | {name: name == carry for name in FLUIDS}
    back = before != FREIGHT
    return {name: name in beside_routes() for name in (*not_of_pipelines(), *FLUIDS)} if back else {}


def _actions(carry: str) -> dict[str, str]:
    """Return the words of the buttons under a popup; pipelines take no place between."""
    _ = words()
    ends = {"from": _("From here"), "to": _("To here")}
    return ends if carry != FREIGHT else ends | {"via": _("By way of")}


def ask_from_map(page: str) -> None:
    """Ask for a route from, to or by way of the point that was picked on the map."""
    picked = st.session_state.get(f"{KEY}-{page}")
    question = asked()
    text = _picked_text(picked, question.carry)
    if text and picked:
        ask(with_point(question, str(picked.get("what", "")), text))


def with_point(question: Question, what: str, text: str) -> Question:
    """Return the question with a place as its start (``from``), its end (``to``) or between (``via``)."""
    if what == "via":
        return question.with_part("via", (*question.via, text)[:MOST_PLACES])
    return question.with_part("origin" if what == "from" else "destination", text)


def _picked_text(picked: Any, carry: str) -> str:
    """Return the name of what was picked if it means that very point, else ``lon,lat``."""
    if not isinstance(picked, dict):
        return ""
    try:
        lon, lat = float(picked["lon"]), float(picked["lat"])
    except (KeyError, TypeError, ValueError):
        return ""
    if not on_globe(lon, lat):
        return ""
    name = str(picked.get("name", ""))
    return (name and names_of(carry).near(name, lon, lat)) or f"{lon:.4f},{lat:.4f}"
