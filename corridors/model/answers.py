"""What every answer to a question of a way offers, whatever moves on it.

Who shows or writes an answer asks for no more than this, so that freight and pipelines go through the
same doors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from corridors.model.facts import Source
    from corridors.model.notes import Note

__all__ = ["Answer", "PassedPoint", "Way", "WayLeg"]


class WayLeg(Protocol):
    """A part of a way between two named points, with its line."""

    @property
    def from_name(self) -> str:
        """Where it begins."""

    @property
    def to_name(self) -> str:
        """Where it ends."""

    @property
    def coords(self) -> tuple[tuple[float, float], ...]:
        """Its line, (lon, lat)."""

    def to_dict(self) -> dict[str, Any]:
        """Return the leg in the form of its command, without geometry."""


class PassedPoint(Protocol):
    """A named point that a way passes: a border, a change of gauge, a terminal, a junction of pipelines."""

    @property
    def id(self) -> str:
        """What the tables call it."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def lon(self) -> float:
        """Degrees east."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    def to_dict(self) -> dict[str, Any]:
        """Return the point in the form of its command."""


@runtime_checkable
class Way(Protocol):
    """A way with what it rests on; ``countries`` holds km by ISO 3166-1 code in the order of the way."""

    @property
    def legs(self) -> Sequence[WayLeg]:
        """Its parts, in order."""

    @property
    def countries(self) -> Mapping[str, float]:
        """Kilometres in each country."""

    @property
    def passages(self) -> Sequence[PassedPoint]:
        """The named points that it passes, in order."""

    @property
    def sources(self) -> Sequence[Source]:
        """What it rests on."""

    def to_dict(self) -> dict[str, Any]:
        """Return it in the form of its command."""

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return one row a leg with its line, EPSG:4326."""


@runtime_checkable
class Answer(Way, Protocol):
    """A way as the answer to a question; where there are several, legs, countries and passages are the best one's."""

    @property
    def notes(self) -> Sequence[Note]:
        """What must be known of it."""

    def to_sheets(self) -> dict[str, pd.DataFrame]:
        """Return all there is to it as tables by name: legs first, then points, totals, sources and notes."""
