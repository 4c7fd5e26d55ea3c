"""Boxes for places, with suggestions in any script as one types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit.components.v2 import component

from corridors.app.address import ask, asked, language, words
from corridors.app.cached import component_text, pipe_names, planner
from corridors.app.place_names import names_of
from corridors.app.question import FREIGHT
from corridors.errors import CorridorsError
from corridors.model.wording import word_note
from corridors.once import Kept, once
from corridors.pipelines import NEAR, ServedPlace
from corridors.presentation.naming import country_name, named, spelling
from corridors.presentation.text import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from corridors.app.question import Question
    from corridors.model import Place

__all__ = ["Box", "changed", "place_box", "suggestions", "wire"]

SUGGESTIONS: Final = 8
KEPT_TYPED: Final = 512
COUNTRY: Final = "country"
AVOID: Final = "avoid"
MANY: Final = ("via", AVOID)
PARTS: Final = ("origin", "destination", *MANY)
WIRE: Final = "wire"
MARKS: Final = {
    "country": COUNTRY,
    "border": "crossing",
    "refinery": "terminal",
    "terminal": "port",
    "pump_station": "station",
    "compressor_station": "station",
}
"""Which of the box's symbols stands for a kind of place on a pipeline."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: which part of the question it holds, and its words."""

    part: str
    label: str
    placeholder: str
    more: str = ""

    @property
    def multiple(self) -> bool:
        """Whether it holds several places."""
        return self.part in MANY

    @property
    def key(self) -> str:
        """Return the key of its widget."""
        return f"box-{self.part}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line under the box: what is shown, and the text that means it."""

    name: str
    detail: str
    kind: str
    text: str = ""
    place: Place | None = None


@st.fragment
def place_box(box: Box) -> None:
    """Draw a box; typing reruns it alone."""
    _component("place")(key=box.key, data=_data(box), on_typed_change=partial(_typed, box))


def wire() -> None:
    """Take what is chosen in any box into the address; draws nothing."""
    _component("wire")(key=WIRE, on_chosen_change=_chosen)


@st.cache_resource(show_spinner=False)
def _component(name: str) -> Callable[..., Any]:
    files = {"place": "place_box", "wire": "wire"}
    mount: Callable[..., Any] = component(
        f"corridors_{name}",
        html='<div class="box"></div>',
        css=component_text("place_box.css") if name == "place" else None,
        js=component_text(f"{files[name]}.js"),
    )
    return mount


def _data(box: Box) -> dict[str, Any]:
    _ = words()
    given = getattr(asked(), box.part)
    typed = str(st.session_state.get(_typed_key(box.part), ""))
    foot, wrong = ("", False) if box.multiple else _foot(given, asked().carry)
    return {
        "part": box.part,
        "label": box.label,
        "placeholder": box.placeholder,
        "more": box.more,
        "multiple": box.multiple,
        "value": "" if box.multiple else given,
        "values": list(given) if box.multiple else [],
        "typed": typed,
        "suggestions": [
            {"name": s.name, "detail": s.detail, "kind": s.kind}
            for s in suggestions(box.part, typed, asked().carry)
        ],
        "foot": foot,
        "wrong": wrong,
        "clear": _("Clear"),
        "remove": _("Remove"),
        "nothing": names_of(asked().carry).nothing(_),
    }


def _foot(text: str, carry: str = FREIGHT) -> tuple[str, bool]:
    """Say under the box which place was understood; the second value tells that none was."""
    if not text:
        return "", False
    if carry != FREIGHT:
        known = pipe_names(carry).at(text)
        return (words()("Not known to these pipelines"), True) if known is None else (_served(known), False)
    try:
        place = planner().place(text)
    except CorridorsError:
        return words()("Not known"), True
    said = ", ".join(x for x in (named(place, language()), country_name(place.country, language())) if x)
    return (f"{said}. {word_note(place.note, words())}" if place.note else said), False


def suggestions(part: str, typed: str, carry: str = FREIGHT) -> tuple[Suggestion, ...]:
    """Return the lines for a text that is being typed, best first; of oil and gas, what pipelines serve."""
    if not typed:
        return ()
    asked_for = (part == AVOID, typed, carry, language())
    return _suggested().get(asked_for, lambda: _look_for(part, typed, carry))


@once
def _suggested() -> Kept[tuple[bool, str, str, str], tuple[Suggestion, ...]]:
    return Kept(KEPT_TYPED)


def _look_for(part: str, typed: str, carry: str) -> tuple[Suggestion, ...]:
    if carry != FREIGHT:
        return tuple(_on_pipeline(known) for known in pipe_names(carry).suggest(typed, SUGGESTIONS))
    lang, gazetteer = language(), planner().gazetteer
    code = gazetteer.country(typed) if part == AVOID else ""
    name = country_name(code, lang)
    text = name if gazetteer.country(name) == code else typed
    first = [Suggestion(name, words()("Country"), COUNTRY, text=text)] if code else []
    found = (_suggestion(p, lang) for p in gazetteer.find(typed, SUGGESTIONS))
    return (*first, *found)[:SUGGESTIONS]


def _suggestion(place: Place, lang: str) -> Suggestion:
    return Suggestion(named(place, lang), country_name(place.country, lang), place.kind, place=place)


def _on_pipeline(known: ServedPlace) -> Suggestion:
    text = spelling(known.place, planner().gazetteer) if known.place else known.name
    return Suggestion(known.name, _served(known, named=False), MARKS.get(known.kind, ""), text=text)


def _served(known: ServedPlace, *, named: bool = True) -> str:
    """Say what a place is to the pipelines: its country and kind, or how far it lies."""
    _ = words()
    kinds = {
        "country": _("Country"),
        "field": _("Field"),
        "refinery": _("Refinery"),
        "terminal": _("Terminal"),
        "border": _("Border"),
        "pump_station": _("Pump station"),
        "compressor_station": _("Compressor station"),
        "town": _("Town"),
    }
    away = _("{km} km away").format(km=number(known.gap_km, _)) if known.kind == NEAR else ""
    country = "" if known.kind == COUNTRY else country_name(known.country, language())
    parts = (known.name if named else "", country, kinds.get(known.kind, ""), away)
    return (", " if named else " · ").join(part for part in parts if part)


def _typed_key(part: str) -> str:
    return f"typed-{part}"


def _typed(box: Box) -> None:
    text = st.session_state[box.key].get("typed")
    if isinstance(text, str):
        st.session_state[_typed_key(box.part)] = text


def _chosen() -> None:
    what = st.session_state[WIRE].get("chosen")
    if isinstance(what, dict) and what.get("part") in PARTS:
        st.session_state[_typed_key(what["part"])] = ""
        ask(changed(asked(), what["part"], what))


def changed(question: Question, part: str, what: dict[str, Any]) -> Question:
    """Return the question after something was chosen in a box.

    Parameters
    ----------
    question
        As it was.
    part
        Which part of it the box holds.
    what
        ``{"text"}``, ``{"pick", "typed"}`` (a suggestion by its place in the list) or ``{"remove"}``.
    """
    if part not in MANY:
        return question.with_part(part, _meant(part, what, question.carry))
    given = list(getattr(question, part))
    if "remove" in what:
        gone = int(what["remove"])
        kept = [text for i, text in enumerate(given) if i != gone]
    else:
        new = _meant(part, what)
        kept = [*given, new] if new and new not in given else given
    return question.with_part(part, tuple(kept))


def _meant(part: str, what: dict[str, Any], carry: str = FREIGHT) -> str:
    if "pick" not in what:
        return str(what.get("text", "")).strip()
    lines = suggestions(part, str(what.get("typed", "")), carry)
    at = int(what["pick"])
    if not 0 <= at < len(lines):
        return str(what.get("typed", ""))
    line = lines[at]
    return spelling(line.place, planner().gazetteer) if line.place else line.text
