"""Do entries stay joined, or apart, when another reading gives them other keys?"""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.ties import loosened, retied, ties_of
from backfile.model.decision import Decision

MADE = datetime(2024, 5, 2, tzinfo=UTC)
KEYS = st.sampled_from(["a", "b", "c", "d"])
GROUPS = st.lists(KEYS, unique=True, min_size=2, max_size=3).map(tuple)
MOVED = st.dictionaries(KEYS, st.sampled_from(["A", "B", "C"]), max_size=4)


def joined(*keys: str) -> Decision:
    return Decision(made=MADE, one=keys)


def parted(left: tuple[str, ...], right: tuple[str, ...]) -> Decision:
    return Decision(made=MADE, apart=left, apart_from=right)


@given(GROUPS, MOVED)
def test_what_was_joined_stays_joined_under_its_new_keys(group: tuple[str, ...], moved: dict[str, str]) -> None:
    decisions = [joined(*group)]
    decisions += retied(decisions, moved)
    ties = ties_of(decisions)
    for key in group:
        assert {*group, *(moved[each] for each in group if each in moved)} <= ties.of(moved.get(key, key))
    assert list(retied(decisions, moved)) == []


@given(MOVED)
def test_what_was_told_apart_stays_apart_unless_it_fell_into_one(moved: dict[str, str]) -> None:
    decisions = [parted(("a",), ("b",))]
    decisions += retied(decisions, moved)
    ties = ties_of(decisions)
    left, right = moved.get("a", "a"), moved.get("b", "b")
    assert ties.part(left, [right]) is (left != right)
    assert not ties.part(left, [left])
    assert list(retied(decisions, moved)) == []


def test_what_is_found_no_longer_is_counted() -> None:
    ties = ties_of([joined("a", "b"), parted(("c",), ("d",))])
    assert loosened(ties, ["a", "c", "x"], ["a"], {}) == 1
    assert loosened(ties, ["a", "c"], ["A"], {"a": "A"}) == 1
    assert loosened(ties, ["x"], [], {}) == 0
