"""How is a time told? As it was printed, and beside it, in our words, what instant that is and why we may say so.

Instants are shown in the archive's own time zone, which is named: a clock as printed is of its own zone, and never
stands with a day of another. What is known to the day, month or year alone is told without a
clock, as the day of the zone that it was said in: its first instant elsewhere is nobody's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from backfile.model.entry import Entry
from backfile.model.time import Basis, Precision, Time
from backfile.site.wording import ENGLISH, Words, words_of
from backfile.text.dates import parse_span, parse_zone

_COARSE = (Precision.MONTH, Precision.YEAR, Precision.INTERVAL)
_FARTHEST_EAST = timedelta(hours=14)
_HALF_A_DAY = timedelta(hours=12)
_NOT_EXACT = (Precision.HOUR, Precision.INTERVAL)  # a clock alone would say more than is known
_TO_THE_HOUR = (Precision.HOUR, Precision.MINUTE, Precision.SECOND)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time zone a site tells instants in, and the words it tells them with."""

    name: str
    zone: tzinfo
    words: Words

    @classmethod
    def of(cls, zone: str, language: str = ENGLISH) -> Clock:
        """The clock of a zone that `workspace.settings` has accepted."""
        return cls(zone, parse_zone(zone), words_of(language))

    def local(self, instant: datetime) -> datetime:
        """The instant in this zone; in UTC where that would leave the years that Python can reckon with."""
        try:
            return instant.astimezone(self.zone)
        except OverflowError:
            return instant

    def place(self, local: datetime) -> str:
        """The name of the zone; around a night in which its clocks change with the offset, for a clock alone may have
        come twice then, and does not tell how long after another it was.

        >>> from datetime import UTC
        >>> berlin = Clock.of("Europe/Berlin")
        >>> berlin.place(berlin.local(datetime(2024, 10, 27, 1, 40, tzinfo=UTC)))
        'Europe/Berlin (UTC+01:00)'
        """
        try:
            before, after = (self.local(local.astimezone(UTC) + hours) for hours in (-_HALF_A_DAY, _HALF_A_DAY))
        except OverflowError:
            return self.name
        offset = f"{local:%z}"
        is_changed = before.utcoffset() != after.utcoffset()
        return f"{self.name} (UTC{offset[:3]}:{offset[3:5]})" if is_changed else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as a page tells it. Without an instant, all but `printed` and `words` are empty."""

    printed: str
    machine: str  # for the attribute datetime of <time>
    meant: str  # day and clock in the archive's zone, as far as they are known; empty where what is printed says them
    words: str  # which instant, how precisely, and why
    date: str = ""  # 2022-03-10, where the day is known
    hour: str = ""  # 09, where the hour is known


@lru_cache(maxsize=256)  # an entry's times stand on its page, on lists and in its metadata
def tell(time: Time, clock: Clock) -> Moment:
    """The time in words.

    >>> from backfile.model.time import Basis
    >>> from datetime import UTC
    >>> noon = datetime(2021, 11, 26, 12, 5, tzinfo=UTC)
    >>> time = Time(printed="12.05pm", instant=noon, precision=Precision.MINUTE, basis=Basis.PAGE_ZONE)
    >>> told = tell(time, Clock.of("UTC"))
    >>> told.machine, told.meant
    ('2021-11-26T12:05Z', '26 November 2021, 12:05 UTC')
    >>> told.words
    '26 November 2021, 12:05 UTC, known to the minute (zone of the page)'
    """
    if time.instant is None or time.precision is None:
        return Moment(printed=time.printed, machine="", meant="", words=clock.words("no_instant"))
    local, say = clock.local(time.instant), clock.words
    calendar = time.calendar or (f"{local.date()}" if _is_of_days(time, local) else "")
    day = say.day(calendar) if calendar else _day(local, say)
    hours = _hours(local, time.precision)
    place = clock.place(local)
    at = day if calendar else f"{day}, {hours} {place}"
    if time.basis is Basis.RELATIVE and time.precision is Precision.INTERVAL and time.end is not None:
        return _told_backwards(time, local, clock.local(time.end), clock)
    basis = say.phrase(str(time.basis))
    basis = say("day_reckoned", basis=basis) if time.is_day_reckoned else basis
    if time.precision is Precision.INTERVAL:
        told = _interval(time, clock) or say("interval_from", at=at)
    else:
        told = f"{at}, {say.known_to(time.precision)}"
    printed = at if time.for_machines else time.printed
    said = (day, hours, place)
    is_said = day in printed or calendar in printed if calendar else all(it in printed for it in said)
    return Moment(
        printed=printed,
        machine=calendar or _machine(local, time.precision),
        meant="" if is_said else told if time.precision in _NOT_EXACT else at,
        words=f"{told} ({basis})",
        date="" if time.precision in _COARSE else calendar or f"{local.date()}",
        hour=f"{local:%H}" if time.precision in _TO_THE_HOUR else "",
    )


def _told_backwards(time: Time, first: datetime, last: datetime, clock: Clock) -> Moment:
    """A time such as “2 hours ago”: the span that it may mean, and the day, if that lies within one."""
    say = clock.words
    is_one_day = first.date() == last.date()
    until = f"{last:%H:%M}" if is_one_day else f"{_day(last, say)}, {last:%H:%M}"
    begins, place = f"{_day(first, say)}, {first:%H:%M}", clock.place(last)
    begins = begins if clock.place(first) == place else f"{begins} {clock.place(first)}"
    between = say("between", first=begins, last=f"{until} {place}")
    return Moment(
        printed=time.printed,
        machine=f"{first.date()}" if is_one_day else "",
        meant=between,
        words=f"{between} ({say.phrase(str(time.basis))})",
        date=f"{first.date()}" if is_one_day else "",
    )


def tell_instant(instant: datetime, clock: Clock) -> str:
    """An instant in words, to the minute."""
    local = clock.local(instant)
    return f"{_day(local, clock.words)}, {local:%H:%M} {clock.place(local)}"


def tell_days(times: Iterable[Time | None], clock: Clock) -> str:
    """The day, or the first and the last, of the times that are known; empty when none is.

    >>> from backfile.model.time import Basis
    >>> from datetime import UTC
    >>> days = [datetime(2021, 11, day, tzinfo=UTC) for day in (27, 26)]
    >>> times = [Time(printed="", instant=day, precision=Precision.DAY, basis=Basis.STATED) for day in days]
    >>> tell_days([None, *times], Clock.of("UTC"))
    '26 to 27 November 2021'
    """
    known = sorted(_day_of(time, time.instant, clock) for time in times if time and time.instant)
    return _days(known[0], known[-1], clock.words) if known else ""


def changed_at(entry: Entry) -> datetime | None:
    """When the publisher last changed an entry, as far as the day of it is known."""
    own = entry.as_captured
    times = [time for time in (own.published, own.updated) if time and time.precision not in _COARSE]
    return max(
        (time.instant for time in times if time and time.instant and time.precision not in _COARSE), default=None
    )


def _interval(time: Time, clock: Clock) -> str:
    """Its days, where it was written as two dates and these begin at its instant; empty where it was not."""
    try:
        span = parse_span(time.printed, clock.zone)
    except ValueError:
        return ""
    if time.instant is None or abs(span.start - time.instant) > _FARTHEST_EAST:  # of which zone they are is not kept
        return ""
    last = span.end - timedelta(microseconds=1)
    return clock.words(
        "some_time_from", days=_days(clock.local(span.start).date(), clock.local(last).date(), clock.words)
    )


def _day_of(time: Time, instant: datetime, clock: Clock) -> date:
    """The day of a time, or the first one of its month or year."""
    year, month, day = (*map(int, time.calendar.split("-")), 1, 1)[:3] if time.calendar else (0, 0, 0)
    return date(year, month, day) if year else clock.local(instant).date()


def _days(first: date, last: date, say: Words) -> str:
    """The first day is told without the month and the year that it shares with the last."""
    if first == last:
        return _day(first, say)
    year = first.year if first.year != last.year else 0
    month = first.month if year or first.month != last.month else 0
    return say("date_range", first=say.date(year, month, first.day), last=_day(last, say))


def _day(local: date, say: Words) -> str:
    return say.date(local.year, local.month, local.day)


def _hours(local: datetime, precision: Precision) -> str:
    return f"{local:%H:%M:%S}" if precision is Precision.SECOND else f"{local:%H:%M}"


def _machine(local: datetime, precision: Precision) -> str:
    """A valid global date and time of HTML."""
    offset = f"{local:%z}"
    offset = "Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}"
    return f"{local.year:04}-{local:%m-%d}T{_hours(local, precision)}{offset}"


def _is_of_days(time: Time, local: datetime) -> bool:
    """Is it an interval that begins with a day here? Then that day tells as much as its instant."""
    return time.precision is Precision.INTERVAL and (local.hour, local.minute, local.second) == (0, 0, 0)
