"""What stands in a folder, and below it? Sorted, and no links are followed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from backfile.disk.faults import plainly


def folders(folder: Path) -> list[Path]:
    """The folders in `folder`, sorted, no links; none when it is missing."""
    return [folder / name for name in _folder_names(folder)]


def folders_with(folder: Path, file: str) -> list[str]:
    """The names of those that hold a file of this name, sorted; no path is made of them, which takes longest."""
    is_file, above = os.path.isfile, os.fspath(folder)
    return [name for name in _folder_names(folder) if is_file(f"{above}{os.sep}{name}{os.sep}{file}")]


def walk(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, sorted, not following links; nothing when the folder is missing."""
    return (Path(entry.path) for entry in _files_below(os.fspath(folder)))


def names(folder: Path) -> Iterator[str]:
    """The same as paths below the folder, with forward slashes; no path is made of them, which takes longest."""
    above = len(os.fspath(folder)) + 1
    return (entry.path[above:].replace(os.sep, "/") for entry in _files_below(os.fspath(folder)))


def _files_below(folder: str) -> Iterator[os.DirEntry[str]]:
    with plainly(Path(folder), "listed"):
        try:
            with os.scandir(folder) as listing:
                found = sorted(listing, key=lambda entry: entry.name)
        except FileNotFoundError:
            return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(entry.path)
        elif entry.is_file(follow_symlinks=False):
            yield entry


def _folder_names(folder: Path) -> list[str]:
    with plainly(folder, "listed"):
        try:
            with os.scandir(folder) as listing:
                return sorted(entry.name for entry in listing if entry.is_dir(follow_symlinks=False))
        except (FileNotFoundError, NotADirectoryError):
            return []
