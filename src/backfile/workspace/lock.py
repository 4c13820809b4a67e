"""Who may write? One at a time: a second writer waits a stated time, then is told who holds the archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backfile import disk
from backfile.errors import BackfileError, Locked
from backfile.workspace.folders import Workspace

PATIENCE = 10.0
"""Seconds that a second writer waits."""


@contextmanager
def writing(workspace: Workspace, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the archive for writing inside the block. Raises Locked when another process holds it for too long."""
    with writing_in(workspace.index, workspace, patience=patience):
        yield


@contextmanager
def writing_in(folder: Path, workspace: Workspace, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a folder of what is made of the archive, which is index/ or stands for it elsewhere, in the same way."""
    from filelock import FileLock, Timeout  # who only reads needs no lock

    disk.make_folder(folder)
    lock = FileLock(folder / "lock")
    holder = folder / "lock-holder"
    with disk.plainly(folder, "written"):
        try:
            lock.acquire(timeout=patience)
        except Timeout as error:
            raise Locked(
                workspace.root,
                f"another command is writing to this archive{_named(holder)}",
                f"waited {patience:g} seconds; try again when it is done",
            ) from error
    try:
        disk.write(holder, f"{os.getpid()}\n", durable=False)
        yield
    finally:
        try:
            disk.remove(holder)
        finally:
            lock.release()


def _named(holder: Path) -> str:
    try:
        return f" (process {int(disk.read_text(holder))})"
    except (ValueError, BackfileError):  # it ended between our asking and our looking
        return ""
