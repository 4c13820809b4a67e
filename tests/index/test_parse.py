"""Is every query read, whatever somebody types, and is it said when it was read otherwise than it was written?"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import Status, UnknownName, Usage
from backfile.index.parse import DEEPEST, LONGEST, MOST_WORDS, QUERY_FIELDS, Parsed, parse_query
from backfile.index.query import And, In, Not, Or, Phrase, Prefix, Published, Query, Undated, Word, write_query
from tests.index.corpus import published, queries

A, B, C = Word("a"), Word("b"), Word("c")

PIECES = [
    *'()"“”«*:-/ ',
    *("AND", "OR", "NOT", "and", "not", "headline:", "text:", "byline:", "published:", "PUBLISHED:", "unknown"),
    *("2022-03-10", "..", "2022-13", "9999", "0001", "C++", "10:30", "http://x?a=b", "attac*", "*", "kyiv's", "MiG-29"),
    *("\0", "\x1b[31m", "\ud800", "\u202e", "½", "ﷺ", "中文", "الحرب", "²", "١٢", "e\u0301", "\u0301"),
]


# Nothing but an answer or one line


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join) | st.lists(st.sampled_from(PIECES)).map(" ".join))
@example("C++")
@example("10:30")
@example("http://x?a=b")
@example('"')
@example("nosuch:word")
@example("(" * 2_000)
@example("(" * 1_000 + "a" + ")" * 1_000)
@example("NOT " * 900 + "a")
@example("headline:" * 400 + "a")
@example("x" * 16_000)
@example(" OR ".join(["a"] * 8_000))
@example("OR " * 1_300)
@example(" OR ".join(["a"] * 600))
@example('"' + "a " * 1_900 + '"')
@example("published:")
@example("published:(2022)")
@example("published:0001 published:9999-12-31")
@example("published:9999..")
@example("NOT")
@example("")
@example("\ud800\udfff\0")
def test_a_query_is_read_or_refused_with_one_line_and_never_anything_else(written: str) -> None:
    try:
        parsed = parse_query(written)
    except Usage as told:
        assert told.status == Status.USAGE
        assert len(str(told).splitlines()) == 1
    else:
        assert isinstance(parsed, Parsed)
        assert write_query(parsed.query)


@given(queries)
@example(Or((And((A, Or((B, C)))), Not(Not(A)))))
@example(In("headline", And((In("text", A), Not(published("2022"))))))
@example(published("2022-03-10 14:05"))
@example(published(" 2022"))
@example(And((Word("or"), Word("and"), Word("not"), Word("published"))))
@example(Phrase(("mig", "29")))
def test_what_is_written_of_a_tree_reads_back_as_the_same_tree(query: Query) -> None:
    assert parse_query(write_query(query)) == Parsed(query, ())


@given(st.lists(st.sampled_from(["a", "b*", '"c d"', "AND", "OR", "NOT", "(", ")", "text:", "é-f", "published:2022"])))
def test_whatever_was_read_can_be_written_and_read_again(pieces: list[str]) -> None:
    try:
        query = parse_query(" ".join(pieces)).query
    except Usage:
        return
    assert parse_query(write_query(query)) == Parsed(query, ())


# The grammar


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("Mariners", Word("mariners")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a and b", And((A, Word("and"), B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a (b c)", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("NOT a b", And((Not(A), B))),
        ("NOT NOT a", Not(Not(A))),
        ("NOT (a b)", Not(And((A, B)))),
        ('"Long  RANGE fires"', Phrase(("long", "range", "fires"))),
        ("“typed by a phone”", Phrase(("typed", "by", "a", "phone"))),
        ("«long range»", Phrase(("long", "range"))),
        ('"a"', Phrase(("a",))),
        ("attac*", Prefix("attac")),
        ("Ünder*", Prefix("under")),
        ("MiG-2*", And((Word("mig"), Prefix("2")))),
        ("headline:MiG-2*", In("headline", And((Word("mig"), Prefix("2"))))),
        ("byline:Quint", In("byline", Word("quint"))),
        ("BYLINE:quint", In("byline", Word("quint"))),
        ('byline:"Ada Quint" a', And((In("byline", Phrase(("ada", "quint"))), A))),
        ("headline:(a OR b)", In("headline", Or((A, B)))),
        ("headline:text:a", In("text", A)),
        ("headline:NOT a", In("headline", Not(A))),
        ("headline:published:2022", published("2022")),
        ("headline:published:unknown", Undated()),
        ("published:Unknown", Undated()),
        ('published:"unknown"', Undated()),
        ("published:2022-03", published("2022-03")),
        ("published:2022-03-10..2022-03-11 a", And((published("2022-03-10..2022-03-11"), A))),
        ('published:"2022-03-10 14:05"', published("2022-03-10 14:05")),
        ("C++", Word("c")),
        ("10:30", Phrase(("10", "30"))),
        ("http://x?a=b", Phrase(("http", "x", "a", "b"))),
        ("MiG-29", Phrase(("mig", "29"))),
        ("headline: a", And((Word("headline"), A))),
        ("headline:", Word("headline")),
    ],
)
def test_a_query_is_read_by_the_grammar_and_nothing_is_noted(written: str, query: Query) -> None:
    assert parse_query(written) == Parsed(query, ())


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT"])
def test_operators_count_in_capitals_only(operator: str) -> None:
    assert parse_query(f"a {operator.lower()} b").query == And((A, Word(operator.lower()), B))


def test_dates_are_read_in_the_zone_of_the_archive() -> None:
    read = parse_query("published:2022-03-10", ZoneInfo("Europe/Kyiv")).query
    assert read == Published("2022-03-10", datetime(2022, 3, 9, 22, tzinfo=UTC), datetime(2022, 3, 10, 22, tzinfo=UTC))


# What is read otherwise than it was written


@pytest.mark.parametrize(
    ("written", "query", "why"),
    [
        ('say "hello', And((Word("say"), Word("hello"))), "the quotation mark at character 5 is never closed"),
        ("(a b", And((A, B)), "the bracket at character 1 is never closed"),
        ("a) b", And((A, B)), "the bracket at character 2 was never opened"),
        ("a OR", And((A, Word("or"))), "OR at character 3 has nothing after it"),
        ("a AND OR b", And((A, Word("and"), Word("or"), B)), "AND at character 3 has nothing after it"),
        ("OR a", And((Word("or"), A)), "OR at character 1 has nothing before it"),
        ("a NOT", And((A, Word("not"))), "NOT at character 3 has nothing after it"),
        ("a ()", A, "( at character 3 has nothing after it"),
        ("NOT", Word("not"), "NOT at character 1 has nothing after it"),
        (
            "a published:(2022)",
            And((A, Word("published"), Word("2022"))),
            "published: at character 3 takes a date, or two joined by ..",
        ),
        ("published:soon", And((Word("published"), Word("soon"))), "“soon” is no date such as"),
        ("published:2022..2021", And((Word("published"), Word("2022"), Word("2021"))), "ends before it begins"),
        ("(" * 60 + "a" + ")" * 60, A, f"more than {DEEPEST} brackets inside each other"),
        ("NOT " * 60 + "a", And((*[Word("not")] * 60, A)), f"more than {DEEPEST} brackets inside each other"),
    ],
)
def test_what_does_not_parse_is_read_as_plain_words_and_it_is_said_why(written: str, query: Query, why: str) -> None:
    read = parse_query(written)
    assert read.query == query
    (note,) = read.notes
    assert note.startswith("read as plain words: ")
    assert why in note


def test_as_many_brackets_as_are_allowed_are_no_fault() -> None:
    assert parse_query("(" * DEEPEST + "a" + ")" * DEEPEST) == Parsed(A, ())


def test_what_holds_no_word_is_passed_over_and_it_is_said() -> None:
    assert parse_query('a -- "!?" b') == Parsed(
        And((A, B)), ("passed over “--”: it holds no word", "passed over “!?”: it holds no word")
    )
    assert parse_query("a NOT * OR headline:?") == Parsed(
        A, ("passed over “*”: it holds no word", "passed over “?”: it holds no word")
    )


# What is refused


@pytest.mark.parametrize("written", ["", "   ", '"', "()", "?!", "* -", "(" * 2_000, '""'])
def test_a_query_without_a_word_is_refused(written: str) -> None:
    with pytest.raises(Usage, match="query: holds no word to look for"):
        parse_query(written)


@pytest.mark.parametrize(
    ("field", "nearest"),
    [("heading", "headline"), ("by", "byline"), ("Publish", "published"), ("txt", "text"), ("bylines", "byline")],
)
def test_an_unknown_field_is_refused_with_the_nearest(field: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as told:
        parse_query(f"storm {field}:word")
    assert str(told.value) == f"query: there is no field “{field}”; did you mean “{nearest}”?"


def test_a_field_that_is_near_to_none_is_refused_with_all_that_are_known() -> None:
    with pytest.raises(UnknownName, match="there is no field “zzz”; known are byline, headline, published, text"):
        parse_query("zzz:word")
    assert sorted(QUERY_FIELDS) == ["byline", "headline", "published", "text"]


def test_a_query_past_the_bounds_is_refused_with_the_bound() -> None:
    with pytest.raises(Usage, match="is 16,000 characters long; at most 4,000 are read"):
        parse_query("x" * 16_000)
    assert parse_query("x" * LONGEST).query == Word("x" * LONGEST)
    with pytest.raises(Usage, match=f"asks for more than {MOST_WORDS} words at once"):
        parse_query("a " * (MOST_WORDS + 1))
    assert parse_query("a " * MOST_WORDS).query == And((A,) * MOST_WORDS)
