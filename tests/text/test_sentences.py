"""Are capitals, words and the ends of sentences told in scripts that are not Latin?"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.text.sentences import CAPITALS, UNCASED, begins_like_a_sentence, count_words, measure


@given(st.characters(max_codepoint=0x1FFF, categories=["L"]))
def test_a_capital_is_what_has_a_small_letter(letter: str) -> None:
    capital = re.fullmatch(f"[{CAPITALS}]", letter) is not None
    if capital:
        assert letter.isupper() or letter.istitle()
    assert not (capital and letter.islower())


@given(st.characters(categories=["Ll", "Lu", "Lt"]).filter(lambda letter: letter.upper() != letter.lower()))
def test_no_letter_of_two_cases_counts_as_one_without(letter: str) -> None:
    cherokee_or_georgian = "\u10a0" <= letter <= "\u13ff"
    assert cherokee_or_georgian or not re.fullmatch(f"[{UNCASED}]", letter)


@pytest.mark.parametrize("letter", [*"éжїαաßłø"])
def test_small_letters_of_any_script_begin_no_sentence(letter: str) -> None:
    assert not re.fullmatch(f"[{CAPITALS}]", letter)
    assert not begins_like_a_sentence(f"{letter}bc")
    assert begins_like_a_sentence(f"{letter.upper()[0]}bc")


@pytest.mark.parametrize("line", ["حريق", "שריפה", "आग", "火事", "화재", "ไฟ"])
def test_letters_without_case_may_begin_one(line: str) -> None:
    assert begins_like_a_sentence(line)
    assert re.fullmatch(f"[{UNCASED}]+", line)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("—", 0), ("The weir holds", 3), ("堰は持つ", 2), ("JR東海は運転", 4), ("السد صامد", 2), ("堰", 1)],
)
def test_words_are_counted_where_no_blanks_part_them(text: str, count: int) -> None:
    assert count_words(text) == count


def test_wide_characters_measure_two_letters() -> None:
    assert (measure("weir"), measure("堰"), measure("weir 堰")) == (4, 2, 7)
