"""Do Whoosh's files go through the one door to the disk, and does it see no others?"""

from __future__ import annotations

import errno
import hashlib
import os
import tracemalloc
from pathlib import Path

import pytest

from backfile.errors import BackfileError
from backfile.index.storage import IN_MEMORY, Altered, DoorStorage


def test_a_file_is_flushed_to_the_disk_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bytes] = []
    flush = os.fsync

    def noting(descriptor: int) -> None:
        flushed.append((tmp_path / "postings").read_bytes())
        flush(descriptor)

    monkeypatch.setattr("backfile.disk.os.fsync", noting)
    file = DoorStorage(tmp_path).create_file("postings")
    file.write(b"words")
    assert flushed == []
    file.close()
    assert flushed == [b"words"]


def test_a_full_disk_is_told_in_one_line_with_the_name_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    file = DoorStorage(tmp_path).create_file("postings")
    with monkeypatch.context() as broken:
        broken.setattr("backfile.disk.os.fsync", full)
        with pytest.raises(BackfileError, match="postings: cannot be written: the disk is full"):
            file.close()
    file.close()


def test_files_are_renamed_over_each_other_and_deleted_without_fuss(tmp_path: Path) -> None:
    storage = DoorStorage(tmp_path)
    for name in ("old", "new"):
        with storage.create_file(name) as file:
            file.write(name.encode())
    storage.rename_file("new", "old")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("old", b"new")]
    storage.delete_file("old")
    storage.delete_file("old")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BackfileError, match="no such file or folder"):
        DoorStorage(tmp_path / "none").create_file("postings")


def test_whoosh_is_given_every_lock_for_the_archive_has_its_own(tmp_path: Path) -> None:
    storage = DoorStorage(tmp_path)
    one, other = storage.lock("WRITELOCK"), storage.lock("WRITELOCK")
    assert one.acquire(blocking=True)
    assert other.acquire()
    one.release()
    assert list(tmp_path.iterdir()) == []


# Which files there are


def test_whoosh_is_shown_no_file_but_those_that_were_checked_and_those_it_made(tmp_path: Path) -> None:
    made = DoorStorage(tmp_path)
    write(made, "MAIN_a.trm", b"words")
    written = made.files()
    (tmp_path / "_MAIN_7.toc").write_bytes(b"somebody else's")
    storage = DoorStorage(tmp_path, written)
    assert list(storage) == storage.list() == ["MAIN_a.trm"]
    assert not storage.file_exists("_MAIN_7.toc")
    with pytest.raises(FileNotFoundError):
        storage.open_file("_MAIN_7.toc")
    with pytest.raises(FileNotFoundError):
        storage.file_length("_MAIN_7.toc")
    write(storage, "MAIN_b.trm", b"more words")
    assert (storage.file_length("MAIN_a.trm"), storage.file_length("MAIN_b.trm")) == (5, 10)
    assert (read(storage, "MAIN_a.trm"), read(storage, "MAIN_b.trm")) == (b"words", b"more words")
    assert set(storage.files()) == {"MAIN_a.trm", "MAIN_b.trm"}
    assert storage.files()["MAIN_a.trm"] == written["MAIN_a.trm"]


@pytest.mark.parametrize("size", [0, 1, IN_MEMORY, IN_MEMORY + 1, 3 * 1024 * 1024])
def test_files_of_all_sizes_are_checked_and_read_as_they_were_written(tmp_path: Path, size: int) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    made = DoorStorage(tmp_path)
    write(made, "postings", data[:size])
    written = made.files()
    assert written["postings"] == (size, hashlib.sha256(data[:size]).hexdigest())
    storage = DoorStorage(tmp_path, written)
    assert (storage.file_length("postings"), read(storage, "postings")) == (size, data[:size])
    if size:
        (tmp_path / "postings").write_bytes(data[: size - 1] + b"\xff")
        with pytest.raises(Altered, match=r"^postings$"):
            DoorStorage(tmp_path, written)


def test_a_checked_file_that_is_deleted_lies_there_for_readers_and_one_that_was_made_goes(tmp_path: Path) -> None:
    made = DoorStorage(tmp_path)
    write(made, "old", b"words")
    storage = DoorStorage(tmp_path, made.files())
    write(storage, "new", b"more")
    for name in ("old", "new", "none"):
        storage.delete_file(name)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert storage.list() == []
    assert read(storage, "old") == b"words", "for a reader that has it in its table"


def test_large_files_are_checked_in_pieces(tmp_path: Path) -> None:
    made = DoorStorage(tmp_path)
    write(made, "postings", b"words and " * 2_000_000)
    written = made.files()
    tracemalloc.start()
    try:
        DoorStorage(tmp_path, written)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_table_has_a_new_file_for_new_contents(tmp_path: Path) -> None:
    made = DoorStorage(tmp_path)
    with pytest.raises(Altered, match="stems"):
        made.read_table("stems")
    made.write_table("stems", "Київ")
    storage = DoorStorage(tmp_path, made.files())
    storage.write_table("stems", "Київ")
    assert storage.files() == made.files()
    storage.write_table("stems", "Lviv")
    assert (made.read_table("stems"), storage.read_table("stems")) == ("Київ", "Lviv")
    assert len(storage.files()) == 1
    assert len(list(tmp_path.iterdir())) == 2


def write(storage: DoorStorage, name: str, data: bytes) -> None:
    with storage.create_file(name) as file:
        file.write(data)


def read(storage: DoorStorage, name: str) -> bytes:
    with storage.open_file(name) as file:
        return bytes(file.read())
