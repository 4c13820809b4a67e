"""Documents keep their numbers: none is lost or told twice, and what stays stands where it stood."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index import numbering
from backfile.index.numbering import number_documents

permalinks = st.sets(st.text("ab/", min_size=1, max_size=3), max_size=12)


@given(permalinks, st.lists(st.text("ab/\ufffd", max_size=3)))
@example(set(), ["a"])
@example({"a"}, ["b", "c", "a"])
@example({"a", "b"}, ["b", "b", "a"])
def test_each_document_has_one_number(held: set[str], before: list[str]) -> None:
    assert sorted(number_documents(held, before)) == sorted(held)


@given(permalinks, permalinks)
def test_what_stays_keeps_its_number_unless_the_last_ones_fill_gaps(first: set[str], then: set[str]) -> None:
    before = number_documents(first)
    after = number_documents(then, before)
    moved = [each for number, each in enumerate(before) if each in then and after.index(each) != number]
    assert len(moved) <= max(0, len(first - then) - len(then - first))
    assert after[len(before) :] == sorted(after[len(before) :])


def test_at_first_the_numbers_follow_the_permalinks() -> None:
    assert number_documents(["b", "a", "c"]) == ["a", "b", "c"]


def test_where_too_much_is_out_of_order_all_are_numbered_anew() -> None:
    few = [f"{number:03}" for number in range(2 * numbering.FEW_RUNS)]
    backwards = few[::-1]
    assert number_documents(few, backwards[: numbering.FEW_RUNS - 1] + few[: numbering.FEW_RUNS]) != few
    assert number_documents(few, backwards) == few
