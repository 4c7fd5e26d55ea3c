"""The page Plan a route: the question on the left, the map beside it, figures and tables below."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from corridors.app.address import ask, asked, language, words
from corridors.app.cached import KEPT_ANSWERS, Found, answer, has_map, is_quick, planner
from corridors.app.map.map_component import show_map
from corridors.app.place_names import names_of
from corridors.app.plan.answer import show_figures, show_tables
from corridors.app.plan.answer_view import view_of
from corridors.app.plan.examples import Example, examples, pipe_examples
from corridors.app.plan.faults import show_fault
from corridors.app.plan.kept_places import kept_places
from corridors.app.plan.place_box import Box, place_box, wire
from corridors.app.question import ALLOWABLE, CARRIES, MODES, Question
from corridors.errors import CorridorsError
from corridors.model import Measure
from corridors.once import Kept, once
from corridors.presentation.naming import literal

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from streamlit.delta_generator import DeltaGenerator

    from corridors.app.plan.answer_view import AnswerView
    from corridors.i18n import Words

__all__ = ["render", "subject"]

PAGE: Final = "plan"
MODES_KEY: Final = "modes"
BY_KEY: Final = "by"
ALLOW_KEY: Final = "allow"
CARRY_KEY: Final = "carry"


def subject() -> str:
    """Return from where to where, as far as that is asked, for the window's title."""
    question = asked()
    if not (question.origin or question.destination):
        return ""
    return f"{question.origin or '…'} – {question.destination or '…'}"


def render() -> None:
    """Draw the page for the question in the address."""
    _ = words()
    question = asked()
    with st.container(key="plan"):
        with st.container(key="ask"):
            st.title(_("Plan a route"), anchor=False)
            head, form = st.container(key="doubts"), st.container(key="form")
        result, beside = st.container(key="result"), st.container(key="map-side")
    with result, st.container(key="wait"), _waiting(_("Looking for the route …"), quick=is_quick(question)):
        found = _look_up(question)
    failed = isinstance(found, CorridorsError)
    drawn = has_map(PAGE, language())
    with beside, _waiting(_("Drawing the map …"), quick=drawn):  # first: the map is what readers wait for
        show_map(PAGE, None if found is None or failed else question)
    with form:
        _form(question)
    _show(found, question, result, head)


@once
def _views() -> Kept[tuple[Question, str], AnswerView]:
    return Kept(KEPT_ANSWERS)


def _view(question: Question, lang: str, _: Words) -> AnswerView:
    """Return the answer to a question as a page shows it; nobody changes what it holds."""
    return _views().get((question, lang), lambda: view_of(answer(question), planner().costs, lang, _))


def _waiting(text: str, *, quick: bool) -> AbstractContextManager[None]:
    """Say what takes long while it does; what is quick needs no word, and no thread that would say it."""
    return nullcontext() if quick else st.spinner(text)


def _show(
    found: Found | CorridorsError | None, question: Question, result: DeltaGenerator, head: DeltaGenerator
) -> None:
    """Draw the figures and tables, the empty page, or what went wrong."""
    if found is None:
        with result:
            _empty(question)
    elif isinstance(found, CorridorsError):
        with result:
            show_fault(found, question)
    else:
        shown = _view(question, language(), words())
        if shown.warnings:
            said = words().ngettext("{count} warning", "{count} warnings", len(shown.warnings))
            with head:
                st.caption(f":material/warning: [{said.format(count=len(shown.warnings))}](#warnings)")
        with result:
            show_figures(shown)
        with st.container(key="tables"):
            show_tables(shown, found, question)


def _look_up(question: Question) -> Found | CorridorsError | None:
    """Find the route; None when not enough is asked."""
    if not question.complete:
        return None
    try:
        return answer(question)
    except CorridorsError as fault:
        return fault


def _form(question: Question) -> None:
    _ = words()
    wire()
    _carry(question)
    hint = names_of(question.carry).hint(_)
    with st.container(key="ends"):
        place_box(Box("origin", _("From"), hint))
        st.button(
            _("Swap"),
            key="swap",
            icon=":material/swap_vert:",
            type="tertiary",
            on_click=_swap,
        )
        place_box(Box("destination", _("To"), hint))
    if question.by_pipeline:
        return
    place_box(Box("via", _("By way of"), _("Anywhere: Khorgos, Aktau …"), _("and then …")))
    place_box(Box("avoid", _("Avoid"), _("A country, crossing or place"), _("and …")))
    _choices(question)


def _carry(question: Question) -> None:
    """Draw the choice of what moves: freight, or oil or gas by pipeline."""
    _ = words()
    names = {"freight": _("Freight"), "oil": _("Oil"), "gas": _("Gas")}
    st.session_state[CARRY_KEY] = question.carry
    st.segmented_control(
        _("What moves"),
        CARRIES,
        format_func=names.__getitem__,
        key=CARRY_KEY,
        on_change=_carry_other,
        args=(question,),
    )


def _carry_other(question: Question) -> None:
    """Take over what moves, and of the places those that mean something to it."""
    carry = st.session_state[CARRY_KEY] or question.carry
    if asked() == question:
        ask(kept_places(question, carry))


def _choices(question: Question) -> None:
    _ = words()
    modes = {"rail": _("Rail"), "ferry": _("Ferry"), "road": _("Road"), "sea": _("Sea")}
    measures = {"distance": _("Shortest"), "time": _("Fastest")}
    st.session_state[MODES_KEY] = list(question.modes)
    allowances = {"trade": _("Closed trade"), "doubtful": _("Doubtful links")}
    st.session_state[BY_KEY] = question.by
    st.session_state[ALLOW_KEY] = list(question.allow)
    with st.container(key="choices"):
        st.pills(
            _("Modes"),
            MODES,
            selection_mode="multi",
            format_func=modes.__getitem__,
            key=MODES_KEY,
            on_change=_choose,
            args=(question,),
        )
        st.segmented_control(
            _("Best route"),
            [measure.value for measure in Measure],
            format_func=measures.__getitem__,
            key=BY_KEY,
            on_change=_choose,
            args=(question,),
        )
        st.pills(
            _("Also allow"),
            ALLOWABLE,
            selection_mode="multi",
            format_func=allowances.__getitem__,
            key=ALLOW_KEY,
            on_change=_choose,
            args=(question,),
            help=_(
                "Closed trade: countries that let no goods of this trade pass, as by sanctions. Doubtful "
                "links: ferries and crossings of which it is not known whether they run."
            ),
        )


def _choose(question: Question) -> None:
    """Take over what was chosen, unless the address has moved on since the page was drawn.

    After two quick steps back the browser still sends the choices of a page that is gone.
    """
    if asked() != question:
        return
    chosen = tuple(m for m in MODES if m in st.session_state[MODES_KEY])
    allow = tuple(a for a in ALLOWABLE if a in st.session_state[ALLOW_KEY])
    by = st.session_state[BY_KEY] or question.by
    ask(replace(question, modes=chosen or question.modes, by=by, allow=allow))


def _swap() -> None:
    ask(asked().turned())


def _empty(question: Question) -> None:
    """Offer routes to begin with."""
    _ = words()
    with st.container(key="empty"):
        if question.origin or question.destination:
            missing = _("Where to?") if question.origin else _("Where from?")
            st.markdown(f"**{missing}** {_('Type a place, or click one on the map.')}")
        st.markdown(f"##### {_('Routes to begin with')}")
        offered = pipe_examples(question.carry, _) if question.by_pipeline else examples(_)
        for i, example in enumerate(offered):
            st.button(
                _label(example), key=f"example-{i}", width="stretch", on_click=ask, args=(example.question,)
            )


def _label(example: Example) -> str:
    q = example.question
    return f"**{literal(q.origin)} → {literal(q.destination)}**  \n:small[{literal(example.words)}]"
