"""Which documents hold a term, and where? Flat lists of numbers that are read in one piece.

The postings of a term are unsigned 32-bit integers, in the byte order of the machine (an index is only opened where it
was made):

    n, m             how many documents hold it, and how many positions are noted
    documents[n]     their numbers, ascending
    positions[m]     in words of the field, counted from 0
    ends[n]          where each document's positions end

The ends are left out where each document has one position, and where none has any: a label has no positions.

Nothing is compressed: what is read is what is reckoned with, by Python or by numpy, without a copy.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

Numbers: TypeAlias = "memoryview[int] | array[int] | range"
"""A list of numbers, wherever it lies. As a range it lies nowhere."""

_NUMBER = array("I").itemsize  # bytes: four, wherever Python runs today


class Flat(NamedTuple):
    """A term's postings: the documents, ascending, where the positions of each end, and all positions."""

    documents: Numbers
    ends: Numbers
    positions: Numbers


def load_postings(data: memoryview) -> Flat:
    """The postings in these bytes. Raises ValueError where the numbers do not fill them."""
    numbers = data.cast("I")
    documents, positions = numbers[:2] if len(numbers) > 1 else (0, 0)
    last = 2 + documents + positions
    if len(numbers) != last + (documents if has_ends(documents, positions) else 0):
        raise ValueError(f"{documents} postings do not fill {len(data)} bytes")
    ends = numbers[last:] if has_ends(documents, positions) else range(1, positions + 1)
    return Flat(numbers[2 : 2 + documents], ends, numbers[2 + documents : last])


def dump_postings(documents: array[int], positions: array[int], ends: array[int]) -> bytes:
    """The bytes that `load_postings` takes."""
    count, places = len(documents), len(positions)
    kept = ends.tobytes() if has_ends(count, places) else b""
    return b"".join((array("I", (count, places)).tobytes(), documents.tobytes(), positions.tobytes(), kept))


def has_ends(documents: int, positions: int) -> bool:
    """Is it written down where the positions of each document end?"""
    return positions not in (0, documents)


def lay_flat(places: array[int], starts: Sequence[int]) -> bytes:
    """The postings of a term from its places among all words of a field, and the place at which each document begins.

    >>> load_postings(memoryview(lay_flat(array("I", [0, 2, 7]), [0, 3, 5]))).documents.tolist()
    [0, 2]
    """
    documents, ends, positions = array("I"), array("I"), array("I")
    last = -1
    for place in places:
        number = bisect_right(starts, place) - 1
        if number != last:
            if documents:
                ends.append(len(positions))
            documents.append(number)
            last = number
        positions.append(place - starts[number])
    ends.append(len(positions))
    return dump_postings(documents, positions, ends)
