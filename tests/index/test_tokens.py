"""Is a written query cut where a reader would cut it, and is every sign told apart from a letter?"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import UnknownName
from backfile.index.parse import QUERY_FIELDS
from backfile.index.tokens import Token, Unreadable, constants, cut_query

FIELDS = ("headline", "published")


def kinds(written: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in cut_query(written, FIELDS)]


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("", []),
        (" \t\n ", []),
        ("a  b", [("word", "a"), ("word", "b")]),
        ("(a)b", [("open", "("), ("word", "a"), ("close", ")"), ("word", "b")]),
        ("a AND b OR NOT c", [(each if each.isupper() else "word", each) for each in "a AND b OR NOT c".split()]),
        ("ANDY and AND-", [("word", "ANDY"), ("word", "and"), ("word", "AND-")]),
        ('a"b c"d', [("word", "a"), ("phrase", "b c"), ("word", "d")]),
        ("“b c” „d” «e» ”f“", [("phrase", "b c"), ("phrase", "d"), ("phrase", "e"), ("phrase", "f")]),
        ("-a +b", [("sign", "-"), ("word", "a"), ("sign", "+"), ("word", "b")]),
        ("(-a)", [("open", "("), ("sign", "-"), ("word", "a"), ("close", ")")]),
        ("+(b)", [("sign", "+"), ("open", "("), ("word", "b"), ("close", ")")]),
        ('-"a"', [("sign", "-"), ("phrase", "a")]),
        ("a-b c+d", [("word", "a-b"), ("word", "c+d")]),
        ("C++ -- +- - a", [("word", "C++"), ("word", "--"), ("word", "+-"), ("word", "-"), ("word", "a")]),
        ("-) -", [("word", "-"), ("close", ")"), ("word", "-")]),
        ("headline:a", [("field", "headline"), ("word", "a")]),
        ("HeadLine:a", [("field", "HeadLine"), ("word", "a")]),
        ("headline: a", [("field", "headline"), ("word", "a")]),
        ("headline:\t(a)", [("field", "headline"), ("open", "("), ("word", "a"), ("close", ")")]),
        ("headline:", [("word", "headline:")]),
        ("(headline:)", [("open", "("), ("word", "headline:"), ("close", ")")]),
        ("-headline:a", [("sign", "-"), ("field", "headline"), ("word", "a")]),
        ("headline:-a", [("field", "headline"), ("word", "-a")]),
        ("headline:published:2022", [("field", "headline"), ("field", "published"), ("word", "2022")]),
        ("Kyiv: explosions", [("word", "Kyiv"), ("word", "explosions")]),
        ("x.headline:a x1:b 10:30", [("word", "x.headline:a"), ("word", "x1:b"), ("word", "10:30")]),
        ("http://x file: /y", [("word", "http://x"), ("word", "file:"), ("word", "/y")]),
        ("wom?n att* zelensky~2", [("word", "wom?n"), ("word", "att*"), ("word", "zelensky~2")]),
        ("a\u3000b\xa0c", [("word", "a"), ("word", "b"), ("word", "c")]),
    ],
)  # fmt: skip
def test_a_query_is_cut_into_signs_fields_phrases_and_words(written: str, tokens: list[tuple[str, str]]) -> None:
    assert kinds(written) == tokens


@pytest.mark.parametrize(
    ("written", "within"),
    [('"a b"', None), ('"a b"~5', 5), ('"a b"~0', 0), ("“a b”~1000)", 1000), ('"a b"~5 c', 5)],
)
def test_a_number_after_a_phrase_says_how_many_words_may_stand_between(written: str, within: int | None) -> None:
    assert cut_query(written, FIELDS)[0] == Token("phrase", "a b", 2, within)


@pytest.mark.parametrize("written", ['"a b"~', '"a b"~x', '"a b"~5x', '"a b" ~5', '"a b"~-5'])
def test_anything_else_after_a_phrase_is_a_word(written: str) -> None:
    phrase, word = cut_query(written, FIELDS)
    assert (phrase.within, word.kind, word.text) == (None, "word", written[5:].strip())


def test_places_count_characters_from_one() -> None:
    told = [(token.text, token.at) for token in cut_query(' (a  headline: "b c" NOT  d)', FIELDS)]
    assert told == [("(", 2), ("a", 3), ("headline", 6), ("b c", 17), ("NOT", 22), ("d", 27), (")", 28)]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_place() -> None:
    with pytest.raises(Unreadable, match="the quotation mark at character 5 is never closed"):
        cut_query('say "hello', FIELDS)


def test_a_field_that_is_unknown_is_refused_but_not_a_word_before_a_colon_and_a_blank() -> None:
    with pytest.raises(UnknownName, match="there is no field “headlin”; did you mean “headline”"):
        cut_query("a headlin:b", FIELDS)
    assert kinds("headlin: b") == [("word", "headlin"), ("word", "b")]


def test_what_other_programs_call_a_field_leads_to_one_of_ours() -> None:
    meant = constants()["meant"]
    assert isinstance(meant, dict)
    assert set(meant.values()) <= set(QUERY_FIELDS)
    assert not set(meant) & set(QUERY_FIELDS)


@given(st.text() | st.lists(st.sampled_from([*'()"“«-+:~*?/ ', "a", "5", "OR", "headline:", "\u3000"])).map("".join))
@example('""')
@example(": :")
@example("a\x1cb")
def test_every_visible_character_is_of_one_token_and_tokens_stand_in_order(written: str) -> None:
    try:
        tokens = cut_query(written, FIELDS)
    except (UnknownName, Unreadable):
        return
    end = 0
    for token in tokens:
        start = token.at - 1
        assert written[start : start + len(token.text)] == token.text
        assert re.fullmatch(r'(?:[\s:"“”„«»]|~\d{1,3})*', written[end:start]), "what stands between is blank or a sign"
        end = start + len(token.text)
