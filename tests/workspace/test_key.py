"""Has this user one key on this machine, which nobody can give them, and is it said where it cannot be kept?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from filelock import FileLock

from backfile import disk
from backfile.workspace import key
from backfile.workspace.key import FOLDER, NAME, SIZE, Key, read_key, state_folder

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")

ASK = """
import sys
from backfile.workspace.key import read_key
sys.stdin.readline()
print(read_key().secret.hex())
"""


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder, which is not there yet."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "state" / "backfile"))
    return tmp_path / "state" / "backfile"


def test_the_key_is_made_once_and_found_again(state: Path) -> None:
    made = read_key()
    assert made.note is None
    assert len(made.secret) == SIZE == 32
    assert (state / NAME).read_bytes() == made.secret
    assert read_key() == made
    assert made.secret.hex() not in repr(made) and repr(made.secret) not in repr(made)


def test_two_keys_are_never_the_same(state: Path) -> None:
    first = read_key()
    (state / NAME).unlink()
    assert read_key().secret != first.secret


@POSIX
def test_the_key_is_for_this_user_alone(state: Path) -> None:
    disk.write(state / f"{NAME}{disk.PART}", b"left over, and open to all")
    (state / f"{NAME}{disk.PART}").chmod(0o666)
    read_key()
    assert (state / NAME).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in state.iterdir()) in ([NAME], [NAME, f"{NAME}.lock"])


@pytest.mark.parametrize("named", [None, "", "/of/the/system", "not/from/the/root"])
def test_the_state_folder_is_the_systems_unless_another_is_named(
    state: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    assert state_folder() == state
    monkeypatch.delenv(FOLDER)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_STATE_HOME", named)
    assert state_folder() == platformdirs.user_state_path("backfile")


def test_processes_that_begin_at_the_same_time_end_with_the_same_key(state: Path) -> None:
    asked = [
        subprocess.Popen([sys.executable, "-c", ASK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in asked:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    assert {process.communicate()[0].strip() for process in asked} == {read_key().secret.hex()}


def test_the_one_that_waited_takes_the_key_of_the_one_before(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = b"t" * SIZE
    read = key._read

    def late(path: Path) -> tuple[bytes | None, str | None]:
        monkeypatch.setattr(key, "_read", read)
        answer = read(path)
        disk.write(path, theirs)
        return answer

    monkeypatch.setattr(key, "_read", late)
    assert read_key() == Key(theirs)


@pytest.mark.parametrize("size", [0, 31, 33, 1000])
def test_a_file_of_another_length_is_no_key_and_it_is_said(state: Path, size: int) -> None:
    disk.write(state / NAME, b"k" * size)
    made = read_key()
    assert made.note == (
        f"{state / NAME}: is no key (it has {size} bytes, not 32); "
        "a new key was made, and each search index will be made again"
    )
    assert (state / NAME).read_bytes() == made.secret != b"k" * 32
    assert read_key() == Key(made.secret)


@POSIX
def test_a_link_is_no_key_and_what_it_leads_to_is_left_alone(state: Path, tmp_path: Path) -> None:
    disk.write(tmp_path / "theirs", b"k" * SIZE)
    disk.make_folder(state)
    (state / NAME).symlink_to(tmp_path / "theirs")
    made = read_key()
    assert made.note is not None and "is no ordinary file; a new key was made" in made.note
    assert made.secret != b"k" * SIZE
    assert (tmp_path / "theirs").read_bytes() == b"k" * SIZE
    assert not (state / NAME).is_symlink()


# Where it cannot be kept


def not_kept() -> str:
    """What is said; the key is good for this process."""
    made = read_key()
    assert made.note is not None and made.note.startswith("the index cannot be kept: ")
    assert len(made.note.splitlines()) == 1
    assert len(made.secret) == SIZE
    assert read_key() == made
    return made.note


def test_where_the_folder_cannot_be_made_the_key_is_for_this_process_and_it_is_said(state: Path) -> None:
    disk.write(state.parent, b"a file")
    assert str(state) in not_kept()


def test_where_a_folder_has_the_name_of_the_key_it_is_said(state: Path) -> None:
    disk.make_folder(state / NAME / "in the way")
    assert str(state / NAME) in not_kept()


def test_where_nothing_can_be_written_it_is_said(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.fsync", refuse)
    assert not_kept().endswith("cannot be written: permission denied; check who owns it")
    assert not (state / NAME).exists()


def test_where_the_key_cannot_be_read_it_is_said_and_left_alone(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = read_key()

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as denied:
        denied.setattr(Path, "read_bytes", refuse)
        assert "cannot be read: permission denied" in not_kept()
    assert read_key() == kept


def test_where_another_process_holds_the_folder_too_long_it_is_said(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backfile.workspace.lock.PATIENCE", 0)
    disk.make_folder(state)
    with FileLock(state / f"{NAME}.lock"):
        assert "cannot be locked; try again when no other command is at work" in not_kept()


@pytest.mark.parametrize("fault", ["gone", "short"])
def test_where_something_takes_the_key_away_at_once_it_is_said(
    state: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    write = disk.write

    def undone(path: Path, data: bytes, *, private: bool) -> bool:
        if fault == "short":
            return write(path, data[:7], private=private)
        return True

    monkeypatch.setattr(disk, "write", undone)
    assert ("is gone again" if fault == "gone" else "is no key (it has 7 bytes, not 32)") in not_kept()
