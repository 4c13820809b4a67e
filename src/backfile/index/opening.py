"""Which index is in force? `current.json` names its folder; whoever switches it replaces that one file.

An index that is missing, of another format or language, or damaged is no fault: it follows from archive/ and is made
again. The reason is told, so that a person can be.
"""

from __future__ import annotations

import json
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
        stems = json.loads(disk.read_text(folder / STEMS))
        return OpenIndex(folder, whoosh_index.FileIndex(DoorStorage(str(folder))), stems, language)
    except (BackfileError, ValueError, KeyError, TypeError, OSError, whoosh_index.IndexError) as fault:
        raise NoIndex(f"it is damaged ({fault})") from fault


def switch_to(home: Path, folder: Path, language: str) -> None:
    """Put the index in `folder` in force, then sweep every other one."""
    current = {"format": FORMAT, "folder": folder.name, "language": language}
    disk.write(home / CURRENT, json.dumps(current) + "\n")
    for other in sorted(home.glob("search-*")):
        if other != folder:
            disk.remove(other)
