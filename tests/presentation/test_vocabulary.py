"""Every word of the data that readers see can be translated, and every text that is translated is a literal."""

import ast
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest
from babel.messages.pofile import read_po

from corridors.data import layers
from corridors.data.ledger import ALLOWED_LICENCES, Ledger
from corridors.data.tables import read_rows
from corridors.i18n import LOCALE_DIR, translator
from corridors.layers.kit.registry import all_layers
from corridors.model.kinds import Commodity, Mode, PassageKind, PlaceKind, Status, ValueType
from corridors.presentation import style
from corridors.presentation.vocabulary import capital, word, words_of
from corridors.routing.families import FAMILIES
from corridors.traffic.series import WHOLE, annual, overview

ROOT = Path(__file__).resolve().parents[2]
SAME = translator()
TAKES_TEXTS = {"_": 1, "gettext": 1, "N_": 1, "pgettext": 2, "ngettext": 2, "npgettext": 3}
"""How many of the first arguments are texts."""
GROUPS = {
    **{name: name for name in ("status", "kind", "sector", "confidence", "category", "scope", "component")},
    **{name: name for name in ("mode", "direction", "unit", "commodity", "quantity", "metric")},
    "modes": "mode",
    "capacity_unit": "unit",
    "value_type": "value type",
    "distance_value_type": "value type",
    "of": "substance",
    "flow": "metric",
    "basis": "basis",
    "crossing_basis": "basis",
    "waypoints_basis": "basis",
    "date_precision": "precision",
}
"""The group of words of each closed column; yes and no, and codes of countries, are no words."""
OWN_GROUPS = {
    ("border_performance", "quantity"): "basis",
    ("border_performance", "metric"): "performance",
    ("assumptions", "quantity"): "assumption",
    ("rail_services", "corridor"): "corridor",
    ("pipelines", "flow"): "direction",
}
UNSAID = {"both", "total", "forward"}
"""Directions that need no word."""


def tables():
    return sorted(Ledger.load().path("crossings").parent.glob("*.csv"))


def parts(cell):
    return [text for text in cell.split(";") if text]


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.stem)
def test_every_word_of_a_closed_column_is_in_the_vocabulary(path):
    rows = pd.DataFrame(read_rows(path))
    groups = {c: OWN_GROUPS.get((path.stem, c), GROUPS.get(c)) for c in rows}
    unknown = {
        (column, text)
        for column, group in groups.items()
        if group
        for cell in rows[column].unique()
        for text in ([cell] if cell in words_of(group, SAME) else parts(cell))
        if text not in words_of(group, SAME) and text not in UNSAID
    }
    assert unknown == set()


def test_every_word_of_a_layer_is_in_the_vocabulary():
    frames = {name: layers.load(name) for name in layers.names(Ledger.load())}
    states = {text for f in frames.values() if "status" in f for text in f["status"].unique()}
    flows = frames["service_flows"]
    bases = {text for c in flows if c.startswith("basis_") for text in flows[c].unique()}
    assert states - set(words_of("status", SAME)) == set()
    assert bases - set(words_of("basis", SAME)) - {""} == set()


def test_every_series_has_words_for_what_is_counted_and_how():
    found = [annual(line["name"]) for line in overview()]
    series = list(chain.from_iterable((*one.series, *one.marks) for one in found))
    assert {s.metric for s in series} - set(words_of("metric", SAME)) == set()
    assert {s.metric for s in series} - set(words_of("heading", SAME)) == set()
    assert {s.unit for s in series} - set(words_of("unit name", SAME)) == set()
    assert {s.direction for s in series} - set(words_of("direction", SAME)) - UNSAID == set()
    named = {s.label for s in series if s.points[0].source.id and not s.metric.startswith(WHOLE)}
    assert named - set(words_of("series", SAME)) == set()


def test_every_file_and_licence_has_its_title():
    files = {r.name: r.title for r in Ledger.load().resources.values()}
    assert dict(words_of("file", SAME)) == files
    assert dict(words_of("licence", SAME)) == ALLOWED_LICENCES


def test_every_kind_of_the_code_has_its_word():
    assert set(Mode) <= set(words_of("mode", SAME))
    assert set(PassageKind) <= set(words_of("passage", SAME))
    assert set(PlaceKind) <= set(words_of("kind", SAME))
    assert set(Status) <= set(words_of("status", SAME))
    assert set(ValueType) - {""} <= set(words_of("value type", SAME))
    assert set(Commodity) == set(words_of("commodity", SAME))
    assert set(FAMILIES) <= set(words_of("family", SAME))
    assert set(style.FAMILIES) | set(style.PLAIN) == set(words_of("family", SAME))
    assert set(style.SECTORS) == set(words_of("sector", SAME))
    assert {str(mm) for mm in style.GAUGES} == set(words_of("gauge", SAME))
    assert {layer.style.unit for layer in all_layers() if layer.style} - {""} <= set(words_of("unit", SAME))


def test_each_family_has_a_name_of_its_own():
    assert len(set(words_of("family", SAME).values())) == len(words_of("family", SAME))


def test_an_unknown_word_passes_through_as_it_stands():
    assert word("status", "half_built <b>", SAME) == "half_built <b>"
    assert word("direction", "both", SAME, "") == ""
    assert capital("") == ""
    assert capital("海关") == "海关"


# ------------------------------------------------------------------------------------------------ the code
def called(node):
    """Return by which name a call translates; what ``words()`` returns is called ``_`` elsewhere."""
    if isinstance(node.func, ast.Call) and getattr(node.func.func, "id", "") in {"words", "words_in"}:
        return "_"
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def calls(path):
    """Yield each call of what translates, with the number of its texts."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        if name in TAKES_TEXTS:
            yield node, TAKES_TEXTS[name]


def sources():
    return [ROOT / "app.py", *(p for p in (ROOT / "corridors").rglob("*.py") if p.name != "i18n.py")]


def test_every_text_that_is_translated_is_a_literal():
    computed = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for path in sources()
        for node, count in calls(path)
        if len(node.args) < count
        or not all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in node.args[:count])
    ]
    assert computed == []


def test_the_template_has_every_text_of_the_code():
    with (LOCALE_DIR / "corridors.pot").open("rb") as file:
        template = {(m.context, m.id) for m in read_po(file)}
    missing = [
        ast.unparse(node)
        for path in sources()
        for node, count in calls(path)
        if key(node, count) not in template
    ]
    assert missing == []


def key(node, count):
    given = [a.value for a in node.args[:count]]
    if called(node) == "pgettext":
        return given[0], given[1]
    return None, tuple(given) if called(node) == "ngettext" else given[0]
