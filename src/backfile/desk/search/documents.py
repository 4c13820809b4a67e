"""What does search see of a live blog? One document for each revision of each of its entries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from backfile.archive.history import read_wordings
from backfile.model.capture import Capture
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.evidence import tell_undisplayed
from backfile.model.history import Wording, first_known, is_edited
from backfile.model.permalink import permalink
from backfile.model.progress import Progress, silent
from backfile.model.search import ALTERED, CORRECTED, Document
from backfile.text.markdown import marks, words

Source = TypeVar("Source")


class Documents(Iterable[Document]):
    """The documents of live blogs, each read whenever they are gone through; none is kept."""

    def __init__(
        self, liveblogs: Sequence[Source], read: Callable[[Source], Coverage | None], progress: Progress = silent
    ) -> None:
        """`read` gives None for a live blog that cannot be read."""

        def gone_through() -> Iterator[Document]:
            coverages = map(read, progress("indexing", liveblogs))
            return documents_of(coverage for coverage in coverages if coverage is not None)

        self._gone_through = gone_through

    def __iter__(self) -> Iterator[Document]:
        return self._gone_through()


def documents_of(coverages: Iterable[Coverage]) -> Iterator[Document]:
    """The documents of live blogs, older revisions before newer ones."""
    for coverage in coverages:
        for entry in coverage.entries:
            wordings = read_wordings(coverage, entry)
            earliest = first_known(wordings) or wordings[0]
            edited = is_edited(wordings)
            for wording in wordings:
                yield _document(coverage, entry, wording, earliest=wording is earliest, edited=edited)


def _document(coverage: Coverage, entry: Entry, wording: Wording, *, earliest: bool, edited: bool) -> Document:
    revision = wording.revision
    newest = revision is entry.newest
    body = entry.body if newest else revision.body
    return Document(
        permalink=permalink(coverage.slug, entry.slug),
        liveblog=coverage.slug,
        liveblog_headline=coverage.liveblog.headline,
        publisher=coverage.liveblog.publisher,
        headline=entry.headline if newest else revision.headline,
        byline=entry.byline,
        text=words(body),
        published=entry.published,
        language=entry.language,
        tags=entry.tags,
        flags=tuple(
            sorted(
                _flags(
                    entry,
                    revision,
                    wording.captures,
                    body,
                    edited=edited,
                    altered=newest and entry.altered is not None,
                )
            )
        ),
        revision=revision.number,
        newest=newest,
        altered=newest and entry.altered is not None,
        known=wording.known.by if wording.known else None,
        until=wording.until,
        earliest=earliest,
    )


def _flags(
    entry: Entry, revision: Revision, captures: Collection[Capture], body: str, *, edited: bool, altered: bool
) -> Iterator[str]:
    """Which of model/search.FLAGS hold, given the captures that show the revision. (`is:undated` is asked of the time
    itself.)"""
    answers = {
        "is:edited": edited,
        "is:withdrawn": entry.withdrawn is not None,
        "is:hidden": any(tell_undisplayed(revision.provenance, captures)),
        ALTERED: altered,
        CORRECTED: entry.corrected is not None,
        "has:headline": (entry.headline if revision is entry.newest else revision.headline) is not None,
        "has:byline": bool(entry.byline),
        "has:time": entry.published is not None,
        "has:tag": bool(entry.tags),
    }
    yield from (flag for flag, holds in answers.items() if holds)
    yield from (f"has:{mark}" for mark in marks(body))
