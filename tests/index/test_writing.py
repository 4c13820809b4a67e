"""Does the index hold exactly the documents it was given, whatever happened before and whatever goes wrong?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from unittest import mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile import disk
from backfile.errors import BackfileError
from backfile.index import segmenting, writing
from backfile.index.codec import writing as codec_writing
from backfile.index.codec.pages import Altered
from backfile.index.codec.segment import Segment
from backfile.index.opening import CURRENT, open_index
from backfile.index.parse import Parsed
from backfile.index.query import In, Near, Not, Phrase, Prefix, Query, Word, nodes
from backfile.index.searching import search
from backfile.index.snapshot import Snapshot
from backfile.index.stems import stem
from backfile.index.writing import Refreshed, build_index, held_permalinks, refresh_index, update_index
from backfile.model.search import Asked, Document, Results
from backfile.text.slug import Slug
from tests.faults import Stopped, full_disk, stopping
from tests.index.corpus import INSTANTS, KEY, corpora, document, published, queries, several_segments

T = TypeVar("T")

OLD = [document("the old dyke", name="a/x"), document("attacks", name="a/y", published=INSTANTS[0])]
NEW = [document("the new dykes", name="a/x"), document("the mayor", name="b/z")]
ASKED: list[Query] = [Word("dyke"), Word("attack"), Prefix("m"), Phrase(("the", "old")), Not(Word("mayor"))]


def answers(home: Path, asked: Sequence[Query] = ASKED, language: str = "en") -> list[Results]:
    opened = open_index(home, language, KEY)
    return [search(opened, Parsed(query, ()), "", Asked(limit=100)) for query in asked]


def fresh(documents: Sequence[Document], asked: Sequence[Query] = ASKED, language: str = "en") -> list[Results]:
    """The answers of an index that never held anything else."""
    with TemporaryDirectory() as folder:
        build_index(Path(folder), documents, language, KEY)
        return answers(Path(folder), asked, language)


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its time and number on the disk."""
    found = {path.relative_to(folder).as_posix(): path.stat() for path in disk.walk(folder)}
    return {name: (stat.st_mtime_ns, stat.st_ino) for name, stat in found.items()}


# The same as a fresh build


def in_one_language(documents: list[Document]) -> list[Document]:
    """The documents in the language of the archive: in others, the stems of words that went stay known."""
    return [replace(each, language=None) for each in documents]


def is_plain(query: Query) -> bool:
    """Does no part ask for two forms of one word near each other, which are one word only where both are known?"""
    near = [node.words for node in nodes(query) if isinstance(node, Near)]
    return all(len({stem(word, "en") for word in words}) == len(words) for words in near)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(corpora().map(in_one_language), min_size=2, max_size=4),
    st.lists(queries.filter(is_plain), min_size=1, max_size=5),
    st.booleans(),
)
@example([OLD, NEW, OLD, [*OLD, *NEW[1:]]], [*ASKED, published("2022-03")], True)
@example([OLD, [], NEW], ASKED, False)
@example([[document("a", headline="b")], [document("a")]], [In("headline", Word("a"))], True)
def test_a_refresh_after_any_change_answers_as_a_fresh_build(
    states: list[list[Document]], asked: list[Query], apart: bool
) -> None:
    with TemporaryDirectory() as folder, several_segments() if apart else nullcontext():
        for state in states:
            refresh_index(Path(folder), state, "en", KEY)
        assert answers(Path(folder), asked) == fresh(states[-1], asked)


def test_a_refresh_says_what_it_did(tmp_path: Path) -> None:
    assert refresh_index(tmp_path, OLD, "en", KEY) == Refreshed(2, 0, "there is none yet")
    assert refresh_index(tmp_path, NEW, "en", KEY) == Refreshed(2, 1, None)
    assert refresh_index(tmp_path, NEW, "en", KEY) == Refreshed(0, 0, None)
    assert refresh_index(tmp_path, [], "en", KEY) == Refreshed(0, 2, None)


def test_a_refresh_without_a_change_touches_no_file(tmp_path: Path) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    before = times(tmp_path)
    refresh_index(tmp_path, OLD, "en", KEY)
    assert times(tmp_path) == before


def test_all_revisions_of_an_entry_are_written_together(tmp_path: Path) -> None:
    first = document("the old dyke", name="a/x")
    refresh_index(tmp_path, [first], "en", KEY)
    edited = [document("the old dyke", name="a/x", newest=False), document("a newer dam", name="a/x", revision=2)]
    assert refresh_index(tmp_path, edited, "en", KEY) == Refreshed(2, 0, None)
    assert answers(tmp_path, [Word("dyke"), Word("dam")]) == fresh(edited, [Word("dyke"), Word("dam")])
    assert answers(tmp_path, [Word("dyke")])[0].total == 0


def test_an_update_leaves_what_it_is_not_told_of(tmp_path: Path) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    assert update_index(open_index(tmp_path, "en", KEY), NEW) == Refreshed(2, 0, None)
    assert answers(tmp_path) == fresh([NEW[0], OLD[1], NEW[1]])
    assert update_index(open_index(tmp_path, "en", KEY), [], [OLD[1].permalink]) == Refreshed(0, 1, None)
    assert answers(tmp_path) == fresh(NEW)


def test_a_word_that_only_an_update_brings_is_found_by_all_its_forms(tmp_path: Path) -> None:
    refresh_index(tmp_path, [document("ferry", name="a/x")], "en", KEY)
    update_index(open_index(tmp_path, "en", KEY), [document("ferries", name="a/y")])
    assert Snapshot(open_index(tmp_path, "en", KEY)).stems["en"]["ferri"] == ["ferries", "ferry"]
    assert answers(tmp_path, [Word("ferry")])[0].total == 2


def test_the_permalinks_of_one_live_blog_are_known(tmp_path: Path) -> None:
    names = ["a/x", "a/y", "ab/x", "b/a"]
    refresh_index(tmp_path, [document("words", name=name) for name in names], "en", KEY)
    assert held_permalinks(open_index(tmp_path, "en", KEY), Slug("a")) == {"a/x", "a/y"}
    with several_segments():
        refresh_index(tmp_path, [document("words", name=name) for name in names[1:]], "en", KEY)
    assert held_permalinks(open_index(tmp_path, "en", KEY), Slug("a")) == {"a/y"}
    assert held_permalinks(open_index(tmp_path, "en", KEY), Slug("none")) == set()


# In how many segments


def sizes(home: Path) -> list[int]:
    return [segment.live for segment in open_index(home, "en", KEY).segments]


def test_updates_join_small_segments_and_never_those_that_are_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "LARGEST", 30)
    many = [document(f"dyke {number}", name=f"a/{number:03}") for number in range(150)]
    refresh_index(tmp_path, many[:50], "en", KEY)
    written = []
    for number in range(50, 150):
        before = {segment.name for segment in open_index(tmp_path, "en", KEY).segments}
        update_index(open_index(tmp_path, "en", KEY), many[number : number + 1])
        after = open_index(tmp_path, "en", KEY).segments
        written.append(sum(segment.documents for segment in after if segment.name not in before))
        assert 50 in sizes(tmp_path), "the first segment stays as it is"
        assert len(after) <= 2 + 3 * 4
    assert max(written) <= 31, "one and LARGEST"
    assert sum(written) < 100 * 5, "each is written about once more for each JOINED times as many"
    assert answers(tmp_path) == fresh(many)


@given(st.lists(st.integers(0, 5_000), max_size=12), st.integers(0, 2_000))
@example([1, 1, 1], 1)
@example([4_096, 4_096, 4_096, 1, 1, 1], 4_096)
def test_what_is_joined_is_bounded_and_only_what_is_as_small(live: list[int], new: int) -> None:
    segments: dict[Segment, int] = {mock.Mock(spec=Segment): size for size in live}
    joined = writing._to_join(segments, new)
    together = [segments[each] for each in joined]
    assert sum(together) <= writing.LARGEST
    assert 0 not in together
    assert len(joined) == len(set(joined)) != 1
    assert new or not joined


def test_entries_that_were_taken_out_are_left_behind_when_their_segment_is_joined(tmp_path: Path) -> None:
    refresh_index(tmp_path, [document("dyke", name=f"a/{number}") for number in range(3)], "en", KEY)
    for number in range(9):
        update_index(open_index(tmp_path, "en", KEY), [document(f"dyke {number}", name="a/0")])
    segments = open_index(tmp_path, "en", KEY).segments
    assert sum(segment.live for segment in segments) == 3
    assert sum(segment.documents for segment in segments) < 3 + 5
    assert all(segment.live for segment in segments)


def test_memory_is_bounded_and_what_does_not_fit_is_another_segment(tmp_path: Path) -> None:
    many = [document(f"dyke {number} " * 9, name=f"a/{number:03}") for number in range(40)]
    build_index(tmp_path, many, "en", KEY, memory=4_000)
    assert len(sizes(tmp_path)) > 3
    assert sum(sizes(tmp_path)) == 40
    assert answers(tmp_path) == fresh(many)


def test_a_patchwork_is_made_anew_by_a_refresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [document(f"dyke {number}", name=f"a/{number}") for number in range(8)]
    with several_segments():
        for number in range(8):
            refresh_index(tmp_path, many[: number + 1], "en", KEY)
    assert len(sizes(tmp_path)) == 8
    monkeypatch.setattr(writing, "MOST_SEGMENTS", 7)
    assert refresh_index(tmp_path, many, "en", KEY) == Refreshed(0, 0, None)
    assert sizes(tmp_path) == [8]


def test_damage_that_an_update_comes_upon_is_told_and_a_refresh_mends_it(tmp_path: Path) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    opened = open_index(tmp_path, "en", KEY)
    path = opened.folder / opened.segments[0].name
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    disk.remove(path)  # what is mapped stays as it was
    path.write_bytes(data)
    with pytest.raises(Altered):
        update_index(open_index(tmp_path, "en", KEY), NEW)
    done = refresh_index(tmp_path, NEW, "en", KEY)
    assert done == Refreshed(2, 0, f"it is damaged ({path.name} is not as it was written)")
    assert answers(tmp_path) == fresh(NEW)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.sampled_from([0, 30, 10_000]))
@example([], 0)
def test_texts_that_are_cut_at_once_make_the_same_segment(documents: list[Document], at_once: int) -> None:
    def written(folder: str) -> list[str]:
        build_index(Path(folder), documents, "en", KEY)
        return [segment.name for segment in open_index(Path(folder), "en", KEY).segments]

    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        one_by_one = written(one)
        with mock.patch.object(segmenting, "_AT_ONCE", at_once), mock.patch.object(codec_writing, "MANY", 0):
            assert written(other) == one_by_one


# What cannot be opened is built anew, and it is said


def test_an_index_that_was_deleted_is_built_anew(tmp_path: Path) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    disk.remove(tmp_path / "search-1")
    done = refresh_index(tmp_path, OLD, "en", KEY)
    assert done.anew is not None and done.anew.startswith("it is damaged (")
    disk.remove(tmp_path / CURRENT)
    assert refresh_index(tmp_path, OLD, "en", KEY) == Refreshed(2, 0, "there is none yet")
    assert answers(tmp_path) == fresh(OLD)


def test_an_index_with_any_file_cut_to_half_is_built_anew(tmp_path: Path) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    number = len(list(disk.walk(tmp_path)))
    for which in range(number):
        path = list(disk.walk(tmp_path))[which]
        if not path.stat().st_size:
            continue
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        done = refresh_index(tmp_path, OLD, "en", KEY)
        assert done.anew is not None and done.anew.startswith("it is damaged ("), path.name
        assert answers(tmp_path) == fresh(OLD)
        assert len(list(tmp_path.iterdir())) == 2, "what was damaged is swept"


def test_an_index_of_another_language_is_built_anew(tmp_path: Path) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    assert refresh_index(tmp_path, OLD, "uk", KEY) == Refreshed(2, 0, "it was made for another version or language")
    assert answers(tmp_path, language="uk") == fresh(OLD, language="uk") != fresh(OLD)


# Whatever goes wrong, the old index or the new one answers


@pytest.mark.parametrize("write", [build_index, refresh_index])
def test_a_full_disk_at_any_write_leaves_one_of_the_two_in_force_and_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, list[Document], str, bytes], object]
) -> None:
    before, after = fresh(OLD), fresh(NEW)
    refresh_index(tmp_path, OLD, "en", KEY)
    for number in count(1):
        with full_disk(monkeypatch, number):
            try:
                write(tmp_path, NEW, "en", KEY)
            except BackfileError as told:
                assert "the disk is full" in str(told)
                assert len(str(told).splitlines()) == 1
            else:
                break
        if write is build_index:
            assert answers(tmp_path) in (before, after)
        refresh_index(tmp_path, OLD, "en", KEY)
        assert answers(tmp_path) == before
    assert number > 4
    assert answers(tmp_path) == after
    assert len(list(tmp_path.iterdir())) == 2, "nothing that was half made is left"


def test_a_build_that_is_stopped_leaves_the_old_index_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    pointer = (tmp_path / CURRENT).read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr("backfile.index.segmenting.group_by_stem", stopping())
        with pytest.raises(Stopped):
            build_index(tmp_path, NEW, "en", KEY)
    assert (tmp_path / CURRENT).read_bytes() == pointer
    assert answers(tmp_path) == fresh(OLD)
    assert refresh_index(tmp_path, NEW, "en", KEY).anew is None


def test_an_update_that_is_stopped_before_its_end_changes_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    with monkeypatch.context() as broken:
        broken.setattr("backfile.index.segmenting.dump_own", stopping())
        with pytest.raises(Stopped):
            refresh_index(tmp_path, [*OLD, *NEW[1:]], "en", KEY)
    refresh_index(tmp_path, OLD, "en", KEY)
    assert answers(tmp_path) == fresh(OLD)


def test_what_a_stopped_build_left_is_swept_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    disk.write(tmp_path / "search-2" / "half", b"words")
    build_index(tmp_path, NEW, "en", KEY)
    assert sorted(path.name for path in tmp_path.iterdir()) == [CURRENT, "search-3"]
    assert answers(tmp_path) == fresh(NEW)


def test_a_new_index_is_put_in_force_by_one_rename_when_all_else_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_index(tmp_path, OLD, "en", KEY)
    renamed: list[str] = []
    replace = Path.replace

    def noting(path: Path, target: Path) -> Path:
        if target.parent == tmp_path:
            assert answers(tmp_path) == before, "until then, the old index answers"
            renamed.append(target.name)
        return replace(path, target)

    before = answers(tmp_path)
    monkeypatch.setattr(Path, "replace", noting)
    build_index(tmp_path, NEW, "en", KEY)
    assert renamed == [CURRENT]
    assert answers(tmp_path) == fresh(NEW)
