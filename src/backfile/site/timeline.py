"""When was a live blog written? Its days, and the hours of each, as a table of contents of its page.

An hour leads to the first of its entries as the page has them. Days and hours stand in the order of the page: newest
first where most of its entries do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from backfile.site.views import EntryView
from backfile.site.wording import Words
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """Entries of one hour: `hour` is 09 for those from 09:00 on; empty for those of which only the day is known."""

    hour: str
    count: int
    first: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    date: str
    label: str
    count: int
    first: Slug
    hours: tuple[Hour, ...]


def draw_timeline(entries: Sequence[EntryView], words: Words) -> tuple[Day, ...]:
    """The days and hours of a live blog's entries; nothing when all are of one hour, for then it says nothing."""
    hours: dict[tuple[str, str], Hour] = {}
    for entry in entries:
        if entry.published and entry.published.date:
            key = entry.published.date, entry.published.hour
            held = hours.get(key)
            if held:
                hours[key] = replace(held, count=held.count + 1)
            else:
                hours[key] = Hour(hour=key[1], count=1, first=entry.slug)
    if len(hours) < 2:
        return ()
    newest_first = _falls([entry.published.machine for entry in entries if entry.published and entry.published.date])
    days: dict[str, list[Hour]] = {}
    for date, hour in sorted(hours, reverse=newest_first):
        days.setdefault(date, []).append(hours[date, hour])
    place = {entry.slug: number for number, entry in enumerate(entries)}
    return tuple(
        Day(
            date=date,
            label=words.day(date),
            count=sum(hour.count for hour in its),
            first=min((hour.first for hour in its), key=place.__getitem__),
            hours=tuple(its),
        )
        for date, its in days.items()
    )


def _falls(times: Sequence[str]) -> bool:
    steps = [after < before for before, after in pairwise(times) if before != after]
    return 2 * sum(steps) > len(steps)
