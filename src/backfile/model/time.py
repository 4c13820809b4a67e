"""When did it happen? A time as it was printed, and the instant it means if there is a reason to say so.

Law: no basis, no instant. A time that a capture does not give is None, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_FOR_MACHINES = re.compile(r"\d{9,13}(?:\.\d+)?|[\d-]+T[\d:.]+(?:Z|[+-]\d\d:?\d\d)")


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

    def __post_init__(self) -> None:
        if (self.instant is None) != (self.basis is None) or (self.instant is not None and self.precision is None):
            raise ValueError("an instant needs a basis and a precision, and a basis an instant")
        if self.instant is not None and self.instant.utcoffset() != timedelta(0):
            raise ValueError("an instant is given in UTC")
