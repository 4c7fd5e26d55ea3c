"""Files that are whole or not there: written beside and moved; what dead processes left is cleared."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["clear_left", "own_folder", "write_whole"]

MARK: Final = "corridors"
_LEFT: Final = re.compile(rf"\.?{MARK}-(?:[\w-]+-)?(\d+)-\w+(?:\.part)?")
"""Names of ours that carry the number of the process that made them."""


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file so that readers see the old one or the new one, never half; a failure leaves the old one.

    What is no regular file (a device, a pipe) is written to as it is. A link stays one.

    Raises
    ------
    OSError
        When the folder or the file refuses.
    """
    target = path.resolve() if path.is_symlink() else path
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return path
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(target))
    with _beside(target) as part:
        part.write_bytes(data)
        part.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        part.replace(target)
    return path


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give an empty file in the same folder, which is gone afterwards, whatever happens."""
    handle, name = tempfile.mkstemp(prefix=f".{MARK}-{os.getpid()}-", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """Return the mask of new files; there is no way to read it but to set it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def own_folder(what: str) -> Path:
    """Make a temporary folder that tells whose it is, so that a later start can clear it.

    Parameters
    ----------
    what
        A word for what lies in it.
    """
    return Path(tempfile.mkdtemp(prefix=f"{MARK}-{what}-{os.getpid()}-"))


def clear_left(folder: Path | None = None) -> int:
    """Remove what processes that are dead left in a folder, the temporary one by default; return how much.

    Only names of ours are looked at, and only what belongs to this user; nothing is followed out of the folder.
    """
    cleared = 0
    with contextlib.suppress(OSError):
        for left in (folder or Path(tempfile.gettempdir())).iterdir():
            if _is_left(left):
                with contextlib.suppress(OSError):
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
                    cleared += 1
    return cleared


def _is_left(path: Path) -> bool:
    named = _LEFT.fullmatch(path.name)
    if not named or path.is_symlink():
        return False
    with contextlib.suppress(OSError):
        return path.stat().st_uid == os.getuid() and not _is_alive(int(named[1]))
    return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
