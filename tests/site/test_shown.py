"""What steers is spelled out, and nothing else is touched."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from backfile.site.shown import shown, shown_in_html
from backfile.text.terminal import visible

TEXTS = st.text(st.characters(exclude_categories=()))


@given(TEXTS)
def test_no_text_holds_a_steering_character_once_it_is_shown(text: str) -> None:
    for character in shown(text):
        assert visible(character) == character or character in "\u061c\u200e\u200f"


@given(TEXTS)
def test_html_shows_the_same_whether_characters_or_numbers_stand_in_it(text: str) -> None:
    numbered = "".join(f"&#x{ord(character):x};" for character in text)
    assert html.unescape(shown_in_html(html.escape(text))) == shown(text)
    assert html.unescape(shown_in_html(numbered)) == shown(text)


def test_numbers_that_name_no_character_stay_text() -> None:
    assert shown_in_html("&#99999999999; &#x110000; &#0; &#65;") == (
        "&amp;#99999999999; &amp;#x110000; &lt;U+0000&gt; &#65;"
    )


def test_the_marks_that_arabic_and_hebrew_need_stay() -> None:
    assert shown("א\u200fב\u061c\u200e") == "א\u200fב\u061c\u200e"
    assert shown("\u2066x\u2069\u202ay\u202c") == "<U+2066>x<U+2069><U+202A>y<U+202C>"
