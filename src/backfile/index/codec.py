"""How do postings and numbers lie on the disk? As flat arrays that are read in one piece, behind Whoosh's own segments.

Whoosh's codec keeps postings in compressed pickles of 128, each of them taken apart by Python. Here a term has

    n, m                       how many documents hold it, and how many positions are noted (unsigned 32-bit integers)
    documents[n]               their numbers, ascending
    ends[n]                    where each document's positions end
    positions[m]

and a column is one array of numbers. All in the byte order of the machine: an index is only opened where it was made.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Any, NamedTuple

from whoosh import columns
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching import LeafMatcher, ReadTooFar

_NUMBER = array("I").itemsize  # bytes: four, wherever Python runs today


class Flat(NamedTuple):
    """A term's postings: the documents, ascending, and where the positions of each end."""

    documents: array[int]
    ends: array[int]
    positions: array[int]


class FlatCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no type hints
    """Whoosh's codec with flat postings."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        return _FlatWriter(dbfile)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        start, length = terminfo.extent()
        if isinstance(length, tuple):  # as whoosh 2.7.4 unpacks it
            length = length[0]
        return FlatMatcher(_read(dbfile, start, length), format_, term, scorer)


class _FlatWriter(base.PostingsWriter):  # type: ignore[misc]
    """Gathers one term's postings, and writes them when they are complete. It is its own only block for Whoosh's
    statistics."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def start_postings(self, format_: Any, terminfo: Any) -> None:
        self._terminfo = terminfo
        self._ids, self._ends, self._positions = array("I"), array("I"), array("I")
        self._weights = array("f")

    def add_posting(self, id_: int, weight: float, vbytes: bytes, length: int | None = None) -> None:
        self._ids.append(id_)
        self._weights.append(weight)
        if vbytes:
            self._positions.frombytes(vbytes)
        self._ends.append(len(self._positions))

    def finish_postings(self) -> Any:
        start = self._file.tell()
        sizes = array("I", (len(self._ids), len(self._positions)))
        for numbers in (sizes, self._ids, self._ends, self._positions):
            self._file.write(numbers.tobytes())
        self._terminfo.add_block(self)
        self._terminfo.set_extent(start, self._file.tell() - start)
        return self._terminfo

    def written(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self._ids)

    def min_id(self) -> int:
        return self._ids[0]

    def max_id(self) -> int:
        return self._ids[-1]

    def min_length(self) -> int:
        return 1

    def max_length(self) -> int:
        return 1

    def max_weight(self) -> float:
        return max(self._weights)


class FlatMatcher(LeafMatcher):  # type: ignore[misc]
    """One term's postings as Whoosh walks through them; `flat` holds them all."""

    def __init__(self, flat: Flat, format_: Any, term: Any, scorer: Any) -> None:
        self.flat, self.format, self._term, self.scorer = flat, format_, term, scorer
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self.flat.documents)

    def id(self) -> int:
        return self.flat.documents[self._at]

    def weight(self) -> float:
        start, end = self._span()
        return float(end - start or 1)

    def value(self) -> bytes:
        start, end = self._span()
        return self.flat.positions[start:end].tobytes()

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def skip_to(self, id: int) -> None:
        self._at = bisect_left(self.flat.documents, id, self._at)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> FlatMatcher:
        other = FlatMatcher(self.flat, self.format, self._term, self.scorer)
        other._at = self._at
        return other

    def _span(self) -> tuple[int, int]:
        return (self.flat.ends[self._at - 1] if self._at else 0), self.flat.ends[self._at]


class Numbers(columns.Column):  # type: ignore[misc]
    """A column of numbers, one for each document, read as one array."""

    reversible = False

    def __init__(self, typecode: str, default: int = 0) -> None:
        self._typecode, self._default = typecode, default

    def writer(self, dbfile: Any) -> Any:
        return _NumbersWriter(dbfile, self._typecode, self._default)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> Any:
        return NumbersReader(dbfile, basepos, length, doccount, self._typecode, self._default)

    def default_value(self, reverse: bool = False) -> int:
        return self._default


class _NumbersWriter(columns.ColumnWriter):  # type: ignore[misc]
    def __init__(self, file: Any, typecode: str, default: int) -> None:
        self._file, self._default, self._numbers = file, default, array(typecode)

    def add(self, docnum: int, value: int) -> None:
        self._numbers.extend([self._default] * (docnum - len(self._numbers)))
        self._numbers.append(value)

    def finish(self, doccount: int) -> None:
        self._file.write(self._numbers.tobytes())


class NumbersReader(columns.ColumnReader):  # type: ignore[misc]
    """`numbers` holds the number of each document."""

    def __init__(self, file: Any, start: int, length: int, documents: int, typecode: str, default: int) -> None:
        self.numbers = array(typecode)
        self.numbers.frombytes(bytes(file.get(start, length)))
        self.numbers.extend([default] * (documents - len(self.numbers)))

    def __getitem__(self, docnum: int) -> int:
        return self.numbers[docnum]

    def __len__(self) -> int:
        return len(self.numbers)

    def load(self) -> array[int]:
        return self.numbers


def _read(file: Any, start: int, length: int) -> Flat:
    raw = memoryview(bytes(file.get(start, length)))
    documents, positions = raw[: 2 * _NUMBER].cast("I")
    if length != (2 + 2 * documents + positions) * _NUMBER:
        raise OSError(f"{documents} postings do not fill {length} bytes")
    numbers = array("I", raw[2 * _NUMBER :].cast("I"))
    return Flat(numbers[:documents], numbers[documents : 2 * documents], numbers[2 * documents :])
