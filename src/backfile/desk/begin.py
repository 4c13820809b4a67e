"""How does an archive begin? With four folders, a word in each on what it is for, and the settings."""

from __future__ import annotations

from pathlib import Path

from backfile import disk
from backfile.errors import Usage
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings, render_settings

_READMES = {
    "seeds": """\
# seeds: what was given

Captures of live blogs, exactly as they were saved, each with a sidecar (`<file>.capture.json`) of what is known of it.
Arrange them in folders as you like. `backfile add` puts captures here; files that you drop here yourself are taken in
by the next `backfile build`. Check that nothing changed: `sha256sum -c MANIFEST-sha256.txt`.

Back this folder up: with `archive/` it is the record.
""",
    "archive": """\
# archive: the record

One folder for each live blog, one Markdown file for each entry, readable without any program. `index.md` tells of the
live blog, `revisions/` holds earlier words, `captures/` what each capture showed and the account of every character.

Back this folder up: with `seeds/` it is the record. Read and search it with any tool; when you change an entry's words,
they are kept, and marked as altered.
""",
    "index": """\
# index: made by Backfile

The search index, the lock, and other state of this machine. All of it follows from `archive/` and may be deleted at any
time; the next command makes it again. No need to back it up or to share it.
""",
    "site": """\
# site: made by Backfile

The website, from `backfile build`. Open `index.html` in a browser, straight from the disk. All of it follows from
`archive/` and may be deleted at any time. Keep nothing here that stands nowhere else: a build
removes what the archive no longer holds.
""",
}


def begin(folder: Path, settings: Settings | None = None) -> tuple[Workspace, bool]:
    """Make `folder` an archive, and say whether it was none before. What stands there already is left as it is."""
    if folder.exists() and not folder.is_dir():
        raise Usage(folder, "is a file, not a folder", "name a folder for the archive")
    workspace = Workspace(folder.resolve())
    new = not workspace.settings.exists()
    with disk.batch():
        for name, text in _READMES.items():
            readme = workspace.root / name / "README.md"
            if not readme.exists():
                disk.write(readme, text)
        if new:  # last, for it makes the folder an archive
            chosen = settings or Settings(title=workspace.root.name or "Live blogs")
            disk.write(workspace.settings, render_settings(chosen))
    return workspace, new
