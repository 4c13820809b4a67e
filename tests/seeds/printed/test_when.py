"""Does a printed time mean an instant only where there is a reason to say so?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.time import Basis, Precision, Time
from backfile.seeds.printed.clock import Day, parse_day, parse_leading_time, parse_time, read_time
from backfile.seeds.printed.when import from_epoch, parse_iso, resolve
from backfile.seeds.printed.zone import OFFSETS, named_zone
from backfile.text.dates import parse_zone

KYIV, NEW_YORK = ZoneInfo("Europe/Kyiv"), ZoneInfo("America/New_York")
CLOCKS = [
    *(("9:12 PM", 21, 12), ("9.12pm", 21, 12), ("9:12 p.m.", 21, 12)),
    *(("21:12", 21, 12), ("12:05 a.m.", 0, 5), ("12:05 PM", 12, 5)),
]
DAYS = [
    *("Mar 01, 2022", "March 1, 2022", "March 1st 2022", "Tuesday, March 1, 2022", "Tue March 1 2022"),
    *("1 March 2022", "Tue 1 Mar, 2022", "1st mar. 2022", "2022-03-01"),
]
JOINTS = [" ", ", ", ", at ", " at ", " - ", " – ", " | "]


def time_of(line: str, zone: tzinfo | None = None) -> Time:
    printed = parse_time(line)
    assert printed is not None, line
    return resolve(printed, "text", zone)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize(("clock", "hour", "minute"), CLOCKS)
def test_a_day_and_a_clock_are_read_in_either_order(day: str, joint: str, clock: str, hour: int, minute: int) -> None:
    for line in (f"{day}{joint}{clock} GMT", f"{clock} GMT{joint}{day}"):
        time = time_of(line)
        assert time.instant == datetime(2022, 3, 1, hour, minute, tzinfo=UTC)
        assert (time.printed, time.precision, time.basis, time.source) == (line, Precision.MINUTE, Basis.ZONE, "text")


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+0000", " +02:00", "-05:30", "-0530"])
@pytest.mark.parametrize(("clock", "second"), [("21:12", None), ("21:12:05", 5)])
def test_an_iso_time_is_read(zone: str, clock: str, second: int | None) -> None:
    time = time_of(f"2022-03-01T{clock}{zone}")
    local = datetime(2022, 3, 1, 21, 12, second or 0, tzinfo=parse_zone(zone.strip()))
    assert (time.instant, time.basis) == (local, Basis.OFFSET)
    assert time.precision is (Precision.MINUTE if second is None else Precision.SECOND)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        *(("UTC", 0), ("GMT", 0), ("BST", 1), ("CET", 1), ("EET", 2), ("MSK", 3)),
        *(("EST", -5), ("EDT", -4), ("PT", -8), ("ET", -5)),
    ],
)
def test_a_zone_that_is_named_is_a_basis(zone: str, hours: int) -> None:
    time = time_of(f"Mar 01, 2022, 9:12 PM {zone}", KYIV)
    assert time.instant == datetime(2022, 3, 1, 21, 12, tzinfo=timezone(timedelta(hours=hours)))
    assert time.basis is Basis.ZONE


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("18 March 2011, 15:50 MSK", 3),
        ("18 March 2014, 15:50 MSK", 4),
        ("18 July 2014, 15:50 MSK", 4),
        ("18 November 2014, 15:50 MSK", 3),
        ("18 July 2024, 15:50 MSK", 3),
    ],
)
def test_the_time_of_moscow_is_as_far_from_utc_as_it_was_in_that_year(line: str, hours: int) -> None:
    assert time_of(line).instant == datetime.strptime(line, "%d %B %Y, %H:%M MSK").replace(
        tzinfo=timezone(timedelta(hours=hours))
    )


def test_an_hour_that_moscow_had_twice_is_no_instant() -> None:
    assert time_of("26 October 2014, 01:30 MSK").unclear == "the clocks showed it twice that night"


REGIONS_OF_NAMES = {
    "Europe/London": ("GMT", "BST"),
    "Europe/Berlin": ("CET", "CEST"),
    "Europe/Kyiv": ("EET", "EEST"),
    "America/New_York": ("EST", "EDT"),
    "America/Chicago": ("CDT",),
    "America/Denver": ("MST", "MDT"),
    "America/Los_Angeles": ("PST", "PDT"),
    "Australia/Sydney": ("AEST", "AEDT"),
    "Pacific/Auckland": ("NZST", "NZDT"),
    "Asia/Tokyo": ("JST",),
    "Asia/Hong_Kong": ("HKT",),
}


def test_a_name_of_one_offset_has_had_that_one_for_as_long_as_there_are_live_blogs() -> None:
    assert {name for names in REGIONS_OF_NAMES.values() for name in names} == OFFSETS.keys() - {"UTC", "MEZ", "MESZ"}
    for region, names in REGIONS_OF_NAMES.items():
        days = [datetime(1996, 1, 1, 12, tzinfo=ZoneInfo(region)) + timedelta(days=at) for at in range(0, 11_000, 10)]
        had = {name: {day.utcoffset() for day in days if day.tzname() == name} for name in names}
        assert had == {name: {timedelta(hours=OFFSETS[name])} for name in names}, region


@pytest.mark.parametrize("zone", ["IST", "CST", "XYZ", "+99:99", "+24:00", "-23:60"])
def test_a_zone_that_may_mean_several_or_none_is_no_basis(zone: str) -> None:
    time = time_of(f"Mar 01, 2022, 9:12 {zone}", KYIV)
    assert (time.instant, time.basis, time.precision) == (None, None, Precision.MINUTE)


def test_a_zone_that_may_mean_several_is_the_pages_where_that_goes_by_the_name() -> None:
    kolkata = time_of("Mar 01, 2022, 9:12 PM IST", ZoneInfo("Asia/Kolkata"))
    assert (kolkata.instant, kolkata.basis) == (datetime(2022, 3, 1, 15, 42, tzinfo=UTC), Basis.PAGE_ZONE)
    shanghai = time_of("2022-03-01 21:12 CST", ZoneInfo("Asia/Shanghai"))
    assert shanghai.instant == datetime(2022, 3, 1, 13, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("9:12 PM EST", "date"),
        ("March 1, 9:12 PM EST", "year"),
        ("1 Mar 21:12 GMT", "year"),
        ("Tue 1 Mar, 21:12 +02:00", "year"),
    ],
)
def test_a_time_without_its_whole_date_means_no_instant(line: str, missing: str) -> None:
    unclear = f"{missing} not given"
    assert time_of(line, KYIV) == Time(printed=line, precision=Precision.MINUTE, source="text", unclear=unclear)


@pytest.mark.parametrize(
    ("line", "zone", "why"),
    [
        ("2022-10-30 03:30", KYIV, "the clocks showed it twice that night"),
        ("2022-03-27 03:30", KYIV, "the clocks never showed it that night"),
        ("2022-03-13 2:30 AM ET", None, "the clocks never showed it that night"),
        ("Mar 01, 2022, 9:12 PM IST", KYIV, "which zone IST means is not certain"),
        ("9:12 PM IST", KYIV, "date not given; which zone IST means is not certain"),
        ("04/03/2024 17:00 EST", None, "the day and the month of it may stand either way round"),
        ("04/03/2024 17:00", None, "zone not given; the day and the month of it may stand either way round"),
        ("31 March, 6:00 p.m.", None, "year and zone not given"),
        ("9:12 PM", None, "date and zone not given"),
    ],
)
def test_why_a_time_means_no_instant_is_said_as_it_is(line: str, zone: tzinfo | None, why: str) -> None:
    time = time_of(line, zone)
    assert (time.instant, time.doubt) == (None, why)
    iso = parse_iso("2022-10-30T03:30", "ld:0", KYIV)
    assert iso is not None and iso.doubt == "the clocks showed it twice that night"


@pytest.mark.parametrize("line", ["Mar 01, 2022, 9:12 PM", "1 Mar 2022, 21:12 Uhr", "2022-03-01 21:12 hrs"])
def test_the_zone_of_the_page_is_a_basis_where_the_time_names_none(line: str) -> None:
    assert time_of(line).instant is None
    assert (time_of(line, KYIV).instant, time_of(line, KYIV).basis) == (
        datetime(2022, 3, 1, 19, 12, tzinfo=UTC),
        Basis.PAGE_ZONE,
    )


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("2022-10-30 03:30", KYIV),  # shown twice
        ("2022-03-27 03:30", KYIV),  # never shown
        ("2022-11-06 1:30 AM ET", None),
        ("2022-03-13 2:30 AM ET", None),
        ("2022-11-06 1:59 AM", NEW_YORK),
    ],
)
def test_what_the_clock_showed_twice_or_never_means_no_instant(line: str, zone: tzinfo | None) -> None:
    assert time_of(line, zone).instant is None


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("2022-10-30 02:59", datetime(2022, 10, 29, 23, 59)),
        ("2022-10-30 04:00", datetime(2022, 10, 30, 2, 0)),
        ("2022-03-27 02:59", datetime(2022, 3, 27, 0, 59)),
        ("2022-03-27 04:00", datetime(2022, 3, 27, 1, 0)),
    ],
)
def test_the_minutes_around_a_clock_change_mean_theirs(line: str, instant: datetime) -> None:
    assert time_of(line, KYIV).instant == instant.replace(tzinfo=UTC)


def test_an_offset_says_which_of_two_is_meant() -> None:
    assert time_of("2022-10-30 03:30 +03:00", KYIV).instant == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)
    assert time_of("Nov 6, 2022, 1:30 AM EST").instant == datetime(2022, 11, 6, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("line", ["0001-01-01 00:30 +02:00", "9999-12-31 23:30 -02:00"])
def test_an_instant_outside_the_calendar_is_none(line: str) -> None:
    assert time_of(line).instant is None


@pytest.mark.parametrize(
    "line",
    [
        *("", "0", "2022", "It began at 9:12 PM", "9:12 PM yesterday", "13:05 PM", "0:05 AM", "24:00", "21:60"),
        *("Feb 30, 2022, 9:12 PM", "Feb 29, 2022, 9:12 PM", "2022-13-01 21:12", "2022-00-01 21:12"),
        *("Mar 0, 2022, 21:12", "0000-01-01 21:12", "Mar 1, 2022", "4.50 euro", "10:30 goal"),
        *("9:1", "121:12", "Mar 01, 2022, 9:12 PM EST " + "x" * 60, "March 1, 2022, 21:12" + " " * 60 + "x" * 41),
    ],
)
def test_what_is_no_time_is_none(line: str) -> None:
    assert parse_time(line) is None


def test_a_leap_day_is_a_day_where_no_year_speaks_against_it() -> None:
    assert parse_time("Feb 29, 9:12 PM") is not None
    assert time_of("Feb 29, 2024, 9:12 PM UTC").instant == datetime(2024, 2, 29, 21, 12, tzinfo=UTC)


LIKE_TIMES = st.text(st.sampled_from("0123456789:.,+-–|T apmPMESTGutcſMarchDec"), max_size=40) | st.from_regex(
    r"\A(Mar|ſep|1 Dec|\d{4}-\d\d-\d\d)?,? ?\d{1,2}[:.]\d\d ?([ap]m)?( [A-Z]{2,4}| ?[+-]\d\d:?\d\d)?\Z"
)


@given(st.text() | LIKE_TIMES, st.none() | st.sampled_from([UTC, KYIV, NEW_YORK]))
@example("ſep 01, 2022, 9:12 PM", UTC)
@example("9:12 +99:99", None)
@example("٠٩:١٢", KYIV)
@example("0001-01-01T00:00", KYIV)
def test_an_instant_always_has_a_basis_and_the_time_is_as_printed(line: str, zone: tzinfo | None) -> None:
    printed = parse_time(line)
    if printed is None:
        return
    time = resolve(printed, "text", zone)
    assert time.printed == " ".join(line.split())
    if time.instant is not None:
        assert None not in (printed.year, printed.month, printed.day)
        assert printed.zone is not None or (zone is not None and time.basis is Basis.PAGE_ZONE)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.sampled_from([KYIV, NEW_YORK, UTC]))
def test_a_time_that_means_an_instant_is_what_the_clock_showed_then(local: datetime, zone: tzinfo) -> None:
    time = time_of(f"{local:%Y-%m-%d %H:%M}", zone)
    both = {local.replace(fold=fold, tzinfo=zone).utcoffset() for fold in (0, 1)}
    assert (time.instant is not None) == (len(both) == 1)
    if time.instant is not None:
        shown = time.instant.astimezone(zone)
        assert shown.replace(tzinfo=None) == local.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("12. März 2022, 9.20 Uhr MEZ", datetime(2022, 3, 12, 8, 20)),
        ("Freitag (25. Februar 2022), 9:20 Uhr MEZ", datetime(2022, 2, 25, 8, 20)),
        ("27.08.2024, 12:32 Uhr CEST", datetime(2024, 8, 27, 10, 32)),
        ("March02202221:12 UTC", datetime(2022, 3, 2, 21, 12)),
        ("27.8.24, 12:32 UTC", datetime(2024, 8, 27, 12, 32)),
        ("20.07.69, 22:56 UTC", datetime(1969, 7, 20, 22, 56)),
        ("1er août 2022 à 20h44 UTC", datetime(2022, 8, 1, 20, 44)),
        ("10 de marzo de 2022, 20:44 h CET", datetime(2022, 3, 10, 19, 44)),
        ("venerdì 4 marzo 2022 alle 20.44 UTC", datetime(2022, 3, 4, 20, 44)),
        ("28 września 2020, 18:00 CEST", datetime(2020, 9, 28, 16, 0)),
        ("10 березня 2022 року, 20:44 UTC", datetime(2022, 3, 10, 20, 44)),
        ("Thursday , Sept. 24, 2020, 5:43 p.m. ET", datetime(2020, 9, 24, 21, 43)),
        ("25/12/2022 20:44 UTC", datetime(2022, 12, 25, 20, 44)),
        ("12/25/22 8:44 p.m. UTC", datetime(2022, 12, 25, 20, 44)),
        ("4/4/22 8:44 p.m. UTC", datetime(2022, 4, 4, 20, 44)),
    ],
)
def test_dates_of_seven_languages_are_dates(line: str, instant: datetime) -> None:
    assert time_of(line).instant == instant.replace(tzinfo=UTC)


def test_a_date_that_may_be_two_days_is_no_date() -> None:
    printed = parse_time("4/12/22 7:00 a.m. EST")
    assert printed is not None and (printed.year, printed.month, printed.day, printed.hour) == (None, None, None, 7)
    assert parse_time("13/13/22 7:00 a.m. EST") is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Dienstag, 27. August 2024", Day(2024, 8, 27)),
        ("March 23, 2022", Day(2022, 3, 23)),
        ("Thursday, Sept. 24", Day(None, 9, 24)),
        ("lundi 14 mars 2022", Day(2022, 3, 14)),
        ("14.3.", Day(None, 3, 14)),
        ("Feb 29, 2022", None),
        ("31 June", None),
        ("These were the updates for March 22", None),
        ("May", None),
        ("March 23, 2022" + " and" * 20, None),
    ],
)
def test_a_day_heading_is_nothing_but_a_date(line: str, day: Day | None) -> None:
    assert parse_day(line) == day


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("20:42KEY EVENT", 5),
        ("12:50 BST Orla", 9),
        ("09:00 UN says so", 5),
        ("Mar 1, 2022, 9:12 PM EST and more", 24),
        ("22:15 – 10 Mar 2022", 19),
    ],
)
def test_a_time_at_the_beginning_of_a_text_is_read_as_far_as_it_goes(text: str, length: int) -> None:
    found = read_time(text)
    assert found is not None and found[1] == length


@pytest.mark.parametrize("text", ["", "It was 20:42", "57:33", "20:421", "Mar 1, 2022", "13:05 PM"])
def test_what_begins_with_no_time_gives_none(text: str) -> None:
    assert read_time(text) is None


def test_a_clock_time_before_a_headline_is_parted_from_it() -> None:
    found = parse_leading_time("12.31 Uhr: Bridge closed")
    assert found is not None and (found[0].hour, found[0].minute, found[1]) == (12, 31, "Bridge closed")
    assert parse_leading_time("Bridge closed at 12.31 Uhr") is None
    assert parse_leading_time("29.31 Uhr: Bridge closed") is None


def test_iso_times_mean_instants_by_their_offset_or_the_zone_of_the_page() -> None:
    given = parse_iso("2022-03-01T21:12:05+02:00", "ld:0")
    assert given is not None and (given.instant, given.basis) == (
        datetime(2022, 3, 1, 19, 12, 5, tzinfo=UTC),
        Basis.OFFSET,
    )
    placed = parse_iso("2022-03-01 21:12", "ld:0", KYIV)
    assert placed is not None and (placed.instant, placed.basis, placed.precision) == (
        datetime(2022, 3, 1, 19, 12, tzinfo=UTC),
        Basis.PAGE_ZONE,
        Precision.MINUTE,
    )
    bare = parse_iso("2022-03-01", "ld:0")
    assert bare is not None and (bare.instant, bare.precision) == (None, Precision.DAY)
    for nothing in (None, 5, "", " ", "yesterday", "2022-13-01", "0001-01-01T00:00+02:00"):
        assert parse_iso(nothing, "ld:0") is None


@pytest.mark.parametrize("local", ["2022-10-30T03:30:00", "2022-03-27T03:30:00"])
def test_iso_times_that_the_clock_showed_twice_or_never_mean_no_instant(local: str) -> None:
    time = parse_iso(local, "ld:0", KYIV)
    assert time is not None and time.instant is None and time.printed == local
    exact = parse_iso(f"{local}+02:00", "ld:0", KYIV)
    assert exact is not None and exact.instant is not None


def test_epoch_numbers_are_seconds_or_milliseconds() -> None:
    instant = datetime(2023, 8, 14, 7, 1, 52, tzinfo=UTC)
    for number in (1691996512, "1691996512", 1691996512000, "1691996512000"):
        time = from_epoch(number, "json")
        assert time is not None and time.instant == instant
        assert time.basis is Basis.EPOCH, "no offset is printed, nor day and clock"
    for nothing in (None, "soon", "nan", float("inf"), 10**30):
        assert from_epoch(nothing, "json") is None


def test_names_of_zones_that_stand_for_several_name_none() -> None:
    assert named_zone("IST") is None
    assert named_zone("+99:99") is None
    assert named_zone("ET") == NEW_YORK
    assert named_zone("Z") is UTC


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        *(("10:15 ص", 10, 15), ("10:15 م", 22, 15), ("١٠:١٥ م", 22, 15), ("2:15 مساءً", 14, 15), ("12:05 ص", 0, 5)),
        *(
            ("午後2:32", 14, 32),
            ("午後2時32分", 14, 32),
            ("午前0:10", 0, 10),
            ("下午 2:32", 14, 32),
            ("오후 2시 32분", 14, 32),
        ),
        *(
            ("2:32 μ.μ.", 14, 32),
            ("9:05 π.μ.", 9, 5),
            ("2:32 p. m.", 14, 32),
            ("14:32 น.", 14, 32),
            ("14時32分", 14, 32),
        ),
    ],
)
def test_the_halves_of_the_day_are_told_in_many_languages(line: str, hour: int, minute: int) -> None:
    printed = parse_time(line)
    assert printed is not None
    assert (printed.hour, printed.minute, printed.printed) == (hour, minute, line)


@pytest.mark.parametrize("line", ["10:15 محمد", "午後14:32", "13:05 م", "2:32 mm"])
def test_what_only_looks_like_half_a_day_is_no_time(line: str) -> None:
    assert parse_time(line) is None


def test_a_date_in_years_months_and_days_is_read() -> None:
    assert parse_day("2024年1月3日") == (2024, 1, 3)
    assert parse_day("1月3日(水)") == (None, 1, 3)
    printed = parse_time("2024년 1월 3일 오후 2:32")
    assert printed is not None and printed[1:6] == (2024, 1, 3, 14, 32)
