"""A name in any of its spellings and scripts, a UN/LOCODE or ``lon,lat`` → Place."""

from __future__ import annotations

from corridors.gazetteer.gazetteer import Gazetteer
from corridors.gazetteer.spelling import normalise

__all__ = ["Gazetteer", "normalise"]
