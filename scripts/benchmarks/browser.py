"""The app in a real browser: from start, new destination or step of the years to a painted map."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from scripts.benchmarks import readers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 120
POLL_MS = 20
READERS = 3
DESK = {"width": 1440, "height": 900}
WHOLE = "document.documentElement?.dataset.whole === 'yes'"
QUESTION = "/?page=plan&from=Chongqing&to=Duisburg&via=Khorgos"
DESTINATIONS = ("Hamburg", "Vienna", "Warsaw", "Milan", "Prague", "Budapest", "Lyon", "Madrid")
PAINTED = "document.documentElement?.dataset.painted === 'yes' && document.documentElement.dataset.shown"
YEARS_SHOWN = (1991, 2001, 2008, 2009, 2013, 2016, 2020, 2025)
STEP = """async (year) => {
  const slider = document.querySelector('.year-card input'), begin = performance.now();
  slider.value = year;
  slider.dispatchEvent(new Event('input'));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  // reading a pixel waits until the canvas is drawn
  document.querySelectorAll('.leaflet-pane canvas').forEach((c) => c.getContext('2d').getImageData(0, 0, 1, 1));
  await frame();
  return (performance.now() - begin) / 1000;
}"""
CHANGED = "old => document.documentElement.dataset.shown !== old"


def measure(places: Sequence[str]) -> dict[str, float]:
    """Return seconds from start, a new reader, a new destination and a step of the years to a painted map, and megabytes sent."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not for --no-browser

    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu"]
        chromium = driver.chromium.launch(executable_path=os.environ["CORRIDORS_CHROMIUM"], args=flags)
        figures = _first_picture(chromium) | _in_use(chromium)
        chromium.close()
    with _app() as (address, _started, _healthy_s, pid):
        return figures | readers.measure(address, pid, places)


def _first_picture(chromium: Any) -> dict[str, float]:
    """Measure the page Map where nothing was kept, a second reader's, and what the first one's load weighs."""
    with TemporaryDirectory() as empty, _app(empty) as (address, started, _healthy_s, _pid):
        first = chromium.new_page(viewport=DESK)
        weights: list[float] = []
        watch = first.context.new_cdp_session(first)
        watch.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
        watch.send("Network.enable")
        first.goto(f"{address}/?page=map")
        frame = _painted(first)
        cold_s = time.perf_counter() - started
        painted_mb = sum(weights) / 1e6
        frame.wait_for_function(WHOLE, timeout=LIMIT_S * 1000, polling=POLL_MS)
        first.wait_for_timeout(1000)  # the rest of the page comes
        later_s = [_later(chromium, address) for _ in range(READERS)]
        return {
            "first_picture_cold_s": cold_s,
            "first_picture_later_s": statistics.median(later_s),
            "first_picture_mb": painted_mb,
            "first_load_mb": sum(weights) / 1e6,
        }


def _later(chromium: Any, address: str) -> float:
    """Open the page Map as a reader who has nothing of it yet; return seconds."""
    page = chromium.new_page(viewport=DESK)
    begin = time.perf_counter()
    page.goto(f"{address}/?page=map")
    _painted(page)
    took = time.perf_counter() - begin
    page.close()
    return took


def _in_use(chromium: Any) -> dict[str, float]:
    """Measure the page Plan a route from start to answer, and the years."""
    with _app() as (address, started, healthy_s, _pid):
        page = chromium.new_page(viewport=DESK)
        page.goto(address + QUESTION)
        frame = _painted(page)
        first_s = time.perf_counter() - started
        again = chromium.new_page(viewport=DESK)
        begin = time.perf_counter()
        again.goto(address + QUESTION)
        _painted(again)
        warm_s = time.perf_counter() - begin
        again.close()
        changes = [_change(page, frame, name) for name in DESTINATIONS]
        page.goto(f"{address}/?page=map")
        whole = _painted(page)
        steps = [float(whole.evaluate(STEP, year)) for year in YEARS_SHOWN]
        page.close()
    return {
        "server_start_s": healthy_s,
        "start_to_painted_map_s": first_s,
        "open_page_to_painted_map_s": warm_s,
        "new_destination_to_repainted_map_s": statistics.median(changes),
        "new_destination_to_repainted_map_most_s": max(changes),
        "year_step_to_repainted_map_s": statistics.median(steps),
        "year_step_to_repainted_map_most_s": max(steps),
    }


def _painted(page: Any) -> Any:
    page.wait_for_selector("iframe", timeout=LIMIT_S * 1000)
    frame = page.query_selector("iframe").content_frame()
    frame.wait_for_function(PAINTED, timeout=LIMIT_S * 1000, polling=POLL_MS)
    return frame


def _change(page: Any, frame: Any, name: str) -> float:
    """Type a destination, press Enter and wait until the map shows it."""
    box = page.get_by_role("combobox", name="To", exact=True)
    box.fill(name)
    page.wait_for_timeout(700)  # the suggestions settle
    old = frame.evaluate("document.documentElement.dataset.shown")
    begin = time.perf_counter()
    box.press("Enter")
    frame.wait_for_function(CHANGED, arg=old, timeout=LIMIT_S * 1000)
    took = time.perf_counter() - begin
    page.wait_for_timeout(700)  # the rest of the page settles
    return took


@contextmanager
def _app(cache: str = "") -> Iterator[tuple[str, float, float, int]]:
    """Run the app on a free port, with a cache folder of its own if told; give its address, when it was started and how long it took to answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = time.perf_counter()
    command = [sys.executable, "-P", "-m", "corridors", "app", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | ({"XDG_CACHE_HOME": cache} if cache else {})
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_healthy(address, process)
        yield address, begin, time.perf_counter() - begin, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def _wait_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with direct.open(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    message = f"The app did not start (exit code {process.poll()})."
    raise RuntimeError(message)
