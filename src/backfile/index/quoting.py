"""Which documents may hold quoted words? Those that hold all of them, side by side; else those that hold the rarest.

What is given here is only a candidate: whether the words stand in it just so is told by comparing (text/comparing.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from heapq import nlargest
from itertools import pairwise
from math import log

from backfile.index.analysis import cut, folds
from backfile.index.phrases import side_by_side
from backfile.index.snapshot import Snapshot
from backfile.model.search import ALTERED, CORRECTED, Document

FIELDS = ("text", "headline")

FEW = 100
"""So many documents are compared sooner than the positions of their words."""

VOTERS = 10
"""The rarest words of a quotation, which choose what comes near to it. With three of them changed seven are left."""

COMMONEST = 20
"""A word that more than one in so many documents holds chooses none, unless all words are like that."""

VOTED, RUNS = 12, 36
"""Documents looked at for their rare words, and for words in a row that stayed where rare ones were changed."""

PLACED = 8
"""Runs whose words are looked up side by side: the rarest, for it takes time where words are common."""

RUN = 3
"""Words in a row: of six with two changed there may be no more left."""

SHORT = 12
"""Words of a quotation that is also looked for by its common words, which takes time: of eight with three changed
neither a rare word need be left, nor a run."""

SPACED = 2_000
"""Documents with most of the words of a short quotation whose order is looked at."""

NEAREST = 4
"""Documents that are compared word by word with a quotation that stands nowhere."""


class Quoting:
    """Quotations looked up in one snapshot, of all revisions."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._sets: dict[tuple[str, str], frozenset[int]] = {}

    def holding(self, pieces: Sequence[str]) -> Iterator[Document]:
        """The documents that hold the words of each of the pieces in one field, those in the text first, each once. Of
        many they are those that hold them side by side."""
        sequences = [[word.fold for word in cut(piece, asked=True)] for piece in pieces]
        given: frozenset[int] = frozenset()
        for field in FIELDS:
            words = sorted({word for each in sequences for word in each}, key=lambda word: self._count(field, word))
            common = self._holders(field, words[0]) if words else frozenset()
            for word in words[1:]:
                if not common:
                    break
                common &= self._holders(field, word)
            if len(common) > FEW:
                for each in sequences:
                    common = self._side_by_side(field, each, common)
            for number in sorted(common & self._snapshot.held - given):
                yield self._snapshot.document(number)
            given |= common

    def corrected(self) -> Iterator[Document]:
        """The documents of which people altered or corrected something in the archive: what the index holds of them is
        perhaps not the publisher's."""
        numbers = frozenset().union(*(self._holders("labels", flag) for flag in (ALTERED, CORRECTED)))
        return (self._snapshot.document(number) for number in sorted(numbers & self._snapshot.held))

    def near(self, pieces: Sequence[str]) -> Iterator[Document]:
        """The documents that hold the most of the words in pairs: NEAREST of those that the rarest words choose, then,
        for whoever asks on, NEAREST of those that runs of words choose, and, for a short quotation, of those that hold
        most of its words at their distances."""
        sequences = [[word.fold for word in cut(piece, asked=True)] for piece in pieces]
        pairs = {pair for each in sequences for pair in pairwise(each)}
        yield from self._paired(pairs, self._voted(sequences))
        yield from self._paired(pairs, self._running(sequences))
        if len(sequences) == 1 and len(sequences[0]) <= SHORT:
            yield from map(self._snapshot.document, self._spaced(sequences[0]))

    def _paired(self, pairs: set[tuple[str, str]], numbers: Iterable[int]) -> list[Document]:
        ranked: list[tuple[int, int, Document]] = []
        for number in numbers:
            document = self._snapshot.document(number)
            held = {*pairwise(folds(document.text)), *pairwise(folds(document.headline or ""))}
            ranked.append((len(pairs & held), -len(ranked), document))
        return [document for _, _, document in nlargest(NEAREST, ranked, key=lambda each: each[:2])]

    def _voted(self, sequences: Sequence[Sequence[str]]) -> list[int]:
        """The documents that hold the most of the rarest words, these weighed by how rare they are; best first."""
        held = len(self._snapshot.held)
        counts = {word: sum(self._count(field, word) for field in FIELDS) for each in sequences for word in each}
        rarest = sorted((word for word in counts if counts[word]), key=lambda word: (counts[word], word))[:VOTERS]
        telling = [word for word in rarest if counts[word] * COMMONEST <= held] or rarest[:2]
        votes: defaultdict[int, float] = defaultdict(float)
        for word in telling:
            worth = log(1 + held / counts[word])
            for number in frozenset().union(*(self._holders(field, word) for field in FIELDS)):
                votes[number] += worth
        return nlargest(VOTED, votes.keys() & self._snapshot.held, key=lambda number: (votes[number], -number))

    def _running(self, sequences: Sequence[Sequence[str]]) -> list[int]:
        """The documents that hold all words of the most runs, these weighed by how rare they are; best first. Of those
        runs that few documents hold the words are side by side."""
        size = len(self._snapshot.held)
        votes: defaultdict[int, float] = defaultdict(float)
        runs = []
        for words in sequences:
            for at in range(len(words) - RUN + 1):
                run = words[at : at + RUN]
                sets = sorted((self._holders("text", word) for word in run), key=len)
                runs.append((reduce(frozenset.intersection, sets), run))
        for common, run in sorted(runs, key=lambda each: len(each[0]))[:PLACED]:
            held = self._side_by_side("text", run, common)
            for number in held:
                votes[number] += log(1 + size / len(held))
        return nlargest(RUNS, votes.keys() & self._snapshot.held, key=lambda number: (votes[number], -number))

    def _spaced(self, sequence: Sequence[str]) -> list[int]:
        """The NEAREST documents that hold the most words of a sequence where they would stand if the others had been
        exchanged one for one; best first."""
        distinct = sorted(set(sequence), key=lambda word: (self._count("text", word), word))
        kept = max(1, len(distinct) // 2)
        # Whoever holds so many of them holds one of the rarest.
        rarest = frozenset[int]().union(*(self._holders("text", word) for word in distinct[: 1 - kept or None]))
        counts: Counter[int] = Counter()
        for word in distinct:
            counts.update(rarest & self._holders("text", word))
        holding = (number for number, count in counts.items() if count >= kept and number in self._snapshot.held)
        among = frozenset(nlargest(SPACED, holding, key=lambda number: (counts[number], -number)))
        beginnings: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for distance, word in enumerate(sequence):
            for number, places in self._snapshot.positions("text", word, among).items():
                beginnings[number].update(place - distance for place in places)
        best = {number: max(begun.values()) for number, begun in beginnings.items()}
        return nlargest(NEAREST, best, key=lambda number: (best[number], -number))

    def _holders(self, field: str, word: str) -> frozenset[int]:
        if (field, word) not in self._sets:
            self._sets[field, word] = frozenset(self._snapshot.holders(field, word).documents)
        return self._sets[field, word]

    def _count(self, field: str, word: str) -> int:
        return len(self._snapshot.holders(field, word).documents)

    def _side_by_side(self, field: str, words: Sequence[str], among: frozenset[int]) -> frozenset[int]:
        if len(words) < 2:
            return among
        placed = {word: self._snapshot.positions(field, word, among) for word in set(words)}
        return frozenset(number for number in among if side_by_side(placed[word][number] for word in words))
