"""When does it surely stand on the disk? A file when it is flushed, and its name when its folder is.

Inside `batch()` each folder is flushed once, at the end.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from backfile.disk.faults import plainly

_unflushed: set[Path] | None = None


@contextmanager
def batch() -> Iterator[None]:
    """Flush each folder that is written to inside the block once, at its end."""
    global _unflushed
    if _unflushed is not None:
        yield
        return
    _unflushed = set()
    try:
        yield
    finally:
        folders, _unflushed = _unflushed, None
        for folder in sorted(folders):
            _flush_folder(folder)


def flush(file: IO[bytes]) -> None:
    """Push an open file's bytes through to the disk."""
    with plainly(Path(str(file.name)), "written"):
        file.flush()
        os.fsync(file.fileno())


def flush_soon(folder: Path) -> None:
    if _unflushed is None:
        _flush_folder(folder)
    else:
        _unflushed.add(folder)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt" or not folder.is_dir():  # Windows cannot open a folder, and needs no flush of one
        return
    with plainly(folder, "written"):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks know no flush of folders
                raise
        finally:
            os.close(descriptor)
