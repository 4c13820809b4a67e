"""Is a query that asks for too much refused in one line, and are the pieces of an evaluation right by themselves?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import Usage
from backfile.index import matching
from backfile.index.evaluation import Evaluation
from backfile.index.matching import MOST_FORMS, MOST_FUZZY
from backfile.index.opening import open_index
from backfile.index.parse import parse_query
from backfile.index.phrases import close_by, side_by_side
from backfile.index.query import (
    And,
    Fuzzy,
    In,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Required,
    Undated,
    Word,
    replace_dates,
)
from backfile.index.searching import search
from backfile.index.snapshot import Snapshot
from backfile.index.writing import refresh_index
from backfile.model.search import Results
from tests.index.corpus import KEY, document, published, queries
from tests.index.reckoning import stretches


def ask(home: Path, written: str) -> Results:
    return search(open_index(home, "en", KEY), parse_query(written), written)


@contextmanager
def evaluating(home: Path) -> Iterator[Evaluation]:
    snapshot = Snapshot(open_index(home, "en", KEY))
    try:
        yield Evaluation(snapshot, {})
    finally:
        snapshot.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of many words: 1,700 that begin with each of a, b and c, and as many again with a second letter."""
    home = tmp_path_factory.mktemp("many")
    held = [
        document(" ".join(f"{letter}{other}{number}" for number in range(size)), name=f"x/{letter}{other}")
        for letter, other, size in (("a", "a", 1_700), ("b", "b", 1_700), ("c", "c", 1_700), ("a", "x", 600))
    ]
    refresh_index(home, held, "en", KEY)
    return home


# Bounds


@pytest.mark.parametrize("written", ["a*", "headline:a*", "NOT a*", "*1*", "a?*", "tag:(a* b)"])
def test_what_stands_for_too_many_words_is_refused_with_what_to_do(home: Path, written: str) -> None:
    with pytest.raises(Usage) as told:
        ask(home, written)
    shape = written.removeprefix("headline:").removeprefix("NOT ").replace("tag:(a* b)", "a*")
    assert str(told.value) == f"query: “{shape}” stands for more than {MOST_FORMS:,} words; write more of it"
    assert ask(home, "aa*").total == 1


def test_words_that_stand_for_many_are_counted_together(home: Path) -> None:
    assert ask(home, "aa* OR bb*").total == 2
    with pytest.raises(Usage) as told:
        ask(home, "aa* OR bb* NOT headline:cc*")
    assert str(told.value) == "query: stands for more than 5,000 words in all; write more of what stands before *"


def test_more_fuzzy_words_than_are_allowed_are_refused(home: Path) -> None:
    assert ask(home, " OR ".join(["aa1~"] * MOST_FUZZY)).total == 2
    with pytest.raises(Usage) as told:
        ask(home, "-(text:aa1~ +ax1~) " + " ".join(["abc~"] * (MOST_FUZZY - 1)))
    assert str(told.value) == f"query: asks for more than {MOST_FUZZY} words with ~; ask for fewer"


def test_several_phrases_of_common_words_are_refused_and_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [document("one two three", headline="one", name=f"x/{number}") for number in range(20)]
    refresh_index(tmp_path, held, "en", KEY)
    monkeypatch.setattr(matching, "MOST_PLACES", 79)
    assert ask(tmp_path, '"one two three"').total == 20
    assert ask(tmp_path, '"one two" "nowhere two"~5').total == 0
    with pytest.raises(Usage) as told:
        ask(tmp_path, '"one two" OR "two three"~5')
    assert str(told.value) == "query: asks for too many phrases of common words at once; ask for one of them"
    monkeypatch.setattr(matching, "MOST_PLACES", 80)
    assert ask(tmp_path, '"one two" OR "two three"~5').total == 20


# Places


_places = st.lists(st.lists(st.integers(0, 30), unique=True, max_size=6).map(sorted), min_size=1, max_size=4)


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 3)), st.integers(1, 4), st.integers(0, 9))
@example({0: 0, 9: 0, 4: 1, 8: 1}, 2, 3)
@example({0: 0, 3: 1, 1: 2}, 3, 0)
def test_words_are_close_where_no_more_than_so_many_others_could_stand_between(
    placed: dict[int, int], number: int, within: int
) -> None:
    places = [sorted(place for place, word in placed.items() if word == each) for each in range(number)]
    assert close_by(places, within) == stretches([tuple(each) for each in places], within)


@given(_places)
@example([[0, 7], [1, 5], [2]])
@example([[0], [], [2]])
def test_words_stand_side_by_side_where_each_follows_the_one_before(places: list[list[int]]) -> None:
    starts = [start for start in places[0] if all(start + at in each for at, each in enumerate(places))]
    assert side_by_side(places) == len(starts)


# Dates


def test_date_filters_are_replaced_but_below_not_where_they_keep_nothing_undated_out() -> None:
    date, word = published("2022"), Word("a")

    def replaced(query: Query) -> Query:
        return replace_dates(query, lambda _: Undated())

    kept: list[Query] = [Not(date), Not(Required(Or((word, date)))), In("text", Not(date)), word, Undated()]
    for query in kept:
        assert replaced(query) == query
    assert replaced(And((word, Or((date, Required(date)))))) == And((word, Or((Undated(), Required(Undated())))))
    assert replaced(Not(Not(date))) == Not(Not(Undated()))
    assert replaced(In("text", And((word, date)))) == In("text", And((word, Undated())))


@given(queries)
def test_a_query_with_each_date_filter_replaced_by_itself_is_the_same(query: Query) -> None:
    assert replace_dates(query, lambda date: date) == query


# Forms


def test_a_leaf_stands_for_indexed_words_in_order(tmp_path: Path) -> None:
    refresh_index(tmp_path, [document("attacks attacked attach zebra")], "en", KEY)
    with evaluating(tmp_path) as asked:
        assert asked.forms(Word("attacking")) == ("attacked", "attacking", "attacks")
        assert asked.forms(Prefix("atta")) == ("attach", "attacked", "attacks")
        assert asked.forms(Fuzzy("attack", 1)) == ("attach", "attacks")
        assert asked.forms(Phrase(("b", "a"))) == ("a", "a's", "b", "b's")
        assert asked.forms(Near(("b", "a"), 1)) == ("a", "b")
