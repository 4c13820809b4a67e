"""What did the system refuse? One line that names the file, the fault and the mend."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backfile.errors import BackfileError, Usage

_MENDS = {
    errno.ENOSPC: ("the disk is full", "free some space and run the command again; no file is half written"),
    errno.EDQUOT: ("your quota on this disk is used up", "free some space and run the command again"),
    errno.EROFS: ("the disk is read-only", "use a folder that can be written"),
    errno.EFBIG: ("the file is too large for this disk", "use another disk"),
    errno.EIO: ("the disk answered with an error", "check the disk before going on"),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "use a shorter path"),
}


@contextmanager
def plainly(path: Path, doing: str) -> Iterator[None]:
    """Turn an OSError inside the block into one line about `path`: "cannot be <doing>: why; mend"."""
    try:
        yield
    except FileNotFoundError as error:
        raise Usage(path, "no such file or folder", "check the path") from error
    except IsADirectoryError as error:
        raise Usage(path, "is a folder, not a file", "name a file inside it") from error
    except PermissionError as error:
        raise BackfileError(path, f"cannot be {doing}: permission denied", "check who owns it") from error
    except OSError as error:
        why, mend = _MENDS.get(error.errno or 0, (error.strerror or str(error), ""))
        raise BackfileError(path, f"cannot be {doing}: {why}", mend) from error
