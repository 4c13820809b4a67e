"""Is a document what it was at the last build, and are the words of its fields? Told by digests, without reading it.

A row of digests is of all that is kept of a document, and of what the words of each field are cut from. Segments never
change, and are named after what they hold. So the rows that were taken of the documents of a segment are good for as
long as there is one of that name; they are kept in a row, by the documents' numbers, one all of zeros where none was
taken. Who keeps them on the disk may lose them: then documents are read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from backfile.index.codec.segment import Segment
from backfile.index.schema import Kept, field_texts, keep_document, load_document, read_kept
from backfile.index.snapshot import Snapshot
from backfile.model.search import FIELDS, FILTERS, Document

DIGEST = 8
"""Bytes of one digest."""

_AT = {field: DIGEST * number for number, field in enumerate((*FIELDS, *FILTERS), start=1)}
_ROW = DIGEST * (1 + len(_AT))
_NONE = bytes(_ROW)


def print_of(document: Document) -> bytes:
    """The row of a document that was cut."""
    return _row(keep_document(document), document)


def of_field(row: bytes, field: str) -> bytes:
    """The digest of a field in the row of a document."""
    return row[_AT[field] : _AT[field] + DIGEST]


def _row(kept: Kept, document: Document) -> bytes:
    texts = field_texts(document)
    return b"".join(map(_digest, ("\0".join(kept), *map(texts.__getitem__, _AT))))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()


class Prints:
    """The rows of an index's documents, each taken when it is asked for first."""

    def __init__(self, known: bytes = b"") -> None:
        """`known` is what `dump` gave; nothing is known where it is damaged."""
        self._known = _load(known)
        self._taken: dict[str, bytearray] = {}

    def of(self, snapshot: Snapshot, numbers: Sequence[int]) -> list[bytes]:
        """Those of the documents with these numbers. Raises Altered."""
        held: list[bytes] = []
        for segment, _ in snapshot.segments:
            row = self._row(segment)
            held += (bytes(row[at : at + _ROW]) for at in range(0, len(row), _ROW))
        for number in numbers:
            if held[number] == _NONE:
                segment, inside = snapshot.place(number)
                kept = read_kept(segment, inside)
                held[number] = _row(kept, load_document(kept))
                self._row(segment)[_ROW * inside : _ROW * (inside + 1)] = held[number]
        return [held[number] for number in numbers]

    def dump(self) -> bytes:
        """Those of the segments that were asked for."""
        rows = b"".join(self._taken.values())
        names = {name: len(row) for name, row in self._taken.items()}
        head = {"segments": names, "sum": hashlib.sha256(rows).hexdigest()}
        return json.dumps(head).encode("ascii") + b"\n" + rows

    def _row(self, segment: Segment) -> bytearray:
        if segment.name not in self._taken:
            held, length = self._known.get(segment.name, b""), _ROW * segment.documents
            self._taken[segment.name] = bytearray(held if len(held) == length else length)
        return self._taken[segment.name]


def _load(dumped: bytes) -> Mapping[str, bytes]:
    head, _, rows = dumped.partition(b"\n")
    try:
        told = json.loads(head or b'{"segments": {}, "sum": ""}')
        if rows and told["sum"] != hashlib.sha256(rows).hexdigest():
            return {}
        held: dict[str, bytes] = {}
        at = 0
        for name, length in told["segments"].items():
            held[name] = rows[at : at + length]
            at += length
        return held
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
