"""Which entries does a pasted page hold, and what is every other line of it?

Law: no line is lost. A line belongs to an entry, to the head of the page, or is furniture with a reason; what no rule
claims is unrecognised. A page in which no boundary is found is one entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from backfile.model.capture import Capture, Part
from backfile.model.ledger import Label, Ledger, Span
from backfile.model.observation import LiveBlog, Observation, Provenance, Reading
from backfile.model.time import Time
from backfile.seeds.paste.alike import settle_times
from backfile.seeds.paste.aside import find_lists, find_menus, find_promos
from backfile.seeds.paste.cues import Line, Shape, cut_lines, setting
from backfile.seeds.paste.dating import Told, date_entries, date_update
from backfile.seeds.paste.ending import find_end
from backfile.seeds.paste.entry import SHORT, EntryPiece, EntryRead, Manner, read_entry
from backfile.seeds.paste.frame import Frame, find_contradiction
from backfile.seeds.paste.head import find_page_day, find_page_zone, read_head
from backfile.seeds.paste.layout import Boundary, find_boundaries
from backfile.seeds.paste.names import settle_names
from backfile.seeds.printed.clock import Day
from backfile.seeds.sightings.merge import join_repeats
from backfile.text.markdown import escape
from backfile.text.sentences import CLOSING

READER = "pasted text 6"
PART = "text"
_TITLED = 0.75
"""Of the entries of a page: so many have a headline where nearly all have one."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a line, or a piece of one, is held to be. `entry` is the entry's number on the page, from 0."""

    start: int
    end: int
    label: Label
    reason: str
    entry: int | None = None


def read_paste(capture: Capture, text: str, zone: tzinfo | None = None) -> Reading:
    """The live blog of a pasted page, its entries in page order, and the account of every character.

    `zone` is that of the times printed on the page, if it is known.
    """
    every = settle_names(settle_times(cut_lines(text)))
    lines, claims = _set_aside(every)
    boundaries = find_boundaries(lines)
    end, why = find_end(lines, [boundary.at for boundary in boundaries])
    warnings = () if len(boundaries) > 1 else ("no repeating boundary was found: the page is kept as one entry",)
    boundaries = boundaries or _one_entry(lines)
    starts = [boundary.at for boundary in boundaries]
    above = lines[: starts[0]] if starts else lines
    head = read_head(above)
    claims += [_Claim(line.start, line.end, *label) for line, label in zip(lines, head.labels, strict=False)]
    claims += _below(lines[end:], why)

    reads = [
        read_entry(lines[start:stop], boundary.reason, manner)
        for manner in [_manner(lines, starts)]
        for start, stop, boundary in zip(starts, [*starts[1:], end], boundaries, strict=False)
    ]
    frame = Frame(
        source=PART,
        zone=zone or find_page_zone(every),
        capture=capture,
        page=find_page_day(above),
    )
    contradiction = find_contradiction(frame)
    observations: list[Observation] = []
    times = date_entries(_told(reads, _first_heading(above, reads)), frame, _first_again(reads))
    for each, published in zip(reads, times, strict=True):
        number = len(observations) if each.says_anything else None
        claims += [_claim(piece, number) for piece in each.pieces]
        if number is not None:
            updated = date_update(each.updated, published, frame) if each.updated else None
            observations.append(_observe(each, published, updated, capture))
    keys = [observation.key for observation in observations]
    return Reading(
        capture=capture,
        reader=READER,
        liveblog=LiveBlog(
            headline=head.headline, summary=head.summary, publisher=capture.publisher, address=capture.address
        ),
        entries=join_repeats(observations, keys),
        parts=(Part(name=PART, text=text),),
        ledgers=(Ledger(part=PART, characters=len(text), spans=_account(text, claims, keys)),),
        warnings=(*warnings, contradiction) if contradiction else warnings,
    )


def _set_aside(every: Sequence[Line]) -> tuple[list[Line], list[_Claim]]:
    """The lines that may hold entries, and the claims on those that do not: furniture, promos, lists of entries."""
    reasons = find_promos(every)
    for at, line in enumerate(every):
        if line.shape is Shape.FURNITURE:
            reasons.setdefault(at, line.reason)
    kept = [at for at in range(len(every)) if at not in reasons]
    lists, announced = find_lists([every[at] for at in kept])
    reasons.update((kept[at], reason) for at, reason in lists.items())
    titled = {kept[at] for at in announced}
    lines = [
        replace(line, shape=Shape.HEADLINE, announced=True) if at in titled else line
        for at, line in enumerate(every)
        if at not in reasons
    ]
    aside = (every[at] for at in sorted(reasons))
    return lines, [
        _Claim(line.start, line.end, Label.FURNITURE, reasons[at])
        for at, line in zip(sorted(reasons), aside, strict=True)
    ]


def _one_entry(lines: Sequence[Line]) -> tuple[Boundary, ...]:
    """No cue repeats: all text is one entry, below the headline of the page where more follows it."""
    if not lines:
        return ()
    return (Boundary(1 if len(lines) > 1 and lines[0].shape is Shape.HEADLINE else 0, "the first text of the page"),)


def _below(lines: Sequence[Line], why: str) -> list[_Claim]:
    menus = find_menus(lines)
    return [
        _Claim(line.start, line.end, Label.FURNITURE, menus[at])
        if at in menus
        else _Claim(line.start, line.end, Label.UNRECOGNISED, f"below the last entry: {why}")
        for at, line in enumerate(lines)
    ]


def _manner(lines: Sequence[Line], starts: Sequence[int]) -> Manner:
    """What holds for all entries of the page, so that one line of theirs need not be judged alone."""
    told = [_first_told(lines, start, end) for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)]
    formed = [at for at in told if at is not None and lines[at].shape is Shape.HEADLINE]
    called = [at for at in told if at is not None and _is_called(lines, at)]
    titled = len(formed) + len(called) >= _TITLED * len(starts)
    return Manner(
        spaced=any(line.gap for line in lines),
        timed=sum(lines[start].stamp is not None for start in starts) * 2 > len(starts),
        titles=frozenset(setting(*lines[at : at + 2]) for at in formed or called if titled and at + 1 < len(lines)),
    )


def _first_told(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The first line of an entry that is no time, flag or day."""
    places = (at for at in range(start, min(start + 4, end)))
    return next((at for at in places if lines[at].shape not in (Shape.TIME, Shape.FLAG, Shape.DAY)), None)


def _is_called(lines: Sequence[Line], at: int) -> bool:
    """Is it a short line with a call (`Wicket!`) above text? One may be text itself, most first lines of a page not."""
    line = lines[at]
    below = lines[at + 1 : at + 2]
    short = line.shape is Shape.TEXT and len(line.text) <= SHORT and line.text.rstrip(CLOSING)[-1:] in ("!", "！")
    return short and bool(below) and below[0].shape is Shape.TEXT


def _first_heading(above: Sequence[Line], reads: Sequence[EntryRead]) -> Day | None:
    """The day heading that ends the head of the page, if the page tells of more days.

    A lone day there is the page's own date, below which the clock may pass midnight.
    """
    several = any(each.day_before or each.day_after for each in reads) or find_page_day(above[:-1]) is not None
    return above[-1].day if above and several else None


def _first_again(reads: Sequence[EntryRead]) -> int | None:
    """Where the first entry, which is pinned then, stands once more in its own place."""
    first = reads[0] if reads and reads[0].text else None
    again = (at for at, each in enumerate(reads[1:], start=1) if first and each.text == first.text)
    return next((at for at in again if first and reads[at].headline == first.headline), None)


def _told(reads: Sequence[EntryRead], above: Day | None) -> list[Told | None]:
    """What each entry says of its time, with the day heading that stands above it, the first of them `above` all."""
    told: list[Told | None] = []
    heading = above
    for each in reads:
        heading = each.day_before or heading
        told.append(each.told and replace(each.told, heading=heading))
        heading = each.day_after or heading
    return told


def _claim(piece: EntryPiece, number: int | None) -> _Claim:
    if number is None:
        return _Claim(piece.start, piece.end, Label.UNRECOGNISED, "a time with nothing told")
    own = piece.label in (Label.ENTRY, Label.HEADLINE, Label.BYLINE, Label.TIME) and not piece.apart
    return _Claim(piece.start, piece.end, piece.label, piece.reason, number if own else None)


def _observe(each: EntryRead, published: Time | None, updated: Time | None, capture: Capture) -> Observation:
    place = Provenance(
        capture=capture.digest, part=PART, start=each.pieces[0].start, end=each.pieces[-1].end, displayed=True
    )
    return Observation(
        headline=each.headline,
        byline=each.byline,
        published=published,
        updated=updated,
        body=escape(each.text),
        provenance=(place,),
    )


def _account(text: str, claims: Sequence[_Claim], keys: Sequence[str]) -> tuple[Span, ...]:
    """A span for every run of lines that are the same thing; blanks belong to what stands before them."""
    if not claims:
        blank = Span(start=0, end=len(text), label=Label.UNRECOGNISED, reason="nothing but blanks")
        return (blank,) if text else ()
    ordered = sorted((claim for claim in claims if claim.start < claim.end), key=lambda claim: claim.start)
    spans: list[Span] = []
    before: int | None = None
    for claim, end in zip(ordered, [*(claim.start for claim in ordered[1:]), len(text)], strict=True):
        entry = None if claim.entry is None else keys[claim.entry]
        last = spans[-1] if spans else None
        if (
            last
            and (last.label, last.reason, last.entry) == (claim.label, claim.reason, entry)
            and before == claim.entry
        ):
            spans[-1] = replace(last, end=end)
        else:
            start = claim.start if spans else 0
            spans.append(Span(start=start, end=end, label=claim.label, entry=entry, reason=claim.reason))
        before = claim.entry
    return tuple(spans)
