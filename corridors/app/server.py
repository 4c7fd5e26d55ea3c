"""What stands between the network and the pages: who may ask, what every answer says, what is packed once.

A page elsewhere whose name is made to lead to this address (DNS rebinding) still sends its own name as
``Host``: names that were not allowed are refused, on the WebSocket too. Addresses in figures are no names.
"""

from __future__ import annotations

import gzip
import ipaddress
import os
import re
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from corridors.errors import CorridorsError
from corridors.model import Language
from corridors.once import Kept
from corridors.settings import HOSTS_VARIABLE, METRICS_VARIABLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "PackedOnce", "guards", "host_name", "is_allowed", "unforeseen", "warmed"]

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
METRICS: Final = "/_stcore/metrics"
STATIC: Final = "/static/"
OF_MAPS: Final = "/component/"
TOLD: Final = re.compile(r"-[0-9a-f]{12}\.\w+$")
"""Ends of names that change with the content."""
FOR_GOOD: Final = "public, max-age=31536000, immutable"
PACKED: Final = b"\x1f\x8b"
KEPT_FILES: Final = 400
LEVEL: Final = 6
OK: Final = 200
SOURCES: Final = {
    "default-src": "'self'",
    # Vega makes functions of its expressions, and Streamlit's components come as blobs
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob:",
    "frame-ancestors": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
}
SAID: Final = {
    "Content-Security-Policy": "; ".join(f"{kind} {allowed}" for kind, allowed in SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@asynccontextmanager
async def warmed(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Make what the first page needs while the server starts and the reader's browser loads Streamlit."""
    Thread(target=_warm, name="warm", daemon=True).start()
    yield {}


def _warm() -> None:
    """Import what the pages need and make what they share; what is damaged is said on the page that needs it."""
    cached = import_module("corridors.app.cached")
    with suppress(CorridorsError):
        import_module("corridors.app.map.page")
        cached.map_folder("map", Language.EN.value)
        cached.planner()


def unforeseen(fault: Exception) -> bool:
    """Show the card for a fault that nobody caught."""
    shown: bool = import_module("corridors.app.layout").unforeseen(fault)
    return shown


def guards() -> list[Middleware]:
    """Return what every request passes, outermost first; names and doors come from the environment."""
    given = (name.strip() for name in os.environ.get(HOSTS_VARIABLE, "").split(","))
    hosts = frozenset(name for name in given if name)
    metrics = bool(os.environ.get(METRICS_VARIABLE))
    return [Middleware(Guard, hosts=hosts, metrics=metrics), Middleware(PackedOnce)]


def host_name(header: str) -> str:
    """Return the name in a ``Host`` header, without its port.

    Examples
    --------
    >>> host_name("Example.org:8501"), host_name("[::1]:8501")
    ('example.org', '::1')
    """
    text = header.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0].rstrip(".")


def is_allowed(header: str, hosts: Collection[str]) -> bool:
    """Tell whether a ``Host`` header names this machine, an address, or a name that was allowed.

    Parameters
    ----------
    header
        The header as it came.
    hosts
        Further names in small letters; ``*.example.org`` allows all below it.
    """
    name = host_name(header)
    if name in LOOPBACK or name in hosts or _is_address(name):
        return True
    return any(rule.startswith("*.") and name.endswith(rule[1:]) for rule in hosts)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Refuse foreign names and closed doors, and say with every answer how it may be used."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = (), *, metrics: bool = False) -> None:
        """Keep what is behind, the names allowed, and whether the metrics are open."""
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or pass it on."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")
        if not is_allowed(host, self.hosts):
            await _refuse(scope, receive, send, host)
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        elif str(scope["path"]).endswith(METRICS) and not self.metrics:
            await PlainTextResponse("Not found", 404, SAID)(scope, receive, send)
        else:
            await self.app(scope, receive, _saying(send))


async def _refuse(scope: Scope, receive: Receive, send: Send, host: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": "This name is not allowed."})
        return
    words = f"{host_name(host)[:80]!r} is no name of this server. Start it with --allow-host NAME."
    await PlainTextResponse(words, 400, SAID)(scope, receive, send)


def _saying(send: Send) -> Send:
    async def say(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SAID.items():
                headers.setdefault(name, value)
        await send(message)

    return say


class PackedOnce:
    """Send Streamlit's own files and the maps' compressed; each is packed once, for it never changes under its name.

    Files of the maps may lie packed already. Those whose names tell their content are kept by browsers for good.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Keep what is behind."""
        self.app = app
        self._packed: Kept[str, bytes] = Kept(KEPT_FILES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the packed file where the reader takes gzip; pass everything else on."""
        if not _is_file(scope):
            await self.app(scope, receive, send)
            return
        whole: list[Message] = []

        async def keep(message: Message) -> None:
            whole.append(message)

        await self.app(_asking_plain(scope), receive, keep)
        for message in self._pack(whole, str(scope["path"]), takes=_takes_gzip(scope)):
            await send(message)

    def _pack(self, whole: list[Message], path: str, *, takes: bool) -> list[Message]:
        """Return an answer with its body packed, as it was where that is no text."""
        start: dict[str, Any] = next((dict(m) for m in whole if m["type"] == "http.response.start"), {})
        headers = MutableHeaders(raw=list(start.get("headers", [])))
        if start.get("status") != OK or "content-encoding" in headers:
            return whole
        if OF_MAPS in path and TOLD.search(path):
            headers["cache-control"] = FOR_GOOD
        body = b"".join(m.get("body", b"") for m in whole)
        if _is_text(headers.get("content-type", "")):
            body = self._body(body, path, takes=takes)
            headers.add_vary_header("Accept-Encoding")
            if takes:
                headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        return [start | {"headers": headers.raw}, {"type": "http.response.body", "body": body}]

    def _body(self, body: bytes, path: str, *, takes: bool) -> bytes:
        if body.startswith(PACKED):
            return body if takes else gzip.decompress(body)
        if not takes:
            return body
        pack = partial(gzip.compress, body, LEVEL, mtime=0)
        return self._packed.get(path, pack) if TOLD.search(path) or STATIC in path else pack()


def _is_file(scope: Scope) -> bool:
    """Tell whether a request asks for a file that this packs; parts of Streamlit's files are left to it."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    own = STATIC in scope["path"] and _takes_gzip(scope) and "range" not in Headers(scope=scope)
    return own or OF_MAPS in scope["path"]


def _asking_plain(scope: Scope) -> Scope:
    """Return a request without the word that gzip is taken, for what is behind would pack at each request."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}


def _takes_gzip(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or any(word in kind for word in ("javascript", "json", "svg", "wasm"))
