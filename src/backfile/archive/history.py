"""Since when is each wording of an entry shown to exist, and what became of the entry in which capture?

A capture shows its words by the end of the time at which it was made. The publisher's word counts too: last updated, or
published where no update is told of. It does not count where captures refute it: an entry whose words changed without
an update was published in words that nobody knows, and words that an earlier capture lacks were not there before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from backfile.model.capture import Capture, Digest, is_before
from backfile.model.entry import Coverage, Entry, Observation, Reading, permalink
from backfile.model.evidence import strongest
from backfile.model.history import Change, Event, Ground, History, Known, Wording
from backfile.text.slug import Slug


def read_wordings(coverage: Coverage, entry: Entry) -> tuple[Wording, ...]:
    """The wordings of an entry of a live blog, the oldest first."""
    if entry.corrected is not None:  # what the keepers of the archive say shows nothing of the publisher's words
        theirs = entry.corrected
        entry = replace(entry, published=theirs.was_published, updated=theirs.was_updated)
    wordings: list[Wording] = []
    for number, revision in enumerate(entry.revisions):
        captures = coverage.captures_of(revision)
        earlier = wordings[-1].captures if wordings else ()
        known = min(_grounds(coverage, entry, number, captures, earlier), key=lambda each: each.by, default=None)
        wordings.append(
            Wording(revision=revision, captures=captures, evidence=strongest(captures), known=known, until=None)
        )
    shown = sorted((each.known.by, number) for number, each in enumerate(wordings) if each.known)
    for (_, number), (by, _) in pairwise(shown):
        wordings[number] = replace(wordings[number], until=by)
    return tuple(wordings)


def read_histories(coverage: Coverage, readings: Iterable[Reading]) -> Iterator[History]:
    """The histories of a live blog's entries, in their order, given all readings of its captures, in any order."""
    shown = {capture.digest for capture in coverage.captures}  # not those that are withheld
    open_ones = (reading for reading in readings if reading.capture.digest in shown)
    ordered = sorted(open_ones, key=lambda reading: reading.capture.order)
    owners = {place: entry.slug for entry in coverage.entries for each in entry.revisions for place in each.provenance}
    observed: dict[Slug, dict[Digest, Observation]] = {entry.slug: {} for entry in coverage.entries}
    for reading in ordered:
        for observation in reading.entries:
            owner = next((owners[place] for place in observation.provenance if place in owners), None)
            if owner is not None:
                observed[owner][reading.capture.digest] = observation
    for entry in coverage.entries:
        wordings = read_wordings(coverage, entry)
        events = [*_seen(wordings), *_said(observed[entry.slug], ordered), *_absences(observed[entry.slug], ordered)]
        yield History(
            permalink=permalink(coverage.slug, entry.slug),
            entry=entry,
            wordings=wordings,
            events=tuple(sorted(events, key=lambda event: (event.capture.order, list(Change).index(event.change)))),
        )


def _grounds(
    coverage: Coverage, entry: Entry, number: int, captures: Sequence[Capture], earlier: Sequence[Capture]
) -> Iterator[Known]:
    """All that shows by when a wording existed; `earlier` are the captures of the wording before."""
    for capture in captures:
        if capture.captured is not None and capture.captured.end is not None:
            yield Known(by=capture.captured.end, ground=Ground.CAPTURED, time=capture.captured)
    published, updated = entry.published, entry.revisions[number].updated
    begun = published.end if published is not None else None
    if updated is not None and updated.end is not None:
        if not (_is_refuted(updated.end, captures, earlier) or _is_disputed(coverage, entry, number, updated.end)):
            yield Known(by=max(updated.end, begun or updated.end), ground=Ground.UPDATED, time=updated)
    elif updated is None and published is not None and begun is not None and len(entry.revisions) == 1:
        yield Known(by=begun, ground=Ground.PUBLISHED, time=published)


def _is_refuted(stated: datetime, captures: Sequence[Capture], earlier: Sequence[Capture]) -> bool:
    """Does an earlier capture show other words at the time from which these are said to stand? None does where nobody
    knows which of the captures is the earlier one."""
    if not any(map(_is_timed, captures)):
        return False
    return any(each.captured.instant >= stated for each in earlier if each.captured and each.captured.instant)


def _is_disputed(coverage: Coverage, entry: Entry, number: int, stated: datetime) -> bool:
    """Do other words claim the same update, or does a capture from then on show those of an earlier one? In whatever
    order the captures were made, one of the two wordings was changed without a word of it."""
    for other in entry.revisions:
        claimed = other.updated.end if other.updated else None
        if other.number == number + 1 or claimed is None or claimed > stated:
            continue
        shown = [each.captured.instant for each in coverage.captures_of(other) if each.captured]
        if claimed == stated or any(instant is not None and instant >= stated for instant in shown):
            return True
    return False


def _seen(wordings: Sequence[Wording]) -> Iterator[Event]:
    """Where each wording is first seen."""
    before: Capture | None = None
    for wording in wordings:
        if not wording.captures:  # what was kept of them is gone
            continue
        change = Change.EDITED if wording.revision.number > 1 else Change.NEW
        yield Event(change=change, capture=wording.captures[0], before=before, revision=wording.revision.number)
        before = next((each for each in reversed(wording.captures) if _is_timed(each)), wording.captures[-1])


def _said(observed: Mapping[Digest, Observation], readings: Iterable[Reading]) -> Iterator[Event]:
    """What the publisher says of the entry, each thing where it is said first."""
    updated, withdrawn = None, None
    for reading in readings:
        observation = observed.get(reading.capture.digest)
        if observation is None:
            continue
        if observation.updated is not None and observation.updated.printed != updated:
            updated = observation.updated.printed
            yield Event(change=Change.UPDATED, capture=reading.capture, said=observation.updated)
        if observation.withdrawn is not None and observation.withdrawn != withdrawn:
            yield Event(change=Change(observation.withdrawn), capture=reading.capture)
        withdrawn = observation.withdrawn


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
