"""When does a draft say that something was reported? “By noon on 8 March 2022, Example News had reported …”, “At
16:30 on 2 May 2024 the page said …”, “Published on 1 May 2020, it read …”.

A claim reaches as far as its sentence. A day without a year takes that of the draft's nearest day before it that has
one, and says so; where there is none the claim is not understood, and says that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from backfile.text.dates import DateSpan
from backfile.text.quotes import Quote
from backfile.text.spoken_dates import MONTHS, parse_spoken

_MONTH = "|".join(sorted((*MONTHS, *(month[:3] for month in MONTHS), "sept"), key=len, reverse=True))
_CLOCK = r"noon|midday|midnight|\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\b\.?|p\.?m\b\.?)|\d{1,2}[:.]\d\d"
_DAY = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+\d{{4}}\b)?"
    rf"|(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?"
    r"|\d{4}-\d\d-\d\d"
)
_CLAIM = re.compile(
    rf"\b(?:(?P<published>(?:first\s+)?(?:published|posted))\s+)?"
    rf"(?P<how>by|before|as\s+of|until|no\s+later\s+than|since|at|on)\s+"
    rf"(?:(?P<clock>{_CLOCK})(?:\s+(?P<zone>UTC|GMT))?,?\s+(?:on\s+|of\s+)?)?(?P<day>{_DAY})"
    rf"(?:,?\s+(?:at\s+)?(?P<late_clock>{_CLOCK})(?:\s+(?P<late_zone>UTC|GMT))?)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b\d{4}\Z")
_DATED = re.compile(rf"(?:{_DAY})", re.IGNORECASE)
_SENTENCE_END = re.compile(  # “8. März 2022” ends none
    r"(?!(?<=\d)\.\s+[^\W\d_]{3,12}\.?\s+\d{4})[.!?][\"”’»)]*\s+(?=[\"“‘«(]?[^\W_a-z])"
)
_PARAGRAPH_END = re.compile(r"(?<!:)\n[ \t]*\n")
_OTHER_ZONE = re.compile(r"\s*\(?(?:[A-Z]{1,4}T\b|[-+−]\d{1,2}(?::?\d\d)?\b|local\b)")
_SAYS_WHEN = re.compile(
    rf"(?:{_DAY})|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b"
    r"|\b\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b"  # in another language
    rf"|\b(?:{_MONTH})\b\.?,?\s+\d{{4}}\b|\b(?:in|from|of|since|after)\s+(?:19|20)\d\d\b"
    rf"|\b(?:by|in|during|since|until)\s+(?:(?:early|mid|late)[-\s])?(?:{'|'.join(MONTHS)})\b(?!\.?,?\s+\d)"
    r"|\b\d{1,2}:\d\d\b(?:\s?[ap]\.?m\b)?|\b\d{1,2}(?:\.\d\d)?\s?(?:[ap]\.?m\b|Uhr\b|UTC\b|GMT\b)"
    r"|\b(?:noon|midday|midnight|yesterday|today|tonight|tomorrow)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # nothing here is counted from today


@dataclass(frozen=True, slots=True)
class Claim:
    """What stands from `start` to `end` of a draft, for the sentence from `first` to `last`, all in characters.

    `by` is the instant (UTC) by whose end it must have been so; None where it is not understood, as `note` then says.
    Of a claim that something was published then, `published` is the span of it. `is_loose`: it says at what time, as
    sentences do of many things; so it is a claim of words only where its sentence quotes some.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    by: datetime | None
    note: str = ""
    published: DateSpan | None = None
    is_loose: bool = False


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
    claims = []
    for found in _CLAIM.finditer(draft):
        if _is_quoted(found.start(), quotes):
            continue
        at = bisect_right(ends, found.start())
        span, note = _understood(draft, found, zone)
        how = found["how"].lower()
        by = (span.start if how == "before" else span.end) if span else None
        claims.append(
            Claim(
                *found.span(),
                ends[at - 1],
                ends[at],
                found[0],
                by,
                note,
                published=span if found["published"] and how in _AT else None,
                is_loose=how in _AT or how == "since",
            )
        )
    return claims


_AT = ("at", "on")


def find_dates(draft: str, quotes: Sequence[Quote]) -> list[Dated]:
    """All dates and clocks of a draft outside of its quotations, in order."""
    ends = _sentence_ends(draft, quotes)
    dates = []
    for found in _SAYS_WHEN.finditer(draft):
        if not _is_quoted(found.start(), quotes):
            at = bisect_right(ends, found.start())
            dates.append(Dated(found.start(), found[0], ends[at - 1], ends[at]))
    return dates


def _understood(draft: str, found: re.Match[str], zone: tzinfo) -> tuple[DateSpan | None, str]:
    day, note = " ".join(found["day"].split()), ""
    if not _YEAR.search(day) and not day[:4].isdecimal():
        dated = [each[0] for each in _DATED.finditer(draft, 0, found.start()) if re.search(r"\d{4}", each[0])]
        if not dated:
            return None, f"“{found[0]}” does not say which year"
        year = re.findall(r"\d{4}", dated[-1])[0]
        day, note = f"{day} {year}", f"“{found[0]}” was read as of {year}, as “{dated[-1]}” before it"
    clock = found["clock"] or found["late_clock"]
    if clock and _OTHER_ZONE.match(draft, found.end()):
        return None, f"nobody here knows the time zone that “{found[0]}” is told in"
    try:
        span = _span(day, clock, UTC if found["zone"] or found["late_zone"] else zone)
    except ValueError as error:
        return None, str(error)
    return span, note


def _span(day: str, clock: str | None, zone: tzinfo) -> DateSpan:
    if clock is None:
        return parse_spoken(day, zone, _ANY_DAY)
    spelled = clock.lower().replace(".m", "m").rstrip(".")
    spelled = {"noon": "12:00", "midday": "12:00", "midnight": "0:00"}.get(spelled, spelled)
    if re.fullmatch(r"\d{1,2}\s?[ap]m", spelled):
        spelled = re.sub(r"(\d+)", r"\1:00", spelled)
    span = parse_spoken(f"{_day_first(day, zone)} {spelled}", zone, _ANY_DAY)
    # By midnight on a day is by its end, to whoever writes of what was reported on it.
    late = timedelta(days=1) if clock.lower() == "midnight" else timedelta(0)
    return DateSpan(span.start + late, span.end + late, span.precision)


def _day_first(day: str, zone: tzinfo) -> str:
    """A day as words that a clock can follow."""
    start = parse_spoken(day, zone, _ANY_DAY).start.astimezone(zone)
    return f"{start.day} {MONTHS[start.month - 1]} {start.year}"


def _sentence_ends(draft: str, quotes: Sequence[Quote]) -> list[int]:
    """Where sentences begin, and the end of the draft; what ends inside a quotation that goes on ends none."""
    sentences = {each.end() for each in _SENTENCE_END.finditer(draft) if not _is_quoted(each.end() - 1, quotes)}
    paragraphs = {each.end() for each in _PARAGRAPH_END.finditer(draft)}
    return [0, *sorted(sentences | paragraphs), len(draft) + 1]


def _is_quoted(place: int, quotes: Sequence[Quote]) -> bool:
    at = bisect_right([quote.start for quote in quotes], place)
    return at > 0 and place < quotes[at - 1].end
