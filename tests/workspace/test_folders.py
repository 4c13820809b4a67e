"""Is an archive found from wherever somebody stands inside it, and never another one?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.errors import BackfileError, NoArchive, Status
from backfile.workspace.folders import Workspace, find_workspace
from backfile.workspace.settings import NAME


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with a folder deep inside it, and another archive in which it stands."""
    inner = tmp_path / "outer" / "inner"
    (inner / "seeds" / "2022").mkdir(parents=True)
    (inner / NAME).touch()
    (tmp_path / "outer" / NAME).touch()
    return inner.resolve()


def test_an_archive_has_four_folders_and_its_settings() -> None:
    root = Path("archive")
    places = Workspace(root)
    assert (places.seeds, places.archive, places.index, places.site, places.settings) == (
        root / "seeds",
        root / "archive",
        root / "index",
        root / "site",
        root / NAME,
    )


@pytest.mark.parametrize("below", ["", "seeds", "seeds/2022", "seeds/none/yet"])
def test_the_nearest_archive_above_is_found(archive: Path, below: str) -> None:
    assert find_workspace(archive / below, named=False) == Workspace(archive)


def test_a_relative_path_is_found_too(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive / "seeds")
    assert find_workspace(Path(), named=False) == Workspace(archive)
    assert find_workspace(Path(".."), named=True) == Workspace(archive)


def test_a_named_folder_is_the_archive_or_there_is_none(archive: Path) -> None:
    assert find_workspace(archive, named=True) == Workspace(archive)
    with pytest.raises(NoArchive) as told:
        find_workspace(archive / "seeds", named=True)
    seeds = archive / "seeds"
    assert str(told.value) == f"{seeds}: no archive here (no {NAME}); make one with: backfile init {seeds}"
    assert told.value.status == Status.NO_ARCHIVE


def test_a_folder_of_that_name_makes_no_archive(archive: Path) -> None:
    (archive / "seeds" / NAME).mkdir()
    assert find_workspace(archive / "seeds", named=False) == Workspace(archive)


def test_where_there_is_none_up_to_the_root_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "is_file", lambda path: False)  # whatever stands above the folder of the test
    with pytest.raises(NoArchive, match="no archive here or in a folder above"):
        find_workspace(tmp_path, named=False)


def test_a_name_that_no_disk_can_hold_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BackfileError) as told:
        find_workspace(tmp_path / ("x" * 300), named=True)
    assert len(str(told.value).splitlines()) == 1
