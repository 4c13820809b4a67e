"""With which key does this user's machine stamp what it makes? 32 random bytes in the user's state folder.

The key never enters an archive, so an index in an archive that somebody else hands over cannot bear its stamp. It may
be deleted at any time: a new one is made, and each index once more.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from backfile import disk
from backfile.errors import BackfileError

FOLDER = "BACKFILE_STATE_DIR"
"""The environment variable that names another state folder than the system's own."""

SIZE = 32
NAME = "index-key"

_ELSEWHERE = {"XDG_STATE_HOME", "ANDROID_DATA"}


@dataclass(frozen=True, slots=True)
class Key:
    """The key, and what a person should be told of how it came about, if anything."""

    secret: bytes = field(repr=False)
    note: str | None = None


def read_key() -> Key:
    """This user's key on this machine, made at first need; where it cannot be kept, one for this process only."""
    try:
        return _kept(state_folder() / NAME)
    except BackfileError as fault:
        return Key(_of_this_process(), f"the index cannot be kept: {fault}")


def state_folder() -> Path:
    """Where this user's programs keep what is no setting and no cache."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    if sys.platform == "linux" and not _ELSEWHERE & os.environ.keys():
        return Path("~/.local/state/backfile").expanduser()  # what is asked for below, without what it imports
    import platformdirs

    return Path(platformdirs.user_state_path("backfile"))


def _kept(path: Path) -> Key:
    secret, fault = _read(path)
    if secret is not None:
        return Key(secret)
    from filelock import FileLock, Timeout

    from backfile.workspace.lock import PATIENCE

    disk.make_folder(path.parent)
    with disk.plainly(path.parent, "written"):
        try:
            with FileLock(path.with_name(f"{NAME}.lock"), timeout=PATIENCE):
                secret, fault = _read(path)  # two processes that begin at the same time end with the same key
                if secret is not None:
                    return Key(secret)
                disk.write(path, os.urandom(SIZE), private=True)
        except (Timeout, NotImplementedError) as error:
            raise BackfileError(path, "cannot be locked", "try again when no other command is at work") from error
    secret, lost = _read(path)
    if secret is None:
        raise BackfileError(path, lost or "is gone again", "check what removes it")
    return Key(secret, fault and f"{path}: {fault}; a new key was made, and each search index will be made again")


def _read(path: Path) -> tuple[bytes | None, str | None]:
    """The key that is kept; or None, and what is wrong where there is something."""
    with disk.plainly(path, "read"):
        try:
            found = path.lstat()
        except FileNotFoundError:
            return None, None
        if not stat.S_ISREG(found.st_mode):
            return None, "is no ordinary file"
    secret = disk.read_bytes(path)
    return (secret, None) if len(secret) == SIZE else (None, f"is no key (it has {len(secret)} bytes, not {SIZE})")


@cache
def _of_this_process() -> bytes:
    return os.urandom(SIZE)
