"""Which span of time does a written date mean? ISO 8601 days, months, years, minutes, and intervals of them.

Every span is half open, `[start, end)`, in UTC; a date without an offset is read in the zone the caller names.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?)?)?",
    re.IGNORECASE,
)


class DateSpan(NamedTuple):
    """`[start, end)` in UTC, and how precisely it was written: second, minute, day, month, year or interval."""

    start: datetime
    end: datetime
    precision: str


def parse_zone(name: str) -> tzinfo:
    """The zone of that name (`Europe/Kyiv`, `UTC`, `+02:00`). Raises ValueError for any other."""
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])([01]\d|2[0-3]):?([0-5]\d)", name)
    if offset:
        sign, hours, minutes = offset.groups()
        return timezone((1 if sign == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes)))
    if name in ("Z", "UTC"):
        return UTC
    from zoneinfo import ZoneInfo  # ten milliseconds, which UTC has no need of

    try:
        return ZoneInfo(name)
    except (OSError, KeyError, ValueError) as error:  # a missing zone is a KeyError, a strange one a ValueError
        raise ValueError(f"no time zone “{name}”") from error


def parse_span(written: str, zone: tzinfo = UTC) -> DateSpan:
    """The span that a date, or two dates joined by `/` or `..`, covers. Raises ValueError for anything else.

    >>> parse_span("2022-03").end.isoformat()
    '2022-04-01T00:00:00+00:00'
    >>> parse_span("2022-03-10/2022-03-11").precision
    'interval'
    """
    first, *rest = re.split(r"/|\.\.", written.strip(), maxsplit=1)
    start = _parse_date(first.strip(), zone)
    if not rest:
        return start
    end = _parse_date(rest[0].strip(), zone)
    if end.end <= start.start:
        raise ValueError(f"“{written}” ends before it begins")
    return DateSpan(start.start, end.end, "interval")


def clock_doubt(local: datetime) -> str:
    """Why what a clock shows in its zone means no one instant, in the night in which it is put forward or back; else
    empty.

    >>> from zoneinfo import ZoneInfo
    >>> clock_doubt(datetime(2024, 3, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")))
    'the clocks never showed it that night'
    """
    first, again = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == again:
        return ""
    return "the clocks showed it twice that night" if first < again else "the clocks never showed it that night"


def _parse_date(written: str, zone: tzinfo) -> DateSpan:
    found = _DATE.fullmatch(written)
    if not found:
        raise ValueError(f"“{written}” is no date such as 2022-03-10, 2022-03 or 2022-03-10T14:05Z")
    year, month, day, hour, minute, second, offset = found.groups()
    within = parse_zone(offset.upper()) if offset else zone
    try:
        start = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        start = start.replace(tzinfo=within)
        if second:  # reckoned in UTC: the minute before clocks go back is no longer than others
            precision, end = "second", start.astimezone(UTC) + timedelta(seconds=1)
        elif minute:
            precision, end = "minute", start.astimezone(UTC) + timedelta(minutes=1)
        elif day:
            precision, end = "day", start + timedelta(days=1)
        elif month:
            precision, end = "month", (start + timedelta(days=31)).replace(day=1)
        else:
            precision, end = "year", start.replace(year=start.year + 1)
        return DateSpan(start.astimezone(UTC), end.astimezone(UTC), precision)
    except OverflowError as error:
        raise ValueError(f"“{written}” lies outside the years that can be reckoned with") from error
