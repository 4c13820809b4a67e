"""What does the archive say of a quotation? The verdicts, and how history makes one of the wordings that hold it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from backfile.archive.history import read_wordings
from backfile.archive.stated import as_said_in
from backfile.desk.standing import Spell, find_others_then, find_spells, is_shown_in
from backfile.model.capture import UNKNOWN
from backfile.model.entry import Coverage, Entry, Permalink
from backfile.model.history import NOTHING_STATED, Statements, Wording
from backfile.model.time import Time
from backfile.text.claims import Claim
from backfile.text.comparing import Stretch
from backfile.text.dates import DateSpan
from backfile.text.diff import diff
from backfile.text.quotes import Quote, as_written
from backfile.text.runs import Run

_DAY = timedelta(days=1)
_ENDING = re.compile(r"[^\w\s]+$")


class Verdict(StrEnum):
    """What the archive says of a quotation, or of a claim of time that quotes nothing."""

    VERBATIM = "verbatim"
    MARKED = "verbatim but for what it marks as changed"
    UNTIMED = "verbatim, but its time was not checked"
    UNORDERED = "in one of several wordings, and which is older is not known"
    STRUCK = "struck by the publisher"
    DELETED = "deleted by the publisher"
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
            by is not None and known_by(each) > by,
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
    others = find_others_then(claim, standing, wordings) if claim else ()
    if others and all(each.unordered == 1 for each in (*others, best.wording)):
        verdict = Verdict.OTHERS_THEN
    elif others and verdict is Verdict.VERBATIM:
        verdict = Verdict.UNORDERED
    if by is not None and known_by(best) > by:
        verdict = Verdict.LATER if best.wording.known else Verdict.UNDATED
    if claim and _is_published_otherwise(claim, best):
        verdict = Verdict.OTHER_TIME
    if best.entry.withdrawn and verdict in (Verdict.VERBATIM, Verdict.UNORDERED):
        verdict = Verdict(best.entry.withdrawn)
    if verdict is Verdict.VERBATIM and is_unsure:
        verdict = Verdict.UNORDERED
    if verdict is Verdict.VERBATIM and quote.is_changed:
        verdict = Verdict.MARKED
    if claim and _is_other_day(claim, best):
        best = replace(best, is_day_open=True)
    also = dict.fromkeys(each.permalink for each in held if each.permalink != best.permalink)
    runs = runs_beside(quote, best) if quote.is_changed else ()
    spells = find_spells(standing, wordings)
    return Checked(quote=quote, claim=claim, verdict=verdict, held=best, spells=spells, also=tuple(also), runs=runs)


def _is_published_otherwise(claim: Claim, held: Held) -> bool:
    """Does the publisher give a time of publication that lies outside of the one that is claimed?"""
    published, claimed = published_of(held), claim.published
    if claimed is None or published is None or not _is_outside(published, claimed):
        return False
    start, end = published
    past = (claimed.start - start) % _DAY  # since the clock last showed what is printed
    return not _is_day_reckoned(held) or (end - start <= past and claimed.end - claimed.start <= _DAY - past)


def _is_other_day(claim: Claim, held: Held) -> bool:
    """Does only the day of a publication differ from the one that is claimed, and was that reckoned?"""
    published, claimed = published_of(held), claim.published
    if claimed is None or published is None or not _is_day_reckoned(held):
        return False
    return _is_outside(published, claimed) and not _is_published_otherwise(claim, held)


def _is_outside(published: tuple[datetime, datetime], claimed: DateSpan) -> bool:
    start, end = published
    return end <= claimed.start or claimed.end <= start


def _is_day_reckoned(held: Held) -> bool:
    time = published_time(held)
    return time is not None and time.is_day_reckoned


def published_of(held: Held) -> tuple[datetime, datetime] | None:
    """From when to when the publisher says the entry was published, where that is known as an instant (UTC), and the
    day that is claimed is not one that was reckoned otherwise."""
    time = published_time(held)
    return (time.instant, time.end) if time and time.instant and time.end and not held.is_day_open else None


def published_time(held: Held) -> Time | None:
    """When the publisher says that the entry was published: as in the first capture of these words, else in any."""
    return held.own.published or held.entry.as_captured.published


def _standing(holding: Container[int], wordings: Sequence[Wording]) -> Verdict:
    """Do the wordings of these numbers, which hold the words, include the newest one, one that a capture shows beside
    it, or all of those of which nobody knows which is the newest?"""
    last = [each for each in wordings if each is wordings[-1] or each.stands_beside(wordings[-1])]
    if len(last) == wordings[-1].unordered and any(each.revision.number in holding for each in last):
        return Verdict.VERBATIM
    newest = [each.revision.number in holding for each in wordings[-wordings[-1].unordered :]]
    if all(newest):
        return Verdict.VERBATIM
    return Verdict.UNORDERED if any(newest) else Verdict.EDITED


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
