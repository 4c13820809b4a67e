"""How often do words stand side by side, or near each other, in many documents at once? As phrases.py tells of one.

A place is one number, of the document and the position in it: so a word stands behind another where its place is one
more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from backfile.index import phrases
from backfile.index.codec.postings import Flat
from backfile.index.masks import Mask, Numbers, as_numbers, find_all

_FAR = 1 << 32  # more than any position
_FEW = 2  # where so many times fewer documents are looked at than hold a word, they are looked up in the list


def places_of(postings: Iterable[tuple[Flat, int]], among: Mask) -> Numbers:
    """The places, ascending, in those documents; each posting list comes with the number of its first document."""
    each = []
    for flat, offset in postings:
        documents, counts = as_numbers(flat.documents), as_numbers(flat.counts)
        if len(among) * _FEW < len(documents):
            at, held = find_all(documents, among.numbers() - offset)
            at = at[held]
        else:
            at = np.flatnonzero(among.flags[offset:][documents])
        numbers, times = documents[at].astype(np.int64) + offset, counts[at].astype(np.int64)
        if len(flat.positions) == len(documents):
            chosen = at
        else:  # from a position's number among those to that among all
            shifts = np.cumsum(counts, dtype=np.int64)[at] - np.cumsum(times)
            chosen = np.repeat(shifts, times) + np.arange(int(times.sum()))
        each.append(np.repeat(numbers, times) * _FAR + as_numbers(flat.positions)[chosen])
    if len(each) == 1:
        return each[0]
    places: Numbers = np.concatenate(each)
    places.sort()
    return places


def side_by_side(placed: Sequence[Numbers]) -> dict[int, int]:
    """In which documents words stand one behind the other, and how often, from the places of each: some for each."""
    rarest = min(range(len(placed)), key=lambda at: len(placed[at]))
    starts = placed[rarest] - rarest
    for distance, places in enumerate(placed):
        behind = starts + distance
        starts = starts[places[np.minimum(np.searchsorted(places, behind), len(places) - 1)] == behind]
    numbers, counts = np.unique(starts // _FAR, return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def close_by(placed: Sequence[Numbers], within: int) -> dict[int, int]:
    """In which documents words stand with at most `within` others between them, and in how many stretches.

    Where one place alone ends a stretch, there is one. Where several do, some may overlap: they are counted text by
    text.
    """
    places = np.concatenate(placed)
    first = places  # of the last places of each word up to there, the least
    for each in placed:
        at = np.searchsorted(each, places, "right") - 1
        first = np.minimum(first, np.where(at >= 0, each[at], -_FAR))
    numbers, ends = np.unique(places[places - first < len(placed) + within] // _FAR, return_counts=True)
    counted = dict.fromkeys(numbers.tolist(), 1)
    several = numbers[ends > 1]
    bounds = [(np.searchsorted(each, several * _FAR), np.searchsorted(each, (several + 1) * _FAR)) for each in placed]
    for place, number in enumerate(several.tolist()):
        held = [each[start[place] : stop[place]].tolist() for each, (start, stop) in zip(placed, bounds, strict=True)]
        counted[number] = phrases.close_by(held, within)
    return counted
