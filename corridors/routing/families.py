"""Which corridor family a route belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FAMILIES", "family_of"]

FAMILIES = ("Northern", "Middle", "Southern", "Maritime", "Regional")
LONG_SEA_KM = 3000.0


def family_of(countries: Mapping[str, float], modes: Mapping[str, float]) -> str:
    """Name the corridor family by the countries and modes of a route.

    Parameters
    ----------
    countries
        km by country.
    modes
        km by mode.

    Returns
    -------
        ``Maritime`` where the sea carries the haul, ``Southern`` through Iran, ``Middle`` through
        Azerbaijan, ``Northern`` through Russia and on to the west, else ``Regional``.
    """
    if modes.get("sea", 0.0) > LONG_SEA_KM:
        return "Maritime"
    far = {"CN", "KZ", "UZ", "KG", "MN"} & set(countries)
    west = set(countries) - {
        "CN",
        "KZ",
        "UZ",
        "KG",
        "TJ",
        "TM",
        "MN",
        "RU",
        "AZ",
        "GE",
        "AM",
        "IR",
        "TR",
        "XZ",
    }
    if far and "IR" in countries and ({"TR"} & set(countries) or west):
        return "Southern"
    if far and "AZ" in countries and "RU" not in countries:
        return "Middle"
    if far and "RU" in countries and west:
        return "Northern"
    return "Regional"
