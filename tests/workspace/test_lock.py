"""Does one command write at a time, and is the other told who does?"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backfile import disk
from backfile.errors import BackfileError, Locked, Status
from backfile.workspace.folders import Workspace
from backfile.workspace.lock import PATIENCE, writing

HOLD = """
import sys
from pathlib import Path
from backfile.workspace.folders import Workspace
from backfile.workspace.lock import writing
with writing(Workspace(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@contextmanager
def another_writer(workspace: Workspace) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes to the archive until it is told to end."""
    command = [sys.executable, "-c", HOLD, str(workspace.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_process_waits_and_is_told_who_holds_the_archive(workspace: Workspace) -> None:
    with another_writer(workspace) as holder:
        began = time.monotonic()
        with pytest.raises(Locked) as told, writing(workspace, patience=0.3):
            pytest.fail("two write at once")
        assert time.monotonic() - began >= 0.3
    assert told.value.status == Status.LOCKED
    assert str(told.value) == (
        f"{workspace.root}: another command is writing to this archive (process {holder.pid}); "
        "waited 0.3 seconds; try again when it is done"
    )


def test_a_second_process_writes_when_the_first_is_done(workspace: Workspace) -> None:
    with another_writer(workspace) as holder:
        assert holder.stdin
        holder.stdin.write("end\n")
        holder.stdin.flush()
        with writing(workspace, patience=60):
            assert (workspace.index / "lock-holder").read_text() == f"{os.getpid()}\n"


def test_a_process_that_was_killed_holds_nothing(workspace: Workspace) -> None:
    with another_writer(workspace) as holder:
        holder.kill()
        holder.wait()
        assert (workspace.index / "lock-holder").exists()
        with writing(workspace, patience=0):
            assert (workspace.index / "lock-holder").read_text() == f"{os.getpid()}\n"


@pytest.mark.parametrize("holder", [None, "", "nobody\n"])
def test_a_holder_that_nobody_can_name_is_not_named(workspace: Workspace, holder: str | None) -> None:
    with another_writer(workspace):
        path = workspace.index / "lock-holder"
        path.unlink() if holder is None else path.write_text(holder)
        with (
            pytest.raises(Locked, match="another command is writing to this archive; waited 0 seconds"),
            writing(workspace, patience=0),
        ):
            pytest.fail("two write at once")


def test_the_lock_is_given_back_whatever_happened_inside(workspace: Workspace) -> None:
    for fault in (KeyboardInterrupt, BackfileError("here", "a fault")):
        with pytest.raises((KeyboardInterrupt, BackfileError)), writing(workspace):
            raise fault
        assert not (workspace.index / "lock-holder").exists()
    with writing(workspace, patience=0):
        pass


def test_the_lock_is_given_back_when_the_holders_name_cannot_be_taken_away(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise BackfileError(path, "cannot be removed")

    with monkeypatch.context() as patched:
        patched.setattr(disk, "remove", fail)
        with pytest.raises(BackfileError, match="cannot be removed"), writing(workspace):
            pass
    with writing(workspace, patience=0):
        pass


def test_a_folder_that_cannot_be_written_is_told_in_one_line(workspace: Workspace) -> None:
    (workspace.index / "lock").mkdir(parents=True)
    with pytest.raises(BackfileError) as told, writing(workspace, patience=0):
        pytest.fail("a folder is no lock")
    assert not isinstance(told.value, Locked)
    assert str(told.value).startswith(f"{workspace.index}: ")


def test_nobody_waits_for_ever() -> None:
    assert 0 < PATIENCE <= 60
