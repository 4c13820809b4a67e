"""Is our index one of Whoosh's, for a program that knows Whoosh?"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.qparser import QueryParser

from backfile.index.analysis import folds
from backfile.index.as_whoosh import SCHEMA, as_whoosh
from backfile.index.opening import open_index
from backfile.index.writing import refresh_index
from backfile.model.search import Document
from tests.index.corpus import INSTANTS, KEY, corpora, document, several_segments
from tests.index.test_searching import ONE_OF_EACH


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(corpora(), min_size=1, max_size=3))
@example([ONE_OF_EACH])
@example([ONE_OF_EACH, ONE_OF_EACH[1:]])
def test_whoosh_finds_each_word_where_it_stands(states: list[list[Document]]) -> None:
    with TemporaryDirectory() as folder:
        for state in states:
            with several_segments():
                refresh_index(Path(folder), state, "en", KEY)
        index, held = as_whoosh(open_index(Path(folder), "en", KEY)), states[-1]
        with index.searcher() as searcher:
            assert searcher.doc_count() == len(held)
            for word in {word for each in held for word in folds(each.text)} | {"nowhere"}:
                found = sorted(hit["permalink"] for hit in searcher.search(query.Term("text", word), limit=None))
                assert found == sorted(each.permalink for each in held if word in folds(each.text))
            for one, other in (("to", "be"), ("plan", "b"), ("mig", "29")):
                phrase = searcher.search(query.Phrase("text", [one, other]), limit=None)
                side_by_side = {hit["permalink"] for hit in phrase}
                texts = [(each.permalink, f" {' '.join(folds(each.text))} ") for each in held]
                expected: set[str] = {name for name, text in texts if f" {one} {other} " in text}
                assert side_by_side == expected


def test_whoosh_parses_sorts_and_reads_what_is_stored(tmp_path: Path) -> None:
    held = [
        document("The mayor's dyke", name="a/x", published=INSTANTS[0], tags=("Plan B",)),
        document("A dyke, U.S. made", name="a/y", published=INSTANTS[3]),
        document("Nothing", name="a/z"),
    ]
    refresh_index(tmp_path, held, "en", KEY)
    with as_whoosh(open_index(tmp_path, "en", KEY)).searcher() as searcher:
        parser = QueryParser("text", SCHEMA)
        both = ["a/x", "a/y"]
        for written, names in (("DYKE", both), ('"us made"', ["a/y"]), ("tag:plan NOT dyke", []), ("d?ke", both)):
            found = searcher.search(parser.parse(written))
            assert sorted(hit["permalink"] for hit in found) == names, written
        every = searcher.search(query.Every(), sortedby="published")
        assert [hit["permalink"] for hit in every] == ["a/z", "a/y", "a/x"]
        assert every[0]["document"].partition("\n")[2] == "Nothing"


def test_an_index_of_nothing_is_one_too(tmp_path: Path) -> None:
    refresh_index(tmp_path, [], "en", KEY)
    index = as_whoosh(open_index(tmp_path, "en", KEY))
    assert (index.doc_count(), index.latest_generation()) == (0, 0)
