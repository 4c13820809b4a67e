"""Does a mask answer as the set of the same documents does?"""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.index.masks import Mask, as_numbers

SIZE = 12
_numbers = st.frozensets(st.integers(0, SIZE - 1))


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
    for second, third in zip(shapes(two), shapes(three), strict=True):
        assert mask.union(second, third) == one.union(two, three)
        assert mask.intersection(second, third) == one.intersection(two, three)
        assert mask.difference(second, third) == one.difference(two, three)
        assert mask.count(second) == len(one & two)
        assert Mask.of([second, third], SIZE) == two | three
    assert mask.union() == mask.intersection() == mask.difference() == mask
    assert hash(mask) == hash(one)
    assert mask != sorted(one)


@pytest.mark.parametrize(
    "numbers", [range(3, 7), array("q", [3, 4, 5, 6]), memoryview(array("I", [3, 4, 5, 6])), (3, 4, 5, 6)]
)
def test_numbers_are_numbers_however_they_lie(numbers: Any) -> None:
    assert np.array_equal(as_numbers(numbers), [3, 4, 5, 6])
