"""The page Learn without a browser: the address says the step, each figure leads to its source."""

import re

import pytest
from app_pages import run_app

from corridors.app.learn.story_html import sources_html, story_html
from corridors.i18n import translator
from corridors.story import STEPS, Reference, Step, figures, references
from corridors.webmap.scene import Scene

SAME = translator()
HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}"
LINK = re.compile(r'<a class="(?:figure|when)" href="([^"]+)" target="_blank" rel="[^"]+" title="([^"]+)">')


def panels(app):
    return "".join(node.proto.body for node in app.get("html") if 'class="panel' in node.proto.body)


@pytest.mark.parametrize("at", range(1, len(STEPS) + 1))
def test_the_address_says_the_step(root, at):
    shown = panels(run_app(root, page="learn", step=str(at)))
    assert f"Step {at} of {len(STEPS)}" in shown
    assert STEPS[at - 1].title in shown
    assert "Sources of this step" in shown


@pytest.mark.parametrize("step", ["", "0", "9", "-1", "two", HOSTILE])
def test_no_such_step_is_the_first(root, step):
    shown = panels(run_app(root, page="learn", step=step))
    assert STEPS[0].title in shown
    assert "alert" not in shown


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_figure_is_a_link(step):
    html = story_html(step, "", SAME)
    links = LINK.findall(html)
    assert len(links) == len(figures(step, SAME))
    assert all(href.startswith(("http://", "https://", "?page=data&amp;name=")) for href, _title in links)
    assert all(len(title) > 10 for _href, title in links)
    outside = re.sub(r"<a .*?</a>", "", html)
    assert re.findall(r"\d", re.sub(r"<[^>]+>", "", outside)) == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_source_is_listed(step):
    listed = sources_html(step, SAME)
    wanted = {
        (f.source.title, f.source.publisher, f.source.date, f.source.url) for f in figures(step, SAME)
    }
    assert listed.count("<li>") == len(wanted)


def test_what_nobody_confirmed_says_so_in_mark_and_title():
    html = story_html(STEPS[1], "", SAME)
    unverified = re.search(
        r'<a class="figure"[^>]*title="[^"]*unsure[^"]*">10\.6 billion US dollars(.*?)</a>', html
    )
    assert unverified
    assert 'aria-label="derived, unsure"' in unverified[1]
    assert "?</sup>" in unverified[1]
    derived = re.search(
        r'title="14\.3 billion US dollars, derived\.[^"]*">14\.3 billion US dollars<sup[^>]*>≈', html
    )
    assert derived


def test_a_source_without_address_leads_to_its_table():
    assert "?page=data&amp;name=bilateral_trade" in story_html(STEPS[1], "", SAME)


def test_hostile_text_stays_text(monkeypatch):
    step = Step(
        "x", HOSTILE, Scene(), ("a {trade_first}", HOSTILE.replace("{{7*7}}", "")), points=((HOSTILE, "b"),)
    )
    html = story_html(step, HOSTILE, SAME)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert isinstance(references.REFERENCES["trade_first"], Reference)
