"""Shards of words that stand as they were left are not told again, and no others are passed over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from hypothesis import HealthCheck, example, given, settings

from backfile.index import postings as postings_module
from backfile.index.opening import open_index
from backfile.index.postings import collect_postings, read_postings
from backfile.index.snapshot import Snapshot
from backfile.index.writing import build_index
from backfile.model.search import Document
from backfile.site.shards import terms
from backfile.site.shards.left import Left, note_left, read_left
from backfile.site.shards.terms import Cuts, write_terms
from tests.index.corpus import KEY, corpora, document

WORDS = "ferry bridge storm wall port quay tide mast rope sail"
MANY = [document(f"{WORDS} {at:02}knots", name=f"a/{at:02}") for at in range(60)]
Variants = dict[str, tuple[str, ...]]


def tell(
    documents: Sequence[Document], before: Left, numbers: Sequence[str] = (), variants: Variants | None = None
) -> tuple[dict[str, str | None], Left, tuple[str, ...]]:
    """The shards as they are told of what an index holds, how they are left, and the documents by number."""
    with TemporaryDirectory() as folder, mock.patch.object(postings_module, "FEW", -1):
        build_index(Path(folder), documents, "en", KEY)
        with closing(Snapshot(open_index(Path(folder), "en", KEY))) as snapshot:
            slugs = {each.liveblog for each in documents}
            held = read_postings(snapshot, slugs, (), "en", variants or {}, numbers)
            left = Left()
            with mock.patch.multiple(terms, TERMS=60, PLACES=60, LONG=100):
                return dict(write_terms(held, Cuts(terms=[], places=[]), before, left)), left, held.permalinks


def assert_same(first: Sequence[Document], second: Sequence[Document], variants: Variants | None = None) -> int:
    """What was left and what is told anew is what a build that knows nothing tells. How many were passed over?"""
    old, left, numbers = tell(first, Left())
    new, _, _ = tell(second, left, numbers, variants)
    whole, _, _ = tell(second, Left(), numbers, variants)
    assert {name: old[name] if script is None else script for name, script in new.items()} == whole
    return sum(script is None for script in new.values())


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(corpora(), corpora())
@example(MANY, MANY[1:])
@example([document("x", name="a/u")], [document("x", name="b/u")])  # the first word of the first document, in a filter
@example(MANY, [*MANY, document("another ferry", name="b/1")])
@example(MANY, [replace(MANY[0], headline="Ferry"), *MANY[1:]])
def test_what_stands_and_what_is_told_are_the_shards_of_a_fresh_build(
    first: list[Document], second: list[Document]
) -> None:
    assert_same(first, second)


def test_one_word_more_tells_the_shards_anew_of_the_words_beside_it_alone() -> None:
    told, *_ = tell(MANY, Left())
    longer = replace(MANY[7], text=f"{MANY[7].text} zeppelin")
    passed_over = assert_same(MANY, [*MANY[:7], longer, *MANY[8:]])
    assert 0 < passed_over < len(told), "its length is told with each of its words"
    assert assert_same(MANY, MANY) == len(told) - 1, "all but where the shards begin"


def test_another_spelling_tells_a_shard_anew() -> None:
    assert assert_same(MANY, MANY, {"ferry": ("boat",), "boat": ("ferry",)}) < assert_same(MANY, MANY)


def test_words_without_a_digest_are_told_each_time() -> None:
    left = Left()
    cut = collect_postings(MANY, "en")
    list(write_terms(cut, Cuts(terms=[], places=[]), Left(), left))
    assert left.shards == {}
    assert None not in dict(write_terms(cut, Cuts(terms=[], places=[]), left, Left())).values()


def test_the_record_is_read_as_it_was_noted_and_a_damaged_one_tells_nothing(tmp_path: Path) -> None:
    record = tmp_path / "shards.json"
    assert read_left(record) == Left()
    _, left, _ = tell(MANY, Left())
    assert any(group.apart for group in left.groups.values())
    note_left(record, left)
    assert read_left(record) == left
    for damaged in ("{", "[]", '{"groups": {"a": 1}, "shards": {}}', '{"groups": {"a": [1, 2]}, "shards": {}}'):
        record.write_text(damaged, encoding="utf-8")
        assert read_left(record) == Left()
