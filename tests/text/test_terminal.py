"""Can archived text steer a terminal? It cannot, and a reader sees that it tried."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.characters import BIDI, UNSAFE
from backfile.text.terminal import one_line, visible

STEERING = re.compile(rf"[{UNSAFE}{BIDI}]")
ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(list("a \t\n\r\x1b\x85\u2028\u202e\ud800"))


@given(ANY_TEXT)
@example("\x1b]8;;http://evil\x07link\x1b]8;;\x07")
@example("\x9b31m")
def test_nothing_that_steers_is_left_but_line_ends_and_tabs(text: str) -> None:
    shown = visible(text)
    assert set(STEERING.findall(shown)) <= {"\n", "\t"}
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_what_is_shown_can_be_read_back(text: str) -> None:
    unspelled = re.sub(r"<U\+([0-9A-F]{4,6})>", lambda found: chr(int(found[1], 16)), visible(text.replace("<", "")))
    assert unspelled == text.replace("<", "")


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n\t")))
@example("[sic] «Київ» 東京 العربية 🇺🇦 e\u0301")
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(ANY_TEXT)
@example("a\r\nb\x85c\u2028d\x1de")
@example(" \t\n")
def test_one_line_is_one_line_without_tabs_or_double_blanks(text: str) -> None:
    line = one_line(text)
    assert not STEERING.search(line)
    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[2Jb", "a<U+001B>[2Jb"), ("a\rb", "a<U+000D>b"), ("\u2066", "<U+2066>"), ("\U0001fffe", "<U+1FFFE>")],
)
def test_a_character_that_steers_is_spelled_by_its_number(text: str, shown: str) -> None:
    assert visible(text) == shown
