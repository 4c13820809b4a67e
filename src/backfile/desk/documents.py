"""What does search see of a live blog? One document for each revision of each of its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backfile.model.entry import Coverage, Entry, Revision, permalink
from backfile.model.search import Document
from backfile.text.markdown import words


def documents_of(coverages: Iterable[Coverage]) -> Iterator[Document]:
    """The documents of live blogs, older revisions before newer ones."""
    for coverage in coverages:
        for entry in coverage.entries:
            for revision in entry.revisions:
                yield _document(coverage, entry, revision)


def _document(coverage: Coverage, entry: Entry, revision: Revision) -> Document:
    newest = revision is entry.newest
    return Document(
        permalink=permalink(coverage.slug, entry.slug),
        liveblog=coverage.slug,
        liveblog_headline=coverage.liveblog.headline,
        publisher=coverage.liveblog.publisher,
        headline=revision.headline,
        byline=entry.byline,
        text=words(entry.body if newest else revision.body),
        published=entry.published,
        revision=revision.number,
        newest=newest,
        altered=newest and entry.altered is not None,
    )
