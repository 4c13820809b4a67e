"""Which entries answer, and in what order? The tree is evaluated to a score for each entry that matches.

A search sees the newest revision of each entry, and counts only those. The law of the scores stands in score.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby

from backfile.errors import Usage
from backfile.index.analysis import inflected
from backfile.index.opening import OpenIndex
from backfile.index.parse import Parsed
from backfile.index.query import And, In, Not, Or, Phrase, Prefix, Published, Query, Undated, Word, leaves
from backfile.index.schema import UNDATED, load_document
from backfile.index.score import idf, impact
from backfile.index.snippets import Wanted, make_snippet
from backfile.model.search import FIELDS, Document, Hit, Results

MOST_FORMS = 2_000
"""How many words a prefix may stand for: `a*` on a large archive asks for nothing in particular."""

Scores = dict[int, int]
Counts = Mapping[int, int]


def search(opened: OpenIndex, parsed: Parsed, written: str, *, limit: int = 10, offset: int = 0) -> tuple[Results, int]:
    """The best `limit` entries from `offset` on, with how many there are in all; and how many entries were searched."""
    found = Searcher(opened)
    try:
        scores = found.scores(parsed.query)
        undated = found.undated(parsed.query).keys() - scores.keys()
        # A stable order in three steps: permalink is the last tie, so only the ties of the first two are looked up.
        ranked = sorted(scores, key=lambda number: (-scores[number], -found.published(number)))
        chosen: list[int] = []
        for _, tied in groupby(ranked, key=lambda number: (scores[number], found.published(number))):
            chosen += sorted(tied, key=found.permalink)
            if len(chosen) >= offset + limit:
                break
        wanted = Wanted.of(parsed.query, found.forms)
        hits = tuple(
            Hit(document=document, score=scores[number], snippet=make_snippet(document.text, wanted))
            for number in chosen[offset : offset + limit]
            for document in (found.document(number),)
        )
        results = Results(query=written, notes=parsed.notes, total=len(scores), undated=len(undated), hits=hits)
        return results, len(found.everything)
    finally:
        found.close()


class Searcher:
    """One snapshot of the index, evaluated in plain Python."""

    def __init__(self, opened: OpenIndex) -> None:
        self._opened = opened
        self._reader = opened.whoosh.reader()
        self._segments = [(leaf, offset) for leaf, offset in self._reader.leaf_readers()]
        self._columns: dict[tuple[int, str], object] = {}

    def close(self) -> None:
        self._reader.close()

    @cached_property
    def everything(self) -> frozenset[int]:
        """The numbers of all documents that are searched."""
        return frozenset(self._reader.all_doc_ids()) - self._numbers("older", "1").keys()

    def scores(self, query: Query, fields: tuple[str, ...] = FIELDS) -> Scores:
        """Every document that matches, with its score; filters and NOT match without scoring."""
        match query:
            case Word() | Phrase() | Prefix():
                return self._term(query, fields)
            case In(field, part):
                return self.scores(part, (field,))
            case Published(_, start, end):
                first, last = int(start.timestamp()), int(end.timestamp())
                return dict.fromkeys((n for n in self.everything if first <= self.published(n) < last), 0)
            case Undated():
                return dict.fromkeys((n for n in self.everything if self.published(n) == UNDATED), 0)
            case Not(part):
                return dict.fromkeys(self.everything - self.scores(part, fields).keys(), 0)
            case Or(parts):
                united: Scores = {}
                for part in parts:
                    for number, score in self.scores(part, fields).items():
                        united[number] = united.get(number, 0) + score
                return united
            case And(parts):
                joined: Scores | None = None
                for part in parts:
                    found = self.scores(part, fields)
                    joined = (
                        found if joined is None else {n: joined[n] + found[n] for n in joined.keys() & found.keys()}
                    )
                return joined or {}

    def undated(self, query: Query) -> Scores:
        """What would match if every date filter took the documents without an instant instead; {} without filters."""
        if not any(isinstance(leaf, Published) for leaf in leaves(query)):
            return {}
        return self.scores(_ask_undated(query))

    def forms(self, query: Word | Prefix) -> tuple[str, ...]:
        """The indexed words that a word or a prefix stands for. Raises Usage when they are too many."""
        if isinstance(query, Word):
            return inflected(query.text, self._opened.stems, self._opened.language)
        found: set[str] = set()
        for field in FIELDS:
            for word in self._reader.expand_prefix(field, query.text):
                found.add(word.decode("utf-8"))
                if len(found) > MOST_FORMS:
                    raise Usage(
                        "query", f"“{query.text}*” stands for more than {MOST_FORMS:,} words", "write more of it"
                    )
        return tuple(sorted(found))

    def published(self, number: int) -> int:
        """Seconds since 1970 (UTC), or schema.UNDATED."""
        return self._column("published", number)

    def permalink(self, number: int) -> str:
        return str(self._reader.stored_fields(number)["permalink"])

    def document(self, number: int) -> Document:
        return load_document(self._reader.stored_fields(number)["document"])

    def _term(self, query: Word | Phrase | Prefix, fields: tuple[str, ...]) -> Scores:
        """The score of one term: a word in all its forms, a prefix in all its words, or a phrase."""
        counts: list[Counts] = []
        forms = () if isinstance(query, Phrase) else self.forms(query)
        for field in FIELDS:
            if field not in fields:
                counts.append({})
            elif isinstance(query, Phrase):
                counts.append(self._phrase(field, query.words))
            else:
                counts.append(self._union(field, forms))
        held = {number for count in counts for number in count if number in self.everything}
        rarity = idf(len(self.everything), len(held))
        return {
            number: rarity * impact([count.get(number, 0) for count in counts], self._lengths(number))
            for number in held
        }

    def _union(self, field: str, forms: tuple[str, ...]) -> Counts:
        united: dict[int, int] = {}
        for form in forms:
            for number, count in self._numbers(field, form).items():
                united[number] = united.get(number, 0) + count
        return united

    def _phrase(self, field: str, words: tuple[str, ...]) -> Counts:
        """In which documents the words stand side by side, and how often."""
        places = [self._positions(field, word) for word in words]
        found: dict[int, int] = {}
        for number in set(places[0]).intersection(*places[1:]):
            starts = set(places[0][number])
            for distance, other in enumerate(places[1:], start=1):
                starts &= {place - distance for place in other[number]}
            if starts:
                found[number] = len(starts)
        return found

    def _numbers(self, field: str, word: str) -> dict[int, int]:
        """The documents that hold a word in a field, and how often each does."""
        found: dict[int, int] = {}
        for leaf, offset in self._segments:
            if (field, word) in leaf:
                matcher = leaf.postings(field, word)
                while matcher.is_active():
                    found[matcher.id() + offset] = int(matcher.weight())
                    matcher.next()
        return found

    def _positions(self, field: str, word: str) -> dict[int, list[int]]:
        """The documents that hold a word in a field, and where each does."""
        found: dict[int, list[int]] = {}
        for leaf, offset in self._segments:
            if (field, word) in leaf:
                matcher = leaf.postings(field, word)
                while matcher.is_active():
                    found[matcher.id() + offset] = matcher.value_as("positions")
                    matcher.next()
        return found

    def _lengths(self, number: int) -> tuple[int, ...]:
        return tuple(self._column(f"{field}_words", number) for field in FIELDS)

    def _column(self, name: str, number: int) -> int:
        for which, (leaf, offset) in enumerate(self._segments):
            if offset <= number < offset + leaf.doc_count_all():
                column = self._columns.get((which, name))
                if column is None:
                    column = self._columns[which, name] = leaf.column_reader(name, translate=False)
                return int(column[number - offset])  # type: ignore[index]
        raise IndexError(number)


def _ask_undated(query: Query, forbidden: bool = False) -> Query:
    """The query with date filters that take the documents without an instant instead; below NOT they stay as they are,
    for there they keep none of these out."""
    match query:
        case Published() if not forbidden:
            return Undated()
        case And(parts):
            return And(tuple(_ask_undated(part, forbidden) for part in parts))
        case Or(parts):
            return Or(tuple(_ask_undated(part, forbidden) for part in parts))
        case Not(part):
            return Not(_ask_undated(part, not forbidden))
        case In(field, part):
            return In(field, _ask_undated(part, forbidden))
    return query
