"""What changed since? A fingerprint of archive/ by names, sizes and times, and what was made from which one.

It is made of a stamp a live blog, which are kept as the index holds them: a command that wrote to one live blog need
not look at the others, and what somebody changed in those meanwhile still shows. All stands in index/ and may be
deleted: then nothing is known, and everything is looked at again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping

from backfile import disk
from backfile.errors import BackfileError
from backfile.workspace.folders import Workspace

_NAME = "catalogue.json"
_STAMPS = "stamps.json"
_SOUND = "sound.json"


def fingerprint(workspace: Workspace, stamps: Mapping[str, str] | None = None) -> str:
    """A digest of the names, sizes and times of all files of the archive, and of its settings.

    Whoever has the `stamps` of archive/ already (disk.stamps) need not have them taken again.
    """
    stamps = disk.stamps(workspace.archive) if stamps is None else stamps
    with disk.plainly(workspace.settings, "read"):
        held = workspace.settings.stat()
    stamped = f"{held.st_size} {held.st_mtime_ns} {json.dumps(stamps, sort_keys=True)}"
    return hashlib.sha256(stamped.encode("ascii")).hexdigest()


def made_from(workspace: Workspace, what: str) -> str | None:
    """The fingerprint that `what` (index or site) was made from, or None when that is not known."""
    return _read(workspace, _NAME).get(what)


def note_made(
    workspace: Workspace,
    *what: str,
    touched: Collection[str] | None = None,
    stamps: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> None:
    """Note that the index, the site or both are made from the archive as it is now, or as it was at these `stamps`;
    where it is known which live blogs were `touched` since this was noted last, the others as they were then. Those
    that the index is `without`, for there is damage in them, are looked at again by whoever comes next."""
    if stamps is None:
        stamps = disk.stamps(workspace.archive) if touched is None else _touch(workspace, touched)
    if "index" in what:
        _write(workspace, _STAMPS, {slug: stamp for slug, stamp in stamps.items() if slug not in without})
    now = fingerprint(workspace, stamps)
    _write(workspace, _NAME, _read(workspace, _NAME) | dict.fromkeys(what, now))


def indexed(workspace: Workspace) -> Mapping[str, str]:
    """The stamps (disk.stamps) of the live blogs' folders as the index holds them; none of what is not known."""
    return _read(workspace, _STAMPS)


def behind(workspace: Workspace, files: Iterable[str] = ()) -> list[str]:
    """The live blogs to which somebody wrote since the index took them in, as far as few looks tell: at their folders,
    and at these files below archive/. Who writes into a file in place is seen only where it is one of these."""
    try:
        made = (workspace.index / _NAME).stat().st_mtime_ns
        named = {file.partition("/")[0] for file in files if _written(workspace, file) > made}
        held = disk.when_written(workspace.archive)
        newer = {name for name, written in held.items() if written > made}
    except (OSError, BackfileError):  # a search has its answer all the same
        return []
    noted = indexed(workspace)
    suspected = (held.keys() & (named | newer)) | (held.keys() - noted.keys())
    return sorted(each for each in suspected if disk.stamp(workspace.archive / each) != noted.get(each))


def _written(workspace: Workspace, below: str) -> int:
    return (workspace.archive / below).stat().st_mtime_ns


def known_sound(workspace: Workspace, what: str) -> str | None:
    """The stamp at which `what` was found to be sound last, or None when that is not known."""
    return _read(workspace, _SOUND).get(what)


def note_sound(workspace: Workspace, what: str, stamp: str) -> None:
    """Note that `what` was found to be sound, whole and readable, at this stamp, which was taken before."""
    _write(workspace, _SOUND, _read(workspace, _SOUND) | {what: stamp})


def note_stale(workspace: Workspace, what: str) -> None:
    """Note that `what` is about to fall behind the archive, so that a stopped command is noticed by the next one."""
    _write(workspace, _NAME, {made: of for made, of in _read(workspace, _NAME).items() if made != what})


def _touch(workspace: Workspace, touched: Collection[str]) -> dict[str, str]:
    """The stamps that were noted last, with those of these live blogs anew."""
    stamps = _read(workspace, _STAMPS)
    for liveblog in touched:
        stamps.pop(liveblog, None)
        if (workspace.archive / liveblog).is_dir():
            stamps[liveblog] = disk.stamp(workspace.archive / liveblog)
    return stamps


def _write(workspace: Workspace, name: str, noted: Mapping[str, str]) -> None:
    disk.write(workspace.index / name, json.dumps(noted, indent=1, sort_keys=True) + "\n", durable=False)


def _read(workspace: Workspace, name: str) -> dict[str, str]:
    try:
        noted = json.loads(disk.read_text(workspace.index / name))
    except (BackfileError, ValueError):  # gone or damaged: nothing is known
        return {}
    return {str(key): str(value) for key, value in noted.items()} if isinstance(noted, dict) else {}
