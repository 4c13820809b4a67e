"""Is a query's tree written so that a person would have written it, and are its leaves all seen?"""

from __future__ import annotations

import pytest

from backfile.index.query import And, In, Not, Or, Phrase, Prefix, Query, Undated, Word, leaves, write_query
from tests.index.corpus import published

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("query", "written"),
    [
        (A, "a"),
        (Phrase(("long", "range")), '"long range"'),
        (Prefix("attac"), "attac*"),
        (Undated(), "published:unknown"),
        (published("2022-03"), "published:2022-03"),
        (published("2022-03-10 14:05"), 'published:"2022-03-10 14:05"'),
        (And((A, B, C)), "a b c"),
        (Or((A, And((B, C)))), "a OR b c"),
        (And((A, Or((B, C)))), "a (b OR c)"),
        (Not(A), "NOT a"),
        (Not(And((A, B))), "NOT (a b)"),
        (Not(Not(A)), "NOT (NOT a)"),
        (And((Not(A), B)), "NOT a b"),
        (Or((Not(A), B)), "NOT a OR b"),
        (In("byline", A), "byline:a"),
        (In("byline", Phrase(("ada", "quint"))), 'byline:"ada quint"'),
        (In("byline", Or((A, B))), "byline:(a OR b)"),
        (In("byline", Not(A)), "byline:(NOT a)"),
        (Not(In("byline", A)), "NOT byline:a"),
        (And((In("text", A), B)), "text:a b"),
    ],
)
def test_a_query_is_written_with_brackets_only_where_they_are_needed(query: Query, written: str) -> None:
    assert write_query(query) == written


def test_leaves_are_seen_from_left_to_right_wherever_they_stand() -> None:
    date = published("2022")
    assert list(leaves(Or((And((A, Not(B))), In("text", Phrase(("c",))), date)))) == [A, B, Phrase(("c",)), date]
    assert list(leaves(Undated())) == [Undated()]
