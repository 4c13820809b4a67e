"""What do the pages that list entries need to know of a live blog? Little: what a line of a list shows.

Plain data, so that it can be kept from one build to the next: a live blog that has not changed is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backfile.model.entry import Coverage, Entry, Permalink, permalink
from backfile.site.times import Clock, changed_at, tell
from backfile.site.views import LiveBlogView, entry_label, view_liveblog
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry as a line of a list shows it.

    `label` is the headline, or the beginning of the words; `printed`, `machine` and `day` are those of times.Moment,
    empty where no time is given; `instant` counts seconds since 1970 (UTC); `date` is the day in the site's zone
    (2022-03-10) where the day is known, else empty; `changed` counts the seconds of times.changed_at; `altered` says
    that somebody changed its words in the archive.
    """

    slug: Slug
    label: str
    headline: str | None
    byline: tuple[str, ...]
    tags: tuple[str, ...]
    printed: str
    machine: str
    day: str
    instant: int | None
    date: str
    changed: float | None
    altered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A live blog, and its entries in the order of the page."""

    liveblog: LiveBlogView
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What there is to show."""

    liveblogs: int
    entries: int
    altered: tuple[Permalink, ...]  # words that somebody changed in the archive

    @classmethod
    def of(cls, coverages: Iterable[Coverage]) -> Held:
        liveblogs, entries, altered = 0, 0, []
        for coverage in coverages:
            liveblogs += 1
            entries += len(coverage.entries)
            altered += [permalink(coverage.slug, entry.slug) for entry in coverage.entries if entry.altered is not None]
        return cls(liveblogs=liveblogs, entries=entries, altered=tuple(altered))

    @classmethod
    def of_summaries(cls, summaries: Sequence[Summary]) -> Held:
        rows = [(summary.liveblog.slug, row) for summary in summaries for row in summary.rows]
        altered = tuple(permalink(liveblog, row.slug) for liveblog, row in rows if row.altered)
        return cls(liveblogs=len(summaries), entries=len(rows), altered=altered)


def summarise(coverage: Coverage, clock: Clock) -> Summary:
    return Summary(
        liveblog=view_liveblog(coverage, clock), rows=tuple(_row(entry, clock) for entry in coverage.entries)
    )


def _row(entry: Entry, clock: Clock) -> EntryRow:
    time = entry.published
    moment = tell(time, clock) if time else None
    instant = time.instant if time else None
    return EntryRow(
        slug=entry.slug,
        label=entry_label(entry),
        headline=entry.headline,
        byline=entry.byline,
        tags=entry.tags,
        printed=moment.printed if moment else "",
        machine=moment.machine if moment else "",
        day=moment.day if moment else "",
        instant=int(instant.timestamp()) if instant else None,
        date=moment.date if moment else "",
        changed=changed.timestamp() if (changed := changed_at(entry)) else None,
        altered=entry.altered is not None,
    )
