"""The law of the search (query.py, score.py, model/search.py), reckoned slowly over the documents themselves.

Nothing here reads an index. Of the room it takes only how words are cut and which share a stem, which have tests of
their own; all else is written down once more, in the plainest way.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from fractions import Fraction
from functools import cache
from itertools import product
from typing import NamedTuple

from backfile.index.analysis import cut
from backfile.index.query import (
    And,
    Everything,
    Fuzzy,
    In,
    Labelled,
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
)
from backfile.index.stems import group_by_stem, inflected, stem
from backfile.model.search import FACETS, FIELDS, FILTERS, Asked, Document, Results

Found = tuple[str, int, int, bool]  # permalink, revision, score, partly
SHAPES = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}


class Seen(NamedTuple):
    """What of results is reckoned."""

    hits: tuple[Found, ...]
    total: int
    partly: int
    searched: int
    undated: int


def seen(results: Results) -> Seen:
    hits = tuple((hit.permalink, hit.document.revision, hit.score, hit.partly) for hit in results.hits)
    return Seen(hits, results.total, results.partly, results.searched, results.undated)


class Reckoning:
    """The answers over the documents, of which `before` are those that the index held before."""

    def __init__(
        self,
        documents: Sequence[Document],
        before: Sequence[Document] = (),
        *,
        all_revisions: bool = False,
        include_undated: bool = False,
        variants: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.held = [each for each in documents if all_revisions or each.newest]
        self.include_undated, self.variants = include_undated, variants or {}
        self.words = [words_of(each) for each in self.held]
        self.spoken: dict[str, set[str]] = {}  # words stay known in a language when their entries are gone
        for each in (*before, *documents):
            self.spoken.setdefault(each.language or "en", set()).update(*words_of(each).values())
        self.stems = {language: group_by_stem(known, language) for language, known in self.spoken.items()}

    # Which documents match

    def matching(self, query: Query) -> list[int]:
        return [number for number in range(len(self.held)) if self.matches(query, number)]

    def matches(self, query: Query, number: int, fields: Sequence[str] = FIELDS, forbidden: bool = False) -> bool:
        """`forbidden` below an odd number of NOT, where a date filter keeps nothing without a time out."""
        held = self.held[number]
        match query:
            case In(field, part):
                return self.matches(part, number, (field,), forbidden)
            case Required(part):
                return self.matches(part, number, fields, forbidden)
            case Not(part):
                return not self.matches(part, number, fields, not forbidden)
            case And(parts):
                return all(self.matches(part, number, fields, forbidden) for part in parts)
            case Or(parts):
                return any(self.matches(part, number, fields, forbidden) for part in parts)
            case Published(_, start, end):
                instant = self.instant(number)
                if instant is None:
                    return self.include_undated and not forbidden
                return (start is None or start <= instant) and (end is None or instant < end)
            case Undated():
                return self.instant(number) is None
            case Labelled(label):
                kind, _, code = label.partition(":")
                return (held.language or "").split("-")[0] == code if kind == "lang" else label in held.flags
            case Everything():
                return True
        return any(self.counts(query, number, fields))

    def undated(self, query: Query) -> int:
        """How many have no usable time, and would match if date filters let them pass."""
        liberal = Reckoning(self.held, all_revisions=True, include_undated=True, variants=self.variants)
        liberal.spoken, liberal.stems = self.spoken, self.stems
        dated = any(isinstance(node, Published) for node in nodes(query))
        return sum(
            self.instant(number) is None and liberal.matches(query, number) and not self.matches(query, number)
            for number in range(len(self.held))
        ) * (dated and not self.include_undated)

    # With what score

    def score(self, query: Query, number: int, fields: Sequence[str] = FIELDS) -> int:
        return sum(score for _, score in self.reasons(query, number, fields))

    def reasons(self, query: Query, number: int, fields: Sequence[str] = FIELDS) -> list[tuple[Query, int]]:
        """What each leaf gives to the score of a document."""
        match query:
            case In(field, part):
                return self.reasons(part, number, (field,))
            case Required(part):
                return self.reasons(part, number, fields)
            case Or(parts) | And(parts):
                if isinstance(query, And) and not self.matches(query, number, fields):
                    return []
                return [reason for part in parts for reason in self.reasons(part, number, fields)]
            case Not() | Published() | Undated() | Labelled() | Everything():
                return []
        if fields[0] in FILTERS:
            return []
        context = fields == FIELDS and not isinstance(query, Phrase | Near)
        leaning = context and bool(self.count(query, self.words[number]["liveblog"]))
        if not leaning and not self.matches(query, number, fields):
            return []
        holding = sum(self.matches(query, each, fields) for each in range(len(self.held)))
        weight = 256 if leaning else 0
        for field, its_weight, average in zip(FIELDS, (4, 1, 1), (8, 104, 2), strict=True):
            if field in fields:
                held = self.words[number][field]
                weight += its_weight * self.count(query, held) * 65536 // (64 + 192 * roughly(len(held)) // average)
        return [(query, rarity(len(self.held), holding) * (1000 * weight // (weight + 307)))]

    # In what order

    def seen(self, query: Query, asked: Asked) -> Seen:
        answer, whole = self.answer(query, asked.sort), self.matching(query)
        page = tuple(answer[asked.offset : asked.offset + asked.limit])
        return Seen(page, len(whole), len(answer) - len(whole), len(self.held), self.undated(query))

    def answer(self, query: Query, sort: str = "relevance") -> list[Found]:
        """All that is found, best first, and what holds a part of the query after it."""
        whole = self.matching(query)
        found = self.ordered(query, whole, sort, partly=False)
        looser = self.loosened(query, len(whole)) if len(whole) < 10 and sort == "relevance" else None
        if looser:
            others = [number for number in self.matching(looser) if number not in whole]
            found += self.ordered(looser, others, sort, partly=True)
        return found

    def loosened(self, query: Query, held: int) -> Query | None:
        """What is asked for where the whole is too much: any of what may be missing, and all that may not."""
        if not isinstance(query, And):
            return None
        firm = [part for part in query.parts if is_firm(part)]
        loose = [part for part in query.parts if not is_firm(part)]
        if len(loose) < (4 if held else 2):
            return None
        loose += [Word(word) for part in loose if isinstance(part, Phrase) for word in part.words]
        rarer = [part for part in loose if 0 < len(self.matching(part)) <= len(self.held) // 8]
        return And((*firm, Or(tuple(dict.fromkeys(rarer or loose)))))

    def ordered(self, query: Query, numbers: Iterable[int], sort: str, *, partly: bool) -> list[Found]:
        def place(number: int) -> tuple[float, float, str, int]:
            held, instant = self.held[number], self.instant(number)
            score = -self.score(query, number) if sort == "relevance" else 0
            second = math.inf if instant is None else math.floor(instant.timestamp()) * (1 if sort == "oldest" else -1)
            return score, second, held.permalink, -held.revision

        return [
            (self.held[number].permalink, self.held[number].revision, self.score(query, number), partly)
            for number in sorted(numbers, key=place)
        ]

    # Counted by facets

    def facet(self, query: Query, facet: str, zone: tzinfo = UTC) -> tuple[tuple[str | None, int], ...]:
        counted: Counter[str] = Counter()
        unknown = 0
        for number in self.matching(query):
            values = self.values(number, facet, zone)
            counted.update(set(values))
            unknown += not values
        ordered = sorted(counted.items(), key=lambda each: (0 if facet in SHAPES else -each[1], each[0]))
        return (*ordered, *([(None, unknown)] if unknown else []))

    def values(self, number: int, facet: str, zone: tzinfo) -> list[str]:
        assert facet in FACETS
        held, instant = self.held[number], self.instant(number)
        if facet == "liveblog":
            return [held.liveblog]
        if facet == "byline":
            return list(held.byline)
        if facet == "tag":
            return list(held.tags)
        if facet == "publisher":
            return [held.publisher] if held.publisher else []
        return [instant.astimezone(zone).strftime(SHAPES[facet])] if instant else []

    # How often a leaf stands in the words of a field

    def counts(self, query: Query, number: int, fields: Sequence[str]) -> list[int]:
        return [self.count(query, self.words[number][field]) for field in fields]

    def count(self, query: Query, held: list[str]) -> int:
        match query:
            case Phrase(sequence):
                return sum(self.stands(sequence, held[start:]) for start in range(len(held)))
            case Near(sequence, within):
                different = {self.known(word): word for word in sequence}.values()
                return stretches([self.places(Word(word), held) for word in different], within)
        return len(self.places(query, held))

    def stands(self, sequence: tuple[str, ...], held: list[str]) -> bool:
        return len(held) >= len(sequence) and all(
            word.removesuffix("'s") == each or word == each for each, word in zip(sequence, held, strict=False)
        )

    def places(self, query: Query, held: list[str]) -> tuple[int, ...]:
        fit = self.fit(query)
        return tuple(place for place, word in enumerate(held) if fit(word))

    def fit(self, query: Query) -> Callable[[str], bool]:
        match query:
            case Word(text):
                spellings = (text, *self.variants.get(text, ()))
                return lambda word: any(self.related(word, spelling) for spelling in spellings)
            case Prefix(text):
                return lambda word: word.startswith(text)
            case Wildcard(pattern):
                return lambda word: fits(pattern, word)
            case Fuzzy(text, edits):
                return lambda word: distance(word, text) <= edits
        raise AssertionError(f"{query} is no term")

    def known(self, asked: str) -> frozenset[str]:
        """The words that answer for a word: of two spellings of one name, the same."""
        spellings = (asked, *self.variants.get(asked, ()))
        return frozenset(word for each in spellings for word in inflected(each, self.stems))

    def related(self, word: str, asked: str) -> bool:
        """Do they share a stem, in a language that the word is known in, or of which it is a stem itself?"""
        return word == asked or any(
            stem(word, language) == stem(asked, language) and (word in known or stem(word, language) == word)
            for language, known in self.spoken.items()
        )

    def instant(self, number: int) -> datetime | None:
        time = self.held[number].published
        return time.instant if time else None


def words_of(document: Document) -> dict[str, list[str]]:
    texts = {
        "headline": [document.headline or ""],
        "text": [document.text],
        "byline": document.byline,
        "liveblog": [document.liveblog_headline or "", document.liveblog],
        "publisher": [document.publisher or ""],
        "tag": document.tags,
    }
    return {field: [word.fold for text in each for word in cut(text)] for field, each in texts.items()}


def rarity(documents: int, holding: int) -> int:
    """256 · log2((2N + 2) / (2n + 1)) by halving, the rest from a table of 256 steps."""
    mantissa, whole = Fraction((2 * documents + 2) * 65536 // (2 * holding + 1), 65536), 0
    while mantissa >= 2:
        mantissa, whole = mantissa / 2, whole + 1
    return 256 * whole + round(256 * math.log2(1 + math.floor((mantissa - 1) * 256) / 256))


def stretches(places: Sequence[tuple[int, ...]], within: int) -> int:
    """The most stretches, none overlapping another, that hold one of each with at most so many words between them."""
    held = [(max(each), min(each)) for each in product(*places)]
    number, end = 0, -1
    for last, first in sorted(each for each in held if each[0] - each[1] < len(places) + within):
        if first > end:
            number, end = number + 1, last
    return number


def distance(one: str, other: str) -> int:
    """Optimal string alignment, the whole table reckoned."""
    table = [
        [row + column if not row * column else 0 for column in range(len(other) + 1)] for row in range(len(one) + 1)
    ]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


def fits(pattern: str, word: str) -> bool:
    """Has the word this shape? By the definition, with every place of it tried."""

    @cache
    def fit(at: int, place: int) -> bool:
        if at == len(pattern):
            return place == len(word)
        if pattern[at] == "*":
            return fit(at + 1, place) or (place < len(word) and fit(at, place + 1))
        return place < len(word) and pattern[at] in ("?", word[place]) and fit(at + 1, place + 1)

    return fit(0, 0)


def is_firm(part: Query) -> bool:
    if isinstance(part, And | Or):
        return all(is_firm(each) for each in part.parts)
    if isinstance(part, Required | Not | Published | Undated | Labelled | Everything):
        return True
    return isinstance(part, In) and part.field in FILTERS


def roughly(words: int) -> int:
    """The length with all but its four leading binary digits at 0."""
    rest = words % (1 << max(0, len(f"{words:b}") - 4))
    return min(words - rest, 9_216)
