"""When did it happen? A time as it was printed, and the instant it means if there is a reason to say so.

Law: no basis, no instant. A time that a capture does not give is None, never a guess.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

from backfile.text.dates import parse_span
from backfile.values import dataclass

_FOR_MACHINES = re.compile(r"\d{9,13}(?:\.\d+)?|[\d-]+T[\d:.]+(?:Z|[+-]\d\d:?\d\d)")

# A date has its year, or two numbers before one: "4/12/22".
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC"
_GIVEN = {
    "date": re.compile(r"(?<!\d)(?:\d{4}(?!\d)|\d{1,2}([./])\d{1,2}\1\d\d(?!\d))"),
    "zone": re.compile(
        r"(?:\d|\b[apAP]\.?[mM]\.?|Uhr|hrs?|h) ?\(?"
        rf"(?:(?!(?:[AP]M|{_MONTHS})\b)[A-Z]{{2,5}}\b|Z\b|[+-]\d\d:?\d\d(?![\d-]))",
        re.ASCII,
    ),
}


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
    ZONE = "zone named"
    PAGE_ZONE = "zone of the page"
    PAGE_DATE = "date of the page"
    DAY_HEADING = "day heading"
    ROLLOVER = "rollover at midnight"
    RELATIVE = "relative to the capture"
    OTHER_CAPTURE = "another capture"
    RECORDED = "recorded in the capture"
    STATED = "stated by a person"


_LENGTHS = {
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY: timedelta(days=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A printed time. `instant` is its beginning, in UTC; `source` names the part or person it was read from."""

    printed: str
    instant: datetime | None = None
    precision: Precision | None = None
    basis: Basis | None = None
    source: str = ""

    @property
    def for_machines(self) -> bool:
        """Is it printed only as data about the page has it: seconds since 1970, or ISO 8601 in UTC?"""
        return _FOR_MACHINES.fullmatch(self.printed) is not None

    @property
    def doubt(self) -> str:
        """Why what is printed means no instant by itself.

        >>> Time(printed="3 May 2024").doubt, Time(printed="18:42 GMT").doubt, Time(printed="18:42").doubt
        ('zone not given', 'date not given', 'date and zone not given')
        """
        missing = [name for name, shape in _GIVEN.items() if shape.search(self.printed) is None]
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

    def _written_length(self) -> timedelta:
        """How long a month, a year or an interval is, which only its own words tell."""
        span = parse_span(self.printed)
        return span.end - span.start

    def __post_init__(self) -> None:
        if (self.instant is None) != (self.basis is None) or (self.instant is not None and self.precision is None):
            raise ValueError("an instant needs a basis and a precision, and a basis an instant")
        if self.instant is not None and self.instant.utcoffset() != timedelta(0):
            raise ValueError("an instant is given in UTC")
