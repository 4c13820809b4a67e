"""How is a time told? As it was printed, and beside it, in our words, what instant that is and why we may say so.

Instants are shown in the archive's own time zone. Where one is the very beginning of its day, month or year there, and
no more precise than that, the clock is left out; in any other case it stands, for a day of one zone is none of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from backfile.model.entry import Entry
from backfile.model.time import Precision, Time
from backfile.site.wording import ENGLISH, Words, words_of
from backfile.text.dates import parse_span, parse_zone

_COARSE = (Precision.MONTH, Precision.YEAR, Precision.INTERVAL)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as a page tells it. Without an instant, all but `printed` and `words` are empty."""

    printed: str
    machine: str  # for the attribute datetime of <time>
    day: str  # as much of day, month and year as is known
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
    >>> told.machine, told.words
    ('2021-11-26T12:05Z', '26 November 2021, 12:05 UTC, known to the minute (zone of the page)')
    """
    if time.instant is None or time.precision is None:
        return Moment(printed=time.printed, machine="", day="", words=clock.words("no_instant"))
    local, say = clock.local(time.instant), clock.words
    known = _known(local, time.precision)
    at = _day(local, say, known) if known else f"{_day(local, say)}, {_hours(local, time.precision)} {clock.name}"
    basis = say.phrase(str(time.basis))
    if time.precision is Precision.INTERVAL:
        words = f"{_interval(time, clock) or say('interval_from', at=at)} ({basis})"
    else:
        words = f"{at}, {say.known_to(time.precision)} ({basis})"
    return Moment(
        printed=at if time.for_machines else time.printed,
        machine=_machine(local, known, time.precision),
        day=_day(local, say, known or 3),
        words=words,
        date="" if time.precision in _COARSE else f"{local.date()}",
        hour=f"{local:%H}" if time.precision in _TO_THE_HOUR else "",
    )


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
    if span.start != time.instant:
        return ""
    last = span.end - timedelta(microseconds=1)
    return clock.words("some_time_from", days=_days(clock.local(span.start), clock.local(last), clock.words))


def _days(first: datetime, last: datetime, say: Words) -> str:
    """The first day is told without the month and the year that it shares with the last."""
    if first.date() == last.date():
        return _day(first, say)
    year = first.year if first.year != last.year else 0
    month = first.month if year or first.month != last.month else 0
    return say("date_range", first=say.date(year, month, first.day), last=_day(last, say))


def _day(local: datetime, say: Words, known: int = 3) -> str:
    return say.date(local.year, local.month if known > 1 else 0, local.day if known > 2 else 0)


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
