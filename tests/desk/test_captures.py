"""Is each capture listed, with what was made of it?"""

from __future__ import annotations

import pytest

from backfile.desk.captures import CaptureRow, list_captures
from backfile.desk.status import status
from backfile.errors import Damage
from backfile.model.capture import digest
from backfile.model.time import Basis
from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, FLOOD_BLOG, HTML, MATCH, give, write

pytestmark = pytest.mark.usefixtures("no_html_reader")


def test_captures_are_told_by_name_with_what_became_of_them(workspace: Workspace) -> None:
    give(workspace, HTML, "z.html")
    give(workspace, FLOOD, "flood.txt", captured="2022-03-10")
    give(workspace, "One line of text.", "line.txt")
    flood, line, saved = list_captures(workspace)
    assert flood.captured is not None and flood.captured.basis == Basis.STATED
    assert flood == CaptureRow(
        name="flood.txt",
        digest=digest(FLOOD),
        format="text",
        captured=flood.captured,
        liveblog=FLOOD_BLOG,
        state="read",
        unrecognised=0.0,
        note=None,
    )
    assert (line.state, line.liveblog is None) == ("partly read", False)
    assert (saved.state, saved.liveblog, saved.unrecognised) == ("set aside", None, 0.0)
    assert saved.note is not None and "which this version does not read yet" in saved.note


def test_why_a_capture_is_only_partly_read_is_told(workspace: Workspace) -> None:
    give(workspace, "Live updates from the river\nRiver Orre at a glance\nTalk of the town\n\n" + FLOOD)
    (row,) = list_captures(workspace)
    assert row.state == "partly read"
    assert row.note == f"{row.unrecognised:.1%} of its characters are unrecognised"


def test_a_reading_that_is_damaged_is_told_and_the_others_are_listed(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    (ledger,) = (workspace.archive / FLOOD_BLOG).glob("captures/*/text.ledger.json")
    write(ledger, '{"part": "text", "characters": 9}')
    faults: list[Damage] = []
    assert [row.state for row in list_captures(workspace, faults=faults)] == ["not read yet", "read"]
    assert [fault.place for fault in faults] == [str(ledger)]
    assert [fault.place for fault in status(workspace)[1]] == [str(ledger)]
    with pytest.raises(Damage):
        list_captures(workspace)
