"""Modules of JavaScript made one text, so that a page is one file and an app component asks for nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["bundle"]

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default )((?:async )?(?:const|class|function) (\w+))", re.MULTILINE)


def bundle(entry: Path) -> str:
    """Return a module together with all that it imports, each once and before whoever needs it.

    A module becomes a function's result, so that its own names stay its own. Read are the two
    forms that the scripts use: ``import { a, b } from "./file.js";`` and ``export`` before a declaration.

    Raises
    ------
    ValueError
        Modules import each other in a circle.
    """
    names: dict[Path, str] = {}
    parts: list[str] = []

    def linked(path: Path) -> str:
        def link(found: re.Match[str]) -> str:
            return f"const {{{found[1]}}} = {needed((path.parent / found[2]).resolve())};"

        return _IMPORT.sub(link, path.read_text(encoding="utf-8"))

    def needed(path: Path) -> str:
        if path not in names:
            names[path] = ""
            text = linked(path)
            names[path] = f"${len(parts)}_{path.stem}"
            exported = ", ".join(name for _, name in _EXPORT.findall(text))
            body = _EXPORT.sub(r"\1", text)
            parts.append(f"const {names[path]} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();")
        if not names[path]:
            msg = f"{path.name} is imported by what it imports"
            raise ValueError(msg)
        return names[path]

    whole = linked(entry.resolve())
    return "\n".join([*parts, _EXPORT.sub(r"\1", whole)])
