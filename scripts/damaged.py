"""Print what is pinned and not as it was installed: a file is missing or altered, or all of it is gone.

usage: .venv/bin/python -I scripts/damaged.py LOCK…

One line each, such as ``numpy-2.4.6``: the folder of that name with ``.dist-info`` is what pip knows it by. What was
installed holds its files' hashes in RECORD. Ends with 1 where only a new environment helps: Python is another one
than the packages were installed for, or pip itself is damaged. Standard library alone.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import re
import sys
import sysconfig
from pathlib import Path

PIN = re.compile(r"^([\w.-]+)==([\w.]+)")
OPTIONAL = "# optional"


def normal(name: str) -> str:
    """Return a distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: Path) -> dict[str, tuple[str, bool]]:
    """Return version and whether it may be missing of each pin of a lock file."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    found = [(match, line.endswith(OPTIONAL)) for line in lines if (match := PIN.match(line))]
    return {normal(match[1]): (match[2], optional) for match, optional in found}


def is_whole(info: Path) -> bool:
    """Tell whether all files that a ``.dist-info`` folder's RECORD lists are there, with the hash that it states."""
    try:
        with (info / "RECORD").open(encoding="utf-8", newline="") as file:
            rows = [tuple(row) for row in csv.reader(file)]
        own = f"{info.name}/RECORD"
        return any(row[0] == own for row in rows) and all(_is_as_stated(info.parent, *row) for row in rows)
    except (OSError, ValueError, TypeError, IndexError, csv.Error):
        return False


def _is_as_stated(site: Path, name: str, stated: str, size: str) -> bool:
    if not stated:  # RECORD itself and what Python compiled
        return True
    path = site / name
    if size and path.stat().st_size != int(size):
        return False
    algorithm, digest = stated.split("=", 1)
    with path.open("rb") as file:
        made = hashlib.file_digest(file, algorithm).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=") == digest


def damaged(site: Path, locks: list[Path]) -> list[str]:
    """Return the names, with versions, of what is pinned and not whole in a site-packages folder."""
    infos: dict[str, list[Path]] = {}
    for info in sorted(site.glob("*-*.dist-info")):
        infos.setdefault(normal(info.name.removesuffix(".dist-info").rsplit("-", 1)[0]), []).append(info)
    found = []
    for name, (version, optional) in {k: v for lock in locks for k, v in pinned(lock).items()}.items():
        here = infos.get(name, [])
        found += [i.name.removesuffix(".dist-info") for i in here if not is_whole(i)]
        if not here and not optional:
            found.append(f"{name}-{version}")
    return found


def main(locks: list[Path]) -> int:
    """Print what is damaged and return an exit code."""
    site = Path(sysconfig.get_path("purelib"))
    pips = list(site.glob("pip-*.dist-info"))
    if sys.prefix == sys.base_prefix or not pips or not all(map(is_whole, pips)):
        return 1
    print("\n".join(damaged(site, locks)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main([Path(name) for name in sys.argv[1:]]))
