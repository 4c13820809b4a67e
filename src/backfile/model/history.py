"""Which words did an entry have when, and what shows it?

A wording is shown to exist by an instant: that of the first capture that shows it, or that of the publisher's own word.
What stood there before, nobody knows: "published 10:28, these words known from 20:06".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from backfile.model.capture import UNKNOWN, Capture, Digest, is_before
from backfile.model.entry import Entry, Revision
from backfile.model.evidence import Evidence
from backfile.model.observation import Keepers, Observation
from backfile.model.permalink import Permalink
from backfile.model.time import Precision, Time
from backfile.text.slug import Slug


class Ground(StrEnum):
    """Why a wording is said to exist by an instant."""

    CAPTURED = "captured"
    TOLD = "captured, as another archive states"
    UPDATED = "updated, as the publisher says"
    PUBLISHED = "published, as the publisher says, and no later update is told of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """By when words are shown to exist: `by` (UTC) is the end of the `time` that shows it, for a day is a whole day."""

    by: datetime
    ground: Ground
    time: Time

    @property
    def is_coarse(self) -> bool:
        """Is the end of the time that shows it more than a minute from its beginning? Then the end is to be told."""
        return self.time.precision not in (Precision.SECOND, Precision.MINUTE)

    @property
    def is_captured(self) -> bool:
        """Does a capture of ours show it?"""
        return self.ground is Ground.CAPTURED


def captured_by(capture: Capture) -> Known | None:
    """By when what a capture shows existed, as its own time says; None where that is not known, or in doubt."""
    if capture.counted is None or capture.counted.end is None:
        return None
    ground = Ground.TOLD if capture.told else Ground.CAPTURED
    return Known(by=capture.counted.end, ground=ground, time=capture.counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A revision with what shows it. Without `known`, nothing says when these words existed.

    `unordered` counts the wordings, this one among them, of which nobody knows which are older: 1 where its place is
    known.
    """

    revision: Revision
    captures: tuple[Capture, ...]  # that show it, in order of time, those of unknown time last
    evidence: Evidence
    known: Known | None
    until: datetime | None  # from here on (UTC) another wording is the newest that is shown to exist
    edited: datetime | None = None  # from here on (UTC) one is shown to exist that the publisher edited it into
    unordered: int = 1
    came: Event | None = None  # from which older wording it differs, and where that is seen; None for the first

    def stands_beside(self, other: Wording) -> bool:
        """Are they two passages of one capture, which people merged?"""
        return self.revision.stands_beside(other.revision)

    def is_comparable(self, other: Wording) -> bool:
        """Must the publisher have edited the one into the other? So where both are words of one entry of the
        publisher's, and captures that are read alike show them; of captures that are lost nobody knows."""
        if self.revision.joined != other.revision.joined or self.stands_beside(other):
            return False
        kinds, others = ({each.kind for each in one.captures} for one in (self, other))
        return not kinds or not others or not kinds.isdisjoint(others)


def is_edited(wordings: Iterable[Wording]) -> bool:
    """Did the publisher edit the words, as far as these show?"""
    return any(each.came is not None and each.came.is_edit for each in wordings)


def place_of(wordings: Sequence[Wording], number: int) -> int:
    """Where the wording of that number stands among these: where others are withheld, numbers have gaps."""
    return next(place for place, each in enumerate(wordings) if each.revision.number == number)


def held_by(wordings: Sequence[Wording], instant: datetime) -> Wording | None:
    """The newest wording that is shown to exist by an instant (UTC)."""
    return next((each for each in wordings if _is_held(each, instant)), None)


def first_known(wordings: Sequence[Wording]) -> Wording | None:
    """The wording that is shown to exist by the earliest instant."""
    return min((each for each in wordings if each.known), key=_by, default=None)


def _is_held(wording: Wording, instant: datetime) -> bool:
    if wording.known is None or wording.known.by > instant:
        return False
    return wording.until is None or instant < wording.until


def _by(wording: Wording) -> datetime:
    return wording.known.by if wording.known else UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """An entry that was published by an instant, in words that are not shown to exist by then.

    `wording` is the one that is known first; None where nothing says since when any stands.
    """

    permalink: Permalink
    published: Time
    wording: Wording | None


class Change(StrEnum):
    """What became of an entry."""

    NEW = "new"
    EDITED = "edited"
    STRUCK_OUT = "struck out"
    UNSTRUCK = "strike taken back"
    FORMATS = "differs between formats"
    JOINED = "joined by the keepers"
    HEADLINE = "headline"  # of a live blog: an entry's is a part of its words
    BYLINE = "byline"
    PUBLISHED = "published"
    UPDATED = "updated"
    ABSENT = "absent"
    DELETED = "deleted by the publisher"
    STRUCK = "struck by the publisher"


Said = Time | tuple[str, ...] | str
"""What a publisher says of an entry beside its words: a time, or the names of its byline; or the headline of a live
blog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that became of an entry, and the captures that show it.

    new: `capture` is the first that shows it, `first` where no other that does may be older. edited: its words there
    (`revision`) differ from those in `before`, or from earlier ones whose captures are missing from the archive; `was`
    and `said` are the updates that the publisher states beside them, where only these tell which words are older.
    struck out, strike taken back: the words are the same, and more of them, or fewer, are struck out there than in
    `before`, which was certainly made earlier. differs between formats: the words differ from those in `before`, a
    capture that is read in another way, of which that may come. joined by the keepers: people joined them to those in
    `before`. `older` is the revision that all these differ from. byline, published,
    updated, and of a live blog its headline: the publisher says `said` there, and `was` in `before`; an update that is
    stated for the first time has no
    `before`. absent: `capture` does not show it, `before` did; with `partial`, the page says there that it shows a part
    of its entries. deleted, struck: the publisher says so there.
    """

    change: Change
    capture: Capture
    before: Capture | None = None
    revision: int | None = None
    older: int | None = None
    was: Said | None = None
    said: Said | None = None
    partial: bool = False
    first: bool = True

    @property
    def is_edit(self) -> bool:
        """Does it lead from one revision to another?"""
        return self.change in (Change.EDITED, Change.STRUCK_OUT, Change.UNSTRUCK)

    @property
    def is_across_formats(self) -> bool:
        """Are its two captures read in different ways?"""
        return self.before is not None and self.before.kind != self.capture.kind

    @property
    def is_ordered(self) -> bool:
        """Was `before` certainly made before `capture`, or are the words there older as the publisher, or that one
        capture of both, says?"""
        return self.before == self.capture or is_before(self.before, self.capture) or self.is_ordered_by_updates

    @property
    def is_ordered_by_updates(self) -> bool:
        """Do only the updates that the publisher states tell which words are older?"""
        return self.change is Change.EDITED and self.was is not None


def is_change(event: Event, first: Capture | None) -> bool:
    """Is this something that changed from one capture to another, or that a publisher withdrew? What the `first` one
    of a live blog shows is no change, nor is an update that is only stated, nor what formats or keepers make differ."""
    if event.change in (Change.FORMATS, Change.JOINED):
        return False
    if event.change is Change.NEW:
        return event.capture != first
    return event.change is not Change.UPDATED or event.before is not None


class Sighting(NamedTuple):
    """What one capture shows of an entry."""

    capture: Capture
    seen: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What each capture says of an entry, in their order, and the events of bylines and times that differ among them.

    Nothing where one capture alone shows the entry, once: then the entry is what it says. Of two passages of a capture,
    which people merged, the one with the newer words comes last. `keepers` is what people of other archives, which
    exported the entry, say otherwise of it.
    """

    keepers: tuple[Keepers, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    differing: tuple[Event, ...] = ()

    @property
    def withdrawn_in(self) -> Capture | None:
        """Where an entry that is withdrawn was first seen so, after the last capture in which it was not."""
        withdrawn = takewhile(lambda each: each.seen.withdrawn is not None, reversed(self.sightings))
        return next((each.capture for each in reversed(list(withdrawn))), None)

    def beside(self, revision: Revision, capture: Capture | None) -> Sighting | None:
        """What a capture shows beside these words; where people merged two passages of it, not beside the others."""
        its = [each for each in self.sightings if each.capture == capture]
        places = set(revision.provenance)
        return next((each for each in its if not places.isdisjoint(each.seen.provenance)), its[0] if its else None)


NOTHING_STATED = Statements()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlogHistory:
    """What became of a live blog itself: its captures in their order, each with the headline that it gives, and the
    events of headlines that differ."""

    slug: Slug
    headline: str | None
    captures: tuple[tuple[Capture, str | None], ...]
    events: tuple[Event, ...]
    doubts: tuple[tuple[Digest, Time], ...] = ()  # as of model.entry.Coverage
    withheld: tuple[tuple[Digest, str], ...] = ()  # as of model.entry.Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """An entry's wordings, the oldest first, and what became of it, in the order of the captures that show it."""

    permalink: Permalink
    entry: Entry
    wordings: tuple[Wording, ...]
    events: tuple[Event, ...]
    stated: Statements = NOTHING_STATED
    doubts: tuple[tuple[Digest, Time], ...] = ()  # as of model.entry.Coverage
    withheld: tuple[tuple[Digest, str], ...] = ()  # as of model.entry.Coverage
