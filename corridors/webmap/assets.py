"""Scripts, styles and fonts of the map's page: inlined in a saved map, or as files beside it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.files import write_whole
from corridors.presentation.style import css_variables
from corridors.webmap.bundle import bundle

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Beside", "Inline", "Prepared", "file_name", "json_text", "page_css", "page_js"]

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"
HASH_LENGTH = 12
USUAL_FONT = "source-sans-3-latin-wght-normal"
"""The font that a page in any language needs."""
LATER = ("fine", "relief")
"""Data that a page with files beside it asks for after its first picture."""

_LATIN_EXT = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,"
    "U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
SUBSETS = {
    "cyrillic-ext": "U+0460-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F",
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "latin-ext": _LATIN_EXT,
    "latin": _LATIN,
}


def json_text(value: Any) -> str:
    """Return a value as compact JSON that may stand inside ``<script>``: no angle brackets, no line breaks."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def file_name(stem: str, data: bytes, suffix: str) -> str:
    """Return a name that changes with the content, so that browsers may keep the file for ever."""
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:HASH_LENGTH]}{suffix}"


def _fonts() -> list[tuple[Path, str]]:
    """Return each font file with its ``@font-face`` text, where ``{url}`` stands for the file."""
    kinds = (("wght-normal", "normal", "200 900"), ("400-italic", "italic", "400"))
    folder = VENDOR / "source-sans-3"
    rows = []
    for subset, ranges in SUBSETS.items():
        for kind, slant, weight in kinds:
            face = (
                '@font-face{font-family:"Source Sans 3";font-display:block;'
                f"font-style:{slant};font-weight:{weight};src:url({{url}}) format('woff2');unicode-range:{ranges}}}"
            )
            rows.append((folder / f"source-sans-3-{subset}-{kind}.woff2", face))
    return rows


@lru_cache(maxsize=1)
def page_js() -> str:
    """Return Leaflet and the map's own modules as one classic script."""
    leaflet = (VENDOR / "leaflet" / "leaflet.js").read_text(encoding="utf-8")
    own = bundle(STATIC / "corridors.js")
    return f'{leaflet}\n;\n(() => {{\n"use strict";\n{own}\n}})();'


@lru_cache(maxsize=1)
def page_css() -> str:
    """Return Leaflet's and the map's own styles, without fonts and without Leaflet's images."""
    leaflet = (VENDOR / "leaflet" / "leaflet.css").read_text(encoding="utf-8")
    plain = re.sub(r"url\((images/|#default#)[^)]*\)", "none", leaflet)
    own = (STATIC / "corridors.css").read_text(encoding="utf-8")
    return f"{css_variables()}\n{plain}\n{own}"


@dataclass(frozen=True, slots=True)
class Inline:
    """Everything in the page itself, for one file that opens from disk."""

    def head(self) -> str:
        """Return the styles and scripts as elements."""
        faces = [face.replace("{url}", _data_uri(font)) for font, face in _fonts()]
        css = "\n".join([*faces, page_css()]).replace("</", "<\\/")
        js = page_js().replace("</script", "<\\/script").replace("<!--", "<\\!--")
        return f"<style>{css}</style>\n<script>{js}</script>"

    def data(self, name: str, text: str) -> str:
        """Return a JSON text as an element that is not run."""
        return f'<script type="application/json" id="corridors-{name}">{text}</script>'


@lru_cache(maxsize=16)
def _data_uri(font: Path) -> str:
    return "data:font/woff2;base64," + base64.b64encode(font.read_bytes()).decode("ascii")


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything as files in the page's folder, named by content, written when missing.

    Parameters
    ----------
    folder
        Where the files go.
    packed
        Whether texts are written as gzip under their plain names, for a server that says so.
    """

    folder: Path
    packed: bool = False

    def head(self) -> str:
        """Write the styles, fonts and scripts; return the elements that ask for them."""
        fonts = {font.stem: (self._copy(font), face) for font, face in _fonts()}
        faces = [face.replace("{url}", name) for name, face in fonts.values()]
        css = self._write("map", "\n".join([*faces, page_css()]), ".css")
        js = self._write("map", page_js(), ".js")
        font = f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{fonts[USUAL_FONT][0]}">'
        return f'{font}\n<link rel="stylesheet" href="{css}">\n<script src="{js}"></script>'

    def data(self, name: str, text: str) -> str:
        """Write a JSON text; return the element that tells the script where it lies."""
        return self._asked(name, self._write(name, text, ".json"))

    def shipped(self, name: str, data: bytes) -> str:
        """Write a JSON text that is packed already; return the element that tells the script where it lies."""
        data = data if self.packed else gzip.decompress(data)
        return self._asked(name, self._put(file_name(name, data, ".json"), data))

    @staticmethod
    def _asked(name: str, href: str) -> str:
        later = name in LATER
        preload = f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{href}">'
        block = f'<script type="application/json" id="corridors-{name}" data-href="{href}"'
        return f"{block} data-later></script>" if later else f"{preload}{block}></script>"

    def _write(self, stem: str, text: str, suffix: str) -> str:
        data = text.encode("utf-8")
        name = file_name(stem, data, suffix)
        return self._put(name, gzip.compress(data, mtime=0) if self.packed else data)

    def _copy(self, source: Path) -> str:
        data = source.read_bytes()
        return self._put(file_name(source.stem, data, source.suffix), data)

    def _put(self, name: str, data: bytes) -> str:
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        return name


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files that were packed with the data, copied beside the page; small texts stand in the page itself."""

    beside: Beside
    files: Mapping[str, Path]

    def head(self) -> str:
        """Write the styles, fonts and scripts; return the elements that ask for them."""
        return self.beside.head()

    def data(self, name: str, text: str) -> str:
        """Return the element that brings a shipped file of that name, else the text itself."""
        if name not in self.files:
            return Inline().data(name, text)
        return self.beside.shipped(name, self.files[name].read_bytes())
