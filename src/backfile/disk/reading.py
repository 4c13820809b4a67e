"""What does a file hold? Read whole, piece by piece, or mapped into memory."""

from __future__ import annotations

import mmap
import os
import stat
from pathlib import Path
from typing import IO

from backfile.disk.faults import plainly
from backfile.errors import BackfileError

_MAPPING = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises Usage when it is missing, BackfileError when it cannot be read."""
    with plainly(path, "read"):
        return path.read_bytes()


def read_text(path: Path) -> str:
    """The whole file as UTF-8, line ends untouched. Bytes that are no UTF-8 raise BackfileError."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BackfileError(path, f"is not UTF-8 (byte {error.start})", "restore it from a backup") from error


def opened(path: Path) -> IO[bytes]:
    """Open a binary file for reading, for those who read piece by piece."""
    with plainly(path, "read"):
        return path.open("rb")


def mapped(path: Path) -> memoryview:
    """The bytes of a file, mapped into memory and not read; they stay what they are whatever becomes of its name.

    Raises BackfileError where there is no ordinary file of that name (not a link to one either). It is let go when
    nobody holds the view any longer; Windows lets nobody remove it before.
    """
    with plainly(path, "read"):
        descriptor = os.open(path, _MAPPING)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise BackfileError(path, "is no ordinary file", "remove it")
            if not found.st_size:
                return memoryview(b"")  # nothing cannot be mapped
            return memoryview(mmap.mmap(descriptor, found.st_size, access=mmap.ACCESS_READ))
        finally:
            os.close(descriptor)


def let_go(held: memoryview) -> None:
    """Let the system take back the memory of a file that is `mapped`: it is read again where it is asked for again."""
    advise = getattr(held.obj, "madvise", None)
    if advise is not None and hasattr(mmap, "MADV_DONTNEED"):
        advise(mmap.MADV_DONTNEED)
