"""Texts that are slow to make, kept between runs in the user's cache folder.

A text is found by a key made of everything it depends on, so it never grows stale; one that is
cut short or altered is made anew. Where the folder cannot be written nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.files import clear_left, write_whole

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
        if digest == _digest(key, text):
            return text
    text = make()
    with contextlib.suppress(OSError):
        _keep(path, key, text)
    return text


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "corridors"


def _digest(key: str, text: str) -> str:
    """Bind a text to what it was made of: one that was put under another key isn't trusted."""
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()


def _keep(path: Path, key: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_left(path.parent)
    write_whole(path, f"{_digest(key, text)}\n{text}".encode())
