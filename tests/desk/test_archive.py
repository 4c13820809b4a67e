"""Is an archive opened by a program to be read, and only to be read?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile import Archive, disk
from backfile.errors import NoArchive, NotFound, Usage
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_LATER, KEEPER, MATCH, give


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    said = {"url": "https://news.example/flood", "publisher": "Example News"}
    give(workspace, FLOOD, "flood.txt", captured="2022-03-10", **said)
    give(workspace, FLOOD_LATER, "later.txt", captured="2022-03-11", **said)
    give(workspace, MATCH, "match.txt")
    return workspace


def test_a_search_gives_how_many_there_are_and_the_best_of_them(held: Workspace) -> None:
    results = Archive(held.root).search("ferry OR keeper", limit=1)
    assert (results.total, len(results.hits)) == (2, 1)
    (hit,) = results.hits
    assert hit.permalink in (DIVERS, KEEPER)
    assert isinstance(hit.score, int)
    assert hit.headline == hit.document.headline
    (keeper,) = Archive(str(held.root)).search("keeper").hits
    assert keeper.published is not None and keeper.published.printed == "Mar 01, 2022, 9:12 PM EST"


def test_every_option_of_a_search_is_there(held: Workspace) -> None:
    archive = Archive(held.root)
    assert archive.search("*", sort="oldest").hits[0].published is not None
    assert archive.search("*", offset=5, facets=("year",)).facets == {"year": (("2022", 3), (None, 3))}
    assert archive.search("published:2022", include_undated=True).total == 6
    assert archive.search("bread", all_revisions=True).total == 2
    assert archive.search("bread", explain=True).hits[0].why


def test_an_entry_is_given_with_all_that_is_known_of_it(held: Workspace) -> None:
    entry = Archive(held.root).entry(BAKERS)
    assert (entry.permalink, entry.headline) == (BAKERS, "Bakers hand out bread at the café on Quay Street")
    assert (entry.byline, entry.published, entry.language) == (("John Roe", "Ann Poe"), None, "en")
    assert entry.liveblog.publisher == "Example News"
    assert "soup for volunteers" in entry.text and entry.text in entry.markdown
    assert [revision.number for revision in entry.revisions] == [1, 2]
    assert entry.provenance == entry.revisions[-1].provenance
    assert (entry.withdrawn, entry.altered, entry.tags) == (None, False, ())


def test_all_entries_come_in_the_order_of_their_pages(held: Workspace) -> None:
    entries = list(Archive(held.root).entries())
    assert len(entries) == 6
    assert entries == [Archive(held.root).entry(entry.permalink) for entry in entries]


def test_what_is_not_there_says_so(held: Workspace, tmp_path: Path) -> None:
    archive = Archive(held.root)
    with pytest.raises(NotFound):
        archive.entry("no-such-entry")
    with pytest.raises(Usage, match="did you mean “byline”"):
        archive.search("author:doe")
    with pytest.raises(NoArchive):
        Archive(tmp_path / "elsewhere")


def test_reading_changes_nothing_but_the_index(held: Workspace) -> None:
    disk.remove(held.index)
    before = {path: path.read_bytes() for path in disk.walk(held.root)}
    archive = Archive(held.root)
    assert archive.search("ferry").total == 1
    assert len(list(archive.entries())) == 6
    after = {path: path.read_bytes() for path in disk.walk(held.root) if not path.is_relative_to(held.index)}
    assert after == before


def test_an_archive_sees_what_was_there_when_it_was_first_searched(held: Workspace) -> None:
    archive = Archive(held.root)
    assert archive.search("sandcastle").total == 0
    give(held, FLOOD.replace("sandbags", "sandcastles"), "other.txt")
    assert archive.search("sandcastle").total == 0
    assert Archive(held.root).search("sandcastle").total == 1
