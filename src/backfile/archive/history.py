"""Since when is each wording of an entry shown to exist, and what became of the entry in which capture?

A capture shows its words by the end of the time at which it was made. The publisher's word counts too: last updated, or
published (of two such times the later one) where no later update is told of. It does not count where captures refute
it: an entry whose words changed without an update was published in words that nobody knows, and words that an earlier
capture lacks were not there before it. Nor does it count where what is withheld or erased tells otherwise of the entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from backfile.archive.facts import read_facts
from backfile.archive.reading_file import CAPTURES, short
from backfile.archive.stated import make_stated
from backfile.model.capture import Capture, Digest, is_before, shows_later
from backfile.model.entry import Coverage, Entry, Observation, Reading, Revision, permalink
from backfile.model.evidence import strongest
from backfile.model.history import Change, Event, Ground, History, Known, Wording
from backfile.model.time import Time
from backfile.text.slug import Slug
from backfile.text.spelling import spelling


def read_wordings(coverage: Coverage, entry: Entry) -> tuple[Wording, ...]:
    """The wordings of an entry of a live blog, the oldest first."""
    if entry.corrected is not None:  # what the keepers of the archive say shows nothing of the publisher's words
        theirs = entry.corrected
        entry = replace(entry, published=theirs.was_published, updated=theirs.was_updated)
    wordings: list[Wording] = []
    for number, revision in enumerate(entry.revisions):
        captures = coverage.captures_of(revision)
        earlier = [each for each in wordings[-1].captures if each not in captures] if wordings else ()
        known = min(_grounds(coverage, entry, number, captures, earlier), key=lambda each: each.by, default=None)
        wordings.append(
            Wording(revision=revision, captures=captures, evidence=strongest(captures), known=known, until=None)
        )
    shown = sorted((each.known.by, number) for number, each in enumerate(wordings) if each.known)
    for (_, number), (by, _) in pairwise(shown):
        wordings[number] = replace(wordings[number], until=by)
    return tuple(_placed(wordings))


def _placed(wordings: Sequence[Wording]) -> Iterator[Wording]:
    """The wordings, each with the number of those among which it has no known place."""
    group: list[Wording] = []
    for wording in wordings:
        if group and _is_after(group[-1], wording):
            yield from (replace(each, unordered=len(group)) for each in group)
            group = []
        group.append(wording)
    yield from (replace(each, unordered=len(group)) for each in group)


def _is_after(older: Wording, newer: Wording) -> bool:
    """Does anything show that the words of the one came after those of the other? Where captures are lost, the numbers
    do that they were given while these were held. Two passages of one capture stand beside each other."""
    if not older.captures or not newer.captures:
        return True
    return not older.stands_beside(newer) and _edit(older, newer).is_ordered


def read_histories(coverage: Coverage, readings: Iterable[Reading]) -> Iterator[History]:
    """The histories of a live blog's entries, in their order, given all readings of its captures, in any order."""
    numbers = {capture.digest: number for number, capture in enumerate(coverage.captures)}  # not those withheld
    open_ones = (reading for reading in readings if reading.capture.digest in numbers)
    ordered = sorted(open_ones, key=lambda reading: numbers[reading.capture.digest])
    observed = observe(coverage, ordered)
    for entry in coverage.entries:
        wordings = read_wordings(coverage, entry)
        its = observed[entry.slug]
        events = [*_seen(wordings, coverage.captures), *read_facts(its, coverage.captures), *_absences(its, ordered)]
        yield History(
            permalink=permalink(coverage.slug, entry.slug),
            entry=entry,
            wordings=wordings,
            events=tuple(_in_order(events, numbers)),
            stated=make_stated(its, coverage.captures),
            doubts=coverage.doubts,
            withheld=coverage.withheld,
        )


def observe(coverage: Coverage, readings: Iterable[Reading]) -> dict[Slug, dict[Digest, Observation]]:
    """What captures show of the entries of a live blog: by entry, and by the digest of each capture that shows it.

    Of two passages of one capture that people merged, the one that stands alone in another capture, else in most of
    them, else that with the newer words: so what is said of the one is not held against what is said of the other.
    """
    owners = {
        place: (entry.slug, each.number)
        for entry in coverage.entries
        for each in entry.revisions
        for place in each.provenance
    }
    shown: dict[Slug, dict[Digest, list[tuple[int, Observation]]]] = {entry.slug: {} for entry in coverage.entries}
    for reading in readings:
        for observation in reading.entries:
            owner = next((owners[place] for place in observation.provenance if place in owners), None)
            if owner is not None:
                shown[owner[0]].setdefault(reading.capture.digest, []).append((owner[1], observation))
    return {slug: dict(_one_of_each(captures)) for slug, captures in shown.items()}


def _one_of_each(shown: Mapping[Digest, Sequence[tuple[int, Observation]]]) -> Iterator[tuple[Digest, Observation]]:
    """One observation of each capture, given all with the numbers of their revisions."""
    alone = {each[0][1].key for each in shown.values() if len(each) == 1}
    counts = Counter(seen.key for each in shown.values() for _, seen in each) if len(alone) != len(shown) else Counter()
    for capture, passages in shown.items():
        best = max(passages, key=lambda each: (each[1].key in alone, counts[each[1].key], each[0]))
        yield capture, best[1]


def _in_order(events: Iterable[Event], numbers: Mapping[Digest, int]) -> Iterator[Event]:
    """The events in the order of the captures, given the number of each; but words of before never after later ones."""
    placed = []
    newest = 0
    for event in events:
        number = numbers[event.capture.digest]
        if event.revision is not None:
            newest = number = max(newest, number)
        placed.append((number, list(Change).index(event.change), event))
    return (event for *_, event in sorted(placed, key=lambda each: each[:2]))


def _grounds(
    coverage: Coverage, entry: Entry, number: int, captures: Sequence[Capture], earlier: Sequence[Capture]
) -> Iterator[Known]:
    """All that shows by when a wording existed, but for times of captures that are in doubt; `earlier` are the captures
    of the wording before that do not show this one as well."""
    doubted = dict(coverage.doubts)
    for capture in captures if "captured" not in entry.unseen else ():
        if capture.digest in doubted or any(shows_later(capture, said) for said in _said_in(capture, entry, number)):
            continue
        if capture.captured is not None and capture.captured.end is not None:
            ground = Ground.TOLD if capture.told else Ground.CAPTURED
            yield Known(by=capture.captured.end, ground=ground, time=capture.captured)
    if entry.unseen:  # what is not shown may refute the publisher's word
        return
    published, updated = entry.republished or entry.published, entry.revisions[number].updated
    begun = published.end if published is not None else None
    if updated is not None and updated.end is not None:
        is_disputed = _is_disputed(coverage, entry, number, updated.end, captures)
        if not is_disputed and not _is_refuted(updated.end, captures, earlier):
            yield Known(by=max(updated.end, begun or updated.end), ground=Ground.UPDATED, time=updated)
    elif updated is None and published is not None and begun is not None and len(entry.revisions) == 1:
        yield Known(by=begun, ground=Ground.PUBLISHED, time=published)


def _said_in(capture: Capture, entry: Entry, number: int) -> Iterator[Time]:
    """The times that a capture is held against where it shows a wording: the publication of the entry, whichever
    capture gives it, for where it was seen it was published; a later one, and the update beside the words, where it
    gives them itself."""
    own = f"{CAPTURES}/{short(capture.digest)}/"
    others = (entry.republished, entry.revisions[number].updated)
    yield from filter(None, (entry.published, *(time for time in others if time and time.source.startswith(own))))


def _is_refuted(stated: datetime, captures: Sequence[Capture], earlier: Sequence[Capture]) -> bool:
    """Does an earlier capture show other words at the time from which these are said to stand? None does where nobody
    knows which of the captures is the earlier one."""
    if not any(map(_is_timed, captures)):
        return False
    return any(each.captured.instant >= stated for each in earlier if each.captured and each.captured.instant)


def _is_disputed(coverage: Coverage, entry: Entry, number: int, stated: datetime, captures: Sequence[Capture]) -> bool:
    """Do other words claim the same update, or does a capture from then on show those of an earlier one? In whatever
    order the captures were made, one of the two wordings was changed without a word of it."""
    for other in entry.revisions:
        claimed = other.updated.end if other.updated else None
        if other is entry.revisions[number] or claimed is None or claimed > stated:
            continue
        others = (each for each in coverage.captures_of(other) if each not in captures)  # which may show both passages
        shown = [each.captured.instant for each in others if each.captured]
        if claimed == stated or any(instant is not None and instant >= stated for instant in shown):
            return True
    return False


def _seen(wordings: Sequence[Wording], order: Sequence[Capture]) -> Iterator[Event]:
    """Where each wording is first seen, given the captures in their order. Two that one capture shows are no edits of
    one another."""
    showing = {capture for each in wordings for capture in each.captures}
    for at, newer in enumerate(wordings):
        if not newer.captures:  # what was kept of them is gone
            continue
        number = newer.revision.number
        before = [each for each in wordings[:at] if each.captures]
        older = next((each for each in reversed(before) if not each.stands_beside(newer)), None)
        if newer is wordings[0]:
            first = min(showing, key=order.index)
            is_first = all(each == first or is_before(first, each) for each in showing)
            yield Event(change=Change.NEW, capture=first, revision=number, first=is_first)
        elif older is not None or not before:
            yield _edit(older, newer)


def _edit(older: Wording | None, newer: Wording) -> Event:
    """Where the words of a wording differ from those of the one before, of which a capture is held or not."""
    capture, number = newer.captures[0], newer.revision.number
    if older is None:
        return Event(change=Change.EDITED, capture=capture, revision=number, older=number - 1)
    since = older.revision.number
    if capture in older.captures:  # it tells itself which of its words are the older ones
        return Event(change=Change.EDITED, capture=capture, before=capture, revision=number, older=since)
    certain = [each for each in newer.captures if any(is_before(one, each) for one in older.captures)]
    if certain:
        capture = certain[0]
        before = [each for each in older.captures if is_before(each, capture)][-1]
    else:
        before = next((each for each in reversed(older.captures) if _is_timed(each)), older.captures[-1])
    was, said = older.revision.updated, newer.revision.updated
    if is_before(before, capture) or not (was and said and was.end and said.instant and was.end <= said.instant):
        was = said = None
    change = _how_edited(older.revision, newer.revision) if is_before(before, capture) else Change.EDITED
    return Event(change=change, capture=capture, before=before, revision=number, older=since, was=was, said=said)


def _how_edited(older: Revision, newer: Revision) -> Change:
    """Were other words written, or the same ones struck out, or a strike taken back?"""
    was, now = (spelling(each.headline, each.body) for each in (older, newer))
    if was.words != now.words:
        return Change.EDITED
    return Change.STRUCK_OUT if now.is_struck and now.count_struck >= was.count_struck else Change.UNSTRUCK


def _absences(observed: Mapping[Digest, Observation], readings: Iterable[Reading]) -> Iterator[Event]:
    """Where the entry is missing after a capture that shows it and was certainly made before; the first capture of each
    such time."""
    before: Capture | None = None
    missing = False
    for reading in filter(lambda each: _is_timed(each.capture), readings):
        if reading.capture.digest in observed:
            before, missing = reading.capture, False
        elif is_before(before, reading.capture) and not missing:
            missing = True
            partial = reading.liveblog.more or (reading.liveblog.declared or 0) > len(reading.entries)
            yield Event(change=Change.ABSENT, capture=reading.capture, before=before, partial=partial)


def _is_timed(capture: Capture) -> bool:
    return capture.captured is not None and capture.captured.instant is not None
