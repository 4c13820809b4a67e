"""Which of many documents answer best? As evaluation.py chooses them, by numpy, for all at once.

Each of the three dense modules does what a plain one does one by one: dense_matching.py, dense_scoring.py and this one.
The numbers are the same integers, and tests hold that the answers are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from backfile.index.dense_matching import FEW, as_mask
from backfile.index.dense_scoring import SOUGHT, DenseScoring
from backfile.index.dense_terms import BLOCK, Term
from backfile.index.evaluation import Evaluation
from backfile.index.masks import Mask, Numbers, as_numbers
from backfile.index.matching import Documents
from backfile.index.query import Leaf, Near, Phrase, Query
from backfile.index.schema import UNDATED
from backfile.index.score import idf
from backfile.model.search import FIELDS

_SAMPLED = 32  # of so many numbers one is looked at first
_PROMISING = 8  # of so many times more blocks than documents are wanted, the most promising, all documents are scored


class DenseEvaluation(DenseScoring):
    """Queries to one snapshot, by numpy."""

    @classmethod
    def like(cls, other: Evaluation) -> DenseEvaluation:
        """The same queries to the same documents as another evaluation, what it has found out already included."""
        dense = cls.__new__(cls)
        dense.__dict__.update(vars(other))
        dense._matches = {}  # these were frozensets
        return dense

    def best(self, query: Query, matches: Documents, sort: str, wanted: int) -> dict[int, tuple[int, int]]:
        if not len(matches) or wanted < 1:
            return {}
        published = as_numbers(self.snapshot.published)
        if sort == "relevance":
            numbers, scores = self._score_best(query, as_mask(matches), wanted)
            first = -scores
        elif sort == "newest":
            numbers = as_mask(matches).numbers()
            first = np.zeros(len(numbers), np.int64)
        else:
            numbers = as_mask(matches).numbers()
            first = (published[numbers] == UNDATED).astype(np.int64)
        sign = 1 if sort == "oldest" else -1
        chosen = _least(first, lambda at: sign * published[numbers[at]], wanted)
        numbers, first = numbers[chosen], first[chosen]
        keys = zip(first.tolist(), (sign * published[numbers]).tolist(), strict=True)
        return dict(zip(numbers.tolist(), keys, strict=True))

    def _score_best(self, query: Query, matches: Mask, wanted: int) -> tuple[Numbers, Numbers]:
        """Those of the matching documents that can be among the best `wanted`, or tie with the last, and their scores.

        As Evaluation._best_scores: the rarest terms first, and once the others cannot lift a document to where the last
        of the best stands already, they are reckoned for those alone that they can.
        """
        parts = self._bounded(query)
        given, remaining = 0, sum(bound for _, _, bound in parts)
        kind = np.int32 if remaining < 1 << 31 else np.int64
        numbers = self._narrow(parts, matches, wanted, kind)
        total: Numbers = np.zeros(0, kind)  # of all documents, as long as many are in question
        scores: Numbers | None = None  # then, of these
        if len(numbers) * FEW < self.snapshot.size:
            scores = np.zeros(len(numbers), np.int64)
        else:
            total = np.zeros(self.snapshot.size, kind)
        for part, times, bound in parts:
            if len(numbers) > FEW * wanted and given > remaining:
                held = total[numbers] if scores is None else scores
                last = -_last_of(-held, wanted)
                if last > remaining:
                    chosen = held + remaining >= last
                    numbers, scores = numbers[chosen], held[chosen].astype(np.int64)
            if scores is not None:
                scores += times * self._score_all(part, numbers, FIELDS)
            elif isinstance(part, Leaf) and (term := self._term(part, FIELDS, len(numbers))) is not None:
                term.add_to(total, times * idf(self.size, len(self.matches(part, FIELDS))))
            else:
                total[numbers] += (times * self._score_all(part, numbers, FIELDS)).astype(kind)
            given, remaining = given + bound, remaining - bound
        return numbers, total[numbers].astype(np.int64) if scores is None else scores

    def _narrow(self, parts: Sequence[tuple[Query, int, int]], matches: Mask, wanted: int, kind: type) -> Numbers:
        """Those of the matching documents, ascending, that stand in blocks in which one may be among the best; all of
        them where they are few, or impacts of a term are not known.

        What all terms can give at most in a block is soon told. As soon as there are `wanted` scores, no block matters
        that can give less than the last of these. (Block-max: Ding and Suel 2011.)
        """
        kept = self._kept
        if kept is None or len(matches) * FEW < self.snapshot.size or len(matches) < SOUGHT:
            return matches.numbers()
        most: Numbers = np.zeros(-(-self.snapshot.size // BLOCK), kind)
        for part, times, bound in parts:
            if isinstance(part, Leaf) and not isinstance(part, Phrase | Near):
                term: Term | None = kept.get(self._key_of(part, FIELDS))
                if term is None:
                    return matches.numbers()
                term.add_peaks_to(most, times * idf(self.size, len(self.matches(part, FIELDS))))
            else:
                most += bound
        promising = -_last_of(-most, min(len(most), _PROMISING * wanted))
        numbers = _in_blocks(np.flatnonzero(most >= promising), matches)
        if len(numbers) < wanted:
            return matches.numbers()
        scores = np.zeros(len(numbers), np.int64)
        for part, times, _ in parts:
            scores += times * self._score_all(part, numbers, FIELDS)
        return _in_blocks(np.flatnonzero(most >= -_last_of(-scores, wanted)), matches)


def _in_blocks(blocks: Numbers, among: Mask) -> Numbers:
    """Those of the documents, ascending, that stand in these blocks."""
    numbers = (blocks[:, np.newaxis] * BLOCK + np.arange(BLOCK)).ravel()
    numbers = numbers[: np.searchsorted(numbers, among.size)]
    inside: Numbers = numbers[among.flags[numbers]]
    return inside


def _least(first: Numbers, second: Callable[[Numbers], Numbers], wanted: int) -> Numbers:
    """Where those stand that are among the `wanted` least by both numbers, with all that tie with the last. `second`
    gives the other number of those at some places: it is asked for those alone that tie by the first."""
    if wanted >= len(first):
        return np.arange(len(first))
    bound = _last_of(first, wanted)
    below, tied = np.flatnonzero(first < bound), np.flatnonzero(first == bound)
    missing = wanted - len(below)
    if missing < len(tied):
        others = second(tied)
        tied = tied[others <= _last_of(others, missing)]
    return np.concatenate((below, tied))


def _last_of(numbers: Numbers, wanted: int) -> Numbers:
    """The greatest of the `wanted` least."""
    some = numbers[::_SAMPLED]
    if len(some) >= wanted:  # none of the least is greater than the least of some
        numbers = numbers[numbers <= np.partition(some, wanted - 1)[wanted - 1]]
    last: Numbers = np.partition(numbers, wanted - 1)[wanted - 1]
    return last
