"""What do the pages that list entries need to know of a live blog? Little: what a line of a list shows.

Plain data, so that it can be kept from one build to the next: a live blog that has not changed is not read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from backfile.model.entry import Coverage, Entry
from backfile.model.history import Event, History, is_change
from backfile.model.permalink import permalink
from backfile.site.histories import name_capture, tell_facts, view_edit
from backfile.site.places import name_key, name_slug
from backfile.site.times import Clock, changed_at, tell
from backfile.site.told import Held
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
class Counted:
    """How many entries there are of a day or under a name, and how often that is spelled in each way."""

    name: str
    entries: int
    spellings: tuple[Counted, ...] = field(default=(), metadata={"seldom": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What lists need to know of a live blog without its entries.

    `days` are those of EntryRow.date, `bylines` and `tags` go by the slug of the name (site/places.py); `newest` is the
    greatest instant. `dated`: has any a time by which feeds order? `histories` counts the pages with wordings.
    """

    liveblog: LiveBlogView
    entries: int
    newest: int | None
    dated: bool
    histories: int
    altered: tuple[Slug, ...]
    days: tuple[Counted, ...]
    bylines: tuple[Counted, ...]
    tags: tuple[Counted, ...]
    aliases: tuple[tuple[Slug, Slug, str], ...]  # slugs given before, and slug and label of what they lead to
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A live blog, its entries in the order of the page, and what its captures show to have changed.

    The rows of one that was kept are read when they are looked at (site/kept.py).
    """

    outline: Outline
    rows: Sequence[EntryRow]

    @property
    def liveblog(self) -> LiveBlogView:
        return self.outline.liveblog

    @property
    def aliases(self) -> tuple[tuple[Slug, Slug, str], ...]:
        return self.outline.aliases

    @property
    def changes(self) -> tuple[ChangeRow, ...]:
        return self.outline.changes


def summarise(
    coverage: Coverage, clock: Clock, histories: Iterable[History] = (), headlines: Iterable[Event] = ()
) -> Summary:
    """What lists show of a live blog; the `histories` are those of its entries, `headlines` where its own differs."""
    rows = tuple(_row(entry, clock) for entry in coverage.entries)
    labels = {row.slug: row.label for row in rows}
    first = coverage.captures[0] if coverage.captures else None
    outline = Outline(
        liveblog=view_liveblog(coverage, clock),
        entries=len(rows),
        newest=max((row.instant for row in rows if row.instant is not None), default=None),
        dated=any(row.changed is not None for row in rows),
        histories=sum(row.has_history for row in rows),
        altered=tuple(row.slug for row in rows if row.altered),
        days=tuple(
            Counted(name=day, entries=count) for day, count in sorted(Counter(row.date for row in rows).items())
        ),
        bylines=tuple(_count_names(row.byline for row in rows)),
        tags=tuple(_count_names(row.tags for row in rows)),
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
    return Summary(outline=outline, rows=rows)


def _count_names(named: Iterable[Sequence[str]]) -> Iterator[Counted]:
    """The names of entries, by their slugs, and how many entries have each."""
    entries: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for names in named:
        told = [(name_slug(name), name) for name in names if name_key(name)]
        entries.update({slug for slug, _ in told})
        for slug, name in told:
            spellings.setdefault(slug, Counter())[name] += 1
    for slug in sorted(entries):
        yield Counted(name=slug, entries=entries[slug], spellings=_counted(spellings[slug]))


def _counted(counts: Counter[str]) -> tuple[Counted, ...]:
    return tuple(Counted(name=name, entries=count) for name, count in sorted(counts.items()))


def count_held(summaries: Sequence[Summary]) -> Held:
    """What there is to show in all of them."""
    outlines = [summary.outline for summary in summaries]
    altered = tuple(permalink(each.liveblog.slug, slug) for each in outlines for slug in each.altered)
    return Held(liveblogs=len(outlines), entries=sum(each.entries for each in outlines), altered=altered)


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
    edit = view_edit(history, event, clock.words) if history and event.is_edit else None
    if edit is not None:
        return edit.changed
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
