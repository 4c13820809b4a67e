"""What did live blogs and entries say beside their words by an instant? What a search as of it shows of its results.

The index knows the headline of a live blog, and bylines, tags and times, as all captures give them together: that is
what it finds by. Shown is what captures made by then give, and a note says so where the two may differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from backfile.archive.as_of import entry_as_of, named_as_of
from backfile.archive.coverage import read_coverage
from backfile.archive.stated import read_stated
from backfile.errors import Damage
from backfile.index.query import DATES, In, Query, nodes
from backfile.model.entry import Coverage, Entry
from backfile.model.permalink import slug_in
from backfile.model.search import Hit, Results
from backfile.text.slug import Slug

_ASKED_BESIDE = ("byline", "tag", "liveblog")


def as_said_then(archive: Path, results: Results, query: Query, instant: datetime) -> Results:
    """The results with what was said beside their words by an instant (UTC)."""

    @cache
    def coverages(liveblog: Slug) -> tuple[Coverage, str | None]:
        coverage = read_coverage(archive, liveblog, [])
        return coverage, named_as_of(archive, coverage, instant).liveblog.headline

    def told(hit: Hit) -> Hit:
        coverage, headline = coverages(Slug(hit.document.liveblog))
        document = replace(hit.document, liveblog_headline=headline)
        slug = slug_in(document.permalink)
        entry = next((each for each in coverage.entries if each.slug == slug), None)
        try:
            held = entry and entry_as_of(coverage, entry, instant, read_stated(archive, coverage, entry))
        except Damage:  # an account that is lost is told of by verify; the index knows what it gave
            return replace(hit, document=document)
        if isinstance(held, Entry):
            document = replace(document, byline=held.byline, tags=held.tags, published=held.published)
        return replace(hit, document=document, by_people=entry is not None and held is None)

    return replace(
        results,
        notes=(*results.notes, *_tell_asked(query)),
        hits=tuple(map(told, results.hits)),
        later=tuple(map(told, results.later)),
    )


def _tell_asked(query: Query) -> Iterator[str]:
    """That what is asked beside the words is found by what later captures give, too."""
    asked = dict.fromkeys(
        f"{each.field}:" if isinstance(each, In) else "dates"
        for each in nodes(query)
        if isinstance(each, DATES) or (isinstance(each, In) and each.field in _ASKED_BESIDE)
    )
    if asked:
        yield f"found by {' and '.join(asked)} as all captures give them, those made later too; shown as said by then"
