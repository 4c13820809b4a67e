"""Which index is in force? The one that `current.json` names, if this user's machine wrote it.

An index that is missing, of another format or language, damaged or foreign is no fault: it follows from archive/ and is
made again. The reason is told, so that a person can be.

`current.json` names the folder and each file in it with size and digest, and holds a stamp: a digest of all that, keyed
with a secret that lies outside of the archive (workspace/key.py). Nothing that Whoosh would unpickle is read before the
stamp and the digests were found right (see storage.py for what is read then). The stamp does not say which archive the
index belongs to: an archive may be moved and copied together with its index.

The files of an index in force never change. A writer makes new ones beside them, puts those in force by replacing
`current.json`, and then sweeps what is no longer needed; a reader that comes too late for the old files finds another
`current.json` there, and begins again.
"""

from __future__ import annotations

import hmac
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import whoosh
from whoosh import index as whoosh_index

from backfile import disk
from backfile.errors import BackfileError
from backfile.index.storage import Altered, DoorStorage, Written

FORMAT = 2
CURRENT = "current.json"
STEMS = "stems"
FOREIGN = "it was made on another machine, or by somebody else"
OTHER_VERSION = "it was made for another version or language"


class NoIndex(Exception):
    """There is no index that can be opened; the message says why."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index that was opened: a snapshot, whatever is written meanwhile.

    Whoosh's index and the files it stands in, its stems (language to stem to words), and the key it is written with.
    """

    folder: Path
    whoosh: Any
    storage: DoorStorage
    stems: dict[str, dict[str, list[str]]]
    language: str
    key: bytes = field(repr=False)


def open_index(home: Path, language: str, key: bytes) -> OpenIndex:
    """The index in force in the folder `home`, for an archive in that language, if `key` stamped it. Raises NoIndex."""
    current = _read_current(home)
    while True:
        try:
            return _open(home, current, language, key)
        except NoIndex:
            now = _read_current(home)
            if now == current:
                raise
            current = now  # a writer has put another index in force since we looked


def switch_to(home: Path, storage: DoorStorage, language: str, key: bytes) -> None:
    """Put the index in `storage` in force as it is now, by one rename; then sweep every other one."""
    folder = Path(storage.folder)
    made = {
        "folder": folder.name,
        "language": language,
        "whoosh": whoosh.versionstring(),
        "files": {name: list(written) for name, written in storage.files().items()},
    }
    disk.write(home / CURRENT, json.dumps({"format": FORMAT, "made": made, "stamp": _stamp(made, key)}) + "\n")
    sweep(home, storage)


def sweep(home: Path, storage: DoorStorage) -> None:
    """Remove whatever a writer left in `home` that the index in force, the one in `storage`, does not need."""
    folder = Path(storage.folder)
    needed = set(storage.list())
    with disk.plainly(home, "listed"):
        leftovers = [path for path in home.glob("search-*") if path != folder]
        leftovers += home.glob(f"*{disk.PART}")
        leftovers += (path for path in folder.iterdir() if path.name not in needed)
    for path in sorted(leftovers):
        with suppress(BackfileError):  # on Windows, what somebody reads stays until the next writer
            disk.remove(path)


def _open(home: Path, current: bytes | None, language: str, key: bytes) -> OpenIndex:
    if current is None:
        raise NoIndex("there is none yet")
    try:
        read = json.loads(current)
        if read["format"] != FORMAT:
            raise NoIndex(OTHER_VERSION)
        made = read["made"]
        if not hmac.compare_digest(_stamp(made, key).encode(), str(read.get("stamp")).encode("utf-8", "replace")):
            raise NoIndex(FOREIGN)
        if made["language"] != language or made["whoosh"] != whoosh.versionstring():
            raise NoIndex(OTHER_VERSION)
        folder = home / made["folder"]
        storage = DoorStorage(folder, {name: Written(*written) for name, written in made["files"].items()})
        stems = json.loads(storage.read_table(STEMS))
        return OpenIndex(folder, whoosh_index.FileIndex(storage), storage, stems, language, key)
    except Altered as file:
        raise NoIndex(f"it is damaged ({file} is not as it was written)") from file
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NoIndex(f"it is damaged ({CURRENT} makes no sense)") from fault
    except (OSError, whoosh_index.IndexError) as fault:
        raise NoIndex(f"it is damaged ({fault})") from fault


def _read_current(home: Path) -> bytes | None:
    pointer = home / CURRENT
    if not pointer.is_file():
        return None
    try:
        return disk.read_bytes(pointer)
    except BackfileError as fault:
        raise NoIndex(f"it is damaged ({fault})") from fault


def _stamp(made: object, key: bytes) -> str:
    """The HMAC-SHA256 (RFC 2104) of what was made, in hex."""
    return hmac.digest(key, b"backfile index\n" + json.dumps(made, sort_keys=True).encode("ascii"), "sha256").hex()
