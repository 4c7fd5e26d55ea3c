"""Texts of strangers as a message may hold them."""

from __future__ import annotations

__all__ = ["printable", "shortened"]


def printable(text: str, instead: str = "") -> str:
    """Return a text without signs that steer a terminal; another sign may stand for each."""
    return "".join(c if c.isprintable() else instead for c in text)


def shortened(text: str, longest: int) -> str:
    """Return a text cut to a length, with a sign that it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
