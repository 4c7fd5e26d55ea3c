"""The command line: ``python -m corridors COMMAND``.

Every command has ``--json`` for machines and a table for people. Exit code 0: done; 1: failed, with
one line on stderr; 2: wrong usage.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from pathlib import Path
from typing import Final, NoReturn

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

DEBUG_VARIABLE: Final = "CORRIDORS_DEBUG"
LONGEST_WORDS: Final = 2000

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
    """Run the command line; turn every failure into one line and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # letters that the terminal lacks are shown as escapes
            stream.reconfigure(errors="backslashreplace")
    try:
        _run()
    except CorridorsError as fault:
        _end(str(fault))
    except (BrokenPipeError, KeyboardInterrupt):
        _end("")
    except MemoryError:
        _end("There is not enough memory for this. Ask for less at once, or give a smaller file.")
    except OSError as fault:
        _end(
            f"The system refused: {fault.strerror or fault}. See that the disk has room and the files may be used."
        )
    except Exception as fault:  # the one wall: a reader gets a line, whatever went wrong
        if os.environ.get(DEBUG_VARIABLE):
            raise
        _end(
            f"This should not have happened ({type(fault).__name__}: {fault} at {_place_of(fault)}). "
            f"Please report it with the command you gave; {DEBUG_VARIABLE}=1 shows all."
        )


def _run() -> None:
    try:
        app(_joined(sys.argv[1:]))
    finally:
        sys.stdout.flush()  # here, where a full disk can still be told


def _end(words: str) -> NoReturn:
    """Say why in one line and end, without a second fault from what could not be printed."""
    with contextlib.suppress(OSError):
        if words:
            ERR.print(f"corridors: {' '.join(words.split())[:LONGEST_WORDS]}", markup=False, soft_wrap=True)
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(1)


def _place_of(fault: Exception) -> str:
    """Return file and line at which our own code failed."""
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if "corridors" in f.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "start"


def _joined(arguments: list[str]) -> list[str]:
    """Make one value of the two places that follow ``map --route``; Typer takes no list of pairs."""
    out, left = [], list(arguments)
    while left:
        word = left.pop(0)
        out.append(word)
        if word == "--route" and len(left) > 1 and ";" not in left[0] and not left[1].startswith("-"):
            out.append(f"{left.pop(0)};{left.pop(0)}")
    return out
