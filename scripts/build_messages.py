"""Gather the texts of the user interface into corridors/locale/corridors.pot and compile catalogues.

usage: .venv/bin/python scripts/build_messages.py [--check]

With --check nothing is written; exit 1 when the template is not what the code says.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "corridors" / "locale"
TEMPLATE = LOCALE / "corridors.pot"


def template() -> bytes:
    """Return the template of all texts inside ``_()`` in corridors/, sorted, without dates."""
    catalog = Catalog(project="corridors", charset="utf-8")
    found = extract_from_dir(
        ROOT / "corridors", method_map=[("**.py", "python")], comment_tags=("Translators:",)
    )
    for name, _line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalog.add(message, locations=[(f"corridors/{name}", 0)], auto_comments=comments, context=context)
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
