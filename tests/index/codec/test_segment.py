"""Is all that is told of a document found in its segment again, by words few or many?"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.index.codec import inverting
from backfile.index.codec import writing as codec_writing
from backfile.index.codec.pages import Altered
from backfile.index.codec.pieces import Pieces, Terms
from backfile.index.codec.postings import dump_postings, load_postings
from backfile.index.codec.segment import Segment
from backfile.index.codec.writing import SegmentWriter

DEFAULT = -(2**62)


class Held(NamedTuple):
    """What is told of a document."""

    words: dict[str, list[str]]
    labels: list[str]
    number: int | None
    note: str


_words = st.lists(st.sampled_from(["a", "b", "ab", "київ", "\U0001f600", "\uffff", "x" * 300]), max_size=8)
_held = st.builds(
    Held,
    st.dictionaries(st.sampled_from(["text", "headline"]), _words),
    st.lists(st.sampled_from(["is:edited", "byline:Ada\nQuint", "byline:\ud800"]), max_size=3),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.text(max_size=9) | st.just("\ud800"),
)


def write(folder: Path, documents: list[Held], groups: Mapping[str, Mapping[str, list[str]]] | None = None) -> Segment:
    with SegmentWriter(folder, {"number": ("q", DEFAULT)}, ordered=("number",), single=("name",)) as writer:
        for held in documents:
            writer.add(
                words={field: [writer.words[word] for word in words] for field, words in held.words.items()},
                labels={
                    "labels": writer.number_labels("labels", held.labels),
                    "name": writer.number_labels("name", [held.note]),
                },
                numbers={} if held.number is None else {"number": held.number},
                stored=held.note,
            )
        return Segment(folder, *writer.finish(groups or {}))


@settings(max_examples=60)
@given(st.lists(_held, max_size=9), st.sampled_from([(0, 1), (0, 3), (10**9, 1)]))
@example([], (0, 1))
@example([Held({"text": ["a", "b", "a"]}, ["is:edited"] * 2, 5, ""), Held({}, [], None, "")], (0, 1))
@example([Held({}, [], None, ""), Held({"text": []}, [], 3, "x"), Held({"text": ["a"]}, [], 3, "")], (0, 2))
def test_what_was_told_of_documents_is_found_again(documents: list[Held], bounds: tuple[int, int]) -> None:
    many, at_once = bounds
    with (
        TemporaryDirectory() as folder,
        mock.patch.object(codec_writing, "MANY", many),
        mock.patch.object(inverting, "_AT_ONCE", at_once),
    ):
        segment = write(Path(folder), documents)
        assert (segment.documents, segment.live, segment.groups) == (len(documents), len(documents), [])
        expected: dict[str, dict[str, dict[int, list[int]]]] = {}
        for number, held in enumerate(documents):
            for field, words in held.words.items():
                for place, word in enumerate(words):
                    expected.setdefault(field, {}).setdefault(word, {}).setdefault(number, []).append(place)
            for label in held.labels:
                expected.setdefault("labels", {}).setdefault(label, {})[number] = []
        assert segment.fields == sorted({*expected, *(["name"] if documents else [])})
        for field in ("text", "headline", "labels", "none"):
            terms = expected.get(field, {})
            assert list(segment.terms(field)) == segment.terms(field).all() == sorted(terms)
            for term, its in terms.items():
                flat = segment.find(field, term)
                assert flat is not None
                ends = list(accumulate(flat.counts)) or [0] * len(its)
                starts = [0, *ends]
                assert list(flat.documents) == sorted(its)
                assert [list(flat.positions[a:b]) for a, b in zip(starts, ends, strict=False)] == [
                    its[number] for number in sorted(its)
                ]
            assert segment.find(field, "nowhere") is None
            lengths = [len(held.words.get(field, ())) for held in documents]
            assert list(segment.lengths(field)) == lengths
        numbers = [DEFAULT if held.number is None else held.number for held in documents]
        assert list(segment.column("number")) == numbers
        assert list(segment.order("number")) == sorted(range(len(numbers)), key=numbers.__getitem__)
        for number, held in enumerate(documents):
            assert segment.stored(number) == segment.single("name", number) == held.note
        every = sorted({word for held in documents for words in held.words.values() for word in words})
        assert segment.terms("words").all() == every


def test_words_are_found_by_what_they_are_grouped_under(tmp_path: Path) -> None:
    held = [Held({"text": ["attacks", "city", "attacked"], "headline": ["cities"]}, [], None, "")]
    segment = write(tmp_path, held, {"en": {"attack": ["attacked", "attacks"], "citi": ["cities", "city"]}, "fr": {}})
    assert segment.groups == ["en", "fr"]
    assert segment.group("en", "attack") == ["attacked", "attacks"]
    assert segment.group("en", "citi") == ["cities", "city"]
    assert segment.group("en", "none") == segment.group("fr", "attack") == segment.group("uk", "attack") == []


@settings(max_examples=60)
@given(st.lists(_held, max_size=9), st.sets(st.integers(0, 8)), st.sampled_from([0, 10**9]))
@example([Held({"text": ["a"]}, [], None, "")] * 3 + [Held({"headline": ["b"]}, [], None, "")], {0, 2, 3}, 0)
def test_the_words_of_some_documents_are_those_of_all_their_fields(
    documents: list[Held], chosen: set[int], many: int
) -> None:
    some = sorted(number for number in chosen if number < len(documents))
    with (
        TemporaryDirectory() as folder,
        mock.patch.object(codec_writing, "MANY", many),
        mock.patch.object(inverting, "_AT_ONCE", 2),
        SegmentWriter(Path(folder), {}) as writer,
    ):
        for held in documents:
            words = {field: [writer.words[word] for word in words] for field, words in held.words.items()}
            writer.add(words=words, labels={}, numbers={}, stored="")
        found = writer.words_of(some)
    assert set(found) == {word for number in some for words in documents[number].words.values() for word in words}
    assert len(found) == len(set(found))


def test_terms_are_found_by_their_beginning_and_remembered_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backfile.index.codec.pieces._KEPT", 2)
    terms = write(tmp_path, [Held({"text": "b ab aa a abc".split()}, [], None, "")]).terms("text")
    assert isinstance(terms, Terms)
    assert [terms.find(word) for word in ("a", "aa", "ab", "abc", "b", "", "c", "a")] == [0, 1, 2, 3, 4, None, None, 0]
    assert list(terms.beginning("ab")) == [(2, "ab"), (3, "abc")]
    assert [word for _, word in terms.beginning("")] == ["a", "aa", "ab", "abc", "b"]
    assert list(terms.beginning("c")) == []


def test_a_segment_knows_what_was_taken_out_of_it(tmp_path: Path) -> None:
    made = write(tmp_path, [Held({"text": ["a"]}, [], None, "")] * 3)
    segment = Segment(tmp_path, made.name, made.written, array("I", [0, 2]))
    assert (segment.documents, segment.live, segment.deleted) == (3, 1, frozenset({0, 2}))


@pytest.mark.parametrize("data", [b"", b"1234", bytes(array("I", [5, 0, 1, 2])), bytes(array("I", [1, 2, 0, 0]))])
def test_postings_that_do_not_fill_their_bytes_are_no_postings(data: bytes) -> None:
    with pytest.raises(ValueError, match="postings do not fill"):
        load_postings(memoryview(data))


def test_postings_that_make_no_sense_are_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    segment = write(tmp_path, [Held({"text": ["a"]}, [], None, "")])
    monkeypatch.setattr(Pieces, "__getitem__", lambda *_: memoryview(b"123"))
    with pytest.raises(Altered):
        segment.postings("text", 0)


def test_counts_are_kept_only_where_they_say_something_and_numbers_are_wide_only_where_they_must_be() -> None:
    def kept(documents: list[int], counts: list[int], positions: list[int]) -> int:
        data = dump_postings(array("I", documents), counts, positions)
        flat = load_postings(memoryview(data))
        assert [list(each) for each in flat] == [documents, counts, positions]
        return len(data)

    assert kept([3, 9], [1, 1], [1, 7]) == 8 + 8 + 4
    assert kept([3, 9], [1, 2], [1, 4, 7]) == 8 + 8 + 8 + 4
    assert kept([3, 9], [], []) == 8 + 8
    assert kept([3], [1], [1 << 16]) == 8 + 4 + 4
    assert kept([3], [256], list(range(256))) == 8 + 4 + 512 + 4
