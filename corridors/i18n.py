"""Words of the user interface in the reader's language; English in the code is the source.

Catalogues lie in ``corridors/locale/LANGUAGE/LC_MESSAGES/corridors.po`` (and ``.mo``, compiled);
``scripts/build_messages.py`` gathers the words of the code into ``corridors/locale/corridors.pot``.
"""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LOCALE_DIR", "SOURCE_LANGUAGE", "languages", "translator"]

DOMAIN = "corridors"
LOCALE_DIR = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, English first.

    Examples
    --------
    >>> languages()[0]
    'en'
    """
    compiled = LOCALE_DIR.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return (SOURCE_LANGUAGE, *sorted(path.parts[-3] for path in compiled))


def translator(lang: str = SOURCE_LANGUAGE) -> Callable[[str], str]:
    """Return the function that puts an English text into a language.

    Parameters
    ----------
    lang
        A language of :func:`languages`.

    Returns
    -------
        A function from English text to text; a text without translation comes back as it is.

    Raises
    ------
    UnknownName
        There is no catalogue for the language.

    Examples
    --------
    >>> _ = translator("en")
    >>> _("Plan a route")
    'Plan a route'
    """
    if lang == SOURCE_LANGUAGE:
        return gettext.NullTranslations().gettext
    if lang not in languages():
        raise UnknownName("language", lang, languages())
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[lang]).gettext
