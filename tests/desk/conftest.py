"""An empty archive for each test of the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.desk.begin import begin
from backfile.seeds import read
from backfile.workspace.folders import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A new archive with nothing in it."""
    made, _ = begin(tmp_path / "news")
    return made


@pytest.fixture
def no_html_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that cannot read saved pages, whatever this one can."""
    for name in {*read.READERS} - {"text"}:  # in place, for others hold the same table
        monkeypatch.delitem(read.READERS, name)
