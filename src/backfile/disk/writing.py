"""How is a file written? Aside (`<name>.backfile-part`), flushed to the disk, and renamed over the old one.

The rename itself is safe once its folder is flushed too.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from backfile.disk.faults import plainly
from backfile.disk.flushing import flush_soon

PART = ".backfile-part"
"""The ending of a file that is still being written, which nobody else uses. A leftover is swept by the next writer."""

OLD_PART = ".part"
"""That of earlier versions, and of other programs: by itself it does not say whose a file is."""


def write(path: Path, data: bytes | str, *, durable: bool = True, private: bool = False) -> bool:
    """Make `path` hold exactly `data`; give True when that changed it.

    An equal file is left alone, its time included. `durable=False` leaves out the flushes, for what can be made
    again at any time; the rename is atomic all the same. A `private` file is this user's alone, where the system knows
    such a thing.
    """
    data = data.encode("utf-8") if isinstance(data, str) else data
    with plainly(path, "written"):
        if _holds(path, data):
            return False
        if not (durable or private):
            _write_over(path, data)
            return True
        with _aside(path, durable=durable, private=private) as file:
            file.write(data)
    return True


def write_pieces(path: Path, pieces: Iterable[bytes], *, durable: bool = True) -> None:
    """Make `path` hold these pieces, one after the other, atomically like `write`, whatever fault or stop may come from
    where they are made. They may be read from `path` itself."""
    with plainly(path, "written"), _aside(path, durable=durable) as file:
        for piece in pieces:
            file.write(piece)


def copy(source: IO[bytes], path: Path) -> None:
    """Make `path` hold what the open file holds, from its beginning, piece by piece and atomically like `write`."""
    from shutil import copyfileobj  # with it come all that compress, and no search needs them

    source.seek(0)
    with plainly(path, "written"), _aside(path, durable=True) as file:
        copyfileobj(source, file)


def create(path: Path) -> IO[bytes]:
    """Open a new binary file for writing and reading back, for those who write piece by piece."""
    with plainly(path, "written"):
        return path.open("w+b")


def rename(old: Path, new: Path) -> None:
    """Give a file or a whole folder another name in one step; a file at `new` is replaced, a folder is not."""
    with plainly(new, "written"):
        old.replace(new)
        flush_soon(new.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; one that is there already is no fault."""
    with plainly(path, "made"):
        path.mkdir(parents=True, exist_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    try:
        with io.FileIO(path) as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.readall() == data
    except FileNotFoundError:
        return False


def _write_over(path: Path, data: bytes) -> None:
    """`_aside` for what may be lost with the power, and of which a site has thousands: in a third of the time."""
    part = Path(f"{path}{PART}")
    try:
        with _new_file(part) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
        part.replace(path)
    except OSError:
        with suppress(OSError):  # the first fault is the one to tell
            part.unlink(missing_ok=True)
        raise


def _new_file(part: Path) -> io.FileIO:
    """A new file, never one that is there: a leftover goes, and so does a link, which would lead elsewhere."""
    try:
        return io.FileIO(part, "x")
    except FileExistsError:
        part.unlink()
    except FileNotFoundError:
        make_folder(part.parent)
    return io.FileIO(part, "x")


@contextmanager
def _aside(path: Path, *, durable: bool, private: bool = False) -> Iterator[IO[bytes]]:
    """A file beside `path` to write to, which takes its name once the block has ended well."""
    if not path.parent.is_dir():  # a site has more files than folders
        make_folder(path.parent)
    part = path.with_name(path.name + PART)
    try:
        if os.path.lexists(part):  # a leftover keeps its own rights, and a link leads elsewhere
            part.unlink()
        with _open_private(part) if private else part.open("xb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException:  # a person's Ctrl-C too; whoever is killed leaves the part to the next writer
        with suppress(OSError):  # the first fault is the one to tell
            part.unlink(missing_ok=True)
        raise
    if durable:
        flush_soon(path.parent)


def _open_private(part: Path) -> IO[bytes]:
    return os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")
