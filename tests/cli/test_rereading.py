"""Does reread say what better readers change, and end with the status that a script can go by?"""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

import pytest

from backfile.errors import Status
from backfile.model.capture import Capture
from backfile.model.observation import Reading
from backfile.seeds import read
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import FLOOD, FLOOD_BLOG, give, snapshot


@pytest.fixture
def read_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a reader finds one word more at the end of each entry. Asked for when it should begin."""
    plain = read.READERS["text"]

    def reader(capture: Capture, text: str, zone: tzinfo | None) -> Reading:
        reading = plain(capture, text, zone)
        entries = tuple(replace(entry, body=f"{entry.body} Indeed.") for entry in reading.entries)
        return replace(reading, reader="pasted text 99", entries=entries)

    monkeypatch.setattr(read, "READERS", {"text": reader})


def test_nothing_changes_under_the_same_readers(workspace: Workspace, run: Run) -> None:
    give(workspace, FLOOD)
    ended = run("reread")
    assert (ended.status, ended.out) == (Status.DONE, "")
    assert ended.told == "1 capture read again, 0 changed; nothing to write"


def test_a_dry_run_shows_the_changes_and_writes_nothing(
    workspace: Workspace, run: Run, request: pytest.FixtureRequest
) -> None:
    give(workspace, FLOOD)
    before = snapshot(workspace.archive)
    request.getfixturevalue("read_better")
    ended = run("reread", "--dry-run")
    assert ended.status == Status.DONE
    assert ended.out.splitlines()[1].split() == ["page.txt", "3", "3", "0", "pasted", "text", "99", FLOOD_BLOG]
    assert ended.told == "1 capture read again, 1 changed; nothing was written"
    assert snapshot(workspace.archive) == before


def test_the_changes_are_kept_and_can_be_searched(
    workspace: Workspace, run: Run, request: pytest.FixtureRequest
) -> None:
    give(workspace, FLOOD)
    request.getfixturevalue("read_better")
    (row,) = run("reread", FLOOD_BLOG, "--json").json
    assert (row["name"], row["new"], row["gone"], row["reader"]) == ("page.txt", 3, 3, "pasted text 99")
    assert run("search", "indeed", "--json").json["total"] == 3


def test_a_capture_that_is_not_there_is_told(workspace: Workspace, run: Run) -> None:
    give(workspace, FLOOD)
    (workspace.seeds / "page.txt").unlink()
    ended = run("reread")
    assert ended.status == Status.PARTLY
    assert "page.txt: not read again: its bytes are not in seeds/ as they were" in ended.err.splitlines()


def test_a_live_blog_that_is_not_held_is_told(workspace: Workspace, run: Run) -> None:
    ended = run("reread", "nothing-like-it")
    assert ended.status == Status.NOTHING_FOUND
    assert "there is no such live blog" in ended.told
