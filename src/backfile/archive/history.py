"""Since when is each wording of an entry shown to exist, and what became of the entry in which capture?

A capture shows its words by the end of the time at which it was made. The publisher's word counts too: last updated, or
published (of two such times the later one) where no later update is told of. It does not count where captures refute
it: an entry whose words changed without an update was published in words that nobody knows, and words that an earlier
capture lacks were not there before it. Nor does it count where what is withheld or erased tells otherwise of the entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from backfile.archive.absences import find_absences
from backfile.archive.doubts import mark_doubted
from backfile.archive.edits import place
from backfile.archive.facts import read_facts
from backfile.archive.reading_file import CAPTURES, short
from backfile.archive.stated import make_stated
from backfile.model.capture import Capture, Digest, is_before, shows_later
from backfile.model.entry import Coverage, Entry
from backfile.model.evidence import strongest
from backfile.model.history import Change, Event, Ground, History, Known, Wording, captured_by
from backfile.model.observation import UNSEEN_CAPTURED, Observation, Reading
from backfile.model.permalink import permalink
from backfile.model.time import Time
from backfile.text.slug import Slug


def read_wordings(coverage: Coverage, entry: Entry) -> tuple[Wording, ...]:
    """The wordings of an entry of a live blog, the oldest first."""
    if entry.corrected is not None:  # what the keepers of the archive say shows nothing of the publisher's words
        theirs = entry.corrected
        entry = replace(entry, published=theirs.was_published, updated=theirs.was_updated)
    shown_in = [coverage.captures_of(each) for each in entry.revisions]
    refuted = _refuted(coverage, entry, shown_in)
    wordings: list[Wording] = []
    for number, revision in enumerate(entry.revisions):
        captures = mark_doubted(shown_in[number], refuted)
        earlier = [each for each in wordings[-1].captures if each not in captures] if wordings else ()
        known = min(_grounds(coverage, entry, number, captures, earlier), key=lambda each: each.by, default=None)
        wordings.append(
            Wording(revision=revision, captures=captures, evidence=strongest(captures), known=known, until=None)
        )
    shown = sorted((each.known.by, number) for number, each in enumerate(wordings) if each.known)
    for at, (_, number) in enumerate(shown):
        until = next((by for by, _ in shown[at + 1 :]), None)
        edited = (by for by, other in shown[at + 1 :] if wordings[number].is_comparable(wordings[other]))
        wordings[number] = replace(wordings[number], until=until, edited=next(edited, None))
    return place(wordings)


def count_edits(coverage: Coverage, entry: Entry) -> int:
    """How often the publisher edited an entry, as far as captures of the live blog show it."""
    return sum(each.came is not None and each.came.is_edit for each in read_wordings(coverage, entry))


def read_histories(coverage: Coverage, readings: Iterable[Reading]) -> Iterator[History]:
    """The histories of a live blog's entries, in their order, given all readings of its captures, in any order."""
    numbers = {capture.digest: number for number, capture in enumerate(coverage.captures)}  # not those withheld
    open_ones = (reading for reading in readings if reading.capture.digest in numbers)
    ordered = sorted(open_ones, key=lambda reading: numbers[reading.capture.digest])
    observed = observe(coverage, ordered)
    for entry in coverage.entries:
        wordings = read_wordings(coverage, entry)
        its = observed[entry.slug]
        refuted = {each.digest for wording in wordings for each in wording.captures if each.is_doubted}
        captures = mark_doubted(coverage.captures, refuted)
        events = [*_seen(wordings, captures), *read_facts(its, captures), *find_absences(its, ordered, refuted)]
        yield History(
            permalink=permalink(coverage.slug, entry.slug),
            entry=entry,
            wordings=wordings,
            events=tuple(_in_order(events, numbers)),
            stated=make_stated(its, captures),
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
    yield from filter(None, map(captured_by, captures))
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


def _refuted(coverage: Coverage, entry: Entry, shown_in: Sequence[Sequence[Capture]]) -> Collection[Digest]:
    """The captures whose times count for nothing here: those in doubt, those that what they show of the entry refutes,
    and all of them where captures that are not shown may refute them; given those that show each of its revisions."""
    if UNSEEN_CAPTURED in entry.unseen:
        return {capture.digest for capture in coverage.captures}
    return {its_digest for its_digest, _ in coverage.doubts}.union(
        capture.digest
        for number, captures in enumerate(shown_in)
        for capture in captures
        if any(shows_later(capture, said) for said in _said_in(capture, entry, number))
    )


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
    return any(each.counted.instant >= stated for each in earlier if each.counted and each.counted.instant)


def _is_disputed(coverage: Coverage, entry: Entry, number: int, stated: datetime, captures: Sequence[Capture]) -> bool:
    """Do other words claim the same update, or does a capture from then on show those of an earlier one? In whatever
    order the captures were made, one of the two wordings was changed without a word of it."""
    for other in entry.revisions:
        claimed = other.updated.end if other.updated else None
        if other is entry.revisions[number] or claimed is None or claimed > stated:
            continue
        others = (each for each in coverage.captures_of(other) if each not in captures)  # which may show both passages
        shown = [each.counted.instant for each in others if each.counted]
        if claimed == stated or any(instant is not None and instant >= stated for instant in shown):
            return True
    return False


def _seen(wordings: Sequence[Wording], order: Sequence[Capture]) -> Iterator[Event]:
    """Where each wording is first seen, given the captures in their order."""
    showing = {capture for each in wordings for capture in each.captures}
    for wording in wordings:
        if wording is wordings[0] and wording.captures:
            first = min(showing, key=order.index)
            is_first = all(each == first or is_before(first, each) for each in showing)
            yield Event(change=Change.NEW, capture=first, revision=wording.revision.number, first=is_first)
        elif wording.came is not None:
            yield wording.came


def _is_timed(capture: Capture) -> bool:
    return capture.counted is not None and capture.counted.instant is not None
