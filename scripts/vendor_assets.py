"""Fetch the map's scripts, styles and fonts from npm, each with its licence, and measure the fonts.

    python scripts/vendor_assets.py [--out DIR]

Versions and hashes are pinned here; a package that changed under its version stops the build.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "corridors" / "webmap" / "static" / "vendor"
RANGES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2BB, 0x2BC), (0x400, 0x4FF),
    (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pin:
    """One npm package, its archive's hash, and the files taken from it (member, target)."""

    package: str
    version: str
    sha256: str
    files: tuple[tuple[str, str], ...]


def _font(kind: str, subset: str) -> tuple[str, str]:
    name = f"source-sans-3-{subset}-{kind}.woff2"
    return f"files/{name}", f"source-sans-3/{name}"


SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
PINS = (
    Pin(
        "leaflet",
        "1.9.4",
        "84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77",
        (("dist/leaflet.js", "leaflet/leaflet.js"), ("dist/leaflet.css", "leaflet/leaflet.css"),
         ("LICENSE", "leaflet/LICENSE")),
    ),
    Pin(
        "@fontsource-variable/source-sans-3",
        "5.3.0",
        "115c2d5a38a05d52c77ba02e4d939644bae30585a30a2e4657a3be2c99d5c7dc",
        (*(_font("wght-normal", s) for s in SUBSETS), ("LICENSE", "source-sans-3/LICENSE")),
    ),
    Pin(
        "@fontsource/source-sans-3",
        "5.3.1",
        "b598201d980b3512805bbea186aab8ef91590d59990e6a13c90e030b6ff37881",
        tuple(_font("400-italic", s) for s in SUBSETS),
    ),
)  # fmt: skip


def fetch(pin: Pin, folder: Path) -> bytes:
    """Return the package's archive as npm hands it out; refuse one with another hash."""
    spec = f"{pin.package}@{pin.version}"
    command = ["npm", "pack", "--silent", spec, "--pack-destination", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    flat = pin.package.lstrip("@").replace("/", "-")
    data = (folder / f"{flat}-{pin.version}.tgz").read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != pin.sha256:
        message = f"{spec}: expected an archive with sha256 {pin.sha256}, got {found}."
        raise SystemExit(message)
    return data


def unpack(pin: Pin, archive: bytes, out: Path) -> list[dict[str, str]]:
    """Write the wanted files below ``out``; return one record a file."""
    rows = []
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member, target in pin.files:
            stream = tar.extractfile(f"package/{member}")
            if stream is None:
                message = f"{pin.package} {pin.version} has no {member}."
                raise SystemExit(message)
            data = _clean(stream.read(), target)
            (out / target).parent.mkdir(parents=True, exist_ok=True)
            (out / target).write_bytes(data)
            row = {"file": target, "package": pin.package, "version": pin.version, "member": member}
            rows.append(row | {"sha256": hashlib.sha256(data).hexdigest()})
    return rows


def _clean(data: bytes, target: str) -> bytes:
    """Drop the reference to a source map, which a browser would ask for."""
    if not target.endswith((".js", ".css")):
        return data
    lines = data.decode().splitlines(keepends=True)
    return "".join(x for x in lines if "sourceMappingURL=" not in x).encode()


def measure(out: Path) -> dict[str, dict[str, int]]:
    """Return the advance of each character, in thousandths of the font size, by weight."""
    fonts = {"400": ("wght-normal", 400), "600": ("wght-normal", 600), "400i": ("400-italic", 0)}
    return {key: _advances(out, kind, weight) for key, (kind, weight) in fonts.items()}


def _advances(out: Path, kind: str, weight: int) -> dict[str, int]:
    widths: dict[str, int] = {}
    wanted = {c for first, last in RANGES for c in range(first, last + 1)}
    for subset in SUBSETS:
        font = TTFont(out / "source-sans-3" / f"source-sans-3-{subset}-{kind}.woff2")
        if weight:
            font = instantiateVariableFont(font, {"wght": weight})
        per_em = font["head"].unitsPerEm
        for code, glyph in sorted(font.getBestCmap().items()):
            if code in wanted:
                advance = font["hmtx"].metrics[glyph][0]
                widths.setdefault(chr(code), round(advance * 1000 / per_em))
    return dict(sorted(widths.items()))


def vendor(out: Path) -> None:
    """Fetch all, then write the list of files and the font widths."""
    rows: list[dict[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for pin in PINS:
            rows += unpack(pin, fetch(pin, Path(folder)), out)
    _write(out / "files.json", rows, indent=1)
    _write(out / "source-sans-3" / "widths.json", measure(out), indent=None)


def _write(path: Path, value: object, *, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    vendor(parser.parse_args().out)
    sys.exit(0)
