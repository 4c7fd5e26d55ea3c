"""Places that a name may mean: the one that is taken, and what is said of the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corridors import geodesy
from corridors.model import Note, NoteCode, Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.gazetteer.index import IndexEntry

__all__ = ["Hit", "label", "with_rivals"]

RIVAL_RANKS = 1.3
MOST_RIVALS = 3
APART_KM = 40.0
SPELLING_RANKS = 0.7
"""How much less likely a place may be that has the name as another spelling only."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a query may mean, and how likely that is, in ranks."""

    entry: IndexEntry
    score: float
    rank: float
    """The same, whatever the place is called."""
    named: bool
    """Whether it is called so by us, not by one of the other spellings alone."""
    spelt: bool
    """Whether it is called so to the letter."""
    whole: frozenset[str] = frozenset()
    """The key of the whole name of a crossing, which is not that of one of its sides."""


def with_rivals(hits: Sequence[Hit]) -> Place:
    """Return the likeliest place, its note naming others that are likely meant, too, and lie elsewhere.

    Others are as likely as the place but for its name, or are called so as well and not much less likely.
    """
    best, *others = hits
    place = best.entry.place
    likeliest = replace(
        best, score=max(h.score for h in hits)
    )  # a town whose crossing was taken counts for it
    rivals = [h.entry.place for h in others if _is_likely(h, likeliest) and _apart(h.entry, best.entry)]
    if not rivals:
        return place
    namesakes = tuple(dict.fromkeys(label(p, label(place)) for p in rivals[:MOST_RIVALS]))
    return replace(place, note=Note.of(NoteCode.AMBIGUOUS_NAME, place=label(place), namesakes=namesakes))


def _is_likely(hit: Hit, best: Hit) -> bool:
    if hit.spelt and hit.entry.place.kind is PlaceKind.CROSSING:
        return True  # who works with borders may mean the station there, however large a namesake
    if hit.named >= best.named:
        return best.score - hit.score <= RIVAL_RANKS
    return best.rank - hit.rank <= SPELLING_RANKS


def _apart(a: IndexEntry, b: IndexEntry) -> bool:
    """Tell whether two places are not one: far from each other, or on the two sides of a border."""
    far_km = float(geodesy.distance_km([a.place.lon], a.place.lat, b.place.lon, b.place.lat)[0])
    return far_km > APART_KM or not set(a.countries) & set(b.countries)


def label(place: Place, taken: str = "") -> str:
    """Name a place with its country, and its position when the name alone is taken."""
    label = f"{place.name} ({place.country})" if place.country else place.name
    return f"{label} at {place.lon:.2f},{place.lat:.2f}" if label == taken else label
