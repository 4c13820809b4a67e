"""How does history make a verdict of the wordings that hold quoted words?"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from backfile.archive.edits import is_after
from backfile.archive.history import read_wordings
from backfile.desk.quotations.printed import is_other_day_alone, is_printed_by_then, is_published_then, span_of
from backfile.desk.quotations.published import published_times
from backfile.desk.quotations.standing import find_others_then, find_spells, is_shown_in
from backfile.desk.quotations.verdicts import SOUND, Checked, Held, Verdict
from backfile.model.capture import UNKNOWN
from backfile.model.history import Ground, Wording
from backfile.text.claims import Claim
from backfile.text.diff import diff
from backfile.text.quotes import Quote, as_written
from backfile.text.runs import Run

_ENDING = re.compile(r"[^\w\s]+$")

_PUBLISHERS = (Ground.PUBLISHED, Ground.UPDATED)


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
    is_unsure = by is not None and best.entry.has_unseen_words  # those that are withheld may have stood there by then
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
