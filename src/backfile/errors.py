"""What can go wrong, and the exit status each fault ends with.

    BackfileError            3  failed
    ├── Usage                2  the command or a setting was given wrongly
    │   └── UnknownName      2  ... and a near name exists: "did you mean"
    ├── NotFound             1  asked for something that is not held
    ├── BadCapture           4  one capture cannot be read; the batch goes on
    ├── Damage               5  the archive is not as it was written
    ├── NoArchive           10  no backfile.toml here or above
    ├── Locked              11  another writer holds the archive
    └── NewerFormat         12  written by a newer Backfile

Every message is one line that a reader can act on: place, fault, mend.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Status(IntEnum):
    """How a command ends."""

    DONE = 0
    NOTHING_FOUND = 1
    USAGE = 2
    FAILED = 3
    PARTLY = 4
    DAMAGE = 5
    NO_ARCHIVE = 10
    LOCKED = 11
    FORMAT = 12
    INTERRUPTED = 130


class BackfileError(Exception):
    """A fault with its place and its mend.

    `place` is a path, an option or a setting; `fault` what is wrong there; `mend` what the reader can do.
    """

    status = Status.FAILED

    def __init__(self, place: object, fault: str, mend: str = "") -> None:
        self.place, self.fault, self.mend = str(place), fault, mend
        message = f"{self.place}: {fault}" + (f"; {mend}" if mend else "")
        super().__init__(" ".join(message.splitlines()))  # a name or a value may hold a line end


class Usage(BackfileError):
    status = Status.USAGE


class UnknownName(Usage):
    """A name that is none of the `known` ones; the message names the nearest.

    `name` may be what the person is likely to mean by what was `written`.
    """

    def __init__(
        self, place: object, kind: str, name: str, known: Iterable[str], *, written: str | None = None
    ) -> None:
        from difflib import get_close_matches  # what goes well needs no near names

        names = sorted(known)
        near = get_close_matches(name.lower(), names, n=1, cutoff=0.5)
        mend = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(names)}"
        super().__init__(place, f"there is no {kind} “{written or name}”", mend)


class NotFound(BackfileError):
    status = Status.NOTHING_FOUND


class BadCapture(BackfileError):
    status = Status.PARTLY


class Damage(BackfileError):
    status = Status.DAMAGE


class NoArchive(BackfileError):
    status = Status.NO_ARCHIVE


class Locked(BackfileError):
    status = Status.LOCKED


class NewerFormat(BackfileError):
    status = Status.FORMAT
