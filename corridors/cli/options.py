"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Json", "Output"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
