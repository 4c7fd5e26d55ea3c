"""The app under many readers: sessions that talk to the server as a browser does, without one.

Each asks a new question as soon as the one before is answered. What is measured is the server's: its
processor time, its answers, its memory (on Linux, from ``/proc``).
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

READERS = 50
ASKED_EACH = 6
ALONE = 24
ALL_QUESTIONS = 1000
LIMIT_S = 300
MIB = 2**20
LARGEST_MESSAGE = 2**26


def measure(address: str, pid: int, places: Sequence[str]) -> dict[str, float]:
    """Return what a rerun costs, how 50 readers fare, and the memory before and after 1,000 questions.

    Parameters
    ----------
    address
        Where the app runs, such as ``http://127.0.0.1:8501``.
    pid
        The server's process.
    places
        Names that questions are made of.
    """
    return asyncio.run(_measure(address, pid, places))


async def _measure(address: str, pid: int, places: Sequence[str]) -> dict[str, float]:
    dice = random.Random(3)  # noqa: S311 - a sample, no secret
    pairs = [(a, b) for a in places for b in places if a != b]
    dice.shuffle(pairs)
    questions = iter([{"page": "plan", "from": a, "to": b} for a, b in pairs])
    await _ask(address, questions, 3)  # the first ones read the data
    begin_s = _processor_s(pid)
    await _ask(address, questions, ALONE)
    rerun_s = (_processor_s(pid) - begin_s) / ALONE
    begin, used_s, before = time.perf_counter(), _processor_s(pid), _memory(pid)
    waits = await _together(address, questions, READERS, ASKED_EACH)
    took_s = time.perf_counter() - begin
    used_s = _processor_s(pid) - used_s
    left = ALL_QUESTIONS - READERS * ASKED_EACH - ALONE
    await _together(address, questions, 4, left // 4)
    return {
        "processor_time_of_a_rerun_ms": rerun_s * 1000,
        "processor_time_of_a_rerun_among_50_readers_ms": used_s / len(waits) * 1000,
        "answers_a_second_with_50_readers": len(waits) / took_s,
        "median_wait_with_50_readers_s": statistics.median(waits),
        "p95_wait_with_50_readers_s": statistics.quantiles(waits, n=20)[-1],
        "memory_before_the_questions_mib": before / MIB,
        "memory_after_1000_questions_mib": _memory(pid) / MIB,
    }


async def _together(
    address: str, questions: Iterator[dict[str, str]], count: int, each: int
) -> list[float]:
    waits = await asyncio.gather(*(_ask(address, questions, each) for _ in range(count)))
    return [wait for some in waits for wait in some]


async def _ask(address: str, questions: Iterator[dict[str, str]], count: int) -> list[float]:
    """Ask so many questions in one session; return the seconds that each answer took."""
    from websockets.asyncio.client import connect  # noqa: PLC0415 - comes with the app

    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    waits = []
    async with connect(stream, origin=address, max_size=LARGEST_MESSAGE, proxy=None) as socket:  # type: ignore[arg-type]
        for _ in range(count):
            begin = time.perf_counter()
            await socket.send(_rerun(next(questions)))
            await asyncio.wait_for(_until_drawn(socket), LIMIT_S)
            waits.append(time.perf_counter() - begin)
    return waits


def _rerun(question: dict[str, str]) -> bytes:
    told = import_module("streamlit.proto.BackMsg_pb2").BackMsg()  # the language of the server's WebSocket
    told.rerun_script.query_string = urlencode(question)
    return bytes(told.SerializeToString())


async def _until_drawn(socket: Any) -> None:
    """Read what comes until the page is drawn.

    Raises
    ------
    RuntimeError
        When the page could not be drawn.
    """
    kinds = import_module("streamlit.proto.ForwardMsg_pb2").ForwardMsg
    async for data in socket:
        said = kinds.FromString(data)
        if said.WhichOneof("type") == "script_finished":
            if said.script_finished != kinds.FINISHED_SUCCESSFULLY:
                message = f"A page ended with {said.script_finished}."
                raise RuntimeError(message)
            return


def _processor_s(pid: int) -> float:
    """Return the processor time that a process has used, s."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> int:
    """Return the bytes that a process holds in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * os.sysconf(
        "SC_PAGE_SIZE"
    )
