"""How does a page go out of a WARC while all other records stay byte for byte, and where they were?

Its record is overwritten by an empty one of the same length (in a WARC.gz by a member of the same length), which says
only when that was done. With it go the records that belong to it: its request, its metadata, its text as some tools
keep it. What holds several records packed as one (a gzip member, a WACZ, an export) cannot be cut.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from backfile.errors import BadCapture
from backfile.model.capture import Digest, digest
from backfile.seeds.web_archives.warc import Page, Tally, read_pages

_PIECE = 65_536
_LONGEST_HEAD = 65_536
_ABOUT = ("metadata", "conversion", "resource")
"""Types of records that may tell of a page without naming the record of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What has to be written over a WARC: pieces by the byte at which each begins. `digest` is the file's after it."""

    pieces: tuple[tuple[int, bytes], ...]
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A record by where it begins and ends in the file, and what its header says."""

    start: int
    end: int
    type: str
    address: str
    id: str
    of: frozenset[str]  # the ids of records that it belongs to


def plan_cut(stream: IO[bytes], format: str, pages: Set[Digest], now: datetime) -> Cut | None:
    """What takes these pages out of a web archive, wherever they stand in it; None where it cannot be cut."""
    stream.seek(0)
    packed = stream.read(2) == b"\x1f\x8b"
    records = _read_records(stream, packed) if format == "warc" else None
    if records is None:
        return None
    stream.seek(0)
    found = [each for each in read_pages(stream, "", format, Tally()) if isinstance(each, Page)]
    going = {int(each.place) for each in found if digest(each.data) in pages and each.place.isdecimal()}
    staying = {int(each.place) for each in found if each.place.isdecimal()} - going
    pieces: list[tuple[int, bytes]] = []
    for record in _with_theirs(records, going, staying):
        empty = _empty(record, packed, now)
        if empty is None:
            return None
        pieces.append((record.start, empty))
    whole = hashlib.sha256()
    for piece in overlaid(stream, pieces):
        whole.update(piece)
    return Cut(pieces=tuple(pieces), digest=Digest(whole.hexdigest()))


def overlaid(stream: IO[bytes], pieces: tuple[tuple[int, bytes], ...] | list[tuple[int, bytes]]) -> Iterator[bytes]:
    """The file with these pieces written over it, from its beginning."""
    stream.seek(0)
    at = 0
    for start, over in sorted(pieces):
        while at < start:
            piece = stream.read(min(_PIECE, start - at))
            at += len(piece)
            yield piece
        yield over
        at = stream.seek(start + len(over))
    while piece := stream.read(_PIECE):
        yield piece


def _with_theirs(records: list[_Record], going: Set[int], staying: Set[int]) -> Iterator[_Record]:
    """The records of pages that go, and those that belong to them alone."""
    pages = [each for each in records if each.start in going]
    ids, named = {each.id for each in pages if each.id}, {one for each in pages for one in each.of}
    addresses = {each.address for each in pages if each.address}
    for each in records:
        if each.start in going:
            yield each
        elif each.start not in staying:
            about = each.type in _ABOUT and not each.of and _tells_of(each.address, addresses)
            if each.of & ids or each.id in named or about:
                yield each


def _tells_of(address: str, addresses: Set[str]) -> bool:
    """Is it one of these, or made of one, as `urn:text:https://…`?"""
    return address in addresses or (address.startswith("urn:") and any(address.endswith(each) for each in addresses))


def _read_records(stream: IO[bytes], packed: bool) -> list[_Record] | None:
    """The records of a WARC in their order; None where several are packed as one, or it cannot be read to its end."""
    try:
        return list(_members(stream) if packed else _plain(stream))
    except (BadCapture, zlib.error):
        return None


def _plain(stream: IO[bytes]) -> Iterator[_Record]:
    at = stream.seek(0)
    while head := _head(stream):
        if not head.strip():  # empty lines between records
            at += len(head)
            continue
        length = _length(head)
        end = stream.seek(at + len(head) + length)
        ends = stream.read(4)
        end += len(ends) - len(ends.lstrip(b"\r\n"))
        yield _described(head, at, end)
        at = stream.seek(end)


def _members(stream: IO[bytes]) -> Iterator[_Record]:
    """Each gzip member, which holds one record. Raises BadCapture where one does not."""
    at = stream.seek(0)
    raw = stream.read(_PIECE)
    while raw:
        inflating = zlib.decompressobj(31)
        begun, size, taken = b"", 0, 0
        while not inflating.eof:
            data = inflating.decompress(raw, _PIECE)
            if not (raw or data or inflating.eof):
                raise BadCapture("", "is cut off")
            rest = inflating.unused_data if inflating.eof else inflating.unconsumed_tail
            taken += len(raw) - len(rest)
            size += len(data)
            begun += data[: max(0, _LONGEST_HEAD - len(begun))]
            raw = rest or (b"" if inflating.eof else stream.read(_PIECE))
        head = begun[: (re.search(rb"\r?\n\r?\n", begun) or _nothing()).end()]
        if not 0 <= size - len(head) - _length(head) <= 4:
            raise BadCapture("", "holds several records packed as one")
        yield _described(head, at, at + taken)
        at += taken
        raw = raw or stream.read(_PIECE)


def _nothing() -> re.Match[bytes]:
    raise BadCapture("", "is no WARC record")


def _head(stream: IO[bytes]) -> bytes:
    """The lines up to an empty one, that included; or an empty line alone."""
    lines: list[bytes] = []
    while line := stream.readline(_LONGEST_HEAD):
        lines.append(line)
        if not line.strip():
            break
    return b"".join(lines)


def _length(head: bytes) -> int:
    found = re.search(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", head, re.IGNORECASE | re.MULTILINE)
    if not head.startswith(b"WARC/") or found is None:
        raise BadCapture("", "is no WARC record")
    return int(found[1])


def _described(head: bytes, start: int, end: int) -> _Record:
    said: dict[str, list[str]] = {}
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        name, _, value = line.partition(":")
        said.setdefault(name.strip().lower(), []).append(value.strip().strip("<>"))
    return _Record(
        start=start,
        end=end,
        type=said.get("warc-type", [""])[0].lower(),
        address=said.get("warc-target-uri", [""])[0],
        id=said.get("warc-record-id", [""])[0],
        of=frozenset(said.get("warc-concurrent-to", []) + said.get("warc-refers-to", [])),
    )


def _empty(record: _Record, packed: bool, now: datetime) -> bytes | None:
    """A record that says nothing, as long as this one; None where that is too short for any."""
    length = record.end - record.start
    date = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    head = (
        f"WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:backfile:erased:{record.start}>\r\nWARC-Date: {date}"
    )
    begun = f"{head}\r\nContent-Length:".encode("ascii")
    if packed:
        return _member(begun + b" 0\r\n\r\n\r\n\r\n", length)
    for spaces in (1, 2):  # where another digit would make it too long by one
        for digits in range(1, 12):
            body = length - len(begun) - spaces - digits - 8
            if body >= 0 and len(str(body)) == digits:
                return begun + b" " * spaces + f"{body}\r\n\r\n".encode("ascii") + b" " * body + b"\r\n\r\n"
    return None


def _member(data: bytes, length: int) -> bytes | None:
    """A gzip member of just that length (RFC 1952); its comment fills it up."""
    deflating = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = deflating.compress(data) + deflating.flush()
    ended = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    begun = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"  # with a comment, of no time and no system
    fill = length - len(begun) - 1 - len(deflated) - len(ended)
    return begun + b" " * fill + b"\0" + deflated + ended if fill >= 0 else None
