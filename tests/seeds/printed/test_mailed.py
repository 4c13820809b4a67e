"""Does the date of a mail or a feed mean an instant only where the standard says so?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model.time import Basis, Precision
from backfile.seeds.printed.mailed import parse_mail_date


@pytest.mark.parametrize(
    ("given", "instant", "basis"),
    [
        ("Thu, 10 Mar 2022 12:00:01 +0100", "2022-03-10T11:00:01+00:00", Basis.OFFSET),
        ("10 Mar 22 12:00 EST", "2022-03-10T17:00:00+00:00", Basis.ZONE),
        ("Thu, 10 Mar 2022 12:00:01 -0000 (UTC)", "2022-03-10T12:00:01+00:00", Basis.OFFSET),
        ("Thu, 10 Mar 2022 12:00:01", None, None),
        ("Thu, 10 Mar 2022 12:00:01 CET", None, None),
    ],
)
def test_a_date_means_an_instant_where_its_zone_is_given(given: str, instant: str | None, basis: Basis | None) -> None:
    time = parse_mail_date(given, "feed")
    assert time is not None and time.printed == given
    assert (time.instant.isoformat() if time.instant else None, time.basis) == (instant, basis)
    assert time.precision is (Precision.SECOND if ":01" in given else Precision.MINUTE)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "yesterday",
        "12:00",
        "30 Feb 2022 12:00 GMT",
        "10 Mar 1492 12:00 GMT",
        "1 Jan 2022 12:00 GMT" + " " * 9 + "x" * 60,
    ],
)
def test_what_is_no_date_is_none(given: str) -> None:
    assert parse_mail_date(given, "feed") is None


@given(st.text(max_size=70) | st.from_regex(r"\d{1,5} Mar \d{1,6} \d\d:\d\d [+-]\d{4}", fullmatch=True))
def test_any_text_is_a_date_or_none(given: str) -> None:
    parse_mail_date(given, "feed")
