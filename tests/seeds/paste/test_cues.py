"""Is each line of a paste given the shape that a reader would give it?"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.seeds.paste.cues import LONGEST_HEADLINE, Shape, cut_lines, is_call, is_headline, is_sentence, shape_of

LINES = st.text() | st.lists(st.sampled_from([*"a0 \t\n\r\v\f\x85\u2028\u2029\x1c\xa0\ud800", "\r\n"])).map("".join)


@given(LINES)
@example("")
@example("\r\n\r\n a \x85\u2028b\x1c")
@example("\x1f\n\ufeff")
def test_lines_are_the_text_itself_and_nothing_but_blanks_stands_between_them(text: str) -> None:
    at = 0
    for line in cut_lines(text):
        assert text[line.start : line.end] == line.text == line.text.strip() != ""
        assert not text[at : line.start].strip()
        at = line.end
    assert not text[at:].strip()


@given(LINES)
def test_a_line_never_spans_a_line_end(text: str) -> None:
    for line in cut_lines(text):
        assert not re.search(r"[\n\r\v\f\x85\u2028\u2029]", line.text)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\v", "\f"])
def test_a_gap_counts_blank_lines_whatever_ends_a_line(end: str) -> None:
    text = end.join(["", "One", "two", "", "three", " ", "\t", "four", ""])
    assert [(line.text, line.gap) for line in cut_lines(text)] == [("One", 0), ("two", 0), ("three", 1), ("four", 2)]


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("Mar 01, 2022, 9:12 PM EST", Shape.TIME),
        ("21:12", Shape.TIME),
        ("-ABC News' Orla Penhaligon", Shape.SIGNATURE),
        ("— Orla Penhaligon and Wim de Groot", Shape.SIGNATURE),
        ("By Orla Penhaligon", Shape.BYLINE),
        ("From CNN’s Teo Marchetti", Shape.BYLINE),
        ("Water at the weir falls", Shape.HEADLINE),
        ("7 people were carried over the river", Shape.HEADLINE),
        ("‘Bring boots,’ says the headmistress", Shape.HEADLINE),
        ("Aid reaches the U.S.", Shape.HEADLINE),
        ("The rain began on Monday.", Shape.TEXT),
        ("“We take nothing for granted”", Shape.TEXT),
        ("and so it went on", Shape.TEXT),
        ("Water", Shape.TEXT),
        ("- the talks have failed", Shape.TEXT),
    ],
)
def test_a_line_has_the_shape_of_what_it_is(line: str, shape: Shape) -> None:
    assert shape_of(line) == (shape, "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("0", "a counter"),
        ("1,204", "a counter"),
        ("12 comments", "a counter"),
        ("For previous coverage, please click here.", "a link to other coverage"),
        ("Click here", "a link to other coverage"),
        ("You can find our previous coverage over there.", "a link to other coverage"),
        ("Show more updates", "a link to more"),
        ("Sort by: newest", "a button"),
        ("Copy link", "a button"),
        ("Follow", "a button"),
        ("This live page is now closed.", "a notice that the live blog is closed"),
        ("Der Liveblog ist beendet", "a notice that the live blog is closed"),
        ("FACEBOOK", "a button"),
        ("Back to top", "a button"),
        ("Advertisement", "an advertisement"),
        ("Stream On Alder Plus", "a promo"),
        ("Watch live", "a promo"),
        ("Sign up for our newsletter", "a promo"),
        ("© 2022 The Alder Bugle", "a notice of rights"),
        ("All times stated are UK", "a notice on times"),
    ],
)
def test_furniture_is_told_with_its_reason(line: str, reason: str) -> None:
    assert shape_of(line) == (Shape.FURNITURE, reason)


def test_a_long_line_is_never_furniture() -> None:
    line = "Sort by " + "the size of the stones that the river has carried down " * 3
    assert shape_of(f"{line.strip()}.") == (Shape.TEXT, "")


def test_a_headline_is_no_longer_than_headlines_are() -> None:
    line = "Water " * (LONGEST_HEADLINE // 6)
    assert is_headline(line.strip())
    assert not is_headline(f"{line}falls at the weir")


@pytest.mark.parametrize("line", ["It fell.", "It fell!", "“It fell.”", "It fell,", "It fell; (it did.)", "And then…"])
def test_a_sentence_ends_like_one(line: str) -> None:
    assert is_sentence(line)


@pytest.mark.parametrize("line", ["It fell", "Home to the U.K.", "Now it is Alder Inc.", "Who saw it?", "The keeper:"])
def test_an_abbreviation_a_question_and_a_colon_end_no_sentence(line: str) -> None:
    assert not is_sentence(line)


@pytest.mark.parametrize("line", ["Stream On Alder Plus", "Watch the river", "LEARN MORE"])
def test_a_call_asks_its_reader_away(line: str) -> None:
    assert is_call(line)


@pytest.mark.parametrize(
    "line", ["Streams are rising", "Watch the river. It is rising.", "The river", "Get " + "x" * 81]
)
def test_what_asks_nobody_away_is_no_call(line: str) -> None:
    assert not is_call(line)


@given(st.text(min_size=1).map(str.strip).filter(bool))
@example("ſep 01, 2022, 9:12 PM")
@example("12:30 +99:99")
@example("By " + "A " * 58)
def test_every_line_has_a_shape_and_only_furniture_a_reason(line: str) -> None:
    shape, reason = shape_of(line)
    assert bool(reason) == (shape is Shape.FURNITURE)
