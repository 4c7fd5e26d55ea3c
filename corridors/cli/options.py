"""Options that several commands have."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corridors.model import Mode

__all__ = ["Allowance", "Json", "Output", "TravelMode"]


class Allowance(StrEnum):
    """What a way may use besides what is open to every trade."""

    TRADE = "trade"
    DOUBTFUL = "doubtful"


class TravelMode(StrEnum):
    """The modes that a route may use; Typer refuses any other with exit code 2."""

    RAIL = Mode.RAIL.value
    ROAD = Mode.ROAD.value
    FERRY = Mode.FERRY.value
    SEA = Mode.SEA.value


Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
