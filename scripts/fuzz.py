"""Give mutated files to every reader and count what is no error of ours; the same numbers are the same files.

    python scripts/fuzz.py --reader xlsx --count 20000

What was tried is written to the state file after each hundred; the next run goes on from there.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # the checkout, wherever this is called from

from scripts.fuzzing.seeds import FORMS, seeds_of
from scripts.fuzzing.trying import changed, tried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AT_ONCE: Final = 100
MOST_BYTES: Final = 6_000_000_000
"""Of address space a process gets, so that a file which takes all memory fails alone."""
FORK: Final = multiprocessing.get_context("fork")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the figures, and return 1 when a reader failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", action="append", choices=sorted(FORMS), help="which; all by default")
    parser.add_argument("--count", type=int, default=20_000, help="files for each reader")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--state", type=Path, default=Path(".fuzz.json"), help="what was tried; delete it to begin anew"
    )
    parser.add_argument(
        "--show", type=int, help="write the mutated file of this number, of one reader, here"
    )
    given = parser.parse_args(arguments)
    readers = given.reader or sorted(FORMS)
    state = json.loads(given.state.read_text()) if given.state.exists() else {}
    with tempfile.TemporaryDirectory(prefix="corridors-fuzz-") as folder:
        for reader in readers:
            seeds = seeds_of(reader, _folder(folder, reader))
            if given.show is not None:
                name, data = changed(reader, given.show, seeds)
                Path(name).write_bytes(data)
                print(f"Wrote {name}, {len(data)} bytes")
                continue
            told = state.setdefault(reader, {"done": 0, "outcomes": {}, "faults": {}, "slowest": [0, -1], "seconds": 0, "peak_mb": 0})  # fmt: skip
            for result in _run(
                reader, range(told["done"], given.count), seeds, Path(folder), given.processes
            ):
                _add(told, result)
                given.state.write_text(json.dumps(state, indent=1))
            _show(reader, told)
    return int(any(told["faults"] for told in state.values()))


def _folder(folder: str, name: str) -> Path:
    path = Path(folder) / name
    path.mkdir(exist_ok=True)
    return path


def _run(reader: str, numbers: range, seeds: Any, folder: Path, processes: int) -> Iterator[dict[str, Any]]:
    """Try files in processes of their own, a hundred each; results in order, so that a run can go on."""
    parts = [numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]
    running: list[Any] = []
    while parts or running:
        while parts and len(running) < processes:
            running.append(_begin(reader, parts.pop(0), seeds, folder))
        process, part, at, file = running.pop(0)
        process.join()
        if process.exitcode == 0:
            yield json.loads(file.read_text())
        else:
            told = f"the process ended with {process.exitcode} at number {at.value}"
            yield {"count": len(part), "outcomes": {"crash": 1}, "faults": {"crash": [at.value, told]}, "slowest": [0, -1], "seconds": 0, "peak_mb": 0}  # fmt: skip


def _begin(reader: str, part: range, seeds: Any, folder: Path) -> tuple[Any, range, Any, Path]:
    at = FORK.Value("q", -1)
    own = _folder(str(folder), f"{reader}-{part.start}")
    process = FORK.Process(target=_work, args=(reader, part, seeds, own, at))
    process.start()
    return process, part, at, own / "result.json"


def _work(reader: str, part: range, seeds: Any, folder: Path, at: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))

    def begun(number: int) -> None:
        at.value = number

    out = tried(reader, part, seeds, folder, begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"count": len(part), "outcomes": out.outcomes, "faults": out.faults, "slowest": out.slowest, "seconds": out.seconds, "peak_mb": peak}  # fmt: skip
    (folder / "result.json").write_text(json.dumps(told))


def _add(told: dict[str, Any], result: dict[str, Any]) -> None:
    told["done"] += result["count"]
    told["outcomes"] = dict(Counter(told["outcomes"]) + Counter(result["outcomes"]))
    told["faults"] = result["faults"] | told["faults"]
    told["slowest"] = max(list(told["slowest"]), list(result["slowest"]))
    told["seconds"] = round(told["seconds"] + result["seconds"], 1)
    told["peak_mb"] = max(told["peak_mb"], result["peak_mb"])


def _show(reader: str, told: dict[str, Any]) -> None:
    counts = ", ".join(f"{kind} {count}" for kind, count in sorted(told["outcomes"].items()))
    print(
        f"{time.strftime('%H:%M')} {reader}: {told['done']} files in {told['seconds']} s of processor time, "
        f"slowest {told['slowest'][0]} s (number {told['slowest'][1]}), peak {told['peak_mb']} MB; {counts}",
        flush=True,
    )
    for kind, (number, text) in told["faults"].items():
        print(f"  {kind}, first number {number}\n{text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
