"""The command `app`."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from corridors.cli.output import ERR
from corridors.data.ledger import shipped_path
from corridors.errors import BadInput
from corridors.extras import require
from corridors.settings import HOSTS_VARIABLE, METRICS_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["app_"]

LOOPBACK: Final = "127.0.0.1"


def app_(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port to serve on; a free one by default.")
    ] = None,
    address: Annotated[
        str,
        typer.Option(help="Address to serve on; this machine alone by default, 0.0.0.0 for the network."),
    ] = LOOPBACK,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A name under which readers may ask, such as maps.example.org; may be repeated."),
    ] = None,
    metrics: Annotated[bool, typer.Option("--metrics", help="Open the server's metrics.")] = False,
) -> None:
    """Start the app in the browser."""
    require("streamlit", "altair", "folium", "branca", "PIL")
    chosen = port or _free_port()
    script = shipped_path("app.py", inside="entry/app.py")
    told = {"port": str(chosen), "address": address}
    options = [part for name, value in told.items() for part in (f"--server.{name}", value)]
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(script), *options]
    shown = "localhost" if address == LOOPBACK else address
    ERR.print(f"Open http://{shown}:{chosen}", markup=False, soft_wrap=True)
    # the server takes this process's place, so that whatever ends the one ends the other
    os.chdir(script.parent)
    sys.stderr.flush()
    os.execve(sys.executable, command, _environment(allow_host or (), metrics=metrics))  # noqa: S606


def _environment(hosts: Sequence[str], *, metrics: bool) -> dict[str, str]:
    """Return the environment in which the server finds what it may tell to whom."""
    wanted = {HOSTS_VARIABLE: ",".join(hosts), METRICS_VARIABLE: "yes" if metrics else ""}
    return dict(os.environ) | {name: value for name, value in wanted.items() if value}


def _free_port(first: int = 8501, last: int = 8599) -> int:
    for port in range(first, last + 1):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    message = f"No port between {first} and {last} is free; give one with --port."
    raise BadInput(message)
