"""By when does a draft say that something was so?"""

from __future__ import annotations

from datetime import UTC, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.text.claims import Claim, find_claims, find_dates
from backfile.text.dates import parse_zone
from backfile.text.quotes import find_quotes


def claims(draft: str, zone: tzinfo = UTC) -> list[Claim]:
    return find_claims(draft, find_quotes(draft), zone)


@pytest.mark.parametrize(
    ("written", "by"),
    [
        ("By noon on 8 March 2022, it had said so", "2022-03-08 12:01"),
        ("by midnight on 8 March 2022", "2022-03-09 00:01"),
        ("by 8 March 2022", "2022-03-09 00:00"),
        ("before 8 March 2022", "2022-03-08 00:00"),
        ("before 3 pm on March 8, 2022", "2022-03-08 15:00"),
        ("by 3.30pm on 8th of March 2022", "2022-03-08 15:31"),
        ("as of 2022-03-08", "2022-03-09 00:00"),
        ("until March 8th, 2022 at 10:15", "2022-03-08 10:16"),
        ("no later than 8 Mar 2022, 6 a.m.", "2022-03-08 06:01"),
        ("by 14:05 UTC on 8 March 2022", "2022-03-08 14:06"),
    ],
)
def test_a_claim_is_read_as_the_end_of_what_it_says(written: str, by: str) -> None:
    (claim,) = claims(f"{written} the paper wrote.")
    assert str(claim.by) == f"{by}:00+00:00"
    assert not claim.note


@pytest.mark.parametrize(
    ("written", "by", "published"),
    [
        ("At 16:30 UTC on 2 May 2024 the page said", "2024-05-02 16:31", False),
        ("On 2 May 2024, 16:30 UTC:", "2024-05-02 16:31", False),
        ("On 2 May 2024 at 4.30 pm it said", "2024-05-02 16:31", False),
        ("Since 1 May 2024 it said", "2024-05-02 00:00", False),
        ("Published at 17:31 on 1 May 2020, it read", "2020-05-01 17:32", True),
        ("First published on 1 May 2020, it read", "2020-05-02 00:00", True),
        ("Published by 1 May 2020, it read", "2020-05-02 00:00", False),
    ],
)
def test_what_is_said_of_a_moment_is_a_claim_of_what_is_quoted(written: str, by: str, published: bool) -> None:
    (claim,) = claims(f"{written} “so”.")
    assert str(claim.by) == f"{by}:00+00:00"
    assert (claim.published is not None) == published
    assert claim.is_loose == (not written.startswith("Published by"))


@pytest.mark.parametrize("zone", ["CEST", "EST", "(local time)", "+02:00"])
def test_a_clock_of_a_zone_that_nobody_here_knows_is_not_read_as_of_another(zone: str) -> None:
    (claim,) = claims(f"On 2 May 2024, 16:30 {zone} it said so.")
    assert claim.by is None and "time zone" in claim.note


def test_dates_and_clocks_are_found_whatever_is_meant_by_them() -> None:
    draft = "On the morning of 1 May 2024, at 9:15, am 8. März 2022 and on Monday it said “on 2 May 2024”. In 2021 not."
    found = find_dates(draft, find_quotes(draft))
    assert [each.text for each in found] == ["1 May 2024", "9:15", "8. März 2022", "Monday", "In 2021"]
    assert {(each.first, each.last) for each in found[:4]} == {(0, draft.index("In 2021"))}


def test_clocks_are_of_the_archives_zone_unless_they_say_so() -> None:
    kyiv = parse_zone("Europe/Kyiv")
    assert str(claims("By noon on 8 March 2022.", kyiv)[0].by) == "2022-03-08 10:01:00+00:00"
    assert str(claims("By noon UTC on 8 March 2022.", kyiv)[0].by) == "2022-03-08 12:01:00+00:00"


def test_a_day_without_a_year_takes_that_of_the_day_before_it_and_says_so() -> None:
    *_, claim = claims("It began on 7 March 2022. By noon on 8 March the paper had said so.")
    assert str(claim.by) == "2022-03-08 12:01:00+00:00"
    assert claim.note == "“By noon on 8 March” was read as of 2022, as “7 March 2022” before it"
    claim, _ = claims("By noon on 8 March the paper had said so. It ended on 9 March 2022.")
    assert claim.by is None
    assert claim.note == "“By noon on 8 March” does not say which year"


def test_what_is_no_day_is_told() -> None:
    (claim,) = claims("By 31 February 2022 it had said so.")
    assert claim.by is None
    assert "31 February 2022".lower() in claim.note.lower()


def test_a_claim_reaches_as_far_as_its_sentence() -> None:
    draft = "One. By 8 March 2022, it had said “two. Three.” and more. Four."
    (claim,) = claims(draft)
    assert draft[claim.first : claim.last] == "By 8 March 2022, it had said “two. Three.” and more. "
    assert claims("“By 8 March 2022, it will end,” he said.") == []


def test_a_sentence_that_ends_in_a_quotation_ends() -> None:
    draft = "“One.” By 8 March 2022 it said “two.” Three."
    (claim,) = claims(draft)
    assert draft[claim.first : claim.last] == "By 8 March 2022 it said “two.” "


def test_a_paragraph_that_ends_in_a_colon_goes_on_in_the_block_below() -> None:
    draft = "By 8 March 2022 it said:\n\n> the bridge is closed\n\nAfter."
    (claim,) = claims(draft)
    assert "bridge" in draft[claim.first : claim.last]


@pytest.mark.parametrize(
    ("written", "by"),
    [
        ("In March 2022", "2022-04-01"),
        ("In 2022", "2023-01-01"),
        ("During 2022", "2023-01-01"),
        ("By March 2022", "2022-04-01"),
        ("Before March 2022", "2022-03-01"),
        ("On Tuesday, 8 March 2022", "2022-03-09"),
        ("8 March 2022:", "2022-03-09"),
        ("Am 8. März 2022", "2022-03-09"),
        ("Im März 2022", "2022-04-01"),
        ("Le 8 mars 2022", "2022-03-09"),
        ("En mars 2022", "2022-04-01"),
        ("El 8 de marzo de 2022", "2022-03-09"),
        ("En marzo de 2022", "2022-04-01"),
        ("Il 8 marzo 2022", "2022-03-09"),
        ("8 marca 2022", "2022-03-09"),
        ("8 березня 2022", "2022-03-09"),
    ],
)
def test_a_day_month_or_year_alone_is_read_as_its_end(written: str, by: str) -> None:
    (claim,) = claims(f"{written} it wrote “so”.")
    assert str(claim.by) == f"{by} 00:00:00+00:00"
    assert claim.is_bare and claim.is_loose and not claim.is_aside
    assert written.startswith(claim.text)


@pytest.mark.parametrize(
    "written",
    ["After 2022", "From March 2022 on", "In late March 2022", "The storm of 8 March 2022 hit and", "Bis 8. März 2022"],
)
def test_what_says_more_of_a_date_than_that_it_was_then_is_not_read_as_then(written: str) -> None:
    draft = f"{written} it wrote “so”."
    assert claims(draft) == []
    assert find_dates(draft, find_quotes(draft)) != []


def test_a_date_amid_a_sentence_may_be_a_part_of_the_story() -> None:
    (claim,) = claims("Its 8 March 2022 page said “so”.")
    assert claim.is_aside


def test_days_months_and_years_are_of_the_archives_zone() -> None:
    (claim,) = claims("In March 2022 it wrote “so”.", parse_zone("America/New_York"))
    assert str(claim.by) == "2022-04-01 04:00:00+00:00"


@given(st.text(st.sampled_from("by before 8 March 2022, noon.“”\n>: 12pm")))
def test_no_draft_breaks_it(draft: str) -> None:
    for claim in claims(draft):
        assert claim.first <= claim.start < claim.end <= claim.last
        assert (claim.by is not None) or claim.note
