"""Countries and divisions named where a place is asked for, and what is proposed instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from babel import Locale

from corridors.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corridors.gazetteer.areas import Area, Areas
    from corridors.gazetteer.rivals import Hit
    from corridors.model import Place

__all__ = ["KNOWN_TOWN", "in_areas", "means_country"]

KNOWN_TOWN: Final = 4.5
"""The rank of a town of some 30 000."""
TONGUES: Final = ("en", "ru", "zh", "zh_Hant", "kk")
"""In which a country's own name is no town's; in others it may be (Granada, Salvador, Franca)."""
CODE: Final = 3


def means_country(text: str, areas: Areas, hits: Sequence[Hit], key_of: Callable[[str], str]) -> bool:
    """Tell whether a name alone is that of a country, rather than of a town.

    A town of that name in that country is the town (Singapore, Luxembourg); one abroad is it only
    where the country is not called so in one of `TONGUES`, nor the name a mere code.
    """
    code = areas.country(text)
    if not code or not hits:
        return bool(code)
    best = hits[0].entry
    if code in best.countries:
        return best.rank < KNOWN_TOWN
    return len(text) > CODE and key_of(text) in {key_of(name) for name in _own_names(code)}


def in_areas(
    alike: Sequence[Place], head: str, areas: Sequence[Area], key_of: Callable[[str], str]
) -> list[Place]:
    """Keep the like places in the country that was asked for, and those called exactly so elsewhere."""
    lands, key = {area.country for area in areas}, key_of(head)
    fitting = [p for p in alike if not lands or p.country in lands or key_of(p.name) == key]
    return fitting or ([] if lands else list(alike))


@once
def _names() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for tongue in TONGUES:
        for code, name in Locale.parse(tongue).territories.items():
            names.setdefault(code, set()).add(name)
    return {code: frozenset(of) for code, of in names.items()}


def _own_names(code: str) -> frozenset[str]:
    return _names().get(code, frozenset())
