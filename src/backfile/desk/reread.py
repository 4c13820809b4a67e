"""What do today's readers make of the captures that are held? Read again, reported, and written only when asked.

A better reader is no edit of the publisher's: the new reading takes the place of the old one of the same capture, so it
adds no revision. An entry that stands where an old one stood keeps its slug.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backfile import disk
from backfile.archive.corrections import read_decisions
from backfile.archive.fixity import check_liveblog, otherwise
from backfile.archive.held import read_readings, unfinished
from backfile.archive.slugs import moved_keys
from backfile.archive.store import replace_readings
from backfile.archive.ties import loosened, ties_of
from backfile.desk.acts.logbook import Logbook, settle
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.desk.intake.reading import erased_on, find_held, read_again
from backfile.desk.removal.beside import as_told
from backfile.desk.search.indexing import follow
from backfile.errors import BadCapture, Damage
from backfile.model.evidence import tell_faults
from backfile.model.observation import Observation, Reading
from backfile.model.progress import Progress, silent
from backfile.text.markdown import words
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from, note_stale
from backfile.workspace.folders import Workspace
from backfile.workspace.lock import writing
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading one capture again changes: how many entries come, go, or differ."""

    name: str
    liveblog: str
    reader: str
    was: str  # the reader of the reading that is held
    new: int = 0
    gone: int = 0
    changed: int = 0
    doubts: tuple[str, ...] | None = None  # what speaks against the capture, where that is told otherwise than before
    remade: bool = False  # whether this version makes other entries of the same readings, in its live blog
    note: str | None = None  # why it could not be read again
    loosened: int = 0  # entries that somebody joined to others, or told apart, and that are found no longer

    @property
    def differs(self) -> bool:
        return bool(self.new or self.gone or self.changed or self.doubts is not None)


def reread(
    workspace: Workspace,
    liveblogs: Sequence[str] = (),
    *,
    dry_run: bool = False,
    now: datetime | None = None,
    progress: Progress = silent,
) -> tuple[list[Reread], list[Damage]]:
    """Read the captures of these live blogs (all, when none is named) again, and keep what today's readers find.

    They are named as `naming.resolve_liveblogs` says, and it raises. With `dry_run` nothing is written.
    """
    settings = read_settings(workspace.root)
    chosen = resolve_liveblogs(workspace, liveblogs)
    if dry_run:
        again = (_read_again(workspace, each) for each in progress("reading again", chosen))
        return [row for found in again for row, _ in found], []
    rows: list[Reread] = []
    with writing(workspace), disk.batch():
        stopped = made_from(workspace, "index") is None
        log = Logbook(workspace, settings, "reread", now)
        note_stale(workspace, "index")
        touched: set[Slug] = set()
        left = set(unfinished(workspace.archive)) if stopped else set()
        for liveblog in progress("reading again", chosen):
            found = _read_again(workspace, liveblog)
            rows += [row for row, _ in found]
            if (
                any(row.differs or row.remade for row, _ in found) or liveblog in left
            ):  # some of which may be kept already
                fresh = [reading for _, reading in found]
                replace_readings(workspace.archive, liveblog, fresh, announce=log.announcing())
                touched.add(liveblog)
        if stopped:
            settle(workspace, log)
        faults = follow(workspace, None if stopped else touched, settings.language, progress=progress)
    return rows, faults


def _read_again(workspace: Workspace, liveblog: Slug) -> list[tuple[Reread, Reading]]:
    """For each capture of a live blog, what changes, and the reading to keep."""
    found: list[tuple[Reread, Reading]] = []
    ties = ties_of(read_decisions(workspace.archive / liveblog))
    # Where somebody changed what was written, verify tells of it.
    remade = not check_liveblog(workspace.archive, liveblog) and bool(otherwise(workspace.archive, liveblog))
    for old in read_readings(workspace.archive, liveblog):
        row = Reread(name=old.capture.name, liveblog=liveblog, reader=old.reader, was=old.reader)
        held = find_held(workspace.seeds, old.capture)
        if held is None and erased_on(workspace.seeds, old.capture):
            told = replace(old, capture=replace(old.capture, erased=erased_on(workspace.seeds, old.capture)))
            found.append((compare(old, told, liveblog), told))
            continue
        if held is None:
            found.append((replace(row, note="its bytes are not in seeds/ as they were"), old))
            continue
        new = read_again(*held)
        if isinstance(new, BadCapture):
            found.append((replace(row, note=str(new)), old))
        else:
            new = as_told(workspace.seeds, new)
            row = compare(old, new, liveblog)
            keys, now = ([entry.key for entry in each.entries] for each in (old, new))
            found.append((replace(row, loosened=loosened(ties, keys, now, moved_keys(old, new))), new))
    return [(replace(row, remade=remade), reading) for row, reading in found]


def compare(old: Reading, new: Reading, liveblog: Slug) -> Reread:
    """What another reading of the same capture changes."""
    doubts = tuple(tell_faults(new.capture))
    before = {entry.key: entry for entry in old.entries}
    after = {entry.key: entry for entry in new.entries}
    shared = before.keys() & after.keys()
    return Reread(
        name=old.capture.name,
        liveblog=liveblog,
        reader=new.reader,
        was=old.reader,
        new=len(after.keys() - shared),
        gone=len(before.keys() - shared),
        changed=sum(_facts(before[key]) != _facts(after[key]) for key in shared),
        doubts=None if tuple(tell_faults(old.capture)) == doubts else doubts,
    )


def _facts(entry: Observation) -> tuple[object, ...]:
    said = (entry.headline, entry.byline, entry.published, entry.updated, entry.withdrawn, entry.tags, entry.language)
    return *said, words(entry.body), entry.body
