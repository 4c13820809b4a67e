"""Do the postings that another face is given hold the same words, positions and lengths as the index?"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings

from backfile.index.analysis import inflected, stem
from backfile.index.opening import open_index
from backfile.index.postings import collect_postings
from backfile.index.score import constants
from backfile.index.searching import Searcher
from backfile.index.writing import build_index
from backfile.model.search import FIELDS, Document
from tests.index.corpus import corpora, document

TWO = [
    document("attacks on the dyke, attacks", "Dyke’s end", name="b/x", byline=("Ada Quint",)),
    document("an older attack", name="a/y", newest=False),
    document("a newer attack", name="a/y", revision=2),
]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
@example(TWO)
@example([])
def test_the_postings_are_those_of_the_index(documents: list[Document]) -> None:
    postings = collect_postings(documents, "en")
    with TemporaryDirectory() as folder:
        build_index(Path(folder), documents, "en")
        opened = open_index(Path(folder), "en")
        reader = opened.whoosh.reader()
        searcher = Searcher(opened)
        by_name = {searcher.permalink(number): number for number in searcher.everything}
        numbers = [by_name[each.permalink] for each in postings.documents]
        for field in FIELDS:
            indexed = {
                term.decode(): sorted(
                    (numbers.index(number), positions)
                    for number, positions in searcher._positions(field, term.decode()).items()
                    if number in numbers
                )
                for term in reader.expand_prefix(field, "")
            }
            its_terms = {term: held for term, held in indexed.items() if held}
            assert {word: list(held) for word, held in postings.words[field].items()} == its_terms
        assert [searcher._lengths(number) for number in numbers] == list(postings.lengths)
        assert [searcher.document(number) for number in numbers] == list(postings.documents)
        searcher.close()
        reader.close()


@given(corpora())
@example(TWO)
def test_the_stems_of_all_words_are_told_so_that_inflected_forms_are_one_term(documents: list[Document]) -> None:
    postings = collect_postings(documents, "en")
    assert set(postings.stems) == {word for field in FIELDS for word in postings.words[field]}
    for word, its_stem in postings.stems.items():
        assert its_stem == stem(word, "en")


def test_only_the_newest_words_are_given_in_the_order_of_the_permalinks() -> None:
    postings = collect_postings(TWO, "en")
    assert [each.permalink for each in postings.documents] == ["a/y", "b/x"]
    assert postings.words == {
        "headline": {"dyke's": [(1, [0])], "end": [(1, [1])]},
        "text": {
            "a": [(0, [0])],
            "attack": [(0, [2])],
            "attacks": [(1, [0, 4])],
            "dyke": [(1, [3])],
            "newer": [(0, [1])],
            "on": [(1, [1])],
            "the": [(1, [2])],
        },
        "byline": {"ada": [(1, [0])], "quint": [(1, [1])]},
    }
    assert postings.lengths == ((0, 3, 0), (2, 5, 2))
    assert postings.ranking == constants()
    assert postings.endings == (("'s", ""), ("s", ""))


@given(corpora())
def test_two_runs_give_the_same_in_the_same_order(documents: list[Document]) -> None:
    one, other = collect_postings(documents, "en"), collect_postings(list(reversed(documents)), "en")
    assert one == other
    assert [list(one.words[field]) for field in FIELDS] == [sorted(one.words[field]) for field in FIELDS]
    assert list(one.stems) == sorted(one.stems)


def test_a_language_without_a_stemmer_has_no_endings() -> None:
    postings = collect_postings(TWO, "uk")
    assert postings.endings == ()
    assert inflected("attack", {}, "uk") == ("attack",)
    assert all(word == its_stem for word, its_stem in postings.stems.items())
