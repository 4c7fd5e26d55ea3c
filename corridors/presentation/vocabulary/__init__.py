"""The words of the data in the reader's language: every word of a closed column, and titles.

What the tables say in words of their own (``under_construction``, ``trains``, ``high``) is put into words for
readers here and nowhere else, so that a catalogue can hold all of them: ``_`` never takes a computed value.
A word that is not listed comes back as it stands; ``tests/presentation/test_vocabulary.py`` walks the shipped
tables for such words.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from corridors.presentation.vocabulary import grounds, measures, states, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corridors.i18n import Words

__all__ = ["Group", "capital", "word", "words_of"]

KEPT_GROUPS: Final = 256
Group = Literal[
    "assumption",
    "basis",
    "capacity unit",
    "category",
    "commodity",
    "component",
    "confidence",
    "corridor",
    "direction",
    "direction in short",
    "family",
    "file",
    "gauge",
    "heading",
    "kind",
    "licence",
    "metric",
    "mode",
    "passage",
    "performance",
    "precision",
    "quantity",
    "scope",
    "sector",
    "series",
    "status",
    "substance",
    "theme",
    "unit",
    "unit name",
    "value type",
]


def _files(_: Words) -> dict[str, str]:
    return titles.ground_files(_) | titles.network_files(_) | titles.fact_files(_)


def _units(_: Words) -> dict[str, str]:
    return measures.units(_) | grounds.theme_units(_)


def _series(_: Words) -> dict[str, str]:
    trains = titles.train_series(_) | titles.transit_series(_)
    return grounds.bases(_) | titles.border_series(_) | trains | titles.subjects(_)


_GROUPS: Final[Mapping[Group, Callable[[Words], dict[str, str]]]] = {
    "assumption": measures.assumptions,
    "basis": grounds.bases,
    "capacity unit": measures.capacities,
    "category": grounds.categories,
    "commodity": states.commodities,
    "component": grounds.components,
    "confidence": grounds.confidences,
    "corridor": states.service_corridors,
    "direction": states.directions,
    "direction in short": states.bounds,
    "family": states.families,
    "file": _files,
    "gauge": states.gauges,
    "heading": measures.headings,
    "kind": states.kinds,
    "licence": titles.licences,
    "metric": measures.metrics,
    "mode": states.modes,
    "passage": states.passages,
    "performance": measures.performances,
    "precision": grounds.precisions,
    "quantity": measures.quantities,
    "scope": grounds.scopes,
    "sector": states.sectors,
    "series": _series,
    "status": states.statuses,
    "substance": measures.substances,
    "theme": grounds.themes,
    "unit": _units,
    "unit name": measures.unit_names,
    "value type": grounds.value_types,
}


@lru_cache(maxsize=KEPT_GROUPS)
def words_of(group: Group, _: Words) -> Mapping[str, str]:
    """Return all words of a group by their code in the data; looked up once a language."""
    return MappingProxyType(_GROUPS[group](_))


def word(group: Group, code: str, _: Words, otherwise: str | None = None) -> str:
    """Return a word of the data in the reader's language.

    Parameters
    ----------
    group
        What the word is of; one code may have several meanings.
    code
        The word as the data have it.
    _
        Puts English into the reader's language.
    otherwise
        What to return for a code that is not listed; the code itself when left out.

    Examples
    --------
    >>> from corridors.i18n import translator
    >>> word("status", "under_construction", translator())
    'under construction'
    >>> word("status", "half built", translator())
    'half built'
    """
    return words_of(group, _).get(code, code if otherwise is None else otherwise)


def capital(text: str) -> str:
    """Return a text that begins with a capital; Chinese has none and stays.

    Examples
    --------
    >>> capital("dry port")
    'Dry port'
    """
    return text[:1].upper() + text[1:]
