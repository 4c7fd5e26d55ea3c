"""The command `app`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import Annotated

import typer

from corridors.cli.output import ERR
from corridors.data.ledger import shipped_path
from corridors.errors import BadInput
from corridors.extras import require

__all__ = ["app_"]


def app_(
    port: Annotated[int | None, typer.Option(help="Port to serve on; a free one by default.")] = None,
) -> None:
    """Start the app in the browser."""
    require("streamlit", "altair", "folium", "branca", "PIL")
    chosen = port or _free_port()
    script = shipped_path("app.py", inside="entry/app.py")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(chosen)]
    ERR.print(f"Open http://localhost:{chosen}", markup=False, soft_wrap=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the server outlives this process
    with subprocess.Popen(command, cwd=script.parent, env=os.environ.copy()) as server:
        _wait(server)


def _wait(server: subprocess.Popen[bytes]) -> None:
    try:
        code = server.wait()
    except KeyboardInterrupt:
        server.terminate()
        code = server.wait()
    if code not in (0, -2, -15, 130):
        raise typer.Exit(1)


def _free_port(first: int = 8501, last: int = 8599) -> int:
    for port in range(first, last + 1):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    message = f"No port between {first} and {last} is free; give one with --port."
    raise BadInput(message)
