"""Are the entries that are like another those that share its telling words, and never itself?"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from backfile.index.opening import open_index
from backfile.index.query import Or, Word
from backfile.index.searching import search_similar
from backfile.index.similar import TELLING, like
from backfile.index.writing import refresh_index
from backfile.model.permalink import Permalink
from backfile.model.search import AS_USUAL, Asked, Document, Results
from tests.index.corpus import KEY, corpora, document
from tests.index.reckoning import Reckoning


def similar(home: Path, name: str, asked: Asked = AS_USUAL) -> Results:
    return search_similar(open_index(home, "en", KEY), Permalink(name), asked)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("similar")
    held = [
        document("the harbour ferry ran aground near the pier at dawn", "Ferry aground", name="a/ferry"),
        document("the ferry was towed off; the pier is closed", "Ferry afloat", name="a/towed"),
        document("the pier opens again", name="a/pier"),
        document("the mayor spoke of the budget", name="b/mayor"),
        document("42 42 42", name="b/number"),
        document("unheard", name="b/alone"),
        document("ferry aground harbour", name="c/edited", newest=False),
        document("the weather", name="c/edited", revision=2),
        document("42", name="c/number"),
        *(document("the filler", name=f"x/{number}") for number in range(9)),
    ]
    refresh_index(home, held, "en", KEY)
    return home


def test_what_shares_the_rarest_words_comes_first_and_the_entry_itself_never(home: Path) -> None:
    found = similar(home, "a/ferry")
    assert [hit.permalink for hit in found.hits[:2]] == ["a/towed", "a/pier"]
    assert "a/ferry" not in {hit.permalink for hit in found.hits}
    assert found.query == "a/ferry"
    assert found.read.startswith("ferry OR ")
    assert found.total == len(similar(home, "a/ferry", Asked(limit=100)).hits)
    assert (found.partly, found.suggestion, found.notes) == (0, None, ())


def test_the_answer_is_a_page_with_facets_and_reasons_as_any_other(home: Path) -> None:
    whole = similar(home, "a/ferry", Asked(limit=100, explain=True, facets=("liveblog",)))
    assert dict(whole.facets["liveblog"])["a"] == 2
    assert all(hit.score == sum(reason.score for reason in hit.why) for hit in whole.hits)
    second = similar(home, "a/ferry", Asked(limit=1, offset=1, explain=True))
    assert second.hits == whole.hits[1:2]


@pytest.mark.parametrize("name", ["nowhere/none", "a", "", "b/alone", "b/number"])
def test_nothing_is_like_what_is_not_held_or_shares_no_word(home: Path, name: str) -> None:
    found = similar(home, name, Asked(facets=("day",)))
    assert (found.hits, found.total, found.undated, found.facets) == ((), 0, 0, {"day": ()})


def test_only_the_newest_words_count_on_either_side(home: Path) -> None:
    assert "c/edited" not in {hit.permalink for hit in similar(home, "a/pier", Asked(limit=3)).hits}
    assert {hit.permalink[0] for hit in similar(home, "c/edited").hits} >= {"a", "x"}, "all that it shares is: the"


def test_like_asks_for_any_of_the_words() -> None:
    assert like([]) is None
    assert like(["a"]) == Word("a")
    assert like(["a", "b"]) == Or((Word("a"), Word("b")))


def test_no_more_words_are_looked_for_than_tell(tmp_path: Path) -> None:
    words = [f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(60)]
    refresh_index(tmp_path, [document(" ".join(words), name=name) for name in ("a/x", "a/y")], "en", KEY)
    assert similar(tmp_path, "a/x").read.split(" OR ") == sorted(words)[:TELLING]


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
def test_all_that_is_found_shares_a_word_and_is_scored_by_the_law(documents: list[Document]) -> None:
    with TemporaryDirectory() as folder:
        refresh_index(Path(folder), documents, "en", KEY)
        reckoned = Reckoning(documents)
        for each in reckoned.held[:3]:
            found = similar(Path(folder), each.permalink, Asked(limit=100))
            asked = [Word(word) for word in found.read.split(" OR ")] if found.hits else []
            matching = {
                number: sum(reckoned.score(word, number) for word in asked)
                for number in range(len(reckoned.held))
                if any(reckoned.matches(word, number) for word in asked)
            }
            scores = {reckoned.held[number].permalink: score for number, score in matching.items()}
            scores.pop(each.permalink, None)
            assert {hit.permalink: hit.score for hit in found.hits} == scores
            assert [hit.score for hit in found.hits] == sorted(scores.values(), reverse=True)
