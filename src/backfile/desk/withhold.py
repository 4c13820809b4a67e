"""What is kept, and shown to nobody else? Entries, and all that a capture alone shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from backfile.archive.corrections import read_decisions, withheld_captures
from backfile.archive.coverage import read_coverage
from backfile.archive.held import captures_of_bytes
from backfile.desk.acts.changing import changing
from backfile.desk.acts.deciding import Decided, decide
from backfile.desk.choosing.entries import find_permalink
from backfile.desk.choosing.naming import Named, find_capture
from backfile.desk.removal.elsewhere import tell_in_sight
from backfile.model.decision import Decision
from backfile.model.permalink import Permalink, liveblog_in, slug_in
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace


def withhold(
    workspace: Workspace, reference: str, reason: str, *, release: bool = False, now: datetime | None = None
) -> Decided:
    """Keep an entry, or all that a capture alone shows, out of the site and of search; or `release` it again.

    A capture goes with all others of the same bytes, which show the same.
    """
    held = find_capture(workspace, reference)
    chosen = Permalink("") if held else find_permalink(workspace, reference)
    with changing(workspace, "release" if release else "withhold", now) as change:
        decision = Decision(
            made=change.log.time,
            operator=change.log.operator,
            entry=slug_in(chosen) if chosen else None,
            capture=held.capture.sha256 if held else None,
            withheld=None if release else reason,
            released=release,
        )
        homes = _liveblogs_of(workspace, held, chosen)
        changed = [
            decide(workspace, change, each, decision)
            for each in homes
            if not release or _is_withheld(workspace, each, decision)
        ]
        notes = () if release or held else tuple(_in_sight(workspace, chosen))
    of = held.capture.name if held else chosen
    return Decided(of=(of,), changed=any(changed), faults=tuple(change.faults), notes=notes)


def _liveblogs_of(workspace: Workspace, held: Named | None, chosen: Permalink) -> list[Slug]:
    """The live blog of an entry; of a capture those of all captures of the same bytes, which show the same."""
    if held is None:
        return [liveblog_in(chosen)]
    return sorted({home for home, _ in captures_of_bytes(workspace.archive, {held.capture.sha256})})


def _is_withheld(workspace: Workspace, liveblog: Slug, decision: Decision) -> bool:
    """Is the capture or the entry of a decision withheld now?"""
    if decision.capture is not None:
        return decision.capture in withheld_captures(read_decisions(workspace.archive / liveblog))
    coverage = read_coverage(workspace.archive, liveblog, [], withheld=True)
    return any(each.withheld is not None for each in coverage.entries if each.slug == decision.entry)


def _in_sight(workspace: Workspace, chosen: Permalink) -> Iterator[str]:
    coverage = read_coverage(workspace.archive, liveblog_in(chosen), [], withheld=True)
    for entry in coverage.entries:
        if entry.slug == slug_in(chosen):
            yield from tell_in_sight(workspace, coverage, entry)
