"""Does numpy lay and read the postings of many terms just as each is laid and read alone?"""

from __future__ import annotations

from array import array
from itertools import accumulate
from unittest import mock

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.codec import inverting
from backfile.index.codec.at_once import read_all
from backfile.index.codec.inverting import Inversion
from backfile.index.codec.postings import load_postings

_documents = st.lists(st.lists(st.integers(1, 4), max_size=9) | st.just([]), min_size=1, max_size=8)
LONG = [[1] * 300 + [2], [], [2] + [3] * 70_000 + [1]]
RANKS = array("I", [0, 2, 0, 1, 3])


def sort(documents: list[list[int]], *, at_once: bool, positions: bool = True) -> list[tuple[int, bytes]]:
    inversion = Inversion(positions=positions)
    for number, held in enumerate(documents):
        if held:
            inversion.add(number, held if positions else dict.fromkeys(held))
    found: list[tuple[int, bytes]] = []
    for ranks, data, lengths in inversion.sort(RANKS, at_once=at_once):
        ends = list(accumulate(lengths, initial=0))
        found += [(rank, bytes(data[ends[at] : ends[at + 1]])) for at, rank in enumerate(ranks)]
    return found


@given(_documents, st.sampled_from([1, 3, 1 << 19]), st.booleans())
@example(LONG, 1 << 19, True)
@example(LONG, 1_000, True)
def test_what_is_laid_at_once_is_what_is_laid_one_by_one(
    documents: list[list[int]], at_once: int, positions: bool
) -> None:
    with mock.patch.object(inverting, "_AT_ONCE", at_once):
        assert sort(documents, at_once=True, positions=positions) == sort(documents, at_once=False, positions=positions)


@given(_documents, st.booleans())
@example(LONG, True)
def test_what_is_read_at_once_is_what_is_read_one_by_one(documents: list[list[int]], positions: bool) -> None:
    each = [data for _, data in sort(documents, at_once=False, positions=positions)]
    if not each:
        return
    begins = list(accumulate(map(len, each), initial=0))[:-1]
    laid = read_all(memoryview(b"".join(each)), np.array(begins))
    flats = [load_postings(memoryview(data)) for data in each]
    assert laid.held.tolist() == [len(flat.documents) for flat in flats]
    assert laid.sizes.tolist() == [len(flat.positions) for flat in flats]
    assert laid.documents.tolist() == [number for flat in flats for number in flat.documents]
    assert laid.counts.tolist() == [count for flat in flats for count in flat.counts or [0] * len(flat.documents)]
    assert laid.positions.tolist() == [place for flat in flats for place in flat.positions]
