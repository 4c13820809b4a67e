"""How are queries evaluated that touch many postings? As evaluation.py does, for all documents at once.

Every set of documents is a flag for each document, every score a number for each; numpy does for all of them what the
plain way does one by one. The numbers are the same integers, and tests hold that the answers are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, cast

import numpy as np

from backfile.index.dense_phrases import close_by, places_of, side_by_side
from backfile.index.dense_terms import BLOCK, Kept, Term
from backfile.index.evaluation import Evaluation, Scores
from backfile.index.masks import Mask, Numbers, as_numbers, find_all
from backfile.index.matching import Documents, Fields
from backfile.index.query import And, In, Leaf, Near, Or, Phrase, Query, Required
from backfile.index.schema import UNDATED
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

_SAMPLED = 32  # of so many numbers one is looked at first
_FEW = 16  # where so many times fewer documents are asked for than hold a word, they are looked up in the list
_SOME = 3  # of so many times fewer the impacts are reckoned for these alone, and are not kept
_SOUGHT = 2048  # so few are looked up rather than that a number is laid for each document there is
_PROMISING = 8  # of so many times more blocks than documents are wanted, the most promising, all documents are scored


class DenseEvaluation(Evaluation):
    """Queries to one snapshot, by numpy."""

    @classmethod
    def like(cls, other: Evaluation) -> DenseEvaluation:
        """The same queries to the same documents as another evaluation, what it has found out already included."""
        dense = cls.__new__(cls)
        dense.__dict__.update(vars(other))
        dense._matches = {}  # these were frozensets
        return dense

    @cached_property
    def searched(self) -> Documents:
        if self._among is not None:  # another time, others
            return cast(Documents, self._find_all())
        return cast(Documents, self.snapshot.keep(f"all, {self._all_revisions}", self._find_all))

    def best(self, query: Query, matches: Documents, sort: str, wanted: int) -> dict[int, tuple[int, int]]:
        if not len(matches) or wanted < 1:
            return {}
        published = as_numbers(self.snapshot.published)
        if sort == "relevance":
            numbers, scores = self._score_best(query, _mask(matches), wanted)
            first = -scores
        elif sort == "newest":
            numbers = _mask(matches).numbers()
            first = np.zeros(len(numbers), np.int64)
        else:
            numbers = _mask(matches).numbers()
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
        return self._searched_of(Mask.of(documents, self.snapshot.size))

    def _holding(self, forms: Iterable[str], fields: Fields) -> Documents:
        forms = tuple(forms)
        kept, key = self._kept, ("holding", fields, forms, self._all_revisions)
        held = None if kept is None else kept.get(key)
        if held is None:
            held = self._find_holding(forms, fields).to_keep()
            if kept is not None:
                kept.add(key, held)
        return cast(Documents, held)

    def _find_holding(self, forms: tuple[str, ...], fields: Fields) -> Mask:
        held = [each for field in fields for form in forms for each in self.snapshot.postings(field, form)]
        if len(held) == 1:  # ascending already, each once
            flat, offset = held[0]
            numbers = as_numbers(flat.documents).astype(np.int64) + offset
            return _mask(self._searched_of(Mask(self.snapshot.size, numbers=numbers)))
        return _mask(self._make(as_numbers(flat.documents) + np.int64(offset) for flat, offset in held))

    @property
    def _kept(self) -> Kept | None:
        """What is kept from one search for the next: nothing where a time chooses the documents."""
        return self.snapshot.keep("given", Kept) if self._among is None else None

    def _between(self, first: int, last: int) -> Documents:
        held = list(self.snapshot.published_between(first, last))
        if sum(len(numbers) for numbers, _ in held) * _FEW < self.snapshot.size:
            return self._make(as_numbers(numbers) + np.int64(offset) for numbers, offset in held)
        published = as_numbers(self.snapshot.published)
        return self._searched_of(Mask(self.snapshot.size, flags=(published >= first) & (published < last)))

    def _searched_of(self, found: Mask) -> Documents:
        return cast(Documents, found.intersection(self.searched) if self._outside else found)

    def _find_all(self) -> Mask:
        return Mask(self.snapshot.size, flags=np.ones(self.snapshot.size, bool)).difference(self._outside)

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
        if len(numbers) * _FEW < self.snapshot.size:
            scores = np.zeros(len(numbers), np.int64)
        else:
            total = np.zeros(self.snapshot.size, kind)
        for part, times, bound in parts:
            if len(numbers) > _FEW * wanted and given > remaining:
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
        if kept is None or len(matches) * _FEW < self.snapshot.size or len(matches) < _SOUGHT:
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
                return total * _mask(self.matches(query, fields)).holds(numbers) if isinstance(query, And) else total
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
            scored, context = _mask(self.matches(leaf, fields)), _mask(self._context(leaf, fields))
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
                occurrences = np.minimum(occurrences, MOST_OCCURRENCES)
                norms, steps = self.snapshot.keep(f"norms {field}", partial(self._norms, field))
                weights += _divide(WEIGHT[field] * SCALE * occurrences, norms[steps[numbers]])
        weights *= _mask(self.matches(leaf, fields)).holds(numbers)
        context = _mask(self._context(leaf, fields))
        if len(context):
            weights += CONTEXT * context.holds(numbers)
        return _divide(MOST_IMPACT * weights, weights + HALF_IMPACT)

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
            if len(numbers) < _SOUGHT or len(numbers) * _FEW < len(documents):
                at, holding = find_all(documents, numbers - offset if offset else numbers)
                found += counts[at] * holding
            elif len(documents) < _SOUGHT:
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

    def _norms(self, field: str) -> tuple[Numbers, Numbers]:
        """What score.weigh divides by, once for each length there is, and which of these a document has, in a byte."""
        lengths = rough_all(as_numbers(self.snapshot.column(f"{field}_words")).astype(np.int64))
        each, steps = np.unique(lengths, return_inverse=True)
        return cast(Numbers, norm(field, each).astype(np.float64)), steps.astype(np.uint8)

    def _find_places(self, leaf: Phrase | Near, field: str) -> Mapping[int, int]:
        forms = self._sequence(leaf)
        if not all(any(self.snapshot.postings(field, form) for form in each) for each in forms):
            return {}
        common = _mask(self._common(forms, field))
        if not common:
            return {}
        held = {each: [one for form in each for one in self.snapshot.postings(field, form)] for each in forms}
        placed = {each: places_of(postings, common) for each, postings in held.items()}
        sequence = [placed[each] for each in forms]
        return close_by(sequence, leaf.within) if isinstance(leaf, Near) else side_by_side(sequence)


def rough_all(words: Numbers) -> Numbers:
    """What score.rough makes of each."""
    more = np.maximum(np.frexp(words)[1] - DIGITS, 0)  # a number's exponent is the digits that it has
    return cast(Numbers, np.minimum(words >> more << more, MOST_LONG))


def _divide(numbers: Numbers, by: Numbers) -> Numbers:
    """The whole part of a division, by floats, which is ten times as fast.

    It is exact for numbers below 2^53: a quotient that is not whole is at least 1/by away from the next one that is,
    and what a float is wrong by is less.
    """
    return (numbers / by).astype(np.int64)


def _in_blocks(blocks: Numbers, among: Mask) -> Numbers:
    """Those of the documents, ascending, that stand in these blocks."""
    numbers = (blocks[:, np.newaxis] * BLOCK + np.arange(BLOCK)).ravel()
    numbers = numbers[: np.searchsorted(numbers, among.size)]
    inside: Numbers = numbers[among.flags[numbers]]
    return inside


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
