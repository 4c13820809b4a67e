"""What changed since? A fingerprint of archive/ by names, sizes and times, and what was made from which one.

It stands in index/ and may be deleted: then nothing is known, and everything is looked at again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from backfile import disk
from backfile.errors import BackfileError
from backfile.workspace.folders import Workspace

_NAME = "catalogue.json"


def fingerprint(workspace: Workspace, stamps: Mapping[str, str] | None = None) -> str:
    """A digest of the names, sizes and times of all files of the archive, and of its settings.

    Whoever has the `stamps` of archive/ already (disk.stamps) need not have them taken again.
    """
    stamps = disk.stamps(workspace.archive) if stamps is None else stamps
    with disk.plainly(workspace.settings, "read"):
        held = workspace.settings.stat()
    stamped = f"{held.st_size} {held.st_mtime_ns} {json.dumps(stamps)}"
    return hashlib.sha256(stamped.encode("ascii")).hexdigest()


def made_from(workspace: Workspace, what: str) -> str | None:
    """The fingerprint that `what` (index or site) was made from, or None when that is not known."""
    return _read(workspace).get(what)


def note_made(workspace: Workspace, *what: str, source: str | None = None) -> None:
    """Note that the index, the site or both are made from the archive as it is now, or as it was at a fingerprint."""
    _write(workspace, _read(workspace) | dict.fromkeys(what, source or fingerprint(workspace)))


def note_stale(workspace: Workspace, what: str) -> None:
    """Note that `what` is about to fall behind the archive, so that a stopped command is noticed by the next one."""
    _write(workspace, {made: source for made, source in _read(workspace).items() if made != what})


def _write(workspace: Workspace, noted: dict[str, str]) -> None:
    disk.write(workspace.index / _NAME, json.dumps(noted, indent=1, sort_keys=True) + "\n", durable=False)


def _read(workspace: Workspace) -> dict[str, str]:
    try:
        noted = json.loads(disk.read_text(workspace.index / _NAME))
    except (BackfileError, ValueError):  # gone or damaged: nothing is known
        return {}
    return {str(key): str(value) for key, value in noted.items()} if isinstance(noted, dict) else {}
