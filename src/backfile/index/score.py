"""How well does an entry answer? BM25F in whole numbers, so that every face gives the same order.

For a term t (a word with its inflected forms, a phrase, a prefix, …) and an entry d:

    norm(field)  = 64 + 192 · words in the field // AVERAGE[field]            (b = 0.75, 256 = an average field; of the
                                                                               words the four leading binary digits)
    weight(t, d) = Σ over fields: WEIGHT[field] · occurrences · 65536 // norm(field)
                   + CONTEXT where the live blog's headline or slug holds the term
    impact(t, d) = 1000 · weight // (weight + 307)                            (k1 = 1.2, 307 ≈ 1.2 · 256)
    idf(t)       = 256 · log2((2N + 2) / (2n + 1)), from LOG2 in whole numbers (N entries searched, n of them hold t)
    score(d)     = Σ over terms: idf(t) · impact(t, d)

An entry is short, and leans on its live blog for what it is about: so a word that only the live blog's headline or
slug holds counts as one weak occurrence, in an entry that answers by its own words. A query in a named field, a phrase
or words near each other know no context.

Order: score, then published (newest first, unknown last), then permalink. The averages are frozen, so an entry's
impacts depend on nothing but itself. All numbers stay below 2^53, so that JavaScript reckons them exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from backfile.model.search import FIELDS

# Measured as scripts/bench quality does, on live blogs that were not looked at before: the headline at 4 instead of 2
# and the context each found the right live blog first for 0.5 to 1.5 of a hundred queries more. What did not help
# there: nearness of the words, the exact form, the share of the query that is held, the other entries of the live blog.
WEIGHT = {"headline": 4, "text": 1, "byline": 1}
CONTEXT = 256
# Words in an average field: measured over 2,948 entries of British live blogs (text 101.6, of which 104 is the nearest
# that is rough; headline 3.4 with those that have none, so about 8 where there is one); a byline is two names.
AVERAGE = {"headline": 8, "text": 104, "byline": 2}

DIGITS = 4

LOG2 = tuple(round(256 * math.log2(1 + step / 256)) for step in range(256))
"""log2 of 1 to 2 in 256 steps, times 256."""

LEAST_NORM, NORM = 64, 192  # what a field without a word counts, and what an average one counts more
MOST_OCCURRENCES = 65_535
MOST_LONG = 9_216  # words: what is longer counts as long as this
SCALE = 65_536  # what weights are reckoned in, before they are divided by the length
MOST_IMPACT, HALF_IMPACT = 1000, 307  # what impacts come near to, and the weight at which they are half of it


def constants() -> dict[str, object]:
    """What a face needs to reckon as this module does."""
    return {
        "weight": [WEIGHT[field] for field in FIELDS],
        "average": [AVERAGE[field] for field in FIELDS],
        "context": CONTEXT,
        "norm": [LEAST_NORM, NORM],
        "most": MOST_OCCURRENCES,
        "scale": SCALE,
        "impact": [MOST_IMPACT, HALF_IMPACT],
        "log2": list(LOG2),
    }


def idf(documents: int, holding: int) -> int:
    """How rare a term is that `holding` of `documents` entries hold; 256 to the bit.

    >>> idf(1000, 1), idf(1000, 1000)
    (2401, 0)
    """
    ratio = ((2 * documents + 2) << 16) // (2 * holding + 1)
    length = ratio.bit_length() - 1
    return (length - 16) * 256 + LOG2[(ratio >> (length - 8)) & 255]


def impact(occurrences: Sequence[int], lengths: Sequence[int]) -> int:
    """How much an entry is about a term (0 to 999), from the counts in each of FIELDS and the fields' words.

    >>> impact((0, 1, 0), (8, 104, 2)), impact((1, 1, 0), (8, 104, 2))
    (454, 806)
    """
    return impact_of(sum(map(weigh, FIELDS, occurrences, lengths)))


@lru_cache(maxsize=65_536)  # a common word stands as often in fields as long in a great many entries
def weigh(field: str, occurrences: int, length: int) -> int:
    """The weight of a term that stands so often in a field of so many words."""
    divisor: int = norm(field, rough(length))
    return WEIGHT[field] * min(occurrences, MOST_OCCURRENCES) * SCALE // divisor


def norm(field: str, length: Any) -> Any:
    """What an occurrence counts for less in a field of so many words, told roughly: of a whole number or, by numpy, of
    many."""
    return LEAST_NORM + NORM * length // AVERAGE[field]


def rough(words: int) -> int:
    """The length of a field as scores know it: its four leading binary digits.

    So a length takes one sign where it stands beside each posting (Lucene does the same, with as many digits).

    >>> rough(15), rough(17), rough(101), rough(100_000)
    (15, 16, 96, 9216)
    """
    more = max(0, words.bit_length() - DIGITS)
    return min(words >> more << more, MOST_LONG)


@lru_cache(maxsize=4_096)
def step(words: int) -> int:
    """How many rough lengths are less than this one.

    >>> step(15), step(16), step(17), step(18), step(100_000)
    (15, 16, 16, 17, 89)
    """
    held = rough(words)
    more = max(0, held.bit_length() - DIGITS)
    return (more << DIGITS - 1) + (held >> more)


def impact_of(weight: int) -> int:
    """The impact of a term whose weights in all fields come to so much."""
    return MOST_IMPACT * weight // (weight + HALF_IMPACT)
