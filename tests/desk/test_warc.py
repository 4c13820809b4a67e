"""Does a web archive get in once, with each live blog in it, and is what a stopped command left of it finished?"""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.archive.held import read_readings
from backfile.desk.add import Added, add, find_sources, pasted_source
from backfile.desk.amend import amend
from backfile.desk.build import build
from backfile.desk.captures import list_captures
from backfile.desk.find import search
from backfile.desk.inspect import inspect
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import HELD, PARTLY, READ, REFUSED, SET_ASIDE
from backfile.desk.reread import reread
from backfile.desk.verify import verify
from backfile.errors import BackfileError, BadCapture, Usage
from backfile.model.capture import digest
from backfile.seeds.shelf.shelf import read_shelf
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD, give, snapshot, states, write
from tests.faults import full_disk
from tests.seeds.feeds.test_feed import RSS
from tests.seeds.saved_pages import ADDRESS, page
from tests.seeds.web_archives.records import DATE, PAGE, PICTURE, record, wacz

LATER = page().replace("and will be back tomorrow", "and will be back tomorrow with soup").encode()
FEED_ADDRESS = "https://feeds.example/live/fair"
CRAWL = (
    record(zipped=True)
    + record(PICTURE, kind="image/png", zipped=True)
    + record(LATER, warc={"WARC-Date": "2022-03-10T18:00:00Z"}, zipped=True)
    + record(RSS.encode(), kind="text/xml", address=FEED_ADDRESS, zipped=True)
)
BLOG = Slug("orre-flood-live")


def take(workspace: Workspace, path: Path, dry_run: bool = False, **said: str) -> Added:
    return add(workspace, find_sources([path], Stated(**said)), dry_run=dry_run)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    return write(tmp_path / "crawl.warc.gz", CRAWL)


def test_each_live_blog_in_a_web_archive_has_a_row_and_the_file_one_sidecar(workspace: Workspace, crawl: Path) -> None:
    added = take(workspace, crawl, publisher="Example News")
    assert len(added.rows) == 3
    assert {row.state for row in added.rows} <= {READ, PARTLY}
    assert all(row.name.startswith("crawl.warc.gz#") for row in added.rows)
    (shelved,) = read_shelf(workspace.seeds)
    assert (shelved.capture.digest, shelved.capture.size) == (digest(CRAWL), len(CRAWL))
    assert (shelved.capture.format, shelved.set_aside) == ("warc", None)
    assert shelved.records == (digest(PAGE), digest(LATER), digest(RSS))
    assert (workspace.seeds / "crawl.warc.gz").read_bytes() == CRAWL
    first, later = read_readings(workspace.archive, BLOG)
    assert (first.capture.digest, later.capture.digest) == (digest(PAGE), digest(LATER))
    assert first.capture.address == ADDRESS
    assert first.capture.publisher == "Example News"
    assert (workspace.archive / BLOG / "captures" / digest(PAGE)[:12] / "reading.json").is_file()
    bakers = [entry for entry in read_coverage(workspace.archive, BLOG).entries if len(entry.revisions) == 2]
    assert [entry.headline for entry in bakers] == ["Bakers hand out bread"]
    assert search(workspace, "soup").results.total == 1


def test_the_pages_of_a_web_archive_are_counted_wherever_captures_are(workspace: Workspace, crawl: Path) -> None:
    take(workspace, crawl)
    done = verify(workspace)
    assert (done.captures, done.of_captures) == (3, 3) == (len(list_captures(workspace)),) * 2


def test_what_is_said_anew_is_said_of_a_page_and_not_of_the_web_archive(workspace: Workspace, crawl: Path) -> None:
    take(workspace, crawl)
    before = snapshot(workspace.root)
    with pytest.raises(Usage, match="is a file of 3 captures"):
        amend(workspace, "crawl.warc.gz", Stated(captured="2024-01-01"))
    assert snapshot(workspace.root) == before
    assert amend(workspace, list_captures(workspace)[0].name, Stated(captured="2024-01-01")).now


def test_the_same_web_archive_twice_adds_nothing(workspace: Workspace, crawl: Path) -> None:
    take(workspace, crawl)
    before = snapshot(workspace.root)
    (row,) = take(workspace, crawl).rows
    assert (row.state, row.notes) == (HELD, ("the same bytes are held as crawl.warc.gz; nothing was added",))
    (row,) = add(workspace, [pasted_source(CRAWL, Stated())]).rows
    assert row.state == HELD
    assert build(workspace, only="index").taken == ()
    assert {name: data for name, (data, _) in snapshot(workspace.archive).items()} == {
        name.removeprefix("archive/"): data for name, (data, _) in before.items() if name.startswith("archive/")
    }


def test_a_page_that_is_held_is_known_as_it_was_first_captured_in_any_order(
    tmp_path: Path, workspace: Workspace
) -> None:
    early = write(tmp_path / "early.warc", record())
    late = write(tmp_path / "late.warc", record(warc={"WARC-Date": "2023-01-01T00:00:00Z"}))
    alone = write(tmp_path / "page.html", PAGE)
    assert [states(take(workspace, path).rows)[0][1] for path in (alone, late, early)] == [READ, READ, READ]
    readings = read_readings(workspace.archive, BLOG)
    assert [each.capture.name for each in readings] == ["early.warc#0", "late.warc#0"]
    assert readings[0].capture.again_of is None
    for path in sorted(workspace.archive.iterdir()):
        disk.remove(path)
    disk.remove(workspace.seeds)
    assert [states(take(workspace, path).rows)[0][1] for path in (early, alone, late)] == [READ, HELD, READ]
    assert read_readings(workspace.archive, BLOG) == readings
    assert build(workspace).taken == ()


@pytest.mark.parametrize(("date", "state"), [("2023-01-01T00:00:00Z", READ), (DATE, HELD)])
def test_a_page_that_is_twice_in_one_file_is_captured_twice_if_at_two_times(
    workspace: Workspace, tmp_path: Path, date: str, state: str
) -> None:
    path = write(tmp_path / "two.warc", record() + record(warc={"WARC-Date": date}))
    assert sorted(row.state for row in take(workspace, path).rows) == sorted([READ, state])
    (shelved,) = read_shelf(workspace.seeds)
    assert shelved.records == (digest(PAGE),)


def test_a_web_archive_without_a_live_blog_is_kept_and_set_aside(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "none.warc", record(b"<html><p>Contact us.</p></html>") + record(PICTURE, kind="image/png"))
    (row,) = take(workspace, path).rows
    assert (row.name, row.state) == ("none.warc", SET_ASIDE)
    assert "holds no live blog (1 pages in 2 records)" in row.notes[0]
    (shelved,) = read_shelf(workspace.seeds)
    assert shelved.set_aside is not None and shelved.set_aside.startswith("holds no live blog")
    assert give(workspace, FLOOD).rows[0].state == READ, "it is left aside"
    assert [row.state for row in list_captures(workspace) if row.name == "none.warc"] == [SET_ASIDE]


def test_what_is_broken_has_a_row_of_its_own_and_the_rest_is_read(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "cut.warc.gz", CRAWL[:-100])
    added = take(workspace, path)
    assert added.rows[0].state == SET_ASIDE
    assert "is cut off inside its compression" in added.rows[0].notes[0]
    assert len(added.rows) == 3
    (shelved,) = read_shelf(workspace.seeds)
    assert (shelved.set_aside, shelved.records) == (None, (digest(PAGE), digest(LATER)))
    assert take(workspace, path).rows[0].state == HELD


def test_wacz_and_what_is_piped_in_are_read_too(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "crawl.wacz", wacz({"archive/data.warc.gz": CRAWL}))
    assert len(take(workspace, path).rows) == 3
    assert read_shelf(workspace.seeds)[0].capture.format == "wacz"
    added = add(workspace, [pasted_source(record(LATER + b"<!-- -->"), Stated())])
    assert [row.state for row in added.rows] == [READ]


def test_a_web_archive_that_stands_in_seeds_is_not_copied(workspace: Workspace) -> None:
    path = write(workspace.seeds / "2022" / "crawl.warc.gz", CRAWL)
    stat = path.stat()
    assert len(build(workspace).taken) == 3
    assert path.stat().st_ino == stat.st_ino
    assert build(workspace).taken == ()
    (row,) = add(workspace, find_sources([workspace.seeds / "2022" / "crawl.warc.gz.capture.json"], Stated())).rows
    assert row.state == REFUSED


def test_a_dry_run_and_an_inspection_write_nothing(workspace: Workspace, crawl: Path) -> None:
    before = snapshot(workspace.root)
    assert len(take(workspace, crawl, dry_run=True).rows) == 3
    assert snapshot(workspace.root) == before
    assert len(inspect(record(), "one.warc", Stated()).entries) == 3
    with pytest.raises(BadCapture, match="holds 3 captures of live blogs; see what"):
        inspect(CRAWL, "crawl.warc.gz", Stated())
    with pytest.raises(BadCapture, match="holds no live blog"):
        inspect(record(PICTURE, kind="image/png"), "none.warc", Stated())


def test_the_format_can_be_said(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "page.txt", "Words, and no records.")
    (row,) = take(workspace, path, format="warc").rows
    assert row.state == SET_ASIDE and "is cut off" in row.notes[0]
    with pytest.raises(Usage, match="there is no format"):
        take(workspace, path, format="arc")
    (row,) = take(workspace, write(tmp_path / "x.warc.gz", CRAWL), format="text").rows
    assert row.state == REFUSED


def test_the_pages_are_listed_with_what_was_recorded_of_them(workspace: Workspace, crawl: Path) -> None:
    take(workspace, crawl)
    rows = list_captures(workspace)
    assert [row.digest for row in rows] == [digest(PAGE), digest(LATER), digest(RSS)]
    assert all(row.captured is not None and row.liveblog == BLOG for row in rows[:2])


def test_the_pages_are_read_again_from_the_web_archive(workspace: Workspace, crawl: Path) -> None:
    take(workspace, crawl)
    rows, faults = reread(workspace)
    assert faults == []
    assert [(row.note, row.differs) for row in rows] == [(None, False)] * 3
    (workspace.seeds / "crawl.warc.gz").unlink()
    rows, _ = reread(workspace, dry_run=True)
    assert {row.note for row in rows} == {"its bytes are not in seeds/ as they were"}
    assert give(workspace, FLOOD).rows[0].state == READ


def test_an_unfinished_web_archive_is_finished_by_the_next_command(workspace: Workspace, crawl: Path) -> None:
    take(workspace, crawl)
    undisturbed = {name: data for name, (data, _) in snapshot(workspace.archive).items()}
    disk.remove(workspace.archive / BLOG)
    rows = give(workspace, FLOOD).rows
    assert len(rows) == 4
    again = {name: data for name, (data, _) in snapshot(workspace.archive).items()}
    assert {name: again[name] for name in undisturbed} == undisturbed


def test_a_full_disk_at_any_write_leaves_a_web_archive_that_the_next_add_finishes(
    workspace: Workspace, crawl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in count(1):
        with full_disk(monkeypatch, number):
            try:
                take(workspace, crawl)
            except BackfileError as told:
                assert "the disk is full" in str(told)
            else:
                break
        assert not list(workspace.root.rglob("*part"))
        take(workspace, crawl)
        assert search(workspace, "soup").results.total == 1
        assert read_shelf(workspace.seeds)[0].records is not None
        for folder in (workspace.archive, workspace.seeds):
            disk.remove(folder)
        build(workspace, only="index")
    assert number > 10


def test_a_damaged_live_blog_keeps_a_web_archive_waiting(workspace: Workspace, crawl: Path, tmp_path: Path) -> None:
    take(workspace, write(tmp_path / "page.html", PAGE), url=ADDRESS)
    entry = next(path for path in sorted((workspace.archive / BLOG).glob("*.md")) if path.name != "index.md")
    words = entry.read_bytes()
    entry.unlink()
    assert SET_ASIDE in {row.state for row in take(workspace, crawl).rows}
    assert read_shelf(workspace.seeds)[0].records is None
    entry.write_bytes(words)
    assert SET_ASIDE not in {row.state for row in build(workspace).taken}
    assert read_shelf(workspace.seeds)[0].records is not None


@pytest.mark.parametrize("later_first", [False, True])
def test_a_page_that_was_captured_again_with_the_same_bytes_is_told_with_both_times(
    workspace: Workspace, tmp_path: Path, later_first: bool
) -> None:
    times = ["2022-03-10T03:10:00Z", "2022-03-10T06:10:00Z"]
    pages = [record(warc={"WARC-Date": time}) for time in (reversed(times) if later_first else times)]
    notes = [
        note for row in take(workspace, write(tmp_path / "again.warc", b"".join(pages))).rows for note in row.notes
    ]
    (told,) = (note for note in notes if "the same bytes as again.warc#" in note)
    assert "2022-03-10 03:10 UTC" in told and "2022-03-10 06:10 UTC" in told
    held = (row.captured.meant for row in list_captures(workspace) if row.captured)
    assert sorted(held) == ["2022-03-10 03:10 UTC", "2022-03-10 06:10 UTC"]
