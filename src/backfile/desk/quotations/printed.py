"""Does a time that a draft claims agree with one that a publisher gives?

A writer who names no zone may mean the archive's, or the clock that the page prints: what agrees with either is not
refuted.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from backfile.model.time import Precision, Time
from backfile.seeds.printed.clock import parse_time
from backfile.text.claims import Claim
from backfile.text.dates import DateSpan, parse_span

_DAY = timedelta(days=1)
_FARTHEST_EAST = timedelta(hours=14)
_FRACTION = re.compile(r"(:\d\d)\.\d+")


def is_published_then(time: Time, claim: Claim) -> bool:
    """May an entry that gives this time of publication have been published when it is claimed, in either zone?"""
    return is_published_at(time, claim) or is_published_as_printed(time, claim)


def is_published_at(time: Time, claim: Claim) -> bool:
    """Is it so in the zone that is claimed, or of the archive where none is?"""
    span, claimed = span_of(time), claim.published
    return span is not None and claimed is not None and _overlap(span, claimed)


def is_published_as_printed(time: Time, claim: Claim) -> bool:
    """Is it so by what is printed, whatever its zone?"""
    claimed = claim.on_any_clock if claim.published else None
    return claimed is not None and any(_overlap(span, claimed) for span in printed_spans(time))


def is_other_day_alone(time: Time, claim: Claim) -> bool:
    """Was it published at the clock that is claimed, on a day that was only reckoned, and is another one claimed?"""
    span, claimed = span_of(time), claim.published
    if span is None or claimed is None or not time.is_day_reckoned or is_published_then(time, claim):
        return False
    past = (claimed.start - span.start) % _DAY  # since the clock last showed what is printed
    return span.end - span.start > past or claimed.end - claimed.start > _DAY - past


def is_printed_by_then(time: Time, claim: Claim) -> bool:
    """Does it lie, as it is printed and whatever its zone, before the end of what is claimed?"""
    claimed = None if claim.published else claim.on_any_clock
    return claimed is not None and any(span.end <= claimed.end for span in printed_spans(time))


def span_of(time: Time) -> DateSpan | None:
    """From when to when (UTC) it may lie; None where it means no instant."""
    if time.instant is None or time.end is None or time.precision is None:
        return None
    return DateSpan(time.instant, time.end, time.precision)


def printed_spans(time: Time) -> list[DateSpan]:
    """What is printed, as if its clock were that of UTC: the day beside the clock is that of its own zone, and where it
    is not printed there may be two of them. None where no clock and no day is printed that means an instant.

    >>> instant = datetime.fromisoformat("2022-03-11T02:12Z")
    >>> from backfile.model.time import Basis
    >>> time = Time(printed="9:12 PM EST", instant=instant, precision=Precision.MINUTE, basis=Basis.DAY_HEADING)
    >>> [str(span.start) for span in printed_spans(time)]
    ['2022-03-10 21:12:00+00:00']
    """
    span = span_of(time)
    if span is None:
        return []
    if time.precision is Precision.DAY:
        return [parse_span(time.calendar)]
    printed = parse_time(_FRACTION.sub(r"\1", time.printed))
    if printed is None:
        return []
    spans = []
    for days in (-1, 0, 1):
        try:
            day = (span.start + days * _DAY).date()
        except OverflowError:  # the first and the last of all days
            continue
        start = datetime(day.year, day.month, day.day, printed.hour, printed.minute, printed.second or 0, tzinfo=UTC)
        if abs(start - span.start) <= _FARTHEST_EAST and printed.day in (None, day.day):
            spans.append(DateSpan(start, start + (span.end - span.start), span.precision))
    return spans


def _overlap(one: DateSpan, other: DateSpan) -> bool:
    return one.start < other.end and other.start < one.end
