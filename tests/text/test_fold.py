"""Are the words that a reader would call the same folded to the same, and no others?"""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.fold import DASHES, DOUBLE_QUOTES, FOLDED, QUOTES, fold, folded_words, words

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from(sorted(FOLDED) + list("aeiouиіАЕOß \u0301\u0306\u0308\u0327\u064bＡｅが'\"-_9ﬁ"))
)
FORMS: list[Literal["NFC", "NFD"]] = ["NFC", "NFD"]

# Letters whose capitals are those of others: variants in Old Church Slavonic, the Greek iota that is written below.
CASELESS = "\u0345" + "".join(chr(number) for number in [*range(0x1C80, 0x1C89), *range(0x1F80, 0x2000)])


@given(ANY_TEXT)
@example("ǿ Ǽ ǣ")
@example("it´s 5″")
@example("ᾳ ϓ ŉ ﷺ ½ İ ẞ ſ")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
@example("\u1ffd \u1fef \u0374 \u00b4")
@example("й ї é Å が 각 क़ ﬃ")
def test_both_unicode_forms_fold_to_the_same(text: str) -> None:
    for form in FORMS:
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(st.text(st.characters(exclude_characters=CASELESS)))
@example("ΣΊΣΥΦΟΣ Straße İstanbul ŉ ﬁ Ǆ")
def test_capitals_fold_to_the_same(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(st.text(), st.text())
def test_every_quote_and_every_dash_folds_to_the_one_of_a_typewriter(before: str, after: str) -> None:
    for marks, plain in ((QUOTES, "'"), (DOUBLE_QUOTES, '"'), (DASHES, "-")):
        for mark in marks:
            assert fold(f"{before} {mark}{after}") == fold(f"{before} {plain}{after}"), f"U+{ord(mark):04X}"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("й", "й"),
        ("и\u0306", "й"),
        ("Ї", "ї"),
        ("І\u0308", "ї"),
        ("ё", "е"),
        ("Zürich", "zurich"),
        ("Łódź, Đà Nẵng, Þórr, Ærø", "lodz, da nang, thorr, aero"),
        ("ﬁ Ｆｕｌｌ ² Ⅳ", "fi full 2 iv"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("ガ", "ガ"),
        ("हिन्दी", "हिन्दी"),
        ("ไทย้", "ไทย้"),
    ],
)
def test_marks_go_and_letters_stay(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_different_letters_stay_different() -> None:
    assert len({fold(letter) for letter in "и й і ї е э г ґ カ ガ ハ パ क ख".split()}) == 14


@given(ANY_TEXT)
@example("Poland’s “MiG-29s”_x")
def test_a_place_points_at_its_word(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.fold == fold(text[word.start : word.end]) != ""
        end = word.end


@given(ANY_TEXT)
def test_every_letter_and_digit_stands_in_a_word(text: str) -> None:
    covered = {place for word in words(text) for place in range(word.start, word.end)}
    assert {place for place, character in enumerate(text) if character.isalnum()} <= covered


@given(st.text(st.sampled_from("aéüиійїЇάがパシ각\u0301 \u3099-.’")))
@example("がパ")
def test_both_unicode_forms_have_the_same_words(text: str) -> None:
    composed, decomposed = ([word.fold for word in words(unicodedata.normalize(form, text))] for form in FORMS)
    assert composed == decomposed


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Poland’s MiG-29s", ["poland's", "mig", "29s"]),
        ("rock'n'roll 'quoted' o’", ["rock'n'roll", "quoted", "o"]),
        ("snake_case 10:30 €5.4m C++", ["snake", "case", "10", "30", "5", "4m", "c"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("مُحَمَّد", ["محمد"]),
        ("👍 — …", []),
    ],
)
def test_words_are_cut_where_a_reader_would_cut_them(text: str, cut: list[str]) -> None:
    assert [word.fold for word in words(text)] == cut


@given(ANY_TEXT)
def test_folded_words_are_blind_to_spacing_and_case_marks(text: str) -> None:
    spaced = "\n " + text.replace(" ", " \t\u00a0") + "  "
    assert folded_words(spaced) == folded_words(text)


def test_folded_words_of_a_text_without_words_are_the_text_itself() -> None:
    assert folded_words(" 👍  ★ ") == "👍 ★"
    assert folded_words("👍") != folded_words("👎")
    assert folded_words("") == ""
