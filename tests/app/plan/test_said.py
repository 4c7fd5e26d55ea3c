"""What an answer warns of, and what it leaves out, is said apart and can be followed."""

import contextlib

import pytest
from app_pages import param, run_app

from corridors.app.plan.answer import warnings_html
from corridors.app.plan.answer_view import view_of
from corridors.i18n import translator
from corridors.model import Note, NoteCode
from corridors.model.wording import notes_to_dicts, sentences, word_note
from corridors.pipelines import pipeline_route
from corridors.presentation.said import Door, grounds_of, is_doubt, said
from corridors.routing.planner import default_planner

SAME = translator()
BARRED = {"closure": "No goods pass", "since": "2022-02-28", "source": "A paper", "country": "BY"}


@pytest.mark.parametrize(
    ("door", "step"), [(Door.COMMAND, "--allow trade"), (Door.PAGE, "“Closed trade” under “Also allow”")]
)
def test_a_barred_way_is_told_with_the_step_that_its_reader_can_take(door, step):
    text = said(Note.of(NoteCode.TRADE_BARRED, **BARRED), door)
    assert step in text
    assert "Belarus" in text
    assert "BY" not in text


def test_warnings_stand_apart_with_their_grounds_and_stay_text():
    planner = default_planner()
    view = view_of(planner.route("Kyiv", "Moscow"), planner.costs, "en", SAME)
    html = warnings_html((*view.warnings, ("<script>alert(1)</script>", ())), SAME)
    assert html.count("<li><b>Warning:</b>") == len(view.warnings) + 1
    assert 'role="note"' in html
    assert "?page=data&amp;name=trade_closures" in html
    assert "<script>" not in html
    assert not {text for text, _ in view.notes} & {text for text, _ in view.warnings}


def test_of_a_way_through_pipelines_doubts_are_warnings():
    way = pipeline_route("Novorossiysk", "Tengiz", commodity="oil")
    view = view_of(way, None, "en", SAME)
    assert len(view.warnings) == sum(is_doubt(note) for note in way.notes) > 0
    assert len(view.warnings) + len(view.background) == len(way.notes)


def test_closed_trade_can_be_allowed_where_the_hint_says(root):
    app = run_app(root, page="plan", **{"from": "Kyiv", "to": "Almaty"})
    hints = [c.value for c in app.caption if "Also allow" in c.value]
    assert len(hints) == 1 or hints
    assert param(app, "allow") is None
    app.get("button_group")
    allow = next(group for group in app.pills if group.label == "Also allow")
    allow.set_value(["trade"]).run()
    assert param(app, "allow") == "trade"
    assert not [c for c in app.caption if "Also allow" in c.value]


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "Chongqing", "to": "Chongqing"},
        {"from": "Xi'an", "to": "Honolulu"},
        {"from": "Almaty", "to": "Astana", "avoid": "Kazakhstan"},
        {"from": "Xyzzyville", "to": "Astana"},
    ],
    ids=str,
)
def test_a_refusal_says_what_to_do(root, asked):
    app = run_app(root, page="plan", **asked)
    assert not app.error
    said_here = " ".join(m.value for m in app.markdown)
    ways = [b for b in app.button if str(b.key).startswith(("way-out-", "meant-"))]
    assert ways or "Give a name" in said_here


def test_what_ships_meet_in_a_strait_leads_to_its_table():
    note = Note.of(NoteCode.SEA_WARNING, strait="S", warning="W", since="2023", source="P")
    assert grounds_of(note, SAME) == (("Table of warnings at sea", "?page=data&name=sea_warnings"),)


def test_countries_on_the_way_are_told_by_their_names():
    note = Note.of(NoteCode.TRANSIT_RESTRICTED, **BARRED | {"countries": ("LT", "PL")})
    assert "Lithuania, Poland" in said(note, Door.PAGE)


def test_files_name_countries_and_the_step_that_lifts_a_closure():
    (told,) = notes_to_dicts([Note.of(NoteCode.TRADE_BARRED, **BARRED)])
    assert "Belarus" in told["text"]
    assert "Allow “trade”" in told["text"]
    assert told["values"]["country"] == "BY"
    for code in NoteCode:
        note = Note.of(code, country="RU", countries=("RU", "KZ"))
        if "{countr" in sentences(SAME)[code]:
            with contextlib.suppress(KeyError):
                assert " RU" not in word_note(note)


@pytest.mark.parametrize(
    ("ends", "commodity"), [(("Baku", "Ceyhan"), "oil"), (("Galkynysh", "Shanghai"), "gas")]
)
def test_a_published_length_stands_for_the_whole_way_only(ends, commodity):
    way = pipeline_route(*ends, commodity=commodity)
    card = view_of(way, None, "en", SAME).figures[2]
    whole = all(leg.published_length_km is not None for leg in way.legs)
    assert (card.value != "–") == whole
    assert ("modelled" in card.detail) == whole


def test_the_head_of_the_page_counts_the_warnings(root):
    app = run_app(root, page="plan", **{"from": "Kyiv", "to": "Moscow"})
    assert [c.value for c in app.caption if "](#warnings)" in c.value]
