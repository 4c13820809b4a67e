"""Which instant does a printed time mean? Only one that has a basis: a date, a clock time and a zone.

A time without its date, or in a zone that is not said, is kept as printed and means no instant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backfile.model.time import Basis, Precision, Time
from backfile.seeds.words import (
    AFTER_CLOCK,
    AFTER_NOON,
    AFTER_NOON_AHEAD,
    BEFORE_NOON,
    BEFORE_NOON_AHEAD,
    EVENING_AHEAD,
    WEEKDAYS,
    YEAR_WORDS,
)
from backfile.text.dates import parse_zone
from backfile.text.months import MONTHS

# As news pages mean them. Names that stand for several zones (IST, CST) give no basis, so they are not here.
_OFFSETS = {
    "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "MEZ": 1, "MESZ": 2, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "JST": 9, "HKT": 8,
}  # fmt: skip
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}

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
_KNOWN_CLOCK = _CLOCK.replace("ZONE", rf"(?-i:(?:{'|'.join((*_OFFSETS, *_REGIONS, 'IST'))})\b)")
DATES = (
    rf"{_WEEKDAY}\(?{_MONTH} {_DAY}(?:,? {_YEAR})?\)?",
    rf"{_WEEKDAY}\(?{_DAY} (?:de )?{_MONTH}(?:,?(?: de| del)? {_YEAR})?\)?",
    r"(?P<year>\d{4})-(?P<monthnumber>\d\d)-(?P<day>\d\d)",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.(?P<monthnumber>\d{{1,2}})\.(?P<year>\d{{4}}|\d\d)?(?!\d)",
    rf"{_WEEKDAY}(?P<first>\d{{1,2}})/(?P<other>\d{{1,2}})/(?P<year>\d{{4}}|\d\d)(?!\d)",
    r"(?:(?P<year>\d{4})[年년] ?)?(?P<monthnumber>\d{1,2})[月월] ?(?P<day>\d{1,2})[日일](?: ?[(（]\w{1,3}[)）])?",
)
"""Patterns of a date, by what stands first in it; white space is single blanks."""
# What stands in neighbouring boxes of a page is pasted without blanks: `March01202221:12`.
_GLUED_DATE = rf"{_WEEKDAY}{_MONTH}(?P<day>\d\d)(?P<year>(?:19|20)\d\d)"
_JOINT = r"(?:[,،]? (?:at |um |à |a las |alle |o |о )?|, | [-–—|] |T)"


def _shapes(clock: str) -> tuple[re.Pattern[str], ...]:
    shapes = (
        rf"{_GLUED_DATE}{clock}",
        *(rf"{date}{_JOINT}{clock}" for date in DATES),
        *(rf"{clock}{_JOINT}{date}" for date in DATES),
        clock,
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


_SHAPES = _shapes(_ANY_CLOCK)
_LEADING_SHAPES = _shapes(_KNOWN_CLOCK)
_DAYS = tuple(re.compile(shape, re.IGNORECASE) for shape in DATES)
_AFTER_NOON = re.compile("|".join(AFTER_NOON), re.IGNORECASE)
_IN_STROKES = re.compile(r"\d/\d{1,2}/\d")
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


def resolve(printed: Printed, source: str, page_zone: tzinfo | None = None, undated: str = "") -> Time:
    """The time with its instant, if there is a basis for one: its zone named, or the zone of the page known; else with
    what is wanting, for which the words `undated` stand where that is the date."""
    precision = Precision.MINUTE if printed.second is None else Precision.SECOND
    as_printed = Time(printed=printed.printed, precision=precision, source=source)
    zone, basis = _zone(printed.zone) if printed.zone else (page_zone, Basis.PAGE_ZONE)
    if zone is None or printed.year is None or printed.month is None or printed.day is None:
        return replace(as_printed, unclear=_unclear(printed, zone, undated))
    clock = time(printed.hour, printed.minute, printed.second or 0, tzinfo=zone)
    local = datetime.combine(date(printed.year, printed.month, printed.day), clock)
    try:
        instant = local.astimezone(UTC)
        again = local.replace(fold=1).astimezone(UTC)
        if again != instant:
            return replace(as_printed, unclear=_shown(instant, again))
    except OverflowError:
        return as_printed
    return replace(as_printed, instant=instant, basis=basis)


def _unclear(printed: Printed, zone: tzinfo | None, undated: str) -> str:
    """What is wanting for an instant, or may mean several things."""
    missing, told = [], []
    if undated:
        told.append(undated)
    elif printed.day is None and printed.is_dated:
        told.append("the day and the month of it may stand either way round")
    elif printed.day is None:
        missing.append("date")
    elif printed.year is None:
        missing.append("year")
    if zone is None and printed.zone:
        told.append(f"which zone {printed.zone} means is not certain")
    elif zone is None:
        missing.append("zone")
    return "; ".join([*([f"{' and '.join(missing)} not given"] if missing else []), *told])


def _shown(first: datetime, last: datetime) -> str:
    """How often a clock showed a time in the night in which it was put forward or back."""
    return "the clocks showed it twice that night" if first < last else "the clocks never showed it that night"


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
    year = None if not given else int(given) + (2000 if len(given) == 2 else 0)
    try:  # a leap year stands in for one that is not given
        datetime(2000 if year is None else year, month, day)
    except ValueError:
        return None
    return Day(year, month, day)


def _ambiguous(found: dict[str, str | None]) -> bool:
    first, other = int(found.get("first") or 0), int(found.get("other") or 0)
    return 1 <= first <= 12 and 1 <= other <= 12 and first != other


def named_zone(name: str) -> tzinfo | None:
    """The zone that a name or an offset in a printed time means; None for a name that stands for several."""
    return _zone(name)[0]


def _zone(name: str) -> tuple[tzinfo | None, Basis]:
    name = name.upper()
    if name == "Z":
        return UTC, Basis.OFFSET
    if name in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[name])), Basis.ZONE
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name]), Basis.ZONE
    if name[0] in "+-":
        try:
            return parse_zone(name), Basis.OFFSET
        except ValueError:  # +99:99
            return None, Basis.OFFSET
    return None, Basis.ZONE


_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)


def parse_iso(given: object, source: str, page_zone: tzinfo | None = None) -> Time | None:
    """The time in an ISO 8601 text as data about a page holds it; None for anything else.

    Without an offset it means an instant only in the zone of the page, if that is known.
    """
    if not isinstance(given, str) or not given.strip():
        return None
    printed = given.strip()
    found = _ISO.fullmatch(printed)
    if found is None:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    precision = Precision.SECOND if second else Precision.MINUTE if minute else Precision.DAY
    zone, basis = _zone(offset.upper()) if offset else (page_zone, Basis.PAGE_ZONE)
    try:
        local = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone
        )
        instant = local.astimezone(UTC) if zone else None
        again = local.replace(fold=1).astimezone(UTC) if zone else None
    except (ValueError, OverflowError):
        return None
    if instant is None or again is None or again != instant:
        unclear = _shown(instant, again) if instant and again else "zone not given"
        return Time(printed=printed, precision=precision, source=source, unclear=unclear)
    return Time(printed=printed, instant=instant, precision=precision, basis=basis, source=source)


def from_epoch(given: object, source: str) -> Time | None:
    """The time in seconds or milliseconds since 1970 (UTC), as data about a page holds it; None for anything else."""
    try:
        number = float(str(given))
        seconds = number / 1000 if abs(number) > 1e11 else number  # 1e11 seconds are the year 5138
        instant = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Time(printed=str(given), instant=instant, precision=Precision.SECOND, basis=Basis.OFFSET, source=source)


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
