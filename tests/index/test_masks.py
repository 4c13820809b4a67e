"""Does a mask answer as the set of the same documents does?"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.masks import Labelling, Mask, as_numbers, count_numbers

SIZE = 60
# Of a few, numbers are kept; of many, flags.
_numbers = st.frozensets(st.integers(0, SIZE - 1), max_size=5) | st.frozensets(st.integers(0, SIZE - 1), min_size=20)


def shapes(numbers: frozenset[int]) -> list[Any]:
    """The same documents as all that a mask is given."""
    held = array("I", sorted(numbers))
    return [numbers, set(numbers), sorted(numbers), held, memoryview(held), Mask.of([numbers], SIZE)]


@given(_numbers, _numbers, _numbers)
def test_a_mask_is_the_set_of_its_documents(one: frozenset[int], two: frozenset[int], three: frozenset[int]) -> None:
    mask = Mask.of([one], SIZE)
    assert (list(mask), len(mask), bool(mask)) == (sorted(one), len(one), bool(one))
    assert [number in mask for number in range(-1, SIZE + 1)] == [number in one for number in range(-1, SIZE + 1)]
    assert "a" not in mask
    asked = np.arange(SIZE)
    assert mask.holds(asked).tolist() == [number in one for number in range(SIZE)]
    assert mask.flags.tolist() == mask.holds(asked).tolist(), "flags are made of numbers"
    assert mask.numbers().tolist() == sorted(one)
    for second, third in zip(shapes(two), shapes(three), strict=True):
        assert mask.union(second, third) == one.union(two, three)
        assert mask.intersection(second, third) == one.intersection(two, three)
        assert mask.difference(second, third) == one.difference(two, three)
        assert Mask.of([second, third], SIZE) == two | three
    assert mask.union() == mask.intersection() == mask.difference() == mask
    assert hash(mask) == hash(one)
    assert mask != sorted(one)


@pytest.mark.parametrize(
    "numbers", [range(3, 7), array("q", [3, 4, 5, 6]), memoryview(array("I", [3, 4, 5, 6])), (3, 4, 5, 6)]
)
def test_numbers_are_numbers_however_they_lie(numbers: Any) -> None:
    assert np.array_equal(as_numbers(numbers), [3, 4, 5, 6])


_labelled = st.dictionaries(st.sampled_from("abcd"), st.sets(st.integers(0, 19), min_size=1).map(sorted))


@given(_labelled, st.sets(st.integers(0, 19)))
@example({}, {0, 1})
@example({"a": [0, 1], "b": [1]}, {1, 2})
def test_documents_are_counted_by_each_of_their_labels(labels: dict[str, list[int]], among: set[int]) -> None:
    counted, without = Labelling(labels.items()).count(Mask.of([among], 20))
    each = {label: len(among.intersection(documents)) for label, documents in labels.items()}
    assert counted == {label: count for label, count in each.items() if count}
    assert without == len(among.difference(*labels.values()))


@given(st.lists(st.integers(-50, 50), min_size=20, max_size=20), st.sets(st.integers(0, 19)))
def test_documents_are_counted_by_the_steps_their_numbers_lie_in(numbers: list[int], among: set[int]) -> None:
    assert count_numbers(Mask.of([among], 20), numbers, 7) == Counter(numbers[each] // 7 for each in among)
