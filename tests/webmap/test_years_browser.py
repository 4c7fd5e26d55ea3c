"""The years of the map in a real browser: what stood is drawn, what did not is not, no rerun, no network."""

from __future__ import annotations

import pytest
from test_webmap_browser import COLOURS, apply, opened

from corridors import webmap
from corridors.layers.kit.registry import style_of
from corridors.presentation import style
from corridors.routing import corridors as families
from corridors.routing.planner import default_planner

NEW_LINE = {"lon": 80.9, "lat": 44.05, "zoom": 10}  # between Jinghe and Horgos
GAS_LINE = {"lon": 76.3, "lat": 43.35, "zoom": 8.5}  # north-west of Almaty


@pytest.fixture(scope="module")
def shipped_map(tmp_path_factory):
    """Save the map as ``corridors map -o`` does."""
    path = tmp_path_factory.mktemp("years") / "map.html"
    view = webmap.MapView(corridors=families.corridor_routes(default_planner()))
    path.write_text(webmap.to_html(view), encoding="utf-8")
    return path


def step_to(page, year):
    slider = page.locator(".year-card input")
    slider.evaluate("(node, year) => { node.value = year; node.dispatchEvent(new Event('input')); }", year)
    return page.evaluate("corridors.standing()")


def test_the_slider_shows_the_gas_line_and_the_railway_from_their_years_on(visit, shipped_map):
    seen = opened(visit, shipped_map)
    before, after = step_to(seen.page, 2008), step_to(seen.page, 2013)
    assert "CAGP-A" not in before["gas"]
    assert not {"R01", "R02", "R03"} & set(before["railways"])
    assert "CAGP-A" in after["gas"]
    assert {"R01", "R02", "R03"} <= set(after["railways"])
    assert seen.page.locator(".year-now").inner_text() == "2013"
    seen.assert_clean()


def test_the_picture_agrees(visit, shipped_map):
    seen = opened(visit, shipped_map)
    page = seen.page
    colours = {}
    for year in (2008, 2013):
        step_to(page, year)
        apply(page, {"view": GAS_LINE})
        gas = page.evaluate(COLOURS, "systems").get(style_of("gas").core, 0)
        apply(page, {"view": NEW_LINE})
        rail = page.evaluate(COLOURS, "systems").get(style_of("railways").colour, 0)
        corridor = page.evaluate(COLOURS, "traffic").get(style.FAMILIES["Northern"].colour, 0)
        colours[year] = gas, rail, corridor
    assert colours[2008] == (0, 0, 0)
    assert all(count > 50 for count in colours[2013])


def test_a_line_is_as_wide_as_what_it_carried(visit, shipped_map):
    seen = opened(visit, shipped_map)
    apply(seen.page, {"view": GAS_LINE, "layers": {"trains": False}})
    amounts = {}
    for year in (2010, 2019):
        step_to(seen.page, year)
        amounts[year] = seen.page.evaluate(COLOURS, "systems").get(style_of("gas").core, 0)
    assert amounts[2019] > 200 > amounts[2010]


def test_a_card_tells_the_year_shown_and_leads_to_its_source(visit, shipped_map):
    seen = opened(visit, shipped_map)
    apply(seen.page, {"year": 2018, "open": "rail-huoerguosi-altynkol"})
    card = seen.page.locator(".pop")
    assert "2018: 2\u202f055\u202ftrains" in card.inner_text()
    bars = card.locator(".pop-series").first.locator("a.bar")
    assert bars.count() >= 8
    assert bars.first.get_attribute("href").startswith("http")
    assert card.locator(".pop-source a").count() >= 2


def test_the_close_up_lists_the_sites_by_year_and_opens_each(visit, shipped_map):
    seen = opened(visit, shipped_map)
    page = seen.page
    page.get_by_role("button", name="Horgos close up").click()
    sites = page.locator(".site-list li button")
    years = [int(text) for text in sites.locator("small").all_inner_texts() if text]
    assert years == sorted(years)
    assert sites.count() >= 12
    for word in ("Boundary", "Altynkol railway", "dry port", "Nur Zholy", "compressor"):
        assert sites.filter(has_text=word).count() >= 1
    sites.filter(has_text="dry port").first.click()
    assert "Position good to" in page.locator(".pop").inner_text()
    assert "Source:" in page.locator(".pop").inner_text()
    seen.assert_clean()


def test_the_close_up_fits_a_phone(visit, shipped_map):
    page = opened(visit, shipped_map, width=390, height=844).page
    page.get_by_role("button", name="Horgos close up").click()
    page.wait_for_timeout(1500)
    places = ([44.166, 80.283], [44.154, 80.437], [44.2327, 80.404])  # dry port, station, metering station
    foot = page.locator(".preset-card").bounding_box()
    for place in places:
        x, y = page.evaluate(
            "(at) => { const p = corridors.map.latLngToContainerPoint(at); return [p.x, p.y]; }", place
        )
        assert 12 <= x <= 378
        assert foot["y"] + foot["height"] < y < 720
    west, east = page.evaluate("[corridors.map.getBounds().getWest(), corridors.map.getBounds().getEast()]")
    assert (east - west) * 79.8 < 19  # km across: as near as these places allow
    assert not page.get_by_role("button", name="Zoom in").is_visible()
    page.get_by_role("button", name="Horgos close up").click()
    assert page.get_by_role("button", name="Zoom in").is_visible()


def test_a_group_of_the_legend_switches_all_it_has(visit, shipped_map):
    seen = opened(visit, shipped_map)
    page = seen.page
    assert page.evaluate("'oil' in corridors.standing()")
    page.locator("[data-group=oil] .group-switch").click()
    assert not page.evaluate("'oil' in corridors.standing()")
    assert page.locator("[data-group=oil] .group-switch").get_attribute("aria-pressed") == "false"
    page.locator("[data-group=road] .group-switch").click()
    assert page.evaluate("'roads' in corridors.standing()")


def test_playing_steps_through_the_years_and_stops_today(visit, shipped_map):
    seen = opened(visit, shipped_map)
    page = seen.page
    apply(page, {"year": 2025})
    page.get_by_role("button", name="Play the years").click()
    page.wait_for_function("corridors.year() === 2026", timeout=5000)
    page.wait_for_function("corridors.year() === null", timeout=5000)
    assert page.locator(".year-now").inner_text() == "Today"
    assert page.get_by_role("button", name="Play the years").is_visible()


def test_arrow_keys_move_the_slider_and_not_the_map(visit, shipped_map):
    seen = opened(visit, shipped_map)
    page = seen.page
    before = page.evaluate("corridors.map.getCenter().lng")
    page.locator(".year-card input").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".year-now").inner_text() == "2026"
    assert page.evaluate("corridors.map.getCenter().lng") == before
