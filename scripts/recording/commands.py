"""Runs the recorded calls of the command line, all in one process so that the network is read once."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["record_commands"]

ROOT: Final = Path(__file__).resolve().parents[2]
# read when the modules that print are imported: the width must not hang on the terminal
PRINTING: Final = {"COLUMNS": "200", "TERMINAL_WIDTH": "200", "TERM": "dumb", "NO_COLOR": "1"}
SIZE: Final = re.compile(r"\(\d+\.\d MB\)")


def _main() -> Callable[[], None]:
    """Return what ``python -m corridors`` runs; the one place that knows where it lies."""
    main: Callable[[], None] = importlib.import_module("corridors.__main__").main
    return main


def record_commands() -> dict[str, list[str]]:
    """Return the lines of each recording by its name."""
    os.environ.update(PRINTING)
    from scripts.recording.calls import CALLS, FILES  # noqa: PLC0415 - after the width is set

    main = _main()
    found = {"python": _public()}
    for number, words in enumerate(CALLS):
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            for name, text in FILES.items():
                Path(name).write_text(text, encoding="utf-8")
            found[f"commands/{number:03}-{_slug(words)}"] = _record(main, words, set(FILES))
    return found


def _slug(words: tuple[str, ...]) -> str:
    return re.sub(r"\W+", "-", "-".join(words)).strip("-")[:60] or "nothing"


def _record(main: Callable[[], None], words: tuple[str, ...], given: set[str]) -> list[str]:
    from scripts.recording.forms import file_form  # noqa: PLC0415 - after the width is set

    out, err, code = io.StringIO(), io.StringIO(), 0
    argv = mock.patch.object(sys, "argv", ["corridors", *words])
    with argv, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    said = SIZE.sub("(… MB)", err.getvalue().replace(str(ROOT), "ROOT"))
    lines = [f"$ corridors {' '.join(words)}", f"exit {code}", "--- stdout", *_printed(out.getvalue())]
    lines += ["--- stderr", *said.splitlines()]
    for path in sorted(p for p in Path().rglob("*") if p.is_file() and p.name not in given):
        lines += [f"--- file {path}", *file_form(path)]
    return lines


def _printed(text: str) -> list[str]:
    from scripts.recording.forms import dumped, geojson_form, lines_form  # noqa: PLC0415 - see above

    plain = text.replace(str(ROOT), "ROOT")
    if not plain.startswith("{"):
        return lines_form(plain.replace("\r", ""))
    if '"FeatureCollection"' in plain[:200]:
        return geojson_form(plain)
    return [f"JSON of {len(plain.splitlines())} lines", *lines_form("\n".join(dumped(json.loads(plain))))]


def _public() -> list[str]:
    """Return the public names of the package with their signatures."""
    package = importlib.import_module("corridors")
    lines = []
    for name in sorted(package.__all__):
        thing = getattr(package, name)
        lines.append(
            f"{name}{inspect.signature(thing)}" if callable(thing) else f"{name}: {type(thing).__name__}"
        )
    return lines
