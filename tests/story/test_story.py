"""The story: every figure of its texts is a row with a source, and what the words compare holds."""

import re
import string

import pytest

from corridors import story
from corridors.data import facts
from corridors.data.facts import table
from corridors.errors import DamagedData, UnknownName
from corridors.i18n import translator
from corridors.story import REFERENCES, STEPS, StoryFigure, chart_series, figures, resolve
from corridors.story.wording import day, measured, number

SAME = translator()
NAMES = sorted(
    {name for s in STEPS for t in s.templates for _w, name, *_r in string.Formatter().parse(t) if name}
)
LABELS = [
    text
    for step in STEPS
    for text in (
        step.title,
        step.heading,
        *(label for label, _t in step.points),
        *(c.title for c in step.charts),
    )
]


def words_alone(template):
    return "".join(words for words, *_rest in string.Formatter().parse(template))


def value(name):
    reference = REFERENCES[name]
    rows = table(reference.table)
    return float(rows.loc[rows["id"] == reference.id, "value"].iloc[0])


def text_of(step):
    parts = [p for t in step.templates for p in resolve(t, SAME)]
    return "".join(p.text if isinstance(p, StoryFigure) else p for p in parts)


def test_there_are_eight_steps_with_names_of_their_own():
    assert len(STEPS) == 8
    assert len({step.id for step in STEPS}) == len({step.title for step in STEPS}) == 8


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_no_digit_stands_in_a_text(step):
    assert [t for t in step.templates if re.search(r"\d", words_alone(t))] == []


def test_no_digit_stands_in_a_title_or_label():
    assert [text for text in LABELS if re.search(r"\d", text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_row_and_a_source(name):
    (figure,) = resolve(f"{{{name}}}", SAME)
    assert figure.text
    assert "None" not in figure.text
    assert figure.source.title
    assert figure.source.id == REFERENCES[name.partition(".")[0]].id
    assert figure.source.confidence
    assert re.search(r"\d", figure.text) or name.endswith(".source")


def test_every_reference_is_used():
    assert set(REFERENCES) == {name.partition(".")[0] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_is_one_that_another_row_is_preferred_to(name):
    reference = REFERENCES[name.partition(".")[0]]
    if reference.table in facts.names():
        rows = table(reference.table)
        row = rows[rows["id"] == reference.id].iloc[0]
        assert row.get("preferred", True)


def test_most_figures_of_the_story_give_an_address():
    found = [f for step in STEPS for f in figures(step, SAME)]
    assert sum(f.source.url.startswith("http") for f in found) / len(found) > 0.85


def test_what_nobody_confirmed_is_said():
    found = {f.source.id: f for step in STEPS for f in figures(step, SAME) if f.kinds}
    assert found["trade-2015-kz-total"].kinds == ("derived", "unsure")
    assert found["trade-2015-kz-total"].unsure
    assert found["trade-2015-cn-total"].kinds == ("derived",)
    assert found["trade-2015-cn-total"].soft
    assert found["trade-2015-target-total"].kinds == ("target",)
    assert found["wi-eki"].kinds == ("planned",)


def test_the_story_tells_what_was_asked_for():
    wanted = {
        "neighbours": ("1992", "368 million US dollars"),
        "target": ("28.6 billion", "40 billion", "14.3 billion", "2013", "2015"),
        "horgos": ("April 2012", "1435\u202fmm", "1520\u202fmm", "34.8 hours"),
        "provinces": ("11\u202f179\u202fkm", "Zhejiang", "Duisburg"),
        "energy": ("oil", "Gas", "Uranium"),
        "works": ("highway", "refinery", "500\u202fkV"),
        "new": ("Wind", "oilseeds", "live video"),
        "belt": ("9\u202f882 trains", "8\u202f165 trains", "7 September 2013", "Horgos matters because"),
    }
    for step in STEPS:
        said = text_of(step) + " ".join(label for label, _t in step.points)
        assert [w for w in wanted[step.id] if w not in said] == [], step.id


def test_what_the_words_compare_holds():
    assert value("trade_low") / value("trade_peak") == pytest.approx(0.5, abs=0.03)  # "half"
    assert value("trade_over") > value("target") > value("trade_low")
    assert value("oil_russian") > value("oil_now") / 2  # "most of that"
    assert value("oil_russian") + value("oil_kazakh") == pytest.approx(value("oil_now"), abs=0.01)
    assert value("horgos_now") > value("alashankou_now")
    assert value("middle_now") > value("middle_before")
    last, now = (resolve(f"{{{n}.year}}", SAME)[0].text for n in ("middle_last", "middle_now"))
    assert int(last) == int(now) - 1  # the direction of the last year is told, too
    assert value("swap_claim") < 1 < value("stop_measured") < value("stop_before")
    assert value("highway_kz") < value("highway")


def test_the_years_of_the_mark_are_those_of_the_trade():
    trade = table("bilateral_trade")
    own = trade[(trade.basis == "China customs") & (trade.direction == "total") & trade.preferred]
    above = own[own.value > value("target")]
    assert int(above.year.min()) == 2023


def test_charts_have_lines_and_the_target_is_a_mark():
    for step in STEPS:
        for chart in step.charts:
            lines, marks = chart_series(chart)
            assert lines
            assert len({s.unit for s in (*lines, *marks)}) == 1, chart.title
    lines, marks = chart_series(STEPS[1].charts[0])
    assert [s.label for s in lines] == ["China customs", "Kazakhstan statistics"]
    assert [p.value for s in marks for p in s.points] == [40.0]


def test_scenes_lie_in_the_world_and_in_time():
    for step in STEPS:
        west, south, east, north = step.scene.bounds
        assert -180 <= west < east <= 180
        assert -85 <= south < north <= 85
        assert step.scene.year in range(1990, 2027)
        assert step.scene.layers


def test_texts_are_gathered_for_translation(root):
    gathered = (root / "corridors" / "locale" / "corridors.pot").read_text(encoding="utf-8")
    joined = gathered.replace('"\n"', "")
    for step in STEPS:
        assert step.title in joined
        for template in step.templates:
            assert template.replace('"', '\\"') in joined


@pytest.mark.parametrize(("bad", "error"), [("{nobody}", UnknownName), ("{target.sideways}", UnknownName)])
def test_a_name_that_there_is_not_is_said(bad, error):
    with pytest.raises(error):
        resolve(bad, SAME)


@pytest.mark.parametrize("bad", ["{relations}", "{horgos_opened.first}", "{gauges.until}"])
def test_what_a_row_does_not_state_is_said(bad):
    with pytest.raises(DamagedData):
        resolve(bad, SAME)


def test_figures_in_words():
    assert number(1_613_884, SAME) == "1\u202f613\u202f884"
    assert number(3_340_000, SAME) == "3.34 million"
    assert measured(0.78, "h", SAME) == "47 minutes"
    assert measured(0.3, "Mt/yr", SAME) == "300\u202f000 tonnes a year"
    assert day("2012-12-22", "en") == "22 December 2012"
    assert day("2012", "en") == "2012"
    for bad in ("", "12", "2012-13"):
        with pytest.raises(DamagedData):
            day(bad, "en")
    with pytest.raises(DamagedData, match="no words for the unit"):
        measured(3, "furlongs", SAME)


def test_the_package_says_what_it_offers():
    assert all(hasattr(story, name) for name in story.__all__)
