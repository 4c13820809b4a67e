"""Is a day reckoned only where every way to read the page agrees on it?"""

from __future__ import annotations

from datetime import date

import pytest

from backfile.seeds.paste.days import Clock, PageDay, reckon_days

MARCH_30, MARCH_31 = date(2024, 3, 30), date(2024, 3, 31)


def reckoned(clocks: str, page: date, known: dict[int, date] | None = None, again: int | None = None) -> str:
    """The days of the month of these clocks, `?` where they are not known."""
    given = [Clock(int(each[:2]) * 60 + int(each[3:]), (known or {}).get(at)) for at, each in enumerate(clocks.split())]
    days = reckon_days(given, PageDay(page), again, lambda at, day: True)
    return " ".join(f"{day[0].day}" if day else "?" for day in days)


def test_a_page_that_falls_reaches_back_over_midnight() -> None:
    assert reckoned("00:20 00:05 23:50 22:10 23:55 20:00", MARCH_31) == "31 31 30 30 30 30"


def test_a_whole_date_beside_an_entry_settles_which_day_the_bare_date_is() -> None:
    assert reckoned("23:05 23:50 00:15 01:10", MARCH_30) == "? ? ? ?"
    assert reckoned("23:05 23:50 00:15 01:10", MARCH_30, {3: MARCH_31}) == "30 30 31 31"


def test_a_whole_date_beside_an_entry_tells_whether_the_first_is_pinned() -> None:
    assert reckoned("09:00 18:00 17:40 17:00", MARCH_31) == "? ? ? ?"
    assert reckoned("09:00 18:00 17:40 17:00", MARCH_31, {1: MARCH_31}) == "? 31 31 31"
    assert reckoned("09:00 18:00 17:40 17:00", MARCH_31, {2: MARCH_30}) == "31 30 30 30"


def test_an_entry_that_stands_again_in_its_place_has_the_day_that_it_has_there() -> None:
    assert reckoned("07:30 00:10 23:50 07:30 06:00", MARCH_31, again=3) == "30 31 30 30 30"


@pytest.mark.parametrize(
    ("clocks", "days"),
    [
        ("00:20 23:50 00:05 23:40", "? ? ? ?"),  # disorder at midnight, or nearly a day between
        ("20:00 20:10 10:10 10:00", "? ? ? ?"),  # as many rise as fall: a midnight, or none
        ("20:10 20:14 18:10", "31 31 31"),  # the same, and no midnight either way
        ("18:00 09:00", "31 31"),
        ("23:50 00:10", "? ?"),  # by the nearer side it rises, over midnight
    ],
)
def test_an_order_that_is_not_clear_dates_only_what_it_cannot_change(clocks: str, days: str) -> None:
    assert reckoned(clocks, MARCH_31) == days


def test_what_contradicts_all_that_is_known_dates_nothing() -> None:
    assert reckoned("18:00 17:00 16:00", MARCH_31, {2: MARCH_30}) == "? ? ?"
    assert reckoned("00:10 00:05 23:50", date.min) == "? ? ?"
