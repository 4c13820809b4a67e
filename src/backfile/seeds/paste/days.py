"""Which day does a clock belong to that prints none? What the date of the page leaves open, its order may tell.

Law: all ways to read the page are looked at: which end of it is the newest, which of its days its date is, whether its
first entry is pinned. One that contradicts what is known is dropped; a day is reckoned only where all others agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from backfile.model.time import Basis
from backfile.seeds.printed.clock import Printed

JUMP = 6 * 60
"""Minutes. A clock that jumps further against the order of the page has passed midnight; less is disorder."""
_DAY = 24 * 60


class PageDay(NamedTuple):
    """A date that the page prints above its entries, with its clock, if it has one; `is_update` where it says that it
    is that of the last change, and so of the newest entry."""

    day: date
    printed: Printed | None = None
    is_update: bool = False

    @property
    def minutes(self) -> int | None:
        return self.printed.hour * 60 + self.printed.minute if self.printed else None


class Clock(NamedTuple):
    """Minutes since midnight, and the day, where something else than the date of the page tells it."""

    minutes: int
    day: date | None = None


Reading = tuple[date | None, ...]


def reckon_days(
    clocks: Sequence[Clock], page: PageDay, again: int | None, is_possible: Callable[[int, date], bool]
) -> list[tuple[date, Basis] | None]:
    """The day of each clock, in page order, with the reason; None where the page may be read in ways that differ.

    The first clock stands `again` in that place, where it is of a pinned entry. `is_possible` asks of a clock and a day
    whether it can have been then: not after the page was captured.
    """
    sound = [reading for reading in _readings(clocks, page, again) if _is_sound(reading, clocks, is_possible)]
    return [_agreed(days, page.day) for days in zip(*sound, strict=True)] if sound else [None] * len(clocks)


def _agreed(days: Iterable[date | None], page: date) -> tuple[date, Basis] | None:
    day, *others = set(days)
    return None if others or day is None else (day, Basis.PAGE_DATE if day == page else Basis.ROLLOVER)


def _is_sound(reading: Reading, clocks: Sequence[Clock], is_possible: Callable[[int, date], bool]) -> bool:
    return all(
        day is None or (clock.day in (None, day) and is_possible(at, day))
        for at, (clock, day) in enumerate(zip(clocks, reading, strict=True))
    )


def _readings(clocks: Sequence[Clock], page: PageDay, again: int | None) -> Iterator[Reading]:
    """The days of the clocks in every way in which the page may be meant; none where its order around midnight is not
    to be made out."""
    minutes = [clock.minutes for clock in clocks]
    for falls in _orders(minutes[again is not None :]):
        for pinned in (True,) if again is not None else (False, True) if _may_be_pinned(minutes, falls) else (False,):
            passed = _midnights(minutes[pinned:], falls)
            if passed is None:
                return
            newest = minutes[pinned] if falls else minutes[-1]
            for days_on in range(1 + (max(passed) if _may_be_older(page, newest, falls) else 0)):
                try:
                    days: Reading = tuple(page.day + timedelta(days=days_on - each) for each in passed)
                except OverflowError:
                    continue
                first = (days[again - 1] if again is not None else None,) if pinned else ()
                yield first + days


def _orders(minutes: Sequence[int]) -> tuple[bool, ...]:
    """Do the times fall down the page? As most of the small steps do, counted over midnight; where there are none, as
    pages do. Where as many rise as fall, both may be."""
    steps = Counter(0 < around < JUMP for around in map(_around, pairwise(minutes)) if 0 < abs(around) < JUMP)
    return (steps[False] > steps[True],) if steps[False] != steps[True] else (True, False) if steps else (True,)


def _around(pair: tuple[int, int]) -> int:
    """The way from one clock to the other by the nearer side, in minutes: 20 from 23:50 to 00:10."""
    return (pair[1] - pair[0] + _DAY // 2) % _DAY - _DAY // 2


def _may_be_pinned(minutes: Sequence[int], falls: bool) -> bool:
    """Does the first stand alone beyond a jump? Then it may be the newest, after midnight, or an older one, pinned."""
    if len(minutes) < 2:
        return False
    step = minutes[1] - minutes[0]
    return (step if falls else -step) > JUMP


def _midnights(minutes: Sequence[int], falls: bool) -> list[int] | None:
    """How many midnights lie between each and the newest; None where a step may be one over midnight, out of order, as
    well as one of nearly a day."""
    passed = [0]
    order = minutes if falls else minutes[::-1]
    for before, at in pairwise(order):
        if at - before < JUMP - _DAY:
            return None
        passed.append(passed[-1] + (at - before > JUMP))
    return passed if falls else passed[::-1]


def _may_be_older(page: PageDay, newest: int, falls: bool) -> bool:
    """May the date of the page be that of an older entry than the newest? Not that of a change, nor one whose clock
    shows little more than the newest; of those without a clock only one that stands above the newest entry."""
    if page.is_update:
        return False
    return not falls if page.minutes is None else not 0 <= page.minutes - newest <= JUMP
