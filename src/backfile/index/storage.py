"""Which files is an index made of, and how do they reach the disk?

Whoosh's files hold pickles, in the table of contents and inside of segments, and a crafted one runs code when it is
read. So Whoosh is shown no file but those that were checked, and those that this storage itself has made since;
whatever else lies in the folder does not exist for it.

A storage is a snapshot. Its files are held from the check on (small ones in memory, large ones open), so that a writer
beside it, who gives the files of its commit new names and sweeps the old ones, changes nothing here. What this does not
cover: somebody who writes into a large file in place after it was checked. Whoever can do that while we run can write
as this user, and needs no index to run code.

Files are written through the one door, flushed, and under the lock that the archive holds: Whoosh itself never flushes
a file to the disk, takes a lock of its own, and lets a full disk end in a traceback.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from backfile import disk
from backfile.errors import BackfileError

IN_MEMORY = 64 * 1024
"""Files of up to so many bytes are held in memory: an index has ten files a segment, and some systems allow a process
no more than 256 open ones."""

_PIECE = 1024 * 1024
"""Bytes that are read at once of a file that is checked."""


class Altered(Exception):
    """A file is not as it was written; the message is its name."""


class Written(NamedTuple):
    """What is known of a file as it was written: how many bytes, and their sha256 in hex.

    (Most processors have instructions for sha256, with which it is three times as fast as BLAKE2b.)
    """

    size: int
    digest: str


class DoorStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no type hints
    """The files of one index: those that were checked, and those made since."""

    def __init__(self, folder: Path, written: Mapping[str, Written] | None = None) -> None:
        """The index in `folder` that consists of these files: none for a new one. Raises Altered."""
        super().__init__(str(folder))
        self._written = dict(written or {})
        self._made: set[str] = set()
        # First hold all, then check all: holding takes no time in which a writer could sweep one.
        self._held = {name: _hold(Path(folder) / name, each) for name, each in self._written.items()}
        for name, held in self._held.items():
            if _digest(held) != self._written[name].digest:
                raise Altered(name)

    def files(self) -> dict[str, Written]:
        """The files that the index consists of now, for the stamp of it."""
        for name in self._made:
            made = disk.Pinned(self._path(name))
            self._written[name] = Written(made.size, _digest(made))
        self._made.clear()
        return {name: self._written[name] for name in sorted(self._written)}

    def read_table(self, name: str) -> str:
        """The text that was kept under this name beside Whoosh's files. Raises Altered where there is none."""
        for file in self.list():
            if file.startswith(f"{name}-"):
                with self.open_file(file) as table:
                    return str(table.read(), "utf-8")
        raise Altered(name)

    def write_table(self, name: str, text: str) -> None:
        """Keep a text under this name. Its file has a new name for new contents, so that snapshots keep the old one."""
        data = text.encode("utf-8")
        new = f"{name}-{hashlib.sha256(data).hexdigest()[:16]}.table"
        for file in self.list():
            if file.startswith(f"{name}-") and file != new:
                self.delete_file(file)
        if new not in self._written:
            disk.write(self._path(new), data)
            self._made.add(new)

    # What Whoosh asks for

    def list(self) -> list[str]:
        return sorted({*self._written, *self._made})

    def file_exists(self, name: str) -> bool:
        return name in self._written or name in self._made or name in self._held

    def file_length(self, name: str) -> int:
        held = self._held.get(name)
        if held is None:
            return self._path(self._known(name)).stat().st_size
        return len(held) if isinstance(held, bytes) else held.size

    def open_file(self, name: str, **options: Any) -> Any:
        held = self._held.get(name)
        if held is None:
            return StructFile(disk.opened(self._path(self._known(name))), name=name, **options)
        return StructFile(_stream(held), name=name, **options)

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **options: Any) -> Any:
        self._made.add(name)
        return StructFile(disk.create(self._path(name)), name=name, onclose=_flush)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        disk.rename(self._path(oldname), self._path(newname))
        self._made.discard(oldname)
        self._made.add(newname)

    def delete_file(self, name: str) -> None:
        """A file that was made since goes at once. One that the index in force consists of may be needed still, by a
        reader or after a stop: it is no part of this index any longer, and whoever switches to it sweeps it."""
        self._written.pop(name, None)
        if name in self._made:
            self._made.discard(name)
            disk.remove(self._path(name))

    def lock(self, name: str) -> Any:
        """The archive's lock is held by whoever writes, so this one is always free."""
        return _Free()

    def _known(self, name: str) -> str:
        if name not in self._made and name not in self._written:
            raise FileNotFoundError(name)
        return name

    def _path(self, name: str) -> Path:
        return Path(self.folder) / name


class _Free:
    def acquire(self, blocking: bool = False) -> bool:
        return True

    def release(self) -> None:
        return None


def _hold(path: Path, written: Written) -> bytes | disk.Pinned:
    try:
        pinned = disk.Pinned(path)
        if pinned.size != written.size:
            raise Altered(path.name)
        return pinned if pinned.size > IN_MEMORY else pinned.stream().read()
    except BackfileError as fault:
        raise Altered(path.name) from fault


def _digest(held: bytes | disk.Pinned) -> str:
    hashed = hashlib.sha256()
    if isinstance(held, bytes):
        hashed.update(held)
    else:
        piece, place = memoryview(bytearray(min(_PIECE, max(1, held.size)))), 0
        while count := held.read_into(piece, place):
            hashed.update(piece[:count])
            place += count
    return hashed.hexdigest()


def _stream(held: bytes | disk.Pinned) -> IO[bytes]:
    return io.BytesIO(held) if isinstance(held, bytes) else held.stream()


def _flush(file: StructFile) -> None:
    disk.flush(file.file)
