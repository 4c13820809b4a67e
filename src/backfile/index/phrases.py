"""How often do words stand side by side, or near each other? Reckoned from the positions of each in one text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


def side_by_side(places: Iterable[Collection[int]]) -> int:
    """How often words stand one behind the other, from the positions of each.

    >>> side_by_side([[0, 7], [1, 5], [2]])
    1
    """
    others = iter(places)
    starts = set(next(others))
    for distance, each in enumerate(others, start=1):
        starts &= {place - distance for place in each}
        if not starts:
            break
    return len(starts)


def close_by(places: Sequence[Collection[int]], within: int) -> int:
    """In how many stretches, none overlapping another, words stand with at most `within` others between them.

    >>> close_by([[0, 9], [4, 8]], 3), close_by([[0, 9], [4, 8]], 2)
    (2, 1)
    """
    seen: dict[int, int] = {}
    found = 0
    for place, word in sorted((place, word) for word, each in enumerate(places) for place in each):
        seen[word] = place
        if len(seen) == len(places) and place - min(seen.values()) < len(places) + within:
            found += 1
            seen.clear()
    return found
