"""Which pages are there of days? One for each day and each month that has entries, the calendar, and all months."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, sqrt

from backfile.site.gathering import Line, count_liveblogs, tell_held
from backfile.site.pages import Site
from backfile.site.paging import PAGE, cut, headings, paths
from backfile.site.places import DAY, MONTH, Kind, day_page
from backfile.site.render import render_page
from backfile.site.touched import Touched
from backfile.site.wording import Words

YEARS_OF_CALENDAR = 2  # on one page: some seven hundred links
YEARS_OF_MONTHS = 8
SHADES = 4  # of days in the calendar, by how many entries they have


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """A day in the calendar; one without entries has no shade."""

    date: str
    number: int
    label: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the calendar: seven places a week, from Monday on, and None where one is in another month."""

    date: str
    year: str
    name: str
    count: int
    weeks: tuple[tuple[DayOfMonth | None, ...], ...]


def calendar_files(
    site: Site, days: Mapping[str, Sequence[Line]], kinds: Sequence[Kind], touched: Touched | None = None
) -> Iterator[tuple[str, str | None]]:
    """The pages of these days, which are some, in the order of time; `kinds` are all there are.

    The text of those that are not `touched` is None: they stand as they would be made.
    """
    months = {month: list(its) for month, its in groupby(days, key=lambda day: day[:7])}
    by_slug = {kind.slug: kind for kind in kinds}
    yield from _days(site, by_slug[DAY], days, days if touched is None else touched.days_of(days))
    yield from _calendar(site, by_slug[DAY], kinds, days, months)
    yield from _months(site, by_slug[MONTH], days, months, months if touched is None else touched.months_of(days))
    yield from _all_months(site, by_slug[MONTH], kinds, days, months)


def _days(
    site: Site, kind: Kind, days: Mapping[str, Sequence[Line]], wanted: Container[str]
) -> Iterator[tuple[str, str | None]]:
    for day, before, after in _with_neighbours(days):
        if day not in wanted:
            yield from ((path, None) for path in paths(day_page(day), len(days[day])))
            continue
        liveblogs = count_liveblogs(days[day])
        values = {"kind": kind, "day": day, "before": before, "after": after}
        values |= {"held": tell_held(len(days[day]), len(liveblogs), site.words), "liveblogs": liveblogs[:PAGE]}
        for leaf in cut(day_page(day), days[day]):
            yield leaf.path, render_page("day.html", leaf.path, site.look, site=site, leaf=leaf, **values)


def _calendar(
    site: Site,
    kind: Kind,
    kinds: Sequence[Kind],
    days: Mapping[str, Sequence[Line]],
    months: Mapping[str, Sequence[str]],
) -> Iterator[tuple[str, str]]:
    most = max(map(len, days.values()))
    drawn = [_draw(month, {day: len(days[day]) for day in months[month]}, most, site.words) for month in months]
    years = [(year, list(its)) for year, its in groupby(drawn, key=lambda month: month.year)]
    leaves = cut(kind.index, years[::-1], YEARS_OF_CALENDAR)
    jumps = headings(leaves, lambda row: row[0])
    for leaf in leaves:
        values = {"kind": kind, "kinds": kinds, "jumps": jumps}
        yield leaf.path, render_page("calendar.html", leaf.path, site.look, site=site, leaf=leaf, **values)


def _months(
    site: Site,
    kind: Kind,
    days: Mapping[str, Sequence[Line]],
    months: Mapping[str, Sequence[str]],
    wanted: Container[str],
) -> Iterator[tuple[str, str | None]]:
    for month, before, after in _with_neighbours(months):
        rows = [(day, *row) for day in months[month] for row in count_liveblogs(days[day])]
        if month not in wanted:
            yield from ((path, None) for path in paths(day_page(month), len(rows)))
            continue
        counts = {day: len(days[day]) for day in months[month]}
        held = tell_held(sum(counts.values()), len({liveblog.slug for _, liveblog, _ in rows}), site.words)
        values = {"kind": kind, "month": month, "before": before, "after": after}
        for leaf in cut(day_page(month), rows):
            its_days = [(day, list(its)) for day, its in groupby(leaf.rows, key=lambda row: row[0])]
            values |= {"days": its_days, "counts": counts, "held": held}
            yield leaf.path, render_page("month.html", leaf.path, site.look, site=site, leaf=leaf, **values)


def _all_months(
    site: Site,
    kind: Kind,
    kinds: Sequence[Kind],
    days: Mapping[str, Sequence[Line]],
    months: Mapping[str, Sequence[str]],
) -> Iterator[tuple[str, str]]:
    counts = [(month, sum(len(days[day]) for day in months[month])) for month in months]
    years = [(site.words.day(year), list(its)) for year, its in groupby(counts, key=lambda row: row[0][:4])]
    for leaf in cut(kind.index, years[::-1], YEARS_OF_MONTHS):
        yield leaf.path, render_page("months.html", leaf.path, site.look, site=site, leaf=leaf, kind=kind, kinds=kinds)


def _draw(month: str, counts: Mapping[str, int], most: int, words: Words) -> Month:
    def draw(number: int) -> DayOfMonth | None:
        date = f"{month}-{number:02}"
        count = counts.get(date, 0)
        shade = ceil(SHADES * sqrt(count / most))
        return DayOfMonth(date=date, number=number, label=words.day(date), count=count, shade=shade) if number else None

    year, number = map(int, month.split("-"))
    weeks = Calendar().monthdayscalendar(year, number)
    return Month(
        date=month,
        year=words.day(month[:4]),
        name=words.all("months")[number - 1],
        count=sum(counts.values()),
        weeks=tuple(tuple(map(draw, week)) for week in weeks),
    )


def _with_neighbours(dates: Mapping[str, object]) -> Iterator[tuple[str, str | None, str | None]]:
    """Each date with the one before it and the one after it."""
    return zip(dates, (None, *dates), (*list(dates)[1:], None), strict=False)
