"""Are texts alike by the words in a row that they share, whatever their marks and spacing?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.text.shingles import likeness, shingles


def test_a_text_is_its_runs_of_four_words() -> None:
    assert shingles("The old weir is “open” again") == {
        ("the", "old", "weir", "is"),
        ("old", "weir", "is", "open"),
        ("weir", "is", "open", "again"),
    }


@pytest.mark.parametrize(
    ("text", "runs"), [("", 0), (" \n", 0), ("weir", 1), ("the old weir", 1), ("a b c d", 1), ("a b c d e", 2)]
)
def test_a_short_text_is_one_run(text: str, runs: int) -> None:
    assert len(shingles(text)) == runs


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 0.0),
        ("", "a b c d", 0.0),
        ("a b c d", "A, b! c–d", 1.0),
        ("a b c d e", "x a b c d", 0.5),
        ("a b c d", "e f g h", 0.0),
    ],
)
def test_likeness_is_the_share_of_the_smaller_text(one: str, other: str, share: float) -> None:
    assert likeness(shingles(one), shingles(other)) == share


@given(st.text(st.sampled_from("ab cd")), st.text(st.sampled_from("ab cd")))
def test_likeness_is_the_same_both_ways_and_whole_for_a_text_and_itself(one: str, other: str) -> None:
    ours, theirs = shingles(one), shingles(other)
    assert likeness(ours, theirs) == likeness(theirs, ours)
    assert 0.0 <= likeness(ours, theirs) <= 1.0
    assert likeness(ours, ours) == bool(ours)
