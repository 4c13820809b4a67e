"""Is a clock time given a day only where the page, a heading or the capture says which?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.observation import Reading
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.paste.days import JUMP
from backfile.seeds.paste.frame import zone_of_notice
from backfile.seeds.paste.read import read_paste
from backfile.seeds.read import read_capture
from tests.seeds.paste.pages import capture_of, read

BODY = "The gauge at the weir stood at {} metres, a hand lower than at breakfast, the keeper said."


def page(*lines: str, head: str = "") -> str:
    """A page whose entries stand under these times; a line that begins with # is a day heading."""
    parts = ["River Alder live: what we know so far", head]
    for number, line in enumerate(lines):
        parts.append(line[1:] if line.startswith("#") else f"{line}\n\n{BODY.format(number)}")
    return "\n\n".join(part for part in parts if part)


def times(reading: Reading) -> list[tuple[str, Basis | None]]:
    """Each entry's instant in UTC as `day hour:minute`, and its basis."""
    found = [entry.published for entry in reading.entries]
    return [
        (time.instant.strftime("%d %H:%M") if time and time.instant else "", time.basis if time else None)
        for time in found
    ]


def test_without_any_day_a_clock_time_means_no_instant() -> None:
    assert times(read(page("20:10 GMT", "19:10 GMT", "18:10 GMT"))) == [("", None)] * 3


def test_the_day_of_the_page_is_that_of_its_times() -> None:
    reading = read(page("20:10 GMT", "19:10 GMT", "18:10 GMT", head="Updated 20:15 GMT, 5 Oct 2022"))
    assert times(reading) == [(f"05 {hour}:10", Basis.PAGE_DATE) for hour in (20, 19, 18)]


def test_a_clock_that_jumps_against_the_order_of_the_page_has_passed_midnight() -> None:
    falling = page("00:20 GMT", "00:05 GMT", "23:50 GMT", "22:10 GMT", head="Updated 00:25 GMT, 5 Oct 2022")
    assert times(read(falling)) == [
        *(("05 00:20", Basis.PAGE_DATE), ("05 00:05", Basis.PAGE_DATE)),
        *(("04 23:50", Basis.ROLLOVER), ("04 22:10", Basis.ROLLOVER)),
    ]
    rising = page("22:10 GMT", "23:50 GMT", "00:05 GMT", "00:20 GMT", head="Updated 00:25 GMT, 5 Oct 2022")
    assert times(read(rising)) == list(reversed(times(read(falling))))


OLDEST_FIRST = ("11:05 p.m. GMT", "11:50 p.m. GMT", "12:15 a.m. GMT", "1:10 a.m. GMT")


def test_a_bare_date_above_a_page_that_tells_the_oldest_first_dates_nothing_beyond_midnight() -> None:
    text = page(*OLDEST_FIRST, head="Saturday 30 March 2024")
    assert times(read(text)) == [("", None)] * 4
    assert [each.published.printed for each in read(text).entries if each.published] == list(OLDEST_FIRST)


def test_what_settles_the_days_of_a_page_that_tells_the_oldest_first() -> None:
    known = [("30 23:05", Basis.ROLLOVER), ("30 23:50", Basis.ROLLOVER)]
    newest = [("31 00:15", Basis.PAGE_DATE), ("31 01:10", Basis.PAGE_DATE)]
    updated = page(*OLDEST_FIRST, head="Updated 1:20 a.m. GMT, 31 March 2024")
    assert times(read(updated)) == known + newest
    captured_that_day = captured(page(*OLDEST_FIRST, head="Saturday 30 March 2024"), _at("2024-03-30T12:00Z"))
    assert [day for day, _ in times(captured_that_day)] == ["29 23:05", "29 23:50", "30 00:15", "30 01:10"]


PINNED = ("9:00 a.m. GMT", "6:00 p.m. GMT", "5:40 p.m. GMT", "5:00 p.m. GMT")


def test_a_first_entry_alone_beyond_a_jump_may_be_pinned_and_dates_nothing() -> None:
    assert times(read(page(*PINNED, head="Sunday 31 March 2024"))) == [("", None)] * 4


def test_the_capture_tells_whether_the_first_entry_is_pinned() -> None:
    text = page(*PINNED, head="Sunday 31 March 2024")
    assert [day for day, _ in times(captured(text, _at("2024-03-31T12:00Z")))] == [
        *("31 09:00", "30 18:00", "30 17:40", "30 17:00")
    ]


@pytest.mark.parametrize("head", ["Monday 1 April 2024", "Updated 09:00 GMT, 1 April 2024"])
def test_the_date_of_the_page_gives_no_time_after_the_capture_which_keeps_its_own(head: str) -> None:
    text = page("6:30 p.m. GMT", "6:10 p.m. GMT", "8:30 a.m. GMT", head=head)
    reading = captured(text, _at("2024-04-01T09:00Z"))
    assert times(reading) == [("", None)] * 3
    assert read_capture(reading.capture, text).warnings == ()
    day = replace(_at("2024-03-31T00:00Z"), precision=Precision.DAY)
    assert times(captured(text, day)) == [("", None)] * 3


def test_a_date_of_the_page_after_the_capture_is_told() -> None:
    times_of = ("6:30 p.m. GMT", "6:10 p.m. GMT")
    for head, when in (
        ("Monday 3 April 2024", "2024-04-01T09:00Z"),
        ("Updated 19:00 GMT, 1 April 2024", "2024-04-01T09:00Z"),
    ):
        (warning,) = captured(page(*times_of, head=head), _at(when)).warnings
        assert "lies after the capture’s time, 2024-04-01T09:00Z" in warning
    assert captured(page(*times_of, head="Monday 1 April 2024"), _at("2024-04-01T09:00Z")).warnings == ()


def test_nothing_is_an_hour_later_than_the_page_says_that_it_was_changed() -> None:
    late = page("20:50 GMT", "20:10 GMT", head="Updated 20:15 GMT, 5 Oct 2022")
    assert [day for day, _ in times(read(late))] == ["05 20:50", "05 20:10"]
    later = page("23:50 GMT", "23:10 GMT", head="Updated 00:25 GMT, 5 Oct 2022")
    assert times(read(later)) == [("", None)] * 2


@given(
    gaps=st.lists(st.integers(1, JUMP - 1), min_size=1, max_size=8),
    newest=st.datetimes(datetime(2024, 3, 3), datetime(2024, 3, 28)),
    falls=st.booleans(),
    pinned=st.none() | st.integers(0, 1439),
    head=st.sampled_from(["updated", "newest", "oldest"]),
    wait=st.none() | st.integers(0, 3000),
)
@example(gaps=[45, 25, 55], newest=datetime(2024, 3, 31, 1, 10), falls=False, pinned=None, head="oldest", wait=None)
@example(gaps=[20, 40, 30], newest=datetime(2024, 3, 31, 18), falls=True, pinned=540, head="newest", wait=None)
def test_no_day_is_given_that_is_not_the_true_one(
    gaps: list[int], newest: datetime, falls: bool, pinned: int | None, head: str, wait: int | None
) -> None:
    newest = newest.replace(second=0, microsecond=0, tzinfo=UTC)
    told = [newest, *(newest - timedelta(minutes=sum(gaps[: at + 1])) for at in range(len(gaps)))]
    dates = {"updated": f"Updated {newest:%H:%M} GMT, {newest:%d %b %Y}", "newest": f"{newest:%A %d %B %Y}"}
    # A bare date above the newest entry is that of the newest; one above the oldest may be either's.
    above = dates["newest"] if head == "oldest" and falls else dates.get(head, f"{told[-1]:%A %d %B %Y}")
    told = told if falls else told[::-1]
    if pinned is not None and falls and pinned < newest.hour * 60 + newest.minute:
        told.insert(0, newest.replace(hour=pinned // 60, minute=pinned % 60))
    text = page(*(f"{each:%H:%M} GMT" for each in told), head=above)
    when = _at((newest + timedelta(minutes=wait)).isoformat()) if wait is not None else None
    entries = read_paste(replace(capture_of(text), captured=when), text).entries
    assert len(entries) == len(told)
    for entry, true in zip(entries, told, strict=True):
        assert entry.published is not None and entry.published.instant in (None, true)


def test_a_small_step_against_the_order_is_disorder_and_no_midnight() -> None:
    reading = read(page("20:10 GMT", "20:14 GMT", "18:10 GMT", head="Updated 20:15 GMT, 5 Oct 2022"))
    assert {basis for _, basis in times(reading)} == {Basis.PAGE_DATE}


def test_a_pinned_entry_tells_nothing_of_the_order() -> None:
    lines = ("07:30 GMT", "20:10 GMT", "19:10 GMT", "07:30 GMT", "06:00 GMT")
    text = page(*lines, head="Updated 20:15 GMT, 5 Oct 2022").replace(BODY.format(3), BODY.format(0))
    assert [day for day, _ in times(read(text))] == ["05 07:30", "05 20:10", "05 19:10", "05 06:00"]


def test_a_day_heading_dates_what_stands_below_it() -> None:
    text = page("#March 15, 2022", "1:42 p.m. UTC", "9:05 a.m. UTC", "#March 14, 2022", "11:42 p.m. UTC")
    assert times(read(text)) == [
        ("15 13:42", Basis.DAY_HEADING),
        ("15 09:05", Basis.DAY_HEADING),
        ("14 23:42", Basis.DAY_HEADING),
    ]


def test_a_day_heading_without_its_year_takes_that_of_the_page() -> None:
    text = page("#Dec 31", "11:42 p.m. UTC", "10:42 p.m. UTC", head="Updated 1:00 a.m. UTC, Jan 1, 2023")
    first = read(text).entries[0].published
    assert first is not None and first.instant == datetime(2022, 12, 31, 23, 42, tzinfo=UTC)


def test_a_date_without_its_year_takes_that_of_the_page() -> None:
    text = page("Oct 4, 8:58 pm UTC", "Oct 4, 7:58 pm UTC", head="Updated 20:15 GMT, 5 Oct 2022")
    assert times(read(text)) == [("04 20:58", Basis.PAGE_DATE), ("04 19:58", Basis.PAGE_DATE)]
    unknown = page("Feb 29, 8:58 pm UTC", "Feb 29, 7:58 pm UTC", head="Updated 20:15 GMT, 5 Mar 2022")
    assert times(read(unknown)) == [("", None)] * 2


def test_a_notice_names_the_zone_of_all_times() -> None:
    text = page("Mar 23, 2022, 8:58 pm", "Mar 23, 2022, 7:58 pm", head="All times Eastern")
    assert times(read(text)) == [("24 00:58", Basis.PAGE_ZONE), ("23 23:58", Basis.PAGE_ZONE)]
    told = read_paste(capture_of(text), text, ZoneInfo("Europe/Kyiv"))
    assert times(told) == [("23 18:58", Basis.PAGE_ZONE), ("23 17:58", Basis.PAGE_ZONE)]


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("All times Eastern", "America/New_York"),
        ("All times stated are UK", "Europe/London"),
        ("(All times are in Kyiv time.)", "Europe/Kyiv"),
        ("All times local", None),
        ("All times are BST", "UTC+01:00"),
        ("Times Eastern", None),
    ],
)
def test_only_a_notice_gives_a_zone(line: str, zone: str | None) -> None:
    found = zone_of_notice(line)
    assert (str(found) if found else None) == zone


def _at(written: str) -> Time:
    instant = datetime.fromisoformat(written)
    return Time(printed=written, instant=instant, precision=Precision.MINUTE, basis=Basis.STATED)


CAPTURED = Time(
    printed="2022-10-05T20:15:30Z",
    instant=datetime(2022, 10, 5, 20, 15, 30, tzinfo=UTC),
    precision=Precision.SECOND,
    basis=Basis.RECORDED,
)


def captured(text: str, when: Time = CAPTURED) -> Reading:
    return read_paste(replace(capture_of(text), captured=when), text)


def test_relative_times_are_the_span_that_they_leave_open_counted_or_rounded() -> None:
    reading = captured(page("5 min ago", "2 hours ago", "3 days ago"))
    found = [entry.published for entry in reading.entries]
    assert {(time.precision, time.basis) for time in found if time} == {(Precision.INTERVAL, Basis.RELATIVE)}
    assert [(f"{time.instant:%d %H:%M}", f"{time.end:%d %H:%M}") for time in found if time] == [
        ("05 20:09", "05 20:11"),
        ("05 17:15", "05 18:46"),
        ("01 20:15", "03 08:16"),
    ]


@given(st.integers(1, 59), st.sampled_from([60, 3600, 86400]), st.floats(0, 1), st.integers(0, 59))
def test_whether_a_page_counts_or_rounds_the_span_of_a_relative_time_holds_the_true_one(
    number: int, unit: int, part: float, second: int
) -> None:
    when = replace(CAPTURED, instant=datetime(2022, 10, 5, 20, 15, second, tzinfo=UTC))
    name = {60: "minutes", 3600: "hours", 86400: "days"}[unit]
    first = captured(page(f"{number} {name} ago", "1 minute ago"), when).entries[0].published
    assert first is not None and first.instant is not None and first.end is not None and when.instant is not None
    for passed in (number + part * 0.999, number - 0.5 + part * 0.999):  # counted, and rounded
        assert first.instant <= when.instant - timedelta(seconds=passed * unit) < first.end


def test_a_capture_of_which_only_the_day_is_known_dates_no_relative_time() -> None:
    day = replace(CAPTURED, precision=Precision.DAY)
    assert times(captured(page("5 min ago", "2 hours ago"), day)) == [("", None)] * 2
    assert times(read(page("5 min ago", "2 hours ago"))) == [("", None)] * 2


def test_a_clock_beside_a_relative_time_is_the_nearest_to_it() -> None:
    reading = captured(page("5m ago 21.10 BST", "21h ago 23.20 BST", "3h ago 18.12"))
    assert times(reading) == [("05 20:10", Basis.RELATIVE), ("04 22:20", Basis.RELATIVE), ("", None)]


def test_a_clock_some_days_ago_is_of_the_only_day_that_these_leave_open() -> None:
    reading = captured(page("3 days ago 12:00 GMT", "3 days ago 23:00 GMT", "3 days ago 07:00 GMT"))
    assert times(reading) == [("02 12:00", Basis.RELATIVE), ("", None), ("", None)]


def test_a_clock_beside_a_relative_time_is_nearer_to_it_than_to_the_date_of_the_page() -> None:
    text = page("15h ago 6:30 p.m. GMT", "16h ago 5:10 p.m. GMT", head="Monday 1 April 2024")
    assert times(captured(text, _at("2024-04-01T09:00Z"))) == [
        *(("31 18:30", Basis.RELATIVE), ("31 17:10", Basis.RELATIVE))
    ]


def test_an_update_after_midnight_belongs_to_the_next_day() -> None:
    entries = [
        f"{clock} GMT\n\n{BODY.format(number)}\n\nUpdated at {later}"
        for number, (clock, later) in enumerate([("23:50", "00.10 GMT"), ("23:10", "23.36 GMT"), ("22:50", "22.58")])
    ]
    text = "\n\n".join(["River Alder live: what we know", "Updated 23:55 GMT, 5 Oct 2022", *entries])
    found = [entry.updated for entry in read(text).entries]
    assert [(time.instant and time.instant.strftime("%d %H:%M"), time.basis) for time in found if time] == [
        ("06 00:10", Basis.ROLLOVER),
        ("05 23:36", Basis.PAGE_DATE),
        (None, None),
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda clock: f"{clock[0]:02}:{clock[1]:02} GMT")
        | st.sampled_from(["#March 15, 2022", "#Feb 29", "5m ago", "99d ago 10:00 GMT", "Jan 1, 0001, 00:10 +02:00"]),
        max_size=8,
    ),
    st.sampled_from(["", "Updated 00:25 GMT, 5 Oct 2022", "Updated 00:25 GMT, 1 Jan 0001"]),
    st.none() | st.sampled_from([CAPTURED, replace(CAPTURED, instant=datetime.min.replace(tzinfo=UTC))]),
)
@example(["00:10 GMT", "23:50 GMT", "00:10 GMT"], "Updated 00:25 GMT, 1 Jan 0001", None)
def test_an_instant_has_a_basis_whatever_a_page_says(lines: list[str], head: str, when: Time | None) -> None:
    text = page(*lines, head=head)
    for entry in read_paste(replace(capture_of(text), captured=when), text).entries:
        assert entry.published is None or (entry.published.instant is None) == (entry.published.basis is None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (page("6:00 p.m. IST", "5:00 p.m. IST", head="Sunday 31 March 2024"), "which zone IST means is not certain"),
        (page("6:00 p.m.", "5:00 p.m.", head="Sunday 31 March 2024"), "zone not given"),
        (
            page("March 31, 2024 18:00 IST", "March 31, 2024 17:00 IST", head="Updated: March 31, 2024 06:20 PM IST"),
            "which zone IST means is not certain",
        ),
        (page(*PINNED, head="Sunday 31 March 2024"), "which day it was is not certain"),
        (page("31 March, 6:00 p.m. GMT", "31 March, 5:00 p.m. GMT"), "year not given"),
        (page("2 hours ago", "3 hours ago"), "when it was captured is not known to the minute"),
    ],
)
def test_why_a_time_of_a_page_means_no_instant_is_said_as_it_is(text: str, why: str) -> None:
    first = read(text).entries[0].published
    assert first is not None and (first.instant, first.doubt) == (None, why)
