"""What changed in the live blogs that are held: which entries came, were edited, went, and which live blog has another
headline?

Told of the captures that show it. What the first capture of a live blog shows is no change, for nothing says what was
there before; nor is an update that is only stated (model.history.is_change).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from backfile.archive.coverage import read_coverage
from backfile.archive.headlines import read_liveblog_history
from backfile.archive.held import read_marked_captures
from backfile.desk.choosing.naming import resolve_liveblogs
from backfile.desk.histories import histories_of
from backfile.desk.history import plain_event
from backfile.errors import Damage
from backfile.model.capture import Capture, Digest
from backfile.model.entry import Coverage
from backfile.model.history import Event, History, is_change, place_of
from backfile.model.permalink import Permalink
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
    be held against a date, for their time is not known or in doubt, and are left out where one is asked for; `begun`
    the live blogs whose first capture is among what was asked for."""

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
    untimed: set[Digest] = set()
    begun = 0

    def is_asked(capture: Capture) -> bool:
        end = capture.counted.end if capture.counted else None
        if since is not None and end is None:
            untimed.add(capture.digest)
        return since is None or (end is not None and end > since)

    for slug in progress("comparing", chosen):
        try:
            if since is not None:  # captures are soon read, where an archive has many old live blogs
                captures, _ = read_marked_captures(workspace.archive, slug, faults)
                asked = [is_asked(capture) for capture in captures]  # each one, to count those of no time
                if not any(asked):
                    continue
            coverage = read_coverage(workspace.archive, slug, faults)
            begun += any(map(is_asked, coverage.captures[:1]))
            rows += [row for row in _changes(workspace, coverage, is_asked) if row.words >= least or not _is_edit(row)]
        except Damage as fault:
            faults.append(fault)
    return Changes(
        rows=tuple(sorted(rows, key=lambda row: (row.event.capture.order[0], row.permalink))),  # of each, in its order
        untimed=len(untimed),
        begun=begun,
        faults=tuple({str(fault): fault for fault in faults}.values()),
    )


def plain_changed(row: Changed) -> dict[str, object]:
    """One change: an item of `changes --json`."""
    return {"permalink": row.permalink, "headline": row.headline, "words": row.words, **plain_event(row.event)}


def _changes(workspace: Workspace, coverage: Coverage, is_asked: Callable[[Capture], bool]) -> Iterator[Changed]:
    first = coverage.captures[0] if coverage.captures else None
    if len(coverage.captures) > 1:
        for event in read_liveblog_history(workspace.archive, coverage).events:
            if is_asked(event.capture):
                yield Changed(
                    permalink=coverage.slug,
                    headline=coverage.liveblog.headline,
                    event=event,
                    words=count_changed(diff(str(event.was), str(event.said))),
                )
    for history in histories_of(workspace.archive, coverage):
        for event in history.events:
            if is_change(event, first) and is_asked(event.capture):
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
