"""Record what every command prints and every page shows, or compare it with what was recorded.

A temporary tool for moving code without a change of behaviour; it knows the package by ``python -m
corridors``, ``import corridors`` and ``app.py`` alone.

    python scripts/record.py record [FOLDER]
    python scripts/record.py compare [FOLDER]

Long answers are kept as their beginning and hashes of blocks. To see a difference inside a block,
``record --whole FOLDER`` with the old code, then ``compare --whole FOLDER`` with the new.
"""

from __future__ import annotations

import argparse
import difflib
import multiprocessing
import os
import re
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "tests" / "recordings"
REGISTRY: Final = re.compile(r"https?://[\w.]+/(project|package)/")
PARTS: Final = ("commands", "pages")


def part(name: str) -> dict[str, list[str]]:
    """Return one half of the recordings; it runs in a process of its own.

    Parameters
    ----------
    name
        One of `PARTS`.
    """
    sys.path.insert(0, str(ROOT))
    if name == "commands":
        from scripts.recording.commands import record_commands  # noqa: PLC0415 - not what the other half needs

        return record_commands()
    from scripts.recording.pages import record_pages  # noqa: PLC0415 - as above

    return record_pages()


def recordings() -> dict[str, list[str]]:
    """Return the lines of every recording by its name."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(PARTS), mp_context=fresh) as pool:
        return {name: lines for found in pool.map(part, PARTS) for name, lines in found.items()}


def read(folder: Path) -> dict[str, list[str]]:
    """Return the recordings kept in a folder."""
    paths = sorted(folder.rglob("*.txt"))
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8").split("\n")[
            :-1
        ]
        for path in paths
    }


def write(found: dict[str, list[str]], folder: Path) -> None:
    """Keep recordings in a folder in place of those that are there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, lines in found.items():
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in split(lines)), encoding="utf-8")


def split(lines: list[str]) -> list[str]:
    """Return lines as they come back from a file: no line break inside, no registry of packages by name."""
    whole = REGISTRY.sub(r"REGISTRY/\1/", "\n".join(lines))
    return [one.replace("\r", "␍").rstrip() for one in whole.split("\n")]


def differences(then: dict[str, list[str]], now: dict[str, list[str]]) -> list[str]:
    """Return the unified diff of all recordings; empty when they are equal."""
    lines: list[str] = []
    for name in sorted(then | now):
        old, new = then.get(name, []), split(now.get(name, []))
        lines += difflib.unified_diff(old, new, f"recorded/{name}", f"now/{name}", lineterm="")
    return lines


def main() -> int:
    """Run the command line; exit code 1 says that something differs."""
    talk = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    talk.add_argument("task", choices=("record", "compare"))
    talk.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    talk.add_argument("--whole", action="store_true", help="shorten nothing; for a FOLDER of one's own")
    options = talk.parse_intermixed_args()
    if options.whole:
        os.environ["CORRIDORS_RECORD_WHOLE"] = "1"  # the processes of the two halves inherit it
    found = recordings()
    if options.task == "record":
        write(found, options.folder)
        print(f"Recorded {len(found)} commands and pages.")
        return 0
    lines = differences(read(options.folder), found)
    print("\n".join(lines) if lines else f"All {len(found)} recordings are equal.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
