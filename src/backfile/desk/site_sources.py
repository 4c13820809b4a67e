"""How does the site see what archive/ holds? Live blog by live blog, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.archive.headlines import read_liveblog_history
from backfile.archive.held import list_liveblogs, read_part
from backfile.archive.history import read_histories
from backfile.desk.histories import histories_of
from backfile.desk.search.documents import documents_of
from backfile.desk.search.struck import read_struck, struck_in_line
from backfile.errors import Damage
from backfile.index.postings import collect_postings, read_postings
from backfile.index.prints import Prints
from backfile.index.snapshot import Snapshot
from backfile.model.capture import Digest, digest
from backfile.model.entry import Coverage
from backfile.model.history import Event, History
from backfile.model.observation import Provenance
from backfile.model.permalink import permalink
from backfile.model.search import STRUCK, Document, Postings
from backfile.site.sources import Lead, Read
from backfile.text.slug import Slug
from backfile.workspace.settings import FULL, Settings

_PRINTS = "site-prints"

PARTS = 8
"""Parts of captures that are held at once: the entries of a live blog were read from few, one after the other."""


def liveblog_folders(
    archive: Path, stamps: Mapping[str, str], leads: Mapping[Slug, Sequence[Lead]] = MappingProxyType({})
) -> list[LiveBlogFolder]:
    """The live blogs by slug; `stamps` are those of the archive's folders (disk.stamps), `leads` go by the live blogs
    that old permalinks name."""
    part = lru_cache(maxsize=PARTS)(partial(read_part, archive))
    return [
        LiveBlogFolder(archive, slug, stamps.get(slug, ""), part, leads.get(slug, ()))
        for slug in list_liveblogs(archive)
    ]


class LiveBlogFolder:
    """A live blog in archive/, which is read when it is asked for. One serves one build."""

    def __init__(
        self,
        archive: Path,
        slug: Slug,
        stamp: str,
        part: Callable[[Slug, Digest, str], str],
        leads: Sequence[Lead] = (),
    ) -> None:
        self._archive, self._part = archive, part
        self._stamp = f"{stamp} {digest(repr(leads))}" if stamp and leads else stamp
        self.slug, self.leads = slug, leads
        self.readable = True  # until it was found that it is not
        self._faults: dict[str, Damage] = {}

    @property
    def faults(self) -> tuple[Damage, ...]:
        """All that was found damaged in it, each told once however often it is read."""
        return tuple(self._faults.values())

    @property
    def stamp(self) -> str:
        """See site.sources.Source: a live blog with damage is read again by every build, and told of."""
        return "" if self._faults else self._stamp

    def read(self) -> Coverage | None:
        faults: list[Damage] = []
        coverage = None
        try:
            coverage = read_coverage(self._archive, self.slug, faults)
        except Damage as fault:
            self.readable = False
            faults.append(fault)
        self._faults |= {str(fault): fault for fault in faults}
        return coverage

    def histories(self, coverage: Coverage) -> Iterator[History]:
        try:
            return iter(list(histories_of(self._archive, coverage)))
        except Damage as fault:
            self._faults[str(fault)] = fault
            return read_histories(coverage, ())

    def headlines(self, coverage: Coverage) -> Sequence[Event]:
        try:
            return read_liveblog_history(self._archive, coverage).events if len(coverage.captures) > 1 else ()
        except Damage as fault:
            self._faults[str(fault)] = fault
            return ()

    def stretch(self, place: Provenance) -> str:
        try:
            return self._part(self.slug, place.capture, place.part)[place.start : place.end]
        except Damage as fault:
            self._faults[str(fault)] = fault
            return ""


class SearchOfSite:
    """What search sees of a site, gathered while its live blogs are read (site.sources.Search).

    What stands on the site whole, the index holds as it is published: its words are taken from there. The others are
    cut here, and of live blogs that the index does not hold as they are all are.
    """

    def __init__(
        self,
        settings: Settings,
        variants: Mapping[str, tuple[str, ...]],
        open_current: Callable[[], tuple[Snapshot, Container[str]] | None],
        numbers: Path,
        archive: Path,
    ) -> None:
        """`open_current` gives the index, and the slugs of the live blogs that it holds as they are. The file `numbers`
        keeps the permalinks by the numbers that documents have, a line each; without it they are numbered anew. Beside
        it stand the digests of the documents (index/prints.py). What is struck out of their texts `archive` tells."""
        self._settings, self._variants, self._open_current = settings, variants, open_current
        self._numbers, self._archive = numbers, archive
        self._documents: list[Document] = []
        self._struck: dict[str, tuple[tuple[int, int], ...]] = {}  # of these documents, by permalink
        self._in_index: set[Slug] = set()

    def add(self, slug: Slug, read: Read, /) -> None:
        if slug in self._current and self._settings.shown_of(slug) == FULL:
            self._in_index.add(slug)
        elif (coverage := read()) is not None:
            self._documents += (document for document in documents_of([coverage]) if document.newest)
            self._struck |= {permalink(slug, each.slug): struck_in_line(each.body) for each in coverage.entries}

    def finish(self) -> Postings:
        noted = disk.read_bytes(self._numbers) if self._numbers.is_file() else b""
        before = noted.decode("utf-8", "replace").splitlines()  # what is no permalink any more is of no document
        postings = self._collect(before)
        postings = replace(postings, struck=dict(self._find_struck(postings)))
        disk.write(self._numbers, "".join(f"{each}\n" for each in postings.permalinks), durable=False)
        disk.write(self._numbers.with_name(_PRINTS), self._prints.dump(), durable=False)
        return postings

    def _collect(self, before: Sequence[str]) -> Postings:
        language = self._settings.language
        if self._opened is None:
            return collect_postings(self._documents, language, self._variants, before)
        snapshot, besides = self._opened[0], self._documents
        return read_postings(snapshot, self._in_index, besides, language, self._variants, before, self._prints)

    def _find_struck(self, postings: Postings) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
        """What is struck out of the texts of documents, by their numbers; only those are read that the index flags."""
        for number, labels in enumerate(postings.labels):
            if STRUCK in labels:
                its = self._struck.get(postings.permalinks[number])
                yield number, read_struck(self._archive, postings.documents[number]) if its is None else its

    @cached_property
    def _prints(self) -> Prints:
        noted = self._numbers.with_name(_PRINTS)
        return Prints(disk.read_bytes(noted) if noted.is_file() else b"")

    @cached_property
    def _opened(self) -> tuple[Snapshot, Container[str]] | None:
        return self._open_current()

    @property
    def _current(self) -> Container[str]:
        return () if self._opened is None else self._opened[1]


def read_all(liveblogs: Iterable[LiveBlogFolder]) -> Iterator[Coverage]:
    """Those that are not damaged, one after the other."""
    return (coverage for liveblog in liveblogs if (coverage := liveblog.read()) is not None)
