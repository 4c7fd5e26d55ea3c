"""What the builders of layers read: the shipped data, or a ledger of one's own, in a language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corridors.data import layers
from corridors.data.layer_specs import LayerSpec
from corridors.layers.kit.counted import counted_places, table
from corridors.layers.kit.lines import rows_of
from corridors.once import once_property

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd

    from corridors.data.ledger import Ledger
    from corridors.i18n import Words
    from corridors.layers.kit.lines import Row
    from corridors.model import Series

__all__ = ["OwnLayer", "Reading"]


@dataclass(frozen=True, eq=False)
class OwnLayer:
    """A frame with the columns of a shipped layer that comes in its place, and whom to thank for it."""

    name: str
    frame: gpd.GeoDataFrame
    attribution: str


@dataclass(frozen=True)
class Reading:
    """The data behind the layers and the words for them.

    Parameters
    ----------
    ledger
        Where the data lie.
    words
        Translator of the words.
    lang
        Language of the names.
    own
        Data of the user's in the place of a shipped layer.
    """

    ledger: Ledger
    words: Words
    lang: str = "en"
    own: OwnLayer | None = None

    def has(self, *names: str | LayerSpec) -> bool:
        """Say whether all these data are there."""
        return all(
            bool(name.make) if isinstance(name, LayerSpec) else name in layers.names(self.ledger)
            for name in names
        )

    def frame(self, name: str | LayerSpec) -> gpd.GeoDataFrame:
        """Return a layer's data, by the name of what is shipped or by a description of its own."""
        if self.own and name == self.own.name:
            return self.own.frame.copy()
        return layers.load(name, ledger=self.ledger)

    def rows(self, name: str | LayerSpec) -> Iterator[Row]:
        """Yield the rows of a layer's data without missing values; none where it is not shipped."""
        if self.has(name):
            yield from rows_of(self.frame(name))

    def table(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a shipped table as texts; none where it is not shipped."""
        return table(self.ledger, name)

    @once_property
    def counts(self) -> Mapping[str, tuple[Series, ...]]:
        """Annual series by crossing, terminal, site or pipeline that has been counted."""
        return counted_places(self.ledger, self.words)
