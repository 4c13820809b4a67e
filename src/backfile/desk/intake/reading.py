"""What do the readers of today find in bytes that are given, or that are held in seeds/?"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

from backfile import disk
from backfile.desk.intake.stating import Stated
from backfile.errors import BackfileError, BadCapture, Damage
from backfile.model.capture import Capture, Digest, digest
from backfile.model.observation import Reading
from backfile.model.time import Time
from backfile.seeds.recognise import MANY, recognise, recognise_many
from backfile.seeds.shelf.erased import read_tombstones
from backfile.text.dates import parse_zone


def read_bytes(
    data: bytes, name: str, stated: Stated, captured: Time | None, now: datetime | None = None
) -> tuple[Capture, Reading | BadCapture]:
    """The capture that these bytes are, and what was found in it, or why nothing was; they are taken in `now` (UTC).

    Raises BadCapture when the bytes are no capture at all: empty, or no text.
    """
    recognised = recognise(data, name, format=stated.format)
    capture = _capture(digest(data), name, len(data), recognised.format, stated, captured)
    capture = replace(capture, decoding=recognised.decoding)
    found = _read(capture, recognised.text, now)
    if isinstance(found, Reading) and found.capture.captured and found.capture.captured.unclear:
        capture = replace(capture, captured=found.capture.captured)  # so it stays, whenever it is read again
    return capture, found


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


def read_many(file: IO[bytes], capture: Capture, now: datetime | None = None) -> Iterator[Reading | BadCapture]:
    """What is read in each capture of a file of many, which is taken in `now` (UTC), and what could not be; never
    nothing."""
    from backfile.seeds.many import read_each  # the readers take longest to import, and most commands read nothing

    return read_each(file, capture, parse_zone(capture.zone) if capture.zone else None, now)


def held_bytes(seeds: Path, capture: Capture) -> bytes | None:
    """The bytes of a capture in seeds/, or of one of many in a file there; None where they are gone, or not those that
    were taken in."""
    found = find_held(seeds, capture)
    return found and found[0]


def erased_on(seeds: Path, capture: Capture) -> str:
    """The day (UTC) when the bytes of a capture were erased; "" where nothing says that they were. Of those erased
    before captures told it the tombstones know (slowly)."""
    known = (each.made for each in read_tombstones(seeds) if each.knows([capture.digest])) if not capture.erased else ()
    return capture.erased or next((f"{made:%Y-%m-%d}" for made in known), "")


def find_held(seeds: Path, capture: Capture) -> tuple[bytes, Capture] | None:
    """The same, and the capture with what its web archive says of them today (`Capture.unmatched`)."""
    data, unmatched = _bytes_at(seeds, capture)
    return (data, replace(capture, unmatched=unmatched)) if digest(data) == capture.sha256 else None


def _bytes_at(seeds: Path, capture: Capture) -> tuple[bytes, tuple[str, ...]]:
    path = seeds / capture.place
    if path.is_file():
        return disk.read_bytes(path), ()
    file, _, place = capture.place.rpartition("#")
    if not file or not (seeds / file).is_file():
        return b"", ()
    from backfile.seeds.many import bytes_at

    with disk.opened(seeds / file) as archive:
        format = recognise_many(archive)
        return (format and bytes_at(archive, file, format, place)) or (b"", ())


def read_again(data: bytes, capture: Capture, now: datetime | None = None) -> Reading | BadCapture:
    """What today's readers find in the bytes of a capture that is held; `now` (UTC) where it is taken in only now."""
    if "#" in capture.place and capture.decoding and capture.format != "mhtml":  # its header named the encoding
        return _read(capture, data.decode(capture.decoding, "replace"), now)
    return _read(capture, recognise(data, capture.place, format=capture.format).text, now)


def read_held(seeds: Path, held: Capture, said: Capture | None = None, now: datetime | None = None) -> Reading:
    """What today's readers find in a capture that is held; `said` is what is known of it `now` (UTC), if otherwise.

    Raises Damage where its bytes are not as they were given, BadCapture where nothing can be read in them.
    """
    data = held_bytes(seeds, held)
    if data is None:
        raise Damage(f"seeds/{held.name}", "is not as it was given", "see what is wrong with: backfile verify")
    found = read_again(data, said or held, now)
    if isinstance(found, BadCapture):
        raise found
    return found


def _read(capture: Capture, text: str, now: datetime | None) -> Reading | BadCapture:
    from backfile.seeds.read import read_capture

    try:
        return read_capture(capture, text, parse_zone(capture.zone) if capture.zone else None, now)
    except BadCapture as fault:
        return fault


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises BadCapture when it cannot be read: the others are taken all the same."""
    try:
        return disk.read_bytes(path)
    except BackfileError as fault:
        raise BadCapture(fault.place, fault.fault, fault.mend) from fault
