"""What do archives of before lack, and how do they get it? One step a migration, one live blog at a time.

A step is done for a live blog or not at all, so that one that was stopped goes on where it was. A step that rewrites
what is there, when there is one, has to copy it first; the ones so far only add.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backfile.archive.held import list_liveblogs
from backfile.archive.manifest import MANIFEST, Announce
from backfile.archive.store import replace_readings
from backfile.text.slug import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A step: what it does, for whoever runs it; whether a live blog's folder needs it; and how it is done."""

    name: str
    told: str
    needed: Callable[[Path], bool]
    run: Callable[[Path, Slug, Announce], object]


def _lacks_list(folder: Path) -> bool:
    return not (folder / MANIFEST).exists()


def _make_list(archive: Path, liveblog: Slug, announce: Announce) -> object:
    """The list is made of the files as they are: what was changed before is not told by it."""
    return replace_readings(archive, liveblog, [], announce=announce)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(name="lists", told="lists of the digests of its files", needed=_lacks_list, run=_make_list),
)
"""All steps, oldest first."""


def needed(archive: Path) -> list[tuple[Migration, Slug]]:
    """What is still to be done, step by step."""
    held = list_liveblogs(archive)
    return [(step, liveblog) for step in MIGRATIONS for liveblog in held if step.needed(archive / liveblog)]
