"""How does one capture get in? Its bytes to seeds/, what a reader finds in it to archive/.

The sidecar's rename puts a capture in; what a stopped command did not finish after it, the next writer does.
"""

from __future__ import annotations

import hashlib
import io
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import IO

from backfile import __version__, disk
from backfile.archive.identity import liveblog_key
from backfile.archive.liveblog_file import read_index
from backfile.archive.reading_file import short
from backfile.archive.store import Stored, held_captures, list_liveblogs, read_reading, store_reading
from backfile.desk.erasing import shown_again
from backfile.desk.logbook import Logbook, settle
from backfile.desk.moving import finish_moves
from backfile.errors import BackfileError, BadCapture, Damage, Usage
from backfile.model.capture import Capture, Digest, digest
from backfile.model.entry import Coverage, Reading
from backfile.model.ledger import Label
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.erased import read_tombstones
from backfile.seeds.marks import apply_marks, read_marks
from backfile.seeds.recognise import FORMATS, MANY, recognise, recognise_many
from backfile.seeds.shelf import (
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
    write_list,
    write_sidecar,
)
from backfile.text.dates import parse_span, parse_zone
from backfile.text.fold import folded_words
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from, note_stale
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person says of a capture. None is: not said."""

    url: str | None = None
    publisher: str | None = None
    captured: str | None = None  # a day, a time, or an interval: 2022-03-10/2022-03-11
    zone: str | None = None  # of the times printed on the page
    liveblog: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One line of the table with which `add` ends."""

    name: str
    state: str  # read, partly read, held, set aside, refused
    liveblog: str | None = None
    entries: int = 0
    new: int = 0
    revised: int = 0
    timed: int = 0
    signed: int = 0
    unrecognised: float = 0.0  # share of the characters, 0 to 1
    left_out: bool = False  # lines of an export were not taken
    notes: tuple[str, ...] = ()


_FEW = 3  # live blogs that a line names
_EAST = timedelta(hours=14)
"""By so much a day begins earlier in the farthest east than in UTC."""
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_BY_US = f"(Backfile {__version__})"
HELD, READ, PARTLY, SET_ASIDE, REFUSED = "held", "read", "partly read", "set aside", "refused"


def check_stated(stated: Stated, said_in: str = "", zone: str = "UTC", now: datetime | None = None) -> Time | None:
    """The time of capture that is stated, in `zone` unless it says its own.

    Raises Usage for what cannot be meant, such as a time that is yet to come, naming where it was said: a place such as
    a line of a table, or the option.
    """

    def place(name: str) -> str:
        return f"{said_in}, {name}" if said_in else f"--{name}"

    if stated.url is not None and not _ADDRESS.fullmatch(stated.url):
        raise Usage(place("url"), f"“{stated.url}” is no address", "write it whole: https://news.example/live/flood")
    if stated.format is not None and stated.format not in FORMATS:
        raise Usage(place("format"), f"there is no format “{stated.format}”", f"known are {', '.join(FORMATS)}")
    for name in filter(None, (stated.zone, zone)):
        try:
            parse_zone(name)
        except ValueError as error:
            raise Usage(place("zone"), str(error), "write a name such as Europe/Kyiv, or UTC") from error
    if stated.captured is None:
        return None
    captured = parse_stated_time(stated.captured, zone, place("captured"))
    today = now or datetime.now(UTC)
    if captured.instant and captured.instant - today > _EAST:
        fault = f"{stated.captured} is yet to come; it is {today:%Y-%m-%d %H:%M UTC} by this machine’s clock"
        raise Usage(place("captured"), fault, "say when it was captured, or leave it out")
    return captured


def parse_stated_time(written: str, zone: str, place: str) -> Time:
    """A time that a person states, in `zone` unless it says its own. Raises Usage, naming the place."""
    try:
        span = parse_span(written, parse_zone(zone))
    except ValueError as error:
        mend = "write it like 2022-03-10, 2022-03-10T14:05Z or 2022-03-10/2022-03-11"
        raise Usage(place, str(error), mend) from error
    return Time(
        printed=written,
        instant=span.start.astimezone(UTC),
        precision=Precision(span.precision),
        basis=Basis.STATED,
        source="a person",
    )


def read_bytes(data: bytes, name: str, stated: Stated, captured: Time | None) -> tuple[Capture, Reading | BadCapture]:
    """The capture that these bytes are, and what was found in it, or why nothing was.

    Raises BadCapture when the bytes are no capture at all: empty, or no text.
    """
    recognised = recognise(data, name, format=stated.format)
    capture = _capture(digest(data), name, len(data), recognised.format, stated, captured)
    capture = replace(capture, decoding=recognised.decoding)
    return capture, _read(capture, recognised.text)


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
        self._stones = read_tombstones(workspace.seeds)
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
            if held or short(capture.digest) in done or _set_aside_by_us(shelved):
                continue
            path = self._workspace.seeds / capture.name
            if capture.format in MANY:
                if path.is_file() and digest_of_file(path) == capture.digest:
                    with disk.opened(path) as file:
                        yield from self._store_many(capture, file)
                continue
            data = disk.read_bytes(path) if path.is_file() else b""  # one that vanished can wait for its return
            if digest(data) == capture.digest:
                yield self._store(capture, read_again(data, capture))
        if self._stopped:
            for shelved in sorted(self._shelved.values(), key=lambda each: each.capture.order):
                if shelved.set_aside:
                    self._note(shelved.capture)
            self._touched.update(settle(self._workspace, self._log, self._touched))
            self._touched.update(finish_moves(self._workspace, self._log))

    def take(
        self, data: bytes, wanted: str, stated: Stated, captured: Time | None, *, path: Path | None = None
    ) -> Taken:
        """Take in one capture under a name like `wanted`, or where it stands when `path` lies in seeds/ already.

        Raises BadCapture when it is refused.
        """
        held = self._find(digest(data))
        if held is not None:
            return self._describe_held(wanted, held, stated, captured)
        seeds = self._workspace.seeds
        name = self._choose_name(wanted, digest(data), path)
        capture, found = read_bytes(data, name, stated, captured)
        self._check_erased(wanted, digest(data), found)
        set_aside = f"{found.fault} {_BY_US}" if isinstance(found, BadCapture) else None
        self._put(Shelved(capture=capture, set_aside=set_aside))
        note_stale(self._workspace, "index")
        shelve(seeds, self._shelved[capture.digest], data)
        if set_aside:
            self._note(capture)
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
        held = shelved.capture
        row = _held(name, held)
        if shelved.set_aside:
            told = f"{name}: the same bytes are held as {held.name}, and were set aside: {shelved.set_aside}"
            row = replace(row, state=SET_ASIDE, notes=(told,))
        home = self._liveblogs.get(short(held.digest))
        return replace(row, notes=(*row.notes, *_not_taken(held, stated, captured, home)))

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
        for found in read_many(file, capture):
            if isinstance(found, BadCapture):
                rows.append(describe_record(found))
            else:
                rows.append(self._store(found.capture, found))
                records.append(found.capture.digest)
        set_aside = None if records else f"{rows[0].notes[0].removeprefix(f'{capture.name}: ')} {_BY_US}"
        if all(short(record) in self._liveblogs for record in records):  # else the next command goes on
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
        found = apply_marks(found, read_marks(self._workspace.seeds, capture.name))
        held = self._page_held(capture)
        if held is not None and (held.order, held.name) < (capture.order, capture.name):
            return _held(capture.name, held)
        note_stale(self._workspace, "index")
        try:
            announce = self._log.announcing({capture.name: capture.digest})
            stored = store_reading(self._workspace.archive, found, announce)
        except Damage as fault:  # the capture is kept; once the live blog is mended, the next command reads it
            return Taken(name=capture.name, state=SET_ASIDE, notes=(f"{capture.name}: kept, but not read: {fault}",))
        self._liveblogs[short(capture.digest)] = stored.coverage.slug
        self._touched.add(stored.coverage.slug)
        shelved = self._shelved.get(capture.digest)  # one of many in a file has no sidecar of its own
        if shelved is not None and shelved.set_aside:
            self._shelved[capture.digest] = replace(shelved, set_aside=None)
            write_sidecar(self._workspace.seeds, self._shelved[capture.digest])
        row = describe(capture, found, stored)
        return replace(row, notes=(*row.notes, *self._tell_new(found, stored)))

    def _tell_new(self, found: Reading, stored: Stored) -> Iterator[str]:
        """Which live blog was founded though a person named it, or though one of the same headline is held."""
        coverage = stored.coverage
        named = found.capture.liveblog
        if not stored.new_liveblog or not (named or liveblog_key(found).startswith("capture:")):
            return  # the publisher's id or an address tells it from others
        alike = list(islice(_alike(self._workspace.archive, coverage, named or ""), _FEW))
        mend = f"backfile amend {shlex.quote(found.capture.name)} --liveblog"
        if named:
            yield f"{coverage.slug} is a new live blog" + (
                f"; if it is {' or '.join(alike)}: {mend} {alike[0]}" if alike else ""
            )
        elif alike:
            yield f"{alike[0]} has the same headline; if it is the same live blog: {mend} {alike[0]}"

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

    def _page_held(self, capture: Capture) -> Capture | None:
        """The capture of the same bytes that the archive holds: of equal ones the one that was made first is kept."""
        liveblog = self._liveblogs.get(short(capture.digest))
        try:
            return read_reading(self._workspace.archive, liveblog, capture.digest).capture if liveblog else None
        except Damage:  # told when the live blog is read
            return None


def _alike(archive: Path, founded: Coverage, named: str) -> Iterator[Slug]:
    """The other live blogs of the same headline, and those in whose slugs stands what a person named."""
    headline = folded_words(founded.liveblog.headline or "")
    for liveblog in list_liveblogs(archive):
        if liveblog == founded.slug:
            continue
        if named:
            if f"-{named}-" in f"-{liveblog}-":
                yield liveblog
        elif headline and folded_words(read_index(archive / liveblog).liveblog.headline or "") == headline:
            yield liveblog


def open_source(path: Path | None, data: bytes = b"") -> IO[bytes]:
    """A file, or bytes as one. Raises BadCapture when it cannot be opened."""
    try:
        return io.BytesIO(data) if path is None else disk.opened(path)
    except BackfileError as fault:
        raise BadCapture(fault.place, fault.fault, fault.mend) from fault


def many_in(file: IO[bytes], stated: Stated) -> str | None:
    """The format of a file of many; None for a file that is one capture."""
    if stated.format is not None:
        return stated.format if stated.format in MANY else None
    return recognise_many(file)


def capture_of_many(file: IO[bytes], format: str, name: str, stated: Stated, captured: Time | None) -> Capture:
    """The file of many itself, whose address says nothing of its captures."""
    file.seek(0)
    its_digest = Digest(hashlib.file_digest(file, "sha256").hexdigest())  # type: ignore[arg-type]
    return _capture(its_digest, name, file.tell(), format, stated, captured)


def _capture(its_digest: Digest, name: str, size: int, format: str, stated: Stated, captured: Time | None) -> Capture:
    """A capture with what a person states of it."""
    return Capture(
        digest=its_digest,
        name=name,
        size=size,
        format=format,
        address=stated.url,
        publisher=stated.publisher,
        captured=captured,
        zone=stated.zone,
        liveblog=stated.liveblog,
    )


def read_many(file: IO[bytes], capture: Capture) -> Iterator[Reading | BadCapture]:
    """What is read in each capture of a file of many, and what could not be; never nothing."""
    from backfile.seeds.many import read_each  # the readers take longest to import, and most commands read nothing

    return read_each(file, capture, parse_zone(capture.zone) if capture.zone else None)


def _held(name: str, held: Capture) -> Taken:
    return Taken(name=name, state=HELD, notes=(f"the same bytes are held as {held.name}; nothing was added",))


def _not_taken(held: Capture, stated: Stated, captured: Time | None, home: str | None) -> Iterator[str]:
    """What is said now of a capture that is held, and says otherwise than what is held of it."""
    spans = [(time.instant, time.end) if time else None for time in (held.captured, captured)]
    said = {
        "--url": stated.url if stated.url != held.address else None,
        "--publisher": stated.publisher if stated.publisher != held.publisher else None,
        "--captured": stated.captured if spans[0] != spans[1] else None,
        "--zone": stated.zone if stated.zone != held.zone else None,
    }
    other = {option: value for option, value in said.items() if value is not None}
    if other:
        mend = shlex.join(["backfile", "amend", held.name, *(each for pair in other.items() for each in pair)])
        yield f"{', '.join(other)} not taken, for what was said of it before stays; to say it anew: {mend}"
    if stated.liveblog not in (None, held.liveblog, home):
        yield f"it stays in the live blog {home or 'that it is of'}, and does not come to {stated.liveblog}"


def _set_aside_by_us(shelved: Shelved) -> bool:
    """Did this version set it aside? Then it would do so again; `reread` asks all the same."""
    return bool(shelved.set_aside) and str(shelved.set_aside).endswith(_BY_US)


def describe(capture: Capture, found: Reading | BadCapture, stored: Stored | None = None) -> Taken:
    """The line of the table for a capture that was read, or set aside."""
    if isinstance(found, BadCapture):
        return Taken(name=capture.name, state=SET_ASIDE, notes=(str(found),))
    lost = sum(ledger.count()[Label.UNRECOGNISED] for ledger in found.ledgers)
    return Taken(
        name=capture.name,
        state=PARTLY if lost or found.warnings else READ,
        liveblog=stored.coverage.slug if stored else found.liveblog.headline,
        entries=len(found.entries),
        new=len(stored.new) if stored else len(found.entries),
        revised=len(stored.revised) if stored else 0,
        timed=sum(entry.published is not None for entry in found.entries),
        signed=sum(bool(entry.byline) for entry in found.entries),
        unrecognised=lost / max(1, sum(ledger.characters for ledger in found.ledgers)),
        left_out=lost > 0 and capture.format == "jsonl",
        notes=found.warnings,
    )


def held_bytes(seeds: Path, capture: Capture) -> bytes | None:
    """The bytes of a capture in seeds/, or of one of many in a file there; None where they are gone, or not those that
    were taken in."""
    data = _bytes_at(seeds, capture)
    return data if digest(data) == capture.digest else None


def _bytes_at(seeds: Path, capture: Capture) -> bytes:
    path = seeds / capture.name
    if path.is_file():
        return disk.read_bytes(path)
    file, _, place = capture.name.rpartition("#")
    if not file or not (seeds / file).is_file():
        return b""
    from backfile.seeds.many import bytes_at

    with disk.opened(seeds / file) as archive:
        format = recognise_many(archive)
        return (format and bytes_at(archive, file, format, place)) or b""


def describe_record(found: Reading | BadCapture) -> Taken:
    """The line of the table for a page of a web archive, before it is stored, or for what could not be read of one."""
    if isinstance(found, BadCapture):
        return Taken(name=found.place, state=SET_ASIDE, notes=(str(found),))
    return describe(found.capture, found)


def read_again(data: bytes, capture: Capture) -> Reading | BadCapture:
    """What today's readers find in the bytes of a capture that is held."""
    if "#" in capture.name and capture.decoding and capture.format != "mhtml":  # its header named the encoding
        return _read(capture, data.decode(capture.decoding, "replace"))
    return _read(capture, recognise(data, capture.name, format=capture.format).text)


def read_held(seeds: Path, held: Capture, said: Capture | None = None) -> Reading:
    """What today's readers find in a capture that is held; `said` is what is known of it now, if that is otherwise.

    Raises Damage where its bytes are not as they were given, BadCapture where nothing can be read in them.
    """
    data = held_bytes(seeds, held)
    if data is None:
        raise Damage(f"seeds/{held.name}", "is not as it was given", "see what is wrong with: backfile verify")
    found = read_again(data, said or held)
    if isinstance(found, BadCapture):
        raise found
    return found


def _read(capture: Capture, text: str) -> Reading | BadCapture:
    from backfile.seeds.read import read_capture

    try:
        return read_capture(capture, text, parse_zone(capture.zone) if capture.zone else None)
    except BadCapture as fault:
        return fault


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises BadCapture when it cannot be read: the others are taken all the same."""
    try:
        return disk.read_bytes(path)
    except BackfileError as fault:
        raise BadCapture(fault.place, fault.fault, fault.mend) from fault


def wanted_name(path: Path, base: Path | None = None) -> str:
    """The name a file would like to have below seeds/: its path below `base`, or its own name."""
    return path.relative_to(base).as_posix() if base else path.name
