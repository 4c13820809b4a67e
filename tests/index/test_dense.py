"""Are the pieces by which numpy evaluates right by themselves? (That its answers are, test_searching.py holds.)"""

from __future__ import annotations

import random
import sys
from heapq import nsmallest
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.index import dense, dense_matching, dense_phrases, dense_scoring, dense_terms, masks
from backfile.index.dense import DenseEvaluation, _least
from backfile.index.dense_scoring import divide
from backfile.index.dense_terms import BLOCK, Kept, Term
from backfile.index.evaluation import Evaluation
from backfile.index.masks import Mask
from backfile.index.opening import open_index
from backfile.index.parse import parse_query
from backfile.index.query import And, Near, Not, Or, Phrase, Prefix, Published, Query, Word
from backfile.index.searching import FEW_POSTINGS, MANY, evaluation_of
from backfile.index.snapshot import Snapshot
from backfile.index.writing import build_index, update_index
from backfile.model.search import FIELDS
from tests.index.corpus import INSTANTS, KEY, document, several_segments


@given(st.lists(st.tuples(st.integers(0, 2**53 - 1), st.integers(1, 2**31))))
@example([(2**53 - 1, 1), (2**53 - 1, 2), (999 * 307, 307), (0, 5), (2**53 - 1, 2**31 - 1)])
def test_a_division_by_floats_gives_the_whole_part(pairs: list[tuple[int, int]]) -> None:
    above, below = np.array([pair[0] for pair in pairs], np.int64), np.array([pair[1] for pair in pairs], np.int64)
    assert divide(above, below).tolist() == [one // other for one, other in pairs]


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


def test_numpy_is_asked_once_there_was_much_to_do_and_never_for_few_postings(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rare, common = parse_query("rare").query, parse_query("common").query
    assert type(evaluation_of(common, snapshot, {})) is DenseEvaluation, "it is imported here"
    assert type(evaluation_of(rare, snapshot, {})) is Evaluation
    monkeypatch.delitem(sys.modules, "numpy")
    kinds = [type(evaluation_of(common, snapshot, {})) for _ in range(MANY // (2 * FEW_POSTINGS) + 2)]
    assert kinds[0] is Evaluation, "what is asked once is gone through one by one"
    assert kinds[-1] is DenseEvaluation
    assert kinds == sorted(kinds, key=lambda kind: kind is DenseEvaluation)


WORDS = [f"w{number}x" for number in range(12)]


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """600 entries, in two segments: each word stands in two thirds as many as the one before, some often."""
    home: Path = tmp_path_factory.mktemp("spread")
    chance = random.Random(7)
    held = [
        document(
            " ".join(
                word for at, word in enumerate(WORDS) for _ in range(chance.randint(1, 6)) if chance.random() < 0.6**at
            ),
            chance.choice(WORDS) if chance.random() < 0.2 else None,
            name=f"{'ab'[number % 2]}/{number:04}",
            published=INSTANTS[number % len(INSTANTS)],
            liveblog_headline=WORDS[5] if number % 2 else None,
        )
        for number in range(600)
    ]
    with several_segments():
        build_index(home, held[:500], "en", KEY)
        update_index(open_index(home, "en", KEY), held[500:])
    return Snapshot(open_index(home, "en", KEY))


_some = st.lists(
    st.sampled_from([*map(Word, WORDS), Phrase((WORDS[0], WORDS[1])), Near((WORDS[1], WORDS[2]), 3)]),
    min_size=2,
    max_size=7,
)


@settings(max_examples=60)
@given(_some, st.booleans(), st.integers(1, 12), st.sampled_from([Evaluation, DenseEvaluation]))
@example(list(map(Word, WORDS[:3] + WORDS[-4:])), True, 1, DenseEvaluation)
@example(list(map(Word, WORDS[:3] + WORDS[-4:])), True, 1, Evaluation)
def test_the_best_are_the_same_whether_the_others_are_scored_or_left_out(
    spread: Snapshot, parts: list[Query], any_of: bool, wanted: int, kind: type[Evaluation]
) -> None:
    query = Or(tuple(parts)) if any_of else And((Or(tuple(parts[:-1])), parts[-1]))
    evaluation = kind(spread, {})
    matches = evaluation.matches(query)
    scores = evaluation.scores(query, list(matches))
    keys = {number: (-score, -spread.published[number]) for number, score in scores.items()}
    last = max(nsmallest(wanted, keys.values()), default=(0, 0))
    assert evaluation.best(query, matches, "relevance", wanted) == {
        number: key for number, key in keys.items() if key <= last
    }


@pytest.mark.parametrize("word", WORDS)
def test_scores_are_the_same_in_whatever_order_they_are_asked_for(spread: Snapshot, word: str) -> None:
    numbers = random.Random(9).sample(range(600), 600)
    plain = Evaluation(spread, {}).scores(Word(word), numbers)
    assert DenseEvaluation(spread, {}).scores(Word(word), numbers) == dict.fromkeys(numbers, 0) | dict(plain)


# As if there were few documents to look up in every step, or many.
BOUNDS: dict[str, dict[tuple[ModuleType, str], int]] = {
    "few": {
        (dense, "SOUGHT"): 10**9,
        (dense, "FEW"): 1,
        (dense_matching, "FEW"): 1,
        (dense_scoring, "SOUGHT"): 10**9,
        (dense_scoring, "FEW"): 1,
        (dense_phrases, "_FEW"): 0,
        (masks, "_SOUGHT"): 10**9,
        (masks, "_FEW"): 0,
        (masks, "_SORTED"): 0,
    },
    "many": {
        (dense, "SOUGHT"): 0,
        (dense, "FEW"): 10**9,
        (dense_matching, "FEW"): 10**9,
        (dense_scoring, "SOUGHT"): 0,
        (dense_scoring, "FEW"): 10**9,
        (dense_phrases, "_FEW"): 10**9,
        (masks, "_SOUGHT"): 0,
        (masks, "_FEW"): 10**9,
        (masks, "_SORTED"): 10**9,
    },
}


@pytest.mark.parametrize("bounds", BOUNDS)
@settings(max_examples=60)
@given(_some, st.booleans(), st.booleans())
@example([Near((WORDS[0], WORDS[1]), 2), Phrase((WORDS[0], WORDS[0])), Word(WORDS[5])], True, False)
@example([Prefix("w"), Published("2022", INSTANTS[1], None), Word(WORDS[5])], False, True)
def test_all_at_once_gives_what_one_by_one_does_be_there_few_or_many(
    spread: Snapshot, bounds: str, parts: list[Query], any_of: bool, without: bool
) -> None:
    query: Query = Or(tuple(parts)) if any_of else And(tuple(parts))
    if without:
        query = And((query, Not(Word(WORDS[3]))))
    plain, at_once = Evaluation(spread, {}), DenseEvaluation(spread, {})
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), value in BOUNDS[bounds].items():
            patch.setattr(module, name, value)
        patch.setattr(dense_terms, "_MOST_KEPT", 0)  # what was worked out before is let go
        spread.keep("given", Kept).add("nothing", Term(np.arange(1), np.arange(1), 1))
        matches = at_once.matches(query)
        assert sorted(matches) == sorted(plain.matches(query))
        assert at_once.scores(query, list(matches)) == plain.scores(query, list(matches))
        for sort in ("relevance", "newest", "oldest"):
            assert at_once.best(query, matches, sort, 7) == plain.best(query, plain.matches(query), sort, 7)


def test_what_cannot_be_among_the_best_is_left_out(spread: Snapshot) -> None:
    query = Or(tuple(map(Word, WORDS[:2] + WORDS[-4:])))
    evaluation = DenseEvaluation(spread, {})
    matches = evaluation.matches(query)
    assert isinstance(matches, Mask)
    for times in ("not known", "known"):  # what each word gives
        scored, _ = evaluation._score_best(query, matches, 1)
        assert 0 < len(scored) < len(matches) / 4, times
        for word in WORDS:
            evaluation._term(Word(word), FIELDS, len(matches))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense, "SOUGHT", 0)
        narrowed, _ = evaluation._score_best(query, matches, 1)
    assert 0 < len(narrowed) <= 2 * BLOCK


def test_what_words_give_is_kept_for_the_next_question_and_the_oldest_makes_room(
    spread: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def best(word: str) -> object:
        evaluation = DenseEvaluation(spread, {})
        return evaluation.best(Word(word), evaluation.matches(Word(word)), "relevance", 10)

    first = [best(word) for word in WORDS]
    kept = spread.keep("given", Kept)
    assert [best(word) for word in WORDS] == first, "from what was kept"
    monkeypatch.setattr(dense_terms, "_MOST_KEPT", 1_000)
    kept.add("one more", Term(np.arange(60), np.arange(60), 600))
    assert kept.get("one more") is not None
    assert 0 < sum(given.bytes for given, _ in kept._given.values()) == kept._held <= 1_000
    assert [best(word) for word in WORDS] == first, "though most was let go"


_impacts = st.dictionaries(st.integers(0, 99), st.integers(1, 999))


@given(_impacts, st.sets(st.integers(0, 99)), st.sampled_from([1, 10**9]))
@example({99: 1}, {99}, 1)
@example({}, set(), 1)
def test_a_term_gives_each_document_its_impact_and_each_block_the_greatest(
    impacts: dict[int, int], asked: set[int], common: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense_terms, "_COMMON", common)
        term = Term(np.array(sorted(impacts), np.int64), np.array([impacts[each] for each in sorted(impacts)]), 100)
    numbers = np.array(sorted(asked), np.int64)
    assert term.impacts(numbers).tolist() == [impacts.get(number, 0) for number in sorted(asked)]
    total, most = np.ones(100, np.int64), np.ones(-(-100 // BLOCK), np.int64)
    term.add_to(total, 3)
    assert total.tolist() == [1 + 3 * impacts.get(number, 0) for number in range(100)]
    for _ in range(2):
        term.add_peaks_to(most, 3)
    blocks = [range(first, first + BLOCK) for first in range(0, 100, BLOCK)]
    assert most.tolist() == [1 + 6 * max(impacts.get(number, 0) for number in block) for block in blocks]


def test_what_is_asked_for_twice_is_worked_out_though_few_are_wanted(spread: Snapshot) -> None:
    spread.keep("given", Kept).__init__()  # type: ignore[misc]  # as if nobody had asked yet
    evaluation = DenseEvaluation(spread, {})
    assert [evaluation._term(Word(WORDS[0]), FIELDS, 1) is None for _ in range(3)] == [True, False, False]
