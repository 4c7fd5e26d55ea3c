"""Names of things in the map's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["name_in"]


def name_in(lang: str, row: Mapping[str, Any]) -> str:
    """Return a row's name in a language, else its English or plain one."""
    for column in (f"name_{lang}", "name_en", "name"):
        value = row.get(column)
        if isinstance(value, str) and value:
            return value
    return ""
