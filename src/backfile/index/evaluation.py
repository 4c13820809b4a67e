"""With what score does a document answer a query, which are the best, and why? The law stands in score.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest, nsmallest
from typing import TypeAlias

from backfile.index.matching import Documents, Fields, Matching
from backfile.index.query import (
    And,
    In,
    Leaf,
    Near,
    Or,
    Phrase,
    Query,
    Required,
    write_query,
)
from backfile.index.schema import UNDATED
from backfile.index.score import CONTEXT, idf, impact_of, weigh
from backfile.model.search import FIELDS, FILTERS, Reason

BEST = 999
"""The greatest impact there is."""

Scores: TypeAlias = dict[int, int]
"""Documents with their scores."""


class Evaluation(Matching):
    """Queries to one snapshot, scored."""

    def scores(self, query: Query, among: Collection[int], fields: Fields = FIELDS) -> Scores:
        """The score of each of those documents that answers; filters and NOT choose, and do not score.

        A part of OR scores a document by its context alone, too, so `among` is to hold documents that match.
        """
        match query:
            case In(field, part):
                return self.scores(part, among, (field,))
            case Required(part):
                return self.scores(part, among, fields)
            case And(parts):
                held = self.matches(query, fields).intersection(among)
                return _sum(self.scores(part, held, fields) for part in parts)
            case Or(parts):
                return _sum(self.scores(part, among, fields) for part in parts)
            case _ if isinstance(query, Leaf) and not set(fields) & set(FILTERS):
                return self._score(query, among, fields)
        return dict.fromkeys(self.matches(query, fields).intersection(among), 0)

    def best(self, query: Query, matches: Documents, sort: str, wanted: int) -> dict[int, tuple[int, int]]:
        """What the matches are ordered by, the least first, of all that can be among the first `wanted` or tie with the
        last of them. `sort` is one of Asked.sort."""
        published = self.snapshot.published
        if sort == "relevance":
            scores = self._best_scores(query, matches, wanted)
            keys = {number: (-score, -published[number]) for number, score in scores.items()}
        elif sort == "newest":
            keys = {number: (0, -published[number]) for number in matches}
        else:
            keys = {number: (published[number] == UNDATED, published[number]) for number in matches}
        bound = max(nsmallest(wanted, keys.values()), default=None)
        return {} if bound is None else {number: key for number, key in keys.items() if key <= bound}

    def _best_scores(self, query: Query, among: Collection[int], wanted: int) -> Scores:
        """The scores of all documents that can be among the best `wanted`; those of some others are left out.

        The rarest terms first: as soon as what the others can give at most is less than what the last of the best has,
        a document that none of the rare terms scored cannot come in, nor one that lies too far behind. (MaxScore:
        Turtle and Flood 1995.)
        """
        parts = self._bounded(query)
        given, remaining = 0, sum(bound for _, _, bound in parts)
        total: Scores = {}
        last = 0  # the score of the last of the best, as far as it is known
        for part, times, bound in parts:
            if last > remaining:
                among = {number for number, score in total.items() if score + remaining >= last}
                total = {number: total[number] for number in among}
            for number, score in self.scores(part, among).items():
                total[number] = total.get(number, 0) + times * score
            given, remaining = given + bound, remaining - bound
            if 0 < wanted <= len(total) and given > remaining:
                last = nlargest(wanted, total.values())[-1]
        return total if last else dict.fromkeys(among, 0) | total

    def _bounded(self, query: Query) -> list[tuple[Query, int, int]]:
        """The parts whose scores add up to that of a matching document, how often each is asked for, and what it can
        give at most, so often; the greatest first."""
        parts = Counter(query.parts if isinstance(query, Or) else _additive(query))
        bounded = [(part, times, times * self._bound(part)) for part, times in parts.items()]
        return sorted((each for each in bounded if each[2]), key=lambda each: -each[2])

    def _bound(self, query: Query, fields: Fields = FIELDS) -> int:
        """The greatest score that a part of a query can give."""
        match query:
            case And(parts) | Or(parts):
                return sum(self._bound(part, fields) for part in parts)
            case Required(part):
                return self._bound(part, fields)
            case In(field, part):
                return self._bound(part, (field,))
            case _ if isinstance(query, Leaf):
                return BEST * idf(self.size, len(self.matches(query, fields)))
        return 0

    def reasons(self, query: Query, number: int, fields: Fields = FIELDS) -> list[Reason]:
        """What each term gave to a document's score, in the order of the query."""
        match query:
            case In(field, part):
                return self.reasons(part, number, (field,))
            case Required(part):
                return self.reasons(part, number, fields)
            case And(parts) | Or(parts):
                if isinstance(query, Or) or number in self.matches(query, fields):
                    return [reason for part in parts for reason in self.reasons(part, number, fields)]
            case _ if isinstance(query, Leaf) and not set(fields) & set(FILTERS):
                if number in self.matches(query, fields) or number in self._context(query, fields):
                    return [self._reason(query, number, fields)]
        return []

    def _score(self, leaf: Leaf, among: Collection[int], fields: Fields) -> Scores:
        held = self.matches(leaf, fields)
        rarity = idf(self.size, len(held))
        leaning = self._context(leaf, fields).intersection(among)
        chosen = held.intersection(among)
        weights = dict.fromkeys(chosen, 0) | dict.fromkeys(leaning, CONTEXT)
        for field in fields:
            lengths = self.snapshot.column(f"{field}_words")
            for number, times in self._times(leaf, field, chosen).items():
                weights[number] += weigh(field, times, lengths[number])
        return {number: rarity * impact_of(weight) for number, weight in weights.items()}

    def _reason(self, leaf: Leaf, number: int, fields: Fields) -> Reason:
        counts = tuple(
            self._times(leaf, field, frozenset([number])).get(number, 0) if field in fields else 0 for field in FIELDS
        )
        score = self._score(leaf, [number], fields)[number]
        rarity = idf(self.size, len(self.matches(leaf, fields)))
        forms = () if isinstance(leaf, Phrase | Near) else self.forms(leaf)
        standing = tuple(
            form for form in forms if any(number in self.snapshot.holders(field, form).documents for field in fields)
        )
        term = write_query(leaf if fields == FIELDS else In(fields[0], leaf))
        stands_for = () if standing == (write_query(leaf),) else standing
        return Reason(
            term=term,
            stands_for=stands_for,
            counts=counts,
            context=number in self._context(leaf, fields),
            idf=rarity,
            impact=score // (rarity or 1),
            score=score,
        )

    def _context(self, leaf: Leaf, fields: Fields) -> Documents:
        """The documents whose live blog's headline holds the leaf, if that counts."""
        if fields != FIELDS or isinstance(leaf, Phrase | Near):
            return self._make(())
        return self.matches(leaf, ("liveblog",))

    def _times(self, leaf: Leaf, field: str, among: Documents) -> Mapping[int, int]:
        """How often each of those documents holds the leaf in a field."""
        if isinstance(leaf, Phrase | Near):
            places = self._places(leaf, field)
            return {number: places[number] for number in among.intersection(places)}
        found: dict[int, int] = {}
        for form in self.forms(leaf):
            for number, times in self.snapshot.holders(field, form).times(among):
                found[number] = found.get(number, 0) + times
        return found


def _additive(query: Query) -> tuple[Query, ...]:
    """The parts whose scores add up to that of a document that matches the whole query."""
    if isinstance(query, And):
        return tuple(inner for part in query.parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return (query,)


def _sum(parts: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for scores in parts:
        for number, score in scores.items():
            total[number] = total.get(number, 0) + score
    return total
