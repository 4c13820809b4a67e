"""When does a draft say that something was reported? “By noon on 8 March 2022, Example News had reported …”, “At
16:30 on 2 May 2024 the page said …”, “Published on 1 May 2020, it read …”, “In March 2022 it wrote …”.

A claim reaches as far as its sentence. What it says is told by text/claim_dates.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from backfile.text.claim_dates import CLOCK, DAY, DAY_ELSEWHERE, DAY_IN_FIGURES, MONTH, MONTH_ELSEWHERE, understand
from backfile.text.dates import DateSpan
from backfile.text.eastern_dates import SENTENCE_END, find_told, name_dates
from backfile.text.quotes import Quote
from backfile.text.spoken_dates import MONTHS, WEEKDAYS

_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+)?"
_CLAIM = re.compile(
    rf"\b(?:(?P<published>(?:first\s+)?(?:published|posted))\s+)?"
    rf"(?P<how>by|before|as\s+of|until|no\s+later\s+than|since|at|on)\s+"
    rf"(?:(?P<clock>{CLOCK})(?:\s+(?P<zone>UTC|GMT))?,?\s+(?:on\s+|of\s+)?)?(?P<day>{DAY})"
    rf"(?:,?\s+(?:at\s+)?(?P<late_clock>{CLOCK})(?:\s+(?P<late_zone>UTC|GMT))?)?",
    re.IGNORECASE,
)
_BY = r"by|before|as\s+of|until|no\s+later\s+than"
_IN = r"in|on|since|during|throughout|as\s+early\s+as|already\s+(?:in|on)|am|im|le|en|el|il|dnia|w|у|в"
_BARE = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<how>{_BY}|{_IN})\s+)?{_WEEKDAY}"
    rf"(?P<day>{DAY_ELSEWHERE}|{MONTH_ELSEWHERE}|{DAY}|(?:{MONTH})\b\.?,?\s+\d{{4}}\b|{DAY_IN_FIGURES}"
    rf"|(?<=\s)(?:{'|'.join(MONTHS)})\b(?!\.?,?\s+\d|\s*(?:and|or|to|until)\b|\s*[-–—])|(?<=\s)(?:19|20)\d\d\b(?![-:/.,]?\d))",
    re.IGNORECASE,
)
_NEEDS_HOW = re.compile(rf"(?:{'|'.join(MONTHS)}|\d{{4}})", re.IGNORECASE)
_NOT_THEN = re.compile(
    r"\b(?:of|from|after|following|between|and|or|to|than|through|till?|early|mid|late|around|about|near|not|"
    r"vor|vor dem|bis|nach|ab|seit|avant|avant le|après|depuis|antes del?|después del?|hasta el|desde el|prima del?|"
    r"dopo il|fino al|dal|przed|po|od|до|після|перед|з|від)[\s-]+\Z",
    re.IGNORECASE,
)
"""What stands before a date that is not the time at which something was so, or not all that is said of it."""
_BEGINS = re.compile(r"(?:\A|[\n(\[—–:;]|[.!?][\"”’»)]*\s)[\s>*_#-]*\Z")
"""What stands before a date that begins a sentence or a bracket: that is when its words were so."""
_SENTENCE_END = re.compile(  # “8. März 2022” ends none
    r"(?!(?<=\d)\.\s+[^\W\d_]{3,12}\.?\s+\d{4})[.!?][\"”’»)]*\s+(?=[\"“‘«(]?[^\W_a-z])"
)
_PARAGRAPH_END = re.compile(r"(?<!:)\n[ \t]*\n")
_SAYS_WHEN = re.compile(
    rf"(?:{DAY})|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b"
    r"|\b\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b"  # in another language
    rf"|\b(?:{MONTH})\b\.?,?\s+\d{{4}}\b|\b{MONTH_ELSEWHERE}|\b(?:in|from|of|since|after)\s+(?:19|20)\d\d\b"
    rf"|\b(?:by|before|until|during)\s+(?:19|20)\d\d\b(?![-:/.,]?\d)"
    rf"|\b(?:by|in|during|since|until)\s+(?:(?:early|mid|late)[-\s])?(?:{'|'.join(MONTHS)})\b(?!\.?,?\s+\d)"
    r"|\b\d{1,2}:\d\d\b(?:\s?[ap]\.?m\b)?|\b\d{1,2}(?:\.\d\d)?\s?(?:[ap]\.?m\b|Uhr\b|UTC\b|GMT\b)"
    r"|\b(?:w|we|у|в|во|im|nel|en|em|in)\s+[^\W\d_]{3,12}\.?,?\s+(?:19|20)\d\d\b"
    r"|\bin\s+the\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening)\b|\bat\s+(?:dawn|dusk|night)\b"
    r"|\b(?:noon|midday|midnight|yesterday|today|tonight|tomorrow)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What stands from `start` to `end` of a draft, for the sentence from `first` to `last`, all in characters.

    `by` is the instant (UTC) by whose end it must have been so; None where it is not understood, as `note` then says.
    Of a claim that something was published then, `published` is the span of it. Of one that says what stood at a time,
    and not only by when it was there, `then` is the span of that; with `is_since`, from then on. `is_loose`: it says at
    what time, as sentences do of many things; so it is a claim of words only where its sentence quotes some. `is_bare`:
    a day, month or year alone, which comes after all else that the sentence says; and with `is_aside`, one amid a
    sentence that may be part of the story: words that are known from later do not refute it. `on_any_clock`, where it
    names no zone, is the span of it as clocks of any zone show it, in UTC for them; its end is that of what is claimed.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    by: datetime | None
    note: str = ""
    published: DateSpan | None = None
    then: DateSpan | None = None
    is_since: bool = False
    is_loose: bool = False
    is_bare: bool = False
    is_aside: bool = False
    on_any_clock: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or a clock at `start` of a draft, in the sentence from `first` to `last`, whatever is meant by it."""

    start: int
    text: str
    first: int
    last: int


def find_claims(draft: str, quotes: Sequence[Quote], zone: tzinfo) -> list[Claim]:
    """The claims of a draft outside of its quotations, in order; clocks without a zone are those of `zone`."""
    ends = _sentence_ends(draft, quotes)
    claims = list(_find_eastern(draft, quotes, ends, zone))
    for found in _CLAIM.finditer(draft):
        if _is_quoted(found.start(), quotes):
            continue
        at = bisect_right(ends, found.start())
        span, note = understand(draft, found, zone)
        how = " ".join(found["how"].lower().split())
        is_published = bool(found["published"]) and how in _AT
        by = (span.start if how == "before" else span.end) if span else None
        claims.append(
            Claim(
                *found.span(),
                ends[at - 1],
                ends[at],
                found[0],
                by,
                note,
                published=span if is_published else None,
                then=None if is_published or how in _BY_THEN else span,
                is_since=how == "since",
                is_loose=how in _AT or how == "since",
                on_any_clock=_on_any_clock(draft, found, how),
            )
        )
    bare = _find_bare(draft, quotes, zone, ends, claims)
    return sorted([*claims, *bare], key=lambda claim: claim.start)


_AT = ("at", "on")
_BY_THEN = ("by", "before", "no later than", "as early as", "already in", "already on")
"""What says by when something was there, and not that it still was."""


def _find_bare(
    draft: str, quotes: Sequence[Quote], zone: tzinfo, ends: Sequence[int], told: Sequence[Claim]
) -> Iterator[Claim]:
    """Days, months and years that belong to none of the claims that are told, as far as each is understood."""
    for found in _BARE.finditer(draft):
        start = found.start() if found["how"] else found.start("weekday" if found["weekday"] else "day")
        is_told = any(claim.start < found.end() and found.start("day") < claim.end for claim in told)
        if is_told or _is_quoted(start, quotes) or (_NEEDS_HOW.fullmatch(found["day"]) and not found["how"]):
            continue
        if _NOT_THEN.search(draft, max(0, start - 20), start):
            continue
        span, note = understand(draft, found, zone)
        if span is None:
            continue  # whoever tells of dates that were held against nothing tells of it
        weekday = (found["weekday"] or "").lower()
        if weekday and WEEKDAYS.index(weekday) != span.start.astimezone(zone).weekday():
            start = found.start("day")
        at = bisect_right(ends, start)
        how = " ".join((found["how"] or "").lower().split())
        yield Claim(
            start,
            found.end(),
            ends[at - 1],
            ends[at],
            draft[start : found.end()],
            span.start if how == "before" else span.end,
            note,
            then=None if how in _BY_THEN else span,
            is_since=how == "since",
            is_loose=True,
            is_bare=True,
            is_aside=not how and _BEGINS.search(draft, max(0, start - 20), start) is None,
            on_any_clock=_on_any_clock(draft, found, how),
        )


def _on_any_clock(draft: str, found: re.Match[str], how: str) -> DateSpan | None:
    said = found.groupdict()
    if said.get("zone") or said.get("late_zone"):
        return None
    span, _ = understand(draft, found, UTC)
    return span and (span._replace(end=span.start) if how == "before" else span)


def _find_eastern(draft: str, quotes: Sequence[Quote], ends: Sequence[int], zone: tzinfo) -> Iterator[Claim]:
    """What Chinese, Japanese and Korean sentences begin with: other dates in them may be part of what they tell."""
    for start, end, span in find_told(draft, zone):
        at = bisect_right(ends, start)
        if not _is_quoted(start, quotes) and not draft[ends[at - 1] : start].strip(" \n\u3000>*_#-"):
            yield Claim(start, end, ends[at - 1], ends[at], draft[start:end], span.end, is_loose=True)


def find_dates(draft: str, quotes: Sequence[Quote]) -> list[Dated]:
    """All dates and clocks of a draft outside of its quotations, in order."""
    ends = _sentence_ends(draft, quotes)
    dates: list[Dated] = []
    for found in sorted([*_SAYS_WHEN.finditer(draft), *name_dates(draft)], key=lambda each: each.start()):
        is_told = bool(dates) and found.start() < dates[-1].start + len(dates[-1].text)
        if not is_told and not _is_quoted(found.start(), quotes):
            at = bisect_right(ends, found.start())
            dates.append(Dated(found.start(), found[0], ends[at - 1], ends[at]))
    return dates


def _sentence_ends(draft: str, quotes: Sequence[Quote]) -> list[int]:
    """Where sentences begin, and the end of the draft; what ends inside a quotation that goes on ends none."""
    sentences = {each.end() for each in _SENTENCE_END.finditer(draft) if not _is_quoted(each.end() - 1, quotes)}
    paragraphs = {each.end() for each in _PARAGRAPH_END.finditer(draft)}
    eastern = {each.end() for each in SENTENCE_END.finditer(draft) if not _is_quoted(each.end() - 1, quotes)}
    return [0, *sorted(sentences | paragraphs | eastern), len(draft) + 1]


def _is_quoted(place: int, quotes: Sequence[Quote]) -> bool:
    at = bisect_right([quote.start for quote in quotes], place)
    return at > 0 and place < quotes[at - 1].end
