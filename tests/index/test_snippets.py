"""Is the passage shown with a hit the best one, are its marks on the words that match, and is it never too long?"""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.analysis import cut
from backfile.index.parse import parse_query
from backfile.index.query import Fuzzy, Leaf, Or, Phrase, Prefix, Query, Wildcard, Word
from backfile.index.snippets import WIDTH, Wanted, make_snippet
from backfile.index.stems import group_by_stem, inflected
from backfile.index.vocabulary import Vocabulary
from backfile.model.search import Snippet
from tests.index.corpus import PRINTED, queries

LONGEST = 2 * WIDTH + len("…  …") + 2


def snippet(text: str, query: Query) -> Snippet:
    """The snippet of a text that is all there is in the index."""
    held = {word.fold for word in cut(text)}
    vocabulary = Vocabulary(sorted(held))

    def forms(asked: Leaf) -> tuple[str, ...]:
        match asked:
            case Word(word):
                return inflected(word, {"en": group_by_stem(held, "en")})
            case Prefix(prefix):
                return tuple(vocabulary.prefixed(prefix))
            case Wildcard(pattern):
                return tuple(vocabulary.shaped(pattern))
            case Fuzzy(word, edits):
                return tuple(near for near, _ in vocabulary.near(word, edits))
        raise AssertionError(f"{asked} has no forms that are marked by themselves")

    return make_snippet(text, Wanted.of(query, forms))


def marked(text: str, written: str) -> list[str]:
    """The pieces that are marked."""
    made = snippet(text, parse_query(written).query)
    return [made.text[start:end] for start, end in made.marks]


FILLER = "The committee went on about the harbour for a good while, and nobody in the hall objected to any of it. "

_texts = st.lists(st.sampled_from([*PRINTED, "\n\n", "“plan", "B.”", "𝒳yz", "e\u0301", FILLER]), max_size=120).map(
    " ".join
) | st.text(max_size=600)


_bare = st.lists(
    st.sampled_from(
        [FILLER, *"attack attacks mayor mayor's mayors' 'dyke' dykes o'b'c b_c a-b be to be or not 29 —".split()]
    ),
    max_size=90,
).map(" ".join)


@given(_bare | _texts, queries)
@example("U.S. 1,200 attacks\0dyke o'attack ½ C++ attack’s", Or((Word("attack"), Word("us"), Phrase(("1", "2")))))
@example("attack, ★ dyke 京都 attack U.S. dyke", Or((Phrase(("attack", "dyke")), Phrase(("attack", "us", "dyke")))))
@example("the 'attack' on mayor's dyke_s", Word("mayor"))
@example("to be-or- 'not to be' to be or not", Phrase(("to", "be", "or", "not")))
@example(FILLER * 5 + "attack o'", Or((Word("attack"), Phrase(("attack", "o")))))
def test_looking_for_words_in_bare_text_the_same_snippet_as_cutting_it(text: str, query: Query) -> None:
    quick = snippet(text, query)
    with mock.patch("backfile.index.snippets.bare_words", lambda text: ("\0" * len(text), list(cut(text)))):
        assert snippet(text, query) == quick


@given(_texts, queries)
@example("", Word("attack"))
@example("attack " * 200, Word("attack"))
@example("x" * 2_000, Word("x" * 2_000))
@example(" " * 500 + "attack", Word("attack"))
@example("x" * 500 + " attack", Word("attack"))
@example("?" * 1_000, Word("attack"))
def test_marks_lie_inside_a_passage_of_bounded_length_whatever_the_text(text: str, query: Query) -> None:
    made = snippet(text, query)
    assert len(made.text) <= LONGEST
    assert "\n" not in made.text
    at = 0
    for start, end in made.marks:
        assert at <= start < end <= len(made.text)
        at = end
    whole = " ".join(text.split())
    assert made.text in whole or made.text.removeprefix("… ").removesuffix(" …") in whole


@given(st.lists(st.sampled_from([*PRINTED, FILLER]), max_size=60).map(" ".join))
@example("MiG-29 " + FILLER * 2 + "MiG-29")
@example(FILLER[:-30] + "mig-29" + FILLER)
def test_what_is_marked_is_what_was_asked_for(text: str) -> None:
    assert all(word.lower().rstrip("eding").startswith("attack") for word in marked(text, "attack"))
    assert {piece.lower() for piece in marked(text, '"mig 29"')} <= {"mig-29", "mig"}, "one at the end may be cut"
    assert all(piece.startswith("dyke") for piece in marked(text, "dyk*"))


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("attack", ["attacked", "Attacks"]),
        ('"the dyke"', ["the dyke"]),
        ('"THE dyke" mayor', ["the dyke", "Mayor’s"]),
        ('"mayor"', ["Mayor’s"]),
        ('dyke OR "the dyke\'s wall"', ["the dyke", "dykes"]),
        ("ma*", ["Mayor’s", "many"]),
        ("text:wall", ["wall"]),
        ("headline:wall", []),
        ("headline:wall OR text:many", ["many"]),
        ("wall NOT attack", ["wall"]),
        ("published:2022", []),
        ("zurich", ["Zürich"]),
        ('"dyke attack"~5', ["attacked", "Attacks", "dyke", "dykes"]),
        ('"wall nowhere"~5', ["wall"]),
        ("?alls OR w?ll", ["wall"]),
        ("*yk*", ["dyke", "dykes"]),
        ("dike~", ["dyke"]),
        ("dike~2", ["dyke", "dykes"]),
        ("+wall -attack", ["wall"]),
        ("+(text:wall zurich)", ["wall", "Zürich"]),
        ("byline:wall liveblog:zurich tag:(dyke)", []),
        ("* is:edited lang:en published:unknown wall", ["wall"]),
        ("NOT NOT wall", []),
    ],
)
def test_matches_are_marked_by_the_query_that_found_them(written: str, pieces: list[str]) -> None:
    text = "They attacked the dyke; Attacks on many dykes in Zürich. The Mayor’s wall."
    if written.startswith("dyke OR"):
        pieces = ["dyke", "dykes"]  # the phrase does not stand here
    if written.startswith('"THE'):
        pieces = sorted(pieces, key=text.index)
    assert sorted(marked(text, written)) == sorted(pieces)


def test_characters_of_a_script_without_blanks_are_marked_where_they_stand() -> None:
    assert marked("在北京大学和京都", "北京大学 京都") == ["北京大学", "京都"]
    assert marked("在北京大学和京都", "京") == ["京大", "京都"]


def test_of_two_matches_at_one_place_the_longer_is_marked() -> None:
    assert marked("The long range fires.", 'long OR "long range fires" OR range') == ["long range fires"]


def test_the_passage_with_the_most_different_matches_is_shown() -> None:
    text = "Attack, attack, attack! " + FILLER * 4 + "An attack on the dyke. " + FILLER * 4
    made = snippet(text, parse_query("attack dyke").query)
    assert [made.text[start:end] for start, end in made.marks] == ["attack", "dyke"]
    assert made.text.startswith("… ") and made.text.endswith(" …")
    assert abs(len(made.text) - WIDTH) < 40


def test_of_equal_passages_the_first_is_shown() -> None:
    text = f"One dyke here. {FILLER * 4}Two dykes there. {FILLER * 4}"
    made = snippet(text, Word("dyke"))
    assert [made.text[start:end] for start, end in made.marks] == ["dyke"]


def test_a_passage_begins_and_ends_with_whole_words() -> None:
    text = FILLER * 6 + "dyke " + FILLER * 6
    made = snippet(text, Word("dyke"))
    first, *_, last = made.text.removeprefix("… ").removesuffix(" …").split()
    held = {word.strip(".,") for word in text.split()}
    assert {first.strip(".,"), last.strip(".,")} <= held


def test_a_text_that_does_not_match_is_shown_from_its_beginning() -> None:
    made = snippet(FILLER * 6, Word("dyke"))
    assert made.text.startswith("The committee went on")
    assert made.text.endswith(" …")
    assert made.marks == ()
    assert snippet("Short.", Word("dyke")) == Snippet(text="Short.")


def test_paragraphs_run_on_in_a_passage() -> None:
    assert snippet("One.\n\nTwo dykes.", Word("dykes")) == Snippet(text="One. Two dykes.", marks=((9, 14),))


def test_a_match_that_the_passage_cannot_hold_is_cut_with_it() -> None:
    text = " ".join(f"w{number}" for number in range(300))
    made = snippet(text, parse_query(f'"{text}"').query)
    ((start, end),) = made.marks
    assert (start, end) == (0, len(made.text) - len(" …"))
    assert len(made.text) <= LONGEST
