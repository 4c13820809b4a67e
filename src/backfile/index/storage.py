"""How do Whoosh's files reach the disk? Through the one door, flushed, and under the lock that the archive holds.

Whoosh itself never flushes a file to the disk, takes a lock of its own, and lets a full disk end in a traceback.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from backfile import disk


class DoorStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no type hints
    """Whoosh's folder of files, written through backfile.disk."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **options: Any) -> Any:
        return StructFile(disk.create(self._path(name)), name=name, onclose=_flush)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        disk.rename(self._path(oldname), self._path(newname))

    def delete_file(self, name: str) -> None:
        disk.remove(self._path(name))

    def lock(self, name: str) -> Any:
        """The archive's lock is held by whoever writes, so this one is always free."""
        return _Free()

    def _path(self, name: str) -> Path:
        return Path(self.folder) / name


class _Free:
    def acquire(self, blocking: bool = False) -> bool:
        return True

    def release(self) -> None:
        return None


def _flush(file: StructFile) -> None:
    disk.flush(file.file)
