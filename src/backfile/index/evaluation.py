"""Which documents answer a query, and with what score? First the documents that match, by sets; then the score of each.

The law of the scores stands in score.py. What is reckoned once for a part of a query is kept for the whole search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import reduce
from heapq import nlargest
from itertools import islice

from backfile.errors import Usage
from backfile.index.query import (
    And,
    Everything,
    Fuzzy,
    In,
    Labelled,
    Leaf,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Required,
    Undated,
    Wildcard,
    Word,
    nodes,
    write_query,
)
from backfile.index.schema import UNDATED
from backfile.index.score import AVERAGE, CONTEXT, MOST_OCCURRENCES, WEIGHT, idf
from backfile.index.snapshot import Snapshot
from backfile.index.stems import inflected
from backfile.index.variants import Variants
from backfile.model.search import FIELDS, FILTERS, Reason

MOST_FORMS = 2_000
"""How many words a prefix may stand for: `a*` on a large archive asks for nothing in particular."""

MOST_FORMS_IN_ALL = 5_000
MOST_FUZZY = 4
"""How many fuzzy words a query may hold: each walks through a good part of all the words that are indexed."""

MOST_PLACES = 250_000
"""How many documents the phrases of a query may be looked for in, times their words. One phrase always may."""

MOST_SCORED = 300_000
"""How many scores the words of a query may be given in all, where no word is rare enough to settle who is first."""

BEST = 999
"""The greatest impact there is."""

Fields = tuple[str, ...]
Scores = dict[int, int]


class Evaluation:
    """Queries to one snapshot, among the documents that are `searched`."""

    def __init__(self, snapshot: Snapshot, searched: frozenset[int], variants: Variants) -> None:
        self.snapshot, self.searched, self._variants = snapshot, searched, variants
        self._all = searched == snapshot.held
        self._matches: dict[tuple[Query, Fields], frozenset[int]] = {}
        self._forms: dict[Leaf, tuple[str, ...]] = {}
        self._placed: dict[tuple[Leaf, str], Mapping[int, int]] = {}

    def check(self, query: Query) -> None:
        """Raise Usage where a query asks for more than can be answered at once."""
        if sum(isinstance(node, Fuzzy) for node in nodes(query)) > MOST_FUZZY:
            raise Usage("query", f"asks for more than {MOST_FUZZY} words with ~", "ask for fewer")
        forms = 0
        for node in nodes(query):
            if isinstance(node, Prefix | Wildcard | Fuzzy):
                forms += len(self.forms(node))
                if forms > MOST_FORMS_IN_ALL:
                    told = f"stands for more than {MOST_FORMS_IN_ALL:,} words in all"
                    raise Usage("query", told, "write more of what stands before *")
        places = [self._estimate(node) for node in nodes(query) if isinstance(node, Phrase | Near)]
        if len(places) > 1 and sum(places) > MOST_PLACES:
            raise Usage("query", "asks for too many phrases of common words at once", "ask for one of them")

    def matches(self, query: Query, fields: Fields = FIELDS) -> frozenset[int]:
        """The documents that answer."""
        key = (query, fields)
        if key not in self._matches:
            self._matches[key] = frozenset(self._match(query, fields))
        return self._matches[key]

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
            case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy() if not set(fields) & set(FILTERS):
                return self._score(query, among, fields)
        return dict.fromkeys(self.matches(query, fields).intersection(among), 0)

    def best_scores(self, query: Query, among: Collection[int], wanted: int, *, bounded: bool = True) -> Scores:
        """The scores of all documents that can be among the best `wanted`; those of some others are left out.

        The rarest terms first: as soon as what the others can give at most is less than what the last of the best has,
        a document that none of the rare terms scored cannot come in, nor one that lies too far behind. (MaxScore:
        Turtle and Flood 1995.) Raises Usage where that is too much work, if it is to be `bounded`.
        """
        parts = Counter(query.parts if isinstance(query, Or) else _additive(query))
        bounds = {part: times * bound for part, times in parts.items() if (bound := self._bound(part))}
        given, remaining, scored = 0, sum(bounds.values()), 0
        total: Scores = {}
        last = 0  # the score of the last of the best, as far as it is known
        for part in sorted(bounds, key=lambda part: -bounds[part]):
            if last > remaining:
                among = {number for number, score in total.items() if score + remaining >= last}
                total = {number: total[number] for number in among}
            scores = self.scores(part, among)
            for number, score in scores.items():
                total[number] = total.get(number, 0) + parts[part] * score
            scored += len(scores)
            if bounded and scored > MOST_SCORED and len(bounds) > 1:
                raise Usage("query", "asks for too many common words at once", "ask for fewer, or add a rarer one")
            given, remaining = given + bounds[part], remaining - bounds[part]
            if 0 < wanted <= len(total) and given > remaining:
                last = nlargest(wanted, total.values())[-1]
        return total if last else dict.fromkeys(among, 0) | total

    def _bound(self, query: Query, fields: Fields = FIELDS) -> int:
        """The greatest score that a part of a query can give."""
        match query:
            case And(parts) | Or(parts):
                return sum(self._bound(part, fields) for part in parts)
            case Required(part):
                return self._bound(part, fields)
            case In(field, part):
                return self._bound(part, (field,))
            case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy():
                return BEST * idf(len(self.searched), len(self.matches(query, fields)))
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
            case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy() if not set(fields) & set(FILTERS):
                if number in self.matches(query, fields) or number in self._context(query, fields):
                    return [self._reason(query, number, fields)]
        return []

    def undated(self, query: Query) -> frozenset[int]:
        """What would match if every date filter took the documents without an instant instead; none without filters."""
        if not any(isinstance(node, Published) for node in nodes(query)):
            return frozenset()
        return self.matches(replace_dates(query, lambda _: Undated()))

    def forms(self, leaf: Leaf) -> tuple[str, ...]:
        """The indexed words that a leaf stands for, sorted. Raises Usage when they are too many."""
        if leaf not in self._forms:
            self._forms[leaf] = tuple(sorted(self._find_forms(leaf)))
        return self._forms[leaf]

    def _find_forms(self, leaf: Leaf) -> set[str]:
        match leaf:
            case Word(text):
                spellings = (text, *self._variants.get(text, ()))
                return {form for spelling in spellings for form in inflected(spelling, self.snapshot.stems)}
            case Prefix(text):
                found = self.snapshot.vocabulary.prefixed(text)
            case Wildcard(pattern):
                found = self.snapshot.vocabulary.shaped(pattern)
            case Fuzzy(text, edits):
                found = (word for word, _ in self.snapshot.vocabulary.near(text, edits))
            case Phrase(words) | Near(words):
                return set(words)
        forms = set(islice(found, MOST_FORMS + 1))
        if len(forms) > MOST_FORMS:
            told = f"“{write_query(leaf)}” stands for more than {MOST_FORMS:,} words"
            raise Usage("query", told, "write more of it")
        return forms

    def _match(self, query: Query, fields: Fields) -> Collection[int]:
        match query:
            case In(field, part):
                return self.matches(part, (field,))
            case Required(part):
                return self.matches(part, fields)
            case Not(part):
                return self.searched - self.matches(part, fields)
            case And(parts):
                wanted = [self.matches(part, fields) for part in parts if not isinstance(part, Not)]
                held = reduce(frozenset.intersection, sorted(wanted, key=len), self.searched)
                return held.difference(*(self.matches(part.part, fields) for part in parts if isinstance(part, Not)))
            case Or(parts):
                return frozenset().union(*(self.matches(part, fields) for part in parts))
            case Everything():
                return self.searched
            case Published(_, start, end):
                first = int(start.timestamp()) if start else UNDATED + 1
                last = int(end.timestamp()) if end else 2**62
                published = self.snapshot.published
                return [number for number in self.searched if first <= published[number] < last]
            case Undated():
                published = self.snapshot.published
                return [number for number in self.searched if published[number] == UNDATED]
            case Labelled(label):
                return self.searched.intersection(self.snapshot.holders("labels", label).documents)
            case Phrase() | Near():
                return frozenset().union(*(self._places(query, field) for field in fields))
            case Word() | Prefix() | Wildcard() | Fuzzy():
                return self._holding(self.forms(query), fields)

    def _holding(self, forms: Iterable[str], fields: Fields) -> frozenset[int]:
        """The documents that hold any of the words in any of the fields."""
        held: frozenset[int] = frozenset()
        held = held.union(*(self.snapshot.holders(field, form).documents for field in fields for form in forms))
        return held if self._all and self.snapshot.is_whole else held & self.searched

    def _score(self, leaf: Leaf, among: Collection[int], fields: Fields) -> Scores:
        held = self.matches(leaf, fields)
        rarity = idf(len(self.searched), len(held))
        leaning = self._context(leaf, fields).intersection(among)
        chosen = held.intersection(among)
        weights = dict.fromkeys(chosen, 0) | dict.fromkeys(leaning, CONTEXT)
        for field in fields:
            lengths = self.snapshot.column(f"{field}_words")
            weight, average = WEIGHT[field], AVERAGE[field]
            for number, times in self._times(leaf, field, chosen).items():  # score.weigh, without a call for each
                norm = 64 + 192 * lengths[number] // average
                weights[number] += weight * min(times, MOST_OCCURRENCES) * 65536 // norm
        return {number: rarity * (1000 * weight // (weight + 307)) for number, weight in weights.items()}

    def _reason(self, leaf: Leaf, number: int, fields: Fields) -> Reason:
        counts = tuple(
            self._times(leaf, field, frozenset([number])).get(number, 0) if field in fields else 0 for field in FIELDS
        )
        score = self._score(leaf, [number], fields)[number]
        rarity = idf(len(self.searched), len(self.matches(leaf, fields)))
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

    def _context(self, leaf: Leaf, fields: Fields) -> frozenset[int]:
        """The documents whose live blog's headline holds the leaf, if that counts."""
        if fields != FIELDS or isinstance(leaf, Phrase | Near):
            return frozenset()
        return self.matches(leaf, ("liveblog",))

    def _times(self, leaf: Leaf, field: str, among: frozenset[int]) -> Mapping[int, int]:
        """How often each of those documents holds the leaf in a field."""
        if isinstance(leaf, Phrase | Near):
            places = self._places(leaf, field)
            return {number: places[number] for number in among.intersection(places)}
        found: dict[int, int] = {}
        for form in self.forms(leaf):
            for number, times in self.snapshot.holders(field, form).times(among):
                found[number] = found.get(number, 0) + times
        return found

    def _places(self, leaf: Phrase | Near, field: str) -> Mapping[int, int]:
        """How often documents hold the words of a phrase side by side, or near each other."""
        if (leaf, field) not in self._placed:
            self._placed[leaf, field] = self._find_places(leaf, field)
        return self._placed[leaf, field]

    def _find_places(self, leaf: Phrase | Near, field: str) -> Mapping[int, int]:
        forms = self._sequence(leaf)
        common = reduce(frozenset.intersection, (self._holding(each, (field,)) for each in set(forms)))
        placed = {each: self._positions(field, each, common) for each in set(forms)}
        counted = {}
        for number in common:
            places = (placed[each][number] for each in forms)
            if times := side_by_side(places) if isinstance(leaf, Phrase) else close_by(list(places), leaf.within):
                counted[number] = times
        return counted

    def _sequence(self, leaf: Phrase | Near) -> list[tuple[str, ...]]:
        """The words of a phrase, or the forms of each of the different words that are to stand near each other."""
        if isinstance(leaf, Phrase):
            return [(word,) for word in leaf.words]
        return list(dict.fromkeys(self.forms(Word(word)) for word in leaf.words))

    def _estimate(self, leaf: Phrase | Near) -> int:
        """In how many documents the words of a phrase may have to be looked up, times the words."""
        forms = set(self._sequence(leaf))
        holders = self.snapshot.holders
        return sum(
            len(forms) * min(sum(len(holders(field, form).documents) for form in each) for each in forms)
            for field in FIELDS
        )

    def _positions(self, field: str, forms: Sequence[str], among: Collection[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for form in forms:
            for number, places in self.snapshot.positions(field, form, among).items():
                found.setdefault(number, []).extend(places)
        return found


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


def replace_dates(query: Query, replace: Callable[[Published], Query], forbidden: bool = False) -> Query:
    """The query with something else for each date filter; below NOT they stay as they are, for there they keep no
    document without an instant out."""
    match query:
        case Published() if not forbidden:
            return replace(query)
        case And(parts):
            return And(tuple(replace_dates(part, replace, forbidden) for part in parts))
        case Or(parts):
            return Or(tuple(replace_dates(part, replace, forbidden) for part in parts))
        case Not(part):
            return Not(replace_dates(part, replace, not forbidden))
        case Required(part):
            return Required(replace_dates(part, replace, forbidden))
        case In(field, part):
            return In(field, replace_dates(part, replace, forbidden))
    return query


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
