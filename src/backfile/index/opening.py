"""Which index is in force? `current.json` names its folder; whoever switches it replaces that one file.

An index that is missing, of another format or language, or damaged is no fault: it follows from archive/ and is made
again. The reason is told, so that a person can be. `current.json` holds the checksums of the files, for Whoosh reads a
file that was cut short without complaint, and finds too little.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from backfile import disk
from backfile.errors import BackfileError
from backfile.index.storage import DoorStorage

FORMAT = 1
CURRENT = "current.json"
STEMS = "stems.json"


class NoIndex(Exception):
    """There is no index that can be opened; the message says why."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index that was opened: Whoosh's, its stems (stem to words), and the folder it stands in."""

    folder: Path
    whoosh: Any
    stems: dict[str, list[str]]
    language: str


def open_index(home: Path, language: str) -> OpenIndex:
    """The index in force in the folder `home`, for an archive in that language. Raises NoIndex."""
    pointer = home / CURRENT
    if not pointer.is_file():
        raise NoIndex("there is none yet")
    try:
        current = json.loads(disk.read_text(pointer))
        if current["format"] != FORMAT or current["language"] != language:
            raise NoIndex("it was made for another version or language")
        folder = home / Path(current["folder"]).name
        for name, written in dict(current["files"]).items():
            if _checksum(folder / Path(name).name) != written:
                raise NoIndex(f"it is damaged ({name} is not as it was written)")
        stems = json.loads(disk.read_text(folder / STEMS))
        return OpenIndex(folder, whoosh_index.FileIndex(DoorStorage(str(folder))), stems, language)
    except (BackfileError, ValueError, KeyError, TypeError, OSError, whoosh_index.IndexError) as fault:
        raise NoIndex(f"it is damaged ({fault})") from fault


def switch_to(home: Path, folder: Path, language: str) -> None:
    """Put the index in `folder` in force as it is now, then sweep every other one."""
    files = {path.relative_to(folder).as_posix(): _checksum(path) for path in disk.walk(folder)}
    current = {"format": FORMAT, "folder": folder.name, "language": language, "files": files}
    disk.write(home / CURRENT, json.dumps(current) + "\n")
    for other in sorted(home.glob("search-*")):
        if other != folder:
            disk.remove(other)


def _checksum(path: Path) -> int:
    return zlib.crc32(disk.read_bytes(path))
