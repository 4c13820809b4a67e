"""Is what people decided honoured when archive/ is made anew, or told where it cannot be?"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from backfile.archive.coverage import read_coverage
from backfile.desk.build import build
from backfile.desk.choosing.chosen import choose
from backfile.desk.cite import cite
from backfile.desk.correct import Said, correct
from backfile.desk.erase import erase
from backfile.desk.exhibit import exhibit
from backfile.desk.export import export
from backfile.desk.find import search
from backfile.desk.merge import merge
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.errors import Damage
from backfile.seeds.shelf.log import Act, append_act, check_log, read_log
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, MATCH, SANDBAGS, give
from tests.desk.saved import page

ADDRESS = "https://news.example/live/flood"


@pytest.fixture
def flooded(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    give(workspace, FLOOD_LATER, "later.txt", url=ADDRESS, captured="2022-03-02")
    give(workspace, MATCH, "match.txt")
    build(workspace)
    return workspace


def make_anew(workspace: Workspace) -> None:
    """Take archive/ and index/ away: only seeds/ tells what was."""
    shutil.rmtree(workspace.archive)
    shutil.rmtree(workspace.index)


def published(workspace: Workspace, words: str) -> list[Path]:
    return [path for path in workspace.site.rglob("*.html") if words in path.read_text(encoding="utf-8")]


def test_what_was_decided_is_put_back_when_the_archive_is_made_anew(flooded: Workspace) -> None:
    withhold(flooded, DIVERS, "A person asked.")
    withhold(flooded, SANDBAGS, "A mistake.")
    withhold(flooded, SANDBAGS, "", release=True)
    withhold(flooded, "later.txt", "Not ours.")
    correct(flooded, BAKERS, Said(byline=("Zinzan",)))
    before = read_coverage(flooded.archive, Slug(FLOOD_BLOG), withheld=True)
    make_anew(flooded)
    done = build(flooded)
    assert done.faults == () and verify(flooded).findings == ()
    assert f"{FLOOD_BLOG}: what was decided of it was put back from seeds/log.jsonl" in done.notes
    assert read_coverage(flooded.archive, Slug(FLOOD_BLOG), withheld=True) == before
    assert published(flooded, "ferry bell") == [] and search(flooded, "bell").results.total == 0
    assert build(flooded).index is not None and verify(flooded).findings == ()


def test_what_was_merged_is_merged_again(flooded: Workspace) -> None:
    merge(flooded, [BAKERS, SANDBAGS])
    make_anew(flooded)
    build(flooded)
    assert show(flooded, SANDBAGS).permalink == BAKERS
    assert verify(flooded).findings == ()


def withhold_one_of_two(workspace: Workspace) -> str:
    """Two entries of one headline, which get each other's permalinks when the archive is made anew; one is withheld."""
    first = ("post-8100001", "The same headline", "Bakers from the upper town handed out bread all morning.")
    other = ("post-8100002", "The same headline", "The thief of the bell, Zetaname, was seen on Sunday.")
    give(workspace, page(first), "new.html", captured="2022-03-02")
    give(workspace, page(other), "old.html", captured="2022-03-01")
    hit = search(workspace, "zetaname").results.hits[0].document.permalink
    withhold(workspace, hit, "A person asked.")
    return hit


def test_an_entry_is_known_by_its_keys_where_another_has_its_permalink_by_now(workspace: Workspace) -> None:
    hit = withhold_one_of_two(workspace)
    make_anew(workspace)
    assert build(workspace).faults == ()
    assert show(workspace, hit).entry.withheld is None, "by its permalink the other one would be meant"
    assert search(workspace, "zetaname").results.total == 0 and search(workspace, "bread").results.total == 1
    assert published(workspace, "Zetaname") == []


def test_where_a_decision_cannot_be_put_back_its_live_blog_is_not_published_and_that_is_told_until_it_is_decided_anew(
    flooded: Workspace,
) -> None:
    withhold(flooded, DIVERS, "A person asked.")
    correct(flooded, BAKERS, Said(byline=("Zinzan",)))
    build(flooded)
    (flooded.archive / FLOOD_BLOG / "corrections.jsonl").unlink()
    told = (
        f"archive/{FLOOD_BLOG}/corrections.jsonl: the log tells of decisions on this live blog that are gone: "
        f"withheld (line 4 of the log), corrected (line 5 of the log); "
        f"put back archive/{FLOOD_BLOG} from a backup, or decide anew"
    )
    for _ in range(2):
        assert told in map(str, build(flooded).faults)
        assert published(flooded, "ferry bell") == published(flooded, "Bakers hand out") == []
        assert published(flooded, "Keeper saves")
        assert told in [f"{each.path}: {each.fault}; {each.mend}" for each in verify(flooded).findings]
    chosen = choose(flooded)
    assert export(chosen, "jsonl", None, lambda _: None) == 3 and "that are gone: withheld" in str(chosen.faults)
    for hand_over in (lambda: exhibit(flooded, BAKERS, flooded.root / "e.html"), lambda: cite(flooded, BAKERS)):
        with pytest.raises(Damage, match="that are gone: withheld"):
            hand_over()
    assert not (flooded.root / "e.html").exists()
    withhold(flooded, DIVERS, "A person asked again.")
    (fault,) = build(flooded).faults
    assert "that are gone: corrected (line 5 of the log);" in str(fault)
    assert published(flooded, "Bakers hand out") and published(flooded, "ferry bell") == []
    correct(flooded, BAKERS, Said(note="As captured."))
    assert build(flooded).faults == () and verify(flooded).findings == ()


def test_a_log_without_keys_is_honoured_where_no_other_entry_is_called_alike(flooded: Workspace) -> None:
    withhold(flooded, DIVERS, "A person asked.")
    forget_keys(flooded)
    make_anew(flooded)
    assert build(flooded).faults == () and published(flooded, "ferry bell") == []


def test_without_keys_nobody_knows_which_of_two_entries_of_one_headline_was_meant(workspace: Workspace) -> None:
    withhold_one_of_two(workspace)
    give(workspace, MATCH, "match.txt")
    forget_keys(workspace)
    make_anew(workspace)
    (fault,) = build(workspace).faults
    assert "that are gone: withheld (line 3 of the log)" in str(fault)
    assert published(workspace, "Zetaname") == [] and published(workspace, "Keeper saves")


def test_what_was_withheld_beside_what_is_erased_stays_withheld(flooded: Workspace) -> None:
    withhold(flooded, SANDBAGS, "A person asked.")
    erase(flooded, "later.txt", "A person asked.")
    assert verify(flooded).findings == ()
    make_anew(flooded)
    assert build(flooded).faults == () and verify(flooded).findings == ()
    assert published(flooded, "ferry bell") and published(flooded, "empty sacks") == []


def test_what_was_erased_is_not_put_back(flooded: Workspace) -> None:
    correct(flooded, DIVERS, Said(note="Seen."))
    correct(flooded, BAKERS, Said(note="Seen too."))
    erase(flooded, DIVERS, "A person asked.")
    assert verify(flooded).findings == ()
    assert build(flooded).faults == ()
    erase(flooded, "match.txt", "A person asked.")
    assert verify(flooded).findings == ()


def forget_keys(workspace: Workspace) -> None:
    """Write the log as it was before it named the keys of entries."""
    lines = read_log(workspace.seeds)
    path = workspace.seeds / "log.jsonl"
    path.unlink()
    for line in lines:
        of = {name: value for name, value in line["of"].items() if name != "keys"}
        act = Act(time=datetime.fromisoformat(line["time"]), command=line["command"], version=line["version"])
        append_act(workspace.seeds, act, of, line["salt"])
    assert list(check_log(read_log(workspace.seeds))) == [] and '"keys"' not in path.read_text()
