"""When did it happen? A time as it was printed, and the instant it means if there is a reason to say so.

Law: no basis, no instant. A time that a capture does not give is None, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from backfile.text.ago import find_ago
from backfile.text.dates import parse_span
from backfile.text.late import compiled

_FOR_MACHINES = re.compile(r"\d{9,13}(?:\.\d+)?|[\d-]+T[\d:.]+(?:Z|[+-]\d\d:?\d\d)")

# A date has its year, or two numbers before one: "4/12/22".
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC"
_GIVEN = {
    "date": r"(?<!\d)(?:\d{4}(?!\d)|\d{1,2}([./])\d{1,2}\1\d\d(?!\d))",
    "zone": r"(?a:(?:\d|\b[apAP]\.?[mM]\.?|Uhr|hrs?|h) ?\(?"
    rf"(?:(?!(?:[AP]M|{_MONTHS})\b)[A-Z]{{2,5}}\b|Z\b|[+-]\d\d:?\d\d(?![\d-])))",
}  # compiled when a time is told that means no instant


class Precision(StrEnum):
    """How much of the clock and the calendar the printed time gives."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


class Basis(StrEnum):
    """Why a printed time may be said to mean an instant."""

    OFFSET = "offset given"
    EPOCH = "seconds since 1970"  # as data about a page counts an instant: no day, clock or zone is printed
    ZONE = "zone named"
    PAGE_ZONE = "zone of the page"
    PAGE_DATE = "date of the page"
    DAY_HEADING = "day heading"
    ROLLOVER = "rollover at midnight"
    RELATIVE = "relative to the capture"
    OTHER_CAPTURE = "another capture"
    RECORDED = "recorded in the capture"
    STATED = "stated by a person"
    TOLD = "stated by another archive"


_RECKONED = (Basis.PAGE_DATE, Basis.ROLLOVER)
_LENGTHS = {
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY: timedelta(days=1),
}


_CALENDAR = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
"""As many characters of a date in figures as are known."""
_HALF_A_DAY, _FARTHEST_EAST = timedelta(hours=12), timedelta(hours=14)
_NUMBERS = r"(?a:(?<!\d)\d{1,2}(?!\d))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A printed time. `instant` is its beginning, in UTC; `source` names the part or person it was read from."""

    printed: str
    instant: datetime | None = None
    precision: Precision | None = None
    basis: Basis | None = None
    source: str = ""
    unclear: str = field(default="", metadata={"seldom": True})  # why it means no instant, as its reader found

    @property
    def for_machines(self) -> bool:
        """Is it printed only as data about the page has it: seconds since 1970, ISO 8601 in UTC, or as a program
        recorded it that made a capture?"""
        return self.basis is Basis.RECORDED or _FOR_MACHINES.fullmatch(self.printed) is not None

    @property
    def calendar(self) -> str:
        """The day, month or year that it is known to, in the zone it was said in: 2022-03-10, 2022-03 or 2022; empty
        where the hour is known too, or none of them.

        The zone is not kept, but `instant` is a midnight there: the nearest one in UTC, unless what was printed says
        otherwise, as in the zones east of +12:00.

        >>> midnight = datetime.fromisoformat("2022-03-09T22:00Z")  # in Kyiv
        >>> Time(printed="10 March", instant=midnight, precision=Precision.DAY, basis=Basis.STATED).calendar
        '2022-03-10'
        """
        shape = _CALENDAR.get(self.precision) if self.precision else None
        if self.instant is None or shape is None:
            return ""
        if (written := self._written_date()) is not None:
            return written[:shape]
        near = _day_near(self.instant, _HALF_A_DAY)
        later = _day_near(self.instant, _FARTHEST_EAST)
        named = set(map(int, compiled(_NUMBERS).findall(self.printed)))
        said = later if later.day in named and near.day not in named else near
        return said.isoformat()[:shape]

    @property
    def meant(self) -> str:
        """What it means, no more precisely than is known: `2022-03-10 14:05 UTC`, or the day, month or year, or of one
        told from the capture backwards, between which instants it lies; empty where none of that is known.

        >>> day = datetime.fromisoformat("2022-03-10T00:00Z")
        >>> Time(printed="Thursday", instant=day, precision=Precision.DAY, basis=Basis.STATED).meant
        '2022-03-10 (known to the day)'
        """
        if self.calendar:
            return f"{self.calendar} (known to the {self.precision})"
        if self.instant is None or self.precision is Precision.INTERVAL:
            return self._between()
        clock = f"{self.instant.strftime('%Y-%m-%d %H:%M')} UTC"
        return f"{clock} (known to the hour)" if self.precision is Precision.HOUR else clock

    @property
    def is_day_reckoned(self) -> bool:
        """Is the clock printed without its day, which was reckoned from the date of the page?"""
        return self.basis in _RECKONED

    @property
    def doubt(self) -> str:
        """Why what is printed means no instant: as its reader found, else what its own words lack.

        >>> Time(printed="3 May 2024").doubt, Time(printed="18:42 GMT").doubt, Time(printed="18:42").doubt
        ('zone not given', 'date not given', 'date and zone not given')
        """
        if self.unclear:
            return self.unclear
        missing = [name for name, shape in _GIVEN.items() if compiled(shape).search(self.printed) is None]
        return f"{' and '.join(missing)} not given" if missing else "which instant it means is not certain"

    @property
    def end(self) -> datetime | None:
        """The instant, in UTC, before which it lies whatever its precision leaves open; None where that is not known.

        >>> march = datetime.fromisoformat("2022-03-01T00:00Z")
        >>> str(Time(printed="2022-03", instant=march, precision=Precision.MONTH, basis=Basis.STATED).end)
        '2022-04-01 00:00:00+00:00'
        """
        if self.instant is None or self.precision is None:
            return None
        try:
            return self.instant + (_LENGTHS.get(self.precision) or self._written_length())
        except (
            ValueError,
            OverflowError,
        ):  # an interval in other words; the last of all years
            return None

    def _between(self) -> str:
        if self.basis is not Basis.RELATIVE or self.instant is None or self.end is None:
            return ""
        last = self.end.strftime("%H:%M" if self.end.date() == self.instant.date() else "%Y-%m-%d %H:%M")
        return f"between {self.instant.strftime('%Y-%m-%d %H:%M')} and {last} UTC"

    def _written_date(self) -> str | None:
        """What was printed, where it is the date in figures that the instant begins, in whatever zone."""
        try:
            written = parse_span(self.printed)
        except ValueError:
            return None
        if self.instant is None or written.precision != self.precision:
            return None
        return self.printed.strip() if abs(written.start - self.instant) <= _FARTHEST_EAST else None

    def _written_length(self) -> timedelta:
        """How long a month, a year or an interval is, which only its own words tell."""
        if self.basis is Basis.RELATIVE and (ago := find_ago(self.printed)):
            return ago.length
        span = parse_span(self.printed)
        return span.end - span.start

    def __post_init__(self) -> None:
        if (self.instant is None) != (self.basis is None) or (self.instant is not None and self.precision is None):
            raise ValueError("an instant needs a basis and a precision, and a basis an instant")
        if self.instant is not None and self.instant.utcoffset() != timedelta(0):
            raise ValueError("an instant is given in UTC")
        if self.instant is not None and self.unclear:
            raise ValueError("what means an instant is not unclear")


def _day_near(instant: datetime, ahead: timedelta) -> date:
    """The day in UTC so long after an instant; its own where that would leave the years that can be reckoned with."""
    try:
        return (instant + ahead).date()
    except OverflowError:
        return instant.date()
