"""Are the pieces by which numpy evaluates right by themselves? (That its answers are, test_searching.py holds.)"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.index.dense import DenseEvaluation, _divide, _least
from backfile.index.evaluation import Evaluation
from backfile.index.opening import open_index
from backfile.index.parse import parse_query
from backfile.index.searching import FEW_POSTINGS, MANY, evaluation_of
from backfile.index.snapshot import Snapshot
from backfile.index.writing import build_index
from tests.index.corpus import KEY, document


@given(st.lists(st.tuples(st.integers(0, 2**53 - 1), st.integers(1, 2**31))))
@example([(2**53 - 1, 1), (2**53 - 1, 2), (999 * 307, 307), (0, 5), (2**53 - 1, 2**31 - 1)])
def test_a_division_by_floats_gives_the_whole_part(pairs: list[tuple[int, int]]) -> None:
    above, below = np.array([pair[0] for pair in pairs], np.int64), np.array([pair[1] for pair in pairs], np.int64)
    assert _divide(above, below).tolist() == [one // other for one, other in pairs]


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1), st.integers(1, 30))
@example([(0, 0)] * 5, 2)
def test_the_least_are_those_that_no_more_than_so_many_come_before(pairs: list[tuple[int, int]], wanted: int) -> None:
    first, second = (np.array([pair[at] for pair in pairs]) for at in (0, 1))
    chosen = _least(first, second.__getitem__, wanted)
    last = sorted(pairs)[:wanted][-1]
    assert sorted(chosen.tolist()) == [at for at, pair in enumerate(pairs) if pair <= last]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home: Path = tmp_path_factory.mktemp("index")
    held = [
        document("common " * 3 + "rare" * (number == 7), name=f"a/{number:05}") for number in range(2 * FEW_POSTINGS)
    ]
    build_index(home, held, "en", KEY)
    return Snapshot(open_index(home, "en", KEY))


def test_numpy_is_asked_once_there_was_much_to_do_and_never_for_few_postings(snapshot: Snapshot) -> None:
    rare, common = parse_query("rare").query, parse_query("common").query
    kinds = [type(evaluation_of(common, snapshot, {})) for _ in range(MANY // (2 * FEW_POSTINGS) + 2)]
    assert kinds[0] is Evaluation, "what is asked once is gone through one by one"
    assert kinds[-1] is DenseEvaluation
    assert kinds == sorted(kinds, key=lambda kind: kind is DenseEvaluation)
    assert type(evaluation_of(rare, snapshot, {})) is Evaluation
