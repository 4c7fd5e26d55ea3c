"""What stands before the pages: hosts, headers, closed doors, packed files; on toys and on the running server."""

from __future__ import annotations

import asyncio
import gzip
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from starlette.responses import Response

from corridors.app.server import SAID, Guard, PackedOnce, is_allowed

TEXT = b"body { color: red }" * 200
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


async def plain(scope, receive, send):
    """Answer every request with the same text."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    headers = [(b"content-type", b"text/css"), (b"content-length", str(len(TEXT)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": TEXT[:100], "more_body": True})
    await send({"type": "http.response.body", "body": TEXT[100:]})


def ask(app, path="/", host="localhost:8501", kind="http", **headers):
    """Ask a server of ours; return the messages that it sent."""
    given = [
        (b"host", host.encode()),
        *((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()),
    ]
    scope = {"type": kind, "method": "GET", "path": path, "headers": given, "query_string": b""}
    sent = []

    async def receive():
        return {"type": f"{kind}.connect" if kind == "websocket" else "http.request"}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8501",
        "LOCALHOST.:1",
        "127.0.0.1:8501",
        "[::1]:80",
        "192.168.1.7",
        "maps.example.org",
    ],
)
def test_names_of_this_machine_addresses_and_allowed_names_are_answered(host):
    assert is_allowed(host, {"maps.example.org"})


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "maps.example.org.evil",
        "[evil]",
        "@",
        "\x00",
    ],
)
def test_other_names_are_refused(host):
    assert not is_allowed(host, {"maps.example.org"})
    answer = ask(Guard(plain, {"maps.example.org"}), host=host)
    assert answer[0]["status"] == 400
    socket_answer = ask(Guard(plain), host=host, kind="websocket")
    assert [m["type"] for m in socket_answer] == ["websocket.close"]


def test_a_star_allows_all_below_a_name():
    assert is_allowed("a.example.org", {"*.example.org"})
    assert not is_allowed("example.org", {"*.example.org"})


def test_every_answer_says_how_it_may_be_used():
    for path in ("/", "/_stcore/metrics", "/component/map/index.html"):
        names = {name.decode().lower() for name, _ in ask(Guard(plain), path)[0]["headers"]}
        assert {name.lower() for name in SAID} <= names, path


def test_metrics_are_closed_unless_asked_for():
    assert ask(Guard(plain), "/_stcore/metrics")[0]["status"] == 404
    assert ask(Guard(plain, metrics=True), "/_stcore/metrics")[0]["status"] == 200


def test_static_files_are_packed_whole_for_those_who_take_it():
    app = PackedOnce(plain)
    for _ in range(2):
        start, body = ask(app, "/static/css/a.css", accept_encoding="gzip, br")
        headers = dict(start["headers"])
        assert headers[b"content-encoding"] == b"gzip"
        assert int(headers[b"content-length"]) == len(body["body"]) < len(TEXT)
        assert gzip.decompress(body["body"]) == TEXT


@pytest.mark.parametrize(("takes", "sent"), [("gzip", gzip.compress(TEXT, mtime=0)), ("identity", TEXT)])
@pytest.mark.parametrize("lies", [TEXT, gzip.compress(TEXT, mtime=0)])
def test_files_of_the_maps_travel_packed_and_are_kept_for_good(takes, sent, lies):
    async def files(scope, receive, send):
        await Response(lies, media_type="application/json")(scope, receive, send)

    start, body = ask(PackedOnce(files), "/component/map/base-0123456789ab.json", accept_encoding=takes)
    headers = dict(start["headers"])
    packed = headers.get(b"content-encoding") == b"gzip"
    assert packed == (takes == "gzip")
    assert (gzip.decompress(body["body"]) if packed else body["body"]) == TEXT
    assert len(body["body"]) == int(headers[b"content-length"]) <= len(sent) + 20
    assert b"immutable" in headers[b"cache-control"]


@pytest.mark.parametrize(("path", "headers"), [("/static/a.css", {}), ("/", {"accept_encoding": "gzip"}), ("/static/a.css", {"accept_encoding": "gzip", "range": "bytes=0-9"})])  # fmt: skip
def test_other_answers_go_through_as_they_are(path, headers):
    messages = ask(PackedOnce(plain), path, **headers)
    assert b"".join(m.get("body", b"") for m in messages) == TEXT


@pytest.fixture(scope="module")
def port():
    """Run the app as ``corridors app`` does; give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = probe.getsockname()[1]
    command = [
        sys.executable,
        "-P",
        "-m",
        "corridors",
        "app",
        "--port",
        str(found),
        "--allow-host",
        "maps.example.org",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", found)) == 0:
                    break
            time.sleep(0.2)
        yield found
        server.terminate()
        server.wait(timeout=60)


def status(port, path="/", host=None):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Host": host} if host else {}
    )
    try:
        with DIRECT.open(request, timeout=30) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as fault:
        return fault.code, dict(fault.headers)


@pytest.mark.parametrize(("path", "host", "code"), [("/", None, 200), ("/", "maps.example.org", 200), ("/", "evil.example", 400), ("/_stcore/metrics", None, 404), ("/_stcore/health", None, 200), ("/_stcore/health", "evil.example:80", 400)])  # fmt: skip
def test_the_running_server_keeps_its_doors(port, path, host, code):
    found, headers = status(port, path, host)
    assert found == code
    assert {name.lower() for name in SAID} <= {name.lower() for name in headers}


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads Linux's own table")
def test_the_running_server_listens_on_this_machine_alone(port):
    listening = {
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path("/proc/net", table).read_text().splitlines()[1:]
        if line.split()[3] == "0A"
    }
    ours = {local.partition(":")[0] for local in listening if int(local.rpartition(":")[2], 16) == port}
    assert ours == {"0100007F"}


def test_the_running_servers_websocket_refuses_a_foreign_name(port):
    for host, expected in (("evil.example", b"403"), (f"127.0.0.1:{port}", b"101")):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.sendall(
                f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
            )
            assert line.recv(200).split(b" ")[1] == expected
