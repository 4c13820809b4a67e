"""What is right of an entry where a capture is not, as people say? By a command, or by hand in its file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backfile.archive.corrections import beyond_decisions, decision_by_hand
from backfile.archive.coverage import read_coverage
from backfile.archive.making import read_captured
from backfile.desk.acts.changing import changing
from backfile.desk.acts.deciding import Decided, decide
from backfile.desk.choosing.entries import entry_of, find_permalink
from backfile.desk.intake.stating import parse_past_time, tell_assumed
from backfile.errors import Damage, NotFound, Usage
from backfile.model.capture import shows_later
from backfile.model.decision import UNDOABLE, Decision
from backfile.model.permalink import Permalink, liveblog_in, slug_in
from backfile.model.plain import dump
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says is right of an entry. None or empty is: not said."""

    published: str | None = None
    updated: str | None = None
    byline: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None
    undone: tuple[str, ...] = ()  # of UNDOABLE: what was said of these before is taken back


def correct(workspace: Workspace, reference: str, said: Said, *, now: datetime | None = None) -> Decided:
    """Put what a person says in the place of what was captured of an entry; tags and notes are added. What is `undone`
    is as it was captured again, and the decisions of before stay in corrections.jsonl.

    Raises Usage for a time that cannot be meant or is yet to come, a name without letters, and where nothing is said.
    """
    if said == Said():
        raise Usage(
            reference, "nothing was said of it", "give --published, --updated, --byline, --tag, --note or --undo"
        )
    if not all(name.strip() for name in said.byline):
        raise Usage("--byline", "names nobody", "to take back what was said of the byline: --undo byline")
    said = replace(said, undone=tuple("tags" if name == "tag" else name for name in said.undone))  # as in --tag
    for name in said.undone:
        if name not in UNDOABLE:
            raise Usage("--undo", f"nothing of an entry is called “{name}”", f"known are {', '.join(UNDOABLE)}")
    chosen = find_permalink(workspace, reference)
    with changing(workspace, "correct", now) as change:
        if said.undone and not _is_said(workspace, chosen, said.undone):
            return Decided(of=(chosen,), changed=False)
        zone, today = change.settings.zone, change.log.time
        decision = Decision(
            made=change.log.time,
            operator=change.log.operator,
            entry=slug_in(chosen),
            published=parse_past_time(said.published, zone, "--published", today) if said.published else None,
            updated=parse_past_time(said.updated, zone, "--updated", today) if said.updated else None,
            byline=said.byline or None,
            tags=said.tags,
            note=said.note,
            undone=said.undone,
        )
        changed = decide(workspace, change, liveblog_in(chosen), decision)
        notes = [note for time in (said.published, said.updated) if time and (note := tell_assumed(time, zone))]
        if said.published or said.updated:
            notes += _doubts(workspace, chosen)
    return Decided(of=(chosen,), changed=changed, faults=tuple(change.faults), notes=tuple(notes))


def _doubts(workspace: Workspace, chosen: Permalink) -> Iterator[str]:
    """Where the times of an entry, as they are now, cannot all be right."""
    coverage = read_coverage(workspace.archive, liveblog_in(chosen), withheld=True)
    entry = next((each for each in coverage.entries if each.slug == slug_in(chosen)), None)
    if entry is None:  # it cannot be read, which the index tells of
        return
    published, updated = entry.published, entry.updated
    showing = {place.capture for revision in entry.revisions for place in revision.provenance}
    captures = [each for each in coverage.captures if each.digest in showing]
    too_early = [each for each in captures if shows_later(each, published)]
    if published and too_early:
        name, captured = too_early[0].name, too_early[0].captured
        made = (captured.meant or captured.printed) if captured else ""
        yield f"published {published.meant or published.printed} lies after a capture that shows it: {name}, {made}"
    if captures and updated and all(shows_later(each, updated) for each in captures):
        yield f"updated {updated.meant or updated.printed} lies after every capture that shows it"
    if published and published.instant and updated and updated.end and updated.end <= published.instant:
        told = f"updated {updated.meant or updated.printed} lies before its publication"
        yield f"{told}, {published.meant or published.printed}"


def _is_said(workspace: Workspace, chosen: Permalink, names: Sequence[str]) -> bool:
    """Is any of these facts of an entry now as people say, or are there notes of theirs?"""
    coverage = read_coverage(workspace.archive, liveblog_in(chosen), withheld=True)
    theirs = next((each.corrected for each in coverage.entries if each.slug == slug_in(chosen)), None)
    held = (*theirs.fields, *(["note"] if theirs.notes else [])) if theirs else ()
    return not set(held).isdisjoint(names)


def accept(workspace: Workspace, reference: str, *, now: datetime | None = None) -> Decided:
    """Make what somebody altered by hand in an entry's file a correction; the file has the captured words again.

    Raises NotFound for an entry that nobody altered, and Usage where it was altered as no correction can say it: then
    the file stays as it is.
    """
    chosen = find_permalink(workspace, reference)
    with changing(workspace, "accept", now) as change:
        held = entry_of(workspace, chosen)
        if held.altered is None:
            raise NotFound(chosen, "nobody altered it", "edit its file in archive/ first, or use: backfile correct")
        captured = read_captured(workspace.archive, liveblog_in(chosen), held.slug)
        if captured is None:
            raise Damage(chosen, "no capture shows it any longer", "see what is wrong with: backfile verify")
        if beyond := beyond_decisions(held, captured):
            were = ", ".join(
                f"{name}: {json.dumps(dump(getattr(captured, name)), ensure_ascii=False)}" for name in beyond
            )
            fault = f"no correction can say what its file says of its {' and '.join(beyond)}"
            raise Usage(chosen, fault, f"put back in its file what was captured: {were}")
        decision = decision_by_hand(held, captured, change.log.time, change.log.operator)
        changed = decide(workspace, change, liveblog_in(chosen), decision, accepted=held.slug)
    return Decided(of=(chosen,), changed=changed, faults=tuple(change.faults))
