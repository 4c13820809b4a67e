"""How are the lists of several segments one? By numbers that count the documents of all segments in a row."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from backfile.index.codec.postings import Flat, Numbers

_FEW = 16
"""Where so many times fewer documents are asked for than hold a word, each is looked up by halving."""


class Holders(NamedTuple):
    """The documents that hold a word, ascending, and how often each does."""

    documents: Numbers
    counts: Numbers

    def times(self, among: Collection[int]) -> Iterator[tuple[int, int]]:
        """Those of the documents that hold the word, and how often each does."""
        if len(among) * _FEW < len(self.documents):
            for number in among:
                at = bisect_left(self.documents, number)
                if at < len(self.documents) and self.documents[at] == number:
                    yield number, self.counts[at]
        else:
            for number, times in zip(self.documents, self.counts, strict=False):
                if number in among:
                    yield number, times


def join(found: Sequence[tuple[Flat, int]]) -> Holders:
    """The postings of a word in several segments as one list; what stands in the first alone is not copied."""
    if len(found) == 1 and not found[0][1]:
        return Holders(found[0][0].documents, found[0][0].counts)
    documents, counts = array("I"), array("I")
    for flat, offset in found:  # the first segment holds the most, and its numbers are taken as they are
        documents.extend(map(offset.__add__, flat.documents) if offset else array("I", flat.documents))
        counts.extend(flat.counts)
    return Holders(documents, counts)


def places_among(documents: Numbers, offset: int, among: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where in a list of documents, ascending, those stand that are wanted, which are counted from `offset` on."""
    if len(among) * _FEW >= len(documents):
        yield from ((at, number) for at, number in enumerate(documents) if number + offset in among)
        return
    for wanted in among:
        at = bisect_left(documents, wanted - offset)
        if at < len(documents) and documents[at] == wanted - offset:
            yield at, wanted - offset


def in_a_row(each: Sequence[memoryview[int]]) -> Numbers:
    """The numbers of several columns, as wide as the widest: those that are so wide already are copied as bytes.

    Of them all one by one it takes as long as the rest of a search, in each archive that anything was added to.
    """
    widest = max((numbers.format for numbers in each), key="BHIq".index, default="B")
    row = array(widest)
    for numbers in each:
        row.frombytes((numbers if numbers.format == widest else array(widest, numbers)).tobytes())
    return row
