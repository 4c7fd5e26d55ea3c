"""The command `check`."""

from __future__ import annotations

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, say, show

__all__ = ["check"]


def check(as_json: Json = False) -> None:
    """Check every shipped file: ledger, hashes, schemas, network."""
    from corridors.analysis.checking import check_all  # noqa: PLC0415

    faults = check_all()
    if as_json:
        say({"ok": not faults, "faults": [{"what": a, "message": b} for a, b in faults]})
    elif not faults:
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
