"""The command `places`."""

from __future__ import annotations

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import say, show

__all__ = ["places"]


def places(query: str, as_json: Json = False) -> None:
    """Find places by a name in any script, a UN/LOCODE or lon,lat."""
    from corridors.gazetteer import Gazetteer  # noqa: PLC0415

    gazetteer = Gazetteer.load()
    found = gazetteer.find(query) or (gazetteer.resolve(query),)
    rows = [p.to_dict() for p in found]
    if as_json:
        say({"places": rows})
        return
    columns = {
        "name": "Name",
        "country": "Country",
        "kind": "Kind",
        "lon": "Lon",
        "lat": "Lat",
        "locode": "LOCODE",
    }
    show(
        "Places", columns, [row | {"lon": f"{row['lon']:.4f}", "lat": f"{row['lat']:.4f}"} for row in rows]
    )
