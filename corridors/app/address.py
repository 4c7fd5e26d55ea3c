"""The page's address is the one truth of what is shown: read it, write it.

Widgets are set from it before they are drawn and write to it when they are used, so that a link,
the browser's back button and a click all lead the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from corridors.app.question import Question, View, read_view
from corridors.i18n import languages, translator
from corridors.layers.kit.registry import YEARS, known_layers
from corridors.webmap.content import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection

    from corridors.i18n import Words

__all__ = [
    "PAGES",
    "ask",
    "asked",
    "choose",
    "chosen",
    "go",
    "language",
    "page",
    "set_language",
    "shown_layers",
    "shown_view",
    "shown_year",
    "words",
]

PAGES: Final = ("map", "plan", "throughput", "provinces", "learn", "data")
PAGE, LANG, VIEW = "page", "lang", "view"
YEAR, ON, OFF = "year", "on", "off"


def page() -> str:
    """Return the page in the address; that of a question when none is named, else the first."""
    named = st.query_params.get(PAGE, "")
    if named in PAGES:
        return named
    return PAGES[1] if {"from", "to"} & set(st.query_params) else PAGES[0]


def go(name: str) -> None:
    """Go to a page as it is when nothing has been asked there."""
    here: dict[str, str | list[str]] = {} if name == PAGES[0] else {PAGE: name}
    st.query_params.from_dict(here | lang_param())


def asked() -> Question:
    """Return the question in the address."""
    return Question.from_params({name: st.query_params.get_all(name) for name in st.query_params})


def ask(question: Question) -> None:
    """Put a question into the address, on the page that answers it; the map finds its own view."""
    st.query_params.from_dict({PAGE: PAGES[1]} | question.to_params() | lang_param())


def chosen(name: str, allowed: Collection[str], otherwise: str) -> str:
    """Return what the address says under a name; the other value when it says nothing that is allowed.

    Parameters
    ----------
    name
        The parameter's name.
    allowed
        The values it may have.
    otherwise
        The value when it has none of them.
    """
    value = st.query_params.get(name, "")
    return value if value in allowed else otherwise


def choose(name: str, value: str) -> None:
    """Put a value into the address and stay on the page."""
    st.query_params[name] = value


def shown_view() -> View | None:
    """Return the view of the map in the address, if there is one."""
    return read_view(st.query_params.get(VIEW, ""))


def shown_year() -> int | None:
    """Return the year of the map's slider in the address; None for today."""
    text = st.query_params.get(YEAR, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) in YEARS else None


def shown_layers() -> dict[str, bool]:
    """Return the map's layers that the address switches on or off."""
    texts = {True: st.query_params.get(ON, ""), False: st.query_params.get(OFF, "")}
    return {
        name: value for value, text in texts.items() for name in text.split(",") if name in known_layers()
    }


def language() -> str:
    """Return the language of names: that of the address, else the last one chosen."""
    lang = st.query_params.get(LANG, "")
    if lang not in LANGUAGES:
        return str(st.session_state.get(LANG, LANGUAGES[0]))
    st.session_state[LANG] = lang
    return lang


def lang_param() -> dict[str, str | list[str]]:
    """Return the address's part for the language; empty for English."""
    lang = language()
    return {} if lang == LANGUAGES[0] else {LANG: lang}


def set_language(lang: str) -> None:
    """Put a language into the address and keep it for the other pages."""
    st.session_state[LANG] = lang
    if lang == LANGUAGES[0]:
        st.query_params.pop(LANG, None)
    else:
        st.query_params[LANG] = lang


def words() -> Words:
    """Return the translator for the reader's language, English where there is no catalogue."""
    lang = language()
    return translator(lang if lang in languages() else LANGUAGES[0])
