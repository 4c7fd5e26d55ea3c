"""The tables that the network is built from, curated ones and repairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from corridors.data.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Tables"]

NUMBERS = ("lon", "lat", "radius_km", "gauge_a_mm", "gauge_b_mm")


@dataclass(frozen=True)
class Tables:
    """Every table the conditioning reads, by name."""

    root: Path

    def curated(self, name: str) -> pd.DataFrame:
        """Read a curated table, its numbers as numbers."""
        return _numeric(read_table(self.root / "tables" / f"{name}.csv"))

    def repairs(self, name: str) -> pd.DataFrame:
        """Read a table of repairs beside the network."""
        return pd.read_csv(self.root / "osm" / f"{name}.csv")


def _numeric(table: pd.DataFrame) -> pd.DataFrame:
    found = [c for c in NUMBERS if c in table]
    return table.assign(**{c: pd.to_numeric(table[c].replace("", "0")) for c in found})
