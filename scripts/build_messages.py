"""Gather the texts of the user interface into corridors/locale/corridors.pot and compile catalogues.

usage: .venv/bin/python scripts/build_messages.py [--check]

With --check nothing is written; exit 1 when the template is not what the code says.
"""

from __future__ import annotations

import ast
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "corridors" / "locale"
TEMPLATE = LOCALE / "corridors.pot"
TRANSLATORS = {"words", "words_in", "translator"}
"""Functions that return what translates; their result may be called on the spot."""
COMMENT = "# Translators:"


class Message(NamedTuple):
    """A text of the code: one form or two, and what its context and the note before it say."""

    texts: tuple[str, ...]
    context: str | None
    notes: tuple[str, ...]


def _keyword(call: ast.Call) -> str:
    """Return by which name a call translates: ``_``, ``ngettext``, ``pgettext``; empty when it does not."""
    function = call.func
    if isinstance(function, ast.Call):
        made_by = function.func
        return "_" if isinstance(made_by, ast.Name) and made_by.id in TRANSLATORS else ""
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return name if name in {"_", "ngettext", "pgettext"} else ""


def messages(code: str) -> Iterator[Message]:
    r"""Yield the texts that a module gives to be translated, those within f-strings too.

    Babel's own reader takes an f-string for one token where Python is older than 3.12.

    Examples
    --------
    >>> [m.texts for m in messages("f'{_(\"Legs\")}'")]
    [('Legs',)]
    """
    lines = code.splitlines()
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        keyword = _keyword(call)
        texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if not keyword or not texts:
            continue
        above = lines[call.lineno - 2].strip() if call.lineno > 1 else ""
        notes = (above.removeprefix("# "),) if above.startswith(COMMENT) else ()
        if keyword == "pgettext":
            yield Message((texts[1],), texts[0], notes)
        else:
            yield Message(tuple(texts[: 2 if keyword == "ngettext" else 1]), None, notes)


def template() -> bytes:
    """Return the template of all texts in app.py and corridors/, sorted, without dates."""
    catalog = Catalog(project="corridors", charset="utf-8")
    for path in [ROOT / "app.py", *sorted((ROOT / "corridors").rglob("*.py"))]:
        where = [(path.relative_to(ROOT).as_posix(), 0)]
        for texts, context, notes in messages(path.read_text(encoding="utf-8")):
            catalog.add(
                texts if len(texts) > 1 else texts[0], locations=where, auto_comments=notes, context=context
            )
    text = io.BytesIO()
    write_po(text, catalog, omit_header=True, sort_output=True, include_lineno=False, width=0)
    header = '# Texts of corridors; made by scripts/build_messages.py.\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return header.encode("utf-8") + text.getvalue()


def compile_catalogues() -> list[Path]:
    """Write the .mo file beside each .po file and return the files written."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/corridors.po")):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))
        written.append(source.with_suffix(".mo"))
    return written


def main(arguments: list[str]) -> int:
    """Write or check the template; return an exit code."""
    if "--check" in arguments:
        current = TEMPLATE.read_bytes() if TEMPLATE.exists() else b""
        return int(current != template())
    LOCALE.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())
    for path in [TEMPLATE, *compile_catalogues()]:
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
