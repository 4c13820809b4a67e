"""Does Whoosh find in our segments what it finds in its own, with the same scores, whatever was written before?

Random corpora and queries of every class, over commits with deletions and merges: what stock Whoosh gives is the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
import whoosh.writing
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from whoosh import analysis, fields, query, scoring
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ReadTooFar

from backfile.index.codec.for_whoosh import FlatCodec
from backfile.index.codec.whoosh_numbers import Numbers

WORDS = "attack attacks dyke dykes mayor night storm kyiv kiev київ be to or not".split()


class Entry(NamedTuple):
    """What Whoosh is given of an entry."""

    title: str
    text: str
    tag: str
    number: int


SCHEMA = fields.Schema(
    name=fields.ID(stored=True),
    title=fields.TEXT(analyzer=analysis.SimpleAnalyzer(), stored=True, field_boost=2.0),
    text=fields.TEXT(analyzer=analysis.SimpleAnalyzer()),
    tag=fields.ID(),
    number=fields.COLUMN(Numbers("q", default=-7)),
)

_text = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
_entries = st.builds(Entry, _text, _text, st.sampled_from(["", "a", "b"]), st.integers(-(2**63), 2**63 - 1))
_commits = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("uvwxyz"), _entries, min_size=1, max_size=5),
        st.sets(st.sampled_from("uvwxyz"), max_size=2),
        st.sampled_from(["NO_MERGE", "MERGE_SMALL", "OPTIMIZE"]),
    ),
    min_size=1,
    max_size=4,
)

_word = st.sampled_from(WORDS)
_field = st.sampled_from(["title", "text"])
_leaves: st.SearchStrategy[Any] = st.one_of(
    st.builds(query.Term, _field, _word),
    st.builds(query.Prefix, _field, st.sampled_from(["a", "dy", "k", "к", "x", ""])),
    st.builds(query.Wildcard, _field, st.sampled_from(["a*k", "d?ke", "*s", "k??v"])),
    st.builds(query.FuzzyTerm, _field, st.sampled_from(["kyiv", "dyke", "mayr"]), maxdist=st.sampled_from([1, 2])),
    st.builds(query.TermRange, _field, st.just("b"), _word),
    st.builds(query.Phrase, _field, st.lists(_word, min_size=2, max_size=3), slop=st.sampled_from([1, 3])),
    st.builds(query.Term, st.just("tag"), st.sampled_from(["a", "b"])),
    st.just(query.Every()),
    st.just(query.Every("title")),
)


def _joined(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(part, min_size=2, max_size=3)
    return st.one_of(
        parts.map(query.And),
        parts.map(query.Or),
        parts.map(query.DisjunctionMax),
        st.builds(query.AndNot, part, part),
        st.builds(query.AndMaybe, part, part),
        part.map(lambda forbidden: query.And([query.Every(), query.Not(forbidden)])),
    )


_queries = st.recursive(_leaves, _joined, max_leaves=4)


def write(folder: Path, commits: Sequence[tuple[dict[str, Entry], set[str], str]], codec: Any) -> Any:
    folder.mkdir()
    index = FileStorage(str(folder)).create_index(SCHEMA)
    for written, removed, merging in commits:
        writer = index.writer(codec=codec, compound=False)
        for name in sorted({*written, *removed}):
            writer.delete_by_term("name", name)
        for name, entry in sorted(written.items()):
            given = {"tag": entry.tag} if entry.tag else {}
            number = {} if entry.number == 0 else {"number": entry.number}
            writer.add_document(name=name, title=entry.title, text=entry.text, **given, **number)
        writer.commit(mergetype=getattr(whoosh.writing, merging))
    return index


def found(index: Any, asked: Any) -> dict[str, float]:
    with index.searcher(weighting=scoring.BM25F()) as searcher:
        return {hit["name"]: hit.score for hit in searcher.search(asked, limit=None)}


def read_numbers(reader: Any) -> list[list[int] | None]:
    """The column of each segment that has one."""
    leaves = [leaf for leaf, _ in reader.leaf_readers()]
    return [
        list(leaf.column_reader("number", translate=False).load()) if leaf.has_column("number") else None
        for leaf in leaves
    ]


ONE = Entry("attack on the dyke", "the attacks on the dykes of kyiv and kiev dyke", "a", 5)
OTHER = Entry("", "to be or not to be", "", 0)
FIRST, LAST = Entry("", "attack attacks", "", 0), Entry("attack", "attacks", "", 0)
PAST_ITS_END = query.AndNot(query.Term("text", "attack"), query.Term("title", "attack"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_commits, st.lists(_queries, min_size=1, max_size=6))
@example([({"u": ONE, "v": OTHER}, set(), "NO_MERGE"), ({"u": OTHER}, {"v"}, "OPTIMIZE")], [query.Term("text", "be")])
@example([({"u": ONE}, set(), "NO_MERGE"), ({"v": ONE}, set(), "NO_MERGE")], [query.Phrase("text", ["kyiv", "kiev"])])
@example([({"u": ONE, "w": OTHER}, set(), "NO_MERGE"), ({"v": ONE}, {"u"}, "NO_MERGE")], [query.Every()])
@example([({"v": FIRST, "w": LAST}, set(), "NO_MERGE")], [query.AndNot(query.Term("text", "attacks"), PAST_ITS_END)])
def test_whoosh_finds_in_our_segments_what_it_finds_in_its_own_with_the_same_scores(
    commits: list[tuple[dict[str, Entry], set[str], str]], questions: list[Any]
) -> None:
    with TemporaryDirectory() as folder:
        stock, ours = (
            write(Path(folder) / name, commits, codec) for name, codec in (("stock", None), ("ours", FlatCodec()))
        )
        for asked in questions:
            expected, scores = found(stock, asked), found(ours, asked)
            assert scores == pytest.approx(expected, abs=1e-4), asked
        with stock.reader() as one, ours.reader() as other:
            assert [other.stored_fields(number) for number in other.all_doc_ids()] == [
                one.stored_fields(number) for number in one.all_doc_ids()
            ]
            assert list(other.all_terms()) == list(one.all_terms())
            assert read_numbers(other) == read_numbers(one)
            for field in ("title", "text", "name"):
                assert other.field_length(field) == one.field_length(field)


@given(st.lists(st.lists(st.sampled_from("ab"), max_size=4), min_size=1, max_size=9), st.data())
def test_a_matcher_walks_leaps_and_goes_back(texts: list[list[str]], data: st.DataObject) -> None:
    texts = [["a"], *texts]
    commits = [
        ({f"{number}": Entry("", " ".join(words), "", 0) for number, words in enumerate(texts)}, set[str](), "OPTIMIZE")
    ]
    with TemporaryDirectory() as folder, write(Path(folder) / "ours", commits, FlatCodec()).reader() as reader:
        names = {number: int(reader.stored_fields(number)["name"]) for number in reader.all_doc_ids()}
        holding = [number for number in names if "a" in texts[names[number]]]
        matcher = reader.postings("text", b"a")
        other, walked = matcher.copy(), []
        while matcher.is_active():
            walked.append((matcher.id(), matcher.value_as("positions"), matcher.value_as("frequency")))
            matcher.next()
        places = {each: [at for at, word in enumerate(texts[names[each]]) if word == "a"] for each in holding}
        assert walked == [(each, places[each], len(places[each])) for each in holding]
        with pytest.raises(ReadTooFar):
            matcher.next()
        assert other.id() == holding[0], "a copy stays where it is"
        target = data.draw(st.integers(0, len(texts)))
        other.skip_to(target)
        left = [number for number in holding if number >= target]
        assert (other.id() if other.is_active() else None) == (left[0] if left else None)
        other.reset()
        assert other.id() == holding[0]


def test_what_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    schema = fields.Schema(count=fields.KEYWORD(stored=True), number=fields.STORED())
    index = FileStorage(str(tmp_path)).create_index(schema)
    writer = index.writer(codec=FlatCodec(), compound=False)
    with pytest.raises(TypeError, match="number: only texts are stored, not int"):
        writer.add_document(number=7)
    writer.cancel()
    writer = index.writer(codec=FlatCodec(), compound=False)
    writer.add_document(count="a b a")
    with pytest.raises(NotImplementedError, match="count: postings are kept with their positions, or with nothing"):
        writer.commit()
