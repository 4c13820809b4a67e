"""How are many things of different lengths kept, so that any of them is found at once? One after the other, with a list
of where each begins.

A section `x` holds the pieces without anything between them, and `x.at` the byte at which each begins, with the end of
the last one: as unsigned integers of 32 bits, or of 64 where a section has 4 GB. Terms, postings and stored texts are
all kept so. What is sorted is found by halving: seventeen looks for a hundred thousand terms.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from struct import Struct

from backfile.index.codec.pages import PagedFile, PagedWriter

_ROOM = 1 << 32
"""Bytes of a section from which on 32 bits do not tell a place in it."""


class Pieces(Sequence[memoryview]):
    """The pieces of a section; none where there is no such section."""

    def __init__(self, file: PagedFile, section: str) -> None:
        self._file, self._section, self._places = file, section, f"{section}.at"
        self._typecode = _typecode(file.length(section))
        self._size = array(self._typecode).itemsize
        self._bounds = Struct(f"=2{self._typecode}").unpack
        self._count = max(0, file.length(self._places) // self._size - 1)
        self._asked, self._at = 0, memoryview(b"")

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> memoryview:  # type: ignore[override]  # nobody asks for a slice
        if not 0 <= number < self._count:
            raise IndexError(number)
        if not self._at:
            self._asked += 1
            if self._asked < _OFTEN:
                start, stop = self._bounds(
                    self._file.part(self._places, self._size * number, self._size * (number + 2))
                )
                return self._file.part(self._section, start, stop)
            self._at = self.places()
        return self._file.part(self._section, self._at[number], self._at[number + 1])

    def joined(self) -> memoryview:
        """All of them, without anything between them."""
        return self._file.section(self._section) if self._count else memoryview(b"")

    def places(self) -> memoryview:
        """The byte at which each begins, and the end of the last one."""
        held = self._file.section(self._places) if self._count else memoryview(bytes(self._size))
        return held.cast(self._typecode)  # type: ignore[call-overload,no-any-return]


class Terms(Sequence[str]):
    """The terms of a field, a line each, sorted by code point (which is also the order of their UTF-8)."""

    def __init__(self, file: PagedFile, section: str) -> None:
        self._pieces = Pieces(file, section)
        self._found: dict[str, int | None] = {}
        self._sought = 0
        self._numbers: dict[str, int] | None = None
        self._marked: tuple[memoryview, memoryview, list[bytes]] | None = None

    def __len__(self) -> int:
        return len(self._pieces)

    def __getitem__(self, number: int) -> str:  # type: ignore[override]
        return str(self._pieces[number][:-1], "utf-8", "surrogatepass")

    def find(self, term: str) -> int | None:
        """The number of a term, or None where there is no such term."""
        if term not in self._found:
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._sought += 1
            line = encode_line(term)
            self._found[term] = self._halve(line) if self._sought < _OFTEN else self._find_marked(line)
        return self._found[term]

    def _halve(self, line: bytes) -> int | None:
        at = bisect_left(self._pieces, line[:-1], key=lambda each: bytes(each[:-1]))
        return at if at < len(self) and self._pieces[at] == line else None

    def _find_marked(self, line: bytes) -> int | None:
        """The mark before it is found by halving; what stands between that and the next is looked through as bytes."""
        if len(self) <= _SMALL:
            if self._numbers is None:
                self._numbers = {term: number for number, term in enumerate(self.all())}
            return self._numbers.get(str(line[:-1], "utf-8", "surrogatepass"))
        if self._marked is None:
            lines, at = self._pieces.joined(), self._pieces.places()
            marks = [bytes(lines[at[each] : at[each + 1] - 1]) for each in range(0, len(self), _APART)]
            self._marked = lines, at, marks
        lines, at, marks = self._marked
        first = _APART * max(0, bisect_right(marks, line[:-1]) - 1)
        stop = min(first + _APART, len(self))
        near = bytes(lines[at[first] : at[stop]])
        if near.count(b"\n") != stop - first or line.count(b"\n") > 1:  # a label may hold a line end, a word never does
            return self._halve(line)
        if near.startswith(line):
            return first
        place = near.find(b"\n" + line)
        return None if place < 0 else first + near.count(b"\n", 0, place + 1)

    def all(self) -> list[str]:
        """All of them, read in one go."""
        lines = str(self._pieces.joined(), "utf-8", "surrogatepass").split("\n")[:-1]
        return lines if len(lines) == len(self) else list(self)  # of a label that holds a line end, there are more

    def beginning(self, prefix: str) -> Iterator[tuple[int, str]]:
        """The terms that begin so, in order, with their numbers."""
        for number in range(bisect_left(self, prefix), len(self)):
            term = self[number]
            if not term.startswith(prefix):
                return
            yield number, term


_OFTEN = 100  # look-ups after which it pays to check all pages that tell where something begins, and to mark terms
_SMALL = 8_192  # of no more terms, all are kept with their numbers: half a megabyte
_APART = 64  # of more, one of so many is a mark
_KEPT = 10_000  # terms of which it is remembered where they stand


def encode_line(text: str) -> bytes:
    """A text as a piece. With a line end, for an empty text is something, and no text is not."""
    return f"{text}\n".encode("utf-8", "surrogatepass")


def write_terms(file: PagedWriter, section: str, terms: Sequence[str]) -> None:
    """Write terms, which are sorted, as a section that `Terms` reads."""
    joined = "\n".join((*terms, "")).encode("utf-8", "surrogatepass")
    lengths = [len(term) + 1 if term.isascii() else len(encode_line(term)) for term in terms]
    write_runs(file, section, [(joined, lengths)])


def write_pieces(file: PagedWriter, section: str, pieces: Iterable[bytes]) -> None:
    """Write pieces as a section that `Pieces` reads."""
    write_runs(file, section, ((data, (len(data),)) for data in pieces))


def write_runs(
    file: PagedWriter, section: str, runs: Iterable[tuple[bytes | bytearray | memoryview, Iterable[int]]]
) -> None:
    """The same for pieces that are joined already: each run of them with their lengths, in bytes."""
    file.begin(section)
    ends = array("Q", [0])
    for data, lengths in runs:
        file.write(data)
        ends.extend(islice(accumulate(lengths, initial=ends[-1]), 1, None))
    add_places(file, section, ends)


def add_places(file: PagedWriter, section: str, ends: array[int]) -> None:
    """End the section of pieces that was written: 0, and where each of them ends."""
    file.add(f"{section}.at", array(_typecode(ends[-1]), ends).tobytes())


def _typecode(length: int) -> str:
    """Of the places in a section of so many bytes."""
    return "I" if length < _ROOM else "Q"
