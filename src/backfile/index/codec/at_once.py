"""How are the postings of many terms laid and read at once? By numpy, which needs a tenth of the time for many, and a
tenth of a second to be imported.

What is laid here is, byte for byte, what postings.py lays for each term alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from backfile.index.codec.postings import HEAD, MOST, NARROW_COUNT, NARROW_POSITION, WIDE_COUNTS, WIDE_POSITIONS

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Numbers: TypeAlias = "NDArray[numpy.int64]"

Run: TypeAlias = tuple[bytes | memoryview, Iterable[int]]
"""The postings of some terms in a row, and the length of each, in bytes."""


def lay_all_flat(places: Any, sizes: Any, starts: Any, document_of: Any) -> Run:
    """What postings.lay_flat does, for the terms whose places stand in a row, so many of each (none has none).
    `document_of` gives the document of each place."""
    import numpy as np

    firsts = np.cumsum(sizes) - sizes  # where the places of each term begin
    documents = document_of[places]
    positions = places - starts[documents]
    begins = np.empty(len(places), bool)  # is this the first place of a posting?
    begins[0] = True
    np.not_equal(documents[1:], documents[:-1], out=begins[1:])
    begins[firsts] = True
    at = np.flatnonzero(begins)
    held = np.add.reduceat(begins, firsts, dtype=np.int64)  # documents of each term
    counts = np.diff(at, append=len(places))
    wide = np.maximum.reduceat(positions, firsts) > NARROW_POSITION
    counted = held != sizes
    wide_counts = counted & (np.maximum.reduceat(counts, np.cumsum(held) - held) > NARROW_COUNT)
    position_bytes = _even(sizes * np.where(wide, 4, 2))
    count_bytes = _even(held * np.where(wide_counts, 4, 1) * counted)
    lengths = HEAD + 4 * held + position_bytes + count_bytes
    base = np.cumsum(lengths) - lengths
    data = np.zeros(int(lengths.sum()), np.uint8)
    words, halves = data.view(np.uint32), data.view(np.uint16)
    words[base // 4] = held | WIDE_POSITIONS * wide | WIDE_COUNTS * wide_counts
    words[base // 4 + 1] = sizes
    words[run_on(base // 4 + 2, held)] = documents[at]
    first_position, first_count = base + HEAD + 4 * held, base + HEAD + 4 * held + position_bytes
    # All are written as narrow; of what is wide, the room is filled once more.
    halves[run_on(first_position // 2, sizes)] = positions.astype(np.uint16)
    data[run_on(first_count[counted], held[counted])] = counts.astype(np.uint8)[np.repeat(counted, held)]
    for term in np.flatnonzero(wide):
        room = words[first_position[term] // 4 :][: sizes[term]]
        room[:] = positions[firsts[term] :][: sizes[term]]
    postings_before = np.cumsum(held) - held
    for term in np.flatnonzero(wide_counts):
        room = words[first_count[term] // 4 :][: held[term]]
        room[:] = counts[postings_before[term] :][: held[term]]
    return data.data, lengths.tolist()


def lay_documents(documents: Any, sizes: Any) -> Run:
    """The postings of labels, from the documents of all of them in a row, so many of each."""
    import numpy as np

    lengths = HEAD + 4 * sizes
    words = np.zeros(int(lengths.sum()) // 4, np.uint32)
    base = (np.cumsum(lengths) - lengths) // 4
    words[base] = sizes
    words[run_on(base + HEAD // 4, sizes)] = documents
    return words.data.cast("B"), lengths.tolist()


class Laid(NamedTuple):
    """The postings of terms in a row: `held` documents and `sizes` positions of each; the documents of all terms with
    the `counts` of their positions (0 for a label); and all positions."""

    held: Numbers
    sizes: Numbers
    documents: Numbers
    counts: Numbers
    positions: Numbers


def read_all(data: memoryview, begins: Any) -> Laid:
    """The postings of the terms that begin at these bytes."""
    import numpy as np

    octets = np.frombuffer(data, np.uint8)
    halves, words = octets[: len(octets) & ~1].view(np.uint16), octets[: len(octets) & ~3].view(np.uint32)
    begins = np.asarray(begins, np.int64)
    heads, sizes = (words[begins // 4 + at].astype(np.int64) for at in (0, 1))
    held, wide, wide_counts = heads & MOST, (heads & WIDE_POSITIONS) > 0, (heads & WIDE_COUNTS) > 0
    documents = words[run_on(begins // 4 + 2, held)].astype(np.int64)
    first_position = begins + HEAD + 4 * held
    positions = np.empty(int(sizes.sum()), np.int64)
    chosen: Any
    numbers: Any
    for chosen, numbers, octets_each in ((~wide, halves, 2), (wide, words, 4)):
        positions[np.repeat(chosen, sizes)] = numbers[run_on((first_position // octets_each)[chosen], sizes[chosen])]
    first_count = first_position + _even(sizes * np.where(wide, 4, 2))
    counted = (held != sizes) & (sizes > 0)
    counts = np.repeat((held == sizes).astype(np.int64), held)
    for chosen, numbers, octets_each in ((counted & ~wide_counts, octets, 1), (counted & wide_counts, words, 4)):
        counts[np.repeat(chosen, held)] = numbers[run_on((first_count // octets_each)[chosen], held[chosen])]
    return Laid(held, sizes, documents, counts, positions)


def read_documents(data: memoryview, begins: Any) -> tuple[Numbers, Numbers]:
    """How many documents each of the terms has that begin at these bytes, and the documents of all of them in a row."""
    import numpy as np

    words = np.frombuffer(data, np.uint8)[: len(data) & ~3].view(np.uint32)
    begins = np.asarray(begins, np.int64) // 4
    held = words[begins].astype(np.int64) & MOST
    return held, words[run_on(begins + HEAD // 4, held)].astype(np.int64)


def run_on(begins: Any, sizes: Any) -> Any:
    """Runs of so many numbers, each counted from where it begins.

    >>> import numpy as np
    >>> run_on(np.array([7, 0, 20]), np.array([2, 0, 3])).tolist()
    [7, 8, 20, 21, 22]
    """
    import numpy as np

    numbers = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
    numbers += np.arange(len(numbers))
    return numbers


def _even(lengths: Any) -> Any:
    return (lengths + 3) & ~3
