"""Is a query's tree written so that a person would have written it, and told so that one understands it?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given

from backfile.index.query import (
    And,
    Everything,
    Fuzzy,
    In,
    Labelled,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Required,
    Undated,
    Wildcard,
    Word,
    nodes,
    write_query,
)
from backfile.index.telling import draw_query, tell_span
from tests.index.corpus import published, published_between, queries

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("query", "written"),
    [
        (A, "a"),
        (Phrase(("long", "range")), '"long range"'),
        (Near(("long", "range"), 0), '"long range"~0'),
        (Prefix("attac"), "attac*"),
        (Wildcard("w?m*n"), "w?m*n"),
        (Fuzzy("kyiv", 1), "kyiv~1"),
        (Undated(), "published:unknown"),
        (Labelled("is:edited"), "is:edited"),
        (Labelled("lang:uk"), "lang:uk"),
        (Everything(), "*"),
        (published("2022-03"), "published:2022-03"),
        (published("2022-03-10 14:05"), 'published:"2022-03-10 14:05"'),
        (published_between("2022-03-10T00:00:00", ""), "published:2022-03-10T00:00:00Z.."),
        (And((A, B, C)), "a b c"),
        (Or((A, And((B, C)))), "a OR b c"),
        (And((A, Or((B, C)))), "a (b OR c)"),
        (Not(A), "NOT a"),
        (Not(And((A, B))), "NOT (a b)"),
        (Not(Not(A)), "NOT (NOT a)"),
        (And((Not(A), B)), "NOT a b"),
        (Or((Not(A), B)), "NOT a OR b"),
        (Required(A), "+a"),
        (Required(In("byline", A)), "+byline:a"),
        (Required(Or((A, B))), "+(a OR b)"),
        (Required(Not(A)), "+(NOT a)"),
        (Not(Required(A)), "NOT (+a)"),
        (And((A, Required(B))), "a +b"),
        (Or((Required(A), B)), "+a OR b"),
        (In("byline", A), "byline:a"),
        (In("byline", Phrase(("ada", "quint"))), 'byline:"ada quint"'),
        (In("byline", Or((A, B))), "byline:(a OR b)"),
        (In("byline", Not(A)), "byline:(NOT a)"),
        (In("byline", Required(A)), "byline:(+a)"),
        (Not(In("byline", A)), "NOT byline:a"),
        (And((In("text", A), B)), "text:a b"),
        (In("liveblog", Wildcard("st*m?")), "liveblog:st*m?"),
    ],
)
def test_a_query_is_written_with_brackets_only_where_they_are_needed(query: Query, written: str) -> None:
    assert write_query(query) == written


def test_every_part_is_seen_from_left_to_right_wherever_it_stands() -> None:
    date, phrase = published("2022"), Phrase(("c",))
    inner, forbidden = And((A, Not(B))), Not(B)
    field = In("text", Required(phrase))
    whole = Or((inner, field, date))
    assert list(nodes(whole)) == [whole, inner, A, forbidden, B, field, Required(phrase), phrase, date]
    assert list(nodes(Undated())) == [Undated()]


def test_each_node_is_told_in_words_and_its_parts_stand_further_in() -> None:
    leaves: tuple[Query, ...] = (
        A,
        Phrase(("to", "be")),
        Near(("long", "range"), 3),
        Prefix("att"),
        Wildcard("w?n"),
        Fuzzy("kyiv", 1),
        Fuzzy("zelensky", 2),
        published("2022"),
        Undated(),
        Labelled("is:edited"),
        Everything(),
    )
    assert list(draw_query(Or((And(leaves), Required(In("byline", Not(B))))))) == [
        "any of these",
        "  all of these",
        "    word “a”, in any form",
        "    exactly “to be”",
        "    “long”, “range” near each other, with at most 3 other words between them",
        "    words that begin with “att”",
        "    words of the shape “w?n”",
        "    words within 1 edit of “kyiv”",
        "    words within 2 edits of “zelensky”",
        "    published from 2022-01-01 00:00 UTC until before 2023-01-01 00:00 UTC",
        "    no usable time of publication",
        "    is:edited",
        "    every entry",
        "  required",
        "    in byline",
        "      not",
        "        word “b”, in any form",
    ]


@given(queries)
@example(Everything())
def test_a_tree_is_drawn_with_a_line_for_each_of_its_nodes(query: Query) -> None:
    assert len(list(draw_query(query))) == len(list(nodes(query)))


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (published("2022-03-10T14:05:07Z"), "from 2022-03-10 14:05:07 UTC until before 2022-03-10 14:05:08 UTC"),
        (Published("", datetime(800, 12, 25, tzinfo=UTC), None), "from 0800-12-25 00:00 UTC on"),
        (Published("", datetime(2022, 3, 8, tzinfo=UTC), None), "from 2022-03-08 00:00 UTC on"),
        (Published("", None, datetime(2022, 3, 8, 23, 59, 1, tzinfo=UTC)), "before 2022-03-08 23:59:01 UTC"),
    ],
)
def test_a_span_of_publication_is_told_with_its_seconds_only_where_it_has_some(span: Published, told: str) -> None:
    assert tell_span(span.start, span.end) == f"published {told}"
