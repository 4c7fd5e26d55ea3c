"""Figures as text: one module writes them, in the reader's language; English as it always was."""

import ast
import gettext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.i18n import Words, translator
from corridors.presentation import text

ROOT = Path(__file__).resolve().parents[2]
SAME = translator()
SHOWN = ("app", "cli", "layers", "presentation", "story", "webmap")
"""Folders whose texts people read."""


def words(lang):
    return Words(lang, gettext.NullTranslations())


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_english_is_what_python_writes_with_thin_spaces(value, digits):
    plain = f"{value:,.{digits}f}"
    plain = (
        plain if any(c in plain for c in "123456789") else plain.lstrip("-")
    )  # nothing is less than nought
    written = plain.replace(",", "\u202f").replace("-", "\u2212")
    assert text.number(value, SAME, digits=digits) == written
    assert text.plain(value, SAME, digits=digits) == plain


@given(st.floats(0, 1e10))
def test_a_published_figure_keeps_its_digits(value):
    shown = text.figure(value, SAME).replace("\u202f", "")
    assert float(shown) == pytest.approx(float(f"{value:.10g}"))
    assert "e" not in shown


@pytest.mark.parametrize(
    ("lang", "number", "percent", "share"),
    [
        ("en", "34\u202f262.5", "\u22123.1\u202f%", "95%"),
        ("zh", "34,262.5", "\u22123.1%", "95%"),
        ("ru", "34\xa0262,5", "\u22123,1\xa0%", "95\xa0%"),
        ("fr", "34\u202f262,5", "\u22123,1\u202f%", "95\u202f%"),
    ],
)
def test_each_language_has_its_separators(lang, number, percent, share):
    _ = words(lang)
    assert text.number(34262.5, _, digits=1) == number
    assert text.figure(34262.5, _) == number
    assert text.percent(-3.14, _, signed=True).replace("\xa0%", "\u202f%") == percent.replace(
        "\xa0%", "\u202f%"
    )
    assert text.share(0.954, _).replace("\xa0%", "\u202f%") == share.replace("\xa0%", "\u202f%")


def test_signs_and_units():
    assert text.number(3, SAME, signed=True) == "+3"
    assert text.measure(3.25, "furlongs", SAME, digits=1) == "3.2\u202ffurlongs"
    assert text.length(0, SAME) == "0\u202fkm"
    assert text.duration(47, SAME) == "47\u202fh"
    assert text.with_unit("{n}", "", SAME) == "{n}"


def specs(path):
    """Yield the formats of f-strings that group thousands or tell a sign."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(v.value for v in node.format_spec.values if isinstance(v, ast.Constant))
            if "," in spec or "+" in spec or spec.endswith("%"):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"


def test_only_one_module_groups_thousands():
    files = [p for folder in SHOWN for p in (ROOT / "corridors" / folder).rglob("*.py")]
    assert [found for path in files for found in specs(path)] == []
    spaced = [p.name for p in files if '.replace(",", "\\u202f")' in p.read_text(encoding="utf-8")]
    assert spaced == []
