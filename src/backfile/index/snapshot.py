"""What does the index hold, as of one moment? Postings, numbers and documents by document number, over all segments.

Nothing here knows of queries. A number counts the documents of all segments in a row, those taken out included.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from heapq import merge
from itertools import accumulate, groupby
from typing import Any, TypeVar

from backfile.index.codec.postings import Flat, Numbers
from backfile.index.codec.segment import WORDS, Segment
from backfile.index.joined import Holders, in_a_row, join, places_among
from backfile.index.opening import OpenIndex
from backfile.index.schema import UNDATED, Kept, load_document, read_kept
from backfile.index.stems import Stems, inflected
from backfile.index.vocabulary import Vocabulary
from backfile.model.permalink import Permalink
from backfile.model.search import FIELDS, FILTERS, Document

T = TypeVar("T")

_KEPT = 4_096
"""Words of which it is kept from one search to the next what they stand for, and where their postings lie."""


class Snapshot:
    """One state of the index."""

    def __init__(self, opened: OpenIndex) -> None:
        self._opened = opened
        self._segments = opened.numbered()
        self._found: dict[tuple[str, str], Sequence[tuple[Flat, int]]] = self.keep("found", dict)

    @property
    def segments(self) -> Sequence[tuple[Segment, int]]:
        """The segments, each with the number of its first document."""
        return self._segments

    def close(self) -> None:
        """Let the segments go."""
        self._segments = []

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """What was made under this name in this or an earlier search of the same index, made where it was not."""
        kept = self._opened.kept
        if name not in kept:
            kept[name] = make()
        found: T = kept[name]
        return found

    def work(self, more: int) -> int:
        """How many postings the searches of this index have gone through, with so many more."""
        self._opened.kept["work"] = self._opened.kept.get("work", 0) + more
        return int(self._opened.kept["work"])

    @cached_property
    def size(self) -> int:
        """One more than the greatest number of a document."""
        return sum(segment.documents for segment, _ in self._segments)

    @property
    def deleted(self) -> frozenset[int]:
        """The numbers of the documents that were taken out."""
        return self.keep("deleted", lambda: frozenset(self._over_all(lambda segment: sorted(segment.deleted))))

    @property
    def older(self) -> frozenset[int]:
        """The numbers of the revisions that are not the newest, of documents that were not taken out."""
        return self.keep("older", lambda: frozenset(self.holders("older", "1").documents) - self.deleted)

    @property
    def held(self) -> frozenset[int]:
        """The numbers of all documents that were not taken out."""
        return self.keep("held", lambda: frozenset(range(self.size)) - self.deleted)

    @property
    def newest(self) -> frozenset[int]:
        """The numbers of the newest revisions."""
        return self.keep("newest", lambda: self.held - self.older)

    @cached_property
    def stems(self) -> Stems:
        """Language to stem to the words that have it."""
        segments = [segment for segment, _ in self._segments]
        languages = sorted({language for segment in segments for language in segment.groups})
        return {language: _Stems(language, segments) for language in languages}

    def inflected(self, word: str) -> tuple[str, ...]:
        """The words that answer for a word that is asked for, sorted."""
        found: dict[str, tuple[str, ...]] = self.keep("inflected", dict)
        if word not in found:
            _make_room(found)
            found[word] = inflected(word, self.stems, self.holds)
        return found[word]

    def posted(self, words: tuple[str, ...]) -> int:
        """How many postings these words have in FIELDS."""
        counted: dict[tuple[str, ...], int] = self.keep("posted", dict)
        if words not in counted:
            _make_room(counted)
            held = (self.postings(field, word) for field in FIELDS for word in words)
            counted[words] = sum(len(flat.documents) for each in held for flat, _ in each)
        return counted[words]

    @property
    def vocabulary(self) -> Vocabulary:
        """All words; some of them may be of documents that were taken out."""
        return self.keep("vocabulary", self._read_vocabulary)

    def holds(self, word: str) -> bool:
        """Is it one of the vocabulary?"""
        return any(segment.terms(WORDS).find(word) is not None for segment, _ in self._segments)

    def stands(self, word: str) -> bool:
        """Do the newest words of an entry hold it, or what is told of the entry?"""
        if not self.holds(word):
            return False
        gone, older = self.deleted, self.older
        if not gone and not older:
            return True
        places = ((flat, offset) for field in (*FIELDS, *FILTERS) for flat, offset in self.postings(field, word))
        numbers = (number + offset for flat, offset in places for number in flat.documents)
        return any(number not in gone and number not in older for number in numbers)

    def shown_by(self, instant: datetime) -> frozenset[int]:
        """The numbers of the words that are the newest shown to exist by an instant."""
        known, until, seconds = self.column("known"), self.column("until"), math.floor(instant.timestamp())
        return frozenset(number for number in self.held if known[number] <= seconds < until[number])

    def missed_by(self, instant: datetime) -> frozenset[int]:
        """One number of each entry that was published before an instant by which no words of it are shown to exist: the
        number of the words that are known first."""
        missed, published, seconds = self.column("missed"), self.published, math.floor(instant.timestamp())
        return frozenset(number for number in self.held if UNDATED < published[number] < seconds < missed[number])

    def holders(self, field: str, word: str) -> Holders:
        """The documents that hold a word in a field; some of them may have been taken out."""
        return join(self.postings(field, word))

    def labelled(self, label: str) -> Iterator[Permalink]:
        """The permalinks of the entries whose newest revision has a label."""
        numbers = self.newest.intersection(self.holders("labels", label).documents)
        return (self.permalink(number) for number in numbers)

    def positions(self, field: str, word: str, among: Collection[int]) -> dict[int, Numbers]:
        """Where those of the documents that hold a word in a field hold it."""
        return {
            number + offset: flat.positions[ends[at] - flat.counts[at] : ends[at]]
            for flat, offset in self.postings(field, word)
            for ends in [list(accumulate(flat.counts))]
            for at, number in places_among(flat.documents, offset, among)
        }

    def labels(self, beginning: str) -> Iterator[tuple[str, Numbers]]:
        """The labels that begin so, sorted, each with its documents; some of them may have been taken out."""
        found: dict[str, list[tuple[Flat, int]]] = {}
        for segment, offset in self._segments:
            for number, label in segment.terms("labels").beginning(beginning):
                found.setdefault(label, []).append((segment.postings("labels", number), offset))
        return ((label, join(found[label]).documents) for label in sorted(found))

    def has_field(self, field: str) -> bool:
        """Does any document have a word in it, of those that were not taken out?"""
        return any(self._has_field(segment, field) for segment, _ in self._segments)

    def column(self, name: str) -> Numbers:
        """The numbers of a column, by document number; `text_words` holds how many words the text of each has."""
        return self.keep(f"column {name}", lambda: self._read_column(name))

    @property
    def published(self) -> Numbers:
        """Seconds since 1970 (UTC), or schema.UNDATED, by document number."""
        return self.column("published")

    def published_between(self, first: int, last: int) -> Iterator[tuple[Numbers, int]]:
        """The documents with `first <= published < last`, of each segment, in no order, with the number of its first
        document, from which they are counted."""
        for segment, offset in self._segments:
            numbers, order = segment.column("published"), segment.order("published")
            start, stop = (bisect_left(order, bound, key=numbers.__getitem__) for bound in (first, last))
            yield order[start:stop], offset

    def permalink(self, number: int) -> Permalink:
        segment, inside = self.place(number)
        return Permalink(segment.single("permalink", inside))

    def singles(self, field: str) -> list[str]:
        """The label of each document, by its number, in a field in which each has one."""
        return [
            label
            for segment, _ in self._segments
            for labels in [segment.terms(field).all()]
            for label in map(labels.__getitem__, segment.column(field))
        ]

    def document(self, number: int) -> Document:
        return load_document(self.kept(number))

    def kept(self, number: int) -> Kept:
        """A document as `keep_document` gave it."""
        return read_kept(*self.place(number))

    def postings(self, field: str, word: str) -> Sequence[tuple[Flat, int]]:
        """A word's postings in each segment that holds it, with the number of the segment's first document."""
        found = self._found.get((field, word))
        if found is None:
            _make_room(self._found)
            each = ((segment.find(field, word), offset) for segment, offset in self._segments)
            found = self._found[field, word] = [(flat, offset) for flat, offset in each if flat is not None]
        return found

    def _read_column(self, name: str) -> Numbers:
        field = name.removesuffix("_words")
        segments = [segment for segment, _ in self._segments]
        each = [segment.column(name) if field == name else segment.lengths(field) for segment in segments]
        return each[0] if len(each) == 1 else in_a_row(each)

    def _read_vocabulary(self) -> Vocabulary:
        each = sorted((segment.terms(WORDS).all() for segment, _ in self._segments), key=len, reverse=True)
        most = Vocabulary(each[0] if each else [])
        more = {word for words in each[1:] for word in words if word not in most}
        return Vocabulary(sorted([*most.words, *sorted(more)])) if more else most  # two that are sorted, soon joined

    def _has_field(self, segment: Segment, field: str) -> bool:
        if not segment.deleted:
            return len(segment.terms(field)) > 0
        numbers = range(len(segment.terms(field)))
        return any(not segment.deleted.issuperset(segment.postings(field, number).documents) for number in numbers)

    def place(self, number: int) -> tuple[Segment, int]:
        """The segment of a document, and its number there."""
        segment, offset = self._segments[bisect_right(self._segments, number, key=lambda each: each[1]) - 1]
        return segment, number - offset

    def _over_all(self, read: Callable[[Segment], Collection[int]]) -> Iterator[int]:
        return (number + offset for segment, offset in self._segments for number in read(segment))


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()


class _Stems(Mapping[str, list[str]]):
    """Stem to the words of a language that have it, sorted, looked up in the segments when it is asked for."""

    def __init__(self, language: str, segments: list[Segment]) -> None:
        self._segments, self._language = segments, language

    def __getitem__(self, stem: str) -> list[str]:
        found = sorted({word for segment in self._segments for word in segment.group(self._language, stem)})
        if not found:
            raise KeyError(stem)
        return found

    def __iter__(self) -> Iterator[str]:
        field = f"group.{self._language}"
        return (stem for stem, _ in groupby(merge(*(segment.terms(field).all() for segment in self._segments))))

    def __len__(self) -> int:
        return sum(1 for _ in self)
