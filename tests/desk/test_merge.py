"""Are entries that people say are one merged, and such as are several split, with every permalink leading on?"""

from __future__ import annotations

import pytest

from backfile.archive.coverage import read_archive
from backfile.desk.build import build
from backfile.desk.correct import Said, correct
from backfile.desk.holdings import list_entries
from backfile.desk.merge import merge, split
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.errors import Usage
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, MATCH, SANDBAGS, give

ADDRESS = "https://news.example/live/flood"


def test_entries_that_are_one_are_merged_and_every_permalink_leads_there(flooded: Workspace) -> None:
    merge(flooded, [BAKERS, DIVERS])
    entry = show(flooded, BAKERS).entry
    assert (show(flooded, DIVERS).permalink, len(entry.keys)) == (BAKERS, 3)
    slug = DIVERS.partition("/")[2]
    assert {show(flooded, name).permalink for name in (slug, slug[:12], DIVERS[:-4])} == {BAKERS}
    assert {"bell", "bread"} <= {word for each in entry.revisions for word in each.body.replace(".", "").split()}
    assert [row.permalink for row in list_entries(flooded)[0]] == [BAKERS, SANDBAGS]
    give(flooded, FLOOD + "\n", "again.txt", url=ADDRESS, captured="2022-03-04")
    assert show(flooded, DIVERS).permalink == BAKERS
    build(flooded)
    moved = (flooded.site / f"{DIVERS}.html").read_text()
    assert f'href="{BAKERS.partition("/")[2]}.html"' in moved
    assert verify(flooded).findings == ()


def test_a_correction_of_an_entry_that_goes_on_in_another_holds_there(flooded: Workspace) -> None:
    correct(flooded, DIVERS, Said(tags=("bell",)))
    merge(flooded, [BAKERS, DIVERS])
    assert show(flooded, BAKERS).entry.tags == ("bell",)


def test_only_entries_of_one_live_blog_are_merged(flooded: Workspace) -> None:
    give(flooded, MATCH, "match.txt")
    for references in ([BAKERS], [BAKERS, BAKERS], [BAKERS, "keeper-saves"]):
        with pytest.raises(Usage):
            merge(flooded, references)


def test_an_entry_that_was_two_is_split_and_merged_again(flooded: Workspace) -> None:
    assert len(show(flooded, BAKERS).entry.revisions) == 2
    split(flooded, BAKERS, [2])
    (coverage,), _ = read_archive(flooded.archive)
    assert len(coverage.entries) == 4
    assert [len(entry.revisions) for entry in coverage.entries] == [1, 1, 1, 1]
    other = next(entry for entry in coverage.entries if entry.slug.endswith("street-2"))
    assert verify(flooded).findings == ()
    merge(flooded, [BAKERS, f"{FLOOD_BLOG}/{other.slug}"])
    assert len(show(flooded, BAKERS).entry.revisions) == 2


def test_a_merge_that_is_undone_leaves_every_permalink_where_it_led(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    permalinks = [row.permalink for row in list_entries(workspace)[0]]
    before = {each: show(workspace, each).entry.body for each in permalinks}
    for kept, gone in ((BAKERS, DIVERS), (DIVERS, BAKERS)):
        merge(workspace, [kept, gone])
        split(workspace, kept, [2])
        assert {each: show(workspace, each).entry.body for each in permalinks} == before
        assert sorted(row.permalink for row in list_entries(workspace)[0]) == sorted(permalinks)
    (coverage,), _ = read_archive(workspace.archive)
    assert coverage.aliases == () and verify(workspace).findings == ()


def test_what_cannot_be_told_apart_is_not_split(flooded: Workspace) -> None:
    for reference, revisions in ((BAKERS, [1, 2]), (BAKERS, [3]), (DIVERS, [1])):
        with pytest.raises(Usage):
            split(flooded, reference, revisions)
