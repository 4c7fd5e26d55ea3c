"""Growth, shares and use of capacity on the page Throughput: right, marked derived, each beside its grounds."""

import re
from dataclasses import replace

import pytest
from app_pages import param, run_app

from corridors.app.throughput.derived_html import assigned_html, compound_html, derivations_html
from corridors.data.catalogue import address_of
from corridors.i18n import translator
from corridors.model import Note, NoteCode, Source
from corridors.presentation.derived_tables import (
    chosen_years,
    compounds,
    derived_series,
    growths,
    known_years,
    shares,
    uses,
)
from corridors.presentation.series_tables import panels
from corridors.presentation.text import percent
from corridors.traffic.assigned import CROSSINGS, assigned
from corridors.traffic.series import annual, cagr, overview
from corridors.traffic.shares import khorgos_share

SAME = translator()
HOSTILE = "{{7*7}}<script>alert(1)</script>"


def first_panel(name, key=None):
    found = annual(name)
    shown = panels(found)
    return found, shown[0] if key is None else next(p for p in shown if p.key == key)


def htmls(app):
    return " ".join(str(html.proto.body) for html in app.get("html"))


def by_year(derivation):
    return {d.year: d.value_pct for d in derivation.years}


def test_growth_is_that_of_neighbouring_years_only():
    _found, panel = first_panel("khorgos")
    grown = by_year(growths(panel, SAME)[0])
    assert grown[2025] == pytest.approx((9882 / 8730 - 1) * 100)
    series = panel.series[0]
    holed = replace(series, points=tuple(p for p in series.points if p.year != 2020))
    left = by_year(growths(replace(panel, series=(holed,)), SAME)[0])
    assert set(grown) - set(left) == {2020, 2021}


def test_compound_growth_between_two_years():
    _found, panel = first_panel("khorgos")
    [(_label, value)] = compounds(panel, 2018, 2025, SAME)
    assert value.value_pct == pytest.approx(cagr(panel.series[0], 2018, 2025))
    assert [g.source.id for g in value.grounds] == ["T003", "T027"]
    assert compounds(panel, 1999, 2025, SAME)[0][1] is None
    assert "no figure" in compound_html(compounds(panel, 1999, 2025, SAME), (1999, 2025), SAME)


@pytest.mark.parametrize(
    "asked", [("2018", "2025"), ("", ""), ("2025", "2018"), ("x", "9999"), ("²", "2025")]
)
def test_years_of_the_address_are_years_of_the_panel(asked):
    _found, panel = first_panel("khorgos")
    start, end = chosen_years(panel, *asked)
    assert start < end
    assert {start, end} <= set(known_years(panel))
    assert asked[0] != "2018" or (start, end) == (2018, 2025)


def test_years_are_by_default_such_as_all_series_have():
    _found, panel = first_panel("trade")
    assert all(value for _label, value in compounds(panel, *chosen_years(panel, "", ""), SAME))


def test_the_share_of_khorgos():
    found, panel = first_panel("khorgos")
    parts = by_year(shares(found, panel, SAME)[0])
    assert parts == pytest.approx(khorgos_share().dropna().to_dict())
    whole, trains = first_panel("china-europe-trains")
    titles = {d.title for d in shares(whole, trains, SAME)}
    assert "Share of Manzhouli–Zabaykalsk" in titles
    assert not {t for t in titles if "Khorgos" in t}, "Khorgos counts trains to Central Asia as well"


def test_the_kazakh_part_of_the_gas_pipeline():
    found, panel = first_panel("CAGP")
    kazakh = next(d for d in shares(found, panel, SAME) if d.title == "Share of Kazakh origin")
    assert by_year(kazakh)[2022] == pytest.approx(5.5 / 43.2 * 100)


def test_use_of_capacity_names_every_line_that_was_open():
    found, panel = first_panel("CAGP")
    used = uses(found, panel, SAME)[0]
    assert by_year(used)[2022] == pytest.approx(43.2 / 55 * 100)
    assert [g.text.split(":")[0] for g in used.years[-1].grounds[1:]] == ["CAGP-A", "CAGP-B", "CAGP-C"]


def test_terminals_and_crossings_are_held_against_their_own_capacity():
    found, panel = first_panel("khorgos", "containers-TEU-both")
    assert by_year(uses(found, panel, SAME)[0])[2025] == pytest.approx(372 / 540 * 100)
    brest, trains = first_panel("rail-brest-terespol", "china_europe_trains-trains-in")
    assert by_year(uses(brest, trains, SAME)[0])[2017] == pytest.approx(2200 / 50 / 365 * 100)


@pytest.mark.parametrize("known", overview(), ids=lambda known: known["name"])
def test_every_derived_value_is_marked_and_links_to_all_its_grounds(known):
    found = annual(known["name"])
    for panel in panels(found):
        made = (*growths(panel, SAME), *shares(found, panel, SAME), *uses(found, panel, SAME))
        assert all(len(v.grounds) >= 2 for d in made for v in d.years)
        text = derivations_html(made, SAME)
        assert text.count("<a href=") == sum(len(v.grounds) for d in made for v in d.years)
        assert text.count("<i>derived</i>") == len(made)
        assert {p.value_type for s in derived_series(made) for p in s.points} <= {"derived"}


def test_a_source_without_address_leads_to_the_table_of_its_row():
    assert address_of(Source("T150", "x")) == "?page=data&name=crossing_throughput"
    assert address_of(Source("nobody", "x", url="javascript:alert(1)")) == "?page=data"


def test_signs():
    assert percent(-3.14, SAME, signed=True) == "\u22123.1\u202f%"
    assert percent(0.04, SAME) == "0.0\u202f%"


@pytest.mark.parametrize("name", CROSSINGS)
def test_trains_assigned_beside_trains_counted(name):
    rows = {a.year: a for a in assigned(CROSSINGS[name])}
    last = rows[2024]
    assert last.difference == pytest.approx(last.assigned - last.counted)
    assert last.basis == "estimate"
    assert last.grounds
    assert rows[2025].assigned is None
    assert rows[2025].counted
    assert not rows[2025].enough
    text = assigned_html(tuple(rows.values()), SAME)
    assert all("<a href=" in row for row in re.findall("<tr>.*?</tr>", text)[1:])


def test_hostile_text_is_escaped():
    row = assigned(CROSSINGS["khorgos"])[-1]
    hostile = Note.of(NoteCode.CLOSURE_WITHOUT_EFFECT, thing=HOSTILE)
    text = assigned_html([replace(row, notes=(hostile,), counted_by=Source("x", HOSTILE))], SAME)
    assert "<script>" not in text
    _found, panel = first_panel("khorgos")
    hostile = replace(panel, series=(replace(panel.series[0], label=HOSTILE), *panel.series))
    made = growths(hostile, SAME)
    assert "<script>" not in derivations_html(made, SAME) + compound_html(
        compounds(hostile, 2018, 2025, SAME), (2018, 2025), SAME
    )


def test_the_page_shows_them_and_the_address_the_years(root):
    app = run_app(root, page="throughput", series="khorgos", first="2018")
    assert "+25.2" in htmls(app)
    assert "Assigned to the rail network" in [s.value for s in app.subheader]
    app.selectbox(key="last-box").select(2020).run()
    assert not app.exception
    assert (param(app, "first"), param(app, "last")) == ("2018", "2020")
    app.selectbox(key="series-box").select("trade").run()
    assert param(app, "first") is None
    assert "Kazakhstan statistics" in htmls(app)
