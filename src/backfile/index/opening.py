"""Which index is in force? The one that `current.json` names, if this user's machine wrote it.

An index that is missing, of another format or language, damaged or foreign is no fault: it follows from archive/ and is
made again. The reason is told, so that a person can be.

`current.json` names the folder and the segments in it, each with what is known of its file (codec/pages.py) and with
the documents that were taken out of it. It holds a stamp: a digest of all that, keyed with a secret that lies outside
of the archive (workspace/key.py). Nothing in an index is a pickle, so what is read runs no code, whoever wrote it; the
stamp is there so that nobody else's index answers in the name of this archive. Opening reads `current.json` and the
tails of the segments, and no more: it takes as long for a small archive as for a large one, and what was damaged in
between is found by the search that touches it, as `Altered`. The stamp does not say which archive the index belongs to:
an archive may be moved and copied together with its index.

The files of an index in force never change. A writer makes new ones beside them, puts those in force by replacing
`current.json`, and then sweeps what is no longer needed; a reader that comes too late for the old files finds another
`current.json` there, and begins again. What a reader has open stays as it is, whatever becomes of its name.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from array import array
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import whoosh

from backfile import disk
from backfile.errors import BackfileError
from backfile.index.codec.pages import Altered, Written
from backfile.index.codec.segment import Segment

FORMAT = 7
"""Raised with whatever is kept of entries, too (schema.py): an index of another form is made again."""
CURRENT = "current.json"
FOREIGN = "it was made on another machine, or by somebody else"
OTHER_VERSION = "it was made for another version or language"
_DELETED = ".deleted"


class NoIndex(Exception):
    """There is no index that can be opened; the message says why."""


class Part(NamedTuple):
    """A segment of an index as it is to be in force: its file, and the documents that are taken out of it."""

    name: str
    written: Written
    documents: int
    deleted: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index that was opened: a snapshot, whatever is written meanwhile.

    `kept` is for what one search finds out and later ones need again.
    """

    folder: Path
    segments: tuple[Segment, ...]
    language: str
    key: bytes = field(repr=False)
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def numbered(self) -> list[tuple[Segment, int]]:
        """The segments, each with the number of its first document: documents are counted over all of them."""
        firsts = accumulate((segment.documents for segment in self.segments), initial=0)
        return list(zip(self.segments, firsts, strict=False))


def open_index(home: Path, language: str, key: bytes) -> OpenIndex:
    """The index in force in the folder `home`, for an archive in that language, if `key` stamped it. Raises NoIndex."""
    current = _read_current(home)
    while True:
        try:
            return _open(home, current, language, key)
        except NoIndex:
            now = _read_current(home)
            if now == current:
                raise
            current = now  # a writer has put another index in force since we looked


def switch_to(folder: Path, parts: Sequence[Part], language: str, key: bytes) -> None:
    """Put these segments in `folder` in force, by one rename; then sweep whatever else there is."""
    made = {
        "folder": folder.name,
        "language": language,
        "whoosh": whoosh.versionstring(),  # whose stemmers made the tables of stems
        "segments": [[part.name, *part.written, _write_deleted(folder, part.deleted)] for part in parts],
    }
    disk.write(folder.parent / CURRENT, json.dumps({"format": FORMAT, "made": made, "stamp": _stamp(made, key)}) + "\n")
    _sweep(folder, made)


def sweep(opened: OpenIndex) -> None:
    """Remove whatever a writer left that the index in force, the one that was opened, does not need."""
    current = _read_current(opened.folder.parent)
    if current is not None:
        _sweep(opened.folder, json.loads(current)["made"])


def _sweep(folder: Path, made: dict[str, Any]) -> None:
    home, needed = (
        folder.parent,
        {name for segment in made["segments"] for name in (segment[0], (segment[4] or [""])[0])},
    )
    with disk.plainly(home, "listed"):
        leftovers = [path for path in home.glob("search-*") if path != folder]
        leftovers += home.glob(f"*{disk.PART}")
        leftovers += (path for path in folder.iterdir() if path.name not in needed)
    for path in sorted(leftovers):
        with suppress(BackfileError):  # on Windows, what somebody reads stays until the next writer
            disk.remove(path)


def _write_deleted(folder: Path, deleted: Collection[int]) -> list[str] | None:
    """Write down which documents are taken out; gives the name of the file, and its SHA-256 in hex."""
    if not deleted:
        return None
    data = array("I", sorted(deleted)).tobytes()
    digest = hashlib.sha256(data).hexdigest()
    disk.write(folder / f"{digest[:16]}{_DELETED}", data)
    return [f"{digest[:16]}{_DELETED}", digest]


def _read_deleted(folder: Path, written: list[str] | None) -> Collection[int]:
    if written is None:
        return ()
    name, digest = written
    try:
        data = bytes(disk.mapped(folder / name))
    except BackfileError as fault:
        raise Altered(name) from fault
    if hashlib.sha256(data).hexdigest() != digest:
        raise Altered(name)
    return array("I", data)


def _open(home: Path, current: bytes | None, language: str, key: bytes) -> OpenIndex:
    if current is None:
        raise NoIndex("there is none yet")
    try:
        read = json.loads(current)
        if read["format"] != FORMAT:
            raise NoIndex(OTHER_VERSION)
        made = read["made"]
        if not hmac.compare_digest(_stamp(made, key).encode(), str(read.get("stamp")).encode("utf-8", "replace")):
            raise NoIndex(FOREIGN)
        if made["language"] != language or made["whoosh"] != whoosh.versionstring():
            raise NoIndex(OTHER_VERSION)
        folder = home / made["folder"]
        segments = tuple(
            Segment(folder, name, Written(size, tail, digest), _read_deleted(folder, deleted))
            for name, size, tail, digest, deleted in made["segments"]
        )
        return OpenIndex(folder, segments, language, key)
    except Altered as file:
        raise NoIndex(f"it is damaged ({file.place} is not as it was written)") from file
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NoIndex(f"it is damaged ({CURRENT} makes no sense)") from fault


def _read_current(home: Path) -> bytes | None:
    pointer = home / CURRENT
    if not pointer.is_file():
        return None
    try:
        return disk.read_bytes(pointer)
    except BackfileError as fault:
        raise NoIndex(f"it is damaged ({fault})") from fault


def _stamp(made: object, key: bytes) -> str:
    """The HMAC-SHA256 (RFC 2104) of what was made, in hex."""
    return hmac.digest(key, b"backfile index\n" + json.dumps(made, sort_keys=True).encode("ascii"), "sha256").hex()
