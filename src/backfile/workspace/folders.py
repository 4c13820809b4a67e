"""Where does everything stand? The folders of one archive, and how the archive is found."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from backfile.disk import plainly
from backfile.errors import NoArchive
from backfile.workspace.settings import NAME


@dataclass(frozen=True, slots=True)
class Workspace:
    """One archive on the disk. `seeds` and `archive` are the record, `index` and `site` follow from it."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / NAME

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def index(self) -> Path:
        return self.root / "index"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def theme(self) -> Path:
        """The user's own templates and styles, if there are any."""
        return self.root / "theme"

    @property
    def cache(self) -> Path:
        """The user's own folder for what is made of this archive, when the archive cannot be written to."""
        import platformdirs  # no command but a search of a read-only archive needs them

        from backfile.model.capture import digest

        return Path(platformdirs.user_cache_dir("backfile")) / digest(str(self.root))[:16]


def find_workspace(start: Path, *, named: bool) -> Workspace:
    """The archive in `start`, or, unless it was `named` by a person, in the nearest folder above that holds one.

    Raises NoArchive where there is none.
    """
    start = start.resolve()
    with plainly(start, "opened"):
        for folder in (start,) if named else (start, *start.parents):
            if (folder / NAME).is_file():
                return Workspace(folder)
    where = "here" if named else "here or in a folder above"
    raise NoArchive(start, f"no archive {where} (no {NAME})", f"make one with: backfile init {start}")


PARTS = (NAME, "seeds", "archive", "index", "site", "theme")
"""What an archive is made of: its settings and its folders."""


def part_of_archive(path: Path) -> tuple[Path, str] | None:
    """The root of the archive that a path stands in, and in which of PARTS; None where it stands in none of them."""
    whole = path.resolve()
    root = next((folder for folder in whole.parents if (folder / NAME).is_file()), None)
    part = whole.relative_to(root).parts[0] if root else ""
    return (root, part) if root and part in PARTS else None


def index_home(workspace: Workspace) -> Path:
    """Where the index stands: in the archive, or in the user's cache when the archive cannot be written to."""
    if os.access(workspace.index if workspace.index.exists() else workspace.root, os.W_OK):
        return workspace.index
    return workspace.cache
