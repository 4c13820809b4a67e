"""Is every change of the archive noticed, and nothing held to be made that is not?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from backfile import disk
from backfile.errors import Usage
from backfile.workspace.catalogue import fingerprint, indexed, made_from, note_made, note_stale
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings, render_settings


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An archive with one entry."""
    made = Workspace(tmp_path)
    (made.archive / "river").mkdir(parents=True)
    made.settings.write_text(render_settings(Settings()))
    (made.archive / "river" / "the-weir.md").write_text("It holds.")
    return made


def test_nothing_is_made_of_a_new_archive(workspace: Workspace) -> None:
    assert made_from(workspace, "index") is None


def test_what_was_made_is_known_until_the_archive_changes(workspace: Workspace) -> None:
    note_made(workspace, "index", "site")
    assert made_from(workspace, "index") == made_from(workspace, "site") == fingerprint(workspace)
    (workspace.archive / "river" / "ferries.md").write_text("They run.")
    assert made_from(workspace, "index") != fingerprint(workspace)
    note_made(workspace, "index")
    assert made_from(workspace, "index") == fingerprint(workspace) != made_from(workspace, "site")


def test_every_change_of_a_file_is_a_change(workspace: Workspace) -> None:
    seen = [fingerprint(workspace)]
    path = workspace.archive / "river" / "the-weir.md"
    path.write_text("It holds not.")
    seen.append(fingerprint(workspace))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000_000))
    seen.append(fingerprint(workspace))
    path.rename(path.with_name("weir.md"))
    seen.append(fingerprint(workspace))
    workspace.settings.write_text(render_settings(Settings(title="River")))
    seen.append(fingerprint(workspace))
    (workspace.archive / "river" / "weir.md").unlink()
    seen.append(fingerprint(workspace))
    assert len({*seen}) == len(seen)


def test_what_stands_elsewhere_is_no_change(workspace: Workspace) -> None:
    before = fingerprint(workspace)
    for folder in (workspace.seeds, workspace.index, workspace.site):
        folder.mkdir()
        (folder / "x").write_text("x")
    assert fingerprint(workspace) == before


def test_what_is_about_to_fall_behind_is_not_held_to_be_made(workspace: Workspace) -> None:
    note_made(workspace, "index", "site")
    note_stale(workspace, "index")
    assert made_from(workspace, "index") is None
    assert made_from(workspace, "site") == fingerprint(workspace)
    note_stale(workspace, "index")  # once more is no fault


@pytest.mark.parametrize("broken", [None, b"", b"{", b"[]", b"7", b"\xff"])
def test_a_catalogue_that_is_gone_or_damaged_knows_nothing(workspace: Workspace, broken: bytes | None) -> None:
    note_made(workspace, "index")
    path = workspace.index / "catalogue.json"
    path.unlink() if broken is None else path.write_bytes(broken)
    assert made_from(workspace, "index") is None
    note_made(workspace, "index")
    assert made_from(workspace, "index") == fingerprint(workspace)


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names are Unicode there")
def test_a_name_that_is_no_text_is_no_fault(workspace: Workspace) -> None:
    before = fingerprint(workspace)
    (workspace.archive / "river" / os.fsdecode(b"caf\xe9.md")).write_text("x")
    assert fingerprint(workspace) != before


def test_an_archive_without_settings_is_told_with_the_path(workspace: Workspace) -> None:
    workspace.settings.unlink()
    with pytest.raises(Usage, match=r"backfile\.toml: no such file"):
        fingerprint(workspace)


def test_what_was_touched_is_looked_at_and_the_rest_is_as_it_was_noted(workspace: Workspace) -> None:
    (workspace.archive / "ferry").mkdir()
    (workspace.archive / "ferry" / "one.md").write_text("It runs.")
    note_made(workspace, "index")
    (workspace.archive / "ferry" / "two.md").write_text("It ran.")
    note_made(workspace, "index", touched=["ferry"])
    assert made_from(workspace, "index") == fingerprint(workspace)
    (workspace.archive / "river" / "by-hand.md").write_text("Somebody was here.")
    (workspace.archive / "ferry" / "one.md").unlink()
    note_made(workspace, "index", touched=["ferry"])
    assert made_from(workspace, "index") != fingerprint(workspace), "nobody who made the index has seen that"
    for path in (workspace.archive / "ferry").iterdir():
        path.unlink()
    (workspace.archive / "ferry").rmdir()
    (workspace.archive / "river" / "by-hand.md").unlink()
    note_made(workspace, "index", touched=["ferry"])
    assert made_from(workspace, "index") == fingerprint(workspace)


def test_where_no_stamps_are_kept_only_what_was_touched_is_known(workspace: Workspace) -> None:
    note_made(workspace, "index")
    (workspace.index / "stamps.json").unlink()
    (workspace.archive / "river" / "ferries.md").write_text("They run.")
    note_made(workspace, "index", touched=[])
    assert indexed(workspace) == {}
    assert made_from(workspace, "index") != fingerprint(workspace), "the next build looks at everything"
    note_made(workspace, "index", touched=["river"])
    assert indexed(workspace) == {"river": disk.stamps(workspace.archive)["river"]}


def test_what_the_index_holds_is_not_told_of_the_site(workspace: Workspace) -> None:
    note_made(workspace, "index")
    before = indexed(workspace)
    (workspace.archive / "river" / "ferries.md").write_text("They run.")
    note_made(workspace, "site", stamps=disk.stamps(workspace.archive))
    assert indexed(workspace) == before
    assert made_from(workspace, "site") == fingerprint(workspace) != made_from(workspace, "index")
