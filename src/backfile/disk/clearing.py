"""What goes? What somebody asks for, and what an interrupted writer left."""

from __future__ import annotations

from pathlib import Path

from backfile.disk.faults import plainly
from backfile.disk.walking import walk
from backfile.disk.writing import PART


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it. What is gone already is no fault."""
    with plainly(path, "removed"):
        if path.is_dir() and not path.is_symlink():
            from shutil import rmtree

            rmtree(path)
        else:
            path.unlink(missing_ok=True)


def sweep(folder: Path, *, empty_folders: bool = True) -> None:
    """Remove what an interrupted writer left below `folder`: part files, and folders with nothing in them."""
    for path in list(walk(folder)):
        if path.name.endswith(PART):
            remove(path)
    if empty_folders:
        _prune(folder)


def _prune(folder: Path) -> bool:
    """Remove the empty folders below; True when `folder` itself holds nothing."""
    empty = True
    with plainly(folder, "listed"):
        try:
            children = sorted(folder.iterdir())
        except FileNotFoundError:
            return True
        for child in children:
            if child.is_dir() and not child.is_symlink() and _prune(child):
                child.rmdir()
            else:
                empty = False
    return empty
