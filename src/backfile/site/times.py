"""How is a time told? As it was printed, and beside it, in our words, what instant that is and why we may say so.

Instants are shown in the archive's own time zone. Where one is the very beginning of its day, month or year there, and
no more precise than that, the clock is left out; in any other case it stands, for a day of one zone is none of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from backfile.model.time import Precision, Time
from backfile.text.dates import parse_span, parse_zone

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_COARSE = (Precision.MONTH, Precision.YEAR, Precision.INTERVAL)
_TO_THE_HOUR = (Precision.HOUR, Precision.MINUTE, Precision.SECOND)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time zone a site tells instants in."""

    name: str
    zone: tzinfo

    @classmethod
    def of(cls, zone: str) -> Clock:
        """The clock of a zone that `workspace.settings` has accepted."""
        return cls(zone, parse_zone(zone))

    def local(self, instant: datetime) -> datetime:
        """The instant in this zone; in UTC where that would leave the years that Python can reckon with."""
        try:
            return instant.astimezone(self.zone)
        except OverflowError:
            return instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as a page tells it. Without an instant, all but `printed` and `words` are empty."""

    printed: str
    machine: str  # for the attribute datetime of <time>
    day: str  # as much of day, month and year as is known
    words: str  # which instant, how precisely, and why
    date: str = ""  # 2022-03-10, where the day is known
    hour: str = ""  # 09, where the hour is known


def tell(time: Time, clock: Clock) -> Moment:
    """The time in words.

    >>> from backfile.model.time import Basis
    >>> from datetime import UTC
    >>> noon = datetime(2021, 11, 26, 12, 5, tzinfo=UTC)
    >>> time = Time(printed="12.05pm", instant=noon, precision=Precision.MINUTE, basis=Basis.PAGE_ZONE)
    >>> told = tell(time, Clock.of("UTC"))
    >>> told.machine, told.words
    ('2021-11-26T12:05Z', '26 November 2021, 12:05 UTC, known to the minute (zone of the page)')
    """
    if time.instant is None or time.precision is None:
        return Moment(printed=time.printed, machine="", day="", words="printed so; nothing says which instant it is")
    local = clock.local(time.instant)
    known = _known(local, time.precision)
    at = _day(local, known) if known else f"{_day(local)}, {_hours(local, time.precision)} {clock.name}"
    if time.precision is Precision.INTERVAL:
        words = f"{_interval(time, clock) or f'an interval that begins on {at}'} ({time.basis})"
    else:
        words = f"{at}, known to the {time.precision} ({time.basis})"
    return Moment(
        printed=at if time.for_machines else time.printed,
        machine=_machine(local, known, time.precision),
        day=_day(local, known or 3),
        words=words,
        date="" if time.precision in _COARSE else f"{local.date()}",
        hour=f"{local:%H}" if time.precision in _TO_THE_HOUR else "",
    )


def tell_day(date: str) -> str:
    """
    >>> tell_day("2022-03-10"), tell_day("2022-03"), tell_day("2022")
    ('10 March 2022', 'March 2022', '2022')
    """
    year, *rest = date.split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    return " ".join(filter(None, (str(int(rest[1])) if rest[1:] else "", month, str(int(year)))))


def tell_days(times: Iterable[Time | None], clock: Clock) -> str:
    """The day, or the first and the last, of the times that are known; empty when none is.

    >>> from backfile.model.time import Basis
    >>> from datetime import UTC
    >>> days = [datetime(2021, 11, day, tzinfo=UTC) for day in (27, 26)]
    >>> times = [Time(printed="", instant=day, precision=Precision.DAY, basis=Basis.STATED) for day in days]
    >>> tell_days([None, *times], Clock.of("UTC"))
    '26 to 27 November 2021'
    """
    known = sorted(clock.local(time.instant) for time in times if time and time.instant)
    return _days(known[0], known[-1]) if known else ""


def _interval(time: Time, clock: Clock) -> str:
    """Its days, where it was written as two dates and these begin at its instant; empty where it was not."""
    try:
        span = parse_span(time.printed, clock.zone)
    except ValueError:
        return ""
    if span.start != time.instant:
        return ""
    last = span.end - timedelta(microseconds=1)
    return f"some time from {_days(clock.local(span.start), clock.local(last))}"


def _days(first: datetime, last: datetime) -> str:
    if first.date() == last.date():
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    return f"{first.day} {MONTHS[first.month - 1] if first.year == last.year else _day(first, 2)} to {_day(last)}"


def _day(local: datetime, known: int = 3) -> str:
    return " ".join((str(local.day), MONTHS[local.month - 1], str(local.year))[3 - known :])


def _hours(local: datetime, precision: Precision) -> str:
    return f"{local:%H:%M:%S}" if precision is Precision.SECOND else f"{local:%H:%M}"


def _machine(local: datetime, known: int, precision: Precision) -> str:
    """A valid date or global date and time of HTML."""
    if known:
        return f"{local.year:04}-{local:%m-%d}"[: (0, 4, 7, 10)[known]]
    offset = f"{local:%z}"
    offset = "Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}"
    return f"{local.year:04}-{local:%m-%d}T{_hours(local, precision)}{offset}"


def _known(local: datetime, precision: Precision) -> int:
    """How many of year, month and day say all that is known: 0 where the clock must stand too."""
    start_of_day = (local.hour, local.minute, local.second) == (0, 0, 0)
    match precision:
        case Precision.DAY | Precision.INTERVAL if start_of_day:
            return 3
        case Precision.MONTH if start_of_day and local.day == 1:
            return 2
        case Precision.YEAR if start_of_day and (local.month, local.day) == (1, 1):
            return 1
    return 0
