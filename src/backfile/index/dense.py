"""How are queries evaluated that touch many postings? As evaluation.py does, for all documents at once.

Every set of documents is a flag for each document, every score a number for each; numpy does for all of them what the
plain way does one by one. The numbers are the same integers, and tests hold that the answers are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, cast

import numpy as np

from backfile.index.codec.postings import Flat
from backfile.index.evaluation import Evaluation, Scores
from backfile.index.masks import Mask, Numbers, as_numbers
from backfile.index.matching import Documents, Fields
from backfile.index.query import And, In, Leaf, Near, Or, Phrase, Query, Required
from backfile.index.schema import UNDATED
from backfile.index.score import CONTEXT, HALF_IMPACT, MOST_IMPACT, MOST_OCCURRENCES, SCALE, WEIGHT, idf, norm
from backfile.model.search import FIELDS, FILTERS

_FAR = 1 << 32  # more than any position
_SAMPLED = 32  # of so many numbers one is looked at first
_MOST_KEPT = 4_000_000  # postings whose impacts are kept for the next search: 24 MB
_FEW = 16  # where so many times fewer documents are asked for than hold a word, they are looked up in the list


class Term(NamedTuple):
    """What a term gives to each document that it scores: the documents, ascending, and the impact on each."""

    documents: Numbers
    impacts: Numbers


class DenseEvaluation(Evaluation):
    """Queries to one snapshot, by numpy."""

    @cached_property
    def searched(self) -> Documents:
        if self._among is not None:  # another time, others
            return cast(Documents, self._find_all())
        return cast(Documents, self.snapshot.keep(f"all, {self._all_revisions}", self._find_all))

    def best(self, query: Query, matches: Documents, sort: str, wanted: int) -> dict[int, tuple[int, int]]:
        numbers = _mask(matches).numbers()
        if not len(numbers) or wanted < 1:
            return {}
        published = as_numbers(self.snapshot.published)
        if sort == "relevance":
            numbers, scores = self._score_best(query, numbers, wanted)
            first = -scores
        elif sort == "newest":
            first = np.zeros(len(numbers), np.int64)
        else:
            first = (published[numbers] == UNDATED).astype(np.int64)
        sign = 1 if sort == "oldest" else -1
        chosen = _least(first, lambda at: sign * published[numbers[at]], wanted)
        numbers, first = numbers[chosen], first[chosen]
        keys = zip(first.tolist(), (sign * published[numbers]).tolist(), strict=True)
        return dict(zip(numbers.tolist(), keys, strict=True))

    def scores(self, query: Query, among: Collection[int], fields: Fields = FIELDS) -> Scores:
        numbers = np.array(list(among), np.int64)
        return dict(zip(numbers.tolist(), self._score_all(query, numbers, fields).tolist(), strict=True))

    def _make(self, documents: Iterable[Any]) -> Documents:
        found = Mask.of(documents, self.snapshot.size)
        return cast(Documents, found.intersection(self.searched) if self._outside else found)

    def _find_all(self) -> Mask:
        return Mask(np.ones(self.snapshot.size, bool)).difference(self._outside)

    def _score_best(self, query: Query, numbers: Numbers, wanted: int) -> tuple[Numbers, Numbers]:
        """Those of the matching documents that can be among the best `wanted`, or tie with the last, and their scores.

        As Evaluation._best_scores: the rarest terms first, and once the others cannot lift a document to where the last
        of the best stands already, they are reckoned for those alone that they can.
        """
        parts = self._bounded(query)
        remaining = sum(bound for _, _, bound in parts)
        scores = np.zeros(len(numbers), np.int64)
        for part, times, bound in parts:
            if len(numbers) > _FEW * wanted:
                last = -_last_of(-scores, wanted)
                if last > remaining:
                    chosen = scores + remaining >= last
                    numbers, scores = numbers[chosen], scores[chosen]
            scores += times * self._score_all(part, numbers, FIELDS)
            remaining -= bound
        return numbers, scores

    def _score_all(self, query: Query, numbers: Numbers, fields: Fields) -> Numbers:
        """The score of each of these documents."""
        match query:
            case In(field, part):
                return self._score_all(part, numbers, (field,))
            case Required(part):
                return self._score_all(part, numbers, fields)
            case And(parts) | Or(parts):
                total = np.zeros(len(numbers), np.int64)
                for part in parts:
                    total += self._score_all(part, numbers, fields)
                return total * _mask(self.matches(query, fields)).flags[numbers] if isinstance(query, And) else total
            case _ if isinstance(query, Leaf) and not set(fields) & set(FILTERS):
                return idf(self.size, len(self.matches(query, fields))) * self._impacts(query, fields, numbers)
        return np.zeros(len(numbers), np.int64)

    def _impacts(self, leaf: Leaf, fields: Fields, numbers: Numbers) -> Numbers:
        """The impact of a leaf on each of these documents."""
        kept: _Kept = self.snapshot.keep("terms", _Kept)
        key = None  # of what answers the same in the next search: not what a time chooses, nor what is near
        if self._among is None and not isinstance(leaf, Phrase | Near):
            key = (fields, self.forms(leaf), self._all_revisions)
        term = kept.get(key)
        if term is None:
            scored = _mask(self.matches(leaf, fields))
            context = _mask(self._context(leaf, fields))
            scored = scored.union(context) if len(context) else scored
            if len(numbers) * _FEW < len(scored):
                return self._reckon(leaf, fields, numbers)
            documents = scored.numbers()
            term = Term(documents.astype(np.int32), self._reckon(leaf, fields, documents).astype(np.int16))
            if key is not None:
                kept.add(key, term)
        documents, impacts = term
        if not len(documents):
            return np.zeros(len(numbers), np.int64)
        if len(numbers) * _FEW < len(documents):
            at = np.minimum(np.searchsorted(documents, numbers.astype(documents.dtype)), len(documents) - 1)
            return np.where(documents[at] == numbers, impacts[at], 0).astype(np.int64)
        if len(documents) == len(numbers) and np.array_equal(documents, numbers):
            return impacts.astype(np.int64)
        spread = np.zeros(self.snapshot.size, impacts.dtype)
        spread[documents] = impacts
        return spread[numbers].astype(np.int64)

    def _reckon(self, leaf: Leaf, fields: Fields, numbers: Numbers) -> Numbers:
        weights = np.zeros(len(numbers), np.int64)
        for field in fields:
            occurrences = np.minimum(self._count_all(leaf, field, numbers), MOST_OCCURRENCES)
            weights += _divide(WEIGHT[field] * SCALE * occurrences, self._norms(field)[numbers])
        weights *= _mask(self.matches(leaf, fields)).flags[numbers]
        context = self._context(leaf, fields)
        if len(context):
            weights += CONTEXT * _mask(context).flags[numbers]
        return _divide(MOST_IMPACT * weights, weights + HALF_IMPACT)

    def _count_all(self, leaf: Leaf, field: str, numbers: Numbers) -> Numbers:
        """How often each of these documents holds the leaf in a field."""
        found = np.zeros(len(numbers), np.int64)
        spread = np.zeros(0, np.int64)  # over all documents, where a word stands in more than a few times these
        if isinstance(leaf, Phrase | Near):
            places = self._places(leaf, field)
            spread = np.zeros(self.snapshot.size, np.int64)
            spread[list(places)] = list(places.values())
            return spread[numbers]
        for form in self.forms(leaf):
            for flat, offset in self.snapshot.postings(field, form):
                documents = as_numbers(flat.documents)
                if len(numbers) * _FEW < len(documents):
                    wanted = (numbers - offset).astype(documents.dtype)
                    at = np.minimum(np.searchsorted(documents, wanted), len(documents) - 1)
                    found += np.where(documents[at] == wanted, as_numbers(flat.counts)[at], 0)
                else:
                    if not len(spread):
                        spread = np.zeros(self.snapshot.size, np.int64)
                    spread[documents + offset if offset else documents] += _times(flat)
        return found + spread[numbers] if len(spread) else found

    def _norms(self, field: str) -> Numbers:
        """What score.weigh divides by, of each document."""
        words = self.snapshot.column(f"{field}_words")
        return self.snapshot.keep(f"norms {field}", lambda: norm(field, as_numbers(words).astype(np.int64)))

    def _find_places(self, leaf: Phrase | Near, field: str) -> Mapping[int, int]:
        if isinstance(leaf, Near):
            return super()._find_places(leaf, field)
        # A place is one number, of the document and the position; each word's are moved back to where the first stands.
        common = _mask(self._common([(word,) for word in leaf.words], field))
        if not common:
            return {}
        starts: Numbers | None = None
        for distance, word in enumerate(leaf.words):
            places = self._all_places(field, word, common) - distance
            starts = places if starts is None else np.intersect1d(starts, places, assume_unique=True)
        assert starts is not None, "a phrase has words"
        # Near the beginning of a text, a place moved back would lie at the end of the document before.
        starts = starts[starts % _FAR < _FAR // 2]
        numbers, counts = np.unique(starts // _FAR, return_counts=True)
        return dict(zip(numbers.tolist(), counts.tolist(), strict=True))

    def _all_places(self, field: str, word: str, among: Mask) -> Numbers:
        each = [np.empty(0, np.int64)]
        for flat, offset in self.snapshot.postings(field, word):
            documents, counts = as_numbers(flat.documents).astype(np.int64) + offset, _times(flat)
            chosen = np.repeat(among.flags[documents], counts)
            each.append(np.repeat(documents, counts)[chosen] * _FAR + as_numbers(flat.positions)[chosen])
        return np.concatenate(each)

    def _positions(self, field: str, forms: Collection[str], among: Documents) -> dict[int, list[int]]:
        """Near is reckoned text by text, but the texts are picked out of the postings at once."""
        found: dict[int, list[int]] = {}
        for form in forms:
            places = self._all_places(field, form, _mask(among))
            for number, place in zip((places // _FAR).tolist(), (places % _FAR).tolist(), strict=True):
                found.setdefault(number, []).append(place)
        return found


def _times(flat: Flat) -> Numbers:
    """How often each document of a posting list holds its word."""
    return as_numbers(flat.counts).astype(np.int64)


def _divide(numbers: Numbers, by: Numbers) -> Numbers:
    """The whole part of a division, by floats, which is ten times as fast.

    It is exact for numbers below 2^53: a quotient that is not whole is at least 1/by away from the next one that is,
    and what a float is wrong by is less.
    """
    return (numbers / by).astype(np.int64)


def _mask(documents: Documents) -> Mask:
    assert isinstance(documents, Mask), "here every set of documents is a mask"
    return documents


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


class _Kept:
    """What terms gave in earlier searches of the same index; those that were not asked for the longest make room."""

    def __init__(self) -> None:
        self._terms: dict[object, Term] = {}
        self._held = 0

    def get(self, key: object) -> Term | None:
        term = self._terms.pop(key, None)
        if term is not None:
            self._terms[key] = term  # asked for last
        return term

    def add(self, key: object, term: Term) -> None:
        self._terms[key] = term
        self._held += len(term.documents)
        while self._held > _MOST_KEPT:
            self._held -= len(self._terms.pop(next(iter(self._terms))).documents)
