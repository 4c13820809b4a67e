"""Does a written date mean the span that a reader would say, and is everything else refused plainly?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.dates import parse_span, parse_zone

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(st.sampled_from("0123459-:TtZz+./ U"))
ALMOST_DATES = st.from_regex(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?( ?[+-][0-9]{2}:?[0-9]{2})?)?)?)?", fullmatch=True
)
ZONES: list[tzinfo] = [
    UTC,
    timezone(timedelta(hours=14)),
    timezone(-timedelta(hours=9, minutes=30)),
    ZoneInfo("Europe/Kyiv"),
    ZoneInfo("America/Sao_Paulo"),
    ZoneInfo("Asia/Tehran"),
]
IN_REACH = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 30))


@given(ANY_TEXT | ALMOST_DATES | st.tuples(ALMOST_DATES, ALMOST_DATES).map("/".join), st.sampled_from(ZONES))
@example("0001-01-01", ZONES[1])
@example("9999-12-31", UTC)
@example("9999", UTC)
@example("9999-12", UTC)
@example("0000", UTC)
@example("2022-02-29", UTC)
@example("2022-03-10T24:00", UTC)
@example("2022-03-10T23:59:60", UTC)
@example("2022-03-10T10:00+99:99", UTC)
@example("/", UTC)
@example("2022..", UTC)
@example("2011-12-30", ZoneInfo("Pacific/Apia"))
def test_any_text_is_a_half_open_span_in_utc_or_a_value_error(text: str, zone: tzinfo) -> None:
    try:
        span = parse_span(text, zone)
    except ValueError:
        return
    assert span.start <= span.end
    assert span.start.tzinfo is span.end.tzinfo is UTC


@given(ANY_TEXT)
@example("")
@example("Europe")
@example("../../etc/passwd")
@example("/etc/localtime")
@example("\0")
@example("\ud800")
@example("x" * 5000)
@example("tzdata.zi")
@example("Europe.Kyiv")
@example("+24:00")
def test_any_text_is_a_zone_or_a_value_error_that_names_it(name: str) -> None:
    try:
        zone = parse_zone(name)
    except ValueError as error:
        assert str(error) == f"no time zone “{name}”"
    else:
        assert isinstance(zone.utcoffset(datetime(2022, 3, 10)), timedelta)


@pytest.mark.parametrize(
    ("name", "hours"),
    [("Z", 0), ("UTC", 0), ("+02:00", 2), ("-0930", -9.5), ("UTC+05:30", 5.5), ("GMT-03:00", -3), ("Europe/Kyiv", 2)],
)
def test_a_zone_is_named_or_given_as_an_offset(name: str, hours: float) -> None:
    assert parse_zone(name).utcoffset(datetime(2022, 1, 1)) == timedelta(hours=hours)


@pytest.mark.parametrize("offset", ["+24:00", "+02:60", "+99:99", "+2", "02:00"])
def test_an_offset_that_no_clock_shows_is_refused(offset: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        parse_zone(offset)


@given(IN_REACH, st.sampled_from(ZONES))
def test_days_months_and_years_follow_each_other_without_hole_or_overlap(at: datetime, zone: tzinfo) -> None:
    next_day = at + timedelta(days=1)
    next_month = at.replace(day=1) + timedelta(days=31)
    assert parse_span(f"{at:%Y-%m-%d}".zfill(10), zone).end == parse_span(f"{next_day:%Y-%m-%d}".zfill(10), zone).start
    assert parse_span(f"{at:%Y-%m}".zfill(7), zone).end == parse_span(f"{next_month:%Y-%m}".zfill(7), zone).start
    assert parse_span(f"{at.year:04}", zone).end == parse_span(f"{at.year + 1:04}", zone).start


@given(IN_REACH, st.sampled_from(ZONES[:3]))
def test_each_second_lies_in_its_minute_day_month_and_year(at: datetime, zone: tzinfo) -> None:
    at = at.replace(microsecond=0, tzinfo=zone)
    written = at.isoformat()
    spans = [parse_span(written[:length], zone) for length in (19, 16, 10, 7, 4)]
    assert [span.precision for span in spans] == ["second", "minute", "day", "month", "year"]
    assert (spans[0].start, spans[0].end) == (at, at + timedelta(seconds=1))
    for inner, outer in pairwise(spans):
        assert outer.start <= inner.start < inner.end <= outer.end
    assert parse_span(written) == spans[0], "an offset that is written counts more than the zone of the caller"


@given(ALMOST_DATES, ALMOST_DATES, st.sampled_from(["/", "..", " / ", " .. "]))
def test_an_interval_runs_from_the_start_of_the_first_to_the_end_of_the_last(first: str, last: str, by: str) -> None:
    try:
        begins, ends = parse_span(first), parse_span(last)
    except ValueError:
        with pytest.raises(ValueError):
            parse_span(first + by + last)
        return
    if begins.start < ends.end:
        assert parse_span(first + by + last) == (begins.start, ends.end, "interval")
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_span(first + by + last)


@pytest.mark.parametrize(
    ("written", "hours"),
    [("2022-03-26", 24), ("2022-03-27", 23), ("2022-10-30", 25), ("2022-03", 31 * 24 - 1), ("2022", 365 * 24)],
)
def test_days_are_those_of_the_calendar_when_clocks_change(written: str, hours: int) -> None:
    span = parse_span(written, ZoneInfo("Europe/Kyiv"))
    assert span.end - span.start == timedelta(hours=hours)


@pytest.mark.parametrize("clock", ["02:59", "03:00", "03:59", "04:00"])
@pytest.mark.parametrize("day", ["2022-03-27", "2022-10-30"])
def test_a_minute_lasts_a_minute_when_clocks_change(day: str, clock: str) -> None:
    span = parse_span(f"{day}T{clock}", ZoneInfo("Europe/Kyiv"))
    assert span.end - span.start == timedelta(minutes=1)


def test_a_day_that_never_was_is_empty() -> None:
    span = parse_span("2011-12-30", ZoneInfo("Pacific/Apia"))  # Samoa went over the date line
    assert span.start == span.end


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2022-03-10T14:05Z", "2022-03-10T14:05:00+00:00"),
        ("2022-03-10 14:05 +02:00", "2022-03-10T12:05:00+00:00"),
        ("2022-03-10t14:05:30.123z", "2022-03-10T14:05:30+00:00"),
        (" 2022-03-10\n", "2022-03-10T00:00:00+00:00"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, start: str) -> None:
    assert parse_span(written).start.isoformat() == start


@pytest.mark.parametrize("written", ["", "03/04/2022", "10 March 2022", "2022-3-1", "2022-03-10T14", "14:05"])
def test_what_could_mean_several_dates_is_no_date(written: str) -> None:
    with pytest.raises(ValueError):
        parse_span(written)
