"""Spellings made comparable: one key for every way of writing the same name in one script."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["is_like", "normalise", "transcribed", "without_affixes"]

LIKE_PCT = 85.0
"""How alike two spellings of one name are at least (Daşoguz, Dashoguz)."""
FIRST_ACCENT = 10
"""Canonical combining classes below this are letters' own parts (nukta, virama, voicing marks)."""

_LETTERS = str.maketrans(
    {
        # Latin letters that do not decompose
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n", "ɵ": "o", "ƣ": "g",
        "æ": "ae", "œ": "oe", "þ": "th",
        # Kazakh, Ukrainian and other Cyrillic letters, as a Russian keyboard writes them
        "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и", "є": "е",
        "ґ": "г", "җ": "ж", "ҳ": "х", "ӣ": "и", "ь": "", "ъ": "",
        # Arabic letters that Persian, Urdu and Uyghur write with another code
        "ك": "ک", "ي": "ی", "ى": "ی", "ې": "ی", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه",
    }
)  # fmt: skip

_LATIN: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіїєґўҳҷ",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t"),
            *("u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "a", "gh", "q", "ng", "o"),
            *("u", "u", "h", "i", "i", "e", "g", "o", "h", "j"),
        ),
        strict=True,
    )
)  # fmt: skip
"""Cyrillic letters in Latin ones, as maps print them."""
_BEFORE = re.compile(
    r"^(?:(?:(?:ж[./-]?\s?д\.?|железнодорожная|морской|речной|сухой|грузовая)\s*)?(?:г|гор|город|ст|станция|вокзал|қ|қаласы|м|місто|смт|пгт|пос|посёлок|поселок|с|село|аул|порт)|"
    r"g|gorod|st(?:antsiya|atsiya)|"
    r"(?:city|port|town|station) of|(?:ville|gare|port|puerto|ciudad|estación|estacion) de|"
    r"(?:porto|stazione|città) di|stadt|hafen|bahnhof|miasto|stacja)[.\s]\s*(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+(?:hbf|hauptbahnhof|güterbahnhof|rangierbahnhof|bahnhof|gbf|bf|hafen|қ\.|г\.|ш\.|м\.|gare|haven|city|shi|shahri|şəhəri|qalasy|қаласы|gorod|город|stantsiya|станция|бекеті|порт|"
    r"(?:inland |dry |sea ?|river |ferry )?port|(?:rail(?:way)? |freight |goods |cargo )?station|"
    r"(?:(?:rail|container|freight|cargo|ferry|intermodal) )?terminal|(?:marshalling |freight )?yard)"
    r"|[\s-]+(?:centralna|centrale|centraal|główn[ay]|termini|keleti|nyugati|hlavní nádraží|hl\. ?n\.|gara de nord|"
    r"(?:сортировочн|товарн|пассажирск|главн|грузов|центральн)\w{2})"
    r"|(?:集装箱)?(?:中心|编组|货运)站|市|(?:[东西南北]|火车|货运|编组)?站|(?:铁路|陆路|公路)?口岸|(?:国际)?(?:陆|无水)?港|国际(?:陆港|港务|铁路港)区?|县)\s*$",
    re.IGNORECASE,
)


def normalise(text: str, han: Mapping[int, str] | None = None) -> str:
    """Return the key of a name: case, accents, apostrophes, hyphens and spaces do not count.

    Parameters
    ----------
    text
        A name in any script.
    han
        Chinese characters by code point and the simplified ones that stand for them.

    Returns
    -------
        Letters and digits only; the empty string when there are none.

    Examples
    --------
    >>> normalise("Xi’an") == normalise("XIAN")
    True
    >>> normalise("Łódź"), normalise("İstanbul"), normalise("Қорғас")
    ('lodz', 'istanbul', 'коргас')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    kept = "".join(c for c in plain if _counts(c))
    key = unicodedata.normalize("NFC", kept)
    return key.translate(han) if han else key


def _counts(char: str) -> bool:
    if char.isascii():
        return char.isalnum()
    kind = unicodedata.category(char)
    if kind[0] == "M":
        return unicodedata.combining(char) < FIRST_ACCENT
    return kind[0] in "LN" and not "\u02b0" <= char <= "\u02ff"


def without_affixes(text: str) -> Iterator[str]:
    """Yield a name without words such as "city", "г." or 市 before or after it, if it has any."""
    head = _BEFORE.sub("", text.strip())
    for shorter in (_AFTER.sub("", text.strip()), head, _AFTER.sub("", head)):
        if shorter and shorter != text:
            yield shorter


def transcribed(text: str) -> str:
    """Return a name with its Cyrillic letters in Latin ones.

    Examples
    --------
    >>> transcribed("Урумқи")
    'urumqi'
    """
    return "".join(_LATIN.get(letter, letter) for letter in text.casefold())


def is_like(one: str, other: str) -> bool:
    """Tell whether two texts are likely spellings of one name."""
    return bool(fuzz.ratio(one, other) >= LIKE_PCT)
