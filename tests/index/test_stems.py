"""Do all inflected forms of a word answer for it, and no others?"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh.lang.snowball.english import EnglishStemmer

from backfile.index.stems import LONGEST, SHORTEST, _spared, endings, group_by_stem, inflected, stem

EXAMPLES = Path(__file__).parents[1] / "fixtures" / "analysis" / "stems.json"
LANGUAGES = "da de en es fi fr hu it nl no pt ro ru sv".split()
ENGLISH = (
    "attack attacks attacked attacking city cities dyke dykes mayor mayor's mayors be being been news new fire fires "
    "generous generously sky skies dying die lies lie mig29 b to cafe 29 is as us uses used using"
).split()
FRENCH = "eau l'eau eaux ukraine l'ukraine d'ukraine ville villes qu'elle elle aujourd'hui".split()

_words = st.lists(
    st.sampled_from(ENGLISH + FRENCH) | st.text("aeinrsty", min_size=1, max_size=9) | st.text("ldqu'aeirs", max_size=9),
    unique=True,
)
_languages = st.sampled_from(LANGUAGES) | st.sampled_from(["uk", "en-GB", "EN", "x-none", ""])


def test_each_example_has_the_stem_it_says() -> None:
    for each in json.loads(EXAMPLES.read_text(encoding="utf-8")):
        assert stem(each["word"], each["language"]) == each["stem"], each


@given(_words, _languages)
@example(["attack", "attacks", "attacked"], "en")
@example(["die", "dying", "lies"], "en")
@example(["eau", "l'eau"], "fr")
def test_the_words_that_answer_are_those_of_the_same_stem(held: list[str], language: str) -> None:
    groups = group_by_stem(held, language)
    for asked in [*held, "attacks", "nowhere"]:
        answering = inflected(asked, {language: groups})
        same = {word for word in held if stem(word, language) == stem(asked, language)}
        assert set(answering) & set(held) == same | ({asked} & set(held))
        assert asked in answering
        assert list(answering) == sorted(answering)


def test_the_forms_of_every_language_of_the_archive_answer() -> None:
    stems = {"en": group_by_stem(["attack", "attacks"], "en"), "fr": group_by_stem(["attaques", "l'attaque"], "fr")}
    assert inflected("attacked", stems) == ("attack", "attacked", "attacks")
    assert set(inflected("attaque", stems)) >= {"attaque", "attaques", "l'attaque"}


@given(_words, _languages)
@example(["l'eau", "eaux"], "fr")
def test_every_stem_that_begins_as_its_word_is_reached_by_one_of_the_endings(held: list[str], language: str) -> None:
    stems = {word: stem(word, language) for word in held}
    pairs = endings(stems)
    for word, its_stem in stems.items():
        reached = {word.removesuffix(strip) + add for strip, add in pairs if word.endswith(strip)}
        assert its_stem == word or its_stem in reached or word[:1] != its_stem[:1] or word == ""
    assert list(pairs) == sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair))
    assert all(strip for strip, _ in pairs), "an ending that takes nothing away would fit every word"


def test_a_word_whose_stem_begins_otherwise_shows_no_ending() -> None:
    assert endings({"l'eau": "eau", "eaux": "eau"}) == (("x", ""),)


@pytest.mark.parametrize("word", ["aujourd'hui", "prud'homme", "rock'n'roll"])
def test_only_what_stands_first_is_elided(word: str) -> None:
    assert stem(word, "fr").startswith(word.partition("'")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_stemmer_that_joins_some_forms(language: str) -> None:
    forms = {
        "da": "havnen havnens", "de": "hafen hafens", "en": "harbour harbours", "es": "puerto puertos",
        "fi": "satama satamassa", "fr": "port ports", "hu": "kikoto kikotoben", "it": "porto porti",
        "nl": "dijk dijken", "no": "havnen havnens", "pt": "porto portos", "ro": "portul portului",
        "ru": "гавань гавани", "sv": "hamnen hamnens",
    }  # fmt: skip
    one, other = forms[language].split()
    assert stem(one, language) == stem(other, language)
    assert stem(other, language) == stem(other, f"{language.upper()}-XX")


def test_a_language_without_a_stemmer_has_each_word_for_its_own_stem() -> None:
    assert [stem(word, "uk") for word in ("києва", "attacks", "об'єкти")] == ["києва", "attacks", "об'єкти"]
    assert group_by_stem(["attacks"], "uk") == {}
    assert inflected("attacks", {"uk": {}}) == ("attacks",)
    assert inflected("attacks", {}) == ("attacks",)


@pytest.mark.parametrize("word", ["is", "us", "29s", "mig29s", "covid19s", "s", "s" * (LONGEST + 1)])
def test_short_and_endless_words_and_words_with_a_digit_are_their_own_stem(word: str) -> None:
    assert stem(word, "en") == word
    assert not SHORTEST <= len(word) <= LONGEST or any(character.isdigit() for character in word)


def test_groups_are_sorted_so_that_two_builds_write_the_same_bytes() -> None:
    groups = group_by_stem(reversed(ENGLISH), "en")
    assert list(groups) == sorted(groups)
    assert all(held == sorted(held) for held in groups.values())
    assert groups["attack"] == ["attacked", "attacking", "attacks"]


def test_what_whoosh_imports_for_nothing_is_spared_and_there_for_whoever_wants_it() -> None:
    asked = (
        "import sys; from backfile.index.stems import stem; stem('attacks', 'en');"
        "print('urllib.request' in sys.modules); import urllib.request; print(callable(urllib.request.urlopen))"
    )
    told = subprocess.run([sys.executable, "-W", "ignore", "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "False\nTrue\n"


def test_a_module_is_not_spared_where_another_thread_might_want_it() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        with _spared("a.module.that.is.not.there"):
            assert "a.module.that.is.not.there" not in sys.modules
    finally:
        done.set()
        other.join()
    with _spared("sys"):
        assert sys.modules["sys"] is sys


_tails = (
    "t n c m r l i g d y s us ss tional ation izer ey ay oy uy iy yy alli enci eed ied at bl iz nt on sm ll é".split()
)


@settings(max_examples=1_000)
@given(st.text("abdefgiklmnorsuwyz'é", max_size=7), st.sampled_from(["", *_tails]))
def test_a_word_that_the_stemmer_is_not_asked_about_is_one_that_it_leaves_alone(begun: str, tail: str) -> None:
    word = f"ab{begun}{tail}"
    assert stem(word, "en") == (EnglishStemmer().stem(word) or word)
