"""Did anybody write there? Names, sizes and times tell; nothing is read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from backfile.disk.faults import plainly
from backfile.disk.walking import folders_with

_BY_DESCRIPTOR = os.scandir in os.supports_fd and os.open in os.supports_dir_fd
_INWARDS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_ALL = ("",)
_name_of = attrgetter("name")
_look_at = os.DirEntry.stat


def stamp(folder: Path, endings: tuple[str, ...] = _ALL) -> str:
    """A digest of the names, sizes and times of the files below `folder` whose names end so: equal while nobody wrote
    there. Nothing is read of them; empty when there is none."""
    told: list[str] = []
    above = os.fspath(folder)
    with plainly(folder, "listed"):
        try:
            descriptor = os.open(above, os.O_RDONLY) if _BY_DESCRIPTOR else None
        except FileNotFoundError:
            return ""
    _stamp_below(above, descriptor, "/", endings, told)
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest() if told else ""


def stamps(folder: Path, besides: Container[str] = ()) -> dict[str, str]:
    """The stamp of each file, and of each folder that is not hidden, directly in `folder`, by name, sorted. What is
    named in `besides` is not looked at."""
    with plainly(folder, "listed"):
        try:
            with os.scandir(folder) as listing:
                found = sorted((entry for entry in listing if entry.name not in besides), key=lambda entry: entry.name)
        except FileNotFoundError:
            return {}
        made = {}
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    made[entry.name] = stamp(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                held = entry.stat(follow_symlinks=False)
                made[entry.name] = f"{held.st_size} {held.st_mtime_ns}"
    return made


def stamps_of(folder: Path, file: str) -> dict[str, str]:
    """Size and time of the file of this name in each of the folders in a folder, by the folder's name, sorted; of
    those alone that hold one."""
    made = {}
    with plainly(folder, "listed"):
        for name in folders_with(folder, file):
            with suppress(FileNotFoundError):  # gone since
                held = Path(f"{folder}{os.sep}{name}{os.sep}{file}").stat()
                made[name] = f"{held.st_size} {held.st_mtime_ns}"
    return made


def when_written(folder: Path) -> dict[str, int]:
    """When something was put into each of the folders in a folder, or taken out of it: nanoseconds since 1970."""
    with plainly(folder, "listed"), os.scandir(folder) as held:
        return {each.name: each.stat().st_mtime_ns for each in held if each.is_dir()}


def _stamp_below(folder: str, descriptor: int | None, below: str, endings: tuple[str, ...], told: list[str]) -> None:
    """Tell of the files of a folder and of those in it, by name; the open `descriptor` is closed.

    Of each folder that has files: its path, which alone holds a slash, the names of its files, and one text of their
    sizes and times. This is most of what a build costs that finds nothing new, so no more is made of a file than these,
    and where the system knows a folder by a descriptor, it need not find its way to each file from the root again.
    """
    try:
        with os.scandir(folder if descriptor is None else descriptor) as listing:
            found = sorted(listing, key=_name_of)
        files = [entry for entry in found if entry.is_file(follow_symlinks=False)]  # nearly all are
        if endings != _ALL:
            files = [entry for entry in files if entry.name.endswith(endings)]
        if files:
            told.append(below)
            told += map(_name_of, files)
            told.append(repr([each for held in map(_look_at, files) for each in (held.st_size, held.st_mtime_ns)]))
        for entry in found if len(files) < len(found) else ():
            if entry.is_dir(follow_symlinks=False):
                inner = None if descriptor is None else os.open(entry.name, _INWARDS, dir_fd=descriptor)
                _stamp_below(f"{folder}{os.sep}{entry.name}", inner, f"{below}{entry.name}/", endings, told)
    except FileNotFoundError:
        return  # gone since its folder was listed
    except OSError:
        with plainly(Path(folder), "listed"):
            raise
    finally:
        if descriptor is not None:
            os.close(descriptor)
