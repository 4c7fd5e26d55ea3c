"""Figures by theme below the story: words for each theme, sources, escaped text."""

from __future__ import annotations

from corridors.app.learn import themes
from corridors.data import facts
from corridors.i18n import translator
from corridors.presentation.vocabulary import words_of

SAME = translator("en")


def test_every_theme_has_words_and_figures():
    found = set(facts.table("theme_facts")["theme"])
    assert found == set(words_of("theme", SAME))
    assert next(iter(words_of("theme", SAME))) == "trade"  # the first is shown when the list opens
    assert {"uranium", "gas", "high tech", "interconnectivity", "balance"} <= found
    for theme in found:
        assert "<tr>" in themes.themes_html(theme, SAME)


def test_plans_and_weak_sources_are_marked_and_sources_linked():
    text = themes.themes_html("rail", SAME)
    assert "Rail Baltica" in text
    assert "<i>plan" in text
    assert 'rel="noopener noreferrer"' in text


def test_orders_and_totals_are_not_shown_as_counts_of_a_year():
    text = themes.themes_html("high tech", SAME)
    ordered = text[text.index("Locomotives ordered by KTZ") :]
    assert "announced or allowed" in ordered[: ordered.index("</tr>")]
    assert "<i>total of the whole period" in themes.themes_html("trains", SAME)


def test_text_of_the_table_is_escaped(monkeypatch):
    hostile = (
        facts.table("theme_facts").head(1).assign(fact="<b>x</b>", source_url="javascript:x", theme="gas")
    )
    monkeypatch.setattr(themes.facts, "table", lambda _name: hostile)
    text = themes.themes_html("gas", SAME)
    assert "<b>x" not in text
    assert "javascript" not in text
