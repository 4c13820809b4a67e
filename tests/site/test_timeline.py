"""The timeline of a live blog: every dated entry counted once, every hour leading to its first entry on the page."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backfile.model.time import Precision, Time
from backfile.site.timeline import draw_timeline
from backfile.site.times import Clock
from backfile.site.views import EntryView, view_entry
from backfile.site.wording import words_of
from tests.site.sample import VALLEY_COUNT, clock, entry

ENGLISH = words_of("en")

UTC = Clock.of("UTC")


def views(*times: Time | None, zone: Clock = UTC) -> list[EntryView]:
    entries = [entry("Words.", name=f"e{number}", published=time) for number, time in enumerate(times)]
    coverage = replace(VALLEY_COUNT, entries=tuple(entries))
    return [view_entry(coverage, each, {}, zone) for each in entries]


def test_days_and_hours_stand_in_the_order_of_the_page() -> None:
    times = [clock("", 9, 5, 11), clock("", 23, 59), clock("", 23, 1), clock("", 8, 0)]
    [last, first] = draw_timeline(views(*times), ENGLISH)
    assert (last.label, last.count, last.first) == ("11 March 2022", 1, "e0")
    assert [(hour.hour, hour.count, hour.first) for hour in first.hours] == [("23", 2, "e1"), ("08", 1, "e3")]
    [first, last] = draw_timeline(views(*reversed(times)), ENGLISH)
    assert [(hour.hour, hour.count, hour.first) for hour in first.hours] == [("08", 1, "e0"), ("23", 2, "e1")]
    assert last.date == "2022-03-11"


def test_a_pinned_entry_does_not_turn_the_order() -> None:
    [day] = draw_timeline(views(clock("", 8, 0), clock("", 12, 0), clock("", 11, 0), clock("", 10, 0)), ENGLISH)
    assert [hour.hour for hour in day.hours] == ["12", "11", "10", "08"]
    assert day.first == "e0"


def test_hours_are_those_of_the_sites_zone() -> None:
    [day] = draw_timeline(views(clock("", 22, 30), clock("", 23, 30), zone=Clock.of("Europe/Kyiv")), ENGLISH)
    assert (day.date, [hour.hour for hour in day.hours]) == ("2022-03-11", ["00", "01"])


def test_a_day_without_hours_says_so_and_a_month_is_no_day() -> None:
    noon = clock("", 12, 0)
    day = replace(noon, precision=Precision.DAY, instant=noon.instant and noon.instant.replace(hour=0))
    month = replace(noon, precision=Precision.MONTH)
    [drawn] = draw_timeline(views(noon, day, month, Time(printed="noon"), None), ENGLISH)
    assert drawn.count == 2
    assert sorted(hour.hour for hour in drawn.hours) == ["", "12"]


def test_what_says_nothing_is_not_drawn() -> None:
    assert draw_timeline([], ENGLISH) == ()
    assert draw_timeline(views(None, Time(printed="noon")), ENGLISH) == ()
    assert draw_timeline(views(clock("", 9, 1), clock("", 9, 2)), ENGLISH) == ()


@given(st.lists(st.datetimes().map(lambda each: clock("", each.hour, each.minute, each.day % 28 + 1)), min_size=2))
def test_every_entry_is_counted_once_under_the_hour_it_leads_to(times: list[Time]) -> None:
    entries = views(*times)
    drawn = draw_timeline(entries, ENGLISH)
    if not drawn:
        return
    assert sum(day.count for day in drawn) == len(entries)
    moments = {each.slug: each.published for each in entries}
    for day in drawn:
        assert day.count == sum(hour.count for hour in day.hours)
        for hour in day.hours:
            moment = moments[hour.first]
            assert moment
            assert (moment.date, moment.hour) == (day.date, hour.hour)
