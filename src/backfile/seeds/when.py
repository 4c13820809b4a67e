"""Which instant does a printed time mean? Only one that has a basis: a date, a clock time and a zone.

A time without its date, or in a zone that is not said, is kept as printed and means no instant.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backfile.model.time import Basis, Precision, Time

# As news pages mean them. Names that stand for several zones (IST, CST) give no basis, so they are not here.
_OFFSETS = {
    "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>[A-Z]{2,4}|[+-]\d\d:?\d\d))?"
_DATES = (
    rf"{_WEEKDAY}{_MONTH} {_DAY}(?:,? {_YEAR})?",
    rf"{_WEEKDAY}{_DAY} {_MONTH}(?:,? {_YEAR})?",
    r"(?P<year>\d{4})-(?P<monthnumber>\d\d)-(?P<day>\d\d)",
)
_JOINT = r"(?:,? (?:at )?|, | [-–—|] |T)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        *(rf"{date}{_JOINT}{_CLOCK}" for date in _DATES),
        *(rf"{_CLOCK}{_JOINT}{date}" for date in _DATES),
        _CLOCK,
    )
)
_LONGEST = 60


class Printed(NamedTuple):
    """A time as it was printed, taken apart; what it does not give is None."""

    printed: str
    year: int | None
    month: int | None
    day: int | None
    hour: int
    minute: int
    zone: str | None


def parse_time(line: str) -> Printed | None:
    """The time that a line consists of, or None when it is something else.

    >>> parse_time("Mar 01, 2022, 9:12 PM EST")
    Printed(printed='Mar 01, 2022, 9:12 PM EST', year=2022, month=3, day=1, hour=21, minute=12, zone='EST')
    >>> parse_time("It began at 9:12 PM")
    """
    line = " ".join(line.split())
    if len(line) > _LONGEST:
        return None
    for shape in _SHAPES:
        found = shape.fullmatch(line)
        if found:
            return _taken_apart(line, found.groupdict())
    return None


def resolve(printed: Printed, source: str, page_zone: tzinfo | None = None) -> Time:
    """The time with its instant, if there is a basis for one: its zone named, or the zone of the page known."""
    as_printed = Time(printed=printed.printed, precision=Precision.MINUTE, source=source)
    zone, basis = _zone(printed.zone) if printed.zone else (page_zone, Basis.PAGE_ZONE)
    if zone is None or printed.year is None or printed.month is None or printed.day is None:
        return as_printed
    local = datetime(printed.year, printed.month, printed.day, printed.hour, printed.minute, tzinfo=zone)
    try:
        instant = local.astimezone(UTC)
    except OverflowError:
        return as_printed
    if local.replace(fold=1).astimezone(UTC) != instant:  # the clock showed this twice, or never, that night
        return as_printed
    return Time(printed=printed.printed, instant=instant, precision=Precision.MINUTE, basis=basis, source=source)


def _taken_apart(line: str, found: dict[str, str | None]) -> Printed | None:
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    half = (found.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    year, day = found.get("year"), found.get("day")
    name, number = found.get("month"), found.get("monthnumber")
    month = _MONTHS.index(name.lower()) + 1 if name else int(number) if number else None
    try:  # a leap year stands in for one that is not given
        datetime(int(year or 2000), month or 1, int(day or 1), hour, minute)
    except ValueError:
        return None
    return Printed(line, int(year) if year else None, month, int(day) if day else None, hour, minute, found.get("zone"))


def _zone(name: str) -> tuple[tzinfo | None, Basis]:
    name = name.upper()
    if name in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[name])), Basis.ZONE
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name]), Basis.ZONE
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes)), Basis.OFFSET
    return None, Basis.ZONE
