"""How does the index follow the archive? Opened where it can be, made again where it cannot; a note says so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.archive.held import list_liveblogs
from backfile.archive.liveblog_file import INDEX
from backfile.desk.search.documents import Documents, documents_of
from backfile.errors import Damage, Locked
from backfile.index.codec.pages import Altered
from backfile.index.opening import NoIndex, OpenIndex, open_index
from backfile.index.writing import Refreshed, build_index, is_patchwork, refresh_index, update_liveblogs
from backfile.model.entry import Coverage
from backfile.model.progress import Progress, silent
from backfile.model.search import Document
from backfile.text.slug import Slug
from backfile.workspace.catalogue import fingerprint, indexed, made_from, note_made
from backfile.workspace.folders import Workspace, index_home
from backfile.workspace.key import read_key
from backfile.workspace.lock import PATIENCE, writing, writing_in
from backfile.workspace.settings import MEGABYTE, Settings, read_settings

DocumentsOf: TypeAlias = Callable[[Collection[Slug] | None], Iterable[Document]]
"""The documents of some live blogs, or of all, as they stand in archive/. They may be gone through twice."""

_AT_ONCE = 4_096
"""Documents that are read before they are written."""

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
        now, reader = fingerprint(workspace), _Reader(workspace)
        build_index(home, reader.documents(progress), language, key.secret, memory=reader.memory)
        if within:
            note_made(workspace, "index", without=reader.damaged)
        else:
            disk.write(home / _NOTED, now)
    reason = f"it is damaged ({found.place} {found.fault})"
    return Opened(open_index(home, language, key.secret), (_made_again(reason), *reader.told))


def follow(
    workspace: Workspace, liveblogs: Collection[Slug] | None, language: str, *, progress: Progress = silent
) -> list[Damage]:
    """Bring the index up to date after these live blogs were written to; None: after nobody knows which were.

    Where there is no index yet, all of the archive goes in; what cannot be read there is given back. The caller holds
    the lock.
    """
    reader = _Reader(workspace)
    touched: Collection[Slug] | None = liveblogs
    key = read_key().secret
    if liveblogs is None or not _follow(workspace, liveblogs, language, key):
        touched = None
        refresh_index(workspace.index, reader.documents(progress), language, key, memory=reader.memory)
    note_made(workspace, "index", touched=touched, without=reader.damaged)
    return list(reader.faults.values())


def follow_archive(
    workspace: Workspace, settings: Settings, stamps: Mapping[str, str], documents_of: DocumentsOf
) -> Refreshed:
    """Bring the index up to date with the archive as these stamps tell of it: only those live blogs are read to which
    somebody wrote since. The caller holds the lock, and notes what was made."""
    key, language = read_key().secret, settings.language
    noted = indexed(workspace)
    changed = [Slug(slug) for slug in sorted({*noted, *stamps}) if noted.get(slug) != stamps.get(slug)]
    with suppress(NoIndex, Altered):
        opened = open_index(workspace.index, language, key)
        if not changed:
            return Refreshed(written=0, removed=0, anew=None)
        if 2 * len(changed) < len(noted) and not is_patchwork(opened):
            for segment in opened.segments:
                segment.check()
            return _update(workspace, changed, documents_of, language, key)
    return refresh_index(workspace.index, documents_of(None), language, key, memory=settings.memory * MEGABYTE)


def _follow(workspace: Workspace, liveblogs: Collection[Slug], language: str, key: bytes) -> bool:
    """Write what differs of these live blogs; False where there is no whole index to write it to."""

    def documents_of_some(some: Collection[Slug] | None) -> Iterable[Document]:
        there = [each for each in some or () if (workspace.archive / each / INDEX).is_file()]  # one may be gone by now
        return documents_of(read_coverage(workspace.archive, liveblog) for liveblog in there)

    with suppress(NoIndex, Altered):
        _update(workspace, sorted(liveblogs), documents_of_some, language, key)
        return True
    return False


def _update(
    workspace: Workspace, liveblogs: Sequence[Slug], documents_of: DocumentsOf, language: str, key: bytes
) -> Refreshed:
    """Write what differs of these live blogs, some at a time. Raises NoIndex, Altered."""
    written = removed = 0
    read: list[Slug] = []
    waiting: list[Document] = []
    opened = open_index(workspace.index, language, key)
    for liveblog in liveblogs:
        read.append(liveblog)
        waiting += documents_of([liveblog])
        if len(waiting) >= _AT_ONCE or liveblog == liveblogs[-1]:
            done = update_liveblogs(opened, read, waiting)
            written, removed = written + done.written, removed + done.removed
            opened = open_index(workspace.index, language, key)
            read, waiting = [], []
    return Refreshed(written, removed, None)


class _Reader:
    """Reads all of an archive, as often as is asked for, and keeps what is damaged in it."""

    def __init__(self, workspace: Workspace) -> None:
        self._archive = workspace.archive
        self.memory = read_settings(workspace.root).memory * MEGABYTE
        self.faults: dict[str, Damage] = {}
        self.damaged: set[Slug] = set()

    @property
    def told(self) -> tuple[str, ...]:
        """A line for each fault."""
        return tuple(self.faults)

    def documents(self, progress: Progress, liveblogs: Collection[Slug] | None = None) -> Documents:
        """Those of these live blogs, or of all."""
        chosen = list_liveblogs(self._archive)
        if liveblogs is not None:
            chosen = [liveblog for liveblog in chosen if liveblog in liveblogs]
        return Documents(chosen, self._read, progress)

    def _read(self, liveblog: Slug) -> Coverage | None:
        faults: list[Damage] = []
        try:
            return read_coverage(self._archive, liveblog, faults)
        except Damage as fault:
            faults.append(fault)
            return None
        finally:
            self.faults |= {str(fault): fault for fault in faults}
            self.damaged |= {liveblog} if faults else set()


def _open_within(home: Path, workspace: Workspace, language: str, key: bytes, progress: Progress) -> Opened:
    held: OpenIndex | None = None
    reader = _Reader(workspace)
    with suppress(NoIndex):
        held = open_index(home, language, key)
        if made_from(workspace, "index") is not None:
            return Opened(held, ())
    try:
        with writing(workspace, patience=PATIENCE if held is None else 0):
            stamps = disk.stamps(workspace.archive)
            settings = replace(read_settings(workspace.root), language=language)
            done = follow_archive(workspace, settings, stamps, partial(reader.documents, progress))
            note_made(workspace, "index", stamps=stamps, without=reader.damaged)
    except Locked:
        if held is None:
            raise
        return Opened(held, (_BESIDE,))
    notes = list(reader.told)
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
            reader = _Reader(workspace)
            build_index(home, reader.documents(progress), language, key, memory=reader.memory)
            disk.write(home / _NOTED, now)
    except Locked:
        if held is None:
            raise
        return Opened(held, (_BESIDE,))
    return Opened(open_index(home, language, key), (_made_again(str(reason)), *reader.told))


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
