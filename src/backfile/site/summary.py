"""What do the pages that list entries need to know of a live blog? Little: what a line of a list shows.

Plain data, so that it can be kept from one build to the next: a live blog that has not changed is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backfile.model.entry import Coverage, Entry, Permalink, permalink
from backfile.model.history import Event, History, is_change
from backfile.site.histories import name_capture, tell_facts, view_edit
from backfile.site.times import Clock, changed_at, tell
from backfile.site.views import LiveBlogView, entry_label, view_liveblog
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry as a line of a list shows it.

    `label` is the headline, or the beginning of the words; `printed`, `machine` and `day` are those of times.Moment,
    empty where no time is given; `instant` counts seconds since 1970 (UTC); `date` is the day in the site's zone
    (2022-03-10) where the day is known, else empty; `changed` counts the seconds of times.changed_at; `altered` says
    that somebody changed its words in the archive, `corrected` that people put something in the place of a fact of it.
    """

    slug: Slug
    label: str
    headline: str | None
    byline: tuple[str, ...]
    tags: tuple[str, ...]
    printed: str
    machine: str
    meant: str
    instant: int | None
    date: str
    changed: float | None
    altered: bool
    has_history: bool = False  # a page of its own with its wordings
    corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change as a line of the page of changes shows it: `change` is one of model.history.Change.

    `printed`, `machine` and `meant` tell of the capture that shows it, as those of EntryRow, `instant` orders it;
    `before` names the capture before, and `words` says how many words went and came, or what the publisher said before
    and then. Of a live blog's own headline there is no `slug`.
    """

    slug: Slug | None
    change: str
    printed: str
    machine: str
    meant: str
    instant: int | None
    before: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A live blog, its entries in the order of the page, and what its captures show to have changed."""

    liveblog: LiveBlogView
    rows: tuple[EntryRow, ...]
    aliases: tuple[tuple[Slug, Slug, str], ...] = ()  # slugs given before, and slug and label of what they lead to
    changes: tuple[ChangeRow, ...] = ()


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


def summarise(
    coverage: Coverage, clock: Clock, histories: Iterable[History] = (), headlines: Iterable[Event] = ()
) -> Summary:
    """What lists show of a live blog; the `histories` are those of its entries, `headlines` where its own differs."""
    rows = tuple(_row(entry, clock) for entry in coverage.entries)
    labels = {row.slug: row.label for row in rows}
    first = coverage.captures[0] if coverage.captures else None
    return Summary(
        liveblog=view_liveblog(coverage, clock),
        rows=rows,
        aliases=tuple((old, new, labels[new]) for old, new in coverage.aliases if new in labels),
        changes=(
            *(_change(None, event, clock) for event in headlines),
            *(
                _change(history, event, clock)
                for history in histories
                for event in history.events
                if is_change(event, first)
            ),
        ),
    )


def _change(history: History | None, event: Event, clock: Clock) -> ChangeRow:
    captured = event.capture.captured
    moment = tell(captured, clock) if captured else None
    instant = captured.instant if captured else None
    return ChangeRow(
        slug=history.entry.slug if history else None,
        change=event.change,
        printed=moment.printed if moment else "",
        machine=moment.machine if moment else "",
        meant=moment.meant if moment else "",
        instant=int(instant.timestamp()) if instant else None,
        before=name_capture(event.before, clock) if event.before not in (None, event.capture) else "",
        words=_what_changed(history, event, clock),
    )


def _what_changed(history: History | None, event: Event, clock: Clock) -> str:
    if history and event.is_edit and event.revision and event.older:
        return view_edit(history, event.older, event.revision, clock.words).changed
    if event.was is None:
        return ""
    key = "was_then" if event.is_ordered else "was_and"
    was, said = tell_facts(event, clock)
    return clock.words(key, was=was, said=said)


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
        meant=moment.meant if moment else "",
        instant=int(instant.timestamp()) if instant else None,
        date=moment.date if moment else "",
        changed=changed.timestamp() if (changed := changed_at(entry)) else None,
        altered=entry.altered is not None,
        has_history=len(entry.revisions) > 1,
        corrected=bool(entry.corrected and entry.corrected.fields),
    )
