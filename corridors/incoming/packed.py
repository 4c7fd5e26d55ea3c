"""Zip files of strangers: what they unpack to is known before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from corridors.errors import BadTable
from corridors.incoming.limits import MB, SMALL, TIMES_UNPACKED, ZIP_BYTES, ZIP_MEMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["members_of"]


def members_of(
    data: bytes, name: str, *, most: int = ZIP_BYTES, times: int | None = TIMES_UNPACKED
) -> Sequence[zipfile.ZipInfo]:
    """Return the members of a zip file.

    Parameters
    ----------
    data
        The file.
    name
        What it is called, for messages.
    most
        Bytes that all of them together may unpack to.
    times
        How many times its size that may be; None for numbers, which pack without bound.

    Raises
    ------
    BadTable
        It has too many members, is encrypted, or unpacks to more.
    zipfile.BadZipFile
        It is no zip file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
    if len(members) > ZIP_MEMBERS:
        raise BadTable(
            f"{name} packs {len(members):,} files; at most {ZIP_MEMBERS:,} are read. Save it again."
        )
    if any(member.flag_bits & 1 for member in members):
        raise BadTable(f"{name} is locked with a password; save it without one.")
    unpacked = sum(member.file_size for member in members)
    allowed = most if times is None else min(most, max(SMALL, len(data) * times))
    if unpacked > allowed:
        raise BadTable(
            f"{name} has {len(data) / MB:,.1f} MB that unpack to {unpacked / MB:,.0f} MB; at most "
            f"{allowed / MB:,.0f} MB are read. Save it again with only what you need."
        )
    return members
