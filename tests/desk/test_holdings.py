"""Is it told truly which live blogs and entries are held?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backfile.desk.captures import list_captures
from backfile.desk.holdings import EntryRow, LiveBlogRow, list_entries, list_liveblogs
from backfile.desk.status import status
from backfile.errors import NotFound
from backfile.workspace.catalogue import fingerprint
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, MATCH_BLOG, SANDBAGS, give, write

pytestmark = pytest.mark.usefixtures("no_html_reader")


def test_live_blogs_are_told_with_what_they_hold(workspace: Workspace) -> None:
    give(workspace, FLOOD, publisher="Example News")
    give(workspace, MATCH, "match.txt")
    rows, faults = list_liveblogs(workspace)
    assert faults == []
    match, flood = rows
    assert flood == LiveBlogRow(
        slug=FLOOD_BLOG,
        headline="River Orre floods the lower town: Live updates",
        publisher="Example News",
        entries=3,
        complete="3 entries",
        timed=0,
        captures=1,
        first=None,
        last=None,
    )
    assert (match.slug, match.entries, match.timed) == (MATCH_BLOG, 3, 3)
    assert match.first is not None and match.first.instant == datetime(2022, 3, 2, 1, 5, tzinfo=UTC)
    assert match.last is not None and match.last.printed == "Mar 01, 2022, 9:12 PM EST"


def test_entries_are_told_in_the_order_of_the_page(workspace: Workspace) -> None:
    give(workspace, FLOOD, captured="2022-03-10", url="https://news.example/flood")
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-03-11", url="https://news.example/flood")
    path = workspace.archive / f"{SANDBAGS}.md"
    write(path, path.read_text(encoding="utf-8").replace("sacks", "bags"))
    rows, faults = list_entries(workspace)
    assert faults == []
    assert [(row.permalink, row.revisions, row.altered) for row in rows] == [
        (DIVERS, 1, False),
        (BAKERS, 2, False),
        (SANDBAGS, 1, True),
    ]
    assert rows[1] == EntryRow(
        permalink=rows[1].permalink,
        headline="Bakers hand out bread at the café on Quay Street",
        byline=("John Roe", "Ann Poe"),
        published=None,
        revisions=2,
        altered=False,
    )


def test_a_damaged_entry_is_told_and_the_others_are_counted(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    (workspace.archive / f"{DIVERS}.md").unlink()
    for faults in (list_liveblogs(workspace)[1], list_entries(workspace)[1], status(workspace)[1]):
        assert [str(fault).partition(": ")[0] for fault in faults] == [str(workspace.archive / f"{DIVERS}.md")]
    assert status(workspace)[0].entries == 5


def test_telling_changes_nothing(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    before = fingerprint(workspace)
    for tell in (list_liveblogs, list_entries, list_captures, status):
        tell(workspace)
    assert fingerprint(workspace) == before


def test_captures_and_entries_of_one_live_blog_are_listed_alone(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    assert {row.permalink.partition("/")[0] for row in list_entries(workspace, ["river"])[0]} == {FLOOD_BLOG}
    assert [row.name for row in list_captures(workspace, ["river"])] == ["flood.txt"]
    assert list_entries(workspace, [FLOOD_BLOG, MATCH_BLOG]) == list_entries(workspace)
    for tell in (list_entries, list_captures):
        with pytest.raises(NotFound):
            tell(workspace, ["no such live blog"])
