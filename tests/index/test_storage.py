"""Do Whoosh's files go through the one door to the disk?"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from backfile.errors import BackfileError
from backfile.index.storage import DoorStorage


def test_a_file_is_flushed_to_the_disk_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bytes] = []
    flush = os.fsync

    def noting(descriptor: int) -> None:
        flushed.append((tmp_path / "postings").read_bytes())
        flush(descriptor)

    monkeypatch.setattr("backfile.disk.os.fsync", noting)
    file = DoorStorage(str(tmp_path)).create_file("postings")
    file.write(b"words")
    assert flushed == []
    file.close()
    assert flushed == [b"words"]


def test_a_full_disk_is_told_in_one_line_with_the_name_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    file = DoorStorage(str(tmp_path)).create_file("postings")
    with monkeypatch.context() as broken:
        broken.setattr("backfile.disk.os.fsync", full)
        with pytest.raises(BackfileError, match="postings: cannot be written: the disk is full"):
            file.close()
    file.close()


def test_files_are_renamed_over_each_other_and_deleted_without_fuss(tmp_path: Path) -> None:
    storage = DoorStorage(str(tmp_path))
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
        DoorStorage(str(tmp_path / "none")).create_file("postings")


def test_whoosh_is_given_every_lock_for_the_archive_has_its_own(tmp_path: Path) -> None:
    storage = DoorStorage(str(tmp_path))
    one, other = storage.lock("WRITELOCK"), storage.lock("WRITELOCK")
    assert one.acquire(blocking=True)
    assert other.acquire()
    one.release()
    assert list(tmp_path.iterdir()) == []
