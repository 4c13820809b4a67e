"""How do texts become postings? A text comes as the numbers of its words; the words of a field stand in one long row.
At the end the places in this row are sorted by word, and what is noted of each word is laid flat.

No posting is ever an object, and a word is one only once: `Numbering` gives it its number when it is first met.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import sub
from typing import Any, NamedTuple

from backfile.index.codec.at_once import lay_all_flat, lay_documents
from backfile.index.codec.postings import dump_postings, lay_flat

MANY = 300_000
"""From so many words on, importing numpy (100 ms) is less than what it saves (0.3 microseconds a word)."""

_AT_ONCE = 1 << 19
"""Places that are laid flat in one go; it takes some 90 bytes for each."""

_TERMS_AT_ONCE = 1 << 16
"""Terms that are told apart by 16 bits, by which numpy sorts in one pass (by radix)."""


class Numbering(dict[str, int]):
    """Terms, numbered from 1 on as they are met: `numbering[term]` is the number of a term, be it new or known."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self) + 1
        return number


class Inverted(NamedTuple):
    """The postings of some terms: their places among all terms, sorted, the bytes of all, and how many of each."""

    terms: Sequence[int]
    data: bytes | memoryview
    lengths: Iterable[int]


class Inversion:
    """The terms of one field, document by document; with their positions, or without."""

    def __init__(self, *, positions: bool = True) -> None:
        self._with_positions = positions
        self._numbers = array("I")
        self._starts = array("I")  # the place at which the terms of each document begin

    @property
    def numbers(self) -> array[int]:
        """The terms of all documents in a row, by their numbers; after sorting, by what they were sorted by."""
        return self._numbers

    @property
    def size(self) -> int:
        """The terms of all documents."""
        return len(self._numbers)

    def add(self, document: int, numbers: Iterable[int]) -> None:
        """The terms of a document, by their numbers, in order; documents come in order, too. One that is not added has
        none."""
        self._begin(document + 1)
        self._numbers.extend(numbers)

    def add_all(self, document: int, numbers: array[int], counts: Iterable[int]) -> None:
        """Those of this document and the next ones in a row, and how many each has."""
        self._begin(document)
        self._starts.extend(accumulate(counts, initial=self.size))
        self._starts.pop()
        self._numbers.extend(numbers)

    def numbers_of(self, runs: Iterable[tuple[int, int]], *, at_once: bool) -> Iterable[int]:
        """The numbers of all terms of these runs of documents (the first and the end of each), each once."""
        places = [(self._place(first), self._place(stop)) for first, stop in runs]
        if not at_once or not self.size:
            return set().union(*(self._numbers[start:end] for start, end in places))
        import numpy as np

        numbers = np.frombuffer(self._numbers, np.uint32)
        met = np.zeros(int(numbers.max()) + 1, bool)
        for start, end in places:
            for some in range(start, end, _AT_ONCE):
                met[numbers[some : min(some + _AT_ONCE, end)]] = True
        found: list[int] = np.flatnonzero(met).tolist()
        return found

    def lengths(self, documents: int) -> array[int]:
        """How many terms each of so many documents has."""
        self._begin(documents + 1)
        return array("I", map(sub, self._starts[1:], self._starts))

    def _place(self, document: int) -> int:
        """Where its terms begin."""
        return self._starts[document] if document < len(self._starts) else self.size

    def _begin(self, documents: int) -> None:
        """The next terms are not of the first so many documents but of later ones; or of the last one of these."""
        while len(self._starts) < documents:
            self._starts.append(len(self._numbers))

    def sort(self, ranks: array[int], *, at_once: bool) -> Iterator[Inverted]:
        """The postings of all terms, sorted. `ranks` gives for the number of each term its place among all terms; what
        was added goes by this. `at_once` is for many: by numpy."""
        if at_once and self.size:
            yield from self._sort_at_once(ranks)
            return
        places: defaultdict[int, list[int]] = defaultdict(list)
        for place, number in enumerate(self._numbers):
            places[ranks[number]].append(place)
        for rank in sorted(places):
            data = self._lay(places[rank])
            yield Inverted((rank,), data, (len(data),))

    def _lay(self, places: list[int]) -> bytes:
        if self._with_positions:
            return lay_flat(places, self._starts)
        return dump_postings(array("I", (bisect_right(self._starts, place) - 1 for place in places)))

    def _sort_at_once(self, ranks: array[int]) -> Iterator[Inverted]:
        """A million places at a time, of neighbouring terms."""
        import numpy as np

        numbers, starts = np.frombuffer(self._numbers, np.uint32), np.frombuffer(self._starts, np.uint32)
        np.take(np.frombuffer(ranks, np.uint32), numbers, out=numbers, mode="clip")
        document_of = np.repeat(np.arange(len(starts), dtype=np.uint32), np.diff(starts, append=np.uint32(self.size)))
        counts = np.zeros(len(ranks), np.int64)
        for first in range(0, self.size, _AT_ONCE):
            counts += np.bincount(numbers[first : first + _AT_ONCE], minlength=len(ranks))
        for first, stop in _cut_up(np, counts):
            places = _places_of(np, numbers, first, stop)
            keys = (numbers[places] - np.uint32(first)).astype(np.uint16)
            places = places[np.argsort(keys, kind="stable")]
            held = np.flatnonzero(counts[first:stop])
            sizes = counts[first:stop][held]
            if self._with_positions:
                data, lengths = lay_all_flat(places, sizes, starts, document_of)
            else:
                data, lengths = lay_documents(document_of[places], sizes)
            yield Inverted((held + first).tolist(), data, lengths)


def _places_of(np: Any, numbers: Any, first: int, stop: int) -> Any:
    """Where those of the numbers stand that are not less than the first and less than the other."""
    found = []
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found.append((np.flatnonzero(some - np.uint32(first) < stop - first) + start).astype(np.uint32))
    return np.concatenate(found)


def _cut_up(np: Any, counts: Any) -> Iterator[tuple[int, int]]:
    """Neighbouring terms that have no more places than are laid at once; or one that has more."""
    ends = np.cumsum(counts)
    first = before = 0
    while before < ends[-1]:
        stop = int(np.searchsorted(ends, before + _AT_ONCE, "right"))
        stop = min(max(stop, first + 1), first + _TERMS_AT_ONCE, len(ends))
        if ends[stop - 1] > before:
            yield first, stop
        first, before = stop, int(ends[stop - 1])
