"""Names that several commands print."""

from __future__ import annotations

__all__ = ["crossing_names"]


def crossing_names() -> dict[str, str]:
    """Return the names of the border crossings by id."""
    from corridors.data import layers  # noqa: PLC0415 - the other commands start sooner

    frame = layers.load("crossings")
    return dict(zip(frame["id"], frame["name"], strict=True))
