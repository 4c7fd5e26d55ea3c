"""Countries and their first-level divisions, by which names of places are qualified."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corridors.gazetteer.spelling import normalise
from corridors.once import once_property

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from corridors.gazetteer.index import IndexEntry

__all__ = ["Area", "Areas", "Reading", "lies_in"]

MOST_WORDS = 5
"""Of how many words the name of an area may consist where no sign sets it off."""
MOST_QUALIFIERS = 3
"""How many names of areas may stand about a place where no sign sets them off."""
_SIGNS = re.compile(r"\s*[,，、;；/|()（）\[\]【】]\s*|\s+[-–—]\s+")
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_SHORTENED = {
    "обл": "область",
    "респ": "республика",
    "prov": "province",
    "woj": "województwo",
    "obl": "oblast",
    "суар": "Xinjiang",
    "xuar": "Xinjiang",
}
_TYPE = re.compile(
    r"^(?:province of|(?:the )?republic of|республика|województwo)\s+"
    r"|\s+(?:province|oblast'?|region|republic|область|край|республика|oblysy|облысы|viloyati)$"
    r"|(?<=..)(?:省|市|州|共和国|(?:壮族|回族|维吾尔)?自治区|特别行政区)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Area:
    """A country by ISO 3166-1 alpha-2, or one of its first-level divisions by GeoNames' code."""

    country: str
    region: str = ""


Reading = tuple[str, tuple[tuple[Area, ...], ...]]
"""The name of a place, and for each qualifier the areas that it may mean."""


@dataclass(frozen=True, eq=False)
class Areas:
    """Countries and divisions by the keys of their names."""

    countries: Mapping[str, str] = field(repr=False)
    region_rows: Callable[[], Iterable[Sequence[str]]] = field(repr=False)
    """Reads key, country and code of each name of a division, when one is first asked for."""
    han: Mapping[int, str] = field(repr=False)

    @once_property
    def regions(self) -> dict[str, tuple[Area, ...]]:
        """Divisions by the keys of their names."""
        found: dict[str, tuple[Area, ...]] = {}
        for key, country, region in self.region_rows():
            found[key] = (*found.get(key, ()), Area(country, region))
        return found

    def country(self, text: str) -> str:
        """Return the code of a country named in any script, or an empty string."""
        return self.countries.get(normalise(text, self.han), "")

    def named(self, text: str) -> tuple[Area, ...]:
        """Return the areas that a name may mean: one country, else divisions."""
        words = " ".join(_SHORTENED.get(w.rstrip(".").casefold(), w) for w in text.split())
        spellings = dict.fromkeys((text, words, _TYPE.sub("", words)))
        if code := next(filter(None, map(self.country, spellings)), ""):
            return (Area(code),)
        for spelling in spellings:
            if found := self.regions.get(normalise(spelling, self.han)):
                return found
        return ()

    def alone(self, text: str) -> tuple[Area, ...]:
        """Return the areas that a text names where it names nothing else, the smallest that is meant."""
        areas = [(*self.named(part), *self._divisions(part)) for part in self.parts(text)]
        if len(areas) == 1:
            return self.named(text)
        for i, group in enumerate(areas):
            around = [{a.country for a in other} for j, other in enumerate(areas) if j != i]
            if regions := tuple(
                a for a in group if a.region and all(a.country in lands for lands in around)
            ):
                return regions
        return ()

    def beside(self, text: str) -> tuple[Area, ...]:
        """Return the countries and divisions that stand beside a name in a text."""
        return next((tuple(a for group in groups for a in group) for _, groups in self.readings(text)), ())

    def _divisions(self, text: str) -> tuple[Area, ...]:
        return self.regions.get(normalise(text, self.han), ())

    def readings(self, text: str) -> Iterator[Reading]:
        """Yield what may be the name of a place in a text, and the areas that qualify it.

        Signs (comma, slash, brackets) come first; then words and Chinese characters at either
        end that name an area, the longest first. A text without a qualifier yields nothing.
        """
        parts = self.parts(text)
        for i, head in enumerate(parts if len(parts) > 1 else ()):
            others = tuple(self.named(part) for j, part in enumerate(parts) if j != i)
            if all(others):
                yield head, others
                yield from ((name, others + more) for name, more in self._unsigned(head))
        if len(parts) == 1:
            yield from self._unsigned(text)

    def parts(self, text: str) -> list[str]:
        """Split a text at the signs that set qualifiers off."""
        return [part for part in _SIGNS.split(text) if part]

    def _unsigned(self, text: str, depth: int = MOST_QUALIFIERS) -> Iterator[Reading]:
        if not depth:
            return
        for head, qualifier in _at_words(text) if " " in text else _at_characters(text):
            if areas := self.named(qualifier):
                yield head, (areas,)
                yield from ((name, (areas, *more)) for name, more in self._unsigned(head, depth - 1))

    def needed(self, text: str) -> str:
        """Return the first name in a text once what qualifies it is taken away."""
        return next((head for head, _ in self.readings(text)), (self.parts(text) or [text])[0])


def lies_in(entry: IndexEntry, region: str, wanted: tuple[tuple[Area, ...], ...]) -> bool:
    """Tell whether a place of a region lies in one area of each group."""
    return all(
        any(a.country in entry.countries and a.region in {"", region} for a in group) for group in wanted
    )


def _at_words(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    for n in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        yield " ".join(words[:-n]), " ".join(words[-n:])
        yield " ".join(words[n:]), " ".join(words[:n])


def _at_characters(text: str) -> Iterator[tuple[str, str]]:
    if _HAN.fullmatch(text):
        yield from ((text[n:], text[:n]) for n in range(len(text) - 1, 1, -1))
