"""What went wrong, said plainly, with the next step as a button."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from corridors.app.address import ask, words
from corridors.app.cached import answer
from corridors.app.place_names import names_of
from corridors.app.question import ALLOWABLE, MODES, Question
from corridors.errors import CorridorsError, OnePlace, UnknownPlace, Unreachable
from corridors.presentation.naming import literal

__all__ = ["respelt", "show_fault"]

ONE_TEXT: Final = ("origin", "destination")
MANY_TEXTS: Final = ("via", "avoid")


def show_fault(fault: CorridorsError, question: Question) -> None:
    """Draw a fault as a card: what is wrong and what to do about it."""
    _ = words()
    with st.container(key="fault"):
        if isinstance(fault, UnknownPlace):
            _unknown(fault, question)
        elif isinstance(fault, OnePlace):
            st.markdown(f"##### :material/wrong_location: {_('Both ends are one place')}")
            st.markdown(literal(str(fault)))
            st.button(
                _("Choose another goal"),
                key="way-out-0",
                on_click=ask,
                args=(replace(question, destination=""),),
            )
        elif isinstance(fault, Unreachable) and question.by_pipeline:
            st.markdown(f"##### :material/wrong_location: {_('The pipelines end before the goal')}")
            st.markdown(literal(str(fault)))
            _other_pipelines(fault, question)
        elif isinstance(fault, Unreachable):
            st.markdown(f"##### :material/wrong_location: {_('The network ends before the goal')}")
            st.markdown(literal(str(fault)))
            _ways_out(question)
        else:
            st.markdown(f"##### :material/error: {_('This cannot be answered')}")
            st.markdown(literal(str(fault)))
            st.button(
                _("Begin again"), key="way-out-0", on_click=ask, args=(Question(carry=question.carry),)
            )


def _unknown(fault: UnknownPlace, question: Question) -> None:
    _ = words()
    title = _("“{name}” is a country or a region") if fault.area else _("No place is called “{name}”")
    title = title.format(name=fault.query)
    st.markdown(f"##### :material/location_off: {literal(title)}")
    if not fault.suggestions:
        st.markdown(names_of(question.carry).advice(_))
        return
    st.markdown(_("Did you mean one of these?"))
    with st.container(horizontal=True, gap="small"):
        for i, name in enumerate(fault.suggestions):
            new = respelt(question, fault.query, name)
            st.button(literal(name), key=f"meant-{i}", on_click=ask, args=(new,))


def respelt(question: Question, old: str, new: str) -> Question:
    """Return the question with one text in the place of another, wherever it stands."""
    for part in ONE_TEXT:
        if getattr(question, part) == old:
            question = question.with_part(part, new)
    for part in MANY_TEXTS:
        texts = getattr(question, part)
        question = question.with_part(part, tuple(new if text == old else text for text in texts))
    return question


def _other_pipelines(fault: Unreachable, question: Question) -> None:
    """Offer the other commodity where it leads there, and the places where the pipelines end."""
    _ = words()
    labels = {"oil": _("By oil pipeline"), "gas": _("By gas pipeline")}
    ways = [(labels[carry], replace(question, carry=carry)) for carry in labels if carry != question.carry]
    offered = [(label, new) for label, new in ways if _leads(new)]
    offered += [
        (_("To {place}").format(place=end), replace(question, destination=end)) for end in fault.ends
    ]
    with st.container(horizontal=True, gap="small"):
        for i, (label, new) in enumerate(offered):
            st.button(literal(label), key=f"way-out-{i}", on_click=ask, args=(new,))


def _leads(question: Question) -> bool:
    try:
        answer(question)
    except CorridorsError:
        return False
    return True


def _ways_out(question: Question) -> None:
    _ = words()
    ways = []
    if set(question.modes) != set(MODES):
        ways.append((_("Allow all modes"), replace(question, modes=MODES)))
    if question.avoid:
        ways.append((_("Avoid nothing"), replace(question, avoid=())))
    if question.via:
        ways.append((_("Leave out the places between"), replace(question, via=())))
    if set(question.allow) != set(ALLOWABLE) and _leads(open_to_all := replace(question, allow=ALLOWABLE)):
        ways.append((_("Allow closed trade and doubtful links"), open_to_all))
    ways.append((_("Begin again"), Question()))
    with st.container(horizontal=True, gap="small"):
        for i, (label, new) in enumerate(ways):
            st.button(label, key=f"way-out-{i}", on_click=ask, args=(new,))
