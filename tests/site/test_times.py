"""Times are told as printed, with the instant and its reason beside them, and never as more than is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model.time import Basis, Precision, Time
from backfile.site.times import Clock, tell, tell_days, tell_instant

KYIV = Clock.of("Europe/Kyiv")
LONDON = Clock.of("UTC")


def at(instant: datetime, precision: Precision, printed: str = "then") -> Time:
    return Time(printed=printed, instant=instant.replace(tzinfo=UTC), precision=precision, basis=Basis.STATED)


def test_a_time_without_an_instant_has_no_machine_form() -> None:
    told = tell(Time(printed="10.32"), LONDON)
    assert (told.printed, told.machine, told.meant) == ("10.32", "", "")
    assert "nothing says which instant" in told.words


@pytest.mark.parametrize(
    ("precision", "instant", "machine", "words"),
    [
        (Precision.SECOND, (2022, 3, 9, 5, 7, 9), "2022-03-09T05:07:09Z", "9 March 2022, 05:07:09 UTC"),
        (Precision.MINUTE, (2022, 3, 9, 5, 7), "2022-03-09T05:07Z", "9 March 2022, 05:07 UTC"),
        (Precision.HOUR, (2022, 3, 9, 5), "2022-03-09T05:00Z", "9 March 2022, 05:00 UTC"),
        (Precision.DAY, (2022, 3, 9), "2022-03-09", "9 March 2022"),
        (Precision.MONTH, (2022, 3, 1), "2022-03", "March 2022"),
        (Precision.YEAR, (2022, 1, 1), "2022", "2022"),
    ],
)
def test_no_more_is_told_than_is_known(
    precision: Precision, instant: tuple[int, ...], machine: str, words: str
) -> None:
    told = tell(at(datetime(*instant), precision), LONDON)  # type: ignore[arg-type]
    assert told.machine == machine
    assert told.words == f"{words}, known to the {precision} (stated by a person)"


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("2022-03-10/2022-03-11", "some time from 10 to 11 March 2022"),
        ("2022-03-10..2022-04", "some time from 10 March to 30 April 2022"),
        ("that week", "an interval that begins on 10 March 2022"),
        ("2022-03-09/2022-03-11", "an interval that begins on 10 March 2022"),
    ],
)
def test_an_interval_is_told_by_its_days_where_they_are_known(printed: str, words: str) -> None:
    told = tell(at(datetime(2022, 3, 10), Precision.INTERVAL, printed), LONDON)
    assert told.words == f"{words} (stated by a person)"
    assert told.machine == "2022-03-10"


@pytest.mark.parametrize(
    ("printed", "precision", "meant"),
    [
        ("00:30 EET", Precision.MINUTE, "9 March 2022, 22:30 UTC"),
        ("10 March 2022 00:30", Precision.MINUTE, "9 March 2022, 22:30 UTC"),
        ("9 March 2022 at 22:30 UTC", Precision.MINUTE, ""),
        ("2022-03-09T22:30:00Z", Precision.SECOND, ""),
        ("midnight", Precision.HOUR, "9 March 2022, 22:30 UTC, known to the hour"),
        ("Thursday", Precision.DAY, "10 March 2022"),
        ("Thursday 10 March 2022", Precision.DAY, ""),
        ("2022-03-10", Precision.DAY, ""),
        ("that week", Precision.INTERVAL, "an interval that begins on 9 March 2022, 22:30 UTC"),
    ],
)
def test_what_is_printed_is_told_in_the_archives_zone_unless_it_says_so_itself(
    printed: str, precision: Precision, meant: str
) -> None:
    assert tell(at(datetime(2022, 3, 9, 22, 30), precision, printed), LONDON).meant == meant


@pytest.mark.parametrize("clock", [KYIV, LONDON, Clock.of("America/New_York"), Clock.of("+13:00")])
def test_a_day_is_told_as_that_of_its_own_zone_and_without_a_clock(clock: Clock) -> None:
    told = tell(at(datetime(2022, 3, 9, 22), Precision.DAY, "10 March"), clock)  # midnight in Kyiv
    assert (told.machine, told.date, told.hour) == ("2022-03-10", "2022-03-10", "")
    assert told.words == "10 March 2022, known to the day (stated by a person)"


def test_an_interval_of_another_zone_is_told_by_the_days_that_were_stated() -> None:
    told = tell(at(datetime(2022, 3, 9, 22), Precision.INTERVAL, "2022-03-10/2022-03-11"), LONDON)
    assert told.words == "some time from 10 to 11 March 2022 (stated by a person)"


def test_the_days_of_other_zones_are_counted_as_those_that_were_meant() -> None:
    assert tell_days(
        [at(datetime(2022, 3, 9, 22), Precision.DAY), at(datetime(2022, 3, 11), Precision.DAY)], LONDON
    ) == ("10 to 11 March 2022")


def test_an_instant_is_told_in_the_zone_of_the_archive() -> None:
    told = tell(at(datetime(2022, 7, 1, 21, 30), Precision.MINUTE), KYIV)
    assert told.machine == "2022-07-02T00:30+03:00"
    assert told.words.startswith("2 July 2022, 00:30 Europe/Kyiv")


@pytest.mark.parametrize(
    ("instant", "told"),
    [
        ((2024, 10, 27, 0, 30), "27 October 2024, 02:30 Europe/Berlin (UTC+02:00)"),
        ((2024, 10, 27, 1, 40), "27 October 2024, 02:40 Europe/Berlin (UTC+01:00)"),
        ((2024, 3, 31, 0, 50), "31 March 2024, 01:50 Europe/Berlin (UTC+01:00)"),
        ((2024, 3, 31, 1, 10), "31 March 2024, 03:10 Europe/Berlin (UTC+02:00)"),
        ((2024, 3, 29, 1, 10), "29 March 2024, 02:10 Europe/Berlin"),
    ],
)
def test_in_a_night_in_which_clocks_change_the_offset_stands_beside_them(instant: tuple[int, ...], told: str) -> None:
    berlin = Clock.of("Europe/Berlin")
    time = at(datetime(*instant), Precision.MINUTE)  # type: ignore[arg-type]
    assert tell(time, berlin).meant == told
    assert tell_instant(datetime(*instant, tzinfo=UTC), berlin) == told  # type: ignore[arg-type, misc]
    clock = told.partition(" Europe")[0]
    assert tell(replace(time, printed=f"{clock} Europe/Berlin"), berlin).meant == (told if "(UTC" in told else "")


def test_a_span_over_an_hour_that_came_twice_is_told_with_both_offsets() -> None:
    first = datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    ago = Time(printed="1 hour ago", instant=first, precision=Precision.INTERVAL, basis=Basis.RELATIVE)
    told = tell(ago, Clock.of("Europe/Berlin")).meant
    assert "02:30 Europe/Berlin (UTC+02:00)" in told
    assert told.endswith(" and 03:01 Europe/Berlin (UTC+01:00)")


def test_the_ends_of_the_calendar_are_told_too() -> None:
    west, east = Clock.of("-12:00"), Clock.of("+14:00")
    assert tell(at(datetime(1, 1, 1), Precision.MINUTE), west).machine == "0001-01-01T00:00Z"
    assert tell_days([at(datetime(9999, 12, 31, 23), Precision.MINUTE)], east) == "31 December 9999"


@given(
    st.datetimes(datetime(1000, 1, 3), datetime(9000, 1, 1)),
    st.sampled_from(Precision),
    st.sampled_from([KYIV, LONDON]),
)
def test_a_clock_stands_only_where_it_is_known(instant: datetime, precision: Precision, clock: Clock) -> None:
    instant = instant.replace(microsecond=0, tzinfo=UTC)
    machine = tell(at(instant, precision), clock).machine
    if precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        assert "T" not in machine
        near = {(instant + timedelta(hours=hours)).date().isoformat() for hours in (-12, 0, 12)}
        assert any(day.startswith(machine) for day in near)
    elif precision is Precision.SECOND:
        read = datetime.fromisoformat(machine)
        assert abs(read - instant) < timedelta(minutes=1)  # HTML's offsets have no seconds, old zones do


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([], ""),
        ([(2022, 3, 10)], "10 March 2022"),
        ([(2022, 3, 12), (2022, 3, 10), (2022, 3, 11)], "10 to 12 March 2022"),
        ([(2022, 3, 30), (2022, 4, 2)], "30 March to 2 April 2022"),
        ([(2021, 12, 31), (2022, 1, 1)], "31 December 2021 to 1 January 2022"),
    ],
)
def test_days_are_told_from_the_first_to_the_last(days: list[tuple[int, int, int]], told: str) -> None:
    times = [None, Time(printed="?"), *(at(datetime(*day), Precision.DAY) for day in days)]
    assert tell_days(times, LONDON) == told


def test_a_day_that_was_reckoned_is_told_as_such() -> None:
    night = datetime(2024, 3, 30, 23, 50, tzinfo=UTC)
    time = Time(printed="11:50 p.m. GMT", instant=night, precision=Precision.MINUTE, basis=Basis.ROLLOVER)
    assert tell(time, Clock.of("UTC")).words == (
        "30 March 2024, 23:50 UTC, known to the minute (rollover at midnight: its day is reckoned)"
    )


def test_a_time_told_from_the_capture_backwards_is_the_span_that_it_leaves_open() -> None:
    begins = datetime(2024, 4, 2, 9, 34, tzinfo=UTC)
    time = Time(printed="2 hours ago", instant=begins, precision=Precision.INTERVAL, basis=Basis.RELATIVE)
    told = tell(time, LONDON)
    assert told.words == "between 2 April 2024, 09:34 and 11:05 UTC (relative to the capture)"
    assert (told.printed, told.machine, told.date, told.hour) == ("2 hours ago", "2024-04-02", "2024-04-02", "")
    night = tell(time, Clock.of("Asia/Tokyo"))  # 18:34 to 20:05
    assert night.date == "2024-04-02"
    over = tell(replace(time, instant=datetime(2024, 4, 2, 23, tzinfo=UTC)), LONDON)
    assert (over.machine, over.date) == ("", "")
    assert over.meant == "between 2 April 2024, 23:00 and 3 April 2024, 00:31 UTC"
    assert over.words == f"{over.meant} (relative to the capture)"
