"""Which day does a clock time of a pasted page belong to? The day that the page says; never one that nobody says.

Law: a time gets its date from its own line, else from the day heading above it, else from how long ago it is said to
be, else from the date of the page, as far as that and the order of the page settle it; a relative time from when the
page was captured. Nothing that is reckoned lies after the capture. Without a zone, no instant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backfile.model.time import Basis, Precision, Time
from backfile.seeds.paste.days import JUMP, Clock, reckon_days
from backfile.seeds.paste.frame import Frame, is_ahead, on_day
from backfile.seeds.paste.stamps import names_day
from backfile.seeds.printed.clock import Day, Printed
from backfile.seeds.printed.when import from_epoch, resolve
from backfile.seeds.printed.zone import named_zone
from backfile.text.ago import Ago

_OF_A_DAY = (Basis.DAY_HEADING, Basis.PAGE_DATE, Basis.ROLLOVER, Basis.RELATIVE)
_DAY = 86400


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry's line says of its time; `heading` is the day heading above it, if there is one."""

    said: str
    printed: Printed | None = None
    relative: Ago | None = None
    epoch: str | None = None
    heading: Day | None = None


def date_entries(told: Sequence[Told | None], frame: Frame, again: int | None = None) -> tuple[Time | None, ...]:
    """The times of the entries, in page order; `again` is the place of one that is the first once more."""
    days = _days(told, frame, again)
    return tuple(_date(each, day, frame) if each else None for each, day in zip(told, days, strict=True))


def date_update(printed: Printed, published: Time | None, frame: Frame) -> Time:
    """The time of a last change: on the day of publication, if it names none, or after the midnight that followed."""
    zone = named_zone(printed.zone, frame.zone) if printed.zone else frame.zone
    if printed.is_dated or published is None or published.instant is None or zone is None:
        return resolve(printed, frame.source, frame.zone)
    try:
        shown = published.instant.astimezone(zone)
        later = printed.hour * 60 + printed.minute < shown.hour * 60 + shown.minute - JUMP
        on = shown.date() + timedelta(days=later)
    except OverflowError:
        return resolve(printed, frame.source, frame.zone)
    if is_ahead(printed, on, frame):
        return resolve(printed, frame.source, frame.zone)
    time = on_day(on, printed, frame)
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
    if printed.day is not None and printed.year is None and frame.day is not None:
        dated = _full(Day(None, printed.month or 1, printed.day), frame)
        day = (dated, Basis.PAGE_DATE) if dated and not is_ahead(printed, dated, frame) else None
    if day is None:
        return _undated(printed, told, frame)
    time = on_day(day[0], printed, frame)
    return replace(time, basis=day[1]) if time.instant is not None else time


def _undated(printed: Printed, told: Told, frame: Frame) -> Time:
    """A time whose day is not known, and why."""
    is_of_two = printed.is_dated and printed.day is None
    if (
        is_of_two
        or printed.year is not None
        or (told.heading is None and frame.page is None and not names_day(told.said))
    ):
        return resolve(printed, frame.source, frame.zone)
    unit = "year" if printed.day or told.heading else "day"
    return resolve(printed, frame.source, frame.zone, undated=f"which {unit} it was is not certain")


def _ago(told: Told, frame: Frame) -> Time:
    """A relative time: the span that it may mean, counted from the minute of the capture."""
    if told.relative is None or frame.captured is None:
        wanting = (
            "when it was captured is not known to the minute" if told.relative else "which time it is is not certain"
        )
        unclear = "which day it was is not certain" if names_day(told.said) else wanting
        return Time(printed=told.said, source=frame.source, unclear=unclear)
    try:
        instant = frame.captured.replace(second=0, microsecond=0) - told.relative.earliest
    except OverflowError:
        return Time(printed=told.said, source=frame.source)
    return Time(
        printed=told.said,
        instant=instant,
        precision=Precision.INTERVAL,
        basis=Basis.RELATIVE,
        source=frame.source,
    )


def _days(told: Sequence[Told | None], frame: Frame, again: int | None) -> list[tuple[date, Basis] | None]:
    """The day of each clock time that has none of its own, with the reason."""
    days: list[tuple[date, Basis] | None] = [None] * len(told)
    free: list[int] = []
    known: dict[int, date] = {}
    for at, each in enumerate(told):
        if each is None or each.printed is None:
            continue
        if each.printed.is_dated or names_day(each.said):
            own = _own_day(each.printed)
            known |= {at: own} if own else {}
        elif each.heading is not None:
            day = _full(each.heading, frame)
            days[at] = (day, Basis.DAY_HEADING) if day else None
        elif near := _near(each, frame):
            days[at] = (near, Basis.RELATIVE)
            known[at] = near
        else:
            free.append(at)
    if frame.page is not None and free:
        places = sorted({*free, *known})
        clocks = [Clock(_minutes(told[at]), known.get(at)) for at in places]
        stands_again = places.index(again) if again in places and places[0] == 0 else None

        def is_possible(at: int, day: date) -> bool:
            each = told[places[at]]
            return each is None or each.printed is None or not is_ahead(each.printed, day, frame)

        for at, reckoned in zip(places, reckon_days(clocks, frame.page, stands_again, is_possible), strict=True):
            if at not in known:
                days[at] = reckoned
    return days


def _own_day(printed: Printed) -> date | None:
    return date(printed.year, printed.month, printed.day) if printed.year and printed.month and printed.day else None


def _minutes(told: Told | None) -> int:
    return told.printed.hour * 60 + told.printed.minute if told and told.printed else 0


def _near(told: Told | None, frame: Frame) -> date | None:
    """The day on which a clock shows the time nearest to so long before the capture; only told together they say it.

    Of a clock some days ago only one day that they leave open is known: they may be counted or rounded.
    """
    if told is None or told.relative is None or told.printed is None or frame.captured is None:
        return None
    zone = named_zone(told.printed.zone, frame.zone) if told.printed.zone else frame.zone
    if zone is None:
        return None
    try:
        about = (frame.captured - timedelta(seconds=told.relative.seconds)).astimezone(zone)
        days = [about.date() + timedelta(days=step) for step in (-1, 0, 1)]
    except OverflowError:
        return None
    shown = about.hour * 60 + about.minute
    if told.relative.unit >= _DAY:
        begins = (frame.captured - told.relative.earliest).astimezone(zone)
        ends = begins + told.relative.length
        clock = timedelta(minutes=_minutes(told))
        midnights = [
            begins.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=step) for step in range(3)
        ]
        within = [each.date() for each in midnights if begins <= each + clock < ends]
        return within[0] if len(within) == 1 else None
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
