"""Which day does a clock time of a pasted page belong to? The day that the page says; never one that nobody says.

Law: a time gets its date from its own line, else from the day heading above it, else from the date of the page, counted
over midnight where the clock jumps; a relative time from when the page was captured. Without a zone, no instant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from backfile.model.time import Basis, Precision, Time
from backfile.seeds.paste.stamps import Relative
from backfile.seeds.when import Day, Printed, from_epoch, named_zone, resolve
from backfile.seeds.words import ZONES_OF_NOTICES
from backfile.text.fold import fold

_OF_A_DAY = (Basis.DAY_HEADING, Basis.PAGE_DATE, Basis.ROLLOVER, Basis.RELATIVE)
JUMP = 6 * 60
"""Minutes. A clock that jumps further against the order of the page has passed midnight; less is disorder."""
_NOTICE = re.compile(
    r"all times (?:are |stated are |in )?(?:in )?(?P<zone>.{1,40})|alle zeiten(?:angaben)? (?:in )?(?P<de>.{1,40})"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry's line says of its time; `heading` is the day heading above it, if there is one."""

    said: str
    printed: Printed | None = None
    relative: Relative | None = None
    epoch: str | None = None
    heading: Day | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page and its capture say of all times: the zone, the page's own day, and when it was captured."""

    source: str
    zone: tzinfo | None = None
    day: date | None = None
    captured: datetime | None = None


def zone_of_notice(line: str) -> tzinfo | None:
    """The zone that a notice on times names: `All times Eastern`, `All times stated are UK`."""
    found = _NOTICE.fullmatch(fold(line).strip(" .()"))
    said = (found["zone"] or found["de"]) if found else ""
    for word in re.findall(r"\w+", said):
        if word in ZONES_OF_NOTICES:
            return ZoneInfo(ZONES_OF_NOTICES[word])
        zone = named_zone(word) if len(word) < 5 else None
        if zone is not None:
            return zone
    return None


def date_entries(told: Sequence[Told | None], frame: Frame) -> tuple[Time | None, ...]:
    """The times of the entries, in page order."""
    days = _days(told, frame)
    return tuple(_date(each, day, frame) if each else None for each, day in zip(told, days, strict=True))


def date_update(printed: Printed, published: Time | None, frame: Frame) -> Time:
    """The time of a last change: on the day of publication, if it names none, or after the midnight that followed."""
    zone = named_zone(printed.zone) if printed.zone else frame.zone
    if printed.day is not None or published is None or published.instant is None or zone is None:
        return resolve(printed, frame.source, frame.zone)
    try:
        shown = published.instant.astimezone(zone)
        later = printed.hour * 60 + printed.minute < shown.hour * 60 + shown.minute - JUMP
        on = shown.date() + timedelta(days=later)
    except OverflowError:
        return resolve(printed, frame.source, frame.zone)
    time = resolve(printed._replace(year=on.year, month=on.month, day=on.day), frame.source, frame.zone)
    basis = Basis.ROLLOVER if later else published.basis if published.basis in _OF_A_DAY else Basis.PAGE_DATE
    return replace(time, basis=basis) if time.instant is not None else time


def _date(told: Told, day: tuple[date, Basis] | None, frame: Frame) -> Time:
    if told.epoch is not None:
        time = from_epoch(told.epoch, frame.source)
        if time is not None:
            return replace(time, printed=told.said)
    if told.printed is None:
        return _ago(told, frame)
    printed = told.printed._replace(printed=told.said)
    if printed.day is None and day is not None:
        on, basis = day
        time = resolve(printed._replace(year=on.year, month=on.month, day=on.day), frame.source, frame.zone)
    elif printed.day is not None and printed.year is None and frame.day is not None:
        dated = _full(Day(None, printed.month or 1, printed.day), frame)
        basis = Basis.PAGE_DATE
        time = resolve(printed._replace(year=dated.year if dated else None), frame.source, frame.zone)
    else:
        return resolve(printed, frame.source, frame.zone)
    return replace(time, basis=basis) if time.instant is not None else time


def _ago(told: Told, frame: Frame) -> Time:
    """A relative time: as long before the capture, as precise as the unit it was told in."""
    if told.relative is None or frame.captured is None:
        return Time(printed=told.said, source=frame.source)
    seconds, unit = told.relative
    try:
        instant = frame.captured - timedelta(seconds=seconds)
    except OverflowError:
        return Time(printed=told.said, source=frame.source)
    if unit >= 86400:
        instant, precision = instant.replace(hour=0, minute=0), Precision.DAY
    elif unit >= 3600:
        instant, precision = instant.replace(minute=0), Precision.HOUR
    else:
        precision = Precision.MINUTE
    instant = instant.replace(second=0, microsecond=0)
    return Time(printed=told.said, instant=instant, precision=precision, basis=Basis.RELATIVE, source=frame.source)


def _days(told: Sequence[Told | None], frame: Frame) -> list[tuple[date, Basis] | None]:
    """The day of each clock time that has none of its own, with the reason."""
    days: list[tuple[date, Basis] | None] = [None] * len(told)
    clocks = [at for at, each in enumerate(told) if each and each.printed and each.printed.day is None]
    headed = [at for at in clocks if (each := told[at]) and each.heading]
    for at in headed:
        each = told[at]
        day = _full(each.heading if each else None, frame)
        days[at] = (day, Basis.DAY_HEADING) if day else None
    free = [at for at in clocks if (each := told[at]) and not each.heading]
    start = frame.day
    if start is not None and free:
        for at, day, passed in _over_midnight([(at, _minutes(told[at])) for at in free], start):
            days[at] = (day, Basis.ROLLOVER if passed else Basis.PAGE_DATE)
    elif frame.captured is not None:
        for at in free:
            near = _near(told[at], frame)
            days[at] = (near, Basis.RELATIVE) if near else None
    return days


def _over_midnight(clocks: Sequence[tuple[int, int]], page: date) -> list[tuple[int, date, bool]]:
    """Each clock time with its day, and whether midnight lies between it and the page's own day.

    The page's day is that of its newest entry: the first where the clock runs down the page backwards, else the last.
    """
    steps = [later[1] - one[1] for one, later in pairwise(clocks)]
    falling = sum(-JUMP < step < 0 for step in steps) >= sum(0 < step < JUMP for step in steps)
    order = list(clocks) if falling else list(reversed(clocks))
    # A pinned entry stands before all others, and again in its place: only there it tells the order.
    if len(order) > 2 and order[0][1] in {minutes for _, minutes in order[1:]} and falling:
        pinned, order = order[0], order[1:]
    else:
        pinned = None
    dated: list[tuple[int, date, bool]] = []
    day, before = page, order[0][1]
    for at, minutes in order:
        if minutes - before > JUMP and day > date.min:
            day -= timedelta(days=1)
        before = minutes
        dated.append((at, day, day != page))
    if pinned is not None:
        minutes_at = dict(clocks)
        again = next(each for each in dated if minutes_at[each[0]] == pinned[1])
        dated.append((pinned[0], again[1], again[2]))
    return dated


def _minutes(told: Told | None) -> int:
    return told.printed.hour * 60 + told.printed.minute if told and told.printed else 0


def _near(told: Told | None, frame: Frame) -> date | None:
    """The day on which a clock shows the time nearest to so long before the capture; only told together they say it."""
    if told is None or told.relative is None or told.printed is None or frame.captured is None:
        return None
    zone = named_zone(told.printed.zone) if told.printed.zone else frame.zone
    if zone is None:
        return None
    try:
        about = (frame.captured - timedelta(seconds=told.relative.seconds)).astimezone(zone)
        days = [about.date() + timedelta(days=step) for step in (-1, 0, 1)]
    except OverflowError:
        return None
    shown = about.hour * 60 + about.minute
    return min(zip(days, (-1440, 0, 1440), strict=True), key=lambda each: abs(each[1] + _minutes(told) - shown))[0]


def _full(day: Day | None, frame: Frame) -> date | None:
    """The date of a heading, which may lack its year: that of the page, or of the capture."""
    near = frame.day or (frame.captured.date() if frame.captured else None)
    if day is None or (day.year is None and near is None):
        return None
    try:
        if day.year is not None:
            return date(day.year, day.month, day.day)
        return date(_nearest_year(day.month, near) if near else 1, day.month, day.day)
    except ValueError:
        return None


def _nearest_year(month: int, near: date) -> int:
    """A page of January tells of December last: no page tells of more than half a year to come."""
    return near.year - 1 if month - near.month > 6 and near.year > 1 else near.year
