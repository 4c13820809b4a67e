"""How does one capture get in? Its bytes to seeds/, what a reader finds in it to archive/.

The sidecar's rename puts a capture in; what a stopped command did not finish after it, the next writer does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from backfile import __version__, disk
from backfile.archive.held import captures_of_bytes, held_captures
from backfile.archive.reading_file import short
from backfile.desk.acts.decided import put_back
from backfile.desk.acts.logbook import Logbook, settle
from backfile.desk.intake.again import RETIMED, as_later, finish_retiming, store_among
from backfile.desk.intake.moving import finish_moves
from backfile.desk.intake.reading import (
    capture_of_many,
    many_in,
    open_source,
    read_again,
    read_bytes,
    read_file,
    read_many,
)
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import (
    HELD,
    REFUSED,
    SET_ASIDE,
    Taken,
    describe,
    describe_record,
    held_already,
    not_taken,
    tell_again,
    tell_new,
)
from backfile.desk.removal.beside import as_told
from backfile.desk.removal.erasing import shown_again
from backfile.errors import BadCapture, Damage
from backfile.model.again import are_apart, find_place
from backfile.model.capture import Capture, Digest, digest
from backfile.model.entry import Reading
from backfile.model.time import Time
from backfile.seeds.recognise import MANY
from backfile.seeds.shelf.erased import ERASED, Tombstone, read_tombstones
from backfile.seeds.shelf.log import LOG, erased_acts
from backfile.seeds.shelf.shelf import (
    MARKS,
    OURS,
    SIDECAR,
    Shelved,
    choose_name,
    digest_of_file,
    find_captures,
    read_listed,
    read_shelf,
    read_sidecar,
    shelve,
    shelve_file,
    with_captures,
    write_list,
    write_sidecar,
)
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from, note_stale
from backfile.workspace.folders import Workspace

_BY_US = f"(Backfile {__version__})"


def shelved(workspace: Workspace) -> dict[Digest, Shelved]:
    """What is kept in seeds/, by digest."""
    return {each.capture.digest: each for each in read_shelf(workspace.seeds)}


class Shelf:
    """seeds/ and archive/ while captures are taken in. The caller holds the lock, and closes it at the end."""

    def __init__(self, workspace: Workspace, log: Logbook) -> None:
        self._log = log
        self._stopped = made_from(workspace, "index") is None  # the last command was, before it was done
        if self._stopped:
            for folder in (workspace.seeds, workspace.archive, workspace.index):
                disk.sweep(folder)
        self._workspace = workspace
        self._names: dict[str, Digest] = {}
        self._stones = _all_tombstones(workspace.seeds)
        self._liveblogs = held_captures(workspace.archive)  # asked once: nobody else writes while the lock is held
        self._shelved: dict[Digest, Shelved] = {}
        listed = None if self._stopped else read_listed(workspace.seeds)
        if listed is None:
            for each in read_shelf(workspace.seeds):
                self._put(each)
        else:  # of captures that are in the archive the list says enough
            self._names = listed
            for name, its_digest in listed.items():
                if short(its_digest) not in self._liveblogs:
                    self._shelved[its_digest] = read_sidecar(workspace.seeds / (name + SIDECAR), workspace.seeds)
        self._touched: set[Slug] = set()
        self._unstored: set[str] = set()  # captures that could not come into a damaged live blog
        self.notes: list[str] = []  # what a person should know that is of no capture

    @property
    def shelved(self) -> Mapping[Digest, Shelved]:
        """What is kept and was not read, by digest."""
        return self._shelved

    def finish(self) -> Iterator[Taken]:
        """Read what stands in seeds/ with a sidecar and is not in the archive yet: what a stopped command left, and
        what was set aside and can be read by now."""
        done = set(self._liveblogs)
        for shelved in sorted(self._shelved.values(), key=lambda each: each.capture.order):
            capture = shelved.capture
            held = shelved.records is not None and all(short(each) in done for each in shelved.records)
            if held or (short(capture.digest) in done and not shelved.again) or _set_aside_by_us(shelved):
                continue
            path = self._workspace.seeds / capture.name
            if capture.format in MANY:
                if path.is_file() and digest_of_file(path) == capture.digest:
                    with disk.opened(path) as file:
                        yield from self._store_many(capture, file)
                continue
            data = disk.read_bytes(path) if path.is_file() else b""  # one that vanished can wait for its return
            if digest(data) == capture.digest:
                rows = (self._store(each, read_again(data, each, self._log.time)) for each in shelved.captures)
                yield from (row for row in rows if row.state != HELD or not shelved.again)
        if self._stopped:
            self._finish_retiming()
            for shelved in sorted(self._shelved.values(), key=lambda each: each.capture.order):
                if shelved.set_aside:
                    self._note(shelved.capture)
            self._touched.update(settle(self._workspace, self._log, self._touched))
            self._touched.update(finish_moves(self._workspace, self._log))
        for liveblog in put_back(self._workspace, self._log):
            self._touched.add(liveblog)
            self.notes.append(f"{liveblog}: what was decided of it was put back from seeds/{LOG}")

    def _finish_retiming(self) -> None:
        """Finish what a stopped command said anew of the times of a file."""
        said = self._log.last.get(RETIMED)
        shelved = next((each for each in self._shelved.values() if each.capture.name == said), None)
        if shelved is not None:
            with suppress(Damage):  # told when the live blog is read
                known = self._held_of(shelved.capture.digest)
                for home in finish_retiming(self._workspace, shelved, known, self._log.announcing(settled=True)):
                    self._liveblogs = held_captures(self._workspace.archive)
                    self._touched.add(home)

    def take(
        self, data: bytes, wanted: str, stated: Stated, captured: Time | None, *, path: Path | None = None
    ) -> Taken:
        """Take in one capture under a name like `wanted`, or where it stands when `path` lies in seeds/ already.

        Raises BadCapture when it is refused.
        """
        held = self._find(digest(data))
        if held is not None:
            return self._take_again(data, wanted, held, stated, captured)
        seeds = self._workspace.seeds
        name = self._choose_name(wanted, digest(data), path)
        capture, found = read_bytes(data, name, stated, captured, self._log.time)
        self._check_erased(wanted, digest(data), found)
        set_aside = f"{found.fault} {_BY_US}" if isinstance(found, BadCapture) else None
        self._put(Shelved(capture=capture, set_aside=set_aside))
        note_stale(self._workspace, "index")
        shelve(seeds, self._shelved[capture.digest], data)
        if set_aside:
            self._note(capture)
        return self._store(capture, found)

    def _take_again(self, data: bytes, wanted: str, shelved: Shelved, stated: Stated, captured: Time | None) -> Taken:
        """Take in bytes that are held as captured at another time, if they certainly were: not where the time of before
        is not known, or where they record one themselves."""
        said = {"address": stated.url, "publisher": stated.publisher, "zone": stated.zone, "liveblog": stated.liveblog}
        given: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        capture = replace(shelved.capture, captured=captured, **given)
        is_another = not shelved.set_aside and all(are_apart(capture, each) for each in shelved.captures)
        found = read_again(data, capture) if is_another else None
        if not isinstance(found, Reading) or found.capture.recorded is not None:
            return self._describe_held(wanted, shelved, stated, captured)
        note_stale(self._workspace, "index")
        self._put(with_captures(shelved, (*shelved.captures, capture)))
        write_sidecar(self._workspace.seeds, self._shelved[capture.digest])
        return self._store(capture, found)

    def take_any(
        self, wanted: str, stated: Stated, captured: Time | None, *, path: Path | None = None, data: bytes = b""
    ) -> list[Taken]:
        """Take in a file, or bytes that came another way: one capture, or a file of many.

        A file of many is read piece by piece, and has a row for each capture in it that holds a live blog. Raises
        BadCapture when it is refused.
        """
        with open_source(path, data) as file:
            format = many_in(file, stated)
            if format is not None:
                return self._take_many(file, format, wanted, stated, captured, path)
        return [self.take(data if path is None else read_file(path), wanted, stated, captured, path=path)]

    def _take_many(
        self, file: IO[bytes], format: str, wanted: str, stated: Stated, captured: Time | None, path: Path | None
    ) -> list[Taken]:
        capture = capture_of_many(file, format, wanted, stated, captured)
        held = self._find(capture.digest)
        if held is not None:
            return [self._describe_held(wanted, held, stated, captured)]
        self._check_erased(wanted, capture.digest)
        for each in read_many(file, capture) if self._stones else ():
            if isinstance(each, Reading):  # the whole file would be kept with it
                self._check_erased(each.capture.name, each.capture.digest, each)
        capture = replace(capture, name=self._choose_name(wanted, capture.digest, path))
        self._put(Shelved(capture=capture))
        note_stale(self._workspace, "index")
        shelve_file(self._workspace.seeds, self._shelved[capture.digest], file)
        self._note(capture)
        return self._store_many(capture, file)

    def _describe_held(self, name: str, shelved: Shelved, stated: Stated, captured: Time | None) -> Taken:
        """The line of the table for bytes that are held; what is said of them now is not taken, and that is told."""
        same = (each for each in shelved.known if captured and not are_apart(each, replace(each, captured=captured)))
        held = next(same, shelved.capture)
        row = held_already(name, held)
        if shelved.set_aside:
            told = f"{name}: the same bytes are held as {held.name}, and were set aside: {shelved.set_aside}"
            row = replace(row, state=SET_ASIDE, notes=(told,))
        home = self._liveblogs.get(short(held.digest))
        return replace(row, notes=(*row.notes, *not_taken(held, stated, captured, home)))

    def _put(self, shelved: Shelved) -> None:
        self._shelved[shelved.capture.digest] = shelved
        self._names[shelved.capture.name] = shelved.capture.digest

    def _find(self, its_digest: Digest) -> Shelved | None:
        """What stands on the shelf with these bytes."""
        if its_digest not in self._shelved:
            name = next((name for name, held in self._names.items() if held == its_digest), None)
            if name is not None:
                seeds = self._workspace.seeds
                self._shelved[its_digest] = read_sidecar(seeds / (name + SIDECAR), seeds)
        return self._shelved.get(its_digest)

    def _choose_name(self, wanted: str, its_digest: Digest, path: Path | None) -> str:
        """Where it stands, when that is in seeds/ already; else a free name like the wanted one."""
        seeds = self._workspace.seeds
        if path is None or not path.resolve().is_relative_to(seeds.resolve()):
            return choose_name(wanted, its_digest, seeds)
        name = path.resolve().relative_to(seeds.resolve()).as_posix()
        if name.endswith((SIDECAR, MARKS, disk.PART, *OURS)) or Path(name).name.upper().startswith("README"):
            raise BadCapture(wanted, "stands in seeds/ and is no capture", "name the captures beside it")
        return name

    def dropped(self) -> list[Path]:
        """The files in seeds/ that have no sidecar: somebody put them there by hand."""
        return list(find_captures(self._workspace.seeds, besides=self._names))

    def close(self) -> set[Slug] | None:
        """Write the manifest; gives the live blogs that were written to, or None where nobody knows which were."""
        write_list(self._workspace.seeds, self._names)
        return None if self._stopped else self._touched

    def _store_many(self, capture: Capture, file: IO[bytes]) -> list[Taken]:
        """Store what is read in a file of many; its sidecar lists its captures once all of them are in."""
        rows: list[Taken] = []
        records: list[Digest] = []
        for found in read_many(file, capture, self._log.time):
            if isinstance(found, BadCapture):
                rows.append(describe_record(found))
            else:
                rows.append(self._store(found.capture, found))
                records.append(found.capture.sha256)
        set_aside = None if records else f"{rows[0].notes[0].removeprefix(f'{capture.name}: ')} {_BY_US}"
        are_in = all(short(record) in self._liveblogs for record in records)
        if are_in and self._unstored.isdisjoint(row.name for row in rows):  # else the next command goes on
            whole = Shelved(capture=capture, set_aside=set_aside, records=tuple(dict.fromkeys(records)) or None)
            self._shelved[capture.digest] = whole
            write_sidecar(self._workspace.seeds, whole)
        return rows

    def _store(self, capture: Capture, found: Reading | BadCapture) -> Taken:
        if isinstance(found, BadCapture):
            return describe(capture, found)
        try:
            self._check_erased(capture.name, capture.digest, found)
        except BadCapture as fault:
            return Taken(name=capture.name, state=REFUSED, notes=(str(fault),))
        found = as_told(self._workspace.seeds, found)
        try:
            others = self._held_of(capture.sha256)
            captures = [each for _, each in others]
            place = find_place(found.capture, captures, is_file=capture.name in self._names)
            if place.held is not None:
                return held_already(capture.name, place.held)
            note_stale(self._workspace, "index")
            announce = self._log.announcing({place.capture.name: capture.sha256})
            stored = store_among(self._workspace.archive, found, place, others, announce)
        except Damage as fault:  # the capture is kept; once the live blog is mended, the next command reads it
            self._unstored.add(capture.name)
            return Taken(name=capture.name, state=SET_ASIDE, notes=(f"{capture.name}: kept, but not read: {fault}",))
        home = {each.digest: home for home, each in others}
        for first in [place.giving_way] if place.giving_way else []:
            self._liveblogs[short(as_later(first).digest)] = home[first.digest]
            self._touched.add(home[first.digest])
        self._liveblogs[short(place.capture.digest)] = stored.coverage.slug
        self._touched.add(stored.coverage.slug)
        shelved = self._shelved.get(capture.digest)  # one of many in a file has no sidecar of its own
        if shelved is not None and shelved.set_aside:
            self._shelved[capture.digest] = replace(shelved, set_aside=None)
            write_sidecar(self._workspace.seeds, self._shelved[capture.digest])
        row = describe(place.capture, found, stored)
        again = tell_again(found.capture, captures)
        return replace(row, notes=(*row.notes, *again, *tell_new(self._workspace.archive, found, stored)))

    def _check_erased(self, name: str, its_digest: Digest, found: Reading | BadCapture | None = None) -> None:
        """Raises BadCapture for what was erased, and for a page that shows it."""
        stone = next((each.id for each in self._stones if each.knows([its_digest])), None)
        if stone is not None:
            raise BadCapture(name, f"was erased ({stone}), and is not taken in again", "leave it out")
        shown = shown_again(found, self._stones) if isinstance(found, Reading) else None
        if shown is not None:
            raise BadCapture(name, f"shows what was erased ({shown})", "take that out of the page, and add it again")

    def _note(self, capture: Capture) -> None:
        self._log.note_captures({capture.name: capture.digest})

    def _held_of(self, sha256: Digest) -> list[tuple[Slug, Capture]]:
        """The captures of these bytes that archive/ holds, with their live blogs. Raises Damage."""
        if short(sha256) not in self._liveblogs and not self._stopped:  # the first one is known by it
            return []
        homes = {name: [liveblog] for name, liveblog in self._liveblogs.items()}
        return captures_of_bytes(self._workspace.archive, {sha256}, homes)


def _all_tombstones(seeds: Path) -> list[Tombstone]:
    """Raises Damage where one is gone that the log tells of: what was erased could come in again."""
    stones = read_tombstones(seeds)
    gone = erased_acts(seeds) - {each.id for each in stones}
    if gone:
        fault = f"has no tombstone {min(gone)}, of which the log tells: what was erased could be taken in again"
        raise Damage(seeds / ERASED, fault, "restore it from a backup")
    return stones


def _set_aside_by_us(shelved: Shelved) -> bool:
    """Did this version set it aside? Then it would do so again; `reread` asks all the same."""
    return bool(shelved.set_aside) and str(shelved.set_aside).endswith(_BY_US)


def wanted_name(path: Path, base: Path | None = None) -> str:
    """The name a file would like to have below seeds/: its path below `base`, or its own name."""
    return path.relative_to(base).as_posix() if base else path.name
