"""A saved map alone, opened from the disk without a network, tells what makes its route doubtful and on what it rests."""

import pytest

pytest.importorskip(
    "playwright.sync_api", reason="no Playwright: it comes with scripts/requirements-dev.txt"
)

from corridors.routing.planner import default_planner
from corridors.webmap import MapView, route_overlay, to_html

PAINTED = "html[data-painted=yes]"


@pytest.fixture(scope="module")
def trip():
    return default_planner().route("Kyiv", "Moscow")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_a_saved_map_tells_warnings_sources_and_credit(visit, trip, tmp_path, size):
    file = tmp_path / "way.html"
    file.write_text(to_html(MapView(routes=(trip,))), encoding="utf-8")
    seen = visit(file.as_uri(), width=size[0], height=size[1])
    page = seen.page
    page.wait_for_selector(PAINTED, state="attached", timeout=30_000)
    warnings = page.locator(".route-warnings")
    if not warnings.locator("li").first.is_visible():
        warnings.locator("summary").click()
    told = warnings.locator("li").all_inner_texts()
    assert len(told) == len(trip.warnings)
    assert all(text.startswith("Warning: ") for text in told)
    page.locator(".route-sources summary").click()
    sources = page.locator(".route-sources li")
    assert sources.count() > len(trip.notes)
    assert sources.locator("a").first.get_attribute("href").startswith("http")
    assert "OpenStreetMap" in page.locator(".leaflet-control-attribution").inner_text()
    box = page.locator(".title-card").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    seen.assert_clean()


def test_routes_of_corridors_carry_no_texts_that_nobody_reads(trip):
    assert "told" in route_overlay((trip,))["routes"][0]
    assert "told" not in route_overlay((trip,), points=False)["routes"][0]
