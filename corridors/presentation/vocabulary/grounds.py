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
    "theme_units",
    "themes",
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
        "announced": _.pgettext("kind of figure", "announced or allowed, not counted"),
        "cumulative": _.pgettext("kind of figure", "total of the whole period"),
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


def themes(_: Words) -> dict[str, str]:
    """Return the themes of figures that stand outside the series, in the order of the story."""
    return {
        "trade": _.pgettext("theme of figures", "Trade"),
        "rail": _.pgettext("theme of figures", "Rail"),
        "trains": _.pgettext("theme of figures", "Trains"),
        "border": _.pgettext("theme of figures", "Border"),
        "road": _.pgettext("theme of figures", "Road"),
        "oil": _.pgettext("theme of figures", "Oil"),
        "gas": _.pgettext("theme of figures", "Gas"),
        "uranium": _.pgettext("theme of figures", "Uranium"),
        "electricity": _.pgettext("theme of figures", "Electricity"),
        "high tech": _.pgettext("theme of figures", "High tech"),
        "e-commerce": _.pgettext("theme of figures", "E-commerce"),
        "interconnectivity": _.pgettext("theme of figures", "Interconnectivity"),
        "farm goods": _.pgettext("theme of figures", "Farm goods"),
        "debt and investment": _.pgettext("theme of figures", "Debt and investment"),
        "balance": _.pgettext("theme of figures", "Balance"),
        "air": _.pgettext("theme of figures", "Air"),
        "water": _.pgettext("theme of figures", "Water"),
        "labour": _.pgettext("theme of figures", "Labour"),
    }


def theme_units(_: Words) -> dict[str, str]:
    """Return the units of figures by theme that no series has."""
    return {
        "GWh": _.pgettext("unit behind a figure", "GWh"),
        "GWh/yr": _.pgettext("unit behind a figure", "GWh/yr"),
        "Gbit/s": _.pgettext("unit behind a figure", "Gbit/s"),
        "KZT": _.pgettext("unit behind a figure", "KZT"),
        "TWh": _.pgettext("unit behind a figure", "TWh"),
        "Tbit/s": _.pgettext("unit behind a figure", "Tbit/s"),
        "USD/t": _.pgettext("unit behind a figure", "USD/t"),
        "agreements": _.pgettext("unit behind a figure", "agreements"),
        "billion CNY": _.pgettext("unit behind a figure", "billion CNY"),
        "billion EUR": _.pgettext("unit behind a figure", "billion EUR"),
        "billion KZT": _.pgettext("unit behind a figure", "billion KZT"),
        "bookings": _.pgettext("unit behind a figure", "bookings"),
        "exaflops (FP8)": _.pgettext("unit behind a figure", "exaflops (FP8)"),
        "fibres": _.pgettext("unit behind a figure", "fibres"),
        "firms": _.pgettext("unit behind a figure", "firms"),
        "flights/week": _.pgettext("unit behind a figure", "flights/week"),
        "kinds": _.pgettext("unit behind a figure", "kinds"),
        "km3": _.pgettext("unit behind a figure", "km3"),
        "kt": _.pgettext("unit behind a figure", "kt"),
        "kt/day": _.pgettext("unit behind a figure", "kt/day"),
        "lines": _.pgettext("unit behind a figure", "lines"),
        "locomotives": _.pgettext("unit behind a figure", "locomotives"),
        "m": _.pgettext("unit behind a figure", "m"),
        "million": _.pgettext("unit behind a figure", "million"),
        "million TEU": _.pgettext("unit behind a figure", "million TEU"),
        "million USD": _.pgettext("unit behind a figure", "million USD"),
        "plants": _.pgettext("unit behind a figure", "plants"),
        "posts": _.pgettext("unit behind a figure", "posts"),
        "projects": _.pgettext("unit behind a figure", "projects"),
        "routes": _.pgettext("unit behind a figure", "routes"),
        "stations": _.pgettext("unit behind a figure", "stations"),
        "times as much": _.pgettext("unit behind a figure", "times as much"),
        "transports": _.pgettext("unit behind a figure", "transports"),
        "trillion KZT": _.pgettext("unit behind a figure", "trillion KZT"),
    }
