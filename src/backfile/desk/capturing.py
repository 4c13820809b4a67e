"""How does one capture get in? Its bytes to seeds/, what a reader finds in it to archive/.

The sidecar's rename puts a capture in; what a stopped command did not finish after it, the next writer does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from backfile import __version__, disk
from backfile.archive.store import Stored, held_captures, read_coverage, short, store_reading
from backfile.desk.indexing import follow
from backfile.errors import BadCapture, Damage, Usage
from backfile.model.capture import Capture, digest
from backfile.model.entry import Reading
from backfile.model.ledger import Label
from backfile.model.progress import Progress, silent
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.read import READERS, read_capture
from backfile.seeds.recognise import FORMATS, recognise
from backfile.seeds.shelf import (
    Shelved,
    choose_name,
    find_captures,
    read_shelf,
    shelve,
    write_manifest,
    write_sidecar,
)
from backfile.text.dates import parse_span, parse_zone
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
    notes: tuple[str, ...] = ()


HELD, READ, PARTLY, SET_ASIDE, REFUSED = "held", "read", "partly read", "set aside", "refused"


def check_stated(stated: Stated, place: object, zone: str = "UTC") -> Time | None:
    """The time of capture that is stated, in `zone` unless it says its own. Raises Usage for what cannot be meant."""
    if stated.format is not None and stated.format not in FORMATS:
        raise Usage(place, f"there is no format “{stated.format}”", f"known are {', '.join(FORMATS)}")
    try:
        within = parse_zone(zone)
        if stated.zone is not None:
            parse_zone(stated.zone)
        if stated.captured is None:
            return None
        span = parse_span(stated.captured, within)
    except ValueError as error:
        raise Usage(place, str(error), "write it like 2022-03-10, 2022-03-10T14:05Z, Europe/Kyiv") from error
    return Time(
        printed=stated.captured,
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
    capture = Capture(
        digest=digest(data),
        name=name,
        size=len(data),
        format=recognised.format,
        decoding=recognised.decoding,
        address=stated.url,
        publisher=stated.publisher,
        captured=captured,
        zone=stated.zone,
        liveblog=stated.liveblog,
    )
    return capture, _read(capture, recognised.text)


class Shelf:
    """seeds/ and archive/ while captures are taken in. The caller holds the lock, and closes it at the end."""

    def __init__(self, workspace: Workspace) -> None:
        if made_from(workspace, "index") is None:  # the last command was stopped before it was done
            for folder in (workspace.seeds, workspace.archive, workspace.index):
                disk.sweep(folder)
        note_stale(workspace, "index")
        self._workspace = workspace
        self._shelved = {each.capture.digest: each for each in read_shelf(workspace.seeds)}
        self._touched: set[Slug] = set()

    def finish(self) -> Iterator[Taken]:
        """Read what stands in seeds/ with a sidecar and is not in the archive yet: what a stopped command left, and
        what was set aside and can be read by now."""
        done = held_captures(self._workspace.archive)
        for shelved in list(self._shelved.values()):
            capture = shelved.capture
            if short(capture.digest) in done or (shelved.set_aside and capture.format not in READERS):
                continue
            data = disk.read_bytes(self._workspace.seeds / capture.name)
            if digest(data) == capture.digest:
                yield self._store(capture, _read(capture, recognise(data, capture.name, format=capture.format).text))

    def take(
        self, data: bytes, wanted: str, stated: Stated, captured: Time | None, *, path: Path | None = None
    ) -> Taken:
        """Take in one capture under a name like `wanted`, or where it stands when `path` lies in seeds/ already.

        Raises BadCapture when it is refused.
        """
        held = self._shelved.get(digest(data))
        if held is not None:
            note = f"the same bytes are held as {held.capture.name}; nothing was added"
            return Taken(name=wanted, state=HELD, notes=(note,))
        seeds = self._workspace.seeds
        if path is not None and path.resolve().is_relative_to(seeds.resolve()):
            name = path.resolve().relative_to(seeds.resolve()).as_posix()
        else:
            name = choose_name(wanted, digest(data), seeds)
        capture, found = read_bytes(data, name, stated, captured)
        set_aside = f"{found.fault} (Backfile {__version__})" if isinstance(found, BadCapture) else None
        self._shelved[capture.digest] = Shelved(capture=capture, set_aside=set_aside)
        shelve(seeds, self._shelved[capture.digest], data)
        return self._store(capture, found)

    def dropped(self) -> list[Path]:
        """The files in seeds/ that have no sidecar: somebody put them there by hand."""
        known = {each.capture.name for each in self._shelved.values()}
        seeds = self._workspace.seeds
        return [path for path in find_captures(seeds) if path.relative_to(seeds).as_posix() not in known]

    def close(self, language: str, progress: Progress = silent) -> list[Damage]:
        """Write the manifest and bring the index up to date; what is damaged in the archive is given back."""
        write_manifest(self._workspace.seeds, list(self._shelved.values()))
        touched = [read_coverage(self._workspace.archive, liveblog) for liveblog in sorted(self._touched)]
        return follow(self._workspace, touched, language, progress=progress)

    def _store(self, capture: Capture, found: Reading | BadCapture) -> Taken:
        if isinstance(found, BadCapture):
            return describe(capture, found)
        stored = store_reading(self._workspace.archive, found)
        self._touched.add(stored.coverage.slug)
        shelved = self._shelved[capture.digest]
        if shelved.set_aside:
            self._shelved[capture.digest] = replace(shelved, set_aside=None)
            write_sidecar(self._workspace.seeds, self._shelved[capture.digest])
        return describe(capture, found, stored)


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
        notes=found.warnings,
    )


def _read(capture: Capture, text: str) -> Reading | BadCapture:
    try:
        return read_capture(capture, text, parse_zone(capture.zone) if capture.zone else None)
    except BadCapture as fault:
        return fault


def wanted_name(path: Path, base: Path | None = None) -> str:
    """The name a file would like to have below seeds/: its path below `base`, or its own name."""
    return path.relative_to(base).as_posix() if base else path.name
