"""What does the index hold, as of one moment? Postings, numbers and documents by document number, over all segments.

Nothing here knows of queries. A number counts the documents of all segments in a row, those taken out included.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain
from operator import sub
from typing import NamedTuple

from backfile.index.codec import Flat, NumbersReader
from backfile.index.opening import OpenIndex
from backfile.index.schema import load_document
from backfile.index.stems import Stems
from backfile.index.vocabulary import WORDS, Vocabulary
from backfile.model.search import Document

_FEW = 16
"""Where so many times fewer documents are asked for than hold a word, each is looked up by halving."""


class Holders(NamedTuple):
    """The documents that hold a word, ascending, and how often they do up to and with each."""

    documents: array[int]
    ends: array[int]

    def times(self, among: Collection[int]) -> Iterator[tuple[int, int]]:
        """Those of the documents that hold the word, and how often each does."""
        if len(among) * _FEW < len(self.documents):
            for number in among:
                at = bisect_left(self.documents, number)
                if at < len(self.documents) and self.documents[at] == number:
                    yield number, self.ends[at] - (self.ends[at - 1] if at else 0)
        else:
            for number, times in zip(self.documents, map(sub, self.ends, chain((0,), self.ends)), strict=True):
                if number in among:
                    yield number, times


class Snapshot:
    """One state of the index, held open until it is closed."""

    def __init__(self, opened: OpenIndex) -> None:
        self._opened = opened
        self._reader = opened.whoosh.reader()
        # An index without documents has a leaf all the same, that knows no columns.
        self._segments = [(leaf, offset) for leaf, offset in self._reader.leaf_readers() if leaf.doc_count_all()]
        self._columns: dict[str, array[int]] = {}
        self._holders: dict[tuple[str, str], Holders] = {}

    def close(self) -> None:
        self._reader.close()

    @property
    def stems(self) -> Stems:
        return self._opened.stems

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self._opened.storage.read_table(WORDS).split("\n"))

    @cached_property
    def held(self) -> frozenset[int]:
        """The numbers of all documents that were not taken out."""
        return frozenset(self._reader.all_doc_ids())

    @cached_property
    def is_whole(self) -> bool:
        """Was no document taken out?"""
        return bool(not self._reader.has_deletions())

    @cached_property
    def newest(self) -> frozenset[int]:
        """The numbers of the newest revisions."""
        older = self.holders("older", "1").documents
        return self.held.difference(older) if older else self.held

    def holders(self, field: str, word: str) -> Holders:
        """The documents that hold a word in a field; some of them may have been taken out."""
        key = (field, word)
        if key not in self._holders:
            documents, ends = array("I"), array("I")
            for flat, offset in self._postings(field, word):
                documents += _shifted(flat.documents, offset)
                ends += _shifted(flat.ends, ends[-1] if ends else 0)
            self._holders[key] = Holders(documents, ends)
        return self._holders[key]

    def positions(self, field: str, word: str, among: Collection[int]) -> dict[int, array[int]]:
        """Where those of the documents that hold a word in a field hold it."""
        return {
            number + offset: flat.positions[start:end]
            for flat, offset in self._postings(field, word)
            for number, start, end in zip(flat.documents, chain((0,), flat.ends), flat.ends, strict=False)
            if number + offset in among
        }

    def labels(self, beginning: str) -> Iterator[tuple[str, set[int]]]:
        """The labels that begin so, each with its documents, sorted."""
        for term in self._reader.expand_prefix("labels", beginning):
            label = term.decode("utf-8", "surrogatepass")
            yield label, set(self.holders("labels", label).documents)

    def has_field(self, field: str) -> bool:
        """Does any document have a word in it, of those that were not taken out?"""
        return any(leaf.postings(field, term).is_active() for leaf, _ in self._segments for term in leaf.lexicon(field))

    def column(self, name: str) -> array[int]:
        """The numbers of a column, by document number."""
        if name not in self._columns:
            readers: list[NumbersReader] = [leaf.column_reader(name, translate=False) for leaf, _ in self._segments]
            self._columns[name] = array("q", chain.from_iterable(reader.load() for reader in readers))
        return self._columns[name]

    @property
    def published(self) -> array[int]:
        """Seconds since 1970 (UTC), or schema.UNDATED, by document number."""
        return self.column("published")

    def permalink(self, number: int) -> str:
        return str(self._reader.stored_fields(number)["permalink"])

    def document(self, number: int) -> Document:
        return load_document(self._reader.stored_fields(number)["document"])

    def _postings(self, field: str, word: str) -> Iterator[tuple[Flat, int]]:
        key = word.encode("utf-8", "surrogatepass")
        for leaf, offset in self._segments:
            if (field, key) in leaf:
                matcher = leaf.postings(field, key)
                yield getattr(matcher, "child", matcher).flat, offset  # wrapped, where documents were taken out


def _shifted(numbers: array[int], by: int) -> array[int]:
    return array("I", (number + by for number in numbers)) if by else numbers
