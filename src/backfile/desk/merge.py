"""Which entries are one, and which are several, where people know better than keys and words tell?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from backfile.archive.held import read_as_captured, read_readings
from backfile.desk.acts.changing import changing
from backfile.desk.acts.deciding import Decided, decide
from backfile.desk.choosing.entries import entry_of, find_permalink
from backfile.errors import Usage
from backfile.model.decision import Decision
from backfile.model.entry import Revision
from backfile.model.observation import Observation
from backfile.model.permalink import Permalink, liveblog_in, slug_in
from backfile.text.spelling import spelling
from backfile.workspace.folders import Workspace


def merge(workspace: Workspace, references: Sequence[str], *, now: datetime | None = None) -> Decided:
    """Say that entries of one live blog are one. The first keeps its permalink, and the others' lead to it.

    Raises Usage for entries of several live blogs, or for fewer than two.
    """
    chosen = [find_permalink(workspace, each) for each in references]
    if len(set(chosen)) < 2 or len({liveblog_in(each) for each in chosen}) > 1:
        raise Usage(" ".join(references), "these are not several entries of one live blog", "name two or more of one")
    with changing(workspace, "merge", now) as change:
        keys = tuple(key for each in chosen for key in entry_of(workspace, each).keys)
        decision = Decision(made=change.log.time, operator=change.log.operator, one=keys)
        notes = list(_tell_both(workspace, list(dict.fromkeys(chosen))))
        changed = decide(workspace, change, liveblog_in(chosen[0]), decision, rather=slug_in(chosen[0]))
    return Decided(of=tuple(chosen), changed=changed, faults=tuple(change.faults), notes=tuple(notes))


def _tell_both(workspace: Workspace, chosen: Sequence[Permalink]) -> Iterator[str]:
    """That a capture shows several of these entries, so that each of them stays a passage of its own."""
    entries = [entry_of(workspace, each) for each in chosen]
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
        entry = entry_of(workspace, chosen)
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
        changed = decide(workspace, change, liveblog, decision)
    return Decided(of=(chosen,), changed=changed, faults=tuple(change.faults))


def _same(one: Revision, other: Observation) -> bool:
    return spelling(one.headline, one.body).words == spelling(other.headline, other.body).words
