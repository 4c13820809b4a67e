"""What changed in the live blogs that are held: which entries came, were edited, went, and which live blog has another
headline?

Told of the captures that show it. What the first capture of a live blog shows is no change, for nothing says what was
there before; nor is an update that is only stated (model.history.is_change).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from backfile.archive.coverage import read_coverage
from backfile.archive.headlines import read_liveblog_history
from backfile.archive.reading_file import read_captures
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.desk.histories import histories_of
from backfile.desk.history import plain_event
from backfile.errors import Damage
from backfile.model.capture import Capture
from backfile.model.entry import Coverage, Permalink
from backfile.model.history import Event, History, is_change, place_of
from backfile.model.progress import Progress, silent
from backfile.text.diff import diff, diff_bodies
from backfile.text.markdown import words
from backfile.text.runs import count_changed, count_struck
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One change. `words` is how many words went and came, were struck out or are so no longer, of a new entry how many
    it has; 0 for other changes. Of a live blog's own headline the permalink is the live blog's."""

    permalink: Permalink | Slug
    headline: str | None
    event: Event
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The changes in the order of their captures, those of unknown time last. `untimed` counts the captures that cannot
    be held against a date, and are left out where one is asked for; `begun` the live blogs whose first capture is among
    what was asked for."""

    rows: tuple[Changed, ...]
    untimed: int
    begun: int
    faults: tuple[Damage, ...]


def list_changes(
    workspace: Workspace,
    liveblogs: Sequence[str] = (),
    *,
    since: datetime | None = None,
    least: int = 0,
    progress: Progress = silent,
) -> Changes:
    """The changes of these live blogs (all, when none is named) that captures made since an instant (UTC) show, without
    edits of fewer than `least` words. They are named as `naming.resolve_liveblogs` says, and it raises."""
    read_settings(workspace.root)
    chosen = resolve_liveblogs(workspace, liveblogs)
    rows: list[Changed] = []
    faults: list[Damage] = []
    untimed = begun = 0
    for slug in progress("comparing", chosen):
        try:
            captures = read_captures(workspace.archive / slug)  # soon read, where an archive has many old live blogs
            untimed += sum(_end(capture) is None for capture in captures)
            if since is not None and not any(_is_since(capture, since) for capture in captures):
                continue
            coverage = read_coverage(workspace.archive, slug, faults)
            begun += any(since is None or _is_since(each, since) for each in coverage.captures[:1])
            rows += [row for row in _changes(workspace, coverage, since) if row.words >= least or not _is_edit(row)]
        except Damage as fault:
            faults.append(fault)
    return Changes(
        rows=tuple(sorted(rows, key=lambda row: (row.event.capture.order[0], row.permalink))),  # of each, in its order
        untimed=0 if since is None else untimed,
        begun=begun,
        faults=tuple(faults),
    )


def plain_changed(row: Changed) -> dict[str, object]:
    """One change: an item of `changes --json`."""
    return {"permalink": row.permalink, "headline": row.headline, "words": row.words, **plain_event(row.event)}


def _changes(workspace: Workspace, coverage: Coverage, since: datetime | None) -> Iterator[Changed]:
    first = coverage.captures[0] if coverage.captures else None
    if len(coverage.captures) > 1:
        for event in read_liveblog_history(workspace.archive, coverage).events:
            if since is None or _is_since(event.capture, since):
                yield Changed(
                    permalink=coverage.slug,
                    headline=coverage.liveblog.headline,
                    event=event,
                    words=count_changed(diff(str(event.was), str(event.said))),
                )
    for history in histories_of(workspace.archive, coverage):
        for event in history.events:
            if is_change(event, first) and (since is None or _is_since(event.capture, since)):
                yield Changed(
                    permalink=history.permalink,
                    headline=history.entry.as_captured.headline,
                    event=event,
                    words=_count_words(history, event),
                )


def _count_words(history: History, event: Event) -> int:
    if event.revision is None:
        return 0
    newer = history.wordings[place_of(history.wordings, event.revision)].revision
    if event.older is None:
        return count_changed(diff("", f"{newer.headline or ''}\n\n{words(newer.body)}"))
    older = history.wordings[place_of(history.wordings, event.older)].revision
    text = diff_bodies(older.body, newer.body)
    return count_changed(diff(older.headline or "", newer.headline or "")) + count_changed(text) + count_struck(text)


def _is_edit(row: Changed) -> bool:
    return row.event.is_edit


def _is_since(capture: Capture, since: datetime) -> bool:
    end = _end(capture)
    return end is not None and end > since


def _end(capture: Capture) -> datetime | None:
    """Until when a capture may have been made."""
    return capture.captured.end if capture.captured else None
