"""Texts in the reader's language: plurals and contexts, from a catalogue made on the spot."""

import gettext
import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from corridors.i18n import Words, translator


@pytest.fixture(scope="module")
def russian():
    catalogue = Catalog(locale="ru", project="corridors")
    catalogue.add(("{n} train", "{n} trains"), ("{n} поезд", "{n} поезда", "{n} поездов"))
    catalogue.add("open", "открыть", context="link")
    file = io.BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return Words("ru", gettext.GNUTranslations(file))


@pytest.mark.parametrize(
    ("count", "form"),
    [(1, "поезд"), (21, "поезд"), (2, "поезда"), (1.5, "поезда"), (11, "поездов"), (34_262_000, "поездов")],
)
def test_a_count_takes_its_form_fractions_too(russian, count, form):
    assert russian.ngettext("{n} train", "{n} trains", count) == f"{{n}} {form}"


def test_one_word_with_two_meanings_has_two_translations(russian):
    assert russian.pgettext("link", "open") == "открыть"
    assert russian.pgettext("status", "open") == "open"


def test_french_has_the_singular_below_two():
    french = Words("fr", gettext.NullTranslations())
    assert french.ngettext("one", "many", 1.5) == "one"
    assert translator().ngettext("one", "many", 1.5) == "many"
