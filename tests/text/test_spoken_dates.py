"""Does a date in people's words mean the span that they mean, and is what could mean two refused?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.dates import parse_span
from backfile.text.spoken_dates import MONTHS, WEEKDAYS, Reach, parse_reach, parse_spoken

NOW = datetime(2026, 11, 22, 12, 30, 45, tzinfo=UTC)  # a Sunday
KYIV, NEW_YORK, KIRITIMATI = ZoneInfo("Europe/Kyiv"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")


def days(written: str, now: datetime = NOW, zone: tzinfo = UTC) -> str:
    """The span as its first day and the first one past it, in the zone."""
    span = parse_spoken(written, zone, now)
    return "..".join(f"{each.astimezone(zone):%Y-%m-%d %H:%M}".removesuffix(" 00:00") for each in span[:2])


# What people write


@pytest.mark.parametrize(
    "written",
    [
        "8 March 2022", "8 march 2022", "08 Mar 2022", "8th of March 2022", "8th March, 2022", "8 Mar. 2022",
        "March 8, 2022", "March 8 2022", "Mar 8th, 2022", "mar. 08 2022", "  8   march\t2022 ", "2022/3/8",
        "2022/03/08", "8.3.2022", "08.03.2022", "2022-03-08", "2022-03-08..2022-03-08",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert days(written) == "2022-03-08..2022-03-09"


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("8 March 2022 14:05", "2022-03-08 14:05..2022-03-08 14:06"),
        ("8 March 2022, 14.05", "2022-03-08 14:05..2022-03-08 14:06"),
        ("8 March 2022 at 2:05 pm", "2022-03-08 14:05..2022-03-08 14:06"),
        ("8 March 2022, at 2:05 p.m.", "2022-03-08 14:05..2022-03-08 14:06"),
        ("March 8, 2022 12:05am", "2022-03-08 00:05..2022-03-08 00:06"),
        ("March 8, 2022 12:05 pm", "2022-03-08 12:05..2022-03-08 12:06"),
        ("March 8, 2022 11:59pm", "2022-03-08 23:59..2022-03-09"),
        ("March 2022", "2022-03-01..2022-04-01"),
        ("Sept. 2022", "2022-09-01..2022-10-01"),
        ("sep 2022", "2022-09-01..2022-10-01"),
        ("May, 2022", "2022-05-01..2022-06-01"),
        ("December 2022", "2022-12-01..2023-01-01"),
        ("29 february 2024", "2024-02-29..2024-03-01"),
        ("31.12.2022", "2022-12-31..2023-01-01"),
        ("5/5/2022", "2022-05-05..2022-05-06"),
        ("13/4/2022", "2022-04-13..2022-04-14"),
        ("4/13/2022", "2022-04-13..2022-04-14"),
        ("2022", "2022-01-01..2023-01-01"),
        ("2022-03", "2022-03-01..2022-04-01"),
        ("2022-03-10T14:05Z", "2022-03-10 14:05..2022-03-10 14:06"),
        ("2022-03/2022-04", "2022-03-01..2022-05-01"),
    ],
)
def test_months_years_clocks_and_figures_are_read(written: str, span: str) -> None:
    assert days(written) == span


@pytest.mark.parametrize("number", range(12))
def test_every_month_is_known_by_its_name_and_its_first_letters(number: int) -> None:
    month = MONTHS[number]
    for name in (month, month[:3], month.title(), month[:3].upper()):
        assert days(f"1 {name} 2022") == days(f"{name} 1, 2022") == days(f"2022-{number + 1:02}-01")


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("today", "2026-11-22..2026-11-23"),
        ("Yesterday", "2026-11-21..2026-11-22"),
        ("this week", "2026-11-16..2026-11-23"),
        ("last week", "2026-11-09..2026-11-16"),
        ("this month", "2026-11-01..2026-12-01"),
        ("last month", "2026-10-01..2026-11-01"),
        ("this year", "2026-01-01..2027-01-01"),
        ("last year", "2025-01-01..2026-01-01"),
        ("monday", "2026-11-16..2026-11-17"),
        ("on Saturday", "2026-11-21..2026-11-22"),
        ("last tuesday", "2026-11-17..2026-11-18"),
        ("sunday", "2026-11-15..2026-11-16"),
        ("last sunday", "2026-11-15..2026-11-16"),
        ("this sunday", "2026-11-22..2026-11-23"),
        ("this monday", "2026-11-16..2026-11-17"),
        ("a day ago", "2026-11-21..2026-11-22"),
        ("3 days ago", "2026-11-19..2026-11-20"),
        ("three days ago", "2026-11-19..2026-11-20"),
        ("0 days ago", "2026-11-22..2026-11-23"),
        ("a week ago", "2026-11-15..2026-11-16"),
        ("twelve weeks ago", "2026-08-30..2026-08-31"),
        ("one month ago", "2026-10-22..2026-10-23"),
        ("11 months ago", "2025-12-22..2025-12-23"),
        ("2 years ago", "2024-11-22..2024-11-23"),
        ("an hour ago", "2026-11-22 11:00..2026-11-22 12:00"),
        ("13 hours ago", "2026-11-21 23:00..2026-11-22"),
        ("31 minutes ago", "2026-11-22 11:59..2026-11-22 12:00"),
        ("1 minute ago", "2026-11-22 12:29..2026-11-22 12:30"),
    ],
)
def test_days_weeks_months_and_years_are_counted_back_from_now(written: str, span: str) -> None:
    assert days(written) == span


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_a_weekday_is_the_last_one_before_today(weekday: str) -> None:
    for number in range(7):
        now = NOW + timedelta(days=number)
        start = parse_spoken(weekday, UTC, now).start
        assert start.strftime("%A").lower() == weekday
        assert 1 <= (now - start).days <= 7
        this = parse_spoken(f"this {weekday}", UTC, now).start
        assert 0 <= (now - this).days <= 6


# Where a day, a month or a year has just begun or ended


@pytest.mark.parametrize(
    ("now", "written", "span"),
    [
        ("2024-03-01T00:00:00Z", "yesterday", "2024-02-29..2024-03-01"),
        ("2023-02-28T23:59:59Z", "yesterday", "2023-02-27..2023-02-28"),
        ("2023-01-01T00:00:00Z", "yesterday", "2022-12-31..2023-01-01"),
        ("2023-01-01T00:00:00Z", "last month", "2022-12-01..2023-01-01"),
        ("2023-01-01T00:00:00Z", "last year", "2022-01-01..2023-01-01"),
        ("2023-01-01T00:00:00Z", "this week", "2022-12-26..2023-01-02"),
        ("2023-12-31T23:59:59Z", "this month", "2023-12-01..2024-01-01"),
        ("2024-01-01T00:00:00Z", "1 minute ago", "2023-12-31 23:59..2024-01-01"),
        ("2024-01-01T00:59:00Z", "1 hour ago", "2023-12-31 23:00..2024-01-01"),
        ("2024-03-31T12:00:00Z", "1 month ago", "2024-02-29..2024-03-01"),
        ("2023-03-31T12:00:00Z", "one month ago", "2023-02-28..2023-03-01"),
        ("2024-12-31T12:00:00Z", "1 month ago", "2024-11-30..2024-12-01"),
        ("2024-01-31T12:00:00Z", "1 month ago", "2023-12-31..2024-01-01"),
        ("2024-01-31T12:00:00Z", "2 months ago", "2023-11-30..2023-12-01"),
        ("2024-02-29T12:00:00Z", "1 year ago", "2023-02-28..2023-03-01"),
        ("2024-02-29T12:00:00Z", "4 years ago", "2020-02-29..2020-03-01"),
        ("2024-02-29T12:00:00Z", "12 months ago", "2023-02-28..2023-03-01"),
    ],
)
def test_what_was_is_counted_over_the_ends_of_days_months_and_years(now: str, written: str, span: str) -> None:
    assert days(written, datetime.fromisoformat(now)) == span


# Zones, and days that are no 24 hours long


@pytest.mark.parametrize(
    ("now", "zone", "span"),
    [
        ("2022-03-09T21:59:59Z", KYIV, "2022-03-09..2022-03-10"),
        ("2022-03-09T22:00:00Z", KYIV, "2022-03-10..2022-03-11"),
        ("2022-03-10T04:59:59Z", NEW_YORK, "2022-03-09..2022-03-10"),
        ("2022-12-31T10:00:00Z", KIRITIMATI, "2023-01-01..2023-01-02"),
        ("2022-03-10T00:00:00+02:00", UTC, "2022-03-09..2022-03-10"),
    ],
)
def test_today_is_the_day_of_the_zone(now: str, zone: tzinfo, span: str) -> None:
    assert days("today", datetime.fromisoformat(now), zone) == span


@pytest.mark.parametrize(
    ("written", "zone", "hours"),
    [
        ("27 March 2022", KYIV, 23),
        ("30 October 2022", KYIV, 25),
        ("13 March 2022", NEW_YORK, 23),
        ("2022-11-06", NEW_YORK, 25),
        ("27 March 2022", UTC, 24),
    ],
)
def test_a_day_on_which_clocks_change_is_as_long_as_it_was(written: str, zone: tzinfo, hours: int) -> None:
    span = parse_spoken(written, zone, NOW)
    assert span.end - span.start == timedelta(hours=hours)
    after = (span.start.astimezone(zone) + timedelta(days=1)).replace(hour=12)
    assert parse_spoken("yesterday", zone, after) == span


def test_a_week_and_a_month_over_a_change_of_clocks_begin_and_end_at_midnight() -> None:
    for written in ("last week", "this week", "last month", "this month", "monday", "3 days ago"):
        for day in range(20, 35):
            now = datetime(2022, 3, 1, 12, tzinfo=UTC) + timedelta(days=day)
            for each in parse_spoken(written, KYIV, now)[:2]:
                assert f"{each.astimezone(KYIV):%H:%M:%S}" == "00:00:00"
                assert each.tzinfo is UTC


def test_hours_ago_are_reckoned_in_elapsed_time_over_a_change_of_clocks() -> None:
    now = datetime(2022, 3, 27, 1, 30, tzinfo=UTC)  # 04:30 in Kyiv, where 03:00 was 04:00 half an hour before
    span = parse_spoken("1 hour ago", KYIV, now)
    assert (span.start, span.end) == (datetime(2022, 3, 27, 0, tzinfo=UTC), datetime(2022, 3, 27, 1, tzinfo=UTC))


def test_a_clock_is_read_in_the_zone() -> None:
    assert parse_spoken("8 march 2022 2:05pm", KYIV, NOW).start == datetime(2022, 3, 8, 12, 5, tzinfo=UTC)


# Two dates, or one that is open


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2022-03-08..2022-03-10", "2022-03-08", "2022-03-11"),
        ("2022-03..", "2022-03-01", None),
        ("..2022-03", None, "2022-04-01"),
        ("[2022-03-08 TO 2022-03-10]", "2022-03-08", "2022-03-11"),
        ("[ 8 march 2022 to yesterday ]", "2022-03-08", "2026-11-22"),
        ("8 March 2022 to 9 March 2022", "2022-03-08", "2022-03-10"),
        ("last week..today", "2026-11-09", "2026-11-23"),
        ("[2022..]", "2022-01-01", None),
        ("  2022-03-08   ..   2022-03-10 ", "2022-03-08", "2022-03-11"),
        ("8  march\t2022 .. ", "2022-03-08", None),
        ("2022-03-08", "2022-03-08", "2022-03-09"),
        ("2022-03-08/2022-03-10", "2022-03-08", "2022-03-11"),
        ("2022..2022", "2022-01-01", "2023-01-01"),
    ],
)
def test_a_range_reaches_from_the_beginning_of_one_to_the_end_of_the_other(
    written: str, start: str | None, end: str | None
) -> None:
    bounds = (datetime.fromisoformat(each).replace(tzinfo=UTC) if each else None for each in (start, end))
    assert parse_reach(written, UTC, NOW) == Reach(*bounds)


# What is refused, and why


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("03/04/2022", "“03/04/2022” may be two days: write 2022-04-03 or 2022-03-04"),
        ("3/4/2022", "“3/4/2022” may be two days: write 2022-04-03 or 2022-03-04"),
        ("12/11/2022", "“12/11/2022” may be two days: write 2022-11-12 or 2022-12-11"),
        ("13/13/2022", "“13/13/2022” is no date: month must be in 1..12"),
        ("13.13.2022", "“13.13.2022” is no date: month must be in 1..12"),
        ("30 february 2022", "“30 february 2022” is no date: day is out of range for month"),
        ("0 march 2022", "“0 march 2022” is no date: day is out of range for month"),
        ("8 march 0000", "“8 march 0000” is no date: year 0 is out of range"),
        ("8 march 2022 25:00", "“8 march 2022 25:00” is no date: hour must be in 0..23"),
        ("8 march 2022 14:05 pm", "“8 march 2022 14:05 pm” has no such hour"),
        ("8 march 2022 0:05 am", "“8 march 2022 0:05 am” has no such hour"),
        ("8 march", "“8 march” does not say which year"),
        ("March 8th", "“march 8th” does not say which year"),
        ("may", "“may” does not say which year"),
        ("soon", "“soon” is no date such as 2022-03-10, 2022-03, 2022-03-10T14:05Z, “8 March 2022” or “last week”"),
        ("", "“” is no date such as"),
        ("8 march 22", "“8 march 22” is no date such as"),
        ("tomorrow", "“tomorrow” is no date such as"),
        ("9999 years ago", "“9999 years ago” lies outside the years that can be reckoned with"),
        ("9999-12-31", "“9999-12-31” lies outside the years that can be reckoned with"),
        ("9999", "“9999” is no date: year 10000 is out of range"),
        ("..", "“..” names no date"),
        ("[ to ]", "“[ to ]” names no date"),
        ("2022..2021", "“2022..2021” ends before it begins"),
        ("2022/2021", "“2022/2021” ends before it begins"),
        ("2022..soon", "“soon” is no date such as"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused_with_the_reason(written: str, why: str) -> None:
    with pytest.raises(ValueError) as told:
        parse_reach(written, UTC, NOW)
    assert str(told.value).startswith(why)


PIECES = [
    *"today yesterday last this week month year on monday sunday ago a an three days hours minutes to TO".split(),
    *".. / . [ ] -".split(),
    *"8 08 31 0 99 9999 2022 0001 march sept may 8th of at 14:05 2.05 pm a.m. Z 2022-03-10 2022-03 T +02:00".split(),
    *(" ", "\t", ",", "٣", "²", "\ud800"),
]
_zones = st.sampled_from(
    [UTC, KYIV, NEW_YORK, KIRITIMATI, timezone(timedelta(hours=-23, minutes=-59)), ZoneInfo("Asia/Kolkata")]
)
_nows = st.datetimes(timezones=st.just(UTC)) | st.sampled_from([NOW, datetime.max.replace(tzinfo=UTC)])


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
    _zones,
    _nows,
)
@example("today", KIRITIMATI, datetime.max.replace(tzinfo=UTC))
@example("today", NEW_YORK, datetime.min.replace(tzinfo=UTC))
@example("last year", UTC, datetime.min.replace(tzinfo=UTC))
@example("last month", UTC, datetime.min.replace(tzinfo=UTC))
@example("last week", UTC, datetime.min.replace(tzinfo=UTC))
@example("this month", UTC, datetime(9999, 12, 31, tzinfo=UTC))
@example("1 month ago", UTC, datetime(987, 1, 31, tzinfo=UTC))
@example("last month", UTC, datetime(987, 3, 31, tzinfo=UTC))
@example("0 months ago", UTC, datetime(9999, 12, 31, tzinfo=UTC))
@example("9999 minutes ago", UTC, datetime.min.replace(tzinfo=UTC))
@example("٣ days ago", UTC, NOW)
@example("8 march ٢٠٢٢", UTC, NOW)
@example("²/3/2022", UTC, NOW)
def test_any_text_is_a_reach_that_ends_after_it_begins_or_is_refused_in_one_line(
    written: str, zone: tzinfo, now: datetime
) -> None:
    try:
        reach = parse_reach(written, zone, now)
    except ValueError as told:
        assert str(told)
        return
    assert reach.start or reach.end
    assert all(each is None or each.utcoffset() == timedelta(0) for each in reach)
    if reach.start and reach.end:
        assert reach.start < reach.end


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join), _zones)
def test_all_that_is_a_date_for_machines_is_the_same_date_here(written: str, zone: tzinfo) -> None:
    try:
        span = parse_span(written, zone)
    except ValueError:
        return
    if parse_spoken(written, zone, NOW) != span:
        assert written.count("/") == 2, "2022/03/10 is a day"


@given(_nows.filter(lambda now: 100 < now.year < 9900), _zones)
def test_today_holds_now_and_yesterday_ends_where_it_begins(now: datetime, zone: tzinfo) -> None:
    today, yesterday = parse_spoken("today", zone, now), parse_spoken("yesterday", zone, now)
    assert today.start <= now < today.end
    assert yesterday.end == today.start
    for whole in ("week", "month", "year"):
        this, last = parse_spoken(f"this {whole}", zone, now), parse_spoken(f"last {whole}", zone, now)
        assert this.start <= now < this.end
        assert last.end == this.start
