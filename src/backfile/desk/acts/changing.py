"""How does a command change the record? Under the lock, after what a stopped command left is finished, and with the
index following."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from backfile import disk
from backfile.desk.acts.logbook import Logbook
from backfile.desk.intake.finishing import finish
from backfile.desk.intake.shelf import Shelf
from backfile.desk.search.indexing import follow
from backfile.errors import Damage
from backfile.model.progress import Progress, silent
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from, note_stale
from backfile.workspace.folders import Workspace
from backfile.workspace.lock import writing
from backfile.workspace.settings import Settings, read_settings


@dataclass(slots=True)
class Change:
    """A change under way: who changes a live blog adds it to `touched`. The `faults` are known at the end."""

    workspace: Workspace
    settings: Settings
    log: Logbook
    touched: set[Slug] = field(default_factory=set)
    faults: list[Damage] = field(default_factory=list)
    everything: bool = False  # nobody knows what was touched

    def touch(self, liveblog: Slug) -> None:
        """Say that a live blog is about to be written to."""
        note_stale(self.workspace, "index")
        self.touched.add(liveblog)


@contextmanager
def changing(
    workspace: Workspace, command: str, now: datetime | None = None, *, progress: Progress = silent
) -> Iterator[Change]:
    """Hold the archive for a change inside the block; the log says that `command` made it `now`."""
    settings = read_settings(workspace.root)
    with writing(workspace), disk.batch():
        stopped = made_from(workspace, "index") is None
        log = Logbook(workspace, settings, command, now)
        change = Change(workspace=workspace, settings=settings, log=log, everything=stopped)
        if stopped:
            shelf = Shelf(workspace, change.log)
            list(finish(shelf))
            shelf.close()
        yield change
        if change.touched or change.everything:
            touched = None if change.everything else change.touched
            change.faults += follow(workspace, touched, settings.language, progress=progress)
