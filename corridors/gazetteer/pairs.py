"""Two names written together, a city and a place in or near it ("Duisburg-Rheinhausen", 重庆团结村)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corridors import geodesy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corridors.gazetteer.rivals import Hit

__all__ = ["more_exact", "splits"]

NEAR_KM: Final = 75.0
"""How far a port or station may lie from the city that it bears the name of (Alat from Baku)."""
CITY: Final = 5.0
"""The rank of a city of some 50 000 on a corridor."""
LEAST_LETTERS: Final = 3
_SIGNS = re.compile(r"\s*[,，、;；/()（）\[\]【】–—-]\s*|\s+")
_HAN = re.compile(r"[\u3400-\u9fff·]{4,12}")


def splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text as two names, split at each sign and space, Chinese ones at each character."""
    if _HAN.fullmatch(text):
        yield from ((text[:n], text[n:]) for n in range(2, len(text) - 1))
        return
    for sign in sorted(_SIGNS.finditer(text), key=lambda sign: sign[0].isspace()):
        pair = (text[: sign.start()], text[sign.end() :].rstrip(" )）]】"))
        if all(len(name) >= LEAST_LETTERS for name in pair):
            yield pair


def more_exact(ones: Sequence[Hit], others: Iterable[Hit]) -> list[Hit]:
    """Return the smaller place of the likeliest two that lie near each other, one of them a city."""
    near = [
        (a, b)
        for b in others
        for a in ones
        if max(_city_rank(a), _city_rank(b)) >= CITY and set(a.entry.countries) & set(b.entry.countries)
        if a.entry.keys != b.entry.keys and _km(a, b) <= NEAR_KM
    ]
    if not near:
        return []
    a, b = max(near, key=lambda pair: pair[0].score + pair[1].score)
    return [a if _city_rank(a) < _city_rank(b) else b]


def _city_rank(hit: Hit) -> float:
    return hit.entry.rank if hit.named and hit.entry.place.kind == "city" else 0.0


def _km(a: Hit, b: Hit) -> float:
    here, there = a.entry.place, b.entry.place
    return float(geodesy.distance_km(here.lon, here.lat, there.lon, there.lat))
