"""Is an archive opened by a program to be read, and only to be read?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        ({"sort": "date"}, "there is no order “date”"),
        ({"facets": ("Byline",)}, "nothing is counted by “Byline”"),
        ({"facets": "year"}, r"give a tuple: facets=\('year',\)"),
        ({"limit": -1}, "not below 0"),
        ({"offset": -2}, "not below 0"),
    ],
)
def test_what_no_search_can_be_wanted_by_is_refused(held: Workspace, wanted: dict[str, Any], fault: str) -> None:
    with pytest.raises(Usage, match=fault):
        Archive(held.root).search("*", **wanted)


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


def test_an_archive_is_read_as_of_a_time(held: Workspace) -> None:
    archive = Archive(held.root)
    assert [len(list(archive.entries(as_of=day))) for day in ("2022-03-01", "2022-03-09", "2022-03-10")] == [0, 3, 6]
    early, late = (archive.entry("bakers", as_of=day) for day in ("2022-03-10", datetime(2022, 3, 12, tzinfo=UTC)))
    assert ("soup" in early.text, "soup" in late.text) == (False, True)
    assert early.known is not None and early.known.by == datetime(2022, 3, 11, tzinfo=UTC)
    assert [len(each.revisions) for each in (early, late)] == [1, 2]
    assert late == archive.entry("bakers")
    assert [each.known for each in archive.entries(as_of="2022-03-10") if each.permalink == BAKERS] == [early.known]
    assert archive.search("soup", as_of="2022-03-10").total == 0
    assert archive.search("soup", as_of="2022-03-11").total == 1
    with pytest.raises(NotFound, match="nothing shows that it existed by then"):
        archive.entry("bakers", as_of="2022-03-09")
    with pytest.raises(Usage, match="has no time zone"):
        archive.entry("bakers", as_of=datetime(2022, 3, 12))


def test_an_entry_whose_words_of_a_time_are_not_known_is_not_given(workspace: Workspace) -> None:
    for text, hour in ((MATCH, "03"), (MATCH.replace("went the right", "guessed the right"), "09")):
        give(workspace, text, f"{hour}.txt", captured=f"2022-03-02T{hour}:00Z", url="https://news.example/match")
    archive = Archive(workspace.root)
    with pytest.raises(NotFound, match="its words by then are not known"):
        archive.entry("keeper", as_of="2022-03-02T02:30Z")
    assert KEEPER not in [entry.permalink for entry in archive.entries(as_of="2022-03-02T02:30Z")]
    assert [hit.permalink for hit in archive.search("keeper", as_of="2022-03-02T02:30Z").later] == [KEEPER]


def test_what_became_of_entries_is_told(held: Workspace) -> None:
    archive = Archive(held.root)
    assert [event.change.value for event in archive.history("bakers").events] == ["new", "edited"]
    assert archive.diff("bakers").words == 6
    assert archive.diff("bakers", 2, 2).words == 0
    assert (len(archive.changes().rows), archive.changes().begun) == (1, 2)
    for since in ("2022-03-11", datetime(2022, 3, 11, tzinfo=UTC)):
        assert [row.permalink for row in archive.changes(since=since).rows] == [BAKERS]
    assert archive.changes(since="2022-03-11", least=7).rows == ()


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
