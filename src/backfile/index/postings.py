"""Which words stand where, in all newest entries? The postings as plain values, for a face without Whoosh.

They are read from an index where one holds the words that are to be told, and cut from the documents where none does:
both ways give the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import overload

from backfile.index import analysis, score, stems, tokens
from backfile.index.numbering import number_documents
from backfile.index.places import Places, read_stems
from backfile.index.prints import Prints, of_field, print_of
from backfile.index.schema import UNDATED, field_words, labels, language_of, published_seconds
from backfile.index.snapshot import Snapshot
from backfile.index.stems import endings, stem
from backfile.model.permalink import Permalink, liveblog_in
from backfile.model.search import FIELDS, FILTERS, PLACE_BITS, Document, Postings
from backfile.text.slug import Slug

FEW = 1_000
"""Documents that are cut again sooner than numpy is imported."""

_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def collect_postings(
    documents: Iterable[Document],
    language: str,
    variants: Mapping[str, tuple[str, ...]] = _NONE,
    before: Sequence[str] = (),
) -> Postings:
    """The postings of the newest documents, cut and counted exactly as the index does it.

    `before` are the permalinks by the numbers that they had (numbering.py).
    """
    held: dict[str, Document] = {each.permalink: each for each in documents if each.newest}
    numbered = number_documents(held, before)
    newest = tuple(held[each] for each in numbered)
    cut = _Cut()
    for number, document in enumerate(newest):
        cut.add(number, document, language)
    return _postings(newest, numbered, cut, variants)


def read_postings(
    snapshot: Snapshot,
    liveblogs: Collection[Slug],
    besides: Iterable[Document],
    language: str,
    variants: Mapping[str, tuple[str, ...]] = _NONE,
    before: Sequence[str] = (),
    prints: Prints | None = None,
) -> Postings:
    """The same, of the documents that an index holds of these live blogs, and of those `besides`, which are of others.

    Only the latter are cut. The documents are read from the index when they are asked for; that they are what they were
    is told by the `prints` of the last time. Raises Altered.
    """
    permalinks = list(map(Permalink, snapshot.singles("permalink")))
    ours = (number for number in snapshot.newest if liveblog_in(permalinks[number]) in liveblogs)
    held: dict[str, int] = {permalinks[number]: number for number in ours}
    others: dict[str, Document] = {document.permalink: document for document in besides if document.newest}
    if len(held) <= FEW:
        return collect_postings([*map(snapshot.document, held.values()), *others.values()], language, variants, before)
    numbered = number_documents({*held, *others}, before)
    documents = _Documents(snapshot, [others.get(each) or held[each] for each in numbered])
    cut = _Cut()
    for number, each in enumerate(documents.held):
        if isinstance(each, Document):
            cut.add(number, each, language)
    cut.read(snapshot, documents, language, prints or Prints())
    return _postings(documents, numbered, cut, variants)


class _Documents(Sequence[Document]):
    """Documents of which most are read from an index, by their numbers there, when they are asked for."""

    def __init__(self, snapshot: Snapshot, held: Sequence[Document | int]) -> None:
        self._snapshot, self.held = snapshot, held

    def __len__(self) -> int:
        return len(self.held)

    @overload
    def __getitem__(self, place: int) -> Document: ...

    @overload
    def __getitem__(self, place: slice) -> list[Document]: ...

    def __getitem__(self, place: int | slice) -> Document | list[Document]:
        if isinstance(place, slice):
            return list(map(self._read, self.held[place]))
        return self._read(self.held[place])

    def __iter__(self) -> Iterator[Document]:
        return map(self._read, self.held)

    def _read(self, each: Document | int) -> Document:
        return each if isinstance(each, Document) else self._snapshot.document(each)


@dataclass(slots=True)
class _Cut:
    """The words of documents, by the number of each, and what is told of it besides."""

    words: dict[str, dict[str, array[int]]] = field(default_factory=lambda: {name: {} for name in (*FIELDS, *FILTERS)})
    stems: dict[str, dict[str, str]] = field(default_factory=dict)
    lengths: dict[int, tuple[int, ...]] = field(default_factory=dict)
    languages: dict[int, str] = field(default_factory=dict)
    labels: dict[int, tuple[str, ...]] = field(default_factory=dict)
    published: dict[int, int] = field(default_factory=dict)
    prints: dict[int, bytes] = field(default_factory=dict)
    read_words: dict[str, Places] = field(default_factory=dict)
    word_prints: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, number: int, document: Document, language: str) -> None:
        """Cut a document."""
        held, spoken = field_words(document), document.language or language
        its_stems = self.stems.setdefault(spoken, {})
        for name, its_words in held.items():
            its_places = self.words[name]
            for place, word in enumerate(its_words, start=number << PLACE_BITS):
                if word in its_places:
                    its_places[word].append(place)
                else:
                    its_places[word] = array("Q", (place,))
            its_stems.update((word, stem(word, spoken)) for word in its_words if word not in its_stems)
        self.lengths[number] = tuple(score.step(len(held[name])) for name in FIELDS)
        self.languages[number] = spoken
        self.labels[number] = tuple(labels(document))
        self.published[number] = published_seconds(document)
        self.prints[number] = print_of(document)

    def read(self, snapshot: Snapshot, documents: _Documents, language: str, prints: Prints) -> None:
        """Take over what the index holds of those documents that are of it; the others were added before."""
        numbers = [number for number, held in enumerate(documents.held) if isinstance(held, int)]
        taken = [held for held in documents.held if isinstance(held, int)]
        columns = [list(map(score.step, map(snapshot.column(f"{name}_words").__getitem__, taken))) for name in FIELDS]
        self.lengths.update(zip(numbers, zip(*columns, strict=True), strict=True))
        abouts = snapshot.singles("about")
        self.languages.update(
            (number, language_of(abouts[held]) or language) for number, held in zip(numbers, taken, strict=True)
        )
        self.prints.update(zip(numbers, prints.of(snapshot, taken), strict=True))
        self.published.update(zip(numbers, map(snapshot.published.__getitem__, taken), strict=True))
        renumbered = array("i", [-1]) * snapshot.size
        for number, held in zip(numbers, taken, strict=True):
            renumbered[held] = number
        self._read_labels(snapshot, renumbered)
        self._read_words(snapshot, renumbered, len(documents))

    def _read_labels(self, snapshot: Snapshot, renumbered: Sequence[int]) -> None:
        told: dict[int, list[str]] = {number: [] for number in renumbered if number >= 0}
        for label, holders in snapshot.labels(""):
            for number in map(renumbered.__getitem__, holders):
                if number >= 0:
                    told[number].append(label)
        alike: dict[tuple[str, ...], tuple[str, ...]] = {}
        for number, its_labels in told.items():
            held = tuple(its_labels)
            self.labels[number] = alike.setdefault(held, held)

    def _read_words(self, snapshot: Snapshot, renumbered: Sequence[int], documents: int) -> None:
        codes = sorted(set(self.languages.values()))
        place_of = {code: place for place, code in enumerate(codes)}
        spoken = [place_of[self.languages[number]] for number in range(documents)]
        room = PLACE_BITS + documents.bit_length()
        spoken_in: dict[str, int] = {}
        for name in self.words:
            self.read_words[name] = places = Places(snapshot.segments, name, renumbered, room)
            words, digests, languages = places.all(
                spoken, [of_field(self.prints[number], name) for number in range(documents)]
            )
            cut = self.words[name]  # of which a document was cut, too
            self.word_prints[name] = {
                word: digest for word, digest in zip(words, digests, strict=True) if word not in cut
            }
            for word, its_languages in zip(words, languages, strict=True):
                spoken_in[word] = spoken_in.get(word, 0) | its_languages
        for place, (code, stems_of) in enumerate(zip(codes, read_stems(snapshot.segments, codes), strict=True)):
            its = (word for word, its_languages in spoken_in.items() if its_languages >> place & 1)
            self.stems.setdefault(code, {}).update((word, stems_of.get(word, word)) for word in its)


def _postings(
    documents: Sequence[Document], permalinks: Sequence[str], cut: _Cut, variants: Mapping[str, tuple[str, ...]]
) -> Postings:
    numbers = range(len(documents))
    stemmed = {code: dict(sorted(cut.stems[code].items())) for code in sorted(cut.stems)}
    return Postings(
        documents=documents,
        permalinks=tuple(permalinks),
        labels=tuple(cut.labels[number] for number in numbers),
        lengths=tuple(cut.lengths[number] for number in numbers),
        spoken=tuple(cut.languages[number] for number in numbers),
        published=tuple(None if cut.published[number] == UNDATED else cut.published[number] for number in numbers),
        prints=tuple(cut.prints[number] for number in numbers),
        words={name: _join(cut.read_words.get(name), words) for name, words in cut.words.items()},
        stems=stemmed,
        endings={code: endings(stemmed[code]) for code in stemmed},
        variants=variants,
        analysis=analysis.constants() | stems.constants() | tokens.constants(),
        ranking=score.constants(),
        word_prints=cut.word_prints,
    )


def _join(read: Places | None, cut: dict[str, array[int]]) -> Mapping[str, array[int]]:
    """The places of words in documents of an index and in those that were cut."""
    if read is None:
        return dict(sorted(cut.items()))
    if not cut:
        return read
    both = {word: array("Q", sorted(places + cut[word])) if word in cut else places for word, places in read.items()}
    return dict(sorted((cut | both).items()))
