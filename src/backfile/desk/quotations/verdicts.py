"""What does the archive say of a quotation? The verdicts, and how history makes one of the wordings that hold it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from backfile.archive.edits import is_after
from backfile.archive.history import read_wordings
from backfile.archive.stated import as_said_in
from backfile.desk.quotations.printed import is_other_day_alone, is_printed_by_then, is_published_then, span_of
from backfile.desk.quotations.standing import Spell, find_others_then, find_spells, is_shown_in
from backfile.model.capture import UNKNOWN, Capture
from backfile.model.entry import Coverage, Entry, Observation, Permalink
from backfile.model.history import NOTHING_STATED, Ground, Statements, Wording
from backfile.model.time import Time
from backfile.text.claims import Claim
from backfile.text.comparing import Stretch
from backfile.text.dates import DateSpan
from backfile.text.diff import diff
from backfile.text.fold import fold
from backfile.text.markdown import words
from backfile.text.quotes import Quote, as_written
from backfile.text.runs import Run

_ENDING = re.compile(r"[^\w\s]+$")
_PUBLISHERS = (Ground.PUBLISHED, Ground.UPDATED)


class Verdict(StrEnum):
    """What the archive says of a quotation, or of a claim of time that quotes nothing."""

    VERBATIM = "verbatim"
    MARKED = "verbatim but for what it marks as changed"
    UNTIMED = "verbatim, but its time was not checked"
    UNORDERED = "in one of several wordings, and which is older is not known"
    STRUCK = "struck by the publisher"
    DELETED = "deleted by the publisher"
    FORMATS = "in captures of one format, not in those of another"
    EDITED = "true only until an edit"
    OTHERS_THEN = "other words are shown for the time claimed"
    LATER = "first seen after the time claimed"
    UNDATED = "held, but nothing shows since when"
    OTHER_TIME = "the publisher gives another time"
    DIFFERS = "differs"
    THEIRS = "the keepers’ words, not the publisher’s"
    WITHHELD = "only in what is withheld"
    NOT_HELD = "not in this archive"
    UNQUOTED = "claimed, not quoted"


SOUND = (Verdict.VERBATIM, Verdict.MARKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The wording of an entry in which quoted words stand, or to which they come nearest.

    `text` is the field it stands in, the words or the headline; `stretches` are the places in it.
    """

    permalink: Permalink
    coverage: Coverage
    entry: Entry
    wording: Wording
    stands: bool  # does the newest wording of the entry hold them, too?
    text: str
    stretches: tuple[Stretch, ...]
    struck: bool = False  # did the publisher strike them there?
    is_day_open: bool = False  # is another day claimed than the one that was reckoned for its publication?
    stated: Statements = NOTHING_STATED  # what each capture says beside the words, where the verdict speaks of them

    @property
    def own(self) -> Entry:
        """The entry as the publisher has it, with byline and times as the first capture of these words gives them."""
        first = self.stated.beside(self.wording.revision, next(iter(self.wording.captures), None))
        return as_said_in(self.entry.as_captured, [first] if first else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A quotation (or, where `quote` is None, a claim alone) with its verdict.

    `held` is the wording that the verdict speaks of (for a claim alone, one that it may mean), `also` are other entries
    that hold the same words. `spells` are the times at which they stood in the one that holds them, the oldest first.
    `runs` are the archive's words beside the draft's, where these differ or leave some out: what only the archive has
    counts as removed, what only the draft has as added. `theirs` is an entry in which people, and not the publisher,
    have these words. `withheld` is an entry that has these words where nobody but the keepers is shown them, and
    `to_others` is then the verdict for all others. `unchecked` are dates and clocks of its sentence that were held
    against nothing: what would be verbatim is UNTIMED beside such, and beside a claim that was not understood.
    """

    quote: Quote | None
    claim: Claim | None
    verdict: Verdict
    held: Held | None = None
    spells: tuple[Spell, ...] = ()
    also: tuple[Permalink, ...] = ()
    runs: tuple[Run, ...] = ()
    theirs: Permalink | None = None
    unchecked: tuple[str, ...] = ()
    withheld: Permalink | None = None
    to_others: Verdict | None = None

    @property
    def next(self) -> Wording | None:
        """The wording that an edit put in the place of an EDITED one."""
        return self.spells[-1].edit if self.verdict is Verdict.EDITED else None

    @property
    def text(self) -> str:
        """What the draft says."""
        return self.quote.text if self.quote else self.claim.text if self.claim else ""

    @property
    def start(self) -> int:
        """Where in the draft that stands, in characters."""
        return self.quote.start if self.quote else self.claim.start if self.claim else 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found of a draft, in its order. `entries` are held; `incomplete` live blogs have more.

    What is `incomplete`, `beyond` and `unread` is counted where a quotation was not found.
    """

    draft: str
    checked: tuple[Checked, ...]
    entries: int
    liveblogs: int
    incomplete: int
    beyond: int  # entries out of reach: withheld, or damaged
    unread: int  # live blogs out of reach
    notes: tuple[str, ...]

    @property
    def for_others(self) -> Proof:
        """What may leave the archive: nothing that is withheld has a part in it."""
        told = (
            each if each.to_others is None else replace(each, verdict=each.to_others, withheld=None, to_others=None)
            for each in self.checked
        )
        return replace(self, checked=tuple(told))

    @property
    def is_sound(self) -> bool:
        return all(each.verdict in SOUND for each in self.checked)


def judge(quote: Quote, claim: Claim | None, held: Sequence[Held]) -> Checked:
    by = claim.by if claim and not claim.published else None
    best = min(
        held,
        key=lambda each: (
            _is_later(claim, each),
            claim is not None and claim.then is not None and not is_shown_in(each.wording, claim.then),
            claim is not None and _is_published_otherwise(claim, each),
            each.struck or each.entry.withdrawn is not None,
            not each.stands,
            not any(place.displayed for place in each.wording.revision.provenance),
            known_by(each),
            each.permalink,
        ),
    )
    wordings = read_wordings(best.coverage, best.entry)
    is_unsure = by is not None and "words" in best.entry.unseen  # those that are withheld may have stood there by then
    holding = {each.wording.revision.number for each in held if each.permalink == best.permalink and not each.struck}
    verdict = Verdict.STRUCK if best.struck else _standing(holding, wordings)
    standing = {best.wording.revision.number} if best.struck else holding
    is_printed = claim is not None and is_known_as_printed(claim, best)
    others = find_others_then(claim, standing, wordings) if claim and not is_printed else ()
    if others and all(each.unordered == 1 for each in (*others, best.wording)):
        verdict = Verdict.OTHERS_THEN
    elif others and verdict is Verdict.VERBATIM:
        verdict = Verdict.UNORDERED
    if _is_later(claim, best):
        verdict = Verdict.LATER if best.wording.known else Verdict.UNDATED
    if claim and _is_published_otherwise(claim, best):
        verdict = Verdict.OTHER_TIME
    if best.entry.withdrawn and verdict in (Verdict.VERBATIM, Verdict.UNORDERED):
        verdict = Verdict(best.entry.withdrawn)
    if verdict is Verdict.VERBATIM and is_unsure:
        verdict = Verdict.UNORDERED
    if verdict is Verdict.VERBATIM and quote.is_changed:
        verdict = Verdict.MARKED
    if verdict in SOUND and is_printed:  # what by then stood in the zone of the archive, nothing shows
        verdict = Verdict.UNTIMED
    if claim and _is_other_day(claim, best):
        best = replace(best, is_day_open=True)
    also = dict.fromkeys(each.permalink for each in held if each.permalink != best.permalink)
    runs = runs_beside(quote, best) if quote.is_changed else ()
    spells = find_spells(standing, wordings)
    return Checked(quote=quote, claim=claim, verdict=verdict, held=best, spells=spells, also=tuple(also), runs=runs)


def _is_published_otherwise(claim: Claim, held: Held) -> bool:
    """Does the publisher give a time of publication outside of the one that is claimed, and none within it, in any
    capture?"""
    times = [time for time, _ in published_times(held) if span_of(time)]
    if claim.published is None or not times:
        return False
    return not any(is_published_then(time, claim) or is_other_day_alone(time, claim) for time in times)


def _is_other_day(claim: Claim, held: Held) -> bool:
    """Does only the day of a publication differ from the one that is claimed, and was that reckoned?"""
    times = [time for time, _ in published_times(held)]
    is_then = any(is_published_then(time, claim) for time in times)
    return not is_then and any(is_other_day_alone(time, claim) for time in times)


def _is_later(claim: Claim | None, held: Held) -> bool:
    """Are the words shown to exist only after they are claimed to?"""
    if claim is None or claim.by is None or claim.published or known_by(held) <= claim.by:
        return False
    return not is_known_as_printed(claim, held)


def is_known_as_printed(claim: Claim, held: Held) -> bool:
    """Is it only by what the publisher prints, in whatever zone, that the words are known by when they are claimed?"""
    known = held.wording.known
    if known is None or known.ground not in _PUBLISHERS or claim.by is None or known.by <= claim.by:
        return False
    return is_printed_by_then(known.time, claim)


def published_of(held: Held) -> DateSpan | None:
    """From when to when the publisher says the entry was published, where that is known as an instant (UTC), and the
    day that is claimed is not one that was reckoned otherwise."""
    time = published_time(held)
    return span_of(time) if time and not held.is_day_open else None


def published_time(held: Held) -> Time | None:
    """When the publisher says that the entry was published: as in the first capture of these words, else in any."""
    return held.own.published or held.entry.as_captured.published


def published_times(held: Held) -> tuple[tuple[Time, Capture | None], ...]:
    """That time, and all others at which captures that show the quoted words say so, each with the first of them that
    does."""
    sightings = (each for each in held.stated.sightings if _holds(each.seen, held))
    said = [(time, each.capture) for each in sightings if (time := each.seen.published)]
    first = published_time(held)
    own = [(first, next((each for time, each in said if _is_same(time, first)), None))] if first else []
    others = {(time.printed, time.instant): (time, each) for time, each in reversed(said)}
    return (*own, *(each for each in reversed(others.values()) if not first or not _is_same(each[0], first)))


def _holds(seen: Observation, held: Held) -> bool:
    """Does a capture show the words that were found, if in another wording?"""
    shown = _even(f"{seen.headline or ''}\n{words(seen.body)}")
    return all(_even(held.text[each.start : each.end]) in shown for each in held.stretches)


def _even(text: str) -> str:
    return " ".join(fold(text).split())


def _is_same(one: Time, other: Time) -> bool:
    return (one.printed, one.instant) == (other.printed, other.instant)


def _standing(holding: Container[int], wordings: Sequence[Wording]) -> Verdict:
    """Do the wordings of these numbers, which hold the words, include one that the publisher has not edited since, as
    far as anything shows? Then it is the newest, or stands beside the newest as what people joined to it, or only
    captures of another format show others since. Or is one of them perhaps the newest?"""
    open_ones = _perhaps_newest(wordings)
    last = [each for each in open_ones if each.revision.number in holding]
    sure = [each for each in last if all(other in last for other in open_ones if other.is_comparable(each))]
    if not sure:
        return Verdict.UNORDERED if last else Verdict.EDITED
    newest = wordings[-1]
    if any(each is newest or each.revision.joined != newest.revision.joined for each in sure):
        return Verdict.VERBATIM
    return Verdict.VERBATIM if any(each.stands_beside(newest) for each in sure) else Verdict.FORMATS


def _perhaps_newest(wordings: Sequence[Wording]) -> list[Wording]:
    """Those that the publisher has not certainly edited since. Of two that it edited one into the other, both are among
    them where nobody knows which is older."""
    return [
        each
        for at, each in enumerate(wordings)
        if not any(each.is_comparable(other) and is_after(each, other) for other in wordings[at + 1 :])
    ]


def known_by(held: Held) -> datetime:
    return held.wording.known.by if held.wording.known else UNKNOWN


def runs_beside(quote: Quote, held: Held) -> tuple[Run, ...]:
    """The archive's words from the first stretch to the last, beside those of the draft. A stretch ends with a word;
    what both have after it, such as a full stop, is no difference."""
    first = min(stretch.start for stretch in held.stretches)
    last = max(stretch.end for stretch in held.stretches)
    written = as_written(quote)
    if ending := _ENDING.search(written):
        both = zip(held.text[last:], ending[0], strict=False)
        last += sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
    return diff(held.text[first:last], written)
