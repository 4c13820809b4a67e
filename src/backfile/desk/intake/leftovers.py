"""What did a writer that was stopped leave half written? It goes; what may be somebody's own stays.

Parts of files have an ending that nobody else uses. Earlier versions used that of unfinished downloads: of such files
those go that are certainly ours, for what they were to become is named by a list, a sidecar or the program itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backfile import disk
from backfile.archive.manifest import is_listed
from backfile.seeds.shelf.names import is_ours
from backfile.workspace.folders import Workspace


def clear(workspace: Workspace) -> None:
    """Remove it from seeds/, archive/ and index/, and the folders in the latter two that hold nothing: in seeds/ they
    may wait for what is to come."""
    for path in _parts_of_before(workspace):
        disk.remove(path)
    disk.sweep(workspace.seeds, empty_folders=False)
    disk.sweep(workspace.archive)
    disk.sweep(workspace.index)


def _parts_of_before(workspace: Workspace) -> Iterator[Path]:
    yield from _ending_so(workspace.index)
    yield from (path for path in _ending_so(workspace.seeds) if is_ours(_whole(path), workspace.seeds))
    for folder in disk.folders(workspace.archive):
        yield from (path for path in _ending_so(folder) if is_listed(_whole(path), folder))


def _ending_so(folder: Path) -> list[Path]:
    return [path for path in disk.walk(folder) if path.name.endswith(disk.OLD_PART)]


def _whole(part: Path) -> Path:
    return part.with_name(part.name.removesuffix(disk.OLD_PART))
