"""Every number on a page or card leads to its source in one click: a browser walks the pages.

The rule. A *figure* is text with a digit that a reader sees, but for

* names, which may hold digits, in headings, buttons, tabs, boxes and menus (what one chooses by, not learns from);
* the year that names a row of a table, the label above a bar or slider, and the axes of a chart;
* the credits at the foot and the lines to cite, which are what the licences ask for;
* the rows of a file that the page Data & sources shows: they are the sources' own entries, each with its title.

A figure is *led* when it is a link, or when a link stands in its own row, paragraph or list item, or
else in the one card, chart or section with a border that it stands in. A link leads to a source when
it goes to a web page, to an entry of Data & sources, to an anchor of the page, or to the series a
chart is drawn from. Tables that are painted on canvas say their rows to screen readers; they are read there.
"""

import time

import pytest

PAINT_MS = 120_000
WAIT_MS = 20_000
SERIES = ("khorgos", "alashankou", "CAGP", "trade", "rail-brest-terespol")
CARDS = (
    *("rail-huoerguosi-altynkol", "CAGP-A", "KCOP-5", "R01", "horgos-icbc", "u-irk"),
    *("wewc-kz-1", "tl-ne1", "ferry-aktau-alat", "road-khorgos-nur-zholy", "terminal-X005"),
)
STEPS, FIGURES = 8, 6
OPEN = """(id) => {
  document.querySelectorAll('.pop').forEach((card) => { card.dataset.old = 'yes'; });
  corridors.apply({ open: id });
}"""
FIND = r"""(root) => {
  const UNASKED = 'h1,h2,h3,h4,h5,h6,button,[role=tab],[role=listbox],[role=combobox],input,select,textarea,label,nav,'
    + 'header,script,style,[aria-hidden=true],.st-key-foot,code,pre,.st-key-steps,[data-testid=stWidgetLabel],'
    + '.stSelectbox,.stMultiSelect,.stButtonGroup,.stDataFrame,.role-axis,.role-legend,th[scope=row],.bar-ends,.rail,'
    + '.panel .place,.st-key-cite';
  const BLOCK = 'tr,li,p,dd,dl > div,figcaption,.pop-source';
  const CARD = 'article,figure,.pop,.panel dl > div,[class*="st-key-figure-"],[data-testid=stPopoverBody],.st-key-bars,.st-key-chart,'
    + '[class*="st-key-table-"],[class*="st-key-story-chart-"],.st-key-card';
  const LEADS = /^(https?:\/\/|\?page=(data|throughput)|#)/;
  const links = (node) => [...(node.matches('a[href]') ? [node] : []), ...node.querySelectorAll('a[href]')]
    .some((a) => LEADS.test(a.getAttribute('href').replace(location.origin + '/', '')));
  const seen = (node) => node.checkVisibility ? node.checkVisibility() : node.getClientRects().length > 0;
  const told = { figures: 0, rows: 0, bare: [] };
  const note = (text, led) => { told.figures += 1; if (!led) told.bare.push(text.trim().slice(0, 120)); };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!/\d/.test(text.data) || !node || node.closest(UNASKED) || !seen(node)) continue;
    const row = node.closest('tr'), near = row ? [row]
      : [node.closest('a[href]'), node.closest(BLOCK), node.closest(CARD)].filter(Boolean);
    note(text.data, near.some(links));
  }
  root.querySelectorAll('.stDataFrame').forEach((frame) => {
    const card = frame.closest(CARD), own = frame.closest('.st-key-card');
    frame.querySelectorAll('[role=row]').forEach((row) => {
      const cells = [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent);
      if (own || !cells.some((c) => /\d/.test(c))) return;
      told.rows += 1;
      note(cells.join(' | '), cells.some((c) => LEADS.test(c)) || (card && links(card)));
    });
  });
  return told;
}"""


def settle(page):
    """Wait until a page is drawn and nothing on it is about to change."""
    page.locator(".st-key-foot p").wait_for(timeout=PAINT_MS)
    page.wait_for_function(
        "!document.querySelector('.stSpinner, [data-stale=true]') && document.querySelector('[data-testid=stApp]')"
        "?.dataset.testScriptState !== 'running'",
        timeout=PAINT_MS,
    )
    page.wait_for_timeout(150)


def assert_led(page, where, fewest, rows=0):
    """Assert that no figure is bare, once as many are painted as there must be."""
    deadline = time.monotonic() + WAIT_MS / 1000
    told = page.locator("body").evaluate(FIND)
    while (told["figures"] < fewest or told["rows"] < rows) and time.monotonic() < deadline:
        page.wait_for_timeout(150)
        told = page.locator("body").evaluate(FIND)
    assert told["bare"] == [], f"{where}: figures without a way to their source: {told['bare']}"
    assert told["figures"] >= fewest, f"{where}: only {told['figures']} figures were seen"
    assert told["rows"] >= rows, f"{where}: only {told['rows']} rows on canvas were read"


@pytest.fixture(scope="module")
def walk(browser, app_server):
    """Return ``walk(address)``: the page at an address of the app, one tab for the whole module."""
    from conftest import watch

    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    visited = watch(context, context.new_page())

    def go(address):
        visited.page.goto(app_server + address)
        settle(visited.page)
        return visited.page

    yield go
    context.close()
    visited.assert_clean()


def test_data_and_sources_and_that_a_bare_number_is_found(walk):
    page = walk("/?page=data&name=crossing_throughput")
    assert_led(page, "Data & sources", 60, 20)
    page.evaluate(
        """() => { const p = document.createElement('p'); p.textContent = 'carried 4,711 t';
        document.querySelector('.st-key-sheet').append(p); }"""
    )
    assert page.locator("body").evaluate(FIND)["bare"] == ["carried 4,711 t"]


@pytest.mark.parametrize("series", SERIES)
def test_throughput(walk, series):
    assert_led(walk(f"/?page=throughput&series={series}"), series, 8, 2)


def test_provinces(walk):
    page = walk("/?page=provinces")
    page.locator(".service").first.wait_for(timeout=PAINT_MS)
    assert_led(page, "Provinces", 20, 3)


def test_learn(walk):
    page = walk("/?page=learn")
    for step in range(1, STEPS + 1):
        page.locator(".panel .place", has_text=f"Step {step} of {STEPS}").wait_for(timeout=PAINT_MS)
        settle(page)
        assert_led(page, f"Learn, step {step}", 3)
        if step < STEPS:
            page.locator("a.next").click()


def test_plan_with_its_tables_and_grounds(walk):
    page = walk("/?page=plan&from=Chongqing&to=Duisburg&via=Khorgos")
    page.locator(".st-key-figure-0 button").wait_for(timeout=PAINT_MS)
    page.locator(".st-key-tables [role=tab]").first.wait_for(timeout=WAIT_MS)
    settle(page)
    # the headlines are buttons, which the walk passes by: each stands in a card with a link
    assert page.locator('[class*="st-key-figure-"]:has(a[href^="?page=data"])').count() == FIGURES
    for tab in page.locator(".st-key-tables [role=tab]").all():
        tab.click()
        rows = page.locator("[role=tabpanel]:visible .stDataFrame [role=row]")
        rows.nth(2).wait_for(state="attached", timeout=WAIT_MS)
        assert_led(page, f"Plan, {tab.inner_text()}", 12, 2)
    for i in range(FIGURES):
        page.locator(f".st-key-figure-{i} button").click()
        page.get_by_test_id("stPopoverBody").wait_for(timeout=WAIT_MS)
        assert_led(page, f"Plan, what figure {i} rests on", 12)
        page.keyboard.press("Escape")
        page.get_by_test_id("stPopoverBody").wait_for(state="detached", timeout=WAIT_MS)


def test_map_and_its_cards(walk):
    page = walk("/")
    told = page.locator("body").evaluate(FIND)
    assert told["bare"] == []
    frame = page.wait_for_selector("iframe", timeout=PAINT_MS).content_frame()
    frame.wait_for_function("document.documentElement.dataset.painted === 'yes'", timeout=PAINT_MS)
    bare = {}
    for name in CARDS:
        frame.evaluate(OPEN, name)
        card = frame.locator(".pop:not([data-old])")
        card.wait_for(timeout=WAIT_MS)
        told = card.evaluate(FIND)
        assert told["figures"], name
        if told["bare"]:
            bare[name] = told["bare"]
    assert bare == {}
