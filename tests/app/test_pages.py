"""The app without a browser: every page runs, the address says what is shown, faults are said plainly."""

import tomllib

import pandas as pd
import pytest
from app_pages import param, run_app, texts
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from corridors.app.map.map_component import _whole, with_point
from corridors.app.plan.answer import file_stem
from corridors.app.plan.examples import examples
from corridors.app.plan.faults import respelt
from corridors.app.plan.place_box import changed, suggestions
from corridors.app.question import MODES, Question, read_view
from corridors.i18n import translator
from corridors.presentation import style
from corridors.presentation.naming import country_name, literal, spelling
from corridors.presentation.route_tables import (
    assumptions,
    countries_table,
    crossings_table,
    figures,
    legs_table,
)
from corridors.routing.planner import default_planner

SAME = translator()
HOSTILE = "{{7*7}}<script>alert(1)</script> :red[x] $y$ **z**"


@pytest.fixture(scope="module")
def planner():
    return default_planner()


@pytest.fixture(scope="module")
def found(planner):
    return planner.route("Chongqing", "Duisburg", via=["Khorgos"])


# ------------------------------------------------------------------------------------------ address
def test_a_question_survives_its_address():
    asked = Question(
        "Xi'an", "Истанбул", ("Ақтау", "阿拉特"), ("RU",), ("rail", "road"), "time", allow=("trade",)
    )
    params = {k: v if isinstance(v, list) else [v] for k, v in asked.to_params().items()}
    assert Question.from_params(params) == asked


@given(
    st.dictionaries(
        st.sampled_from(["from", "to", "via", "avoid", "mode", "by", "allow", "x"]), st.lists(st.text())
    )
)
def test_any_address_is_read(params):
    asked = Question.from_params(params)
    assert set(asked.modes) <= set(MODES)
    again = {k: v if isinstance(v, list) else [v] for k, v in asked.to_params().items()}
    assert Question.from_params(again) == asked


@given(st.text())
def test_a_view_is_read_or_passed_over(text):
    assert read_view(text) is None or len(read_view(text)) == 3


def test_the_way_back_turns_the_places_between():
    assert Question("a", "b", ("c", "d")).turned() == Question("b", "a", ("d", "c"))


# -------------------------------------------------------------------------------------------- boxes
def test_choosing_changes_one_part(planner):
    asked = Question("Chongqing", "Duisburg", via=("Khorgos",))
    assert changed(asked, "origin", {"text": " Xi'an "}).origin == "Xi'an"
    assert changed(asked, "via", {"text": "Moscow"}).via == ("Khorgos", "Moscow")
    assert changed(asked, "via", {"remove": 0}).via == ()
    assert changed(asked, "avoid", {"text": ""}).avoid == ()


@pytest.mark.parametrize("typed", ["Khorg", "Хорг", "霍尔果斯", "DEDUI", "80.25,44.2"])
def test_a_suggestion_means_the_place_it_shows(planner, typed):
    for i, line in enumerate(suggestions("origin", typed)):
        text = changed(Question(), "origin", {"pick": i, "typed": typed}).origin
        meant = planner.place(text)
        assert (meant.lon, meant.lat) == pytest.approx((line.place.lon, line.place.lat), abs=2e-3)


def test_a_country_can_be_avoided(planner):
    first = suggestions("avoid", "Казахстан")[0]
    assert (first.kind, first.text) == ("country", "Kazakhstan")
    assert changed(Question(), "avoid", {"pick": 0, "typed": "Казахстан"}).avoid == ("Kazakhstan",)


def test_a_point_on_the_map_becomes_a_part():
    assert with_point(Question("a", "b"), "to", "80.2500,44.2000").destination == "80.2500,44.2000"
    assert with_point(Question("a", "b"), "via", "c").via == ("c",)


def test_a_point_without_name_is_spelt_by_position(planner):
    assert spelling(planner.place("80.25,44.2"), planner.gazetteer) == "80.25,44.2"


def test_names_stay_text():
    assert "<script>" not in literal(HOSTILE)
    assert file_stem(Question("../a", "b\\c")) == "a_b-c"
    assert country_name("XZ", "en") == "At sea"


# ------------------------------------------------------------------------------------------ figures
def test_figures_and_tables_agree_with_the_route(planner, found):
    route = found.routes[0]
    shown = figures(route, planner.costs, "en", SAME)
    assert f"{route.distance_km:,.0f}".replace(",", "\u202f") in shown[0].value
    assert countries_table(route, "en", SAME)["km"].sum() == pytest.approx(route.distance_km, rel=1e-3)
    assert (
        len(crossings_table(route, "en", SAME)) == len(route.passages) + 1
    )  # and the terminals at both ends
    assert all(figure.how for figure in shown)


@pytest.mark.parametrize(
    ("ends", "modes"),
    [
        (("Chongqing", "Duisburg"), ("rail", "ferry")),
        (("Aktau", "Baku"), ("rail", "ferry")),
        (("Shanghai", "Rotterdam"), ("sea",)),
        (("Xi'an", "Poti"), ("rail", "ferry", "sea")),
        (("Almaty", "Bishkek"), ("road",)),
    ],
    ids=str,
)
def test_the_legs_with_terminals_and_borders_add_up_to_the_head(planner, ends, modes):
    route = planner.route(*ends, modes=modes).routes[0]
    rows = legs_table(route, "en", SAME)
    parts, whole = rows.iloc[:-1], rows.iloc[-1]
    room = 0.05 * len(rows)  # each row is rounded to a tenth
    assert parts["km"].sum() == pytest.approx(whole["km"], abs=room)
    assert parts["Hours"].sum() == pytest.approx(whole["Hours"], abs=room)
    assert (whole["km"], whole["Hours"]) == (round(route.distance_km, 1), round(route.time_h, 1))
    assert whole["To"] == figures(route, planner.costs, "en", SAME)[1].value
    assert sum(route.ends.each_h) == pytest.approx(route.ends.time_h)


@pytest.mark.parametrize(
    ("ends", "modes", "count", "detail"),
    [
        (("Xi'an", "Istanbul"), ("rail", "ferry"), "4", "CN – KZ – AZ – GE – TR · 1 by sea"),
        (("Shanghai", "Rotterdam"), ("sea",), "1", "China – Netherlands · 1 by sea"),
        (("Almaty", "Astana"), ("rail",), "0", "Kazakhstan"),
        (("Chongqing", "Duisburg"), ("rail", "ferry"), "5", "CN – KZ – RU – BY – PL – DE"),
    ],
    ids=str,
)
def test_borders_are_the_changes_of_country(planner, ends, modes, count, detail):
    trip = planner.route(*ends, modes=modes)
    lands = (trip.origin.country, trip.destination.country)
    figure = figures(trip.routes[0], planner.costs, "en", SAME, lands)[2]
    assert (figure.value, figure.detail) == (count, detail)


def test_each_assumption_has_a_source(planner, found):
    rows = assumptions(found.routes[0], planner.costs, "en", SAME)
    assert (rows["Source"] != "").all()
    assert all(url.startswith(("http", "?page=data&name=")) for url in rows["Link"])


# -------------------------------------------------------------------------------------------- pages
def test_the_map_page_runs(root):
    app = run_app(root)
    assert not app.error
    assert "OpenStreetMap" in texts(app)


def test_the_empty_page_offers_routes_that_work(root, planner):
    app = run_app(root, page="plan")
    offered = examples(SAME)
    assert len([b for b in app.button if b.key.startswith("example-")]) == len(offered)
    app.button(key="example-0").click().run()
    assert not app.exception
    assert param(app, "from") == offered[0].question.origin
    assert "Chongqing" in texts(app)
    assert len(app.dataframe) >= 5


@pytest.mark.parametrize("asked", [e.question for e in examples(SAME)], ids=str)
def test_routes_that_are_offered_exist(planner, asked):
    answer = planner.route(
        asked.origin, asked.destination, via=asked.via, avoid=asked.avoid, modes=asked.modes, by=asked.by
    )
    assert answer.routes[0].distance_km > 0


def test_the_address_sets_every_widget(root):
    app = run_app(
        root, page="plan", **{"from": "霍尔果斯", "to": "Варшава", "by": "time", "mode": ["rail", "road"]}
    )
    assert app.session_state["modes"] == ["rail", "road"]
    assert app.session_state["by"] == "time"
    assert "Warsaw" in texts(app)


def test_swap_turns_the_question(root):
    app = run_app(root, page="plan", **{"from": "Chongqing", "to": "Duisburg"})
    app.button(key="swap").click().run()
    assert (param(app, "from"), param(app, "to")) == ("Duisburg", "Chongqing")


def test_other_languages_name_the_places(root):
    app = run_app(root, page="plan", lang="zh", **{"from": "Chongqing", "to": "Duisburg"})
    frames = pd.concat([frame.value for frame in app.dataframe])
    assert "中国" in frames.to_string()


# ------------------------------------------------------------------------------------------- faults
def test_an_unknown_place_is_met_with_suggestions(root):
    app = run_app(root, page="plan", **{"from": "Chonqing", "to": "Duisbrg"})
    app.button(key="meant-0").click().run()
    assert param(app, "from") != "Chonqing"
    assert param(app, "to") == "Duisbrg"


def test_hostile_text_is_only_text(root):
    app = run_app(root, page="plan", **{"from": HOSTILE, "to": "Duisburg", "via": [HOSTILE]})
    assert "<script>" not in texts(app).replace("\\<script\\>", "")


def test_an_unreachable_place_says_where_the_network_ends(root):
    app = run_app(
        root, page="plan", avoid=["Kazakhstan", "Russia", "Mongolia"], **{"from": "Xi'an", "to": "Poti"}
    )
    assert "ends" in texts(app)
    labels = {b.label for b in app.button if b.key.startswith("way-out")}
    assert {"Allow all modes", "Avoid nothing"} <= labels


def test_respelling_reaches_every_part():
    asked = respelt(Question("x", "b", ("x",), ("x", "y")), "x", "z")
    assert asked == Question("z", "b", ("z",), ("z", "y"))


def damaged_page():
    from corridors.app import layout as shell
    from corridors.errors import DamagedData

    def render():
        message = "network.npz is damaged."
        raise DamagedData(message)

    shell.show(render)


def test_damaged_data_are_said_in_a_card():
    app = AppTest.from_function(damaged_page).run()
    assert not app.exception
    assert "damaged" in texts(app)


# --------------------------------------------------------------------------------------------- look
def test_the_theme_has_the_colours_of_the_palette(root):
    with (root / ".streamlit" / "config.toml").open("rb") as file:
        theme = tomllib.load(file)["theme"]
    assert theme["primaryColor"] == theme["linkColor"] == style.PAPER.accent
    assert theme["backgroundColor"] == style.PAPER.card
    assert theme["secondaryBackgroundColor"] == theme["dataframeHeaderBackgroundColor"] == style.PAPER.land
    assert theme["textColor"] == style.INK
    assert theme["borderColor"] == theme["dataframeBorderColor"] == style.PAPER.line
    assert theme["chartCategoricalColors"] == [family.colour for family in style.FAMILIES.values()]


def test_nothing_of_the_app_names_an_address_off_the_machine(root):
    allowed = "http://www.w3.org/2000/svg"
    for path in (root / "corridors" / "app" / "static").iterdir():
        assert "://" not in path.read_text(encoding="utf-8").replace(allowed, ""), path.name


# ------------------------------------------------------------------------------- one place, and titles
@pytest.mark.parametrize(("carry", "place"), [("freight", "Xi'an"), ("oil", "Tengiz")])
def test_the_same_place_twice_is_met_with_a_card(root, carry, place):
    app = run_app(root, page="plan", carry=carry, **{"from": place, "to": place})
    assert "Both ends are one place" in texts(app)
    assert "apart" in texts(app)
    app.button(key="way-out-0").click().run()
    assert (param(app, "from"), param(app, "to")) == (place, None)
    assert not app.exception


def test_a_map_of_nothing_has_no_view():
    assert _whole([]) == _whole([{"legs": []}]) == {}
    assert _whole([{"legs": [{"bounds": [1, 2, 3, 4]}, {"bounds": [0, 3, 2, 9]}]}]) == {
        "view": {"bounds": [0, 2, 3, 9]}
    }


@pytest.mark.parametrize(
    ("params", "title"),
    [
        ({}, "Map · Corridors"),
        ({"year": "1998"}, "1998 · Map · Corridors"),
        ({"page": "plan"}, "Plan a route · Corridors"),
        ({"page": "plan", "from": "Xi'an", "to": "Hamburg"}, "Xi'an – Hamburg · Plan a route · Corridors"),
        ({"page": "plan", "to": " a\n" + "b" * 99}, f"… – a {'b' * 74} · Plan a route · Corridors"),
        ({"page": "throughput", "series": "nothing"}, "Throughput · Corridors"),
        ({"page": "provinces", "province": "CN-SN", "lang": "zh"}, "陕西省 · Provinces · Corridors"),
        ({"page": "learn", "step": "3"}, "Horgos: one place, two countries · Learn · Corridors"),
        ({"page": "data", "name": "crossings"}, "crossings · Data & sources · Corridors"),
    ],
)
def test_the_windows_title_says_what_is_asked(root, monkeypatch, params, title):
    shown = []
    monkeypatch.setattr("streamlit.set_page_config", lambda **given: shown.append(given["page_title"]))
    monkeypatch.setattr("corridors.app.layout.show", lambda _render: None)
    app = AppTest.from_file(str(root / "app.py"), default_timeout=240)
    app.query_params.update(params)
    app.run()
    assert not app.exception
    assert shown == [title]
