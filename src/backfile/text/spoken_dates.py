"""Which span of time does a date in people's words mean? `last week`, `8 March 2022`, `3 days ago`, `since Monday`.

All that dates.parse_span reads is read as there. What could mean two days (03/04/2022) is refused, never guessed. Spans
are half open, in UTC; `now` and the zone are the caller's.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from backfile.text.dates import DateSpan, parse_span

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {"a": 1, "an": 1} | {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}

_MONTH = "|".join(sorted((*MONTHS, *(month[:3] for month in MONTHS), "sept"), key=len, reverse=True))
_CLOCK = r"(?:,? (?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d) ?(?P<half>am|pm|a\.m\.|p\.m\.)?)?"
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})"
_DAY_US = rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
# Texts, for re compiles each when it is first asked for, and keeps it: most queries hold no date.
_WRITTEN_DAY = (_DAY + _CLOCK, _DAY_US + _CLOCK)
_WRITTEN_MONTH = rf"(?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})"
_FIGURES = r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})"
_YEAR_FIRST = r"(\d{4})/(\d{1,2})/(\d{1,2})"
_AGO = rf"(\d{{1,4}}|{'|'.join(_NUMBERS)}) (minute|hour|day|week|month|year)s? ago"
_WEEKDAY = rf"(?:(?:last|on|this) )?({'|'.join(WEEKDAYS)})"
_WITHOUT_YEAR = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})|(?:{_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?)?"

EXAMPLES = "2022-03-10, 2022-03, 2022-03-10T14:05Z, “8 March 2022” or “last week”"


class Reach(NamedTuple):
    """`[start, end)` in UTC; None where it has no beginning or no end."""

    start: datetime | None
    end: datetime | None


def parse_reach(written: str, zone: tzinfo, now: datetime) -> Reach:
    """The span of a date, or of two joined by `..`, either of which may be left out: `2022-03-08..` has no end.

    Raises ValueError with what is wrong with it.

    >>> now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> [str(end) for end in parse_reach("8 march 2022..", UTC, now)]
    ['2022-03-08 00:00:00+00:00', 'None']
    """
    said = " ".join(written.split())  # or many blanks would be tried in every way
    between = re.fullmatch(r"\[?\s*(.*?)\s*(?:\.\.| to )\s*(.*?)\s*\]?", said, re.IGNORECASE | re.DOTALL)
    if not between:
        span = parse_spoken(written, zone, now)
        return Reach(span.start, span.end)
    first, last = between.groups()
    if not first and not last:
        raise ValueError(f"“{written}” names no date")
    start = parse_spoken(first, zone, now).start if first else None
    end = parse_spoken(last, zone, now).end if last else None
    if start and end and end <= start:
        raise ValueError(f"“{written}” ends before it begins")
    return Reach(start, end)


def parse_spoken(written: str, zone: tzinfo, now: datetime) -> DateSpan:
    """The span that a date means. Raises ValueError, saying why, for what is none or could be two.

    >>> now = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday
    >>> parse_spoken("last week", UTC, now).start.date().isoformat()
    '2026-11-09'
    """
    said = " ".join(written.lower().split())
    try:
        return _read(said, zone, now) or parse_span(written, zone)
    except OverflowError as error:
        raise ValueError(f"“{written}” lies outside the years that can be reckoned with") from error
    except ValueError as error:
        if "is no date such as" in str(error):
            raise ValueError(f"“{written}” is no date such as {EXAMPLES}") from error
        if str(error).startswith("“"):
            raise
        raise ValueError(f"“{written}” is no date: {error}") from error  # what the calendar says of it


def _read(said: str, zone: tzinfo, now: datetime) -> DateSpan | None:
    today = now.astimezone(zone).date()
    for shape in _WRITTEN_DAY:
        if found := re.fullmatch(shape, said):
            return _written_day(found, said, zone)
    if found := re.fullmatch(_WRITTEN_MONTH, said):
        return parse_span(f"{found['year']}-{_month(found['month']):02}", zone)
    if found := re.fullmatch(_YEAR_FIRST, said):
        year, month, day = found.groups()
        return parse_span(f"{year}-{int(month):02}-{int(day):02}", zone)
    if found := re.fullmatch(_FIGURES, said):
        return _figures(found, said, zone)
    if found := re.fullmatch(_AGO, said):
        return _ago(_NUMBERS.get(found[1]) or int(found[1]), found[2], today, zone, now)
    if found := re.fullmatch(_WEEKDAY, said):
        back = (today.weekday() - WEEKDAYS.index(found[1])) % 7 or 7
        return _day(today - timedelta(days=0 if said.startswith("this ") and back == 7 else back), zone)
    if re.fullmatch(_WITHOUT_YEAR, said):
        raise ValueError(f"“{said}” does not say which year")
    return _near(said, today, zone)


def _near(said: str, today: date, zone: tzinfo) -> DateSpan | None:
    """Days, weeks, months and years counted from today."""
    monday = today - timedelta(days=today.weekday())
    match said:
        case "today":
            return _day(today, zone)
        case "yesterday":
            return _day(today - timedelta(days=1), zone)
        case "this week":
            return _days(monday, zone)
        case "last week":
            return _days(monday - timedelta(days=7), zone)
        case "this month":
            return parse_span(today.isoformat()[:7], zone)
        case "last month":
            return parse_span(_months_before(today, 1).isoformat()[:7], zone)
        case "this year":
            return parse_span(f"{today.year:04}", zone)
        case "last year":
            return parse_span(f"{today.year - 1:04}", zone)
    return None


def _ago(number: int, unit: str, today: date, zone: tzinfo, now: datetime) -> DateSpan:
    if unit in ("minute", "hour"):
        then = (now - timedelta(**{f"{unit}s": number})).astimezone(UTC).replace(second=0, microsecond=0)
        start = then if unit == "minute" else then.replace(minute=0)
        return DateSpan(start, start + timedelta(**{f"{unit}s": 1}), unit)
    if unit in ("day", "week"):
        return _day(today - timedelta(days=number * (7 if unit == "week" else 1)), zone)
    return _day(_months_before(today, number * (12 if unit == "year" else 1)), zone)


def _written_day(found: re.Match[str], said: str, zone: tzinfo) -> DateSpan:
    written = f"{found['year']}-{_month(found['month']):02}-{int(found['day']):02}"
    if found["hour"] is None:
        return parse_span(written, zone)
    hour, half = int(found["hour"]), (found["half"] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        raise ValueError(f"“{said}” has no such hour")
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return parse_span(f"{written}T{hour:02}:{found['minute']}", zone)


def _figures(found: re.Match[str], said: str, zone: tzinfo) -> DateSpan:
    """With points the day comes first; with strokes it may come first or second, and has to show itself."""
    first, second, year = int(found[1]), int(found[3]), found[4]
    if found[2] == "/" and first <= 12 and second <= 12 and first != second:
        choices = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
        raise ValueError(f"“{said}” may be two days: write {choices}")
    day, month = (second, first) if found[2] == "/" and second > 12 else (first, second)
    return parse_span(f"{year}-{month:02}-{day:02}", zone)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _months_before(day: date, number: int) -> date:
    """The same day of an earlier month, or that month's last."""
    months = day.year * 12 + day.month - 1 - number
    year, month = divmod(months, 12)
    if year < 1:
        raise OverflowError
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _day(day: date, zone: tzinfo) -> DateSpan:
    return parse_span(day.isoformat(), zone)


def _days(monday: date, zone: tzinfo) -> DateSpan:
    return parse_span(f"{monday.isoformat()}..{(monday + timedelta(days=6)).isoformat()}", zone)
