"""Are the words of a text those that a reader would look for? The examples stand in tests/fixtures/analysis."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.analysis import cut, cut_slowly, folds, is_alone
from backfile.text.fold import words

FIXTURES = Path(__file__).parents[1] / "fixtures" / "analysis"
SUBJECTS = ("fold", "initials-and-marks", "numbers", "scripts-without-spaces", "vowel-signs", "words")

_texts = st.lists(
    st.sampled_from(
        "U.S. C++ 1,200 3.5 l'eau ½ 京 京都 กำลัง น้ำ タワー ﷺ ß İ #tag @a_b ﬁ ① ªº x ́ ² Ⅳ.Ⅴ MiG-29 don’t".split()
    )
).map("".join) | st.text(max_size=20)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_words_of_each_example_are_those_it_says(subject: str) -> None:
    examples = json.loads((FIXTURES / f"{subject}.json").read_text(encoding="utf-8"))
    for text, held, asked in [(each["text"], each["words"], each.get("asked", each["words"])) for each in examples]:
        assert [word.fold for word in cut(text)] == held, text
        assert [word.fold for word in cut(text, asked=True)] == asked, text


def test_every_file_of_examples_is_looked_at() -> None:
    assert sorted(path.stem for path in FIXTURES.glob("*.json")) == sorted((*SUBJECTS, "stems"))


@given(_texts)
@example("京都'京都")
@example("Ⅳ.Ⅴ.")
@example("1½")
def test_a_word_that_is_asked_for_as_it_is_indexed_is_the_same_word(text: str) -> None:
    for word in cut(text, asked=True):
        assert [again.fold for again in cut(word.fold, asked=True)] == [word.fold]


@given(_texts)
def test_every_word_has_a_place_in_the_text_and_they_stand_in_order(text: str) -> None:
    places = [(word.start, word.end) for word in cut(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(_texts)
def test_what_is_asked_for_is_held_by_the_text_that_it_was_taken_from(text: str) -> None:
    held = [word.fold for word in cut(text)]
    asked = [word.fold for word in cut(text, asked=True)]
    at = iter(held)
    assert all(word in at for word in asked)


@given(st.text("abcé' -–’", max_size=30))
def test_a_text_of_plain_words_is_cut_as_for_slugs_and_fingerprints(text: str) -> None:
    assert list(cut(text)) == list(words(text))


@given(st.text("京都北大学", min_size=1, max_size=9))
def test_every_character_of_a_script_that_parts_no_words_begins_a_word(text: str) -> None:
    assert [word.fold[0] for word in cut(text)] == list(text)


@pytest.mark.parametrize("character", ["京", "ン", "ก", "ກ", "ក", "မ", "𠮷"])
def test_one_character_of_such_a_script_stands_for_what_it_begins(character: str) -> None:
    assert is_alone(character)
    assert not is_alone(character * 2)


@pytest.mark.parametrize("word", ["b", "й", "9", "é", "한", "ا", "", "\u0301", "c++"])
def test_one_letter_of_another_script_stands_for_itself(word: str) -> None:
    assert not is_alone(word)


@pytest.mark.parametrize("text", ["น้ำ", "น้\u0e4d\u0e32", "ກຳ", "က္က", "ក្ក"])
def test_marks_belong_to_the_character_before(text: str) -> None:
    assert len(list(cut(text, asked=True))) == 1


_ascii = st.lists(
    st.sampled_from(
        [*"abzAZ019.,'’‘“” -–—…€£\xa0_#+@/&", *"U.S. C++ c# 1,200 3.5 a.b.c 10.32am don't ’s e.g. a'b'c é".split()]
    )
).map("".join)


@given(_ascii | _texts)
@example("The U.S. lost 1,200 “MiG-29s”")
@example("C++,3.5")
def test_the_words_without_their_places_are_the_same_words(text: str) -> None:
    assert folds(text) == [word.fold for word in cut_slowly(text)]
    assert folds(text, asked=True) == [word.fold for word in cut_slowly(text, asked=True)]


@given(_ascii | _texts)
@example("The U.S. lost 1,200 “MiG-29s”")
@example("C++,3.5")
@example("·")
def test_the_short_way_through_plain_words_gives_the_same_words_at_the_same_places(text: str) -> None:
    assert list(cut(text)) == list(cut_slowly(text))
    assert list(cut(text, asked=True)) == list(cut_slowly(text, asked=True))
