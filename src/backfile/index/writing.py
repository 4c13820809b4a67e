"""How do documents get into the index? All of them into a new one made aside, or only those that differ.

Both ways end with the same answers to every query. The caller holds the archive's lock.

What an update writes is one segment more, however small. So that they do not become many, small ones are joined: where
there are JOINED of about a size, their documents are written once more, together. Then each document is written again
only when there are JOINED times as many of its age, and never by an update once its segment holds LARGEST.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from backfile import disk
from backfile.errors import BackfileError
from backfile.index.codec.pages import Altered
from backfile.index.codec.segment import Segment
from backfile.index.opening import NoIndex, OpenIndex, Part, open_index, sweep, switch_to
from backfile.index.schema import Kept, keep_document, load_document, read_kept
from backfile.index.segmenting import MEMORY, write_segments
from backfile.model.permalink import Permalink
from backfile.model.search import Document
from backfile.text.slug import Slug

JOINED = 4
"""How many segments of about a size become one. More would be written less often, and asked longer."""

LARGEST = 4_096
"""Documents that an update writes at most besides those it was given: half a second's work."""

MOST_SEGMENTS = 32
"""From so many on, a refresh makes the index anew. A search asks each of them."""

MOST_STALE = 20_000
"""Documents that a refresh holds in memory at most: from so many on it makes the index anew."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: documents written, documents taken out, and why it began anew (None when it did not)."""

    written: int
    removed: int
    anew: str | None


def refresh_index(
    home: Path, documents: Iterable[Document], language: str, key: bytes, *, memory: int = MEMORY
) -> Refreshed:
    """Make the index hold exactly these documents: the differing ones are written, or all of them where none can be
    opened, or what is held is damaged, or has become a patchwork.

    They may be gone through twice. All revisions of an entry stand in a row.
    """
    try:
        opened = open_index(home, language, key)
        for segment in opened.segments:
            segment.check()
        differing = _differing(opened, documents)
    except (NoIndex, Altered) as fault:
        written = build_index(home, documents, language, key, memory=memory)
        reason = f"it is damaged ({fault.place} {fault.fault})" if isinstance(fault, Altered) else str(fault)
        return Refreshed(written, 0, reason)
    if differing is None:
        return Refreshed(build_index(home, documents, language, key, memory=memory), 0, None)
    stale, gone = differing
    if is_patchwork(opened, len(stale)):
        build_index(home, documents, language, key, memory=memory)
    else:
        _replace(opened, stale, gone)
    return Refreshed(len(stale), len(gone), None)


def build_index(home: Path, documents: Iterable[Document], language: str, key: bytes, *, memory: int = MEMORY) -> int:
    """Make a new index of these documents aside, and put it in force by one rename; gives how many there are.

    They are gone through once, and not kept: words wait in `memory` (bytes), texts go to the disk.
    """
    taken = {path.name for path in home.glob("search-*")}
    name = next(name for number in range(1, len(taken) + 2) if (name := f"search-{number}") not in taken)
    folder = home / name
    disk.make_folder(folder)
    try:
        with disk.plainly(folder, "written"), disk.batch():
            parts = list(write_segments(folder, documents, language, memory))
    except BaseException:
        with suppress(BackfileError):  # the first fault is the one to tell
            disk.remove(folder)
        raise
    switch_to(folder, parts, language, key)
    return sum(part.documents for part in parts)


def update_index(opened: OpenIndex, documents: Sequence[Document], gone: Iterable[Permalink] = ()) -> Refreshed:
    """Write those of the documents that differ from what is held under their permalinks; take out what is gone.

    All revisions of an entry are given together. Raises Altered where what is held is damaged.
    """
    gone = sorted(gone)
    wanted: dict[Permalink, list[Document]] = {}
    for document in documents:
        wanted.setdefault(document.permalink, []).append(document)
    stale = [each for permalink, revisions in wanted.items() for each in _stale(opened, permalink, revisions)]
    _replace(opened, stale, gone)
    return Refreshed(len(stale), len(gone), None)


def update_liveblogs(opened: OpenIndex, liveblogs: Iterable[Slug], documents: Sequence[Document]) -> Refreshed:
    """The same for live blogs of which these are all documents. Raises Altered."""
    held = {permalink for liveblog in liveblogs for permalink in held_permalinks(opened, liveblog)}
    return update_index(opened, documents, held - {document.permalink for document in documents})


def held_permalinks(opened: OpenIndex, liveblog: Slug) -> set[Permalink]:
    """The permalinks of a live blog's documents in the index."""
    return {
        Permalink(term)
        for segment in opened.segments
        for number, term in segment.terms("permalink").beginning(f"{liveblog}/")
        if not segment.deleted.issuperset(segment.postings("permalink", number).documents)
    }


def _differing(opened: OpenIndex, documents: Iterable[Document]) -> tuple[list[Document], list[Permalink]] | None:
    """The documents that are not held as they are, and the permalinks that are held and not among them; None where so
    many differ that all are better written."""
    stale: list[Document] = []
    given: set[Permalink] = set()
    for permalink, revisions in groupby(documents, key=lambda document: document.permalink):
        given.add(permalink)
        stale += _stale(opened, permalink, list(revisions))
        if len(stale) > MOST_STALE:
            return None
    held = {Permalink(segment.single("permalink", number)) for segment in opened.segments for number in _live(segment)}
    return stale, sorted(held - given)


def is_patchwork(opened: OpenIndex, stale: int = 0) -> bool:
    """Is it better made anew than mended: of too many segments, or mostly of what is no longer true?"""
    held = sum(segment.documents for segment in opened.segments)
    live = sum(segment.live for segment in opened.segments)
    return len(opened.segments) > MOST_SEGMENTS or 2 * (live - stale) < held


def _stale(opened: OpenIndex, permalink: Permalink, revisions: list[Document]) -> list[Document]:
    """The revisions of an entry, if they are not held as they are."""
    held = sorted(_read_held(segment, number) for segment, number in _standing(opened, permalink))
    return [] if [kept for _, kept in held] == [keep_document(each) for each in revisions] else revisions


def _replace(opened: OpenIndex, stale: Sequence[Document], gone: Sequence[Permalink]) -> None:
    """Put documents in the place of those of the same permalinks, and take others out."""
    if not stale and not gone:
        sweep(opened)
        return
    deleted = {segment.name: set(segment.deleted) for segment in opened.segments}
    for permalink in (*sorted({document.permalink for document in stale}), *gone):
        for segment, number in _standing(opened, permalink):
            deleted[segment.name].add(number)
    live = {segment: segment.documents - len(deleted[segment.name]) for segment in opened.segments}
    joined = _to_join(live, len(stale))
    with disk.plainly(opened.folder, "written"), disk.batch():
        parts = [
            Part(segment.name, segment.written, segment.documents, deleted[segment.name])
            for segment in opened.segments
            if live[segment] and segment not in joined
        ]
        again = (
            load_document(read_kept(segment, number))
            for segment in joined
            for number in range(segment.documents)
            if number not in deleted[segment.name]
        )
        parts += write_segments(opened.folder, chain(again, stale), opened.language)
    switch_to(opened.folder, parts, opened.language, opened.key)


def _to_join(live: Mapping[Segment, int], new: int) -> list[Segment]:
    """The segments that are to become one with `new` documents, of all with so many live documents each."""
    joined: list[Segment] = []
    size, bound = new, JOINED
    while new:
        while bound <= size:
            bound *= JOINED
        alike = [segment for segment in live if 0 < live[segment] < bound and segment not in joined]
        if len(alike) < JOINED - 1 or (together := size + sum(live[each] for each in alike)) > new + LARGEST:
            break
        joined, size = joined + alike, together
    return joined


def _live(segment: Segment) -> Iterator[int]:
    return (number for number in range(segment.documents) if number not in segment.deleted)


def _standing(opened: OpenIndex, permalink: Permalink) -> Iterator[tuple[Segment, int]]:
    """Where the documents of a permalink stand that were not taken out."""
    for segment in opened.segments:
        if (found := segment.find("permalink", permalink)) is not None:
            yield from ((segment, number) for number in found.documents if number not in segment.deleted)


def _read_held(segment: Segment, number: int) -> tuple[int, Kept]:
    kept = read_kept(segment, number)
    return load_document(kept).revision, kept
