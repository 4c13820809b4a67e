"""Are two wordings told to be the same words, and struck out alike, where a reader would say so, and nowhere else?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.text.fold import even
from backfile.text.markdown import escape, find_struck
from backfile.text.spelling import spelled, spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("closed , the bridge", "closed, the bridge"),
        ("Max.Credit...Lindsey", "Max. Credit... Lindsey"),
        ("Harry 's dog", "Harry’s dog"),
        ('He said " no " -- twice', "He said “no” — twice"),
        ("in 2022 , 5 people", "in 2022, 5 people"),
        ("北京 下雨了 。", "北京下雨了。"),
        ("* One.\n\n* Two.", "One.\n\nTwo."),
        ("40 m² of CO₂", "40 m2 of CO2"),
    ],
)
def test_white_space_beside_signs_makes_no_other_words(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the rapist", "therapist"),
        ("co-op", "co op"),
        ("1.5 million", "1. 5 million"),
        ("10 000", "10000"),
        ("open?", "open"),
        ("5 * 3", "5 3"),
        ("- 5 degrees", "5 degrees"),
        ("It fell", "it fell"),
        ("it holds 10² million", "it holds 102 million"),
        ("base 10₂", "base 102"),
    ],
)
def test_other_words_and_signs_stay_other_words(one: str, other: str) -> None:
    assert spelled(one) != spelled(other)


@given(st.text(max_size=40))
def test_what_was_evened_out_before_is_spelled_alike(text: str) -> None:
    assert spelled(" ".join(text.split())) == spelled(text)
    assert spelled(spelled(text)) == spelled(even(spelled(text)))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("~~Two flats~~ in the city", "~~Two~~ ~~flats ~~in the city", True),
        ("~~One.~~\n\n~~Two.~~", "~~One. Two.~~", True),
        ("~~Two flats~~", "Two flats", False),
        ("~~Two~~ flats", "Two ~~flats~~", False),
        ("Two~~ ~~flats", "Two flats", True),
    ],
)
def test_strikes_are_alike_where_they_go_through_the_same_words(one: str, other: str, alike: bool) -> None:
    assert spelling("H", one).words == spelling("H", other).words
    assert (spelling("H", one).struck == spelling("H", other).struck) is alike


def test_where_a_headline_ends_makes_no_other_words() -> None:
    assert spelling("The weir", "It fell.") == spelling(None, "The weir\n\nIt fell.")
    assert spelling("The weir", "It fell.") != spelling("The", "It fell.")


@given(st.text(max_size=40))
def test_what_holds_no_strike_is_not_struck(text: str) -> None:
    body = escape(text)
    assert not find_struck(body)
    assert not spelling(None, body).is_struck
