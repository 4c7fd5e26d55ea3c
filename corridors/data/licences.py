"""Licences that a file states in its own words, in the way of SPDX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CC_BY", "ODBL", "licence_in", "strictest"]

CC_BY: Final = "CC-BY-4.0"
ODBL: Final = "ODbL-1.0"
_KNOWN: Final = (
    (re.compile(r"odbl|open database licen|openstreetmap|overpass|^(way|relation|node)/\d", re.IGNORECASE), ODBL),
    (re.compile(r"cc[ -]?by[ -]?nc|non-?commercial", re.IGNORECASE), "CC-BY-NC"),
    (re.compile(r"cc[ -]?by[ -]?sa|share-?alike", re.IGNORECASE), "CC-BY-SA"),
    (re.compile(r"cc[ -]?0|public domain", re.IGNORECASE), "CC0-1.0"),
    (re.compile(r"cc[ -]?by|creative commons attribution|global energy monitor", re.IGNORECASE), CC_BY),
)  # fmt: skip
_OPEN_WORD: Final = re.compile(r"licen[cs]e|copyright|©|all rights", re.IGNORECASE)


def licence_in(texts: Iterable[object]) -> str:
    """Return the licence that texts state, in the way of SPDX where it is known; empty where they state none."""
    lines = [str(text).strip() for text in texts if text]
    found = {name for line in lines if (name := _known(line))}
    return strictest(found)


def _known(text: str) -> str:
    name = next((name for pattern, name in _KNOWN if pattern.search(text)), "")
    return name or (text[:100] if _OPEN_WORD.search(text) else "")


def strictest(licences: Iterable[str]) -> str:
    """Return the licence that a mix must keep: one that isn't known, then share-alike ones, then CC BY."""
    rank = {"CC0-1.0": 1, CC_BY: 2, "CC-BY-SA": 3, ODBL: 4, "CC-BY-NC": 5, "": 0}
    return max(sorted(licences), key=lambda name: rank.get(name, 6), default="")
