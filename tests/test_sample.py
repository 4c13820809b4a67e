"""The sample is what a build makes of its captures, byte for byte.

When a change of what we write is meant, `backfile -C . build` refreshes the sample; delete its live blogs in archive/
first for a change of the archive's own format. Then read the diff.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.workspace.folders import Workspace

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's captures and settings, and everything that follows from them."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "backfile.toml", folder)
    begin(folder)
    build(Workspace(folder))
    return folder


@pytest.mark.parametrize("name", ["seeds", "archive", "site"])
def test_a_fresh_build_gives_the_committed_sample(fresh: Path, name: str) -> None:
    assert _files(fresh / name) == _files(ROOT / name)


def test_the_sample_is_small_enough_to_read() -> None:
    assert len(list((ROOT / "site").rglob("*.html"))) <= 40


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
