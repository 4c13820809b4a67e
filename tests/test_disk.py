"""Is a file the old one or the new one after any fault, and is the fault told in one line?"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile import disk
from backfile.errors import BackfileError, Status, Usage
from tests.faults import Stopped, stopping

needs_folder_flush = pytest.mark.skipif(os.name == "nt", reason="Windows needs no flush of a folder")

FAULTS = {
    errno.ENOSPC: "the disk is full",
    errno.EIO: "the disk answered with an error",
    errno.EFBIG: "the file is too large for this disk",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission denied",
    errno.EPIPE: os.strerror(errno.EPIPE),  # one that nobody foresaw
}

Breaking = Callable[[pytest.MonkeyPatch, BaseException], None]


def break_write(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    class Full(io.FileIO):
        def write(self, data: object, /) -> int:
            raise fault

    monkeypatch.setattr(Path, "open", lambda path, mode: Full(path, mode))


def break_flush(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    monkeypatch.setattr("os.fsync", failing(fault))


def break_replace(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    monkeypatch.setattr(Path, "replace", failing(fault))


def failing(fault: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise fault

    return fail


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that are opened in order to be flushed, in order."""
    opened: list[Path] = []
    open_ = os.open

    def noting(path: Path, flags: int) -> int:
        opened.append(path)
        return open_(path, flags)

    monkeypatch.setattr("os.open", noting)
    return opened


# Writing


@given(st.binary() | st.text())
@example(b"")
@example("CR\r LF\n CRLF\r\n NUL\0")
def test_what_is_written_is_read_back_to_the_byte(tmp_path_factory: pytest.TempPathFactory, data: bytes | str) -> None:
    path = tmp_path_factory.mktemp("disk") / "a" / "b.md"
    assert disk.write(path, data)
    if isinstance(data, str):
        assert disk.read_text(path) == data
    else:
        assert disk.read_bytes(path) == data
    assert [file.name for file in path.parent.iterdir()] == ["b.md"]


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.parametrize("break_", [break_write, break_flush, break_replace])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_: Breaking, code: int
) -> None:
    path = tmp_path / "entry.md"
    path.write_bytes(b"old")
    with monkeypatch.context() as broken:
        break_(broken, OSError(code, os.strerror(code)))
        with pytest.raises(BackfileError) as told:
            disk.write(path, b"newer")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert str(told.value).startswith(f"{path}: cannot be written: {FAULTS[code]}")
    assert len(str(told.value).splitlines()) == 1
    assert told.value.status == Status.FAILED


@pytest.mark.parametrize("break_", [break_write, break_flush, break_replace])
def test_a_first_write_that_fails_leaves_no_file_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_: Breaking
) -> None:
    with monkeypatch.context() as broken:
        break_(broken, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        with pytest.raises(BackfileError):
            disk.write(tmp_path / "entry.md", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("break_", [break_write, break_flush, break_replace])
def test_a_write_that_is_killed_leaves_the_old_file_and_a_part_file_that_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_: Breaking
) -> None:
    class Killed(BaseException):
        pass

    path = tmp_path / "entry.md"
    path.write_bytes(b"old")
    with monkeypatch.context() as broken:
        break_(broken, Killed())
        broken.setattr(Path, "unlink", stopping())  # whoever is killed does nothing more
        with pytest.raises((Killed, Stopped)):
            disk.write(path, b"newer")
    assert path.read_bytes() == b"old"
    assert [file.name for file in disk.walk(tmp_path)] == ["entry.md", f"entry.md{disk.PART}"]
    disk.sweep(tmp_path)
    assert [file.name for file in disk.walk(tmp_path)] == ["entry.md"]
    assert disk.write(path, b"newer")
    assert path.read_bytes() == b"newer"


def test_a_part_file_left_by_another_run_is_written_over(tmp_path: Path) -> None:
    (tmp_path / f"entry.md{disk.PART}").write_bytes(b"a longer leftover than what is written")
    disk.write(tmp_path / "entry.md", b"new")
    assert [(file.name, file.read_bytes()) for file in disk.walk(tmp_path)] == [("entry.md", b"new")]


@pytest.mark.parametrize("durable", [True, False])
def test_an_unfinished_download_beside_a_file_is_no_leftover(tmp_path: Path, durable: bool) -> None:
    (tmp_path / "table.csv.part").write_bytes(b"theirs")
    disk.write(tmp_path / "table.csv", b"ours", durable=durable)
    disk.write_pieces(tmp_path / "table.csv", [b"ours, ", b"again"], durable=durable)
    disk.sweep(tmp_path)
    assert (tmp_path / "table.csv.part").read_bytes() == b"theirs"


def test_an_equal_file_is_left_alone_with_its_time(tmp_path: Path) -> None:
    path = tmp_path / "entry.md"
    assert disk.write(path, "words")
    os.utime(path, ns=(1_000_000_000_000_000_000, 1_000_000_000_000_000_000))
    before = path.stat()
    assert not disk.write(path, b"words")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert disk.write(path, b"sword"), "a file of the same size is still another file"
    assert path.read_bytes() == b"sword"


def test_what_can_be_made_again_is_never_flushed_but_still_replaced_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index.html"
    with monkeypatch.context() as broken:
        break_flush(broken, AssertionError("flushed"))
        assert disk.write(path, b"old", durable=False)
    with monkeypatch.context() as broken:
        break_replace(broken, OSError(errno.EIO, "input/output error"))
        with pytest.raises(BackfileError):
            disk.write(path, b"newer", durable=False)
    assert [(file.name, file.read_bytes()) for file in disk.walk(tmp_path)] == [("index.html", b"old")]


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "entry.md").mkdir()
    with pytest.raises(BackfileError, match=r"entry\.md: "):
        disk.write(tmp_path / "entry.md", b"words")
    assert [path.name for path in tmp_path.iterdir()] == ["entry.md"]


# Flushing folders


@needs_folder_flush
def test_a_write_flushes_its_folder(tmp_path: Path, flushed: list[Path]) -> None:
    disk.write(tmp_path / "a" / "entry.md", b"words")
    assert flushed == [tmp_path / "a"]


@needs_folder_flush
def test_a_rename_flushes_the_folder_that_holds_the_new_name(tmp_path: Path, flushed: list[Path]) -> None:
    (tmp_path / "old").mkdir()
    disk.rename(tmp_path / "old", tmp_path / "new")
    assert flushed == [tmp_path]


@needs_folder_flush
def test_a_batch_flushes_each_folder_once_and_at_its_end(tmp_path: Path, flushed: list[Path]) -> None:
    with disk.batch():
        for name in ("b/2", "a/1", "b/3"):
            disk.write(tmp_path / name, b"words")
        with disk.batch():
            disk.write(tmp_path / "a/4", b"words")
        assert flushed == []
    assert flushed == [tmp_path / "a", tmp_path / "b"]
    disk.write(tmp_path / "a/5", b"words")
    assert flushed[2:] == [tmp_path / "a"], "after a batch, every write flushes again"


@needs_folder_flush
def test_a_batch_that_fails_still_flushes_what_was_written(tmp_path: Path, flushed: list[Path]) -> None:
    with pytest.raises(KeyError), disk.batch():
        disk.write(tmp_path / "a/1", b"words")
        raise KeyError
    assert flushed == [tmp_path / "a"]


@needs_folder_flush
def test_a_folder_removed_during_a_batch_is_no_fault(tmp_path: Path) -> None:
    with disk.batch():
        disk.write(tmp_path / "a/1", b"words")
        disk.remove(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


@needs_folder_flush
@pytest.mark.parametrize("call", ["os.open", "os.fsync"])
def test_a_folder_that_cannot_be_flushed_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    with pytest.raises(BackfileError) as told, monkeypatch.context() as broken, disk.batch():
        disk.write(tmp_path / "1", b"words")
        broken.setattr(call, failing(OSError(errno.EIO, "input/output error")))
    assert str(told.value).startswith(f"{tmp_path}: cannot be written: the disk answered with an error")


@needs_folder_flush
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_disk_that_knows_no_flush_of_folders_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    with monkeypatch.context() as broken, disk.batch():
        disk.write(tmp_path / "1", b"words")
        broken.setattr("os.fsync", failing(OSError(code, "not here")))
    assert disk.read_bytes(tmp_path / "1") == b"words"


# Reading, and writing piece by piece


def test_a_missing_file_is_a_wrong_path(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"none\.md: no such file or folder; check the path"):
        disk.read_bytes(tmp_path / "none.md")


@pytest.mark.skipif(os.name == "nt", reason="Windows says only that the permission is denied")
def test_a_folder_is_no_file_to_read(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="is a folder, not a file"):
        disk.read_bytes(tmp_path)


def test_a_name_too_long_for_the_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BackfileError) as told:
        disk.write(tmp_path / ("x" * 300), b"words")
    assert len(str(told.value).splitlines()) == 1


def test_bytes_that_are_no_utf_8_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "entry.md"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(BackfileError, match=r"entry\.md: is not UTF-8 \(byte 3\)"):
        disk.read_text(path)


def test_a_file_written_by_pieces_is_flushed_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with disk.create(tmp_path / "postings") as file:
        file.write(b"one")
        disk.flush(file)
        assert disk.read_bytes(tmp_path / "postings") == b"one"
        file.seek(0)
        assert file.read() == b"one"
        with monkeypatch.context() as broken, pytest.raises(BackfileError, match="postings: cannot be written: the"):
            break_flush(broken, OSError(errno.ENOSPC, "no space"))
            disk.flush(file)


def test_a_file_is_not_created_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(Usage):
        disk.create(tmp_path / "none" / "postings")


# Renaming, removing, making folders


def test_a_rename_replaces_a_file_but_no_folder_with_something_in_it(tmp_path: Path) -> None:
    for name in ("file", "other", "new/a", "old/b"):
        disk.write(tmp_path / name, name.encode())
    disk.rename(tmp_path / "file", tmp_path / "other")
    assert disk.read_bytes(tmp_path / "other") == b"file"
    with pytest.raises(BackfileError, match="old: cannot be written"):
        disk.rename(tmp_path / "new", tmp_path / "old")
    assert [path.relative_to(tmp_path).as_posix() for path in disk.walk(tmp_path)] == ["new/a", "old/b", "other"]


def test_a_folder_is_removed_with_all_that_is_in_it_and_twice_is_no_fault(tmp_path: Path) -> None:
    disk.write(tmp_path / "a/b/c", b"words")
    disk.remove(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
    disk.remove(tmp_path / "a")


def test_removing_a_link_keeps_what_it_leads_to(tmp_path: Path) -> None:
    disk.write(tmp_path / "kept/file", b"words")
    link(tmp_path / "link", tmp_path / "kept")
    disk.remove(tmp_path / "link")
    assert list(disk.walk(tmp_path)) == [tmp_path / "kept/file"]


def test_what_cannot_be_removed_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "unlink", failing(PermissionError(errno.EACCES, "permission denied")))
    with pytest.raises(BackfileError, match="file: cannot be removed: permission denied; check who owns it"):
        disk.remove(tmp_path / "file")


def test_a_folder_is_made_with_those_above_it_and_twice_is_no_fault(tmp_path: Path) -> None:
    disk.make_folder(tmp_path / "a/b/c")
    disk.make_folder(tmp_path / "a/b/c")
    assert (tmp_path / "a/b/c").is_dir()


def test_a_folder_is_not_made_where_a_file_stands(tmp_path: Path) -> None:
    disk.write(tmp_path / "a", b"words")
    with pytest.raises(BackfileError, match="a: cannot be made: "):
        disk.make_folder(tmp_path / "a")
    assert disk.read_bytes(tmp_path / "a") == b"words"


# Walking and sweeping


def test_a_walk_gives_every_file_sorted_by_its_path(tmp_path: Path) -> None:
    names = ["b", "a.md", "a/2", "a/10", "a/b/c", "Z", "é", "a-b/1"]
    for name in names:
        disk.write(tmp_path / name, b"")
    (tmp_path / "empty").mkdir()
    assert [path.relative_to(tmp_path).as_posix() for path in disk.walk(tmp_path)] == [
        "Z", "a/10", "a/2", "a/b/c", "a-b/1", "a.md", "b", "é",
    ]  # fmt: skip


def test_names_are_the_paths_of_a_walk(tmp_path: Path) -> None:
    for name in ("b/c/d.md", "b/a.md", "a.md", ".x/y"):
        disk.write(tmp_path / name, b"")
    assert list(disk.names(tmp_path)) == [path.relative_to(tmp_path).as_posix() for path in disk.walk(tmp_path)]
    assert list(disk.names(tmp_path / "none")) == []


def test_stamps_tell_each_file_and_each_folder_that_is_not_hidden(tmp_path: Path) -> None:
    for name in ("b/c/d.md", "a.md", ".x/y", ".z"):
        disk.write(tmp_path / name, b"")
    before = disk.stamps(tmp_path)
    assert list(before) == [".z", "a.md", "b"]
    assert before["b"] == disk.stamp(tmp_path / "b")
    assert disk.stamps(tmp_path, ["b"]) == {name: before[name] for name in (".z", "a.md")}
    disk.write(tmp_path / "b" / "c" / "d.md", b"more")
    disk.write(tmp_path / ".x" / "y", b"more")
    assert {name for name, stamp in disk.stamps(tmp_path).items() if stamp != before[name]} == {"b"}
    assert disk.stamps(tmp_path / "none") == {}


def test_a_file_of_one_name_has_a_stamp_in_each_folder_that_holds_it(tmp_path: Path) -> None:
    for name in ("b/index.md", "a/index.md", "c/other.md", "index.md", "a/inner/index.md", "d/index.md/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    before = disk.stamps_of(tmp_path, "index.md")
    assert list(before) == ["a", "b"]
    (tmp_path / "a/index.md").write_text("other")
    assert {name for name, stamp in disk.stamps_of(tmp_path, "index.md").items() if stamp != before[name]} == {"a"}
    assert disk.stamps_of(tmp_path / "none", "index.md") == {}


def test_a_walk_follows_no_link(tmp_path: Path) -> None:
    disk.write(tmp_path / "outside/secret", b"words")
    disk.write(tmp_path / "inside/a", b"words")
    link(tmp_path / "inside/folder", tmp_path / "outside")
    link(tmp_path / "inside/file", tmp_path / "outside/secret")
    link(tmp_path / "inside/circle", tmp_path / "inside")
    assert list(disk.walk(tmp_path / "inside")) == [tmp_path / "inside/a"]


def test_a_walk_through_a_missing_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(disk.walk(tmp_path / "none")) == []


def test_a_walk_through_what_cannot_be_listed_is_told_in_one_line(tmp_path: Path) -> None:
    disk.write(tmp_path / "file", b"words")
    with pytest.raises(BackfileError, match="file: cannot be listed: "):
        list(disk.walk(tmp_path / "file"))


def test_a_sweep_removes_part_files_and_empty_folders_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a/kept.md", f"a/left.md{disk.PART}", f"b/c/left{disk.PART}", "part", "theirs.part"):
        disk.write(tmp_path / name, b"words")
    (tmp_path / "d/e/f").mkdir(parents=True)
    disk.sweep(tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "a",
        "a/kept.md",
        "part",
        "theirs.part",
    ]


def test_a_sweep_goes_through_no_link(tmp_path: Path) -> None:
    disk.write(tmp_path / "outside/theirs.backfile-part", b"words")
    disk.make_folder(tmp_path / "inside")
    link(tmp_path / "inside/link", tmp_path / "outside")
    disk.sweep(tmp_path / "inside")
    assert disk.read_bytes(tmp_path / "outside/theirs.backfile-part") == b"words"
    assert (tmp_path / "inside/link").is_symlink()


def test_a_sweep_keeps_the_folder_itself_and_minds_no_missing_one(tmp_path: Path) -> None:
    disk.sweep(tmp_path)
    assert tmp_path.is_dir()
    disk.sweep(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:  # Windows asks for a privilege
        pytest.skip("no symbolic links here")


# Files that are too large to be held


def test_a_file_is_copied_from_its_beginning_and_atomically(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 300_000)
    with disk.opened(tmp_path / "a") as file:
        file.read(10)
        disk.copy(file, tmp_path / "new" / "b")
    assert (tmp_path / "new" / "b").read_bytes() == b"x" * 300_000
    with pytest.raises(Usage, match="no such file"):
        disk.opened(tmp_path / "none")


def test_a_copy_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"new")
    (tmp_path / "b").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with disk.opened(tmp_path / "a") as file, pytest.raises(BackfileError, match="the disk is full"):
        disk.copy(file, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def _of_pieces(fault: BaseException | None) -> Iterator[bytes]:
    yield b"one, "
    if fault:
        raise fault
    yield b"two"


def test_a_file_is_written_from_pieces_and_atomically(tmp_path: Path, flushed: list[Path]) -> None:
    disk.write_pieces(tmp_path / "new" / "all.jsonl", _of_pieces(None))
    assert (tmp_path / "new" / "all.jsonl").read_bytes() == b"one, two"
    assert tmp_path / "new" in flushed


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), Usage("draft", "is none"), ValueError("what"), OSError("why")])
def test_a_fault_in_the_making_of_pieces_leaves_the_old_file_and_no_part(tmp_path: Path, fault: BaseException) -> None:
    (tmp_path / "all.jsonl").write_bytes(b"old")
    with pytest.raises(BackfileError if isinstance(fault, OSError) else type(fault)):
        disk.write_pieces(tmp_path / "all.jsonl", _of_pieces(fault))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"all.jsonl": b"old"}


# Files that are mapped


def test_a_mapped_file_stays_the_one_it_was(tmp_path: Path) -> None:
    disk.write(tmp_path / "a", b"old words")
    held = disk.mapped(tmp_path / "a")
    disk.write(tmp_path / "a", b"new")
    disk.remove(tmp_path / "a")
    assert bytes(held) == b"old words"
    with pytest.raises(TypeError):
        held[0] = 7


def test_nothing_can_be_mapped_too(tmp_path: Path) -> None:
    disk.write(tmp_path / "a", b"")
    assert bytes(disk.mapped(tmp_path / "a")) == b""


def test_what_is_no_ordinary_file_cannot_be_mapped(tmp_path: Path) -> None:
    disk.write(tmp_path / "a", b"words")
    with pytest.raises(BackfileError):
        disk.mapped(tmp_path)
    with pytest.raises(Usage):
        disk.mapped(tmp_path / "none")
    if os.name != "nt":
        (tmp_path / "link").symlink_to("a")
        os.mkfifo(tmp_path / "pipe")
        for name in ("link", "pipe"):
            with pytest.raises(BackfileError):
                disk.mapped(tmp_path / name)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_private_file_is_this_users_alone_whatever_lay_in_its_place(tmp_path: Path) -> None:
    disk.write(tmp_path / "theirs", b"")
    (tmp_path / "a.backfile-part").symlink_to("theirs")
    (tmp_path / "a").symlink_to("theirs")
    assert disk.write(tmp_path / "a", b"secret", private=True)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "a").is_symlink()
    assert (tmp_path / "theirs").read_bytes() == b""


# Lines that are added


@given(st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8")), min_size=1))
@example(["x" * 200_000, "", "ä" * 70_000])
def test_lines_are_added_and_the_last_one_is_read(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("disk") / "a" / "log"
    assert disk.read_last_line(path) == ""
    for line in lines:
        disk.append(path, f"{line}\n")
        assert disk.read_last_line(path) == line
    assert path.read_bytes() == "".join(f"{line}\n" for line in lines).encode()


@pytest.mark.parametrize("torn", [b"half", b"h" * 100_000])
def test_a_line_that_was_never_finished_is_no_line_and_goes(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "log"
    for held in (b"", b"whole\n"):
        path.write_bytes(held + torn)
        assert disk.read_last_line(path) == held.decode().strip()
        disk.append(path, "next\n")
        assert path.read_bytes() == held + b"next\n"


def test_a_line_that_finds_no_room_leaves_the_lines_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.append(tmp_path / "log", "whole\n")
    monkeypatch.setattr("os.fsync", failing(OSError(errno.ENOSPC, "full")))
    with pytest.raises(BackfileError, match="the disk is full"):
        disk.append(tmp_path / "log", "more\n")
    assert (tmp_path / "log").read_bytes() == b"whole\n"
