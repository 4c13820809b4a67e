"""A time that is known to the day is the day of its own zone, whatever instant that begins with."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model.time import Basis, Precision, Time
from backfile.text.dates import parse_span

ZONES = [
    *("Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland", "Asia/Kathmandu", "Europe/Berlin", "UTC"),
    *("America/St_Johns", "America/New_York", "Pacific/Marquesas", "Pacific/Honolulu", "Pacific/Pago_Pago"),
]
"""From the farthest east to the farthest west, those with half hours too."""


def stated(printed: str, begin: datetime, precision: Precision) -> Time:
    return Time(printed=printed, instant=begin.astimezone(UTC), precision=precision, basis=Basis.STATED)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)), st.sampled_from(ZONES))
def test_a_day_in_figures_is_that_day_in_every_zone(day: datetime, zone: str) -> None:
    written = f"{day:%Y-%m-%d}"
    span = parse_span(written, ZoneInfo(zone))
    assert stated(written, span.start, Precision.DAY).calendar == written


@given(st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)), st.sampled_from(ZONES))
def test_a_day_in_words_is_that_day_where_its_number_was_printed(day: datetime, zone: str) -> None:
    begin = parse_span(f"{day:%Y-%m-%d}", ZoneInfo(zone)).start
    assert stated(f"{day:%A} {day.day} {day:%B}", begin, Precision.DAY).calendar == f"{day:%Y-%m-%d}"


@pytest.mark.parametrize(("printed", "precision"), [("2022-03", Precision.MONTH), ("2022", Precision.YEAR)])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Europe/Kyiv", "UTC", "America/New_York", "Pacific/Honolulu"])
def test_a_month_and_a_year_are_those_that_were_printed(printed: str, precision: Precision, zone: str) -> None:
    assert stated(printed, parse_span(printed, ZoneInfo(zone)).start, precision).calendar == printed


@pytest.mark.parametrize("precision", [Precision.SECOND, Precision.MINUTE, Precision.HOUR, Precision.INTERVAL])
def test_what_has_a_clock_or_is_an_interval_is_no_day(precision: Precision) -> None:
    assert stated("then", datetime(2022, 3, 10, tzinfo=UTC), precision).calendar == ""
    assert Time(printed="10 March").calendar == ""


def test_what_is_meant_is_told_no_more_precisely_than_it_is_known() -> None:
    begin = datetime(2022, 3, 9, 22, tzinfo=UTC)
    told = [stated("10 March", begin, precision).meant for precision in Precision]
    assert told == [
        "2022-03-09 22:00 UTC",
        "2022-03-09 22:00 UTC",
        "2022-03-09 22:00 UTC (known to the hour)",
        "2022-03-10 (known to the day)",
        "2022-03 (known to the month)",
        "2022 (known to the year)",
        "",
    ]


def test_the_last_day_that_can_be_reckoned_with_has_a_name_too() -> None:
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    assert stated("the last", last, Precision.DAY).calendar == "9999-12-31"
