"""What does a person mean to erase, and what goes with it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from backfile.archive.held import captures_of_bytes, read_as_captured, read_readings
from backfile.desk.choosing.entries import entry_of, find_permalink
from backfile.desk.choosing.naming import find_capture
from backfile.desk.removal.leaving import find_leaving
from backfile.errors import Usage
from backfile.model.capture import Digest, without_time
from backfile.model.entry import Entry
from backfile.model.observation import Reading
from backfile.model.permalink import Permalink, liveblog_in, permalink
from backfile.seeds.shelf.erased import read_tombstones
from backfile.seeds.shelf.shelf import read_shelf
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What erasing something takes with it: files as a whole, and those out of which pages are cut.

    `entries` are others that stand in these bytes alone: with a capture they go, too; with an entry they stay, and
    nobody can hold them against their capture any longer.
    """

    captures: tuple[str, ...]
    cut: tuple[str, ...]
    entries: int
    is_entry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What is to be erased: bytes by their sha256, with all captures of them, and the entry that they show, if it is
    one."""

    digests: tuple[Digest, ...]
    entry: Permalink | None = None


def foresee(workspace: Workspace, reference: str) -> Foreseen:
    """What erasing this would take with it. Raises NotFound and Usage as `erase` does."""
    meant = find_meant(workspace, reference)
    leaving = find_leaving(workspace, set(meant.digests), datetime.now(UTC))
    gone = {*meant.digests, *(record for each in leaving if each.cut is None for record in each.shelved.records or ())}
    known = captures_of_bytes(workspace.archive, gone)
    going = {each.digest for _, each in known}
    entries = 0
    for liveblog in {home for home, _ in known}:
        for entry in read_as_captured(workspace.archive, liveblog, []).entries:
            showing = {place.capture for each in entry.revisions for place in each.provenance}
            entries += showing <= going and permalink(liveblog, entry.slug) != meant.entry
    return Foreseen(
        captures=tuple(each.name for each in leaving if each.cut is None),
        cut=tuple(each.name for each in leaving if each.cut is not None),
        entries=entries,
        is_entry=meant.entry is not None,
    )


def find_meant(workspace: Workspace, reference: str) -> Meant:
    held = find_capture(workspace, reference)
    shelf = read_shelf(workspace.seeds)
    name = without_time(reference)  # all captures of a file are of the same bytes
    whole = held.shelved if held else next((each for each in shelf if each.capture.name == name), None)
    if whole is not None:
        return Meant(digests=(whole.capture.digest, *(whole.records or ())))
    if held is not None:
        return _page(workspace, reference, held.capture.sha256)
    file, _, _ = reference.removeprefix("seeds/").rpartition("#")
    stones = read_tombstones(workspace.seeds)
    for record in (record for each in shelf if each.capture.name == file for record in each.records or ()):
        if any(stone.knows([record]) for stone in stones):  # a stopped command has begun with it
            return _page(workspace, reference, record)
    chosen = find_permalink(workspace, reference)
    liveblog, entry = liveblog_in(chosen), entry_of(workspace, chosen)
    showing = (each for each in read_readings(workspace.archive, liveblog) if shows(each, entry))
    return Meant(digests=tuple(dict.fromkeys(each.capture.sha256 for each in showing)), entry=chosen)


def _page(workspace: Workspace, reference: str, its_digest: Digest) -> Meant:
    """One page of a web archive, which must be one that can be cut; or what was read in bytes that are gone."""
    for file in find_leaving(workspace, {its_digest}, datetime.now(UTC)):
        if file.cut is None:
            raise Usage(reference, "one page cannot be taken out of this file", f"erase {file.name} as a whole")
    return Meant(digests=(its_digest,))


def shows(reading: Reading, entry: Entry) -> bool:
    return any(seen.key in entry.keys for seen in reading.entries)
