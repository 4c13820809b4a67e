"""Did anybody write there? Names, sizes and times tell; nothing is read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container
from operator import attrgetter
from pathlib import Path

from backfile.disk.faults import plainly

_BY_DESCRIPTOR = os.scandir in os.supports_fd and os.open in os.supports_dir_fd
_INWARDS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_name_of = attrgetter("name")


def stamp(folder: Path, endings: tuple[str, ...] = ("",)) -> str:
    """A digest of the names, sizes and times of the files below `folder` whose names end so: equal while nobody wrote
    there. Nothing is read of them; empty when there is none."""
    lines: list[str] = []
    above = os.fspath(folder)
    with plainly(folder, "listed"):
        try:
            descriptor = os.open(above, os.O_RDONLY) if _BY_DESCRIPTOR else None
        except FileNotFoundError:
            return ""
    _stamp_below(above, descriptor, "/", endings, lines)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest() if lines else ""


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


def when_written(folder: Path) -> dict[str, int]:
    """When something was put into each of the folders in a folder, or taken out of it: nanoseconds since 1970."""
    with plainly(folder, "listed"), os.scandir(folder) as held:
        return {each.name: each.stat().st_mtime_ns for each in held if each.is_dir()}


def _stamp_below(folder: str, descriptor: int | None, below: str, endings: tuple[str, ...], lines: list[str]) -> None:
    """Add a line for each file of a folder and of those in it, by name; the open `descriptor` is closed.

    Where the system knows a folder by a descriptor, it need not find its way to each file from the root again: a fifth
    of what it takes to look at 300,000 files.
    """
    try:
        with os.scandir(folder if descriptor is None else descriptor) as listing:
            found = sorted(listing, key=_name_of)
        for entry in found:
            name = entry.name
            if entry.is_file(follow_symlinks=False):  # nearly all are
                if name.endswith(endings):
                    held = entry.stat(follow_symlinks=False)
                    lines.append(f"{below}{name}\0{held.st_size}\0{held.st_mtime_ns}\n")
            elif entry.is_dir(follow_symlinks=False):
                inner = None if descriptor is None else os.open(name, _INWARDS, dir_fd=descriptor)
                _stamp_below(f"{folder}{os.sep}{name}", inner, f"{below}{name}/", endings, lines)
    except FileNotFoundError:
        return  # gone since its folder was listed
    except OSError:
        with plainly(Path(folder), "listed"):
            raise
    finally:
        if descriptor is not None:
            os.close(descriptor)
