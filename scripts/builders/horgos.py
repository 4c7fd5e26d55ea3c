"""The border at Horgos and what crosses it, as OpenStreetMap has them: tables kept by hand.

``horgos_border.csv`` is the river Khorgos as the border, from its mouth to where the 1:10 million line
meets it: the common edge of the zones Asia/Almaty and Asia/Urumqi of ``timezonefinder-data``, which keeps
OpenStreetMap's boundaries as they are; simplified to 0.00008°, ordered northwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.builders.frame import Built, Origin
from scripts.builders.scgraph import DATA_DATE, scgraph_origin

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.builders.frame import Sources

BORDER = Origin("timezonefinder-data", "3.2026.3.post1", "pypi")
FILES = {
    "horgos_border": ("Border at Horgos, along the river Khorgos", BORDER, "2026"),
    "horgos_crossings": ("Where railway, roads and the ICBC cross the border at Horgos", BORDER, "2026"),
    "horgos_roads": ("Roads at Horgos", scgraph_origin("world_highways"), DATA_DATE),
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Describe the tables; nothing is computed."""
    del sources
    return [
        Built(
            path=out / "osm" / f"{name}.csv",
            title=title,
            description=f"{title}.",
            origins=(origin,),
            licence="ODbL-1.0",
            attribution="© OpenStreetMap contributors",
            changes="Cut out, simplified to 0.00008°, joined to known points.",
            data_date=date,
        )
        for name, (title, origin, date) in FILES.items()
    ]
