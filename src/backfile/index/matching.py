"""Which documents answer a query? Each part of it gives a set of them, kept for the whole search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from backfile.errors import Usage
from backfile.index.phrases import close_by, side_by_side
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
    replace_dates,
    write_query,
)
from backfile.index.schema import UNDATED
from backfile.index.snapshot import Snapshot
from backfile.index.variants import Variants
from backfile.model.search import FIELDS

if TYPE_CHECKING:
    from backfile.index.masks import Mask

MOST_FORMS = 2_000
"""How many words a prefix may stand for: `a*` on a large archive asks for nothing in particular."""

MOST_FORMS_IN_ALL = 5_000
MOST_FUZZY = 4
"""How many fuzzy words a query may hold: each walks through a good part of all the words that are indexed."""

MOST_PLACES = 250_000
"""How many documents the phrases of a query may be looked for in, times their words. One phrase always may."""

Fields = tuple[str, ...]

Documents: TypeAlias = "frozenset[int] | Mask"
"""Some of the documents, by their numbers; as a mask where they are many (dense_matching.py)."""


class Matching:
    """Queries to one snapshot: to all revisions, to the newest, or `among` some. `size` is of how many documents."""

    def __init__(
        self,
        snapshot: Snapshot,
        variants: Variants,
        *,
        all_revisions: bool = False,
        among: frozenset[int] | None = None,
    ) -> None:
        self.snapshot, self._variants, self._all_revisions, self._among = snapshot, variants, all_revisions, among
        self._outside = snapshot.deleted if all_revisions else snapshot.deleted | snapshot.older
        if among is not None:
            self._outside = frozenset(range(snapshot.size)) - among
        self.size = snapshot.size - len(self._outside)
        self._matches: dict[tuple[Query, Fields], Documents] = {}
        self._forms: dict[Leaf, tuple[str, ...]] = {}
        self._placed: dict[tuple[Leaf, str], Mapping[int, int]] = {}

    @property
    def searched(self) -> Documents:
        """All documents that may answer. It takes its time where there are many."""
        if self._among is not None:
            return self._among
        return self.snapshot.held if self._all_revisions else self.snapshot.newest

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
        phrases = [node for node in nodes(query) if isinstance(node, Phrase | Near)]
        if len(phrases) > 1 and sum(map(self._estimate, phrases)) > MOST_PLACES:
            raise Usage("query", "asks for too many phrases of common words at once", "ask for one of them")

    def work(self, query: Query) -> int:
        """How many postings there are of all that is asked for."""
        leaves = [node for node in nodes(query) if isinstance(node, Leaf)]
        return sum(self.snapshot.posted(self.forms(leaf)) for leaf in leaves)

    def matches(self, query: Query, fields: Fields = FIELDS) -> Documents:
        """The documents that answer."""
        key = (query, fields)
        if key not in self._matches:
            self._matches[key] = self._match(query, fields)
        return self._matches[key]

    def undated(self, query: Query) -> Documents:
        """What would match if every date filter took the documents without an instant instead; none without filters."""
        if not any(isinstance(node, Published) for node in nodes(query)):
            return self._make(())
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
                return {form for spelling in spellings for form in self.snapshot.inflected(spelling)}
            case Prefix(text):
                found = self.snapshot.vocabulary.prefixed(text)
            case Wildcard(pattern):
                found = self.snapshot.vocabulary.shaped(pattern)
            case Fuzzy(text, edits):
                found = (word for word, _ in self.snapshot.vocabulary.near(text, edits))
            case Phrase():
                return {form for forms in leaf.forms() for form in forms}
            case Near(words):
                return set(words)
        forms = set(islice(found, MOST_FORMS + 1))
        if len(forms) > MOST_FORMS:
            told = f"“{write_query(leaf)}” stands for more than {MOST_FORMS:,} words"
            raise Usage("query", told, "write more of it")
        return forms

    def _match(self, query: Query, fields: Fields) -> Documents:
        match query:
            case In(field, part):
                return self.matches(part, (field,))
            case Required(part):
                return self.matches(part, fields)
            case Not(part):
                return self.searched.difference(self.matches(part, fields))
            case And(parts):
                wanted = [self.matches(part, fields) for part in parts if not isinstance(part, Not)]
                held = _intersect(sorted(wanted, key=len)) if wanted else self.searched
                return held.difference(*(self.matches(part.part, fields) for part in parts if isinstance(part, Not)))
            case Or(parts):
                one, *others = (self.matches(part, fields) for part in parts)
                return one.union(*others)
            case Everything():
                return self.searched
            case Published(_, start, end):
                first = int(start.timestamp()) if start else UNDATED + 1
                last = int(end.timestamp()) if end else 2**62
                return self._between(first, last)
            case Undated():
                return self._between(UNDATED, UNDATED + 1)
            case Labelled(label):
                return self._make([self.snapshot.holders("labels", label).documents])
            case Phrase() | Near():
                return self._make([list(self._places(query, field)) for field in fields])
            case Word() | Prefix() | Wildcard() | Fuzzy():
                return self._holding(self.forms(query), fields)

    def _make(self, documents: Iterable[Sequence[int]]) -> Documents:
        """All documents of these lists, but those that are not searched."""
        return frozenset().union(*documents) - self._outside

    def _holding(self, forms: Iterable[str], fields: Fields) -> Documents:
        """The documents that hold any of the words in any of the fields."""
        return self._make(self.snapshot.holders(field, form).documents for field in fields for form in forms)

    def _between(self, first: int, last: int) -> Documents:
        """The documents with `first <= published < last`."""
        held = self.snapshot.published_between(first, last)
        return self._make([number + offset for number in numbers] if offset else numbers for numbers, offset in held)

    def _places(self, leaf: Phrase | Near, field: str) -> Mapping[int, int]:
        """How often documents hold the words of a phrase side by side, or near each other."""
        if (leaf, field) not in self._placed:
            self._placed[leaf, field] = self._find_places(leaf, field)
        return self._placed[leaf, field]

    def _find_places(self, leaf: Phrase | Near, field: str) -> Mapping[int, int]:
        forms = self._sequence(leaf)
        common = self._common(forms, field)
        placed = {each: self._positions(field, each, common) for each in set(forms)}
        counted = {}
        for number in common:
            places = (placed[each][number] for each in forms)
            if times := side_by_side(places) if isinstance(leaf, Phrase) else close_by(list(places), leaf.within):
                counted[number] = times
        return counted

    def _common(self, forms: Iterable[tuple[str, ...]], field: str) -> Documents:
        """The documents that hold one of each of the forms."""
        return _intersect([self._holding(each, (field,)) for each in set(forms)])

    def _sequence(self, leaf: Phrase | Near) -> list[tuple[str, ...]]:
        """The words of a phrase, or the forms of each of the different words that are to stand near each other."""
        if isinstance(leaf, Phrase):
            return list(leaf.forms())
        return list(dict.fromkeys(self.forms(Word(word)) for word in leaf.words))

    def _estimate(self, leaf: Phrase | Near) -> int:
        """In how many documents the words of a phrase may have to be looked up, times the words."""
        forms = set(self._sequence(leaf))
        return sum(len(forms) * min(self._holding_any(field, each) for each in forms) for field in FIELDS)

    def _holding_any(self, field: str, forms: Iterable[str]) -> int:
        """How many postings the words have in a field."""
        return sum(len(flat.documents) for form in forms for flat, _ in self.snapshot.postings(field, form))

    def _positions(self, field: str, forms: Collection[str], among: Documents) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for form in forms:
            for number, places in self.snapshot.positions(field, form, among).items():
                found.setdefault(number, []).extend(places)
        return found


def _intersect(sets: Sequence[Documents]) -> Documents:
    first, *others = sets
    return first.intersection(*others)
