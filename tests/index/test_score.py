"""Are scores the whole numbers that the formula says, and do they behave as a reader would expect?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.dense_scoring import rough_all
from backfile.index.score import (
    AVERAGE,
    CONTEXT,
    LOG2,
    MOST_LONG,
    MOST_OCCURRENCES,
    WEIGHT,
    constants,
    idf,
    impact,
    impact_of,
    rough,
    step,
    weigh,
)
from backfile.model.search import FIELDS

SAFE_IN_JAVASCRIPT = 2**53

counts = st.tuples(*[st.integers(min_value=0, max_value=10**6) for _ in FIELDS])
lengths = st.tuples(*[st.integers(min_value=0, max_value=10**7) for _ in FIELDS])
documents = st.integers(min_value=0, max_value=2**31)


@given(documents, st.data())
def test_idf_is_the_logarithm_in_256_steps_to_the_bit(number: int, data: st.DataObject) -> None:
    holding = data.draw(st.integers(min_value=0, max_value=number))
    exact = 256 * math.log2((2 * number + 2) / (2 * holding + 1))
    assert exact - 2 - 1 < idf(number, holding) < exact + 1
    assert idf(number, holding) >= 0


@given(documents, st.data())
def test_a_rarer_term_never_counts_less(number: int, data: st.DataObject) -> None:
    few, many = sorted(data.draw(st.tuples(*[st.integers(min_value=0, max_value=number)] * 2)))
    assert idf(number, few) >= idf(number, many)


@pytest.mark.parametrize(
    ("documents", "holding", "value"),
    [(0, 0, 256), (1, 1, 106), (3, 3, 49), (3, 1, 362), (1000, 1, 2401), (1000, 1000, 0), (2**31, 0, 256 * 32)],
)
def test_idf_has_these_values_on_every_face(documents: int, holding: int, value: int) -> None:
    assert idf(documents, holding) == value


@given(counts, lengths)
@example((10**6, 10**6, 10**6), (0, 0, 0))
def test_an_impact_lies_from_0_to_999_and_is_0_only_without_the_term(
    occurrences: tuple[int, ...], held: tuple[int, ...]
) -> None:
    value = impact(occurrences, held)
    assert 0 <= value <= 999
    assert not (value and not any(occurrences))


@given(counts, lengths, st.integers(min_value=0, max_value=len(FIELDS) - 1), st.integers(min_value=1, max_value=10**6))
def test_more_occurrences_never_count_less_and_a_longer_field_never_more(
    occurrences: tuple[int, ...], held: tuple[int, ...], which: int, more: int
) -> None:
    def raised(values: tuple[int, ...]) -> list[int]:
        return [value + more * (at == which) for at, value in enumerate(values)]

    assert impact(raised(occurrences), held) >= impact(occurrences, held)
    assert impact(occurrences, raised(held)) <= impact(occurrences, held)


def test_a_headline_counts_four_times_and_a_field_of_average_length_once() -> None:
    average = [AVERAGE[field] for field in FIELDS]
    by_field = {field: impact([int(field == each) for each in FIELDS], average) for field in FIELDS}
    assert by_field == {
        "headline": 1000 * 1024 // (1024 + 307),
        "text": 1000 * 256 // (256 + 307),
        "byline": 1000 * 256 // (256 + 307),
    }


@given(counts, lengths)
def test_the_impact_is_that_of_the_weights_of_all_fields_together(
    occurrences: tuple[int, ...], held: tuple[int, ...]
) -> None:
    assert impact(occurrences, held) == impact_of(sum(map(weigh, FIELDS, occurrences, held)))
    assert impact(occurrences, held) <= impact_of(sum(map(weigh, FIELDS, occurrences, held)) + CONTEXT)


def test_the_headline_of_the_live_blog_counts_as_one_occurrence_in_an_average_text() -> None:
    assert weigh("text", 1, AVERAGE["text"]) == CONTEXT
    assert (impact_of(0), impact_of(CONTEXT)) == (0, 454)


@given(st.integers(min_value=0, max_value=10**7))
@example(7)
@example(8)
@example(9_215)
@example(9_216)
def test_a_length_is_told_by_one_of_ninety_steps(words: int) -> None:
    its = step(words)
    assert 0 <= its < 90
    assert rough(words) == (its if its < 8 else (8 + its % 8) << (its // 8 - 1))
    assert rough(words) <= words
    assert words == rough(words) or words >= MOST_LONG or words < rough(words) * 9 / 8


@given(st.lists(st.integers(min_value=0, max_value=10**7)))
@example([0, 1, 15, 16, 9_215, 9_216, 2**20])
def test_many_lengths_are_roughly_told_as_each_is(words: list[int]) -> None:
    assert rough_all(np.array(words, np.int64)).tolist() == list(map(rough, words))


def test_all_numbers_can_be_reckoned_in_javascript() -> None:
    most = CONTEXT + sum(WEIGHT[field] * MOST_OCCURRENCES * 65536 // 64 for field in FIELDS)
    assert max(1000 * most, (2 * 2**31 + 2) << 16) < SAFE_IN_JAVASCRIPT
    assert impact([10**9] * 3, [0] * 3) == impact([MOST_OCCURRENCES] * 3, [0] * 3) == 999


def test_every_face_is_given_the_constants_in_the_order_of_the_fields() -> None:
    assert constants() == {
        "weight": [4, 1, 1],
        "average": [8, 104, 2],
        "context": 256,
        "norm": [64, 192],
        "most": 65_535,
        "scale": 65_536,
        "impact": [1000, 307],
        "log2": list(LOG2),
    }
    assert (LOG2[0], LOG2[128], LOG2[255], len(LOG2)) == (0, 150, 255, 256)
