"""The app in a real browser with the network cut: it paints, stays clean, and answers."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

expect = pytest.importorskip(
    "playwright.sync_api", reason="no Playwright: it comes with scripts/requirements-dev.txt"
).expect

PAINT_MS = 120_000
ANSWER_MS = 20_000
POLL_MS = 100
DUISBURG = "/?page=plan&from=Chongqing&to=Duisburg&via=Khorgos"
HOSTILE = "{{7*7}}<script>alert(1)</script> :red[x] **z** <img src=x onerror=alert(2)>"
SHOWN = "document.documentElement?.dataset.painted === 'yes' && document.documentElement.dataset.shown"


def map_frame(page):
    page.wait_for_selector("iframe", timeout=PAINT_MS)
    handle = page.query_selector("iframe")
    return handle.content_frame()


def wait_painted(page):
    frame = map_frame(page)
    # polled by time: a page behind another one gets no animation frames to look in
    frame.wait_for_function(SHOWN, timeout=PAINT_MS, polling=POLL_MS)
    return frame


def open_app(visit, address, **size):
    visited = visit(address, **size)
    return visited, visited.page, wait_painted(visited.page)


def box(page, name):
    return page.get_by_role("combobox", name=name, exact=True)


def asked(page):
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).query).items()}


def wait_asked(tab, **expected):
    tab.wait_for_function(
        "wanted => { const q = new URLSearchParams(location.search);"
        " return Object.entries(wanted).every(([k, v]) => q.get(k) === v); }",
        arg=expected,
        timeout=ANSWER_MS,
    )


def settle(page):
    """Wait until the page has been drawn: what is chosen while it is being drawn belongs to the page before."""
    page.wait_for_function(
        "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'", timeout=ANSWER_MS
    )


def figure(page, i=0):
    card = page.locator(f".st-key-figure-{i} button")
    card.wait_for(timeout=ANSWER_MS)
    return card.inner_text().split("\n")[0]


@pytest.mark.parametrize(
    "address", ["/", "/?page=plan", DUISBURG, "/?page=plan&from=Nowhereville&to=Duisburg"]
)
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_every_page_paints_clean_and_fits(visit, app_server, address, size):
    width, height = size
    visited, page, _frame = open_app(visit, app_server + address, width=width, height=height)
    page.wait_for_timeout(1500)
    visited.assert_clean()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
    assert page.locator(".stException").count() == 0


def test_names_in_any_script_lead_to_a_route(visit, app_server):
    visited, page, _frame = open_app(visit, f"{app_server}/?page=plan")
    box(page, "From").press_sequentially("霍尔果斯")
    page.locator(".found li").first.wait_for(timeout=ANSWER_MS)
    box(page, "From").press("Enter")
    page.wait_for_function("new URLSearchParams(location.search).get('from')", timeout=ANSWER_MS)
    box(page, "To").fill("Варшава")
    box(page, "To").press("Tab")
    assert figure(page).endswith("km")
    visited.assert_clean()


def test_an_address_gives_the_same_view_in_a_fresh_session(visit, app_server):
    _visited, page, frame = open_app(visit, app_server + DUISBURG)
    before = [figure(page, i) for i in range(6)]
    frame.evaluate("document.dispatchEvent(new Event('pointerdown'))")
    frame.evaluate("corridors.map.setView([44.2, 80.3], 7.5, { animate: false })")
    page.wait_for_function("location.search.includes('view=')", timeout=ANSWER_MS)
    _other, fresh, there = open_app(visit, page.url)
    assert [figure(fresh, i) for i in range(6)] == before
    where = there.evaluate(
        "[corridors.map.getCenter().lat, corridors.map.getCenter().lng, corridors.map.getZoom()]"
    )
    assert where == pytest.approx([44.2, 80.3, 7.5], abs=0.02)


def test_panning_tells_python_nothing(visit, app_server):
    visited = visit("about:blank")
    page, sent = visited.page, []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _data: sent.append(1)))
    page.goto(app_server + DUISBURG)
    wait_painted(page)
    page.wait_for_timeout(1500)
    sent.clear()
    area = page.locator("iframe").bounding_box()
    x, y = area["x"] + area["width"] / 2, area["y"] + area["height"] * 0.7
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 180, y - 40, steps=5)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    page.wait_for_function("location.search.includes('view=')", timeout=ANSWER_MS)
    assert sent == []


def test_a_new_destination_repaints_the_map_that_is_there(visit, app_server):
    visited, page, frame = open_app(visit, app_server + DUISBURG)
    figure(page)
    frame.evaluate("window.same = 'map'")
    old = frame.evaluate("document.documentElement.dataset.shown")
    box(page, "To").fill("Hamburg")
    box(page, "To").press("Enter")
    frame.wait_for_function(
        "old => document.documentElement && document.documentElement.dataset.shown !== old",
        arg=old,
        timeout=ANSWER_MS,
    )
    assert frame.evaluate("window.same") == "map"
    visited.assert_clean()


def test_back_and_forward_follow_the_questions(visit, app_server):
    _visited, page, _frame = open_app(visit, app_server + DUISBURG)
    figure(page)
    box(page, "To").fill("Hamburg")
    box(page, "To").press("Enter")
    wait_asked(page, to="Hamburg")
    settle(page)
    page.get_by_text("Fastest", exact=True).click()
    wait_asked(page, by="time")
    page.go_back()
    wait_asked(page, to="Hamburg")
    page.go_back()
    wait_asked(page, to="Duisburg")
    expect(box(page, "To")).to_have_value("Duisburg", timeout=ANSWER_MS)
    page.go_forward()
    wait_asked(page, to="Hamburg")
    expect(box(page, "To")).to_have_value("Hamburg", timeout=ANSWER_MS)


def test_a_place_on_the_map_begins_a_route(visit, app_server):
    visited, page, frame = open_app(visit, f"{app_server}/?view=76.9,43.3,8")
    frame.evaluate("corridors.map.fire('contextmenu', { latlng: L.latLng(43.28, 76.9) })")
    frame.get_by_role("button", name="From here").click()
    wait_asked(page, page="plan")
    assert asked(page)["from"] == "76.9,43.28"
    page.get_by_text("Where to?").wait_for(timeout=ANSWER_MS)
    visited.assert_clean()


def test_hostile_text_stays_text(visit, app_server):
    said = []
    visited = visit("about:blank")
    page = visited.page
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(f"{app_server}/?page=plan&from={quote(HOSTILE)}&to=Duisburg&via={quote(HOSTILE)}")
    wait_painted(page)
    card = page.locator(".st-key-fault")
    card.wait_for(timeout=ANSWER_MS)
    assert HOSTILE in " ".join(card.inner_text().split())
    assert not said
    visited.assert_clean()


@pytest.mark.parametrize("label", ["GeoJSON", "GeoPackage", "CSV", "Map (one file)"])
def test_a_route_can_be_taken_away(visit, app_server, label):
    _visited, page, _frame = open_app(visit, app_server + DUISBURG)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=label, exact=True).click()
    assert download.value.suggested_filename.startswith("Chongqing_Duisburg.")
    assert download.value.path().stat().st_size > 1000


@pytest.mark.parametrize("address", ["/?page=throughput&series=trade", "/?page=data&name=crossings"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_pages_of_facts_paint_clean_and_fit(visit, app_server, address, size):
    width, height = size
    visited = visit(app_server + address, width=width, height=height)
    visited.page.locator(".st-key-foot").wait_for(timeout=PAINT_MS)
    visited.page.locator(".stDataFrame canvas").first.wait_for(timeout=PAINT_MS)
    visited.page.wait_for_timeout(1500)
    visited.assert_clean()
    assert visited.page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
    assert visited.page.locator(".stException").count() == 0
    here = visited.page.locator("nav.pages a[aria-current]").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= width


def test_the_documents_language_is_that_of_the_interface(visit, app_server):
    page = visit(
        f"{app_server}/?lang=zh"
    ).page  # names are Chinese then, words English: there is no catalogue
    page.locator(".langs a[data-id=zh][aria-current]").wait_for(timeout=ANSWER_MS)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Map · Corridors"
    frame = page.locator("iframe").first.element_handle().content_frame()
    frame.wait_for_function(SHOWN, timeout=ANSWER_MS)
    assert frame.evaluate("document.documentElement.lang") == "en"


def test_a_point_of_a_chart_opens_its_source_in_a_new_tab(visit, app_server):
    page = visit(f"{app_server}/?page=throughput&series=trade").page
    points = page.locator(".stVegaLiteChart path[aria-roledescription=point]")
    points.last.wait_for(timeout=PAINT_MS)
    asked_for = []
    page.context.on("request", lambda request: asked_for.append(request.url))
    for lang in ("en", "fr"):  # the head is drawn anew for a language, and must still listen
        page.locator(f".langs a[data-id={lang}]").click()
        page.locator(f".langs a[data-id={lang}][aria-current]").wait_for(timeout=ANSWER_MS)
        settle(page)
        before = page.url
        with page.context.expect_page(timeout=ANSWER_MS) as opened:
            points.last.click(force=True)
        opened.value.close()
        assert any("english.gov.cn" in address for address in asked_for)
        assert page.url == before
        asked_for.clear()


def test_closed_trade_is_allowed_by_a_click_and_stays_in_the_address(visit, app_server):
    visited, page, _frame = open_app(visit, f"{app_server}/?page=plan&from=Kyiv&to=Almaty")
    settle(page)
    hint = page.get_by_text("Choose “Closed trade” under “Also allow”").first
    expect(hint).to_be_visible(timeout=ANSWER_MS)
    page.get_by_role("button", name="Closed trade").click()
    wait_asked(page, allow="trade")
    expect(hint).to_have_count(0, timeout=ANSWER_MS)
    page.reload()
    wait_painted(page)
    assert asked(page)["allow"] == "trade"
    expect(page.get_by_role("button", name="Closed trade")).to_have_attribute("aria-pressed", "true")
    visited.assert_clean()
