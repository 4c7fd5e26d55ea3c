"""What all tests share: no network, a real Chromium cut off from the world, and the app on a free port.

Drawn toy networks live in ``toys.py``.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0", ""}
DEAD_PROXY = "http://127.0.0.1:9"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # whatever is not loopback goes to a proxy that is not there: also what no page asked for
    f"--proxy-server={DEAD_PROXY}",
)
START_LIMIT_S = 90


class NetworkBlocked(RuntimeError):
    """A test reached for the network; not an OSError, so that no retry swallows it."""


def block_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: raise when Python connects or resolves off loopback."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        sock, address = arguments[0], arguments[1]
        unix = hasattr(socket, "AF_UNIX") and sock.family == socket.AF_UNIX
        host = address[0] if isinstance(address, tuple) else ""
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        unix, host = False, arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if not unix and host not in {None, *LOOPBACK}:
        message = f"Tests have no network; something reached for {host!r}."
        raise NetworkBlocked(message)


def pytest_configure() -> None:
    """Cut the network before anything is collected; an audit hook stays for the whole run.

    Commands that tests start find this checkout, also where no set-up has made it importable.
    """
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    sys.addaudithook(block_network)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses the browser and run it last: Playwright leaves an event loop running.

    On several cores the tests of a file stay together.
    """
    spread = config.pluginmanager.hasplugin("xdist")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if spread:
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def geodata() -> Path:
    """Return the folder of the shipped data."""
    return ROOT / "geodata"


@dataclass
class Visit:
    """A page in a browser that is cut off, and what it did that it should not."""

    page: Page
    strays: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def assert_clean(self) -> None:
        """Fail when the page asked for anything off loopback or wrote an error to the console."""
        assert not self.strays, f"requests off loopback: {self.strays}"
        assert not self.faults, f"console errors: {self.faults}"


def off_loopback(address: str) -> bool:
    """Tell whether a browser's request would leave the machine."""
    parts = urlsplit(address)
    return parts.scheme in {"http", "https", "ws", "wss", "ftp"} and (parts.hostname or "") not in LOOPBACK


def watch(context: BrowserContext, page: Page) -> Visit:
    """Record and abort requests off loopback, and record console errors."""
    visit = Visit(page)

    def note(request: Request) -> None:
        if off_loopback(request.url):
            visit.strays.append(request.url)

    context.route(off_loopback, lambda route: route.abort())
    context.on("request", note)
    page.on("websocket", lambda ws: visit.strays.append(ws.url) if off_loopback(ws.url) else None)
    page.on("console", lambda line: visit.faults.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: visit.faults.append(str(error)))
    return visit


def chromium_path() -> str:
    """Return the Chromium to drive; scripts/test installs one and names it."""
    named = os.environ.get("CORRIDORS_CHROMIUM", "")
    path = named or which("chromium") or which("chromium-browser") or which("google-chrome")
    if not path:
        pytest.skip("No Chromium. Run ./scripts/test, which installs it, or set CORRIDORS_CHROMIUM.")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Drive Debian's Chromium, headless, for the whole run."""
    chromium_path()
    pytest.importorskip("playwright", reason="Playwright comes with scripts/requirements-dev.txt")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Return ``visit(address, width=1440, height=900)``: open a page with the network cut."""
    contexts: list[BrowserContext] = []

    def open_page(address: str, *, width: int = 1440, height: int = 900) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
        contexts.append(context)
        visited = watch(context, context.new_page())
        visited.page.goto(address)
        return visited

    yield open_page
    for context in contexts:
        context.close()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the app answers on its health address; fail with its log otherwise."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with direct.open(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"The app did not start (exit code {process.poll()}):\n{log.read_text(errors='replace')}")


@contextmanager
def serve_app(log: Path) -> Iterator[str]:
    """Run the app on a free port as a user would and end it as Ctrl-C does; give its address."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "corridors", "app", "--port", str(port)]
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), DEAD_PROXY)
    environment = os.environ | proxies | {"no_proxy": "127.0.0.1,localhost", "PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_healthy(address, process, log)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the running app, started once for the whole run."""
    with serve_app(tmp_path_factory.mktemp("app") / "log.txt") as address:
        yield address
