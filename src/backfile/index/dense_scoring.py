"""How well do many documents answer? As evaluation.py scores them, by numpy: the integers are the same.

A score is a number for each of the documents that are asked for; what terms give is kept for the next question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import cast

import numpy as np

from backfile.index.dense_matching import FEW, DenseMatching, as_mask
from backfile.index.dense_terms import Term
from backfile.index.evaluation import Evaluation, Scores
from backfile.index.masks import Numbers, as_numbers, find_all
from backfile.index.matching import Fields
from backfile.index.query import And, In, Leaf, Near, Or, Phrase, Query, Required
from backfile.index.score import (
    CONTEXT,
    DIGITS,
    HALF_IMPACT,
    MOST_IMPACT,
    MOST_LONG,
    MOST_OCCURRENCES,
    SCALE,
    WEIGHT,
    idf,
    norm,
)
from backfile.model.search import FIELDS, FILTERS

_SOME = 3  # of so many times fewer the impacts are reckoned for these alone, and are not kept
SOUGHT = 2048  # so few are looked up rather than that a number is laid for each document there is


class DenseScoring(DenseMatching, Evaluation):
    """Queries to one snapshot, with the scores of any documents."""

    def scores(self, query: Query, among: Collection[int], fields: Fields = FIELDS) -> Scores:
        numbers = np.array(sorted(among), np.int64)  # as all that looks for them among others needs them
        return dict(zip(numbers.tolist(), self._score_all(query, numbers, fields).tolist(), strict=True))

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
                return total * as_mask(self.matches(query, fields)).holds(numbers) if isinstance(query, And) else total
            case _ if isinstance(query, Leaf) and not set(fields) & set(FILTERS):
                return idf(self.size, len(self.matches(query, fields))) * self._impacts(query, fields, numbers)
        return np.zeros(len(numbers), np.int64)

    def _impacts(self, leaf: Leaf, fields: Fields, numbers: Numbers) -> Numbers:
        """The impact of a leaf on each of these documents."""
        term = self._term(leaf, fields, len(numbers))
        if term is None:
            return self._reckon(leaf, fields, numbers)
        return term.impacts(numbers)

    def _term(self, leaf: Leaf, fields: Fields, wanted: int) -> Term | None:
        """What a leaf gives to all documents; None where that is not known from an earlier search, and only so few are
        `wanted` that each is reckoned sooner."""
        kept, key = None if isinstance(leaf, Phrase | Near) else self._kept, self._key_of(leaf, fields)
        term: Term | None = None if kept is None else kept.get(key)
        if term is None:
            scored, context = as_mask(self.matches(leaf, fields)), as_mask(self._context(leaf, fields))
            scored = scored.union(context) if len(context) else scored
            if wanted * _SOME < len(scored) and (kept is None or not kept.is_asked_again(key)):
                return None
            documents = scored.numbers()
            term = Term(documents, self._reckon(leaf, fields, documents), self.snapshot.size)
            if kept is not None:
                kept.add(key, term)
        return term

    def _key_of(self, leaf: Leaf, fields: Fields) -> object:
        """Under which its impacts are kept."""
        return ("impacts", fields, self.forms(leaf), self._all_revisions)

    def _reckon(self, leaf: Leaf, fields: Fields, numbers: Numbers) -> Numbers:
        weights = np.zeros(len(numbers), np.int64)
        for field in fields:
            occurrences = self._count_all(leaf, field, numbers)
            if occurrences is not None:
                norms, steps = self.snapshot.keep(f"norms {field}", partial(self._norms, field))
                weights += weigh_all(field, occurrences, norms[steps[numbers]])
        weights *= as_mask(self.matches(leaf, fields)).holds(numbers)
        context = as_mask(self._context(leaf, fields))
        if len(context):
            weights += CONTEXT * context.holds(numbers)
        return impacts_of(weights)

    def _norms(self, field: str) -> tuple[Numbers, Numbers]:
        return norms_of(field, as_numbers(self.snapshot.column(f"{field}_words")).astype(np.int64))

    def _count_all(self, leaf: Leaf, field: str, numbers: Numbers) -> Numbers | None:
        """How often each of these documents holds the leaf in a field; None where none at all does."""
        if isinstance(leaf, Phrase | Near):
            return self._counts(self._places(leaf, field), numbers)
        held = [each for form in self.forms(leaf) for each in self.snapshot.postings(field, form)]
        if not held:
            return None
        found = np.zeros(len(numbers), np.int64)
        spread = np.zeros(0, np.int32)  # over all documents, where a word stands in many and many are asked for
        for flat, offset in held:
            documents, counts = as_numbers(flat.documents), as_numbers(flat.counts)
            if len(numbers) < SOUGHT or len(numbers) * FEW < len(documents):
                at, holding = find_all(documents, numbers - offset if offset else numbers)
                found += counts[at] * holding
            elif len(documents) < SOUGHT:
                at, wanted = find_all(numbers, documents + np.int64(offset))
                found[at[wanted]] += counts[wanted]
            else:
                if not len(spread):
                    spread = np.zeros(self.snapshot.size, np.int32)
                spread[offset:][documents] += counts
        return found + spread[numbers] if len(spread) else found

    def _counts(self, places: Mapping[int, int], numbers: Numbers) -> Numbers | None:
        """What is told of some documents, for each of these."""
        if not places:
            return None
        if len(numbers) < len(places):
            return np.array([places.get(number, 0) for number in numbers.tolist()], np.int64)
        spread = np.zeros(self.snapshot.size, np.int64)
        spread[list(places)] = list(places.values())
        found: Numbers = spread[numbers]
        return found


def norms_of(field: str, words: Numbers) -> tuple[Numbers, Numbers]:
    """What weights are divided by in a field of so many words: once for each length there is, and which of these a
    document has, in a byte."""
    each, steps = np.unique(rough_all(words), return_inverse=True)
    return cast(Numbers, norm(field, each).astype(np.float64)), steps.astype(np.uint8)


def weigh_all(field: str, occurrences: Numbers, norms: Numbers) -> Numbers:
    """The weights of a term that stands so often in a field, each divided by its norm."""
    return divide(WEIGHT[field] * SCALE * np.minimum(occurrences, MOST_OCCURRENCES), norms)


def impacts_of(weights: Numbers) -> Numbers:
    """The impacts of a term whose weights in all fields come to so much."""
    return divide(MOST_IMPACT * weights, weights + HALF_IMPACT)


def rough_all(words: Numbers) -> Numbers:
    """What score.rough makes of each."""
    more = np.maximum(np.frexp(words)[1] - DIGITS, 0)  # a number's exponent is the digits that it has
    return cast(Numbers, np.minimum(words >> more << more, MOST_LONG))


def divide(numbers: Numbers, by: Numbers) -> Numbers:
    """The whole part of a division, by floats, which is ten times as fast.

    It is exact for numbers below 2^53: a quotient that is not whole is at least 1/by away from the next one that is,
    and what a float is wrong by is less.
    """
    return (numbers / by).astype(np.int64)
