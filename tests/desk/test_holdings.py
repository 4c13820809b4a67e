"""Is it told truly what is held, how it was read, and what is out of date?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.desk import counts
from backfile.desk.build import build
from backfile.desk.holdings import (
    CaptureRow,
    EntryRow,
    LiveBlogRow,
    list_captures,
    list_entries,
    list_liveblogs,
    status,
)
from backfile.desk.withhold import withhold
from backfile.errors import Damage, NotFound
from backfile.model.capture import digest
from backfile.model.entry import Coverage
from backfile.model.time import Basis
from backfile.text.slug import Slug
from backfile.workspace.catalogue import fingerprint
from backfile.workspace.folders import Workspace
from tests.desk.pastes import (
    BAKERS,
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    HTML,
    KEEPER,
    MATCH,
    MATCH_BLOG,
    SANDBAGS,
    give,
    write,
)

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


def test_the_status_counts_all_of_it(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    give(workspace, HTML, "z.html")
    disk.remove(workspace.archive / MATCH_BLOG)
    told, faults = status(workspace)
    assert faults == []
    assert (told.title, told.liveblogs, told.entries, told.captures) == ("news", 1, 3, 3)
    assert (told.read, told.partly_read, told.set_aside, told.unread) == (1, 0, 1, 1)
    assert (told.characters, told.unrecognised, told.altered) == (len(FLOOD), 0, 0)


def test_unrecognised_characters_and_altered_entries_are_counted(workspace: Workspace) -> None:
    stray = "Live updates from the river\nRiver Orre at a glance\nTalk of the town\n\n" + FLOOD
    give(workspace, stray)
    told, _ = status(workspace)
    assert 0 < told.unrecognised < told.characters == len(stray)
    assert told.partly_read == 1
    (row,) = list_captures(workspace)
    assert row.unrecognised == told.unrecognised / told.characters
    path = next(workspace.archive.glob("*/council-asks-for-sandbags.md"))
    write(path, path.read_text(encoding="utf-8").replace("sacks", "bags"))
    assert status(workspace)[0].altered == 1


def test_a_new_archive_has_no_index_and_no_site(workspace: Workspace) -> None:
    told, _ = status(workspace)
    assert told.index == "missing: there is none yet; the next search makes it"
    assert told.site == "not built; run backfile build"


def test_index_and_site_are_told_to_be_up_to_date_or_behind(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    assert status(workspace)[0].index == "up to date"
    build(workspace)
    assert (status(workspace)[0].index, status(workspace)[0].site) == ("up to date", "up to date")
    give(workspace, MATCH, "match.txt")
    assert (status(workspace)[0].index, status(workspace)[0].site) == ("up to date", "behind; run backfile build")
    path = workspace.archive / f"{KEEPER}.md"
    write(path, path.read_text(encoding="utf-8") + "More.\n")
    assert status(workspace)[0].index == "behind: files in archive/ changed since; run backfile build"
    build(workspace)
    disk.remove(workspace.index)
    told, _ = status(workspace)
    assert told.index == "missing: there is none yet; the next search makes it"
    assert told.site == "not known, for index/ was deleted; run backfile build"


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


@pytest.mark.parametrize("indexed", [True, False])
def test_the_counts_are_the_same_whether_the_index_tells_them_or_each_entry(
    workspace: Workspace, indexed: bool
) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    path = workspace.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    withhold(workspace, BAKERS, "Not ours.")
    build(workspace)
    if not indexed:
        disk.remove(workspace.index)
    told, faults = status(workspace)
    assert faults == []
    assert (told.liveblogs, told.entries, told.withheld, told.altered) == (2, 6, 1, 1)


def test_live_blogs_that_the_index_holds_as_they_are_are_not_read_for_the_status(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    path = workspace.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    build(workspace)
    before = status(workspace)
    assert before[0].altered == 1
    asked: list[str] = []

    def read(archive: Path, liveblog: Slug, faults: list[Damage], *, withheld: bool) -> Coverage:
        asked.append(liveblog)
        return read_coverage(archive, liveblog, faults, withheld=withheld)

    monkeypatch.setattr(counts, "read_coverage", read)
    assert status(workspace) == before
    assert asked == []
    write(path, path.read_text(encoding="utf-8").replace("silt", "sand in the river"))
    assert status(workspace)[0].altered == 1
    assert asked == [FLOOD_BLOG]


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
