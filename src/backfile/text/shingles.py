"""How alike are two texts? By the share of their words in a row that they have in common."""

from __future__ import annotations

from backfile.text.fold import folded_words

SHINGLE = 4
"""Words in a row that are compared at once."""

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    """All runs of SHINGLE folded words; a shorter text is one run."""
    held = folded_words(text).split()
    if not held:
        return frozenset()
    return frozenset(tuple(held[at : at + SHINGLE]) for at in range(max(1, len(held) - SHINGLE + 1)))


def likeness(one: Shingles, other: Shingles) -> float:
    """The share of the smaller one's runs that the other has too, 0 to 1.

    >>> likeness(shingles("the bridge is closed"), shingles("police: the bridge is closed"))
    1.0
    """
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
