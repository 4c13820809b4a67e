"""What happens at the door to the disk: each write, flush, rename, removal and new folder, and a stop or fault there.

A process that was stopped does nothing more: every later step at the door stops it again, whatever its `finally` wants.
"""

from __future__ import annotations

import errno
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from backfile.disk import writing
from tests.faults import Stopped

BEFORE, AFTER = "before", "after"
WRITING = ("write", "flush", "rename", "folder")  # what a full or broken disk refuses; it still removes


class Door:
    """Counts the steps, and does something at one: `at(step, when, what)` may raise."""

    def __init__(self, at: Callable[[int, str, str], None]) -> None:
        self.steps = 0
        self._at = at

    def step(self, what: str, do: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        number = self.steps
        self.steps += 1
        self._at(number, BEFORE, what)
        done = do(*arguments, **named)
        self._at(number, AFTER, what)
        return done


class _Watched:
    """A file open for writing whose every write is a step."""

    def __init__(self, file: Any, door: Door) -> None:
        self._file, self._door = file, door

    def write(self, data: Any) -> Any:
        return self._door.step("write", self._write, data)

    def _write(self, data: Any) -> Any:
        written = self._file.write(data)
        self._file.flush()  # what stands in a buffer would be gone with the process, which is the stop before
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, at: Callable[[int, str, str], None]) -> Iterator[Door]:
    """Inside this block each step at the door is one of the Door that is given."""
    door = Door(at)
    new_file = writing._new_file
    opened, replace, unlink, mkdir = Path.open, Path.replace, Path.unlink, Path.mkdir
    flush, rmtree = os.fsync, shutil.rmtree

    def opening(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        file = opened(path, mode, *rest, **named)
        return _Watched(file, door) if mode in ("xb", "ab+") else file

    with monkeypatch.context() as patched, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # who dies closes nothing
        patched.setattr(Path, "open", opening)
        patched.setattr(writing, "_new_file", lambda part: _Watched(new_file(part), door))
        patched.setattr(Path, "replace", lambda path, target: door.step("rename", replace, path, target))
        patched.setattr(Path, "unlink", lambda path, **named: door.step("remove", unlink, path, **named))
        patched.setattr(Path, "mkdir", lambda path, *rest, **named: door.step("folder", mkdir, path, *rest, **named))
        patched.setattr(os, "fsync", lambda descriptor: door.step("flush", flush, descriptor))
        patched.setattr(
            shutil, "rmtree", lambda path, *rest, **named: door.step("remove", rmtree, path, *rest, **named)
        )
        yield door


def nothing(number: int, when: str, what: str) -> None:
    """Only counts."""


def stop_at(number: int, when: str) -> Callable[[int, str, str], None]:
    """The process dies before or after this step."""

    def at(step: int, its_when: str, what: str) -> None:
        if step > number or (step == number and (its_when == when or when == BEFORE)):
            raise Stopped

    return at


def fail_at(number: int, code: int) -> Callable[[int, str, str], None]:
    """From this step on the disk refuses to be written to: ENOSPC, it is full; EIO, it is broken."""

    def at(step: int, when: str, what: str) -> None:
        if step >= number and when == BEFORE and what in WRITING:
            raise OSError(code, os.strerror(code))

    return at


FAULTS = (errno.ENOSPC, errno.EIO)
