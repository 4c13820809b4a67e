"""Is an index opened only when this user's machine wrote it and it is whole, and is it said why not?"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from backfile import disk
from backfile.index import opening
from backfile.index.codec.pages import Altered
from backfile.index.opening import (
    CURRENT,
    FOREIGN,
    FORMAT,
    OTHER_VERSION,
    NoIndex,
    OpenIndex,
    Part,
    open_index,
    sweep,
    switch_to,
)
from backfile.index.parse import parse_query
from backfile.index.searching import search
from backfile.index.writing import build_index, refresh_index, update_index
from tests.index.corpus import KEY, document

THEIRS = b"the key of somebody else"
DOCUMENTS = [document("the dyke", name="a/b"), document("mayors", name="a/c")]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an index of two documents."""
    build_index(tmp_path / "index", DOCUMENTS, "en", KEY)
    return tmp_path / "index"


def why_not(home: Path, language: str = "en", key: bytes = KEY) -> str:
    """The reason for which the index is not opened."""
    with pytest.raises(NoIndex) as told:
        open_index(home, language, key)
    return str(told.value)


def read_current(home: Path) -> Any:
    return json.loads((home / CURRENT).read_text(encoding="utf-8"))


def needed(home: Path) -> set[str]:
    """The files that the index in force consists of."""
    segments = read_current(home)["made"]["segments"]
    return {name for name, *_, deleted in segments for name in (name, *(deleted or ())[:1])}


def count(opened: OpenIndex) -> int:
    return sum(segment.live for segment in opened.segments)


def permalinks(opened: OpenIndex) -> list[str]:
    return [
        segment.single("permalink", number)
        for segment in opened.segments
        for number in range(segment.documents)
        if number not in segment.deleted
    ]


def names(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir())


def test_an_index_is_opened_as_it_was_made(home: Path) -> None:
    opened = open_index(home, "en", KEY)
    assert (opened.folder, opened.language) == (home / "search-1", "en")
    assert count(opened) == 2
    assert KEY.decode() not in repr(opened), "the key is in no message"


def test_where_there_is_none_it_is_said(tmp_path: Path) -> None:
    assert why_not(tmp_path) == "there is none yet"
    assert why_not(tmp_path / "none") == "there is none yet"


def test_one_of_another_language_format_or_whoosh_is_not_opened(home: Path) -> None:
    assert why_not(home, "de") == OTHER_VERSION
    with mock.patch("whoosh.versionstring", lambda: "9.9"):
        assert why_not(home) == OTHER_VERSION
    disk.write(home / CURRENT, json.dumps(read_current(home) | {"format": 1}))
    assert why_not(home) == OTHER_VERSION


@pytest.mark.parametrize("change", ["gone", "cut", "bit", "longer", "link", "folder"])
def test_one_with_any_file_altered_is_not_opened(home: Path, change: str) -> None:
    update_index(open_index(home, "en", KEY), [document("the dykes", name="a/b")])
    paths = list(disk.walk(home / "search-1"))
    assert {path.suffix for path in paths} == {".segment", ".deleted"}
    for path in paths:
        data = path.read_bytes()
        path.unlink()
        if change == "cut":
            path.write_bytes(data[:-1])
        elif change == "bit":
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        elif change == "longer":
            path.write_bytes(data + b"\0")
        elif change == "link":
            disk.write(home / "aside", data)
            path.symlink_to(home / "aside")
        elif change == "folder":
            path.mkdir()
        assert why_not(home) == f"it is damaged ({path.name} is not as it was written)"
        disk.remove(path)
        path.write_bytes(data)
        open_index(home, "en", KEY)


def test_opening_reads_no_more_than_the_tail_and_a_search_finds_the_damage_that_it_touches(home: Path) -> None:
    (path,) = disk.walk(home / "search-1")
    whole = path.read_bytes()
    untouched = 0
    for place in range(open_index(home, "en", KEY).segments[0].written.tail):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        opened = open_index(home, "en", KEY)
        with pytest.raises(Altered) as told:
            opened.segments[0].check()
        assert (told.value.place, told.value.fault) == (path.name, "is not as it was written")
        with suppress(Altered):
            search(opened, parse_query("dyke"), "dyke")
            untouched += 1
    assert untouched == 0, "all of a small index is one page"


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b"1" * 10_000,
        f'{{"format": {FORMAT}, "stamp": "00"}}'.encode(),
    ],
)
def test_a_pointer_that_makes_no_sense_is_damage_that_is_told(home: Path, written: bytes) -> None:
    (home / CURRENT).write_bytes(written)
    assert why_not(home) == "it is damaged (current.json makes no sense)"


def test_a_pointer_that_cannot_be_read_is_damage_that_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "cannot be read: permission denied" in why_not(home)


def test_no_stamp_but_that_of_the_key_is_taken(home: Path) -> None:
    current = read_current(home)
    assert why_not(home, key=THEIRS) == FOREIGN
    for stamp in (None, "", 7, "é", "\ud800", current["stamp"][:-1], current["stamp"].upper() + "0", "0" * 64):
        disk.write(home / CURRENT, json.dumps(current | {"stamp": stamp}))
        assert why_not(home) == FOREIGN
    del current["stamp"]
    disk.write(home / CURRENT, json.dumps(current))
    assert why_not(home) == FOREIGN


@pytest.mark.parametrize(
    "change",
    [
        {"language": "de"},
        {"folder": "../elsewhere"},
        {"segments": []},
        {"segments": 3},
        {"more": 1},
        {"folder": 7},
    ],
)
def test_nothing_that_was_stamped_can_be_changed(home: Path, change: dict[str, object]) -> None:
    current = read_current(home)
    current["made"] |= change
    disk.write(home / CURRENT, json.dumps(current))
    assert why_not(home) == FOREIGN


def test_a_file_beside_the_index_is_none_of_its_own(home: Path) -> None:
    (home / "search-1" / "left-over").write_bytes(b"")
    (home / "search-1" / "99.segment").write_bytes(b"a newer segment")
    opened = open_index(home, "en", KEY)
    assert count(opened) == 2
    update_index(opened, [document("more", name="a/d")])
    assert count(open_index(home, "en", KEY)) == 3
    assert "left-over" not in names(home / "search-1")
    assert "99.segment" not in names(home / "search-1")


def test_files_that_were_exchanged_are_found(home: Path) -> None:
    update_index(open_index(home, "en", KEY), [document("ferries", name="a/d")])
    one, other = home.glob("search-1/*.segment")
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    assert one.read_bytes() != other.read_bytes()
    assert why_not(home).startswith("it is damaged (")


def test_the_stamp_of_another_index_is_no_stamp_of_this_one(home: Path, tmp_path: Path) -> None:
    build_index(tmp_path / "other", [document("others", name="a/b")], "en", KEY)
    shutil.copy(tmp_path / "other" / CURRENT, home / CURRENT)
    assert why_not(home).startswith("it is damaged (")


def test_an_archive_is_moved_together_with_its_index(home: Path, tmp_path: Path) -> None:
    home.rename(tmp_path / "moved")
    assert count(open_index(tmp_path / "moved", "en", KEY)) == 2


# What somebody else made


def with_their_stamp(home: Path, ours: Path) -> None:
    pass


def with_our_stamp_of_another_index(home: Path, ours: Path) -> None:
    disk.write(home / CURRENT, json.dumps(read_current(home) | {"stamp": read_current(ours)["stamp"]}))


def with_our_pointer(home: Path, ours: Path) -> None:
    shutil.copy(ours / CURRENT, home / CURRENT)


def with_our_pointer_and_name(home: Path, ours: Path) -> None:
    with_our_pointer(home, ours)
    (theirs,) = home.glob("search-1/*.segment")
    (own,) = ours.glob("search-1/*.segment")
    theirs.rename(theirs.with_name(own.name))


@pytest.mark.parametrize(
    "stamped",
    [with_their_stamp, with_our_stamp_of_another_index, with_our_pointer, with_our_pointer_and_name],
)
def test_what_somebody_else_made_does_not_answer_and_the_index_is_made_again(
    tmp_path: Path, stamped: Callable[[Path, Path], None]
) -> None:
    home, ours = tmp_path / "index", tmp_path / "ours"
    build_index(ours, DOCUMENTS, "en", KEY)
    build_index(home, [document("the dyke never broke", name="a/b")], "en", THEIRS)
    stamped(home, ours)
    reason = why_not(home)
    assert reason == FOREIGN or reason.startswith("it is damaged (")
    assert refresh_index(home, DOCUMENTS, "en", KEY).anew == reason
    assert count(open_index(home, "en", KEY)) == 2


def test_no_pickle_is_read_to_write_open_and_search_an_index(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something is unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(f"pickle.{name}", refuse)
    update_index(open_index(home, "en", KEY), [document("ferries", name="a/d")])
    assert search(open_index(home, "en", KEY), parse_query("dykes OR ferry"), "").total == 2


def test_a_search_imports_neither_what_only_writers_need_nor_numpy(home: Path) -> None:
    asked = (
        "import sys; from pathlib import Path; from backfile.index.opening import open_index;"
        "from backfile.index.parse import parse_query; from backfile.index.searching import search;"
        f"found = search(open_index(Path({str(home)!r}), 'en', {KEY!r}), parse_query('dykes'), '');"
        "print(found.total, sorted({'urllib.request', 'whoosh.index', 'numpy'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "1 []\n"


# A reader beside a writer


def test_an_open_index_is_a_snapshot_though_its_files_were_swept(home: Path) -> None:
    opened = open_index(home, "en", KEY)
    build_index(home, DOCUMENTS[:1], "en", KEY)
    assert not (home / "search-1").exists()
    assert permalinks(opened) == ["a/b", "a/c"]
    assert count(open_index(home, "en", KEY)) == 1


@pytest.mark.parametrize("anew", [True, False])
def test_a_reader_that_comes_between_two_indexes_opens_one_that_is_whole(
    home: Path, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    read, meanwhile = opening._read_current, [3, 4, 5]

    def slow(folder: Path) -> bytes | None:
        current = read(folder)
        if meanwhile:
            documents = [document("more", name=f"a/{number}") for number in range(meanwhile.pop(0))]
            write(documents)
        return current

    def write(documents: list[Any]) -> None:
        with monkeypatch.context() as undisturbed:
            undisturbed.setattr(opening, "_read_current", read)
            if anew:
                build_index(home, documents, "en", KEY)
            else:
                refresh_index(home, documents, "en", KEY)

    monkeypatch.setattr(opening, "_read_current", slow)
    opened = open_index(home, "en", KEY)
    # Where the old files are gone, the newest; an update leaves most of them, so what was read first may still stand.
    assert count(opened) in ((5,) if anew else (2, 3, 4, 5))
    assert permalinks(opened) in [["a/b", "a/c"], *([f"a/{each}" for each in range(number)] for number in (3, 4, 5))]


def test_an_update_leaves_every_file_in_force_as_it_is_until_the_switch(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in disk.walk(home)}
    replace, switched = Path.replace, []

    def watching(path: Path, target: Path) -> Path:
        if target.name == CURRENT:
            assert {path: path.read_bytes() for path in before} == before
            assert count(open_index(home, "en", KEY)) == 2
            switched.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watching)
    changed = [document("the dykes", name="a/b"), document("ferries", name="a/d")]
    update_index(open_index(home, "en", KEY), changed, [DOCUMENTS[1].permalink])
    assert switched == [home / CURRENT]
    now = {path.name for path in disk.walk(home / "search-1")}
    assert now == needed(home), "what is no longer needed is swept"


# The sweep


def test_the_switch_puts_one_index_in_force_and_sweeps_all_others(home: Path) -> None:
    half = f"current.json{disk.PART}"
    for name in ("search-2/half", "search-7/half", "catalogue.json", half, "search-1/MAIN.tmp/run"):
        disk.write(home / name, b"")
    disk.write(home / "research-1" / "mine", b"")
    opened = open_index(home, "en", KEY)
    switch_to(opened.folder, [Part(each.name, each.written, each.documents) for each in opened.segments], "en", KEY)
    assert names(home) == ["catalogue.json", CURRENT, "research-1", "search-1"]
    assert set(names(home / "search-1")) == needed(home)
    assert count(open_index(home, "en", KEY)) == 2


def test_a_writer_that_has_nothing_to_write_sweeps_too(home: Path) -> None:
    disk.write(home / "search-2" / "half", b"")
    refresh_index(home, DOCUMENTS, "en", KEY)
    assert names(home) == [CURRENT, "search-1"]


def test_what_cannot_be_removed_stays_for_the_next_writer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.write(home / "search-2" / "half", b"")
    opened: OpenIndex = open_index(home, "en", KEY)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "somebody reads it")

    with monkeypatch.context() as windows:
        windows.setattr("shutil.rmtree", refuse)
        sweep(opened)
    assert names(home) == [CURRENT, "search-1", "search-2"]
    sweep(opened)
    assert names(home) == [CURRENT, "search-1"]
