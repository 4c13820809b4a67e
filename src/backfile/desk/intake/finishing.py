"""What did a command that was stopped leave undone? The next one that writes does it, before anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from backfile import disk
from backfile.archive.held import held_captures
from backfile.archive.reading_file import short
from backfile.desk.acts.decided import put_back
from backfile.desk.acts.logbook import settle
from backfile.desk.intake.again import RETIMED, finish_retiming
from backfile.desk.intake.many import store_many
from backfile.desk.intake.moving import finish_moves
from backfile.desk.intake.reading import read_again
from backfile.desk.intake.shelf import Shelf, is_of_this_version
from backfile.desk.intake.storing import store
from backfile.desk.intake.taken import HELD, Taken
from backfile.errors import Damage
from backfile.model.capture import digest
from backfile.seeds.recognise import MANY
from backfile.seeds.shelf.log import LOG
from backfile.seeds.shelf.names import digest_of_file
from backfile.seeds.shelf.sidecar import Shelved


def finish(shelf: Shelf) -> Iterator[Taken]:
    """Read what stands in seeds/ with a sidecar and is not in the archive yet: what a stopped command left, and what
    was set aside and can be read by now."""
    done = set(shelf.homes)
    for shelved in _in_order(shelf):
        if not is_of_this_version(shelved) and not _is_in(shelved, done):
            yield from _read(shelf, shelved)
    if shelf.stopped:
        _finish_retiming(shelf)
        for shelved in _in_order(shelf):
            if shelved.set_aside:
                shelf.note_kept(shelved.capture)
        shelf.touched.update(settle(shelf.workspace, shelf.log, shelf.touched))
        shelf.touched.update(finish_moves(shelf.workspace, shelf.log))
    for liveblog in put_back(shelf.workspace, shelf.log):
        shelf.touched.add(liveblog)
        shelf.notes.append(f"{liveblog}: what was decided of it was put back from seeds/{LOG}")


def _in_order(shelf: Shelf) -> list[Shelved]:
    return sorted(shelf.shelved.values(), key=lambda each: each.capture.order)


def _is_in(shelved: Shelved, done: set[str]) -> bool:
    """Is all of it in the archive? Where its bytes were captured again, each of the captures is to be asked for."""
    if shelved.records is not None and all(short(each) in done for each in shelved.records):
        return True
    return short(shelved.capture.digest) in done and not shelved.again


def _read(shelf: Shelf, shelved: Shelved) -> Iterator[Taken]:
    """Read a capture in seeds/; one that vanished, or whose bytes are others, can wait for its return."""
    capture = shelved.capture
    path = shelf.workspace.seeds / capture.name
    if not path.is_file():
        return
    if capture.format in MANY:
        if digest_of_file(path) == capture.digest:
            with disk.opened(path) as file:
                yield from store_many(shelf, capture, file)
        return
    data = disk.read_bytes(path)
    if digest(data) == capture.digest:
        rows = (store(shelf, each, read_again(data, each, shelf.log.time)) for each in shelved.captures)
        yield from (row for row in rows if row.state != HELD or not shelved.again)


def _finish_retiming(shelf: Shelf) -> None:
    """Finish what a stopped command said anew of the times of a file."""
    said = shelf.log.last.get(RETIMED)
    shelved = next((each for each in shelf.shelved.values() if each.capture.name == said), None)
    if shelved is not None:
        with suppress(Damage):  # told when the live blog is read
            known = shelf.in_archive(shelved.capture.digest)
            for home in finish_retiming(shelf.workspace, shelved, known, shelf.log.announcing(settled=True)):
                shelf.homes = held_captures(shelf.workspace.archive)
                shelf.touched.add(home)
