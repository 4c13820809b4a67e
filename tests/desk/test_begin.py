"""Does an archive begin with all it needs, and is what stands there already left alone?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.desk.begin import begin
from backfile.errors import Usage
from backfile.workspace.settings import Settings, read_settings
from tests.desk.pastes import snapshot, write


def test_an_archive_has_four_folders_with_a_word_on_each_and_settings(tmp_path: Path) -> None:
    workspace, new = begin(tmp_path / "my news")
    assert new
    assert sorted(snapshot(tmp_path / "my news")) == [
        "archive/README.md",
        "backfile.toml",
        "index/README.md",
        "seeds/README.md",
        "site/README.md",
    ]
    assert workspace.root == (tmp_path / "my news").resolve()
    assert read_settings(workspace.root) == Settings(title="my news")
    for name in ("archive", "index", "seeds", "site"):
        assert (workspace.root / name / "README.md").read_text(encoding="utf-8").startswith(f"# {name}: ")


def test_settings_that_are_given_are_written(tmp_path: Path) -> None:
    given = Settings(title="„Львів“", language="uk", zone="Europe/Kyiv")
    workspace, _ = begin(tmp_path, given)
    assert read_settings(workspace.root) == given


def test_a_second_time_nothing_is_changed(tmp_path: Path) -> None:
    begin(tmp_path)
    write(tmp_path / "backfile.toml", 'title = "Mine"\n')
    write(tmp_path / "seeds" / "README.md", "my own notes")
    write(tmp_path / "seeds" / "page.txt", "a page")
    (tmp_path / "site" / "README.md").unlink()
    before = snapshot(tmp_path)
    _, new = begin(tmp_path, Settings(title="Other"))
    assert not new
    after = snapshot(tmp_path)
    assert after.pop("site/README.md")
    assert after == before


def test_a_folder_that_holds_other_things_can_become_an_archive(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt", "mine")
    _, new = begin(tmp_path)
    assert new
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_cannot_become_an_archive(tmp_path: Path) -> None:
    path = write(tmp_path / "news", "a file")
    with pytest.raises(Usage, match="news: is a file, not a folder; name a folder for the archive"):
        begin(path)
    assert path.read_text(encoding="utf-8") == "a file"
