"""Is there never an instant without a reason for it?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model.time import Basis, Precision, Time

NOON = datetime(2022, 3, 10, 12, tzinfo=UTC)


def test_a_printed_time_alone_is_enough() -> None:
    assert Time(printed="10.32am").instant is None


@given(
    instant=st.none() | st.just(NOON),
    precision=st.none() | st.sampled_from(Precision),
    basis=st.none() | st.sampled_from(Basis),
)
def test_an_instant_has_a_basis_and_a_precision_and_a_basis_has_an_instant(
    instant: datetime | None, precision: Precision | None, basis: Basis | None
) -> None:
    whole = (instant is None and basis is None) or None not in (instant, basis, precision)
    if whole:
        Time(printed="noon", instant=instant, precision=precision, basis=basis)
    else:
        with pytest.raises(ValueError, match="an instant needs a basis"):
            Time(printed="noon", instant=instant, precision=precision, basis=basis)


@pytest.mark.parametrize("instant", [datetime(2022, 3, 10, 12), NOON.astimezone(timezone(timedelta(hours=2)))])
def test_an_instant_without_a_zone_or_in_another_than_utc_is_refused(instant: datetime) -> None:
    with pytest.raises(ValueError, match="in UTC"):
        Time(printed="noon", instant=instant, precision=Precision.MINUTE, basis=Basis.OFFSET)


@pytest.mark.parametrize(
    ("printed", "precision", "end"),
    [
        ("12:00:00", Precision.SECOND, "2022-03-10T12:00:01"),
        ("12:00", Precision.MINUTE, "2022-03-10T12:01:00"),
        ("12", Precision.HOUR, "2022-03-10T13:00:00"),
        ("10 March", Precision.DAY, "2022-03-11T12:00:00"),
        ("2022-02", Precision.MONTH, "2022-04-07T12:00:00"),  # as long as the month that is written
        ("2024", Precision.YEAR, "2023-03-11T12:00:00"),
        ("2022-03-10/2022-03-12", Precision.INTERVAL, "2022-03-13T12:00:00"),
        ("the second week", Precision.INTERVAL, None),
        ("spring", Precision.MONTH, None),
    ],
)
def test_a_time_ends_where_what_its_precision_leaves_open_ends(
    printed: str, precision: Precision, end: str | None
) -> None:
    found = Time(printed=printed, instant=NOON, precision=precision, basis=Basis.STATED).end
    assert found == (datetime.fromisoformat(f"{end}+00:00") if end else None)


def test_a_time_without_instant_or_at_the_end_of_all_years_has_no_end() -> None:
    last = datetime.max.replace(tzinfo=UTC)
    assert Time(printed="12:00").end is None
    assert Time(printed="9999", instant=last, precision=Precision.DAY, basis=Basis.STATED).end is None


@pytest.mark.parametrize(
    ("printed", "doubt"),
    [
        ("18:42", "date and zone not given"),
        ("9:12 PM", "date and zone not given"),
        ("2 minutes ago", "date and zone not given"),
        ("18:42 GMT", "date not given"),
        ("18.42 Uhr MEZ", "date not given"),
        ("9:12 p.m. ET", "date not given"),
        ("3 MAY 2024", "zone not given"),
        ("3 May 2024, in the markup 2024-05-03", "zone not given"),
        ("2024-05-01T22:30", "zone not given"),
        ("2024年1月3日 14:32", "zone not given"),
        ("03/04/2024 18:42 UTC", "which instant it means is not certain"),
        ("November 02 2023 21:06 (IST)", "which instant it means is not certain"),
        ("2024-10-27 02:30+01:00", "which instant it means is not certain"),
    ],
)
def test_what_is_missing_for_an_instant_is_said(printed: str, doubt: str) -> None:
    assert Time(printed=printed).doubt == doubt
