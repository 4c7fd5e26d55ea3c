"""Write the hashes of all that is pinned: requirements.txt, scripts/requirements-dev.txt, the pip of bootstrap_pip.py.

usage: .venv/bin/python scripts/renew_pins.py [NAME==VERSION …]

Versions that are named are pinned first. Hashes are those which the package index of pip's settings states for
each wheel that CPython 3.11 to 3.14 can take on Linux, macOS and Windows with 64 bits; nothing is downloaded but the lists.
"""

from __future__ import annotations

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from scripts.bootstrap_pip import certificates, pip_setting

if TYPE_CHECKING:
    from packaging.tags import Tag

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "scripts/requirements-dev.txt", "scripts/bootstrap_pip.py")
PIN = re.compile(r"(?P<name>[A-Za-z][\w.-]*)==(?P<version>[\w.]+)(?: --hash=sha256:[0-9a-f]{64})*")
PYTHONS = (11, 12, 13, 14)
MACHINES = re.compile(r"any|manylinux\w*_(x86_64|aarch64)|macosx_\w+|win_amd64")
JSON = "application/vnd.pypi.simple.v1+json"


def index() -> str:
    """Return the address of the package index: of pip's settings, else the one that pip itself knows."""
    known = str(import_module("pip._internal.models.index").PyPI.simple_url)
    return pip_setting("index-url", known).rstrip("/")


def fits(tag: Tag) -> bool:
    """Tell whether one of our Pythons on one of our machines takes a wheel of this tag."""
    if not MACHINES.fullmatch(tag.platform):
        return False
    if tag.interpreter.startswith("py"):
        return tag.interpreter[2:3] == "3"
    minor = re.fullmatch(r"cp3(\d+)", tag.interpreter)
    if not minor:
        return False
    if tag.abi == "abi3":
        return int(minor[1]) <= PYTHONS[-1]
    return int(minor[1]) in PYTHONS and tag.abi in {tag.interpreter, "none"}


def hashes(files: list[dict[str, Any]], version: str) -> list[str]:
    """Return the SHA-256 of each fitting wheel of a version, as an index lists its files."""
    found = set()
    for file in files:
        try:
            _, of, _, tags = parse_wheel_filename(file["filename"])
        except (InvalidWheelFilename, InvalidVersion):
            continue
        if of == Version(version) and any(map(fits, tags)):
            found.add(file["hashes"]["sha256"])
    return sorted(found)


def ask(base: str, pin: tuple[str, str]) -> list[str]:
    """Return the hashes that an index states for a name and a version."""
    name, version = pin
    request = Request(f"{base}/{canonicalize_name(name)}/", headers={"Accept": JSON})
    with urlopen(request, context=certificates()) as answer:
        found = hashes(json.load(answer)["files"], version)
    if not found:
        sys.exit(f"The package index lists no fitting wheel of {name} {version}.")
    return found


def renewed(text: str, wanted: dict[str, str], known: dict[tuple[str, str], list[str]]) -> str:
    """Return a text whose pins have the wanted versions and the known hashes."""

    def pin(match: re.Match[str]) -> str:
        name, version = match["name"], _version(match, wanted)
        stated = (f" --hash=sha256:{digest}" for digest in known[name, version])
        return f"{name}=={version}{''.join(stated)}"

    return PIN.sub(pin, text)


def _version(match: re.Match[str], wanted: dict[str, str]) -> str:
    return wanted.get(canonicalize_name(match["name"]), match["version"])


def main(arguments: list[str]) -> int:
    """Renew the three files and return an exit code."""
    named = [PIN.fullmatch(argument) for argument in arguments]
    wanted: dict[str, str] = {
        canonicalize_name(match["name"]): match["version"] for match in named if match
    }
    if len(wanted) < len(arguments):
        sys.exit(__doc__)
    texts = {ROOT / name: (ROOT / name).read_text(encoding="utf-8") for name in FILES}
    pins = {(m["name"], _version(m, wanted)) for text in texts.values() for m in PIN.finditer(text)}
    order = sorted(pins)
    with ThreadPoolExecutor(4) as few:
        known = dict(zip(order, few.map(partial(ask, index()), order), strict=True))
    for path, text in texts.items():
        path.write_text(renewed(text, wanted, known), encoding="utf-8")
    print(f"{len(order)} pins, {sum(map(len, known.values()))} hashes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
