"""The countries of a way, in order, and what is passed of others without control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corridors.graph.conditioning.links import HIGH_SEAS
from corridors.model.sections import free_legs, free_sections
from corridors.presentation.naming import country_name

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.model import Route

__all__ = ["lands_of", "uncontrolled"]

NOWHERE: Final = frozenset({"", HIGH_SEAS})
WATER: Final = frozenset({"ferry", "sea"})


def lands_of(route: Route, ends: tuple[str, str]) -> list[tuple[str, bool]]:
    """Return each country in the order of the way, and whether the way came into it over water."""
    lands: list[tuple[str, bool]] = []
    wet = False
    free = free_legs(route)
    steps = [(leg.country, str(leg.mode) in WATER) for i, leg in enumerate(route.legs) if i not in free]
    for place, i in zip(ends, (0, -1), strict=True):
        if place and steps and steps[i][0] in NOWHERE:
            steps.insert(0 if i == 0 else len(steps), (place, False))
    for country, on_water in steps:
        wet = wet or on_water
        if country in NOWHERE:
            continue
        if not lands or lands[-1][0] != country:
            lands.append((country, wet))
        wet = on_water
    return lands


def uncontrolled(route: Route, lang: str, _: Words) -> list[str]:
    """Return in words how many sections of which country are passed without control."""
    free = free_sections(route)
    return [
        _.ngettext(
            "{count} section of {country} passed without control",
            "{count} sections of {country} passed without control",
            free.count(land),
        ).format(count=free.count(land), country=country_name(land, lang))
        for land in dict.fromkeys(free)
    ]
