"""One mutated file after another given to its reader; what is no error of ours is a fault."""

from __future__ import annotations

import random
import signal
import time
import traceback
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from corridors.errors import CorridorsError
from scripts.fuzzing.mutating import mutated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

__all__ = ["READERS", "Tried", "changed", "tried"]

LONGEST_S: Final = 40
"""After so long a reader is taken to hang."""
LONGEST_LINE: Final = 1500


@dataclass(slots=True)
class Tried:
    """What became of some files; filled while they are tried."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By the error and the place it came from: the number of the first such file, and its traceback."""
    slowest: tuple[float, int] = (0.0, -1)
    seconds: float = 0.0


def changed(form: str, number: int, seeds: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return the mutated file of a number, always the same one."""
    rng = random.Random(zlib.crc32(f"{form} {number}".encode()))  # noqa: S311 - repeatable on purpose
    name, data = rng.choice(seeds)
    return name, mutated(data, rng, [other for _, other in seeds])


def tried(
    form: str,
    numbers: Iterable[int],
    seeds: Sequence[tuple[str, bytes]],
    folder: Path,
    begun: Callable[[int], None] = lambda _: None,
) -> Tried:
    """Give the mutated files of some numbers to their reader.

    Parameters
    ----------
    form
        One of `FORMS`.
    numbers
        Which files.
    seeds
        The sound files of the form.
    folder
        Where the files are written.
    begun
        Is told each number before it is tried.

    Returns
    -------
        How many were read, refused in one line, or neither.
    """
    out, read = Tried(), READERS[form]
    for number in numbers:
        name, data = changed(form, number, seeds)
        path = folder / name
        path.write_bytes(data)
        begun(number)
        start = time.process_time()
        outcome, told = _outcome(read, path)
        took = time.process_time() - start
        out.outcomes[outcome] += 1
        out.seconds += took
        out.slowest = max(out.slowest, (round(took, 2), number))
        if told:
            out.faults.setdefault(outcome, (number, told))
    return out


def _outcome(read: Callable[[Path], Any], path: Path) -> tuple[str, str]:
    """Return what became of a file, and the traceback of a fault."""
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(LONGEST_S)
    try:
        read(path)
    except CorridorsError as fault:
        line = str(fault)
        if "\n" in line or not line.isprintable() or len(line) > LONGEST_LINE:
            return "refused, but not in one printable line", repr(line[:3000])
        return "refused", ""
    except KeyboardInterrupt:
        return "hangs", traceback.format_exc()
    except BaseException as fault:  # noqa: BLE001 - finding these is what it is for
        last = traceback.extract_tb(fault.__traceback__)[-1]
        ours = [f for f in traceback.extract_tb(fault.__traceback__) if "corridors" in f.filename]
        at = ours[-1] if ours else last
        return (
            f"{type(fault).__name__} at {at.filename.rpartition('/')[2]}:{at.lineno}",
            traceback.format_exc(),
        )
    finally:
        signal.alarm(0)
    return "read", ""


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


# ------------------------------------------------------------------------------------------------- readers
def _table(path: Path) -> None:
    from corridors.exchange import read_table  # noqa: PLC0415

    read_table(path)


def _tracker(path: Path) -> None:
    from corridors.exchange.gem import import_gem  # noqa: PLC0415

    found = import_gem(path)
    found.to_dict()


def _extract(path: Path) -> None:
    from corridors.graph.conditioning.extract import read_extract  # noqa: PLC0415
    from corridors.routing.own import save_extract  # noqa: PLC0415

    found = read_extract(path)
    found.to_dict()
    if zlib.crc32(path.read_bytes()) % 8 == 0:  # conditioning takes longer than reading
        save_extract(found, path.with_name("made.npz"))


def _network(path: Path) -> None:
    from corridors.routing.own import own_planner  # noqa: PLC0415

    own = own_planner(path)
    answer = own.route("9.6,47.24", "9.5,47.18")
    answer.to_dict()


def _catalogue(path: Path) -> None:
    from corridors.i18n import read_catalogue  # noqa: PLC0415

    words = read_catalogue(path, "ru")
    words("Plan a route")
    words.pgettext("status", "open")
    for count in (0, 1, 2, 5, 21, 1.5, 10**6):
        words.ngettext("{n} day", "{n} days", count)


READERS: Final[dict[str, Callable[[Path], Any]]] = {
    "csv": _table,
    "xlsx": _table,
    "tracker": _tracker,
    "osm": _extract,
    "graphml": _extract,
    "layer": _extract,
    "network": _network,
    "catalogue": _catalogue,
}
"""Who reads the files of a form."""
