"""How do texts become postings? Each word of a field is noted under itself, by its place among all words of the field;
what is noted of a word is then laid flat.

No posting is ever an object: a word has one array of places, and nothing is sorted but the words.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import sub
from typing import Any, TypeAlias

from backfile.index.codec.postings import dump_postings, lay_flat

MANY = 300_000
"""From so many words on, importing numpy (100 ms) is less than what it saves (0.5 microseconds a word)."""

_AT_ONCE = 1_000_000  # words that numpy lays flat in one go: 60 MB of memory

Run: TypeAlias = tuple[bytes | memoryview, Iterable[int]]
"""The postings of some terms in a row, and the length of each, in bytes."""


class Inversion:
    """The words of one field, document by document."""

    def __init__(self) -> None:
        self._places: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._starts = array("I")  # the place at which the words of each document begin
        self.words = 0  # of all documents

    def add(self, document: int, held: Sequence[str]) -> None:
        """The words of a document, in order; documents come in order, too."""
        self._pass_over(document)
        self._starts.append(self.words)
        places = self._places
        for place, word in enumerate(held, self.words):
            places[word].append(place)
        self.words += len(held)

    def terms(self) -> list[str]:
        """All words, sorted."""
        return sorted(self._places)

    def lengths(self, documents: int) -> array[int]:
        """How many words each of so many documents has."""
        self._pass_over(documents)
        ends = self._starts[1:]
        ends.append(self.words)
        return array("I", map(sub, ends, self._starts))

    def runs(self) -> Iterator[Run]:
        """The postings of all words, in their order."""
        if self.words < MANY:
            for word in self.terms():
                data = lay_flat(self._places[word], self._starts)
                yield data, (len(data),)
        else:
            yield from self._runs_at_once()

    def _runs_at_once(self) -> Iterator[Run]:
        import numpy as np

        starts = np.frombuffer(self._starts, np.uint32)
        document_of = np.repeat(np.arange(len(starts), dtype=np.uint32), np.diff(starts, append=self.words))
        held: list[array[int]] = []
        waiting = 0
        for word in self.terms():
            held.append(self._places[word])
            waiting += len(held[-1])
            if waiting >= _AT_ONCE:
                yield _lay_all_flat(np, held, starts, document_of)
                held, waiting = [], 0
        if held:
            yield _lay_all_flat(np, held, starts, document_of)

    def _pass_over(self, document: int) -> None:
        """The documents before this one that were not added have no words."""
        self._starts.extend([self.words] * (document - len(self._starts)))


class Labels:
    """The labels of one field: which documents have them, without positions."""

    def __init__(self) -> None:
        self._documents: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))

    def add(self, document: int, held: Iterable[str]) -> None:
        """The labels of a document; documents come in order."""
        for label in dict.fromkeys(held):
            self._documents[label].append(document)

    def terms(self) -> list[str]:
        return sorted(self._documents)

    def runs(self) -> Iterator[Run]:
        for label in self.terms():
            data = dump_postings(self._documents[label], array("I"), array("I"))
            yield data, (len(data),)


def _lay_all_flat(np: Any, held: Sequence[array[int]], starts: Any, document_of: Any) -> Run:
    """What postings.lay_flat does for one term, for many at once. `document_of` gives the document of each place."""
    sizes = np.array([len(places) for places in held])
    places = np.frombuffer(b"".join(held), np.uint32)
    firsts = np.cumsum(sizes) - sizes  # where the places of each term begin
    documents = document_of[places]
    begins = np.empty(len(places), bool)  # is this the first place of a posting?
    begins[0] = True
    np.not_equal(documents[1:], documents[:-1], out=begins[1:])
    begins[firsts] = True
    at = np.flatnonzero(begins)
    counts = np.add.reduceat(begins, firsts, dtype=np.int64)  # postings of each term
    first_posting = np.cumsum(counts) - counts
    ends = np.append(at[1:], len(places)) - np.repeat(firsts, counts)
    within = np.arange(len(at)) - np.repeat(first_posting, counts)
    with_ends = counts != sizes
    lengths = 2 + counts + sizes + counts * with_ends
    base = np.cumsum(lengths) - lengths
    laid = np.empty(int(lengths.sum()), np.uint32)
    laid[base], laid[base + 1] = counts, sizes
    laid[np.repeat(base + 2, counts) + within] = documents[at]
    laid[np.repeat(base + 2 + counts - firsts, sizes) + np.arange(len(places))] = places - starts[documents]
    written = np.repeat(with_ends, counts)
    laid[(np.repeat(base + 2 + counts + sizes, counts) + within)[written]] = ends[written]
    return memoryview(laid).cast("B"), (4 * lengths).tolist()
