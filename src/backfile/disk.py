"""The one door to the disk. Law: after any stop, a file is the old one or the new one, never a mixture.

A file is written aside (`<name>.part`), flushed to the disk and renamed over the old one. The rename
itself is safe once its folder is flushed too; inside `batch()` each folder is flushed once, at the end.
What the system refuses becomes one `BackfileError` that names the file and the fault.
"""

from __future__ import annotations

import errno
import hashlib
import io
import mmap
import os
import stat
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import IO

from backfile.errors import BackfileError, Usage

PART = ".part"
"""The ending of a file that is still being written. A leftover one is swept by the next writer."""

_MENDS = {
    errno.ENOSPC: ("the disk is full", "free some space and run the command again; nothing was half written"),
    errno.EDQUOT: ("your quota on this disk is used up", "free some space and run the command again"),
    errno.EROFS: ("the disk is read-only", "use a folder that can be written"),
    errno.EFBIG: ("the file is too large for this disk", "use another disk"),
    errno.EIO: ("the disk answered with an error", "check the disk before going on"),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "use a shorter path"),
}

_MAPPING = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))

_unflushed: set[Path] | None = None


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


def opened(path: Path) -> IO[bytes]:
    """Open a binary file for reading, for those who read piece by piece."""
    with plainly(path, "read"):
        return path.open("rb")


def copy(source: IO[bytes], path: Path) -> None:
    """Make `path` hold what the open file holds, from its beginning, piece by piece and atomically like `write`."""
    from shutil import copyfileobj  # with it come all that compress, and no search needs them

    source.seek(0)
    with plainly(path, "written"), _aside(path, durable=True) as file:
        copyfileobj(source, file)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Make `path` hold these pieces, one after the other, atomically like `write`, whatever fault or stop may come from
    where they are made. They may be read from `path` itself."""
    with plainly(path, "written"), _aside(path, durable=True) as file:
        for piece in pieces:
            file.write(piece)


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
        _flush_soon(path.parent)


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


_BLOCK = 1 << 16


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


def create(path: Path) -> IO[bytes]:
    """Open a new binary file for writing and reading back, for those who write piece by piece."""
    with plainly(path, "written"):
        return path.open("w+b")


def flush(file: IO[bytes]) -> None:
    """Push an open file's bytes through to the disk."""
    with plainly(Path(str(file.name)), "written"):
        file.flush()
        os.fsync(file.fileno())


def rename(old: Path, new: Path) -> None:
    """Give a file or a whole folder another name in one step; a file at `new` is replaced, a folder is not."""
    with plainly(new, "written"):
        old.replace(new)
        _flush_soon(new.parent)


def when_written(folder: Path) -> dict[str, int]:
    """When something was put into each of the folders in a folder, or taken out of it: nanoseconds since 1970."""
    with plainly(folder, "listed"), os.scandir(folder) as held:
        return {each.name: each.stat().st_mtime_ns for each in held if each.is_dir()}


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it. What is gone already is no fault."""
    with plainly(path, "removed"):
        if path.is_dir() and not path.is_symlink():
            from shutil import rmtree

            rmtree(path)
        else:
            path.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; one that is there already is no fault."""
    with plainly(path, "made"):
        path.mkdir(parents=True, exist_ok=True)


def folders(folder: Path) -> list[Path]:
    """The folders in `folder`, sorted, no links; none when it is missing."""
    with plainly(folder, "listed"):
        try:
            with os.scandir(folder) as listing:
                return sorted(Path(entry.path) for entry in listing if entry.is_dir(follow_symlinks=False))
        except (FileNotFoundError, NotADirectoryError):
            return []


def walk(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, sorted, not following links; nothing when the folder is missing."""
    return (Path(entry.path) for entry in _files_below(os.fspath(folder)))


def names(folder: Path) -> Iterator[str]:
    """The same as paths below the folder, with forward slashes; no path is made of them, which takes longest."""
    above = len(os.fspath(folder)) + 1
    return (entry.path[above:].replace(os.sep, "/") for entry in _files_below(os.fspath(folder)))


def stamp(folder: Path, endings: tuple[str, ...] = ("",)) -> str:
    """A digest of the names, sizes and times of the files below `folder` whose names end so: equal while nobody wrote
    there. Nothing is read of them; empty when there is none."""
    lines: list[str] = []
    above = os.fspath(folder)
    with plainly(folder, "listed"):
        try:
            descriptor = os.open(above, os.O_RDONLY) if _BY_DESCRIPTOR else None
        except FileNotFoundError:
            return ""
    _stamp_below(above, descriptor, "/", endings, lines)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest() if lines else ""


_BY_DESCRIPTOR = os.scandir in os.supports_fd and os.open in os.supports_dir_fd
_INWARDS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_name_of = attrgetter("name")


def _stamp_below(folder: str, descriptor: int | None, below: str, endings: tuple[str, ...], lines: list[str]) -> None:
    """Add a line for each file of a folder and of those in it, by name; the open `descriptor` is closed.

    Where the system knows a folder by a descriptor, it need not find its way to each file from the root again: a fifth
    of what it takes to look at 300,000 files.
    """
    try:
        with os.scandir(folder if descriptor is None else descriptor) as listing:
            found = sorted(listing, key=_name_of)
        for entry in found:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                inner = None if descriptor is None else os.open(name, _INWARDS, dir_fd=descriptor)
                _stamp_below(f"{folder}{os.sep}{name}", inner, f"{below}{name}/", endings, lines)
            elif name.endswith(endings) and entry.is_file(follow_symlinks=False):
                held = entry.stat(follow_symlinks=False)
                lines.append(f"{below}{name}\0{held.st_size}\0{held.st_mtime_ns}\n")
    except FileNotFoundError:
        return  # gone since its folder was listed
    except OSError:
        with plainly(Path(folder), "listed"):
            raise
    finally:
        if descriptor is not None:
            os.close(descriptor)


def stamps(folder: Path, besides: Container[str] = ()) -> dict[str, str]:
    """The stamp of each file, and of each folder that is not hidden, directly in `folder`, by name, sorted. What is
    named in `besides` is not looked at."""
    with plainly(folder, "listed"):
        try:
            with os.scandir(folder) as listing:
                found = sorted((entry for entry in listing if entry.name not in besides), key=lambda entry: entry.name)
        except FileNotFoundError:
            return {}
        made = {}
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    made[entry.name] = stamp(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                held = entry.stat(follow_symlinks=False)
                made[entry.name] = f"{held.st_size} {held.st_mtime_ns}"
    return made


def _files_below(folder: str) -> Iterator[os.DirEntry[str]]:
    with plainly(Path(folder), "listed"):
        try:
            with os.scandir(folder) as listing:
                found = sorted(listing, key=lambda entry: entry.name)
        except FileNotFoundError:
            return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(entry.path)
        elif entry.is_file(follow_symlinks=False):
            yield entry


def sweep(folder: Path) -> None:
    """Remove what an interrupted writer left below `folder`: part files, and folders with nothing in them."""
    for path in list(walk(folder)):
        if path.name.endswith(PART):
            remove(path)
    _prune(folder)


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
        _flush_soon(path.parent)


def _open_private(part: Path) -> IO[bytes]:
    return os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _holds(path: Path, data: bytes) -> bool:
    try:
        with io.FileIO(path) as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.readall() == data
    except FileNotFoundError:
        return False


def _flush_soon(folder: Path) -> None:
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


def _prune(folder: Path) -> bool:
    """Remove the empty folders below; True when `folder` itself holds nothing."""
    empty = True
    with plainly(folder, "listed"):
        try:
            children = sorted(folder.iterdir())
        except FileNotFoundError:
            return True
        for child in children:
            if child.is_dir() and not child.is_symlink() and _prune(child):
                child.rmdir()
            else:
                empty = False
    return empty
