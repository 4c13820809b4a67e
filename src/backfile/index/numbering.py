"""Which number has each document in the browser's search? The one it had before, so that one more moves no other.

At first they are numbered by their permalinks. A new one then takes the number of one that is gone, or the next; where
more are gone than come, the last ones move into the gaps. So numbers stay without a hole. When too many stand out of
their order all are numbered anew, for entries of one live blog are told in least room where they are neighbours.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

FEW_RUNS, MOST_RUNS = 64, 16
"""Runs of ascending permalinks there may be: so many, or one for so many documents."""


def number_documents(permalinks: Collection[str], before: Sequence[str] = ()) -> list[str]:
    """The permalinks by their numbers; `before` are those of the last time, by theirs.

    >>> number_documents(["a/1", "a/2", "b/1"], ["a/1", "b/1"])
    ['a/1', 'b/1', 'a/2']
    >>> number_documents(["a/2", "c/1"], ["a/1", "a/2", "b/1", "c/1"])
    ['c/1', 'a/2']
    """
    held = set(permalinks)
    new = sorted(held.difference(before), reverse=True)
    numbered = [each if each in held else None for each in dict.fromkeys(before)]
    for number, each in enumerate(numbered):
        if each is None and new:
            numbered[number] = new.pop()
    kept = [*numbered, *reversed(new)]
    gaps = [number for number, each in enumerate(kept) if each is None]
    for gap in gaps:
        while kept and kept[-1] is None:
            kept.pop()
        if gap < len(kept):
            kept[gap] = kept.pop()
    told = [each for each in kept if each is not None]
    runs = 1 + sum(one > other for one, other in pairwise(told))
    return sorted(held) if runs > max(FEW_RUNS, len(told) // MOST_RUNS) else told
