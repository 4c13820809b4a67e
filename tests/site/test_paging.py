"""A long list is cut so that each line stands on exactly one page, and every page can be reached."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.site.paging import AROUND, PAGE, cut, headings, leaf_path
from backfile.text.slug import RESERVED


@given(st.integers(0, 2_000), st.integers(1, 150))
@example(0, PAGE)
@example(100, PAGE)
@example(101, PAGE)
def test_every_line_stands_on_exactly_one_page_in_order(length: int, size: int) -> None:
    rows = list(range(length))
    leaves = cut("tag/storm.html", rows, size)
    assert [row for leaf in leaves for row in leaf.rows] == rows
    assert all(1 <= len(leaf.rows) <= size for leaf in leaves) or not length
    assert [leaf.number for leaf in leaves] == list(range(1, len(leaves) + 1))
    assert {leaf.last for leaf in leaves} == {len(leaves)}
    assert len({leaf.path for leaf in leaves}) == len(leaves)


@given(st.integers(1, 60))
def test_every_page_leads_to_its_neighbours_and_to_both_ends(last: int) -> None:
    leaves = cut("index.html", range(last), 1)
    for leaf in leaves:
        turns = [turn for turn in leaf.turns() if turn]
        numbers = [number for number, _ in turns]
        near = set(range(leaf.number - AROUND, leaf.number + AROUND + 1)) & set(range(1, last + 1))
        assert set(numbers) == near | {1, last}
        assert numbers == sorted(numbers)
        assert dict(turns) == {number: leaves[number - 1].path for number in numbers}


def test_what_is_left_out_between_two_pages_is_marked_once() -> None:
    middle = cut("index.html", range(20), 1)[9]
    assert [turn and turn[0] for turn in middle.turns()] == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert [turn and turn[0] for turn in cut("index.html", range(3), 1)[0].turns()] == [1, 2, 3]


@pytest.mark.parametrize("first", ["index.html", "about.html", "day/index.html", "byline/ada.html"])
def test_no_further_page_stands_where_another_page_may(first: str) -> None:
    path = leaf_path(first, 2)
    folder = path.split("/")[-2]
    assert path.endswith("/2.html")
    assert folder in RESERVED or folder == first.split("/")[-1].removesuffix(".html")


def test_a_heading_is_found_on_the_page_where_it_comes_first() -> None:
    leaves = cut("tag/index.html", ["apple", "ash", "birch", "cedar"], 2)
    assert headings(leaves, lambda row: row[0]) == [
        ("a", "tag/index.html"),
        ("b", "tag/page/2.html"),
        ("c", "tag/page/2.html"),
    ]
