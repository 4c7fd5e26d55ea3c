"""The wall at a reader's border: whatever a library throws over a file becomes an error of ours."""

from __future__ import annotations

import contextlib
import warnings
from typing import TYPE_CHECKING, Final

from corridors.errors import BadInput, BadTable, CorridorsError, DamagedData
from corridors.incoming.shown import printable, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["wall"]

LONGEST: Final = 160
LONGEST_LINE: Final = 1_000


@contextlib.contextmanager
def wall(name: str, what: str = "", advice: str = "Save or download it again whole.") -> Iterator[None]:
    """Turn what fails inside into an error of ours that names the file; errors of ours pass as they are.

    Parameters
    ----------
    name
        Of the file.
    what
        What it should be, such as ``as a workbook``.
    advice
        What to do.

    Raises
    ------
    BadTable
        Anything failed that is no error of ours, or a library met data that it calls damaged.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what libraries remark on a stranger's file is no news to its reader
            yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except DamagedData as fault:
        raise BadTable(_line(name, what, advice, fault.__cause__ or fault)) from fault
    except (BadTable, BadInput) as fault:
        if type(fault) not in {BadTable, BadInput} or fault.args == (_plain(str(fault)),):
            raise
        raise type(fault)(_plain(str(fault))) from fault
    except CorridorsError:
        raise
    except BaseException as fault:  # libraries in other languages panic outside of Exception
        raise BadTable(_line(name, what, advice, fault)) from fault


def _plain(text: str) -> str:
    """Return a message in one line without signs that steer a terminal, and not endless; files speak in it."""
    return shortened(printable(text, " "), LONGEST_LINE)


def _line(name: str, what: str, advice: str, fault: BaseException) -> str:
    return f"{name} cannot be read{' ' * bool(what)}{what} ({_reason(fault)}). {advice}"


def _reason(fault: BaseException) -> str:
    if isinstance(fault, RecursionError):
        return "it is nested too deep"
    if isinstance(fault, MemoryError):
        return "it asks for more memory than there is"
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    first = next(iter(str(fault).splitlines()), "")
    plain = printable(first)[:LONGEST]
    return f"{type(fault).__name__}: {plain}" if plain else type(fault).__name__
