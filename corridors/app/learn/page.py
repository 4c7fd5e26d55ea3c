"""The page Learn: the story in steps, text on the left and the real map on the right; each step is an address.

Arrow keys step wherever the focus is, in the frame of the map too; only a field that uses the keys itself
keeps them (the map's year slider). With Shift they move the map, whose own keys they are then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.components.v2 import component

from corridors.app.address import lang_param, language, words
from corridors.app.cached import component_text
from corridors.app.learn.story_html import sources_html, story_html
from corridors.app.learn.themes import show_themes
from corridors.app.map.map_component import show_scene
from corridors.i18n import SOURCE_LANGUAGE, languages
from corridors.presentation.charts import series_chart
from corridors.presentation.naming import literal
from corridors.presentation.vocabulary import word
from corridors.story import STEPS, chart_series, steps
from corridors.traffic.series import annual

if TYPE_CHECKING:
    from collections.abc import Callable

    from corridors.story import Chart

__all__ = ["render", "subject"]

PAGE: Final = "learn"
STEP: Final = "step"
KEY: Final = "learn-steps"
CHART_PX: Final = 230
HTML: Final = (
    '<nav class="steps"><a class="previous"></a><div class="rail"><span class="place"></span><ol></ol></div>'
    '<a class="next"></a></nav>'
)


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    mount: Callable[..., Any] = component(
        "corridors_learn_keys",
        html=HTML,
        css=component_text("learn_keys.css"),
        js=component_text("learn_keys.js"),
    )
    return mount


def subject() -> str:
    """Return the title of the step that the address names, for the window's title."""
    return steps(words())[_at() - 1].title


def render() -> None:
    """Draw the step that the address names; the map stays and travels to the step's scene."""
    at = _at()
    with st.container(key="learn"):
        with st.container(key="story"):
            _text(at)
            with st.container(key="steps"):
                _steps(at)
        with st.container(key="scene"), st.spinner(words()("Drawing the map …")):
            show_scene(PAGE, STEPS[at - 1].scene)


def _at() -> int:
    """Return which step the address names, counted from one; the first when it names none that there is."""
    named = st.query_params.get(STEP, "")
    return int(named) if named in _numbers() else 1


def _numbers() -> tuple[str, ...]:
    return tuple(str(i) for i in range(1, len(STEPS) + 1))


def _text(at: int) -> None:
    _ = words()
    step, lang = steps(_)[at - 1], _text_language()
    place = _("Step {at} of {all}").format(at=at, all=len(STEPS))
    st.html(story_html(step, place, _, lang))
    for chart in step.charts:
        _chart(chart)
    st.html(sources_html(step, _, lang))
    show_themes()


def _text_language() -> str:
    lang = language()
    return lang if lang in languages() else SOURCE_LANGUAGE


def _chart(chart: Chart) -> None:
    """Draw a chart with its title, and the way to the figures it is drawn from."""
    _ = words()
    lines, marks = chart_series(chart)
    with st.container(key=f"story-chart-{chart.subjects[0]}"):
        st.markdown(f"**{literal(chart.title)}**")
        st.altair_chart(series_chart(lines, marks, _).properties(height=CHART_PX), alt=chart.title)
        ways = " · ".join(
            f"[{literal(word('series', annual(subject).title, _))}](?{urlencode({'page': 'throughput', 'series': subject})})"
            for subject in chart.subjects
        )
        hollow = _("Hollow points are rounded, derived or unverified.")
        st.caption(f"{hollow} {_('All figures and their sources:')} {ways}")


def _steps(at: int) -> None:
    """Draw the rail of steps with the buttons before and after it; the same script hears the arrow keys."""
    _ = words()
    count = len(STEPS)
    data = {
        "at": at,
        "place": _("{at} of {all}").format(at=at, all=count),
        "label": _("Steps of the story"),
        "previous": _("Previous"),
        "next": _("Next"),
        "again": _("Again"),
        "keys": _("The arrow keys step, too; with Shift they move the map"),
        "steps": [
            {"title": step.title, "href": f"?{urlencode(_address(i), doseq=True)}"}
            for i, step in enumerate(steps(_), 1)
        ],
    }
    _component()(key=KEY, data=data, on_go_change=_go)


def _address(at: int) -> dict[str, str | list[str]]:
    return {"page": PAGE, STEP: str(at)} | lang_param()


def _go() -> None:
    """Put the step that was asked for into the address; the view of the map is the step's again."""
    named = str(st.session_state[KEY].get("go"))
    if named in _numbers():
        st.query_params.from_dict(_address(int(named)))
