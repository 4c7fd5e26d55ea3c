"""The command `check`."""

from __future__ import annotations

from typing import Any, Final

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, say, show

__all__ = ["check"]

GAP_COLUMNS: Final = {"name": "Crossing", "mode": "Mode", "why": "Why"}
REASONS: Final = {
    "no_track_near": "{side}: the nearest line of the map is {km} km off",
    "not_on_map": "{side}: the country is not on the map",
    "no_edge": "{side}: the lines of the map do not meet at the border ({km} km off)",
    "not_open": "{side}: the border is there, but not open to goods",
    "short_track": "{side}: only {km} km of line lead on in the map",
}


def check(as_json: Json = False) -> None:
    """Check every shipped file: ledger, hashes, schemas, network; list open crossings nothing leads over."""
    from corridors.analysis.checking import check_all, known_gaps  # noqa: PLC0415

    faults = check_all()
    gaps = [] if faults else [gap.to_dict() for gap in known_gaps()]
    if as_json:
        listed = [{"what": a, "message": b} for a, b in faults]
        say({"ok": not faults, "faults": listed, "crossing_gaps": gaps})
    elif not faults:
        show(
            "Open crossings that the map leads no one over, or not far",
            GAP_COLUMNS,
            [_worded(g) for g in gaps],
        )
        OUT.print("Everything is intact.")
    else:
        show(
            "Faults",
            {"what": "What", "message": "What is wrong"},
            [{"what": a, "message": b} for a, b in faults],
        )
    if faults:
        ERR.print(f"corridors: {len(faults)} faults found; the list is on stdout.")
        raise typer.Exit(1)


def _worded(gap: dict[str, Any]) -> dict[str, Any]:
    reason = "not_on_map" if gap["km"] is None else gap["reason"]
    return {"name": gap["name"], "mode": gap["mode"], "why": REASONS[reason].format(**gap)}
