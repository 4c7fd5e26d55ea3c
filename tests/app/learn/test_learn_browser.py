"""The page Learn in a real browser with the network cut: buttons, arrow keys, addresses, the map that stays."""

import pytest

expect = pytest.importorskip(
    "playwright.sync_api", reason="no Playwright: it comes with scripts/requirements-dev.txt"
).expect

PAINT_MS = 120_000
ANSWER_MS = 20_000
SHOWN = "document.documentElement.dataset.painted === 'yes' && document.documentElement.dataset.shown"
AT = "at => new URLSearchParams(location.search).get('step') === at"
TITLES = {
    1: "Two neighbours",
    2: "A target",
    3: "Horgos: one place",
    4: "From the provinces",
    8: "The Silk Road",
}


def open_step(visit, app_server, step, **size):
    visited = visit(f"{app_server}/?page=learn&step={step}", **size)
    handle = visited.page.wait_for_selector(".st-key-scene iframe", timeout=PAINT_MS)
    frame = handle.content_frame()
    frame.wait_for_function(SHOWN, timeout=PAINT_MS)
    expect_step(visited.page, step)
    return visited, visited.page, frame


def expect_step(page, step):
    expect(page.locator(".panel h1")).to_contain_text(TITLES[step], timeout=ANSWER_MS)
    expect(page.locator(".steps .place")).to_have_text(f"{step} of 8", timeout=ANSWER_MS)


def wait_address(page, step):
    page.wait_for_function(AT, arg=str(step), timeout=ANSWER_MS)
    expect_step(page, step)


def test_buttons_step_and_the_map_stays(visit, app_server):
    visited, page, frame = open_step(visit, app_server, 1)
    frame.evaluate("window.same = 'document'")
    before = frame.evaluate("document.documentElement.dataset.shown")
    year = frame.locator(".year-now")
    expect(year).to_have_text("1992")
    page.get_by_role("link", name="Next").click()
    wait_address(page, 2)
    frame.wait_for_function(
        "old => document.documentElement.dataset.shown !== old", arg=before, timeout=ANSWER_MS
    )
    assert frame.evaluate("window.same") == "document"
    expect(year).to_have_text("2015")
    page.get_by_role("link", name="Previous").click()
    wait_address(page, 1)
    expect(year).to_have_text("1992")
    visited.assert_clean()


def test_dots_are_links_to_steps(visit, app_server):
    _visited, page, _frame = open_step(visit, app_server, 1)
    dots = page.locator(".steps ol a")
    assert dots.count() == 8
    assert dots.nth(2).get_attribute("href") == "?page=learn&step=3"
    dots.nth(2).click()
    wait_address(page, 3)
    expect(dots.nth(2)).to_have_attribute("aria-current", "step")


def test_arrow_keys_step_from_the_page_and_from_the_map(visit, app_server):
    visited, page, frame = open_step(visit, app_server, 2)
    page.keyboard.press("ArrowRight")
    wait_address(page, 3)
    page.keyboard.press("ArrowLeft")
    wait_address(page, 2)
    area = page.locator(".st-key-scene iframe").bounding_box()
    page.mouse.click(area["x"] + area["width"] * 0.55, area["y"] + area["height"] * 0.72)
    centre = "corridors.map.getCenter().lng"
    lng = frame.evaluate(centre)
    page.keyboard.press("Shift+ArrowRight")
    frame.wait_for_function(f"old => {centre} > old + 0.01", arg=lng, timeout=ANSWER_MS)
    assert page.evaluate(AT, "2")
    page.keyboard.press("ArrowRight")
    wait_address(page, 3)
    visited.assert_clean()


def test_the_slider_of_the_map_keeps_its_arrow_keys(visit, app_server):
    _visited, page, frame = open_step(visit, app_server, 1)
    slider = frame.locator(".year-card input")
    slider.focus()
    slider.press("ArrowRight")
    expect(frame.locator(".year-now")).to_have_text("1993")
    page.wait_for_timeout(500)
    assert page.evaluate(AT, "1")


def test_keys_stop_at_both_ends(visit, app_server):
    _visited, page, _frame = open_step(visit, app_server, 8)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    expect_step(page, 8)
    page.get_by_role("link", name="Again").click()
    wait_address(page, 1)
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(500)
    expect_step(page, 1)


def test_back_and_forward_follow_the_steps(visit, app_server):
    _visited, page, _frame = open_step(visit, app_server, 1)
    page.keyboard.press("ArrowRight")
    wait_address(page, 2)
    page.keyboard.press("ArrowRight")
    wait_address(page, 3)
    page.go_back()
    wait_address(page, 2)
    page.go_back()
    wait_address(page, 1)
    page.go_forward()
    wait_address(page, 2)


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_every_step_paints_clean_and_fits(visit, app_server, size):
    width, height = size
    visited, page, _frame = open_step(visit, app_server, 1, width=width, height=height)
    for at in range(1, 9):
        expect(page.locator(".steps .place")).to_have_text(f"{at} of 8", timeout=ANSWER_MS)
        page.wait_for_timeout(600)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width, at
        bar = page.locator(".st-key-steps").bounding_box()
        assert bar["y"] + bar["height"] <= height + 1, at
        assert page.locator(".stException").count() == 0
        page.keyboard.press("ArrowRight")
    visited.assert_clean()


def test_every_number_leads_to_its_source_in_one_click(visit, app_server):
    _visited, page, _frame = open_step(visit, app_server, 2)
    bare = page.evaluate(
        """() => { const copy = document.querySelector('.panel').cloneNode(true);
        copy.querySelectorAll('a, .place').forEach((a) => a.remove()); return copy.textContent.match(/\\d+/g); }"""
    )
    assert bare is None
    links = page.locator(".panel a.figure")
    assert all(a.get_attribute("target") == "_blank" and a.get_attribute("title") for a in links.all())
    own = page.locator(".panel a.figure[href^='?page=data']").first
    with page.context.expect_page() as opened:
        own.click()
    other = opened.value
    other.wait_for_selector(".st-key-sheet h1", timeout=PAINT_MS)
    assert "name=bilateral_trade" in other.url


def test_the_last_step_answers_why_horgos_matters(visit, app_server):
    _visited, page, _frame = open_step(visit, app_server, 8)
    panel = page.locator(".panel").first
    expect(panel.locator("h2")).to_have_text("So why does Horgos matter?")
    for said in (
        "9\u202f882 trains",
        "8\u202f165 trains",
        "43.2 billion cubic metres",
        "Horgos matters because",
    ):
        expect(panel).to_contain_text(said)
