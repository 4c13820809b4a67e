"""Do all inflected forms of a word answer for it, and no others?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.analysis import SHORTEST, endings, group_by_stem, inflected, stem

LANGUAGES = "da de en es fi fr hu it nl no pt ro ru sv".split()
ENGLISH = (
    "attack attacks attacked attacking city cities dyke dykes mayor mayor's mayors be being been news new fire fires "
    "generous generously sky skies dying die lies lie mig29 b to café 29 is as us uses used using"
).split()

_words = st.lists(st.sampled_from(ENGLISH) | st.text("aeinrsty", min_size=1, max_size=9), unique=True)


@given(_words, st.sampled_from(LANGUAGES) | st.sampled_from(["uk", "en-GB", "EN", "x-none", ""]))
@example(["attack", "attacks", "attacked"], "en")
@example(["die", "dying", "lies"], "en")
def test_the_words_that_answer_are_those_of_the_same_stem(held: list[str], language: str) -> None:
    groups = group_by_stem(held, language)
    for asked in [*held, "attacks", "nowhere"]:
        answering = inflected(asked, groups, language)
        assert set(answering) & set(held) == {word for word in held if stem(word, language) == stem(asked, language)}
        assert asked in answering
        assert list(answering) == sorted(answering)


@given(_words)
def test_every_stem_is_reached_from_its_word_by_one_of_the_endings(held: list[str]) -> None:
    stems = {word: stem(word, "en") for word in held}
    pairs = endings(stems)
    for word, its_stem in stems.items():
        reached = {word.removesuffix(strip) + add for strip, add in pairs if word.endswith(strip)}
        assert its_stem == word or its_stem in reached
    assert list(pairs) == sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair))
    assert all(strip for strip, _ in pairs), "an ending that takes nothing away would fit every word"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_stemmer_that_joins_some_forms(language: str) -> None:
    forms = {
        "da": "havnen havnens", "de": "häfen häfens", "en": "harbour harbours", "es": "puerto puertos",
        "fi": "satama satamassa", "fr": "port ports", "hu": "kikötő kikötőben", "it": "porto porti",
        "nl": "dijk dijken", "no": "havnen havnens", "pt": "porto portos", "ro": "portul portului",
        "ru": "гавань гавани", "sv": "hamnen hamnens",
    }  # fmt: skip
    one, other = forms[language].split()
    assert stem(one, language) == stem(other, language)
    assert stem(other, language) == stem(other, f"{language.upper()}-XX")


def test_a_language_without_a_stemmer_has_each_word_for_its_own_stem() -> None:
    assert [stem(word, "uk") for word in ("києва", "attacks")] == ["києва", "attacks"]
    assert group_by_stem(["attacks"], "uk") == {}
    assert inflected("attacks", {}, "uk") == ("attacks",)


@pytest.mark.parametrize("word", ["is", "us", "29s", "mig29s", "covid19s", "s"])
def test_short_words_and_words_with_a_digit_are_their_own_stem(word: str) -> None:
    assert stem(word, "en") == word
    assert len(word) < SHORTEST or any(character.isdigit() for character in word)


def test_groups_are_sorted_so_that_two_builds_write_the_same_bytes() -> None:
    groups = group_by_stem(reversed(ENGLISH), "en")
    assert list(groups) == sorted(groups)
    assert all(words == sorted(words) for words in groups.values())
    assert groups["attack"] == ["attacked", "attacking", "attacks"]
