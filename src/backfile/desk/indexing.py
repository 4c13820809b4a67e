"""How does the index follow the archive? Opened where it can be, made again where it cannot; a note says so."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backfile import disk
from backfile.archive.store import read_archive, read_coverage
from backfile.desk.documents import documents_of
from backfile.errors import Damage, Locked
from backfile.index.codec.pages import Altered
from backfile.index.opening import NoIndex, OpenIndex, open_index
from backfile.index.writing import build_index, refresh_index, update_liveblogs
from backfile.model.progress import Progress, silent
from backfile.text.slug import Slug
from backfile.workspace.catalogue import fingerprint, made_from, note_made
from backfile.workspace.folders import Workspace, index_home
from backfile.workspace.key import read_key
from backfile.workspace.lock import PATIENCE, writing, writing_in

_NOTED = "made-from"
_BESIDE = "another command is writing to this archive; what it changes is not found yet"


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that can be searched, and what a person should be told of how it came about."""

    held: OpenIndex
    notes: tuple[str, ...]


def open_or_build(workspace: Workspace, language: str, *, progress: Progress = silent) -> Opened:
    """The index of the archive; where there is none, or a command was stopped before it was done, it is made first.

    Where another command is at work, the index is the one from before.
    """
    home, key = index_home(workspace), read_key()
    told = () if key.note is None else (key.note,)
    if home != workspace.index:
        opened = _open_elsewhere(home, workspace, language, key.secret, progress)
    else:
        opened = _open_within(home, workspace, language, key.secret, progress)
    return Opened(opened.held, (*told, *opened.notes))


def make_again(workspace: Workspace, language: str, found: Altered, *, progress: Progress = silent) -> Opened:
    """The index, made anew after damage was found in it."""
    home, key = index_home(workspace), read_key()
    within = home == workspace.index
    lock = writing(workspace, patience=PATIENCE) if within else writing_in(home, workspace, patience=PATIENCE)
    with lock:
        now = fingerprint(workspace)
        coverages, faults = read_archive(workspace.archive)
        build_index(home, list(documents_of(coverages)), language, key.secret, progress=progress)
        if within:
            note_made(workspace, "index")
        else:
            disk.write(home / _NOTED, now)
    reason = f"it is damaged ({found.place} {found.fault})"
    return Opened(open_index(home, language, key.secret), (_made_again(reason), *map(str, faults)))


def follow(
    workspace: Workspace, liveblogs: Collection[Slug] | None, language: str, *, progress: Progress = silent
) -> list[Damage]:
    """Bring the index up to date after these live blogs were written to; None: after nobody knows which were.

    Where there is no index yet, all of the archive goes in; what cannot be read there is given back. The caller holds
    the lock.
    """
    faults: list[Damage] = []
    touched: Collection[Slug] | None = liveblogs
    key = read_key().secret
    if liveblogs is None or not _follow(workspace, liveblogs, language, key):
        touched = None
        everything, faults = read_archive(workspace.archive)
        refresh_index(workspace.index, list(documents_of(everything)), language, key, progress=progress)
    note_made(workspace, "index", touched=touched)
    return faults


def _follow(workspace: Workspace, liveblogs: Collection[Slug], language: str, key: bytes) -> bool:
    """Write what differs of these live blogs; False where there is no whole index to write it to."""
    with suppress(NoIndex, Altered):
        opened = open_index(workspace.index, language, key)
        documents = list(documents_of(read_coverage(workspace.archive, liveblog) for liveblog in sorted(liveblogs)))
        update_liveblogs(opened, liveblogs, documents)
        return True
    return False


def _open_within(home: Path, workspace: Workspace, language: str, key: bytes, progress: Progress) -> Opened:
    held: OpenIndex | None = None
    with suppress(NoIndex):
        held = open_index(home, language, key)
        if made_from(workspace, "index") is not None:
            return Opened(held, ())
    try:
        with writing(workspace, patience=PATIENCE if held is None else 0):
            coverages, faults = read_archive(workspace.archive)
            done = refresh_index(home, list(documents_of(coverages)), language, key, progress=progress)
            note_made(workspace, "index")
    except Locked:
        if held is None:
            raise
        return Opened(held, (_BESIDE,))
    notes = [str(fault) for fault in faults]
    if done.anew is not None:
        notes.insert(0, _made_again(done.anew))
    elif held is not None:  # where there was none, another search has made it by now
        notes.insert(0, "the search index was brought up to date: a command was stopped before it was done")
    return Opened(open_index(home, language, key), tuple(notes))


def _open_elsewhere(home: Path, workspace: Workspace, language: str, key: bytes, progress: Progress) -> Opened:
    """The index, outside of the archive, of one that cannot be written to: made again whenever that one has changed."""
    now = fingerprint(workspace)
    held, reason = _open_noted(home, now, language, key)
    if held is not None and reason is None:
        return Opened(held, ())
    try:
        with writing_in(home, workspace, patience=PATIENCE if held is None else 0):
            meanwhile, reason = _open_noted(home, now, language, key)
            if meanwhile is not None and reason is None:  # another search has made it by now
                return Opened(meanwhile, ())
            coverages, faults = read_archive(workspace.archive)
            build_index(home, list(documents_of(coverages)), language, key, progress=progress)
            disk.write(home / _NOTED, now)
    except Locked:
        if held is None:
            raise
        return Opened(held, (_BESIDE,))
    return Opened(open_index(home, language, key), (_made_again(str(reason)), *map(str, faults)))


def _open_noted(home: Path, now: str, language: str, key: bytes) -> tuple[OpenIndex | None, str | None]:
    """The index in the cache, if there is one, and why it has to be made again, if it has to."""
    try:
        held = open_index(home, language, key)
    except NoIndex as fault:
        return None, str(fault)
    noted = home / _NOTED
    current = noted.is_file() and disk.read_bytes(noted) == now.encode()
    return held, None if current else "the archive has changed"


def _made_again(reason: str) -> str:
    return f"the search index was made again from archive/: {reason}"
