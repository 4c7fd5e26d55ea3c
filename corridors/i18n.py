"""Words of the user interface in the reader's language; English in the code is the source.

Catalogues lie in ``corridors/locale/LANGUAGE/LC_MESSAGES/corridors.po`` (and ``.mo``, compiled);
``scripts/build_messages.py`` gathers the words of the code into ``corridors/locale/corridors.pot``.
"""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel import Locale

from corridors.errors import UnknownName
from corridors.incoming import read_bounded, wall
from corridors.incoming.files import shown
from corridors.incoming.limits import CATALOGUE_BYTES

__all__ = ["LOCALE_DIR", "SOURCE_LANGUAGE", "Words", "languages", "read_catalogue", "translator"]

DOMAIN = "corridors"
LOCALE_DIR = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"
COUNTS = 200
"""After so many the plurals of every language repeat."""


class Words:
    """Put English texts of the interface into one language; a text without translation stays as it is.

    Every argument that is a text must be a literal, for ``scripts/build_messages.py`` gathers texts from the
    code; words of the data go through :mod:`corridors.presentation.vocabulary`.

    Examples
    --------
    >>> _ = translator("en")
    >>> _("Plan a route")
    'Plan a route'
    >>> _.pgettext("status", "open")
    'open'
    >>> _.ngettext("{n} day", "{n} days", 1.5)
    '{n} days'
    """

    __slots__ = ("_catalogue", "lang")

    def __init__(self, lang: str, catalogue: gettext.NullTranslations) -> None:
        self.lang = lang
        self._catalogue = catalogue

    def __call__(self, text: str) -> str:
        """Return a text in the language."""
        return self._catalogue.gettext(text)

    def pgettext(self, context: str, text: str) -> str:
        """Return a text that has several meanings in the one that the context names."""
        return self._catalogue.pgettext(context, text)

    def ngettext(self, one: str, many: str, count: float) -> str:
        """Return the form of a text that a count asks for; fractions have forms of their own."""
        return self._catalogue.ngettext(one, many, _whole(count, self.lang))


def _whole(count: float, lang: str) -> int:
    """Return a whole number that takes the same plural as a count: 1,5 is singular in French, a few in Russian."""
    if float(count).is_integer():
        return abs(int(count))
    return 1 if Locale.parse(lang).plural_form(abs(count)) == "one" else 2


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, English first.

    Examples
    --------
    >>> languages()[0]
    'en'
    """
    compiled = LOCALE_DIR.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return (SOURCE_LANGUAGE, *sorted(path.parts[-3] for path in compiled))


@lru_cache(maxsize=8)
def translator(lang: str = SOURCE_LANGUAGE) -> Words:
    """Return what puts English texts into a language.

    Parameters
    ----------
    lang
        A language of :func:`languages`.

    Raises
    ------
    UnknownName
        There is no catalogue for the language.

    Examples
    --------
    >>> translator().lang
    'en'
    """
    if lang == SOURCE_LANGUAGE:
        return Words(lang, gettext.NullTranslations())
    if lang not in languages():
        raise UnknownName("language", lang, languages())
    return read_catalogue(LOCALE_DIR / lang / "LC_MESSAGES" / f"{DOMAIN}.mo", lang)


def read_catalogue(path: Path, lang: str) -> Words:
    """Return the words of a compiled catalogue.

    Raises
    ------
    BadTable
        It is missing, too large, cut short, or its rule of plurals cannot be worked out.
    """
    with wall(shown(path), "as a catalogue of words", "Compile it again: python scripts/build_messages.py"):
        found = gettext.GNUTranslations(io.BytesIO(read_bounded(path, CATALOGUE_BYTES)))
        for count in range(COUNTS):  # a rule may fail for some counts only
            found.ngettext("", "", count)
    return Words(lang, found)
