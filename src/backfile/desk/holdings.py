"""Which live blogs and which entries does the archive hold?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backfile.archive.as_of import made_by
from backfile.archive.coverage import read_archive, read_liveblogs
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.errors import Damage
from backfile.model.entry import Coverage
from backfile.model.observation import completeness
from backfile.model.permalink import Permalink, permalink
from backfile.model.time import Time
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlogRow:
    slug: str
    headline: str | None
    publisher: str | None
    entries: int
    complete: str  # "10 entries; the page says there are more"
    timed: int
    captures: int
    first: Time | None
    last: Time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    permalink: Permalink
    headline: str | None
    byline: tuple[str, ...]
    published: Time | None
    revisions: int
    altered: bool
    corrected: bool = False
    withheld: bool = False


def list_liveblogs(workspace: Workspace) -> tuple[list[LiveBlogRow], list[Damage]]:
    """One row a live blog, by slug."""
    read_settings(workspace.root)
    coverages, faults = read_archive(workspace.archive, withheld=True)
    return liveblog_rows(coverages), faults


def list_entries(workspace: Workspace, liveblogs: Sequence[str] = ()) -> tuple[list[EntryRow], list[Damage]]:
    """One row an entry, by live blog, in the order of the page; of these live blogs, each named by the beginning of its
    slug, or of all. Raises NotFound and Usage as resolve_liveblogs."""
    read_settings(workspace.root)
    coverages, faults = read_liveblogs(workspace.archive, resolve_liveblogs(workspace, liveblogs), withheld=True)
    return entry_rows(coverages), faults


def liveblog_rows(coverages: Iterable[Coverage], by: datetime | None = None) -> list[LiveBlogRow]:
    """The same of live blogs as they are given; of the captures those that were made by an instant (UTC), if given."""
    return [_liveblog_row(coverage, by) for coverage in coverages]


def entry_rows(coverages: Iterable[Coverage]) -> list[EntryRow]:
    """One row for each entry of these live blogs, in their order."""
    return [
        EntryRow(
            permalink=permalink(coverage.slug, entry.slug),
            headline=entry.headline,
            byline=entry.byline,
            published=entry.published,
            revisions=len(entry.revisions),
            altered=entry.altered is not None,
            corrected=entry.corrected is not None,
            withheld=entry.withheld is not None,
        )
        for coverage in coverages
        for entry in coverage.entries
    ]


def _liveblog_row(coverage: Coverage, by: datetime | None = None) -> LiveBlogRow:
    times = [entry.published for entry in coverage.entries if entry.published is not None]
    dated = [time for _, _, time in sorted((time.instant, at, time) for at, time in enumerate(times) if time.instant)]
    return LiveBlogRow(
        slug=coverage.slug,
        headline=coverage.liveblog.headline,
        publisher=coverage.liveblog.publisher,
        entries=len(coverage.entries),
        complete=completeness(coverage.liveblog, len(coverage.entries)),
        timed=len(times),
        captures=len(coverage.captures if by is None else made_by(coverage, by)),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
    )
