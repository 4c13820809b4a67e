"""How do documents become segments? Each is cut, counted and written as it comes; nothing holds all of them.

What follows from what documents have in common (labels, the words of the live blog's headline and of bylines) is
reckoned once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backfile.index.codec.writing import SegmentWriter
from backfile.index.cutting import Cutting
from backfile.index.opening import Part
from backfile.index.schema import (
    NEVER,
    UNDATED,
    About,
    about,
    dump_about,
    dump_own,
    known_seconds,
    own_labels,
    published_seconds,
    shared_labels,
    shared_texts,
)
from backfile.index.stems import group_by_stem
from backfile.model.search import Document

if TYPE_CHECKING:
    from backfile.index.cutting_at_once import CuttingAtOnce

MEMORY = 256 * 1024 * 1024
"""Bytes that a build may take for words that wait, before it begins another segment: about 150,000 entries."""

_COMMON = 4_000
"""What is reckoned of documents alike is kept for so many; those of a live blog come one after the other."""

_AT_ONCE = 1 << 20
"""Characters of texts that wait, and are then cut at once, in some twenty times as many bytes. Fewer are cut one by
one, without numpy."""

_CHARACTER = 2
"""Bytes of memory that a character takes while words are sorted: a place takes twelve, and a word has some six."""

_COLUMNS = {"published": ("q", UNDATED), "known": ("q", NEVER), "until": ("q", NEVER), "missed": ("q", UNDATED)}


def write_segments(folder: Path, documents: Iterable[Document], language: str, memory: int = MEMORY) -> Iterator[Part]:
    """Write the documents, as many segments as memory asks for; none where there are no documents. `language` is that
    of documents that do not show theirs."""
    waiting = iter(documents)
    document = next(waiting, None)
    while document is not None:
        with SegmentWriter(folder, _COLUMNS, ordered=("published",), single=("permalink", "about")) as writer:
            draft = _Draft(writer, language)
            while document is not None and draft.held < memory:
                draft.add(document)
                document = next(waiting, None)
            yield draft.finish()


class _Common(NamedTuple):
    """What follows from what documents have in common, as a segment's writer takes it."""

    words: Mapping[str, list[int]]
    labels: Mapping[str, list[int]]
    spoken: list[int]
    """The documents in the same language, by their numbers."""


class _Draft:
    """A segment in the making."""

    def __init__(self, writer: SegmentWriter, language: str) -> None:
        self._writer, self._language = writer, language
        self._cutting = Cutting(writer.words)
        self._cutting_at_once: CuttingAtOnce | None = None
        self._waiting: dict[str, list[str]] = {"headline": [], "text": []}  # what is not cut yet
        self._characters = 0  # of it
        self._permalinks = writer.labels["permalink"]
        self._commons: dict[About, _Common] = {}
        self._spoken: dict[str, list[int]] = {}

    @property
    def held(self) -> int:
        """How much memory it takes to finish it, in bytes."""
        return self._writer.held + _CHARACTER * self._characters

    def add(self, document: Document) -> None:
        shared = about(document)
        common = self._commons.get(shared)
        if common is None:
            if len(self._commons) >= _COMMON:
                self._commons.clear()
            common = self._commons[shared] = self._tell(shared)
        writer, numbers = self._writer, self._cutting.numbers
        common.spoken.append(writer.documents)
        words = dict(common.words)
        held = {"permalink": [self._permalinks[document.permalink]], **common.labels}
        if document.byline:
            words["byline"] = numbers("\n".join(document.byline))
        if document.tags:
            words["tag"] = numbers("\n".join(document.tags))
        if document.byline or document.tags:
            held["labels"] = held["labels"] + writer.number_labels("labels", own_labels(document))
        writer.add(
            words=words,
            labels=held,
            numbers={"published": published_seconds(document), **known_seconds(document)},
            stored=dump_own(document),
        )
        for field, text in (("headline", document.headline or ""), ("text", document.text)):
            self._waiting[field].append(text)
            self._characters += len(text)
        if self._characters >= _AT_ONCE:
            self._cut_waiting()

    def finish(self) -> Part:
        self._cut_waiting()
        del self._cutting, self._cutting_at_once  # what was remembered of pieces makes room for sorting
        words_of = self._writer.words_of
        groups = {code: group_by_stem(words_of(documents), code) for code, documents in self._spoken.items()}
        name, written = self._writer.finish(groups)
        return Part(name, written, self._writer.documents)

    def _cut_waiting(self) -> None:
        if self._cutting_at_once is None and self._characters >= _AT_ONCE:
            from backfile.index.cutting_at_once import CuttingAtOnce

            self._cutting_at_once = CuttingAtOnce(self._writer.words)
        cutting = self._cutting_at_once or self._cutting
        for field, texts in self._waiting.items():
            self._writer.add_words(field, *cutting.numbers_of_all(texts))
            texts.clear()
        self._characters = 0

    def _tell(self, shared: About) -> _Common:
        number_labels = self._writer.number_labels
        return _Common(
            words={field: self._cutting.numbers(text) for field, text in shared_texts(shared).items()},
            labels={
                "about": number_labels("about", [dump_about(shared)]),
                "labels": number_labels("labels", shared_labels(shared)),
                "older": number_labels("older", [] if shared.newest else ["1"]),
            },
            spoken=self._spoken.setdefault(shared.language or self._language, []),
        )
