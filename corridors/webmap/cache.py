"""Texts that are slow to make, kept between runs in the user's cache folder.

A text is found by a key made of everything it depends on, so it never grows stale; one that is
cut short or altered is made anew. Where the folder cannot be written nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["key_of", "remembered"]


def key_of(parts: Iterable[str | Path]) -> str:
    """Return a key of texts as they are and of files by content."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def remembered(stem: str, key: str, make: Callable[[], str]) -> str:
    """Return the text kept under a key, else make and keep it.

    Parameters
    ----------
    stem
        What the text is, for the file's name.
    key
        What it depends on, from :func:`key_of`.
    make
        Makes the text.
    """
    path = _folder() / f"{stem}-{key[:24]}.txt"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
        if digest == _digest(text):
            return text
    text = make()
    with contextlib.suppress(OSError):
        _keep(path, text)
    return text


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "corridors"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _keep(path: Path, text: str) -> None:
    """Write beside and move into place, so that no reader sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(f"{_digest(text)}\n{text}")
    Path(file.name).replace(path)
