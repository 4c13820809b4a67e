"""How is told what was found of a draft? The same words for the terminal, for programs, and on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from backfile.desk.quotations.judging import is_known_as_printed
from backfile.desk.quotations.printed import is_published_as_printed, is_published_at
from backfile.desk.quotations.published import published_of, published_time, published_times
from backfile.desk.quotations.standing import Spell
from backfile.desk.quotations.verdicts import SOUND, Checked, Held, Proof, Verdict
from backfile.model.entry import Entry
from backfile.model.evidence import evidence_of, tell_faults, tell_told, tell_undisplayed, tell_unseen
from backfile.model.history import Wording, captured_by
from backfile.model.telling import known_words, time_words
from backfile.site import urls
from backfile.site.cited import differing, number_told
from backfile.site.corrected import what_is_theirs
from backfile.site.proof import Count, Draft, Finding, render_proof
from backfile.site.times import Clock
from backfile.text.claims import Claim
from backfile.text.quotes import is_a_name, without_marks
from backfile.text.runs import marked
from backfile.text.spelling import spelling

SIGNS = {
    Verdict.VERBATIM: ("✓", "good"),
    Verdict.MARKED: ("✓", "good"),
    Verdict.UNTIMED: ("?", "fair"),
    Verdict.UNORDERED: ("?", "fair"),
    Verdict.STRUCK: ("≠", "fair"),
    Verdict.DELETED: ("≠", "fair"),
    Verdict.FORMATS: ("?", "fair"),
    Verdict.EDITED: ("≠", "fair"),
    Verdict.OTHERS_THEN: ("✗", "bad"),
    Verdict.LATER: ("✗", "bad"),
    Verdict.UNDATED: ("?", "fair"),
    Verdict.OTHER_TIME: ("✗", "bad"),
    Verdict.DIFFERS: ("≠", "bad"),
    Verdict.THEIRS: ("✗", "bad"),
    Verdict.WITHHELD: ("✗", "bad"),
    Verdict.NOT_HELD: ("✗", "bad"),
    Verdict.UNQUOTED: ("?", "fair"),
}
"""The sign of each verdict, and its tone: a colour that never stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding in words."""

    number: int
    verdict: Verdict
    sign: str
    quoted: str
    permalink: str | None
    lines: tuple[str, ...]


def tell_checked(checked: Checked, number: int, proof: Proof) -> Told:
    """What a person is told of a quotation or a claim, from 1 on."""
    return Told(
        number=number,
        verdict=checked.verdict,
        sign=SIGNS[checked.verdict][0],
        quoted=without_marks(checked.text),
        permalink=checked.withheld or (checked.held.permalink if checked.held else None),
        lines=tuple(_lines(checked, proof)),
    )


def proof_page(proof: Proof, name: str) -> str:
    """The draft as one HTML file, its quotations leading to what was found of them: made to leave the archive, so
    nothing in it tells what is withheld."""
    proof = proof.for_others
    findings = [_finding(each, number, proof) for number, each in enumerate(proof.checked, start=1)]
    counts = Counter(each.verdict for each in proof.checked)
    return render_proof(
        Draft(name=name, text=proof.draft, spans=tuple((each.start, each.end) for each in proof.checked)),
        findings,
        [
            Count(verdict=str(verdict), sign=SIGNS[verdict][0], tone=SIGNS[verdict][1], count=counts[verdict])
            for verdict in Verdict
            if counts[verdict]
        ],
        summary=_held(proof),
        notes=proof.notes,
    )


def _lines(checked: Checked, proof: Proof) -> Iterator[str]:
    held, claim = checked.held, checked.claim
    match checked.verdict:
        case Verdict.UNORDERED if held and held.wording.unordered > 1:
            where = " and ".join(each.name for each in held.wording.captures)
            yield f"they stand in one of {held.wording.unordered} wordings (in {where}); which is older is not known"
        case Verdict.STRUCK if held and held.struck:
            where = " and ".join(each.name for each in held.wording.captures)
            yield f"they stand there, but struck through by the publisher (in {where})"
        case Verdict.FORMATS if held:
            where = " and ".join(each.name for each in held.wording.captures)
            yield f"they stand in {where}; of captures of another format, that may come of the format"
        case Verdict.EDITED if held and len(checked.spells) == 1 and checked.next:
            how = "they are struck out" if _is_same(held.wording, checked.next) else "the edit is seen"
            yield f"these words are {_known(checked.spells[0].first)}; {how} {_edit(checked.next)}"
        case Verdict.EDITED:
            yield _spells(checked.spells)
        case Verdict.OTHERS_THEN if claim:
            yield f"claimed: “{' '.join(claim.text.split())}”; {_spells(checked.spells)}"
        case Verdict.LATER if held and claim and claim.by:
            yield f"claimed by {_minute(claim.by)}; these words are {_known(held.wording)}"
        case Verdict.UNDATED if claim and claim.by:
            yield f"claimed by {_minute(claim.by)}; nothing shows since when the entry had these words"
        case Verdict.DIFFERS | Verdict.MARKED | Verdict.UNTIMED | Verdict.THEIRS if checked.runs:
            yield f"the archive has: {marked(checked.runs)}"
        case Verdict.WITHHELD:
            yield f"the words stand in {checked.withheld}, where they are withheld; to others: {checked.to_others}"
        case Verdict.NOT_HELD:
            yield f"not in this archive, which holds {_held(proof)}"
        case Verdict.UNQUOTED if claim:
            yield _unquoted(claim, held)
        case _ if checked.verdict in _TIMED and held and claim and claim.by and not claim.published:
            known = f"these words are {_known(held.wording)}"
            yield f"claimed by {_minute(claim.by)}; {_spells(checked.spells) if checked.spells[1:] else known}"
    if checked.verdict is Verdict.MARKED and claim and claim.by and checked.spells[1:]:
        yield _spells(checked.spells)
    if claim and held and claim.published and published_of(held):
        yield f"claimed: “{claim.text}”; the publisher says published {_published(claim, held)}"
    if claim and held and checked.verdict is not Verdict.LATER and is_known_as_printed(claim, held):
        yield f"as the page prints its time, it is in what is claimed, {_NO_ZONE}"
    if held and held.is_day_open and (printed := published_time(held)):
        yield (
            f"the publisher prints “{printed.printed}” without its day; {printed.meant[:10]} was reckoned from "
            "the page’s date, so the day that is claimed was not checked"
        )
    if held and held.entry.withdrawn:
        yield f"the whole entry is {held.entry.withdrawn} (seen in {_withdrawn_in(held)})"
    if checked.unchecked:
        yield f"not checked: {', '.join(f'“{each}”' for each in dict.fromkeys(checked.unchecked))}"
    if checked.quote and is_a_name(checked.quote) and checked.verdict not in (*SOUND, Verdict.UNTIMED):
        yield "one name in quotation marks may be no quotation, but the name of a newspaper, a ship, a song"
    if claim and claim.by is None and checked.quote:
        yield f"{claim.note}, so the time that is claimed was not checked"
    if checked.theirs:
        yield f"the words stand in what the keepers of the archive wrote in {checked.theirs}, not the publisher"
    if held and (theirs := _theirs(held.entry)):
        yield theirs
    if held:
        places, captures = held.wording.revision.provenance, held.wording.captures
        yield from (f"the words are {told}" for told in tell_undisplayed(places, captures))
        yield from (f"of {held.permalink}: {told}" for told in tell_unseen(held.entry.unseen))
    if checked.also:
        yield f"the same words stand in {', '.join(checked.also)}"


_NO_ZONE = "which names no zone: the zone was not checked"


def _published(claim: Claim, held: Held) -> str:
    """The times that captures give, each with the capture where these differ; and which agrees only as printed."""
    times = published_times(held)
    told = [time_words(time) + (f" (in {each.name})" if each and times[1:] else "") for time, each in times]
    if any(is_published_at(time, claim) for time, _ in times):
        return ", and ".join(told)
    as_printed = any(is_published_as_printed(time, claim) for time, _ in times)
    return ", and ".join(told) + (f"; as printed it is what is claimed, {_NO_ZONE}" if as_printed else "")


_TIMED = (Verdict.VERBATIM, Verdict.UNTIMED, Verdict.STRUCK, Verdict.DELETED)


def _withdrawn_in(held: Held) -> str:
    seen = held.stated.withdrawn_in
    return seen.name if seen else " and ".join(each.name for each in held.coverage.captures_of(held.entry.newest))


def _spells(spells: Sequence[Spell]) -> str:
    """From when to which edit words stood, and since when again."""
    begun = f"these words are {_known(spells[0].first)}"
    again = (
        f"stood until the edit seen {_edit(before.edit)}, and are {_known(after.first, again=True)}"
        for before, after in pairwise(spells)
        if before.edit
    )
    last = spells[-1].edit
    return ", ".join([begun, *again, *([f"stood until the edit seen {_edit(last)}"] if last else [])])


def _edit(after: Wording) -> str:
    """Which capture shows an edit: that of these words may be older that shows them first."""
    if not after.captures:
        return f"in a later capture, {_known(after)}"
    seen = after.came.capture if after.came else after.captures[0]
    if seen != after.captures[0]:
        after = replace(after, known=captured_by(seen))
    return f"in {seen.name}, {_known(after)}"


def _theirs(entry: Entry) -> str:
    """That people altered or corrected the entry, none of which is compared; empty where nobody did."""
    named = what_is_theirs(entry)
    return f"the keepers of the archive say otherwise of it, or more: {', '.join(named)}" if named else ""


def _unquoted(claim: Claim, held: Held | None) -> str:
    if claim.by is None:
        return claim.note
    told = f"claimed by {_minute(claim.by)} for words that are not quoted: read what is meant"
    if held is None:
        return f"{told}; nothing in this archive has words like these"
    known = held.wording.known
    if known is None or known.by > claim.by:
        return f"{told}; nearest is {held.permalink}, but its words are {_known(held.wording)}"
    return f"{told}; nearest of what is known by then is {held.permalink}, {known_words(known)}"


def _held(proof: Proof) -> str:
    entries = f"{proof.entries:,} {'entry' if proof.entries == 1 else 'entries'}"
    beyond = f"; {proof.beyond:,} more are withheld or cannot be read" if proof.beyond else ""
    unread = f"; {proof.unread:,} live blogs cannot be read" if proof.unread else ""
    blogs = f"{proof.liveblogs:,} live blog{'' if proof.liveblogs == 1 else 's'}"
    more = f"; the pages of {proof.incomplete:,} of them say that there are more" if proof.incomplete else ""
    return f"{entries} of {blogs}{beyond}{unread}{more}"


def _finding(checked: Checked, number: int, proof: Proof) -> Finding:
    told, held = tell_checked(checked, number, proof), checked.held
    facts: list[tuple[str, str]] = []
    if held is not None:
        own = held.own
        about = held.coverage.liveblog
        facts = [
            ("entry", own.headline or "no headline"),
            ("by", ", ".join(own.byline) or "byline not given"),
            ("published", own.published.printed if own.published else "time not given"),
            ("live blog", about.headline or held.coverage.slug),
            ("revision", number_told(held.wording.revision.number, held.entry)),
            ("known", known_words(held.wording.known)),
            ("evidence", "; ".join(f"{each.name}: {evidence_of(each)}" for each in held.wording.captures)),
            *(("in doubt", f"{each.name}: {told}") for each in held.wording.captures for told in tell_faults(each)),
            *(("the other archive says", each) for each in tell_told(held.wording.captures)),
            ("permalink", held.permalink),
            *(("captures differ", line) for line in differing(held.stated, Clock.of("UTC"))),
        ]
    return Finding(
        number=number,
        verdict=str(checked.verdict),
        sign=told.sign,
        tone=SIGNS[checked.verdict][1],
        quoted=told.quoted,
        # What the runs show need not be said again.
        lines=tuple(line for line in told.lines if not (checked.runs and line.startswith("the archive has: "))),
        runs=checked.runs,
        facts=tuple(facts),
        address=urls.outbound(held.coverage.liveblog.address) if held else None,
        text=held.text if held else "",
        stretches=tuple((stretch.start, stretch.end) for stretch in held.stretches) if held else (),
    )


def _known(wording: Wording, *, again: bool = False) -> str:
    told = "known again" if again else "known"
    return f"{told} {known_words(wording.known)}" if wording.known else f"{told}, but nothing shows since when"


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M UTC}"


def _is_same(one: Wording, other: Wording) -> bool:
    """Do they differ in strikes alone?"""
    ours, theirs = (spelling(each.revision.headline, each.revision.body) for each in (one, other))
    return ours.words == theirs.words
