"""Of how many live blogs does the page say that there are more entries? A search that finds nothing tells it.

Each `index.md` says it of its own. What it said is kept with its size and time in index/, so that no archive of
thousands of live blogs is read for one question: only those that somebody wrote to since.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from backfile import disk
from backfile.errors import BackfileError
from backfile.workspace.folders import Workspace, index_home

_KEPT = "incomplete.json"
_INDEX = "index.md"


class Held(NamedTuple):
    """How many live blogs are held, and of how many of them the page says that there are more entries. One whose
    `index.md` cannot be read is none of them: the commands that read all of it tell of that."""

    liveblogs: int
    incomplete: int


def count_incomplete(workspace: Workspace) -> Held:
    """Raises BackfileError where archive/ cannot be listed."""
    kept = _read(index_home(workspace) / _KEPT)
    told: dict[str, tuple[str, bool]] = {}
    for slug, stamp in disk.stamps_of(workspace.archive, _INDEX).items():
        with suppress(BackfileError):
            same = slug in kept and kept[slug][0] == stamp
            told[slug] = stamp, kept[slug][1] if same else _is_incomplete(workspace.archive / slug)
    if told != kept:
        with suppress(BackfileError):  # what cannot be kept is read again by the next search
            disk.write(index_home(workspace) / _KEPT, json.dumps(told) + "\n", durable=False)
    return Held(len(told), sum(incomplete for _, incomplete in told.values()))


def _is_incomplete(folder: Path) -> bool:
    from backfile.archive.liveblog_file import read_index

    index = read_index(folder)
    return index.liveblog.more or (index.liveblog.declared or 0) > len(index.entries)


def _read(path: Path) -> dict[str, tuple[str, bool]]:
    try:
        return {str(slug): (str(stamp), bool(told)) for slug, (stamp, told) in json.loads(disk.read_text(path)).items()}
    except (BackfileError, ValueError, TypeError, AttributeError):  # gone or damaged: nothing is known
        return {}
