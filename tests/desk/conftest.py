"""An empty archive for each test of the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.desk.begin import begin
from backfile.seeds import read
from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, FLOOD_LATER, MATCH, give


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


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    """An archive with two live blogs, one of them captured twice."""
    give(workspace, FLOOD, "flood.txt", captured="2022-03-10", url="https://news.example/flood")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-03-11", url="https://news.example/flood")
    give(workspace, MATCH, "match.txt", zone="America/New_York")
    return workspace


@pytest.fixture
def flooded(workspace: Workspace) -> Workspace:
    """An archive with one live blog that was captured twice."""
    give(workspace, FLOOD, "flood.txt", url="https://news.example/live/flood", captured="2022-03-01")
    give(workspace, FLOOD_LATER, "later.txt", url="https://news.example/live/flood", captured="2022-03-02")
    return workspace
