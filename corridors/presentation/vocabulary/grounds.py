"""Words of the data for how a figure came about, how sure it is, and what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = [
    "bases",
    "categories",
    "components",
    "confidences",
    "precisions",
    "scopes",
    "value_types",
]


def components(_: Words) -> dict[str, str]:
    """Return the words for what part of a pipeline's traffic is meant."""
    return {
        "all": _.pgettext("component", "all"),
        "kazakh_origin": _.pgettext("component", "of Kazakh origin"),
        "russian_transit": _.pgettext("component", "Russian, in transit"),
        "reverse_russian_gas": _.pgettext("component", "Russian gas, the other way"),
    }


def categories(_: Words) -> dict[str, str]:
    """Return the words for what an event belongs to."""
    return {
        "pipeline": _.pgettext("category of events", "pipeline"),
        "policy": _.pgettext("category of events", "policy"),
        "trade": _.pgettext("category of events", "trade"),
        "rail": _.pgettext("category of events", "rail"),
        "border": _.pgettext("category of events", "border"),
        "road": _.pgettext("category of events", "road"),
    }


def value_types(_: Words) -> dict[str, str]:
    """Return the words for how a figure came about."""
    return {
        "reported": _.pgettext("kind of figure", "reported"),
        "rounded": _.pgettext("kind of figure", "rounded"),
        "derived": _.pgettext("kind of figure", "derived"),
        "plan": _.pgettext("kind of figure", "plan"),
        "capacity": _.pgettext("kind of figure", "capacity"),
        "target": _.pgettext("kind of figure", "target"),
        "unverified": _.pgettext("kind of figure", "unverified"),
        "low": _.pgettext("kind of figure", "low"),
        "assigned": _.pgettext("kind of figure", "assigned"),
        "estimate": _.pgettext("kind of figure", "estimate"),
        "at least": _.pgettext("kind of figure", "at least"),
        "unknown": _.pgettext("kind of figure", "unknown"),
    }


def confidences(_: Words) -> dict[str, str]:
    """Return the words for how sure a row is."""
    return {
        "high": _.pgettext("confidence", "high"),
        "medium": _.pgettext("confidence", "medium"),
        "low": _.pgettext("confidence", "low"),
        "unverified": _.pgettext("confidence", "unverified"),
    }


def bases(_: Words) -> dict[str, str]:
    """Return the words for what a figure or a way rests on."""
    return {
        "assigned": _.pgettext("basis", "assigned"),
        "estimate": _.pgettext("basis", "estimate"),
        "at least": _.pgettext("basis", "at least"),
        "unknown": _.pgettext("basis", "unknown"),
        "source": _.pgettext("basis", "source"),
        "stated": _.pgettext("basis", "stated"),
        "inferred": _.pgettext("basis", "inferred"),
        "assumed": _.pgettext("basis", "assumed"),
        "standard routing": _.pgettext("basis", "standard routing"),
        "assumed: crossing not stated": _.pgettext("basis", "assumed: crossing not stated"),
        "measured": _.pgettext("basis", "measured"),
        "claim": _.pgettext("basis", "claim"),
        "press count": _.pgettext("basis", "press count"),
        "study": _.pgettext("basis", "study"),
        "capacity": _.pgettext("basis", "capacity"),
        "China customs": _.pgettext("basis", "China customs"),
        "Kazakhstan statistics": _.pgettext("basis", "Kazakhstan statistics"),
        "target": _.pgettext("basis", "target"),
    }


def scopes(_: Words) -> dict[str, str]:
    """Return the words for what a count of trains covers."""
    return {
        "city": _.pgettext("scope of a count", "city"),
        "network": _.pgettext("scope of a count", "network"),
        "operator": _.pgettext("scope of a count", "operator"),
        "province": _.pgettext("scope of a count", "province"),
        "service": _.pgettext("scope of a count", "service"),
    }


def precisions(_: Words) -> dict[str, str]:
    """Return the words for how exactly a date is known."""
    return {
        "day": _.pgettext("precision of a date", "day"),
        "month": _.pgettext("precision of a date", "month"),
        "year": _.pgettext("precision of a date", "year"),
    }
