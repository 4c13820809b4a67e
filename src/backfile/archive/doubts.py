"""Which captures cannot have been made when a person says, for they show what was published or updated later?

Which of the two times is wrong nobody knows, so such a capture shows nothing by its time, and is neither older nor
newer than any other. One that records its time itself is held against each entry alone (archive/history.py): there a
publisher's slip is the likelier one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from backfile.model.capture import UNKNOWN, Capture, Digest, shows_later
from backfile.model.entry import Revision
from backfile.model.time import Time


class Shown(Protocol):
    """An entry, or a draft of one."""

    @property
    def published(self) -> Time | None: ...
    @property
    def revisions(self) -> Sequence[Revision]: ...


Doubts = tuple[tuple[Digest, Time], ...]
"""Captures in doubt, by digest, each with what they show as later."""


def find_doubts(captures: Iterable[tuple[Capture, Time | None]], entries: Iterable[Shown]) -> Doubts:
    """The captures of a live blog whose stated time ends before a publication or an update that they show, by digest,
    each with the latest of these; given each capture with the latest time that it states itself (`Reading.latest`).

    What other captures say of the publication of an entry counts too: where it was seen, it was published. So does what
    another archive knew to be later than the time it gives.
    """
    held = tuple(captures)
    stated = {capture.digest: (capture, {latest}) for capture, latest in held if capture.is_stated}
    latest = {each.digest: each.told.doubted for each, _ in held if each.told and each.told.doubted}
    for entry in entries if stated else ():
        for place in (place for revision in entry.revisions for place in revision.provenance):
            if place.capture in stated:
                stated[place.capture][1].add(entry.published)
    for digest, (capture, said) in stated.items():
        later = {time for time in (*said, latest.get(digest)) if time and shows_later(capture, time)}
        if later:
            latest[digest] = max(later, key=lambda time: (time.instant or UNKNOWN, time.printed))
    return tuple(sorted(latest.items(), key=lambda doubt: doubt[0]))


def mark_doubted(captures: Iterable[Capture], doubted: Collection[Digest]) -> tuple[Capture, ...]:
    """The captures in their order, those in doubt marked as such."""
    if not doubted:
        return tuple(captures)
    return tuple(replace(each, is_doubted=True) if each.digest in doubted else each for each in captures)
