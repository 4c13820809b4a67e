"""What does the last search call 1, 2, 3? Kept in the index, so that people need not write permalinks."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from backfile import disk
from backfile.errors import BackfileError
from backfile.model.permalink import Permalink
from backfile.model.search import Results
from backfile.workspace.folders import Workspace, index_home

if TYPE_CHECKING:
    pass


_FILE = "last-search.json"


def note_last(workspace: Workspace, results: Results, offset: int) -> None:
    """Keep what `show 2` will mean. A search that cannot be kept has answered all the same."""
    kept = {"first": offset + 1, "permalinks": [hit.permalink for hit in results.hits]}
    with suppress(BackfileError):
        disk.write(index_home(workspace) / _FILE, json.dumps(kept) + "\n", durable=False)


def read_last(workspace: Workspace) -> dict[int, Permalink] | None:
    """The permalinks of what the last search listed, by their numbers; None where that is not known."""
    try:
        kept = json.loads(disk.read_text(index_home(workspace) / _FILE))
        return dict(enumerate((Permalink(str(each)) for each in kept["permalinks"]), start=int(kept["first"])))
    except (BackfileError, ValueError, KeyError, TypeError):
        return None
