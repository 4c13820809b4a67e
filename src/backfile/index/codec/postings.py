"""Which documents hold a term, how often, and where? Flat lists of numbers that are read in one piece.

The postings of a term are unsigned integers in the byte order of the machine (an index is only opened where it was
made). Each list begins at a multiple of four bytes:

    n, m             how many documents hold it, and how many positions are noted; 32 bits each
    documents[n]     their numbers, ascending; 32 bits each
    positions[m]     in words of the field, counted from 0; 16 bits each
    counts[n]        how many of the positions are each document's; 8 bits each

The counts are left out where each document has one position, and where none has any: a label has no positions. Where a
position needs more than 16 bits, or a count more than 8, all of that list have 32: the two highest bits of n say so.

Nothing else is compressed: what is read is what is reckoned with, by Python or by numpy, without a copy.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeAlias

Numbers: TypeAlias = "memoryview[int] | array[int] | range"
"""A list of numbers, wherever it lies. As a range it lies nowhere."""

WIDE_POSITIONS, WIDE_COUNTS = 1 << 31, 1 << 30
"""Bits of n."""

MOST = WIDE_COUNTS - 1
HEAD = 8
"""Bytes of n and m."""

NARROW_POSITION, NARROW_COUNT = (1 << 16) - 1, (1 << 8) - 1
"""The greatest that needs no more than 16 bits, and no more than 8."""


class Flat(NamedTuple):
    """A term's postings: the documents, ascending, how many positions each has, and all positions."""

    documents: Numbers
    counts: Numbers
    positions: Numbers


def load_postings(data: memoryview) -> Flat:
    """The postings in these bytes. Raises ValueError where the numbers do not fill them."""
    numbers = data.cast("I")
    head, places = numbers[:2] if len(numbers) > 1 else (0, 0)
    count = head & MOST
    start = HEAD + 4 * count
    stop = start + (4 if head & WIDE_POSITIONS else 2) * places
    after = even(stop)
    end = after + (4 if head & WIDE_COUNTS else 1) * count if has_counts(count, places) else after
    if len(numbers) < 2 or even(end) != len(data):
        raise ValueError(f"{count} postings do not fill {len(data)} bytes")
    positions = data[start:stop].cast("I" if head & WIDE_POSITIONS else "H")
    if has_counts(count, places):
        counts = data[after:end].cast("I") if head & WIDE_COUNTS else data[after:end]
    else:
        counts = memoryview(b"\1" * places)
    return Flat(numbers[2 : 2 + count], counts, positions)


def dump_postings(documents: array[int], counts: Sequence[int] = (), positions: Sequence[int] = ()) -> bytes:
    """The bytes that `load_postings` takes; a list of documents alone has no positions.

    >>> flat = load_postings(memoryview(dump_postings(array("I", [3, 9]), [2, 1], [4, 70_000, 5])))
    >>> [list(each) for each in flat]
    [[3, 9], [2, 1], [4, 70000, 5]]
    """
    wide = max(positions, default=0) > NARROW_POSITION
    with_counts = has_counts(len(documents), len(positions))
    wide_counts = with_counts and max(counts) > NARROW_COUNT
    head = len(documents) | WIDE_POSITIONS * wide | WIDE_COUNTS * wide_counts
    placed = array("I" if wide else "H", positions).tobytes()
    counted = array("I" if wide_counts else "B", counts).tobytes() if with_counts else b""
    parts = (array("I", (head, len(positions))).tobytes(), documents.tobytes(), placed, _gap(placed), counted)
    return b"".join((*parts, _gap(counted)))


def dump_lists(lists: Sequence[array[int]]) -> tuple[bytes, list[int]]:
    """Lists of documents alone, in a row, and the length of each, in bytes.

    >>> dump_lists([array("I", [7])]) == (dump_postings(array("I", [7])), [12])
    True
    """
    row = array("I")
    for documents in lists:
        row.extend((len(documents), 0))
        row.extend(documents)
    return row.tobytes(), [HEAD + 4 * len(documents) for documents in lists]


def has_counts(documents: int, positions: int) -> bool:
    """Is it written down how many positions each document has?"""
    return positions not in (0, documents)


def even(length: int) -> int:
    """The next multiple of four."""
    return (length + 3) & ~3


def lay_flat(places: Collection[int], starts: Sequence[int]) -> bytes:
    """The postings of a term from its places among all words of a field, and the place at which each document begins.

    >>> [list(each) for each in load_postings(memoryview(lay_flat([0, 2, 7], [0, 3, 5])))]
    [[0, 2], [2, 1], [0, 2, 2]]
    """
    documents, counts, positions = array("I"), array("I"), array("I")
    last = -1
    for place in places:
        number = bisect_right(starts, place) - 1
        if number != last:
            documents.append(number)
            counts.append(0)
            last = number
        counts[-1] += 1
        positions.append(place - starts[number])
    return dump_postings(documents, counts, positions)


def _gap(data: bytes) -> bytes:
    """What is missing to the next multiple of four."""
    return bytes(-len(data) % 4)
