"""Which bytes of seeds/ go with what is erased? Whole files, or pages cut out of a WARC (`cutting` tells how).

Every step can be done again: what a stopped command left is found by the sidecars, which are written last.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import datetime
from glob import escape
from pathlib import Path

from backfile import disk
from backfile.desk.acts.logbook import Logbook
from backfile.model.capture import Digest
from backfile.seeds.recognise import MANY
from backfile.seeds.shelf.log import forget, read_log, without
from backfile.seeds.shelf.names import MARKS, SIDECAR
from backfile.seeds.shelf.shelf import read_shelf, write_manifest
from backfile.seeds.shelf.sidecar import Shelved, write_sidecar
from backfile.seeds.web_archives.cutting import Cut, overlaid, plan_cut
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A file that goes from seeds/, or how pages are cut out of it."""

    shelved: Shelved
    cut: Cut | None

    @property
    def name(self) -> str:
        return self.shelved.capture.name


def find_leaving(workspace: Workspace, digests: Set[Digest], now: datetime) -> list[Leaving]:
    """The files that hold captures of these digests."""
    found = []
    for each in read_shelf(workspace.seeds):
        path, is_named = workspace.seeds / each.capture.name, each.capture.digest in digests
        if not (is_named or digests & {*(each.records or ())}):
            continue
        cut = None
        if not is_named and each.capture.format in MANY and path.is_file():
            with disk.opened(path) as stream:
                cut = plan_cut(stream, each.capture.format, digests, now)
        found.append(Leaving(shelved=each, cut=cut))
    return found


def take_out(workspace: Workspace, log: Logbook, stone: str, digests: Set[Digest], now: datetime) -> list[Leaving]:
    """Take captures out of seeds/ and out of the log; the list of digests is made anew first. The log names the digest
    of a file that was cut before and after."""
    leaving = find_leaving(workspace, digests, now)
    left = {each.name: _left(each, each.cut, digests) for each in leaving if each.cut is not None}
    going = {each.name for each in leaving} - left.keys()
    shelf = [left.get(each.capture.name, each) for each in read_shelf(workspace.seeds)]
    write_manifest(workspace.seeds, [each for each in shelf if each.capture.name not in going])
    _forget_captures(workspace, {*digests, *(each.shelved.capture.digest for each in leaving)})
    for each in leaving:
        if each.cut is None:
            _remove(workspace, each.name)
        else:
            _overwrite(workspace, log, stone, each, each.cut)
            write_sidecar(workspace.seeds, left[each.name])
    return leaving


def _left(each: Leaving, cut: Cut, digests: Set[Digest]) -> Shelved:
    records = tuple(record for record in each.shelved.records or () if record not in digests)
    return replace(each.shelved, capture=replace(each.shelved.capture, digest=cut.digest), records=records)


def _overwrite(workspace: Workspace, log: Logbook, stone: str, each: Leaving, cut: Cut) -> None:
    if not cut.pieces:  # a stopped command has done so
        return
    for start, _ in cut.pieces:
        disk.remove(workspace.seeds / f"{each.name}#{start}{MARKS}")  # they know the digest of its text
    log.note(captures={each.name: cut.digest}, was={each.name: each.shelved.capture.digest}, erased=stone)
    path = workspace.seeds / each.name
    disk.write_pieces(path, _pieces(path, cut))


def _pieces(path: Path, cut: Cut) -> Iterator[bytes]:
    with disk.opened(path) as stream:
        yield from overlaid(stream, cut.pieces)


def _remove(workspace: Workspace, name: str) -> None:
    path = workspace.seeds / name
    for marks in sorted(path.parent.glob(f"{escape(path.name)}#*{MARKS}")):
        disk.remove(marks)
    for each in (name, name + MARKS, name + SIDECAR):  # the sidecar last, for it says what else has to go
        disk.remove(workspace.seeds / each)


def _forget_captures(workspace: Workspace, digests: Set[Digest]) -> None:
    lines = read_log(workspace.seeds)
    named = [digests & set(each.get("of", {}).get("captures", {}).values()) for each in lines]
    forget(workspace.seeds, [without(each) if its else each for each, its in zip(lines, named, strict=True)])
