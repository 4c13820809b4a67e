"""Are headlines and sentences found wherever they stand in a text, and only there?"""

from __future__ import annotations

import json
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.text.passages import cut_passages, find_passages

HEADLINE = "Divers find Zoë’s ferry bell"
BODY = "The bell was found in the mud. “Nobody expected that,” its keeper Dr. Østby said on Monday. Cheers!"
PASSAGES = cut_passages([HEADLINE], [BODY])


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_passages(PASSAGES, text)]


def test_a_headline_is_found_whatever_its_marks_and_capitals() -> None:
    assert found("Key events\nDIVERS FIND  ZOE'S\nferry-less\nDivers find Zoe's *ferry* bell – 12:30") == [
        "Divers find Zoe's *ferry* bell"
    ]


def test_sentences_are_found_one_by_one_and_not_in_part() -> None:
    assert found("They say the bell was found in the mud, and more") == ["the bell was found in the mud"]
    assert found("They say the bell was found in mud, and more") == []


def test_a_point_of_an_abbreviation_parts_nothing() -> None:
    assert found("“Nobody expected that,” its keeper Dr. Østby said on Monday") == [
        "Nobody expected that,” its keeper Dr. Østby said on Monday"
    ]


def test_what_is_short_counts_where_it_stands_by_itself() -> None:
    goal = cut_passages(["Goal!"], ["1:0."])
    for text, places in (
        ("What a goal that was", []),
        ("Menu\n* Goal\nMore", [(7, 11)]),
        ('{"headline": "Goal!", "goal": 1}', [(14, 18), (23, 27)]),
        ("after 1:0 they", []),
        ("1:0", [(0, 3)]),
    ):
        assert [tuple(each) for each in find_passages(goal, text)] == places


def test_scripts_that_part_no_words_are_searched_character_by_character() -> None:
    passages = cut_passages([], ["首都圏で停電が発生しました。復旧は未定。"])
    text = "速報首都圏で停電が発生しましたという"
    assert [text[start:end] for start, end in find_passages(passages, text)] == ["首都圏で停電が発生しました"]


@pytest.mark.parametrize("spell", [json.dumps, escape, lambda text: json.dumps(f"<p>{escape(text)}</p>")])
def test_words_are_found_as_data_spell_them_out(spell: object) -> None:
    assert callable(spell)
    text = spell(f"Before. {HEADLINE} {BODY}")
    for start, end in reversed(find_passages(PASSAGES, text)):
        text = text[:start] + text[end:]
    assert "Divers" not in text and "bell" not in text and "Monday" not in text
    assert text.startswith(spell("Before. ")[: text.index("Before") + 7])


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_cut_is_found_between_lines_and_stretches_lie_apart_in_order(before: str, after: str) -> None:
    text = f"{before}\n\n{HEADLINE}\n\n{after}"
    stretches = find_passages(PASSAGES, text)
    assert any("find" in text[start:end] for start, end in stretches)
    assert all(0 <= each.start < each.end <= len(text) for each in stretches)
    assert all(one.end < other.start for one, other in pairwise(stretches))


@given(st.text(max_size=60))
def test_of_a_text_without_words_nothing_is_sought_and_no_text_breaks_the_search(text: str) -> None:
    assert find_passages(cut_passages(["…", ""], ["", "★"]), text) == []
    find_passages(cut_passages([text], [text]), text)


def test_a_sentence_is_found_however_its_powers_are_set() -> None:
    text = "The fund of the old town holds 10² million"
    for other in (text, text.replace("²", "2"), text.replace("²", "\\u00b2")):
        assert find_passages(cut_passages([], [text]), other) != []
        assert find_passages(cut_passages([], [other.replace("\\u00b2", "²")]), text) != []
