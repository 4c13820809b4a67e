"""Are the words of a shape, or near to a word, just those that a plain look at every word finds?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.vocabulary import Vocabulary
from tests.index.reckoning import distance, fits

NAMES = "kiev kyiv kyvi lviv kyi ky kyivs skyiv zelensky zelenskyy zelenskiy selenskyj київ києва 29 mig29".split()

_word = st.text("abk", max_size=6) | st.sampled_from(NAMES) | st.text("a\n.é北\U0001f600\uffff", max_size=4)
_words = st.lists(_word, max_size=40)


def vocabulary(words: list[str]) -> Vocabulary:
    return Vocabulary(sorted(set(words)))


@given(_words, _word, st.integers(min_value=0, max_value=3))
@example(["ab", "ba", "abc", "acb"], "ab", 1)
@example(["ca", "abc"], "ca", 2)
@example(["aab", "aba", "baa"], "aba", 1)
@example(["", "a"], "", 1)
@example(["kyvi", "kyivs", "kyiva", "lviv"], "kyiv", 2)
def test_the_words_near_to_one_are_those_of_the_plain_distance(held: list[str], asked: str, edits: int) -> None:
    near = {word: distance(word, asked) for word in sorted(set(held))}
    assert list(vocabulary(held).near(asked, edits)) == [each for each in near.items() if each[1] <= edits]


def edit(word: str, kind: str, place: int, letter: str) -> str:
    """The word with one edit."""
    at = place % (len(word) + 1)
    before, after = word[:at], word[at:]
    match kind:
        case "more":
            return before + letter + after
        case "less":
            return before + after[1:]
        case "another":
            return before + letter + after[1:]
    return before + after[1:2] + after[:1] + after[2:]


_edits = st.lists(
    st.tuples(st.sampled_from(["more", "less", "another", "exchanged"]), st.integers(0, 12), st.sampled_from("abz")),
    max_size=3,
)


@given(st.text("abcde", min_size=3, max_size=12), st.lists(_edits, max_size=12), st.integers(1, 2))
@example("abcdef", [[("exchanged", 0, "a"), ("exchanged", 4, "a")], [("exchanged", 1, "a"), ("exchanged", 3, "a")]], 2)
@example("abcdefgh", [[("more", 0, "z"), ("more", 12, "z")], [("more", 0, "z"), ("exchanged", 6, "z")]], 2)
@example("abcd", [[("exchanged", at, "a")] for at in range(4)], 1)
def test_no_edit_hides_a_word_that_is_near(asked: str, edits: list[list[tuple[str, int, str]]], within: int) -> None:
    held = {asked}
    for each in edits:
        word = asked
        for kind, place, letter in each:
            word = edit(word, kind, place, letter)
        held.add(word)
    near = [(word, distance(word, asked)) for word in sorted(held)]
    assert list(vocabulary(list(held)).near(asked, within)) == [each for each in near if each[1] <= within]


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("kyiv", "kyvi", 1), ("kyiv", "kiev", 2), ("zelensky", "zelenskyy", 1), ("ca", "abc", 3), ("kyiv", "kyiv", 0)],
)
def test_an_edit_is_a_letter_more_less_another_or_two_exchanged(one: str, other: str, edits: int) -> None:
    assert list(Vocabulary([one]).near(other, edits)) == list(Vocabulary([other]).near(one, edits)) or one != other
    assert [(word, number) for word, number in Vocabulary([one]).near(other, 3)] == [(one, edits)]


@given(
    _words,
    st.text("ab?*", max_size=7) | st.sampled_from(["k*v", "?yiv", "*ens*", "*", "", "ky*v*", "29", "a.*", "*\n"]),
)
@example(["ab", "aab", "b"], "*a*a*b")
@example(["a", "aa"], "a*a")
@example(["aXbXb", "ab", "abb"], "a*b?b")
@example(["a.b", "axb"], "a.b*")
def test_the_words_of_a_shape_are_those_that_fit_it_place_by_place(held: list[str], pattern: str) -> None:
    assert list(vocabulary(held).shaped(pattern)) == [word for word in sorted(set(held)) if fits(pattern, word)]


def test_a_shape_of_many_stars_is_not_tried_in_every_way() -> None:
    held = Vocabulary(["a" * 2_000, "a" * 2_000 + "b"])
    assert list(held.shaped("*a*a*a*a*a*a*a*a*a*a*b")) == ["a" * 2_000 + "b"]
    assert list(held.shaped("*a" * 1_990 + "*c")) == []


@given(_words, _word)
@example(["a", "ab", "b"], "")
@example(["a\uffff", "a\U0010fffe", "b"], "a")
def test_the_words_that_begin_so_are_found_in_order(held: list[str], prefix: str) -> None:
    assert list(vocabulary(held).prefixed(prefix)) == [word for word in sorted(set(held)) if word.startswith(prefix)]


def test_the_words_are_found_one_by_one_so_that_whoever_has_enough_may_stop() -> None:
    held = Vocabulary([f"a{number:06}" for number in range(200_000)])
    for found in (held.prefixed("a"), held.shaped("a*0"), (word for word, _ in held.near("a000000", 2))):
        assert next(found) == "a000000"
