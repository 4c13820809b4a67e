"""Is what is held counted, and told whether index and site are up to date?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.desk import counts
from backfile.desk.build import build
from backfile.desk.captures import list_captures
from backfile.desk.status import status
from backfile.desk.withhold import withhold
from backfile.errors import Damage
from backfile.model.entry import Coverage
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, HTML, KEEPER, MATCH, MATCH_BLOG, give, write

pytestmark = pytest.mark.usefixtures("no_html_reader")


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
