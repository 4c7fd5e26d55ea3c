"""The command line: ``python -m corridors COMMAND``.

Every command has ``--json`` for machines and a table for people. Exit code 0: done; 1: failed, with
one line on stderr; 2: wrong usage.
"""

from __future__ import annotations

import sys

import typer

from corridors.cli.app import app_
from corridors.cli.backtest import backtest
from corridors.cli.check import check
from corridors.cli.extract import extract
from corridors.cli.flows import flows
from corridors.cli.layers import layers
from corridors.cli.map import map_
from corridors.cli.output import ERR
from corridors.cli.pipeline import pipeline
from corridors.cli.pipelines_import import pipelines_import
from corridors.cli.places import places
from corridors.cli.route import route
from corridors.cli.services import services
from corridors.cli.throughput import throughput
from corridors.errors import CorridorsError

__all__ = ["app", "main"]

app = typer.Typer(
    help="Land trade corridors from China through Kazakhstan to Europe.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(route)
app.command()(places)
app.command()(layers)
app.command()(throughput)
app.command("map")(map_)
app.command()(check)
app.command()(backtest)
app.command("app")(app_)
app.command()(pipeline)
app.command()(pipelines_import)
app.command()(flows)
app.command()(services)
app.command()(extract)


def main() -> None:
    """Run the command line; turn every expected failure into one line and exit code 1."""
    try:
        app(_joined(sys.argv[1:]))
    except CorridorsError as fault:
        ERR.print(f"corridors: {fault}", markup=False, soft_wrap=True)
        sys.exit(1)
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(1)


def _joined(arguments: list[str]) -> list[str]:
    """Make one value of the two places that follow ``map --route``; Typer takes no list of pairs."""
    out, left = [], list(arguments)
    while left:
        word = left.pop(0)
        out.append(word)
        if word == "--route" and len(left) > 1 and ";" not in left[0] and not left[1].startswith("-"):
            out.append(f"{left.pop(0)};{left.pop(0)}")
    return out
