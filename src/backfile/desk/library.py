"""What does Backfile offer to Python programs? An archive to search, and captures to read: see docs/python.md."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from backfile import disk
from backfile.archive.as_of import entry_as_of, named_as_of, read_all_stated, wording_as_of
from backfile.archive.coverage import read_coverage
from backfile.archive.held import list_liveblogs
from backfile.desk.as_of import show_as_of
from backfile.desk.changes import Changes, list_changes
from backfile.desk.choosing.when import parse_when
from backfile.desk.history import Difference, compare, read_history
from backfile.desk.inspect import inspect
from backfile.desk.intake.stating import Stated
from backfile.desk.plain import plain_time
from backfile.desk.search.indexing import make_again, open_or_build
from backfile.desk.show import Shown, show
from backfile.errors import NotFound, Usage
from backfile.index.codec.pages import Altered
from backfile.index.opening import OpenIndex
from backfile.index.parse import parse_query
from backfile.index.searching import search
from backfile.index.variants import fold_variants
from backfile.model.decision import Corrected
from backfile.model.entry import Coverage, Entry, Revision
from backfile.model.evidence import Evidence
from backfile.model.history import NOTHING_STATED, History, Known, Later, Wording
from backfile.model.observation import LiveBlog, Provenance, Reading
from backfile.model.permalink import Permalink, permalink
from backfile.model.search import Asked, Results
from backfile.model.time import Time
from backfile.text.dates import parse_zone
from backfile.text.markdown import words
from backfile.workspace.folders import find_workspace
from backfile.workspace.settings import Settings, read_settings
from backfile.workspace.variants import read_variants


class Archive:
    """An archive, opened to be read: no entry and no capture is ever changed through it.

    Searches see the index as it is at the first of them; where there is none, it is made. A new Archive sees what was
    added since.
    """

    def __init__(self, path: str | os.PathLike[str] = ".") -> None:
        """The archive in the folder `path`. Raises backfile.errors.NoArchive where there is none."""
        self._workspace = find_workspace(Path(path), named=True)

    def search(
        self,
        query: str,
        limit: int = 10,
        *,
        offset: int = 0,
        sort: Literal["relevance", "newest", "oldest"] = "relevance",
        facets: tuple[str, ...] = (),
        include_undated: bool = False,
        all_revisions: bool = False,
        explain: bool = False,
        as_of: str | datetime | None = None,
        now: datetime | None = None,
    ) -> Results:
        """The entries that answer a query, as `backfile search` gives them: `.total`, and `.hits`, the best first.

        A hit has `.permalink`, `.headline`, `.published`, `.score`, `.snippet` and `.document`; where few entries hold
        all of a long query, hits that hold a part of it follow, with `.partly` true, and do not count in `.total`.
        With `as_of`, the words that are the newest shown to exist by then are searched, and `.later` holds entries that
        were published by then in words that are known only from later. Dates in words are counted back from `now`.
        Raises backfile.errors.Usage for a query or a date that cannot be read.
        """
        asked = Asked(
            limit=limit,
            offset=offset,
            sort=sort,
            facets=facets,
            include_undated=include_undated,
            all_revisions=all_revisions,
            explain=explain,
            as_of=None if as_of is None else self._instant(as_of, now),
        )
        zone = parse_zone(self._settings.zone)
        parsed = parse_query(query, zone, now)
        variants = fold_variants(read_variants(self._workspace.root))
        try:
            return search(self._index, parsed, query, asked, variants=variants, zone=zone)
        except Altered as fault:  # damage is found by whoever touches it
            self._index = make_again(self._workspace, self._settings.language, fault).held
            return search(self._index, parsed, query, asked, variants=variants, zone=zone)

    def entry(self, permalink: str, *, as_of: str | datetime | None = None) -> ArchivedEntry:
        """The entry that a permalink, the beginning of one, or of a slug, names; in the newest words that are shown to
        exist by `as_of`, if it is given.

        Raises backfile.errors.NotFound when there is none, or nothing shows its words so early; Usage when there are
        several.
        """
        if as_of is None:
            shown: Shown | Later = show(self._workspace, permalink)
        else:
            shown = show_as_of(self._workspace, permalink, self._instant(as_of))
        if isinstance(shown, Later):
            raise NotFound(shown.permalink, "its words by then are not known", "see since when with: Archive.history")
        return _archived(shown.coverage, shown.entry, shown.wording)

    def entries(self, *, as_of: str | datetime | None = None) -> Iterator[ArchivedEntry]:
        """All entries, by live blog, in page order; with `as_of`, those whose words are shown to exist by then, in the
        newest such words. Raises backfile.errors.Damage for what cannot be read."""
        instant = None if as_of is None else self._instant(as_of)
        for slug in list_liveblogs(self._workspace.archive):
            coverage = read_coverage(self._workspace.archive, slug)
            named = coverage if instant is None else named_as_of(self._workspace.archive, coverage, instant)
            stated = {} if instant is None else read_all_stated(self._workspace.archive, coverage)
            for entry in coverage.entries:
                said = stated.get(entry.slug, NOTHING_STATED)
                held = entry if instant is None else entry_as_of(coverage, entry, instant, said)
                if isinstance(held, Entry):
                    yield _archived(named, held, wording_as_of(coverage, entry, held))

    def history(self, permalink: str) -> History:
        """What became of an entry, named as for `entry`: `.wordings`, since when each is `.known`, and `.events`."""
        return read_history(self._workspace, permalink)

    def diff(self, permalink: str, first: int | None = None, second: int | None = None) -> Difference:
        """In which words two revisions of an entry differ: the last two, where none is named.

        `.text` and `.headline` are runs of words that were kept, removed or added, which they are only where `.older`
        is a number: None says that nothing shows which of the two is. Of one wording only, `.differs` is False.
        """
        return compare(self._workspace, permalink, first, second)

    def changes(self, *liveblogs: str, since: str | datetime | None = None, least: int = 1) -> Changes:
        """What changed from capture to capture in these live blogs, or in all: `.rows`. Only what captures made `since`
        then show, and no edits of fewer than `least` words."""
        start = None
        if since is not None:
            start = parse_when(self._workspace, "since", since).start if isinstance(since, str) else _aware(since)
        return list_changes(self._workspace, liveblogs, since=start, least=least)

    def _instant(self, as_of: str | datetime, now: datetime | None = None) -> datetime:
        return parse_when(self._workspace, "as_of", as_of, now).end if isinstance(as_of, str) else _aware(as_of)

    @cached_property
    def _settings(self) -> Settings:
        return read_settings(self._workspace.root)

    @cached_property
    def _index(self) -> OpenIndex:
        return open_or_build(self._workspace, self._settings.language).held


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedEntry:
    """An entry as the archive holds it, with what its live blog says of itself. What is not given is None or empty.

    `text` holds the plain words, paragraphs parted by an empty line; `markdown` the same with its links and quotations;
    `revisions` the words as the publisher had them, oldest first; `provenance` every place in the captures where the
    newest of them stand. `known` tells by when the words are shown to exist, and why, `evidence` in a line what kind of
    evidence their captures are. `altered` is true where somebody changed the words by hand in archive/; `corrected`
    says which facts people put in the place of captured ones, and what these were.
    """

    permalink: Permalink
    liveblog: LiveBlog
    headline: str | None
    byline: tuple[str, ...]
    published: Time | None
    updated: Time | None
    language: str | None
    tags: tuple[str, ...]
    text: str
    markdown: str
    revisions: tuple[Revision, ...]
    provenance: tuple[Provenance, ...]
    known: Known | None
    evidence: Evidence
    withdrawn: str | None
    altered: bool
    corrected: Corrected | None


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise Usage(instant, "has no time zone", "give one: datetime(…, tzinfo=UTC)")
    return instant.astimezone(UTC)


def _archived(coverage: Coverage, entry: Entry, wording: Wording) -> ArchivedEntry:
    return ArchivedEntry(
        permalink=permalink(coverage.slug, entry.slug),
        liveblog=coverage.liveblog,
        headline=entry.headline,
        byline=entry.byline,
        published=entry.published,
        updated=entry.updated,
        language=entry.language,
        tags=entry.tags,
        text=words(entry.body),
        markdown=entry.body,
        revisions=entry.revisions,
        provenance=entry.newest.provenance,
        known=wording.known,
        evidence=wording.evidence,
        withdrawn=entry.withdrawn,
        altered=entry.altered is not None,
        corrected=entry.corrected,
    )


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    url: str | None = None,
    publisher: str | None = None,
    captured: str | None = None,
    zone: str | None = None,
    format: str | None = None,
) -> Reading:
    """The live blog in a capture: `.liveblog`, `.entries` in page order, `.parts` and `.ledgers`, `.warnings`.

    `source` is a path, or the bytes of a capture; the rest is what you know of it, as for `backfile add`. Raises
    backfile.errors.BadCapture when nothing can be read in it, Usage for a path or a statement that is wrong.
    """
    stated = Stated(url=url, publisher=publisher, captured=captured, zone=zone, format=format)
    if isinstance(source, bytes):
        return inspect(source, "capture", stated)
    path = Path(source)
    return inspect(disk.read_bytes(path), path.name, stated)


def records(reading: Reading) -> list[dict[str, Any]]:
    """One plain dict an entry, flat enough for a data frame: `pandas.DataFrame(records(read("page.html")))`.

    `published` and `updated` are instants (ISO 8601, UTC) or None, `published_printed` what the page shows; `start` and
    `end` count the code points of `part`.
    """
    return [
        {
            "key": entry.key,
            "id": entry.publisher_id,
            "headline": entry.headline,
            "byline": "; ".join(entry.byline),
            "published": (plain_time(entry.published) or {}).get("instant"),
            "published_printed": entry.published.printed if entry.published else None,
            "updated": (plain_time(entry.updated) or {}).get("instant"),
            "text": words(entry.body),
            "markdown": entry.body,
            "language": entry.language,
            "tags": "; ".join(entry.tags),
            "withdrawn": entry.withdrawn,
            "liveblog": reading.liveblog.headline,
            "publisher": reading.liveblog.publisher,
            "address": reading.liveblog.address,
            "sha256": reading.capture.sha256,
            "part": entry.provenance[0].part,
            "start": entry.provenance[0].start,
            "end": entry.provenance[0].end,
        }
        for entry in reading.entries
    ]
