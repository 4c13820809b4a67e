"""How does the index follow the archive? Opened where it can be, made again where it cannot; a note says so."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from backfile.archive.store import read_archive
from backfile.desk.documents import documents_of
from backfile.errors import Damage
from backfile.index.opening import NoIndex, OpenIndex, open_index
from backfile.index.writing import build_index, refresh_index, update_index
from backfile.model.capture import digest
from backfile.model.entry import Coverage
from backfile.model.progress import Progress, silent
from backfile.workspace.catalogue import made_from, note_made
from backfile.workspace.folders import Workspace
from backfile.workspace.lock import writing


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that can be searched, and what a person should be told of how it came about."""

    held: OpenIndex
    notes: tuple[str, ...]


def index_home(workspace: Workspace) -> Path:
    """Where the index stands: in the archive, or in the user's cache when the archive cannot be written to."""
    if os.access(workspace.index if workspace.index.exists() else workspace.root, os.W_OK):
        return workspace.index
    return Path(platformdirs.user_cache_dir("backfile")) / digest(str(workspace.root))[:16]


def open_or_build(workspace: Workspace, language: str, *, progress: Progress = silent) -> Opened:
    """The index of the archive; where there is none, or a command was stopped before it was done, it is made first."""
    home = index_home(workspace)
    own = home == workspace.index
    try:
        opened = open_index(home, language)
        if not own or made_from(workspace, "index") is not None:
            return Opened(opened, ())
        reason = "a command was stopped before it was done"
    except NoIndex as fault:
        reason = str(fault)
    coverages, faults = read_archive(workspace.archive)
    documents = list(documents_of(coverages))
    if own:
        with writing(workspace):
            refresh_index(home, documents, language, progress=progress)
            note_made(workspace, "index")
    else:
        build_index(home, documents, language, progress=progress)
    note = f"the search index was made again from archive/: {reason}"
    return Opened(open_index(home, language), (note, *map(str, faults)))


def follow(
    workspace: Workspace, coverages: Sequence[Coverage], language: str, *, progress: Progress = silent
) -> list[Damage]:
    """Bring the index up to date after these live blogs were written to. The caller holds the lock.

    Where there is none yet, all of the archive goes in; what cannot be read there is given back.
    """
    faults: list[Damage] = []
    try:
        update_index(open_index(workspace.index, language), list(documents_of(coverages)))
    except NoIndex:
        everything, faults = read_archive(workspace.archive)
        refresh_index(workspace.index, list(documents_of(everything)), language, progress=progress)
    note_made(workspace, "index")
    return faults
