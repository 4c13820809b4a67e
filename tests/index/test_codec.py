"""Is what Whoosh writes through our codec read back as it was, over any commits, deletions and merges?"""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import whoosh.writing
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.matching import ReadTooFar

from backfile.index.codec import Flat, FlatCodec, FlatMatcher, Numbers, NumbersReader
from backfile.index.schema import Labels, Words, positions

DEFAULT = -(2**62)
SCHEMA = fields.Schema(
    name=fields.ID(stored=True),
    words=Words(),
    labels=Labels(),
    number=fields.COLUMN(Numbers("q", default=DEFAULT)),
    small=fields.COLUMN(Numbers("I")),
)

Held = tuple[tuple[str, ...], tuple[str, ...], int | None]
"""The words of a document, its labels, and its number."""

_held: st.SearchStrategy[Held] = st.tuples(
    st.lists(st.sampled_from(["a", "b", "ab", "київ", "\U0001f600", "x" * 300]), max_size=6).map(tuple),
    st.lists(st.sampled_from(["is:edited", "byline:Ada", "byline:\ud800"]), max_size=2, unique=True).map(tuple),
    st.none() | st.sampled_from([0, 1, -1, 2**63 - 1, -(2**63)]),
)
_names = st.sampled_from("uvwxyz")
_commits = st.lists(
    st.tuples(
        st.dictionaries(_names, _held, max_size=4),
        st.sets(_names, max_size=2),
        st.sampled_from(["NO_MERGE", "MERGE_SMALL", "OPTIMIZE"]),
    ),
    min_size=1,
    max_size=5,
)


def commit(index: Any, written: dict[str, Held], removed: set[str], merging: str) -> None:
    """Put these documents in the place of those of the same names, take out others, and merge segments."""
    writer = index.writer(codec=FlatCodec())
    for name in sorted({*written, *removed}):
        writer.delete_by_term("name", name)
    for name, (words, labels, number) in written.items():
        numbers = {} if number is None else {"number": number, "small": abs(number) % 2**32}
        writer.add_document(name=name, words=list(words), labels=list(labels), **numbers)
    writer.commit(mergetype=getattr(whoosh.writing, merging))


def flats(reader: Any, field: str, term: bytes) -> Iterator[tuple[FlatMatcher, int]]:
    """The postings of a term in each segment, with the number of the segment's first document."""
    for leaf, offset in reader.leaf_readers():
        if (field, term) in leaf:
            matcher = leaf.postings(field, term)
            yield getattr(matcher, "child", matcher), offset


@settings(max_examples=40)
@given(_commits)
@example([({"u": (("a", "b", "a"), ("is:edited",), 5), "v": ((), (), None)}, set(), "NO_MERGE")])
@example([({"u": (("a",), (), 1)}, set(), "NO_MERGE"), ({"v": (("a",), (), None)}, {"u"}, "OPTIMIZE")])
@example([({"u": (("a",), (), None), "v": (("b",), (), 2)}, set(), "NO_MERGE"), ({}, {"v"}, "MERGE_SMALL")])
@example([({"u": (("a",), (), 3)}, set(), "NO_MERGE"), ({"w": (("a",), (), None)}, set(), "MERGE_SMALL")] * 2)
def test_what_whoosh_writes_is_read_back_after_any_commits(
    commits: list[tuple[dict[str, Held], set[str], str]],
) -> None:
    index = RamStorage().create_index(SCHEMA)
    held: dict[str, Held] = {}
    for written, removed, merging in commits:
        commit(index, written, removed, merging)
        held = {name: each for name, each in held.items() if name not in removed} | written
    with closing(index.reader()) as reader:
        names = {number: reader.stored_fields(number)["name"] for number in reader.all_doc_ids()}
        assert sorted(names.values()) == sorted(held)
        found: dict[tuple[str, str], dict[str, list[int]]] = {}
        for field, term in reader.all_terms():
            if field == "name":
                continue
            its = found.setdefault((field, term.decode("utf-8", "surrogatepass")), {})
            for matcher, offset in flats(reader, field, term):
                flat = matcher.flat
                assert list(flat.documents) == sorted(set(flat.documents))
                for number, start, end in zip(flat.documents, [0, *flat.ends], flat.ends, strict=False):
                    if number + offset in names:
                        its[names[number + offset]] = flat.positions[start:end].tolist()
            through = [names[number] for number in reader.postings(field, term).all_ids()] if its else []
            assert sorted(through) == sorted(its), "as Whoosh walks through them"
        expected: dict[tuple[str, str], dict[str, list[int]]] = {}
        for name, (words, labels, _) in held.items():
            for word, places in positions(list(words)).items():
                expected.setdefault(("words", word), {})[name] = places
            for label in labels:
                expected.setdefault(("labels", label), {})[name] = []
        assert {key: its for key, its in found.items() if its} == expected
        for name, number in ((names[number], number) for number in names):
            leaf, inside = next(
                (leaf, number - offset) for leaf, offset in reversed(reader.leaf_readers()) if number >= offset
            )
            given = held[name][2]
            for column, value in (("number", given), ("small", None if given is None else abs(given) % 2**32)):
                numbers = leaf.column_reader(column, translate=False)
                wanted = value if value is not None else DEFAULT if column == "number" else 0
                assert numbers[inside] == numbers.load()[inside] == wanted
                assert len(numbers) == leaf.doc_count_all()


@given(
    st.dictionaries(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 2**32 - 1), max_size=4), min_size=1), st.data()
)
def test_a_matcher_walks_leaps_and_goes_back(held: dict[int, list[int]], data: st.DataObject) -> None:
    numbers = sorted(held)
    ends = [sum(len(held[each]) for each in numbers[: at + 1]) for at in range(len(numbers))]
    flat = Flat(array("I", numbers), array("I", ends), array("I", [place for each in numbers for place in held[each]]))
    matcher = FlatMatcher(flat, Words().format, None, None)
    other = matcher.copy()
    walked = []
    while matcher.is_active():
        value = matcher.value()
        walked.append((matcher.id(), Words().format.decode_positions(value), matcher.weight()))
        matcher.next()
    assert walked == [(number, held[number], float(len(held[number]) or 1)) for number in numbers]
    with pytest.raises(ReadTooFar):
        matcher.next()
    assert other.id() == numbers[0], "a copy stays where it is"
    target = data.draw(st.sampled_from(numbers) | st.integers(0, 2**32 - 1))
    other.skip_to(target)
    left = [number for number in numbers if number >= target]
    assert (other.id() if other.is_active() else None) == (left[0] if left else None)
    other.skip_to(0)
    assert other.is_active() == bool(left), "it never leaps back"
    assert other.copy().is_active() == bool(left)
    other.reset()
    assert other.id() == numbers[0]


def test_postings_that_do_not_fill_their_bytes_are_no_postings() -> None:
    class Information:
        def extent(self) -> tuple[int, int]:
            return 0, 16

    with pytest.raises(OSError, match="5 postings do not fill 16 bytes"):
        file = StructFile(io.BytesIO(array("I", [5, 0, 1, 2]).tobytes()), name="cut")
        FlatCodec().postings_reader(file, Information(), Words().format)


@pytest.mark.parametrize("typecode", ["I", "q"])
def test_a_column_that_ends_early_goes_on_with_the_default(typecode: str) -> None:
    file = StructFile(io.BytesIO(b"..." + array(typecode, [3, 4]).tobytes()), name="column")
    reader = NumbersReader(file, 3, 2 * array(typecode).itemsize, 5, typecode, 7)
    assert (list(reader.load()), len(reader), reader[1], reader[4]) == ([3, 4, 7, 7, 7], 5, 4, 7)
    assert Numbers(typecode, 7).default_value() == 7
