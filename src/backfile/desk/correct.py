"""What do people decide of the entries? Kept apart from the captured words, in the live blog's corrections.jsonl.

Nothing that was captured changes: a decision is laid over it, marked wherever it shows, and undone by another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from backfile.archive.corrections import decision_by_hand, read_decisions, withheld_captures
from backfile.archive.coverage import read_coverage
from backfile.archive.held import captures_of_bytes, read_as_captured, read_readings
from backfile.archive.making import read_captured
from backfile.archive.store import replace_decisions
from backfile.desk.acts.changing import Change, changing
from backfile.desk.choosing.naming import Named, find_capture
from backfile.desk.find import find_permalink
from backfile.desk.intake.stating import parse_past_time, tell_assumed
from backfile.desk.removal.elsewhere import tell_in_sight
from backfile.errors import Damage, NotFound, Usage
from backfile.model.capture import shows_later
from backfile.model.decision import UNDOABLE, Decision
from backfile.model.entry import Entry, Observation, Revision
from backfile.model.permalink import Permalink, liveblog_in, permalink, slug_in
from backfile.model.plain import dump
from backfile.text.slug import Slug
from backfile.text.spelling import spelling
from backfile.workspace.folders import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided, of which entries or capture; `changed` is False where it was so already. `notes` say what a
    person should look at again."""

    of: tuple[str, ...]
    changed: bool
    faults: tuple[Damage, ...] = ()
    notes: tuple[str, ...] = ()


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
        changed = _decide(workspace, change, liveblog_in(chosen), decision)
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

    Raises NotFound for an entry that nobody altered.
    """
    chosen = find_permalink(workspace, reference)
    with changing(workspace, "accept", now) as change:
        held = _entry(workspace, chosen)
        if held.altered is None:
            raise NotFound(chosen, "nobody altered it", "edit its file in archive/ first, or use: backfile correct")
        captured = read_captured(workspace.archive, liveblog_in(chosen), held.slug)
        if captured is None:
            raise Damage(chosen, "no capture shows it any longer", "see what is wrong with: backfile verify")
        decision = decision_by_hand(held, captured, change.log.time, change.log.operator)
        changed = _decide(workspace, change, liveblog_in(chosen), decision, accepted=held.slug)
    return Decided(of=(chosen,), changed=changed, faults=tuple(change.faults))


def merge(workspace: Workspace, references: Sequence[str], *, now: datetime | None = None) -> Decided:
    """Say that entries of one live blog are one. The first keeps its permalink, and the others' lead to it.

    Raises Usage for entries of several live blogs, or for fewer than two.
    """
    chosen = [find_permalink(workspace, each) for each in references]
    if len(set(chosen)) < 2 or len({liveblog_in(each) for each in chosen}) > 1:
        raise Usage(" ".join(references), "these are not several entries of one live blog", "name two or more of one")
    with changing(workspace, "merge", now) as change:
        keys = tuple(key for each in chosen for key in _entry(workspace, each).keys)
        decision = Decision(made=change.log.time, operator=change.log.operator, one=keys)
        notes = list(_tell_both(workspace, list(dict.fromkeys(chosen))))
        changed = _decide(workspace, change, liveblog_in(chosen[0]), decision, rather=slug_in(chosen[0]))
    return Decided(of=tuple(chosen), changed=changed, faults=tuple(change.faults), notes=tuple(notes))


def _tell_both(workspace: Workspace, chosen: Sequence[Permalink]) -> Iterator[str]:
    """That a capture shows several of these entries, so that each of them stays a passage of its own."""
    entries = [_entry(workspace, each) for each in chosen]
    places = [{place.capture for each in entry.revisions for place in each.provenance} for entry in entries]
    shown = Counter(capture for entry in places for capture in entry)
    captures = read_as_captured(workspace.archive, liveblog_in(chosen[0]), None).captures
    names = [each.name for each in captures if shown[each.digest] > 1]
    if names:
        told = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
        yield f"shown side by side in {told}: they are kept as passages of one entry, none an edit of another"


def split(workspace: Workspace, reference: str, revisions: Sequence[int], *, now: datetime | None = None) -> Decided:
    """Say that some revisions of an entry are another entry's.

    Raises Usage where they cannot be told apart: because the publisher gives both the same id, or all are named.
    """
    chosen = find_permalink(workspace, reference)
    liveblog = liveblog_in(chosen)
    with changing(workspace, "split", now) as change:
        entry = _entry(workspace, chosen)
        unknown = set(revisions) - {each.number for each in entry.revisions}
        if unknown:
            raise Usage(chosen, f"it has no revision {min(unknown)}", f"it has {len(entry.revisions)}")
        keys: dict[bool, set[str]] = {True: set(), False: set()}
        for reading in read_readings(workspace.archive, liveblog):
            for seen in (each for each in reading.entries if each.key in entry.keys):
                same = {each.number for each in entry.revisions if _same(each, seen)}
                if same:
                    keys[bool(same & set(revisions))].add(seen.key)
        if not keys[True] or not keys[False] or keys[True] & keys[False]:
            fault = "its revisions cannot be told apart: they have one id of the publisher's, or all were named"
            raise Usage(chosen, fault, "name the revisions that are another entry's")
        decision = Decision(
            made=change.log.time,
            operator=change.log.operator,
            apart=tuple(sorted(keys[True])),
            apart_from=tuple(sorted(keys[False])),
        )
        changed = _decide(workspace, change, liveblog, decision)
    return Decided(of=(chosen,), changed=changed, faults=tuple(change.faults))


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
            _decide(workspace, change, each, decision)
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


def _decide(
    workspace: Workspace,
    change: Change,
    liveblog: Slug,
    decision: Decision,
    *,
    accepted: Slug | None = None,
    rather: Slug | None = None,
) -> bool:
    """Add a decision, unless the last one of its kind says just that; gives whether it was added."""
    held = read_decisions(workspace.archive / liveblog)
    same_kind = [each for each in held if _kind(each) == _kind(decision)]
    again = bool(same_kind) and _without_maker(same_kind[-1]) == _without_maker(decision)
    if again and accepted is None:
        return False
    of = {"decision": dump(decision), **({"accepted": accepted} if accepted else {})}
    of |= {"rather": rather} if rather else {}
    of |= {"keys": list(_entry(workspace, permalink(liveblog, decision.entry)).keys)} if decision.entry else {}
    change.touch(liveblog)
    replace_decisions(
        workspace.archive,
        liveblog,
        held if again else [*held, decision],
        accepted=accepted,
        rather=rather,
        announce=change.log.announcing(**of),
    )
    return True


def _kind(decision: Decision) -> tuple[object, ...]:
    """What a decision is about, so far as a later one of the same kind takes its place."""
    return decision.entry, decision.capture, decision.is_of_withholding, bool(decision.one or decision.apart)


def _without_maker(decision: Decision) -> Decision:
    return replace(decision, made=datetime.min.replace(tzinfo=UTC), operator="")


def _same(one: Revision, other: Observation) -> bool:
    return spelling(one.headline, one.body).words == spelling(other.headline, other.body).words


def _entry(workspace: Workspace, chosen: Permalink) -> Entry:
    """The entry as its file has it, without what people decided."""
    coverage = read_as_captured(workspace.archive, liveblog_in(chosen), None)
    found = next((each for each in coverage.entries if each.slug == slug_in(chosen)), None)
    if found is None:
        raise Damage(chosen, "stands in the archive, but its live blog's index.md does not list it", "restore index.md")
    return found
