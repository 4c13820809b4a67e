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
