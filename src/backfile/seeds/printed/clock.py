"""Which date and clock time are printed in a line? They are taken apart here; which instant they mean, `when` tells."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from backfile.seeds.printed.words import (
    AFTER_CLOCK,
    AFTER_NOON,
    AFTER_NOON_AHEAD,
    BEFORE_NOON,
    BEFORE_NOON_AHEAD,
    EVENING_AHEAD,
    WEEKDAYS,
    YEAR_WORDS,
)
from backfile.seeds.printed.zone import OFFSETS, REGIONS
from backfile.text.months import MONTHS

_MONTH = rf"(?P<month>{'|'.join(sorted(map(re.escape, MONTHS), key=lambda form: (-len(form), form)))})(?![^\W\d_])\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = rf"(?P<year>\d{{4}})(?: (?:{'|'.join(YEAR_WORDS)})\b\.?)?"
_WEEKDAY = rf"(?:(?:{'|'.join(map(re.escape, WEEKDAYS))})\b\.? ?,? ?)?"
# Latin or not, what tells the half of the day ends its word: م begins many.
_CLOCK = (
    rf"(?:(?P<ahead>{'|'.join((*BEFORE_NOON_AHEAD, *AFTER_NOON_AHEAD, *EVENING_AHEAD))}) ?)?"
    r"(?P<hour>\d{1,2})(?:[:.：]| ?h ?|[時时點点]|시 ?)(?P<minute>\d\d)(?!\d)(?::(?P<second>\d\d)(?!\d))?"
    rf"(?: ?(?P<half>(?:{'|'.join((*BEFORE_NOON, *AFTER_NOON))})(?!\w)))?"
    rf"(?: ?(?:{'|'.join(AFTER_CLOCK)})\b\.?)?"
    r"(?: ?\(?(?P<zone>ZONE|[+-]\d\d:?\d\d)\)?)?"
)
_ANY_CLOCK = _CLOCK.replace("ZONE", "(?-i:[A-Z]{2,4}|Z)")
# Before other words only a zone that is known counts as one: "09:00 UN says" names none.
_KNOWN_CLOCK = _CLOCK.replace("ZONE", rf"(?-i:(?:{'|'.join((*OFFSETS, *REGIONS, 'IST'))})\b)")
# By what stands first in them; white space is single blanks.
_DATES = (
    rf"{_WEEKDAY}\(?{_MONTH} {_DAY}(?:,? {_YEAR})?\)?",
    rf"{_WEEKDAY}\(?{_DAY} (?:de )?{_MONTH}(?:,?(?: de| del)? {_YEAR})?\)?",
    r"(?P<year>\d{4})-(?P<monthnumber>\d\d)-(?P<day>\d\d)",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.(?P<monthnumber>\d{{1,2}})\.(?P<year>\d{{4}}|\d\d)?(?!\d)",
    rf"{_WEEKDAY}(?P<first>\d{{1,2}})/(?P<other>\d{{1,2}})/(?P<year>\d{{4}}|\d\d)(?!\d)",
    r"(?:(?P<year>\d{4})[年년] ?)?(?P<monthnumber>\d{1,2})[月월] ?(?P<day>\d{1,2})[日일](?: ?[(（]\w{1,3}[)）])?",
)
# What stands in neighbouring boxes of a page is pasted without blanks: `March01202221:12`.
_GLUED_DATE = rf"{_WEEKDAY}{_MONTH}(?P<day>\d\d)(?P<year>(?:19|20)\d\d)"
_JOINT = r"(?:[,،]? (?:at |um |à |a las |alle |o |о )?|, | [-–—|] |T)"


def _shapes(clock: str) -> tuple[re.Pattern[str], ...]:
    shapes = (
        rf"{_GLUED_DATE}{clock}",
        *(rf"{date}{_JOINT}{clock}" for date in _DATES),
        *(rf"{clock}{_JOINT}{date}" for date in _DATES),
        clock,
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


_SHAPES = _shapes(_ANY_CLOCK)
_LEADING_SHAPES = _shapes(_KNOWN_CLOCK)
_DAYS = tuple(re.compile(shape, re.IGNORECASE) for shape in _DATES)
_AFTER_NOON = re.compile("|".join(AFTER_NOON), re.IGNORECASE)
_IN_STROKES = re.compile(r"\d/\d{1,2}/\d")
_LONGEST = 60
_FIRST_OF_1900 = 69
"""Years of two digits from here on are of the last century, as POSIX has it: nobody wrote yet in 2069."""


class Printed(NamedTuple):
    """A time as it was printed, taken apart; what it does not give is None."""

    printed: str
    year: int | None
    month: int | None
    day: int | None
    hour: int
    minute: int
    zone: str | None
    second: int | None = None

    @property
    def is_dated(self) -> bool:
        """Is a date printed beside the clock, if only one that may be two days?"""
        return self.day is not None or _IN_STROKES.search(self.printed) is not None


class Day(NamedTuple):
    """A date as it was printed; the year is None where it gives none."""

    year: int | None
    month: int
    day: int


def parse_time(line: str) -> Printed | None:
    """The time that a line consists of, or None when it is something else.

    >>> parse_time("Mar 01, 2022, 9:12 PM EST")
    Printed(printed='Mar 01, 2022, 9:12 PM EST', year=2022, month=3, day=1, hour=21, minute=12, zone='EST', second=None)
    >>> parse_time("2022-03-01T21:12:05Z").second
    5
    >>> parse_time("It began at 9:12 PM")
    """
    line = " ".join(line.split())
    if len(line) > _LONGEST or not any(mark.isdigit() for mark in line):
        return None
    for shape in _SHAPES:
        found = shape.fullmatch(line)
        if found:
            return _taken_apart(line, found.groupdict())
    return None


def read_time(text: str) -> tuple[Printed, int] | None:
    """The time that a text begins with, and where it ends there; None when it begins otherwise.

    White space in `text` must be single blanks. Only a zone that is known is held to be one.

    >>> read_time("20:42 UTC Bridge closed")[1]
    9
    """
    for shape in _LEADING_SHAPES if text[:1].isalnum() else ():
        found = shape.match(text)
        printed = _taken_apart(found.group().strip(), found.groupdict()) if found else None
        if found and printed:
            return printed, found.end()
    return None


def parse_day(line: str) -> Day | None:
    """The date that a line consists of, as day headings do.

    >>> parse_day("Dienstag, 27. August 2024")
    Day(year=2024, month=8, day=27)
    """
    line = " ".join(line.split())
    if len(line) > _LONGEST:
        return None
    for shape in _DAYS:
        found = shape.fullmatch(line)
        if found:
            return _date(found.groupdict())
    return None


_LEADING = re.compile(rf"(?P<time>{_KNOWN_CLOCK})\s*(?:[:|–—-]\s*|\s)(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)


def parse_leading_time(line: str) -> tuple[Printed, str] | None:
    """The clock time that a line begins with, and the rest of the line; None when it begins otherwise.

    >>> parse_leading_time("12.31 Uhr: Bridge closed")[1]
    'Bridge closed'
    """
    found = _LEADING.fullmatch(" ".join(line.split()))
    if found is None:
        return None
    printed = _taken_apart(found["time"].strip(), found.groupdict())
    return None if printed is None else (printed, found["rest"])


def _taken_apart(line: str, found: dict[str, str | None]) -> Printed | None:
    hour, minute, second = int(found["hour"] or 0), int(found["minute"] or 0), found["second"]
    ahead, half = found.get("ahead"), found.get("half")
    # Japanese counts the hours of each half from 0; others call its first hour 12.
    if (half and not 1 <= hour <= 12) or (ahead and not 0 <= hour <= (11 if ahead in EVENING_AHEAD else 12)):
        return None
    if half or ahead:
        late = ahead in (*AFTER_NOON_AHEAD, *EVENING_AHEAD) or (half and _AFTER_NOON.match(half))
        hour = hour % 12 + (12 if late else 0)
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return None
    dated = any(found.get(each) for each in ("day", "first"))
    on = _date(found) if dated else None
    if dated and on is None and not _ambiguous(found):
        return None
    return Printed(
        printed=line,
        year=on.year if on else None,
        month=on.month if on else None,
        day=on.day if on else None,
        hour=hour,
        minute=minute,
        zone=found["zone"],
        second=int(second) if second else None,
    )


def _date(found: dict[str, str | None]) -> Day | None:
    """The date that a pattern has found; None for 31 February, and for 4/12/22, which may be two days."""
    name, number = found.get("month"), found.get("monthnumber")
    if found.get("first"):
        first, other = int(found["first"] or 0), int(found["other"] or 0)
        if _ambiguous(found):
            return None
        day, month = (first, other) if first > 12 else (other, first)
    else:
        month = MONTHS.get(name.casefold(), 0) if name else int(number or 0)
        day = int(found["day"] or 0)
    given = found.get("year")
    year = int(given) if given else None
    if given and year is not None and len(given) == 2:
        year += 2000 if year < _FIRST_OF_1900 else 1900
    try:  # a leap year stands in for one that is not given
        datetime(2000 if year is None else year, month, day)
    except ValueError:
        return None
    return Day(year, month, day)


def _ambiguous(found: dict[str, str | None]) -> bool:
    first, other = int(found.get("first") or 0), int(found.get("other") or 0)
    return 1 <= first <= 12 and 1 <= other <= 12 and first != other
