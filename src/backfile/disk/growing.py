"""How does a file grow that only grows? By whole lines; what a stopped writer left of one goes with the next."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from backfile.disk.faults import plainly
from backfile.disk.flushing import flush_soon
from backfile.disk.writing import make_folder

_BLOCK = 1 << 16  # bytes


def append(path: Path, line: str) -> None:
    """Add a line to a file that only grows, flushed to the disk. What a stopped writer left of a line at its end goes.

    The file is made where there is none.
    """
    with plainly(path, "written"):
        if not path.parent.is_dir():
            make_folder(path.parent)
        with path.open("ab+") as file:
            whole = _end_of_lines(file)
            file.truncate(whole)
            try:
                file.write(line.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):  # the first fault is the one to tell
                    file.truncate(whole)
                raise
        flush_soon(path.parent)


def read_last_line(path: Path) -> str:
    """The last whole line of a text file without its end; empty when there is none."""
    with plainly(path, "read"):
        try:
            with path.open("rb") as file:
                end = _end_of_lines(file)
                held = b""
                while end - len(held) > 0 and held.count(b"\n") < 2:  # the line's own end, and that of the one before
                    start = max(0, end - len(held) - _BLOCK)
                    file.seek(start)
                    held = file.read(end - len(held) - start) + held
        except FileNotFoundError:
            return ""
    return held.removesuffix(b"\n").rpartition(b"\n")[2].decode("utf-8", "replace")


def _end_of_lines(file: IO[bytes]) -> int:
    """Where the last whole line of a file ends, in bytes."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _BLOCK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
