"""Do struck words look struck on a terminal?"""

from __future__ import annotations

import pytest

from backfile.seeds import read
from backfile.seeds.page import read_html
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import give
from tests.desk.test_struck import SHIPS


def test_struck_words_stand_between_tildes(run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(read.READERS, "html", read_html)
    give(workspace, f"<html><h1>Harbour live</h1>{SHIPS}</html>", "harbour.html")
    shown = run("show", "ships-collide").out
    assert shown.endswith("\n~~Three ships collided.~~\n\nTwo ships collided.\n")
    found = run("search", "collided").out
    assert "to lift. ~~Three ships collided.~~ Two ships collided." in found
