"""The pages by name; each is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from corridors.app import layout as shell
from corridors.app.address import page, words

__all__ = ["show"]


def show() -> None:
    """Draw the page that the address asks for."""
    _ = words()
    titles = {
        "map": _("Map"),
        "plan": _("Plan a route"),
        "throughput": _("Throughput"),
        "provinces": _("Provinces"),
        "learn": _("Learn"),
        "data": _("Data & sources"),
    }
    asked: Any = import_module(f"corridors.app.{page()}.page")
    shell.set_up(titles[page()], asked.subject)
    shell.head(titles)
    shell.show(asked.render)
    shell.show(shell.foot)
