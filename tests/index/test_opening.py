"""Is an index opened only when this user's machine wrote it and it is whole, and is it said why not?"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from backfile import disk
from backfile.index import opening
from backfile.index.opening import CURRENT, FOREIGN, OTHER_VERSION, NoIndex, OpenIndex, open_index, sweep, switch_to
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


def names(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir())


def test_an_index_is_opened_as_it_was_made(home: Path) -> None:
    opened = open_index(home, "en", KEY)
    assert (opened.folder, opened.language) == (home / "search-1", "en")
    assert opened.stems["en"]["mayor"] == ["mayors"]
    assert opened.whoosh.doc_count() == 2
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


@pytest.mark.parametrize("in_memory", [True, False])
@pytest.mark.parametrize("change", ["gone", "cut", "bit", "longer", "link", "folder"])
def test_one_with_any_file_altered_is_not_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch, change: str, in_memory: bool
) -> None:
    if not in_memory:
        monkeypatch.setattr("backfile.index.storage.IN_MEMORY", -1)
    paths = list(disk.walk(home / "search-1"))
    assert len(paths) > 5
    for path in paths:
        data = path.read_bytes()
        path.unlink()
        if change == "cut" and data:
            path.write_bytes(data[:-1])
        elif change == "bit" and data:
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
        b'{"format": 2, "stamp": "00"}',
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
        {"files": {}},
        {"files": 3},
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
    (home / "search-1" / "_MAIN_99.toc").write_bytes(b"a newer table of contents")
    opened = open_index(home, "en", KEY)
    assert opened.whoosh.doc_count() == 2
    update_index(opened, [document("more", name="a/d")])
    assert open_index(home, "en", KEY).whoosh.doc_count() == 3
    assert "left-over" not in names(home / "search-1")
    assert "_MAIN_99.toc" not in names(home / "search-1")


def test_files_that_were_exchanged_are_found(home: Path) -> None:
    one, other = next(home.glob("search-1/*.trm")), next(home.glob("search-1/*.pst"))
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
    assert open_index(tmp_path / "moved", "en", KEY).whoosh.doc_count() == 2


# What somebody else crafted


class Trap:
    """What makes a folder when it is unpickled."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.sprung),)


def craft_contents(home: Path, sprung: Path) -> None:
    """An index whose table of contents is a trap, as well made as it can be without the key."""
    build_index(home, DOCUMENTS, "en", THEIRS)
    storage = open_index(home, "en", THEIRS).storage
    contents = TOC.read(storage, "MAIN")
    contents.segments = Trap(sprung)
    contents.write(storage, "MAIN")
    switch_to(home, storage, "en", THEIRS)


def craft_segment(home: Path, sprung: Path) -> None:
    """An index with a trap inside of a segment's table of terms."""
    write_pickle = StructFile.write_pickle

    def trapped(file: StructFile, value: object, *more: object) -> None:
        write_pickle(file, value | {"trap": Trap(sprung)} if isinstance(value, dict) else value, *more)

    with mock.patch.object(StructFile, "write_pickle", trapped):
        build_index(home, DOCUMENTS, "en", THEIRS)


def with_their_stamp(home: Path, ours: Path) -> None:
    pass


def with_our_stamp_of_another_index(home: Path, ours: Path) -> None:
    disk.write(home / CURRENT, json.dumps(read_current(home) | {"stamp": read_current(ours)["stamp"]}))


def with_our_pointer(home: Path, ours: Path) -> None:
    shutil.copy(ours / CURRENT, home / CURRENT)


def with_checksums_as_in_format_1(home: Path, ours: Path) -> None:
    files = {path.name: zlib.crc32(path.read_bytes()) for path in disk.walk(home / "search-1")}
    disk.write(home / CURRENT, json.dumps({"format": 1, "folder": "search-1", "language": "en", "files": files}))


def with_our_files_but_one(home: Path, ours: Path) -> None:
    """Our own index, with each of their files in the place of the one of its kind."""
    theirs = {path.suffix: path for path in disk.walk(home / "search-1")}
    for path in disk.walk(ours / "search-1"):
        if path.suffix in (".toc", ".trm"):
            shutil.copy(theirs[path.suffix], path)
    disk.remove(home)
    shutil.copytree(ours, home)


@pytest.mark.parametrize("craft", [craft_contents, craft_segment])
@pytest.mark.parametrize(
    "stamped",
    [
        with_their_stamp,
        with_our_stamp_of_another_index,
        with_our_pointer,
        with_checksums_as_in_format_1,
        with_our_files_but_one,
    ],
)
def test_a_trap_is_not_sprung_and_the_index_is_made_again(
    tmp_path: Path,
    craft: Callable[[Path, Path], None],
    stamped: Callable[[Path, Path], None],
) -> None:
    home, ours, sprung = tmp_path / "index", tmp_path / "ours", tmp_path / "sprung"
    build_index(ours, DOCUMENTS, "en", KEY)
    craft(home, sprung)
    stamped(home, ours)
    reason = why_not(home)
    assert reason in (FOREIGN, OTHER_VERSION) or reason.startswith("it is damaged (")
    assert refresh_index(home, DOCUMENTS, "en", KEY).anew == reason
    assert open_index(home, "en", KEY).whoosh.reader().doc_count() == 2
    assert not sprung.exists()


@pytest.mark.parametrize("craft", [craft_contents, craft_segment])
def test_the_trap_is_one_for_whoever_takes_their_key_for_good(
    tmp_path: Path, craft: Callable[[Path, Path], None]
) -> None:
    craft(tmp_path / "index", tmp_path / "sprung")
    assert not (tmp_path / "sprung").exists()
    opened = open_index(tmp_path / "index", "en", THEIRS)
    if craft is craft_segment:
        opened.whoosh.reader().close()
    assert (tmp_path / "sprung").exists()


# A reader beside a writer


def test_an_open_index_is_a_snapshot_though_its_files_were_swept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory = open_index(home, "en", KEY)
    monkeypatch.setattr("backfile.index.storage.IN_MEMORY", -1)
    open_files = open_index(home, "en", KEY)
    build_index(home, DOCUMENTS[:1], "en", KEY)
    assert not (home / "search-1").exists()
    for opened in (in_memory, open_files):
        reader = opened.whoosh.reader()
        assert sorted(reader.stored_fields(number)["permalink"] for number in reader.all_doc_ids()) == ["a/b", "a/c"]
        reader.close()
    assert open_index(home, "en", KEY).whoosh.doc_count() == 1


@pytest.mark.parametrize("anew", [True, False])
def test_a_reader_that_comes_between_two_indexes_opens_the_newer(
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
    assert opened.whoosh.doc_count() == 5
    assert opened.whoosh.reader().doc_count() == 5


def test_an_update_leaves_every_file_in_force_as_it_is_until_the_switch(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in disk.walk(home)}
    replace, switched = Path.replace, []

    def watching(path: Path, target: Path) -> Path:
        if target.name == CURRENT:
            assert {path: path.read_bytes() for path in before} == before
            assert open_index(home, "en", KEY).whoosh.doc_count() == 2
            switched.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watching)
    changed = [document("the dykes", name="a/b"), document("ferries", name="a/d")]
    update_index(open_index(home, "en", KEY), changed, [DOCUMENTS[1].permalink])
    assert switched == [home / CURRENT]
    now = {path.name for path in disk.walk(home / "search-1")}
    assert now == set(read_current(home)["made"]["files"]), "what is no longer needed is swept"


# The sweep


def test_the_switch_puts_one_index_in_force_and_sweeps_all_others(home: Path) -> None:
    for name in ("search-2/half", "search-7/half", "catalogue.json", "current.json.part", "search-1/MAIN.tmp/run"):
        disk.write(home / name, b"")
    disk.write(home / "research-1" / "mine", b"")
    opened = open_index(home, "en", KEY)
    switch_to(home, opened.storage, "en", KEY)
    assert names(home) == ["catalogue.json", CURRENT, "research-1", "search-1"]
    assert set(names(home / "search-1")) == set(read_current(home)["made"]["files"])
    assert open_index(home, "en", KEY).whoosh.doc_count() == 2


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
        sweep(home, opened.storage)
    assert names(home) == [CURRENT, "search-1", "search-2"]
    sweep(home, opened.storage)
    assert names(home) == [CURRENT, "search-1"]
