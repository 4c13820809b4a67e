"""What can go wrong at any write: a disk that is full from a certain flush on."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import NoReturn

import pytest


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch, number: int = 1) -> Iterator[None]:
    """Inside this block, the flush of that number and all after it find no space left."""
    flush, calls = os.fsync, count(1)

    def fail(descriptor: int) -> None:
        if next(calls) >= number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(descriptor)

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", fail)
        yield


class Stopped(BaseException):
    """What a process dies of."""


def stopping() -> Callable[..., NoReturn]:
    """A function in which the process dies."""

    def stop(*_: object, **__: object) -> NoReturn:
        raise Stopped

    return stop
