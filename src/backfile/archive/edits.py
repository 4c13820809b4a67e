"""Which wording of an entry came of which, what shows it, and of which does nobody know which are older?

An edit is put to the publisher's charge only where captures that are read alike differ: what a paste, a page and a feed
show of the same words differs by itself. So it is where people joined entries that the publisher has apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backfile.model.capture import Capture, is_before
from backfile.model.entry import Revision
from backfile.model.history import Change, Event, Wording
from backfile.text.spelling import spelling


def place(wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """The wordings, given oldest first, each with what it came of, and with the number of those, itself among them, of
    which nobody knows which are older."""
    count = len(wordings)
    unordered = [1] * count
    if not all(is_after(wordings[at], wordings[at + 1]) for at in range(count - 1)):
        after = [[False] * count for _ in wordings]
        for newer in range(count):
            for older in reversed(range(newer)):
                after[older][newer] = is_after(wordings[older], wordings[newer]) or any(
                    after[older][each] and after[each][newer] for each in range(older + 1, newer)
                )
                for each in (older, newer):
                    unordered[each] += not after[older][newer]
    return tuple(
        replace(each, came=_came(wordings[:at], each), unordered=unordered[at]) for at, each in enumerate(wordings)
    )


def _came(before: Sequence[Wording], newer: Wording) -> Event | None:
    """Of which of those before it a wording came: of the last that was edited into it, else of the last that only a
    capture of another format shows, else of one that people joined it to. Two that one capture shows are no edits of
    one another."""
    held = [each for each in before if each.captures]
    if not newer.captures or not before:
        return None
    if not held:  # what was kept of them is gone
        number = newer.revision.number
        return Event(change=Change.EDITED, capture=newer.captures[0], revision=number, older=number - 1)
    apart = [each for each in reversed(held) if not each.stands_beside(newer)]
    edited = next((each for each in apart if each.is_comparable(newer)), None)
    if edited is not None and _differs(edited.revision, newer.revision):
        return _edit(edited, newer)
    own = [each for each in apart if each.revision.joined == newer.revision.joined]
    if not apart:
        return None
    event = _between((own or apart)[0], newer, (own or apart)[0].captures, newer.captures)
    return replace(event, change=Change.FORMATS if own else Change.JOINED, was=None, said=None)


def is_after(older: Wording, newer: Wording) -> bool:
    """Does anything show that the words of the one came after those of the other? Where captures are lost, the numbers
    do that they were given while these were held. Two passages of one capture stand beside each other."""
    if not older.captures or not newer.captures:
        return True
    return not older.stands_beside(newer) and _between(older, newer, older.captures, newer.captures).is_ordered


def is_known_after(wordings: Sequence[Wording], older: Wording, newer: Wording) -> bool:
    """Does anything show that of an entry's wordings, given in their order, the one is older than the other? What lies
    between them may show it of both."""
    between = wordings[wordings.index(older) + 1 : wordings.index(newer) + 1]
    reached = [older]
    for each in between:
        if any(is_after(one, each) for one in reached):
            reached.append(each)
    return newer in reached[1:]


def _edit(older: Wording, newer: Wording) -> Event:
    """Where captures that are read alike show the words of the one to differ from those of the other."""
    kinds = {each.kind for each in older.captures} & {each.kind for each in newer.captures}
    was, now = ([each for each in one.captures if each.kind in kinds] for one in (older, newer))
    event = _between(older, newer, was, now)
    if event.before == event.capture or not is_before(event.before, event.capture):
        return event
    return replace(event, change=_how_edited(older.revision, newer.revision))


def _between(older: Wording, newer: Wording, showing: Sequence[Capture], later: Sequence[Capture]) -> Event:
    """Two of these captures, one of each wording, and the second of them certainly made after the first, if any was."""
    capture, number, since = later[0], newer.revision.number, older.revision.number
    if capture in showing:  # it tells itself which of its words are the older ones
        return Event(change=Change.EDITED, capture=capture, before=capture, revision=number, older=since)
    capture = next((each for each in later if any(is_before(one, each) for one in showing)), capture)
    certain = [each for each in showing if is_before(each, capture)]
    timed = [each for each in showing if each.counted and each.counted.instant]
    was, said = older.revision.updated, newer.revision.updated
    if certain or not (was and said and was.end and said.instant and was.end <= said.instant):
        was = said = None
    return Event(
        change=Change.EDITED,
        capture=capture,
        before=(certain or timed or showing)[-1],
        revision=number,
        older=since,
        was=was,
        said=said,
    )


def _differs(one: Revision, other: Revision) -> bool:
    """Are the words of two others, or struck otherwise? They are not where only another format shows others between."""
    ours, theirs = (spelling(each.headline, each.body) for each in (one, other))
    return (ours.words, ours.struck) != (theirs.words, theirs.struck)


def _how_edited(older: Revision, newer: Revision) -> Change:
    """Were other words written, or the same ones struck out, or a strike taken back?"""
    was, now = (spelling(each.headline, each.body) for each in (older, newer))
    if was.words != now.words:
        return Change.EDITED
    return Change.STRUCK_OUT if now.is_struck and now.count_struck >= was.count_struck else Change.UNSTRUCK
