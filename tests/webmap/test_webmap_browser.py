"""The map in a real browser with the network cut: painted, silent, safe, and without colliding labels."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from itertools import pairwise
from typing import ClassVar

import pytest
from webmap_toys import HOSTILE, itinerary, toy_content, toy_view

from corridors import webmap

PAINTED = "html[data-painted]"
VIEWS = {
    "eurasia": {"bounds": list(webmap.EURASIA)},
    "kazakhstan": {"bounds": list(webmap.KAZAKHSTAN)},
    "horgos": {"bounds": list(webmap.HORGOS)},
}
SIZES = ((1440, 900), (390, 844))
COLLISIONS = """() => {
  const boxes = [...document.querySelectorAll('.place:not(.yields)')].flatMap((place, owner) =>
    [...place.children].map((node) => ({owner, text: place.textContent, r: node.getBoundingClientRect()}))
      .filter(({r}) => r.width));
  const hits = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    const x = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
    const y = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
    if (a.owner !== b.owner && x > 1 && y > 1) hits.push([a.text, b.text, x, y]);
  }));
  return {shown: boxes.length, hits};
}"""
COLOURS = """(pane) => {
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
  const {width, height} = canvas, found = {};
  const data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 250) continue;
    const c = '#' + [0, 1, 2].map((k) => data[i + k].toString(16).padStart(2, '0')).join('');
    found[c] = (found[c] || 0) + 1;
  }
  return found;
}"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Save the shipped map with three families and a route drawn by hand."""
    view = toy_view(title="Corridors", subtitle="", bounds=webmap.EURASIA, routes=())
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(webmap.to_html(view), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    """Save the toy map, hostile in every text."""
    path = tmp_path_factory.mktemp("toy") / "map.html"
    path.write_text(webmap.to_html(toy_view(), toy_content()), encoding="utf-8")
    return path


def opened(visit, path, **size):
    seen = visit(path.as_uri(), **size)
    seen.page.wait_for_selector(PAINTED, state="attached", timeout=30_000)
    return seen


def apply(page, state):
    page.evaluate("(state) => corridors.apply(state)", state)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_saved_map_paints_fully_and_asks_for_nothing(visit, saved, tmp_path, width, height):
    seen = opened(visit, saved, width=width, height=height)
    for name, view in VIEWS.items():
        apply(seen.page, {"view": view})
        colours = seen.page.evaluate(COLOURS, "ground")
        assert len(colours) > 200, name  # land, water, relief, lines: not a blank sheet
        assert seen.page.evaluate(COLLISIONS)["shown"] > (20 if width > 640 and name != "horgos" else 3), (
            name
        )
        seen.page.screenshot(path=tmp_path / f"{name}-{width}.png")
    seen.assert_clean()
    asked = seen.page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    assert all(name.startswith(("data:", "blob:")) for name in asked)


@pytest.mark.parametrize("zoom", [2.5, 3.25, 4, 4.75, 5.5, 6.25, 7, 8.5, 10])
def test_labels_do_not_collide_at_any_zoom(visit, saved, zoom):
    seen = opened(visit, saved)
    for lon, lat in ((70, 47), (15, 50), (112, 33), (80.3, 44.2)):
        apply(seen.page, {"view": {"lon": lon, "lat": lat, "zoom": zoom}})
        assert seen.page.evaluate(COLLISIONS)["hits"] == []


def test_hostile_names_come_out_as_that_text(visit, toy):
    seen = opened(visit, toy)
    page = seen.page
    page.on("dialog", lambda _dialog: pytest.fail("a script from the data ran"))
    assert page.title() == HOSTILE
    assert page.locator(".title-card h1").inner_text() == HOSTILE
    places = page.locator("button.place:not(.yields)")
    assert places.count() >= 4
    for i in range(4):
        places.nth(i).focus()
        assert page.locator(".tip strong").first.inner_text() == HOSTILE
        assert page.locator(".tip span").first.inner_text() == HOSTILE
        places.nth(i).locator(".sym").click(force=True)
        assert page.locator(".pop h3").inner_text() == HOSTILE
        assert page.locator(".pop dd").first.inner_text() == HOSTILE
        assert HOSTILE in page.locator(".pop-source").inner_text()
        assert page.locator(".pop a").count() == 0  # its address was javascript:
        page.evaluate("corridors.map.closePopup()")
        page.wait_for_selector(".pop", state="detached")
    assert page.locator(".leaflet-control-attribution").inner_text() == HOSTILE
    assert page.evaluate("document.scripts.length") == page.evaluate(
        "[...document.scripts].filter((s) => !s.textContent.startsWith('alert')).length"
    )
    seen.assert_clean()


def test_hostile_routes_come_out_as_that_text(visit, toy):
    seen = opened(visit, toy)
    page = seen.page
    page.on("dialog", lambda _dialog: pytest.fail("a script from the data ran"))
    at = page.evaluate(
        "(() => { const p = corridors.map.latLngToContainerPoint([44, 68]); return [p.x, p.y]; })()"
    )
    page.mouse.move(at[0] - 30, at[1] - 60)
    page.mouse.move(*at)
    page.wait_for_selector(".tip strong")
    assert HOSTILE in page.locator(".tip strong").inner_text()
    page.mouse.click(*at)
    assert HOSTILE in page.locator(".pop h3").inner_text()
    assert HOSTILE in page.locator(".route h2").inner_text()
    seen.assert_clean()


def test_apply_changes_the_route_and_keeps_the_view(visit, toy):
    seen = opened(visit, toy)
    page = seen.page
    apply(page, {"view": {"lon": 74, "lat": 44, "zoom": 5.5}})
    centre = "[corridors.map.getCenter().lng, corridors.map.getCenter().lat, corridors.map.getZoom()]"
    before, drawn = page.evaluate(centre), page.evaluate(COLOURS, "traffic")
    change = {"routes": webmap.route_overlay([itinerary("Southern", last=(64.0, 52.0), name="Elsewhere")])}
    took = page.evaluate(
        "(s) => { const t = performance.now(); corridors.apply(s); return performance.now() - t; }", change
    )
    assert took < 1000
    assert page.evaluate(centre) == before
    assert page.evaluate(COLOURS, "traffic") != drawn
    assert "Elsewhere" in page.locator(".route h2").inner_text()
    apply(page, {"routes": {"digits": 4, "routes": [], "points": []}})
    assert page.locator(".route").count() == 0
    seen.assert_clean()


def test_the_page_tells_of_views_and_of_legs(visit, toy):
    seen = opened(visit, toy)
    page = seen.page
    page.evaluate("corridors.told = []; corridors.onView = (v) => corridors.told.push(v)")
    page.evaluate("corridors.onSelect = (leg) => { corridors.leg = leg; }")
    apply(page, {"view": {"lon": 70, "lat": 45, "zoom": 5}})
    assert page.evaluate("corridors.told.at(-1).zoom") == 5
    page.locator(".route-bar button").nth(1).click()
    assert page.evaluate("corridors.leg.leg") == 1


def test_families_on_one_track_lie_side_by_side(visit, toy):
    seen = opened(visit, toy)
    apply(seen.page, {"routes": {"digits": 4, "routes": []}, "view": {"lon": 84, "lat": 44.4, "zoom": 7}})
    colours = seen.page.evaluate(COLOURS, "traffic")
    counts = [colours.get(c, 0) for c in ("#1d5f98", "#cf4457", "#e3a83f")]
    assert all(count > 400 for count in counts), counts
    assert all(max(a, b) < 3 * min(a, b) for a, b in pairwise(counts)), counts


def test_legend_switches_layers_and_search_finds_any_script(visit, toy):
    seen = opened(visit, toy)
    page = seen.page
    page.locator(".legend-card.closed .card-head").click()  # beside a route it is folded
    page.locator("[data-group=points] .tool-chevron").click()
    row = page.locator(".legend-row[aria-pressed]", has_text="Hub")
    shown = page.locator('.place[data-layer="cities"]')
    assert shown.count() == 1
    row.focus()
    page.keyboard.press("Enter")
    assert row.get_attribute("aria-pressed") == "false"
    assert shown.count() == 0
    page.locator(".search-card input").fill("霍尔")
    assert page.locator(".search-card li").first.inner_text().startswith(HOSTILE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pop h3")
    page.locator(".search-card input").fill("nowhere at all")
    assert page.locator(".search-card li").inner_text() == "No place of that name"


def test_the_measure_tells_the_length_of_a_line_of_clicks_until_escape(visit, toy):
    seen = opened(visit, toy)
    seen.page.locator(".tool-ruler").click()
    seen.page.mouse.click(700, 450)
    seen.page.mouse.click(800, 450)
    assert seen.page.locator(".measure-card").inner_text().endswith(" km")
    seen.page.keyboard.press("Escape")
    assert seen.page.locator(".measure-card").count() == 0


def test_every_control_is_reached_by_keyboard_and_named(visit, saved):
    seen = opened(visit, saved)
    bare = seen.page.evaluate(
        """() => [...document.querySelectorAll('.leaflet-control-container button, .leaflet-control-container input')]
          .filter((n) => n.tabIndex < 0 || !(n.getAttribute('aria-label') || n.textContent.trim())).map((n) => n.outerHTML)"""
    )
    assert bare == []


def test_nothing_is_cut_off_on_a_phone(visit, toy):
    seen = opened(visit, toy, width=390, height=844)
    page = seen.page
    for name in (".title-card", ".search-card", ".toolbar", ".legend-card"):
        box = page.locator(name).bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 390, name
        assert box["y"] + box["height"] <= 844, name
    title, search = (page.locator(n).bounding_box() for n in (".title-card", ".search-card"))
    assert search["y"] >= title["y"] + title["height"]
    legend = page.locator(".legend-card .card-head")
    assert legend.get_attribute("aria-expanded") == "false"
    legend.click()
    assert legend.get_attribute("aria-expanded") == "true"
    assert all(page.locator(".tool").nth(i).bounding_box()["height"] >= 40 for i in range(4))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


def test_the_page_with_files_beside_it_paints_alike(visit, tmp_path):
    name = webmap.write_document(tmp_path, toy_view(), toy_content())
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        seen = visit(f"http://127.0.0.1:{server.server_port}/{name}")
        seen.page.wait_for_selector(PAINTED, state="attached", timeout=30_000)
        assert seen.page.locator(".title-card h1").inner_text() == HOSTILE
        seen.assert_clean()
        server.shutdown()


class Slow(Quiet):
    """A server that refuses every data file once, as one that is only starting does."""

    refused: ClassVar[set[str]] = set()

    def do_GET(self):
        if self.path.endswith(".json") and self.path not in self.refused:
            self.refused.add(self.path)
            self.send_error(503)
        else:
            super().do_GET()


@contextlib.contextmanager
def served(folder, handler=Quiet):
    serve = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_server_that_is_just_starting_is_asked_again(visit, tmp_path):
    name = webmap.write_document(tmp_path, toy_view(), toy_content())
    with served(tmp_path, Slow) as address:
        seen = visit(f"{address}/{name}")
        seen.page.wait_for_selector(PAINTED, state="attached", timeout=30_000)
        assert seen.page.locator(".title-card h1").inner_text() == HOSTILE


def test_a_map_in_a_frame_without_room_paints_once_it_has_room(visit, tmp_path):
    name = webmap.write_document(tmp_path, toy_view(), toy_content())
    frame = f'<iframe src="{name}" style="display: none; width: 800px; height: 600px"></iframe>'
    (tmp_path / "page.html").write_text(frame)
    with served(tmp_path) as address:
        page = visit(f"{address}/page.html").page
        inner = page.query_selector("iframe").content_frame()
        inner.wait_for_function("Boolean(window.corridors && corridors.load)", polling=50, timeout=30_000)
        page.wait_for_timeout(500)
        assert not inner.evaluate("document.documentElement.dataset.painted")
        page.eval_on_selector("iframe", "(frame) => { frame.style.display = 'block'; }")
        inner.wait_for_selector(PAINTED, state="attached", timeout=30_000)
        assert (
            inner.evaluate("Number.isFinite(corridors.map.getZoom()) && corridors.map.getSize().x") == 800
        )


NO_FRAMES = """HTMLImageElement.prototype.decode = () => new Promise(() => {});
window.requestAnimationFrame = () => 0;
window.ResizeObserver = class { observe() {} disconnect() {} };"""


def test_a_page_in_a_hidden_tab_gets_no_frames_and_is_complete_all_the_same(visit, tmp_path):
    content = webmap.load_content("en")
    name = webmap.write_document(tmp_path, toy_view(), content)
    with served(tmp_path) as address:
        page = visit("about:blank").page
        page.add_init_script(NO_FRAMES)
        page.goto(f"{address}/{name}")
        page.wait_for_selector("html[data-whole]", state="attached", timeout=30_000)


def test_finer_ground_comes_when_the_view_wants_it(visit, tmp_path):
    view = webmap.MapView(bounds=webmap.EURASIA)
    name = webmap.write_document(tmp_path, view, webmap.load_content("en"))
    asked = "performance.getEntriesByType('resource').some((e) => e.name.includes('/fine-'))"
    with served(tmp_path) as address:
        seen = visit(f"{address}/{name}")
        seen.page.wait_for_selector("html[data-whole]", state="attached", timeout=30_000)
        assert not seen.page.evaluate(asked)
        apply(seen.page, {"view": {"lon": 80.3, "lat": 44.2, "zoom": 9}})
        seen.page.wait_for_function(asked, polling=50, timeout=30_000)
        seen.assert_clean()
