"""Bytes of files that are files, as many as are allowed and no more."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import stat
from typing import TYPE_CHECKING, Final

from corridors.errors import BadTable
from corridors.incoming.limits import MB, SMALL, TIMES_UNPACKED
from corridors.incoming.shown import shortened

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_bounded", "read_unpacked", "regular_size", "shown"]

CHUNK: Final = 1 << 20
LONGEST_NAME: Final = 80
_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def shown(path: Path) -> str:
    """Return the name of a file as it may be printed: without signs that steer a terminal, and not endless."""
    name = "".join(c if c.isprintable() else repr(c)[1:-1] for c in path.name or str(path))
    return shortened(name, LONGEST_NAME)


def regular_size(path: Path, most: int) -> int:
    """Return how many bytes a file has.

    Parameters
    ----------
    path
        The file.
    most
        How many bytes are read of it.

    Raises
    ------
    BadTable
        It is missing, larger, or a folder, pipe, device or socket.
    """
    try:
        about = path.stat()
    except (OSError, ValueError) as fault:
        raise BadTable(_closed(path, fault)) from fault
    _need_regular(path, about)
    if about.st_size > most:
        raise BadTable(_too_large(path, f"{about.st_size / MB:,.0f} MB", most))
    return about.st_size


def read_bounded(path: Path, most: int) -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    path
        The file; what is no regular file is not even opened, for a pipe waits and a device has no end.
    most
        How many bytes are read of it.

    Raises
    ------
    BadTable
        It cannot be opened, is larger, or a folder, pipe, device or socket.
    """
    regular_size(path, most)
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            _need_regular(path, os.fstat(file.fileno()))
            data = file.read(most + 1)
    except OSError as fault:
        raise BadTable(_closed(path, fault)) from fault
    if len(data) > most:  # it grew, or is one of those of the system that state no size
        raise BadTable(_too_large(path, f"more than {most / MB:,.0f} MB", most))
    return data


def read_unpacked(path: Path, most: int) -> bytes:
    """Return the bytes of a file, taken out of gzip or bzip2 where it is packed so.

    Parameters
    ----------
    path
        The file; its first bytes tell how it is packed.
    most
        How many bytes are read of it, unpacked.

    Raises
    ------
    BadTable
        It cannot be opened or is larger, or it unpacks to much more than text does.
    """
    data = read_bounded(path, most)
    if data[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return _unpack(stream, path, len(data), most)
    if data[:3] == b"BZh":
        with bz2.BZ2File(io.BytesIO(data)) as stream:
            return _unpack(stream, path, len(data), most)
    return data


def _unpack(stream: io.BufferedIOBase, path: Path, packed: int, most: int) -> bytes:
    allowed = min(most, max(SMALL, packed * TIMES_UNPACKED))
    out = io.BytesIO()
    while chunk := stream.read(CHUNK):
        out.write(chunk)
        if out.tell() > allowed:
            why = f"{packed / MB:,.1f} MB that unpack to more than {allowed / MB:,.0f} MB"
            raise BadTable(_too_large(path, why, allowed))
    return out.getvalue()


def _need_regular(path: Path, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        kind = _KINDS.get(stat.S_IFMT(about.st_mode), "something else")
        raise BadTable(
            f"{shown(path)} is {kind}, and only files are read; save its content to a file first."
        )


def _closed(path: Path, fault: Exception) -> str:
    return f"{shown(path)} cannot be opened: {getattr(fault, 'strerror', None) or fault}."


def _too_large(path: Path, has: str, most: int) -> str:
    return f"{shown(path)} has {has}; at most {most / MB:,.0f} MB are read. Cut it to what you need."
