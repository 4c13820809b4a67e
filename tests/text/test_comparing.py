"""Is nothing called verbatim that is not, and everything that is?"""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from backfile.text.comparing import find_near, find_verbatim, tokens
from backfile.text.fold import even
from backfile.text.quotes import as_quote

WORDS = st.lists(
    st.text(st.characters(categories=("L", "N")), min_size=1, max_size=6)
    | st.sampled_from(["don't", "1,200", "—", "MiG-29"]),
    min_size=1,
    max_size=30,
)


def found(quote: str, text: str) -> list[str] | None:
    """What of the text is quoted."""
    stretches = find_verbatim(as_quote(quote), text)
    return None if stretches is None else [text[start:end] for start, end in stretches]


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("the bridge is closed,", "They say the bridge is closed. It is.", ["the bridge is closed"]),
        ('it\'s "over" - now', "So it’s “over” — now!", ["it’s “over” — now"]),
        ("the  bridge\nis", "the bridge\n\nis", ["the bridge\n\nis"]),
        ("over … there", "over the hills and there", ["over", "there"]),
        ("the [old] bridge", "the ancient stone bridge", ["the", "bridge"]),
        ("東京で", "昨日東京で会った", ["東京で"]),
        ("ＦＵＬＬ width", "FULL width", ["FULL width"]),
        ("1.5 million", "It cost $1.5 million.", ["1.5 million"]),
        ("-5 degrees", "fell to −5 degrees", ["−5 degrees"]),
        ("are you there", "Are you there? Yes, are you there?", ["are you there"]),
        ("a b", "a a b", ["a b"]),
        ("10² million", "holds 10² million.", ["10² million"]),
        ("40 m2 of CO2", "40 m² of CO₂", ["40 m² of CO₂"]),
    ],
)
def test_the_typesetters_marks_make_no_other_words(quote: str, text: str, expected: list[str]) -> None:
    assert found(quote, text) == expected


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the bridge is closed", "The bridge is closed."),  # capitals
        ("the bridge is closed", "the bridge is not closed"),
        ("the bridge is closed?", "the bridge is closed"),
        ("the bridge, is closed", "the bridge is closed"),
        ("bridge", "footbridge bridges"),
        ("violent", "a non-violent march"),
        ("non", "a non-violent march"),
        ("5 million", "It cost 1.5 million."),
        ("1", "It cost 1,200"),
        ("10", "at 10:30"),
        ("5 degrees", "fell to -5 degrees"),
        ("there … over", "over the hills and there"),
        ("the [old] bridge", "the one two three four five six seven eight nine bridge"),
        ("café", "cafe"),
        ("the fund holds 102 million", "the fund holds 10² million"),
        ("10³ cells", "10₃ cells"),
        ("1.5² metres", "1.52 metres"),
        ("the bridge", ""),
    ],
)
def test_every_other_difference_counts(quote: str, text: str) -> None:
    assert found(quote, text) is None


@given(WORDS, st.data())
@example(["a", "a", "b"], None)
def test_words_in_a_row_of_a_text_stand_in_it(words: list[str], data: st.DataObject | None) -> None:
    start = data.draw(st.integers(0, len(words) - 1)) if data else 1
    end = data.draw(st.integers(start + 1, len(words))) if data else 3
    quoted = " ".join(words[start:end])
    assume(any(map(str.isalnum, quoted)))
    assert found(quoted, " ".join(words)) is not None


@given(WORDS, WORDS)
@example(["a", "b"], ["b", "a"])
def test_what_is_found_is_what_was_asked_for(asked: list[str], held: list[str]) -> None:
    quoted = " ".join(asked)
    stood = found(quoted, " ".join(held))
    if stood is not None:
        for piece, stretch in zip(as_quote(quoted).pieces, stood, strict=True):
            assert re.sub(r"\W", "", even(stretch)) == re.sub(r"\W", "", even(piece))


def test_the_nearest_stretch_and_the_words_that_differ_are_told() -> None:
    text = "Officials said the old stone bridge over the Orre will be closed on Friday night."
    near = find_near(as_quote("the new stone bridge over the river will be closed"), tokens(text))
    (stretch,) = near.stretches
    assert text[stretch.start : stretch.end] == "the old stone bridge over the Orre will be closed"
    assert (near.words, near.differing, near.is_meant) == (10, 2, True)


def test_a_few_words_that_stand_everywhere_are_not_meant() -> None:
    held = tokens("the end of the day")
    assert not find_near(as_quote("of the bridge"), held).is_meant
    assert not find_near(as_quote("nothing like that was ever said of the place"), held).is_meant
    assert not find_near(as_quote("bridge"), []).is_meant


def test_pieces_come_near_each_for_itself() -> None:
    text = "The keeper of the weir said that the water had fallen by a hand since breakfast."
    near = find_near(as_quote("The keeper of the weir … water has fallen by a hand"), tokens(text))
    assert [text[start:end] for start, end in near.stretches] == [
        "The keeper of the weir",
        "water had fallen by a hand",
    ]
    assert near.differing == 1


def test_one_to_three_changed_words_are_counted_as_so_many() -> None:
    chance = random.Random(7)
    words = [f"word{number}" for number in range(200)]
    for count in (1, 2, 3):
        for _ in range(20):
            start = chance.randrange(180)
            quoted = words[start : start + 8]
            for place in chance.sample(range(1, 7), count):
                quoted[place] = "other"
            assert find_near(as_quote(" ".join(quoted)), tokens(" ".join(words))).differing == count
