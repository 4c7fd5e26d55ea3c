"""Plan a route by pipeline: the address, the boxes, the answer with its sources, the map, the files, the faults."""

import io

import geopandas as gpd
import pandas as pd
import pytest
from app_pages import param, run_app, texts
from test_app_browser import ANSWER_MS, asked, box, figure, open_app, settle, wait_asked
from test_sources_browser import assert_led

from corridors.app.plan.examples import pipe_examples
from corridors.app.plan.kept_places import kept_places
from corridors.app.plan.place_box import changed, suggestions
from corridors.app.question import FREIGHT, Question
from corridors.exchange import to_bytes
from corridors.i18n import translator
from corridors.layers.kit.registry import style_of
from corridors.model import NoteCode
from corridors.pipelines import pipeline_route
from corridors.presentation.pipeline_tables import (
    noted,
    pipe_countries_table,
    pipe_figures,
    pipe_sources_table,
    pipes_table,
)
from corridors.webmap.routes.pipelines import pipe_overlay

SAME = translator()
LEADS = ("http", "?page=data&name=")
CHINA_OIL = "/?page=plan&carry=oil&from=Atyrau&to=Dushanzi"


JOINED = {NoteCode.PIPELINES_JOINED, NoteCode.PIPELINES_JOINED_APART}


@pytest.fixture(scope="module")
def china():
    return pipeline_route("Atyrau", "Dushanzi", commodity="oil")


@pytest.fixture(scope="module")
def gulf():
    return pipeline_route("Shah Deniz", "Italy", commodity="gas")


# ------------------------------------------------------------------------------------------ address
def test_what_moves_is_in_the_address():
    oil = Question("Tengiz", "Novorossiysk", carry="oil")
    assert oil.to_params() == {"carry": "oil", "from": "Tengiz", "to": "Novorossiysk"}
    read = Question.from_params(
        {k: [v] for k, v in oil.to_params().items()} | {"via": ["x"], "by": ["time"]}
    )
    assert read == oil
    assert oil.turned() == Question("Novorossiysk", "Tengiz", carry="oil")
    for carry in ([], ["freight"], ["water"]):
        assert not Question.from_params({"carry": carry, "via": ["x"]}).by_pipeline
    assert "carry" not in Question("a", "b").to_params()


def test_another_choice_keeps_the_places_that_it_knows():
    oil = Question("Galkynysh", "Shymkent", carry="oil")
    assert kept_places(oil, "gas") == Question("Galkynysh", "Shymkent", carry="gas")
    assert kept_places(Question("Chongqing", "Tengiz", by="time"), "oil") == Question(
        "", "Tengiz", carry="oil"
    )
    assert kept_places(Question("Shah Deniz", "Atyrau", carry="gas"), FREIGHT).destination == "Atyrau"


# -------------------------------------------------------------------------------------------- boxes
@pytest.mark.parametrize(
    ("carry", "typed", "first"),
    [
        ("oil", "Teng", "Tengiz"),
        ("oil", "Тенгиз", "Tengiz"),
        ("oil", "Новоросс", "Novorossiysk"),
        ("oil", "阿拉山口", "Alashankou"),
        ("oil", "Kumkl", "Kumkol"),
        ("gas", "galk", "Galkynysh"),
        ("gas", "上海", "Shanghai"),
        ("gas", "Shah", "Shah Deniz"),
        ("gas", "Italy", "Italy"),
    ],
)
def test_boxes_suggest_what_the_pipelines_know(carry, typed, first):
    line = suggestions("origin", typed, carry)[0]
    assert line.name == first
    text = changed(Question(carry=carry), "origin", {"pick": 0, "typed": typed}).origin
    assert kept_places(Question(text, carry=carry), carry).origin == text


def test_boxes_suggest_nothing_that_they_do_not_know():
    assert suggestions("origin", "zzzz", "oil") == ()
    assert not any(line.name == "Galkynysh" for line in suggestions("origin", "Galk", "oil"))
    near = suggestions("origin", "Chengdu", "gas")
    assert all("km away" in line.detail or line.name != "Chengdu" for line in near)


# ------------------------------------------------------------------------------------------- answer
def test_figures_and_tables_agree_with_the_way(china):
    length, tightest, published, pipes, countries, since = pipe_figures(china, "en", SAME)
    assert length.value == f"{china.length_km:,.0f}\u202fkm".replace(",", "\u202f")
    assert tightest.value == "6\u202fMt a year"
    assert "Atyrau-Kenkiyak" in tightest.detail
    assert tightest.ground[1].startswith("http")
    whole = [leg for leg in china.legs if leg.published_length_km]
    assert published.value == "–"  # one of the pipelines has no published length
    assert f"{len(whole)} of {len(china.legs)}" in published.detail
    assert (pipes.value, countries.value) == ("6", "2")
    assert int(since.value) == max(leg.opened_year for leg in china.legs)
    rows = pipes_table(china, SAME)
    assert len(rows) == len(china.legs)
    assert rows["km, modelled"].sum() == pytest.approx(china.length_km, abs=0.5)
    assert rows["km, published"].dropna().sum() == sum(leg.published_length_km for leg in whole)
    assert pipe_countries_table(china, "en", SAME)["Share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("way", ["china", "gulf"])
def test_every_figure_leads_to_its_source(way, request):
    found = request.getfixturevalue(way)
    grounds = [figure.ground for figure in pipe_figures(found, "en", SAME)]
    assert all(words and address.startswith(LEADS) for words, address in grounds)
    for rows in (pipes_table(found, SAME), pipe_sources_table(found, SAME)):
        assert rows["Link"].str.startswith(LEADS).all()
    notes = noted(found, SAME)
    assert len(notes) == len(found.notes)
    assert all(address.startswith(LEADS) for _text, grounds in notes for _words, address in grounds)


def test_strings_with_sources_of_their_own_lead_to_their_rows():
    way = pipeline_route("Galkynysh", "Shanghai", commodity="gas")
    row = pipes_table(way, SAME).set_index("Capacity").loc["55\u202fbcm a year"]
    assert row["Link"] == "?page=data&name=pipelines"
    pairs = zip(way.notes, noted(way, SAME), strict=True)
    joined = [(note, text, grounds) for note, (text, grounds) in pairs if note.code in JOINED]
    assert joined
    for note, text, grounds in joined:
        assert grounds[0][1].startswith(LEADS)
        assert grounds[0][0] == note.sources[0].title
        assert note.sources[0].id not in text


@pytest.mark.parametrize("asked_for", [e.question for e in pipe_examples("oil", SAME)], ids=str)
def test_ways_that_are_offered_exist(asked_for):
    found = pipeline_route(asked_for.origin, asked_for.destination, commodity=asked_for.carry)
    assert found.commodity == asked_for.carry
    assert not any(leg.against_flow for leg in found.legs)


def test_the_map_draws_a_leg_a_pipeline(china, gulf):
    drawn = pipe_overlay([china, gulf])
    assert set(drawn) == {"digits", "routes", "points"}
    for way, route in zip((china, gulf), drawn["routes"], strict=True):
        assert route["colour"] == style_of(way.commodity).colour
        assert [leg["title"] for leg in route["legs"]] == [leg.name for leg in way.legs]
        assert sum(leg["km"] for leg in route["legs"]) == pytest.approx(way.length_km, abs=0.5)
        for leg in route["legs"]:
            west, south, east, north = leg["bounds"]
            assert (west, south) < (east, north)
            assert leg["sources"][0]["title"]
    named = [point["text"] for point in drawn["points"]]
    assert {"Atyrau", "Dushanzi", "Shah Deniz", "Italy"} <= set(named)


def test_files_hold_the_pipelines(china):
    frame = china.to_gdf()
    read = gpd.read_file(io.BytesIO(to_bytes(frame, "geojson")))
    assert read["id"].tolist() == [leg.id for leg in china.legs]
    assert len(pd.read_csv(io.BytesIO(to_bytes(frame, "csv")))) == len(china.legs)
    assert to_bytes(frame, "gpkg").startswith(b"SQLite format 3")


def test_an_unknown_capacity_and_a_way_without_one_are_said():
    way = pipeline_route("Shah Deniz", "Sangachal", commodity="gas")
    shown = pipe_figures(way, "en", SAME)[1]
    assert (shown.value, shown.detail) == ("–", "Not published")
    assert pipe_overlay([way])["routes"][0]["summary"].endswith("km")


# --------------------------------------------------------------------------------------------- page
def test_the_page_answers_by_pipeline(root):
    app = run_app(root, page="plan", carry="oil", **{"from": "Tengiz", "to": "Novorossiysk"})
    assert app.session_state["carry"] == "oil"
    assert "Tengiz → Novorossiysk" in texts(app)
    assert "modes" not in app.session_state
    assert len(app.get("download_button")) == 4
    assert not [b for b in app.button if b.key == "box-via"]
    app.button(key="swap").click().run()
    assert (param(app, "carry"), param(app, "from")) == ("oil", "Novorossiysk")
    assert any("against the direction" in node.proto.body for node in app.get("html"))  # a warning


def test_the_empty_page_offers_ways_and_freight_is_as_before(root):
    app = run_app(root, page="plan", carry="gas")
    app.button(key="example-0").click().run()
    assert not app.exception
    assert (param(app, "carry"), param(app, "from")) == ("gas", "Galkynysh")
    freight = run_app(root, page="plan", **{"from": "Chongqing", "to": "Duisburg"})
    assert freight.session_state["carry"] == "freight"
    assert freight.session_state["by"] == "distance"


def test_an_unknown_name_gets_suggestions_and_a_dead_end_says_where(root):
    app = run_app(root, page="plan", carry="oil", **{"from": "Kumkl", "to": "Dushanzi"})
    assert app.button(key="meant-0").label == "Kumkol"
    app.button(key="meant-0").click().run()
    assert (param(app, "carry"), param(app, "from")) == ("oil", "Kumkol")
    ends = run_app(root, page="plan", carry="oil", **{"from": "Tengiz", "to": "Ceyhan"})
    assert "The pipelines end before the goal" in texts(ends)
    ends.button(key="way-out-0").click().run()
    assert "Yuzhnaya Ozereyevka" in param(ends, "to")
    assert "Tightest capacity" in texts(ends)
    assert not [b for b in ends.button if b.key.startswith("way-out")]
    other = run_app(root, page="plan", carry="oil", **{"from": "Galkynysh", "to": "Shanghai"})
    assert other.button(key="way-out-0").label == "By gas pipeline"


# ------------------------------------------------------------------------------------------ browser
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_in_a_browser(visit, app_server, size):
    width, height = size
    visited, page, frame = open_app(visit, app_server + CHINA_OIL, width=width, height=height)
    assert figure(page).endswith("km")
    settle(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
    page.locator(".st-key-table-pipelines .stDataFrame [role=row]").nth(2).wait_for(state="attached")
    assert_led(page, "Plan by pipeline", 6, 2 if width > height else 0)
    before = frame.evaluate("document.documentElement.dataset.shown")
    box(page, "To").fill("Alashank")
    page.locator(".found li").first.wait_for(timeout=ANSWER_MS)
    box(page, "To").press("Enter")
    wait_asked(page, carry="oil", to="Alashankou")
    frame.wait_for_function(
        "old => document.documentElement && document.documentElement.dataset.shown !== old",
        arg=before,
        timeout=ANSWER_MS,
    )
    settle(page)
    page.get_by_text("Freight", exact=True).click()
    page.wait_for_function("!location.search.includes('carry=')", timeout=ANSWER_MS)
    assert asked(page)["from"] == "Atyrau"
    visited.assert_clean()
