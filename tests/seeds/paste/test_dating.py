"""Is a clock time given a day only where the page, a heading or the capture says which?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.entry import Reading
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.paste.dating import zone_of_notice
from backfile.seeds.paste.read import read_paste
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


CAPTURED = Time(
    printed="2022-10-05T20:15:30Z",
    instant=datetime(2022, 10, 5, 20, 15, 30, tzinfo=UTC),
    precision=Precision.SECOND,
    basis=Basis.RECORDED,
)


def captured(text: str, when: Time = CAPTURED) -> Reading:
    return read_paste(replace(capture_of(text), captured=when), text)


def test_relative_times_count_from_the_capture_and_are_as_precise_as_they_say() -> None:
    reading = captured(page("5 min ago", "2 hours ago", "3 days ago"))
    found = [entry.published for entry in reading.entries]
    assert [(time.instant, time.precision, time.basis) for time in found if time] == [
        (datetime(2022, 10, 5, 20, 10, tzinfo=UTC), Precision.MINUTE, Basis.RELATIVE),
        (datetime(2022, 10, 5, 18, 0, tzinfo=UTC), Precision.HOUR, Basis.RELATIVE),
        (datetime(2022, 10, 2, 0, 0, tzinfo=UTC), Precision.DAY, Basis.RELATIVE),
    ]


def test_a_capture_of_which_only_the_day_is_known_dates_no_relative_time() -> None:
    day = replace(CAPTURED, precision=Precision.DAY)
    assert times(captured(page("5 min ago", "2 hours ago"), day)) == [("", None)] * 2
    assert times(read(page("5 min ago", "2 hours ago"))) == [("", None)] * 2


def test_a_clock_beside_a_relative_time_is_the_nearest_to_it() -> None:
    reading = captured(page("5m ago 21.10 BST", "21h ago 23.20 BST", "3h ago 18.12"))
    assert times(reading) == [("05 20:10", Basis.RELATIVE), ("04 22:20", Basis.RELATIVE), ("", None)]


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
