"""Does a capture get in whole, once, and under its own name; and is what a stopped command left finished?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.desk.add import add, find_sources
from backfile.desk.build import build
from backfile.desk.choosing.entries import list_permalinks
from backfile.desk.find import search
from backfile.desk.intake.reading import read_bytes, read_file
from backfile.desk.intake.stating import Stated, check_stated
from backfile.desk.intake.taken import HELD, PARTLY, READ, REFUSED, SET_ASIDE
from backfile.errors import BadCapture, Usage
from backfile.model.capture import digest
from backfile.model.time import Basis, Precision
from backfile.seeds import read
from backfile.seeds.shelf.shelf import read_shelf
from backfile.text.slug import Slug
from backfile.workspace.catalogue import made_from, note_stale
from backfile.workspace.folders import Workspace
from tests.desk.pastes import (
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    HTML,
    KEEPER,
    MATCH,
    MATCH_BLOG,
    PDF,
    give,
    snapshot,
    states,
    write,
)
from tests.faults import Stopped, stopping

# What is stated


@pytest.mark.parametrize(
    ("captured", "instant", "precision"),
    [
        ("2022-03-10", datetime(2022, 3, 9, 22, tzinfo=UTC), Precision.DAY),
        ("2022-03-10/2022-03-11", datetime(2022, 3, 9, 22, tzinfo=UTC), Precision.INTERVAL),
        ("2022-03-10T14:05Z", datetime(2022, 3, 10, 14, 5, tzinfo=UTC), Precision.MINUTE),
        ("2022", datetime(2021, 12, 31, 22, tzinfo=UTC), Precision.YEAR),
    ],
)
def test_a_time_of_capture_is_stated_by_a_person_in_the_zone_of_the_archive(
    captured: str, instant: datetime, precision: Precision
) -> None:
    time = check_stated(Stated(captured=captured), "page", "Europe/Kyiv")
    assert time is not None
    assert (time.printed, time.instant, time.precision, time.basis) == (captured, instant, precision, Basis.STATED)


def test_a_time_that_is_not_stated_is_not_known() -> None:
    assert check_stated(Stated(zone="Europe/London", format="text"), "page") is None


@pytest.mark.parametrize(
    ("stated", "fault"),
    [
        (Stated(captured="last week"), "“last week” is no date"),
        (Stated(captured="2022-02-30"), "“2022-02-30” cannot be read: day is out of range"),
        (
            Stated(captured="12/01/2024"),
            "“12/01/2024” is no date that can be read; write the year first: 2024-01-12 or 20",
        ),
        (Stated(captured="31.1.2024"), "“31.1.2024” is no date that can be read; write the year first: 2024-01-31"),
        (Stated(captured="2022-03-11/2022-03-10"), "ends before it begins"),
        (Stated(zone="Mars/Olympus"), "no time zone “Mars/Olympus”"),
        (Stated(format="htm"), "there is no format “htm”; known are text, html, json, feed, warc, mhtml"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(stated: Stated, fault: str) -> None:
    with pytest.raises(Usage) as told:
        check_stated(stated, "row 7")
    assert str(told.value).startswith("row 7, ")
    assert fault in str(told.value)


# One capture


def test_all_that_is_known_of_a_capture_is_kept_beside_it(workspace: Workspace) -> None:
    said = {"url": "https://news.example/flood", "publisher": "Example News", "captured": "2022-03-10", "zone": "UTC"}
    (row,) = give(workspace, FLOOD, "flood.txt", **said).rows
    assert (row.name, row.state, row.liveblog) == ("flood.txt", READ, FLOOD_BLOG)
    assert (row.entries, row.new, row.revised, row.timed, row.signed, row.unrecognised) == (3, 3, 0, 0, 2, 0.0)
    (shelved,) = read_shelf(workspace.seeds)
    capture = shelved.capture
    assert (capture.digest, capture.size) == (digest(FLOOD), len(FLOOD.encode()))
    assert (capture.address, capture.publisher, capture.zone) == (said["url"], "Example News", "UTC")
    assert capture.captured is not None and capture.captured.printed == "2022-03-10"
    assert (workspace.seeds / "flood.txt").read_bytes() == FLOOD.encode()
    manifest = (workspace.seeds / "MANIFEST-sha256.txt").read_text(encoding="utf-8")
    assert manifest == f"{digest(FLOOD)}  flood.txt\n"


def test_a_file_s_own_time_is_never_taken_for_the_time_of_capture(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    assert read_shelf(workspace.seeds)[0].capture.captured is None


def test_other_bytes_under_a_name_that_is_taken_get_a_name_of_their_own(workspace: Workspace) -> None:
    give(workspace, FLOOD, "page.txt")
    give(workspace, MATCH, "page.txt")
    names = [each.capture.name for each in read_shelf(workspace.seeds)]
    assert sorted(names) == sorted(["page.txt", f"page-{digest(MATCH)[:8]}.txt"])


def test_a_later_capture_of_the_same_live_blog_adds_a_revision(workspace: Workspace) -> None:
    give(workspace, FLOOD, captured="2022-03-10", url="https://news.example/flood")
    (row,) = give(workspace, FLOOD_LATER, captured="2022-03-11", url="https://news.example/flood").rows
    assert (row.liveblog, row.entries, row.new, row.revised) == (FLOOD_BLOG, 3, 0, 1)
    coverage = read_coverage(workspace.archive, Slug(FLOOD_BLOG))
    assert sorted(len(entry.revisions) for entry in coverage.entries) == [1, 1, 2]


def test_a_page_without_a_repeating_boundary_is_told_of(workspace: Workspace) -> None:
    (row,) = give(workspace, "Just a few words, and nothing more.").rows
    assert row.state == PARTLY
    assert row.notes == ("no repeating boundary was found: the page is kept as one entry",)


def test_bytes_that_are_no_capture_are_refused_and_leave_no_trace(workspace: Workspace) -> None:
    for data in (b"", b" \n\n", PDF, b"words\0words"):
        with pytest.raises(BadCapture):
            read_bytes(data, "page", Stated(), None)
        before = sorted(snapshot(workspace.seeds))
        (row,) = give(workspace, data).rows
        assert row.state == REFUSED
        assert len(row.notes) == 1
        assert sorted({*before, "MANIFEST-sha256.txt"}) == sorted(snapshot(workspace.seeds))


def test_a_file_that_cannot_be_read_is_a_bad_capture(tmp_path: Path) -> None:
    with pytest.raises(BadCapture, match="none: no such file or folder; check the path"):
        read_file(tmp_path / "none")


def test_the_same_bytes_of_another_time_are_told_of_and_those_of_the_same_or_of_none_are_not(
    workspace: Workspace,
) -> None:
    give(workspace, FLOOD, "one.txt", captured="2022-03-01T10:00Z")
    for time, told in (("2022-03-01T10:00Z", 0), ("2022-03-01T12:00Z", 1), (None, 0)):
        (row,) = give(workspace, FLOOD, "two.txt", **({"captured": time} if time else {})).rows
        assert (row.state == HELD) == (not told)
        same = "captured at 2022-03-01 12:00 UTC; the same bytes as one.txt, captured at 2022-03-01 10:00 UTC"
        assert sum(same in note for note in row.notes) == told


def test_a_capture_is_known_by_its_bytes_under_any_name(workspace: Workspace) -> None:
    give(workspace, FLOOD, "one.txt")
    before = snapshot(workspace.root)
    (row,) = give(workspace, FLOOD, "other/two.txt").rows
    assert (row.name, row.state) == ("other/two.txt", HELD)
    assert row.notes == ("the same bytes are held as one.txt; nothing was added",)
    assert snapshot(workspace.root) == before


def test_what_is_said_anew_of_bytes_that_are_held_is_not_taken_and_not_lost(workspace: Workspace) -> None:
    said = {"captured": "2022-03-10", "url": "https://news.example/flood"}
    give(workspace, FLOOD, "one.txt", **said)
    before = snapshot(workspace.root)
    (row,) = give(workspace, FLOOD, "one.txt", **said).rows
    assert len(row.notes) == 1
    (row,) = give(workspace, FLOOD, "one.txt", captured="2022-03-10T00:00/2022-03-10").rows
    assert len(row.notes) == 1  # the same day
    other = {"captured": "2022-03-10/2022-03-11", "publisher": "Somebody else", "zone": "UTC", "liveblog": "elsewhere"}
    (row,) = give(workspace, FLOOD, "two.txt", **other).rows
    assert row.notes[1:] == (
        "--publisher, --captured, --zone not taken, for what was said of it before stays; to say it anew: backfile "
        "amend one.txt --publisher 'Somebody else' --captured 2022-03-10/2022-03-11 --zone UTC",
        f"it stays in the live blog {FLOOD_BLOG}, and does not come to elsewhere",
    )
    assert snapshot(workspace.root) == before
    (row,) = give(workspace, FLOOD, "two.txt", liveblog=FLOOD_BLOG).rows
    assert len(row.notes) == 1


def test_two_equal_captures_in_one_go_are_one(workspace: Workspace, tmp_path: Path) -> None:
    paths = [write(tmp_path / name, FLOOD) for name in ("a.txt", "b.txt")]
    assert states(add(workspace, find_sources(paths, Stated())).rows) == [("a.txt", READ), ("b.txt", HELD)]


def test_a_capture_that_stands_in_seeds_stays_where_it_is(workspace: Workspace) -> None:
    path = write(workspace.seeds / "2022" / "flood page.txt", FLOOD)
    assert states(add(workspace, find_sources([path], Stated())).rows) == [("2022/flood page.txt", READ)]
    assert [each.capture.name for each in read_shelf(workspace.seeds)] == ["2022/flood page.txt"]


@pytest.mark.parametrize("name", ["catalog.jsonl", "not-erased.jsonl", "old MANIFEST-sha256.txt"])
def test_a_dropped_file_whose_name_ends_as_one_of_ours_is_a_capture(workspace: Workspace, name: str) -> None:
    write(workspace.seeds / name, FLOOD)
    assert states(build(workspace).taken) == [(name, READ)]


def test_what_is_no_capture_in_seeds_is_refused_when_it_is_named(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    before = snapshot(workspace.root)
    named = [path for path in sorted(workspace.seeds.iterdir()) if path.name != "flood.txt"]
    added = add(workspace, find_sources(named, Stated()))
    assert states(added.rows) == [
        (name, REFUSED) for name in ("MANIFEST-sha256.txt", "README.md", "flood.txt.capture.json", "log.jsonl")
    ]
    assert snapshot(workspace.root) == before


# What is kept unread


@pytest.mark.usefixtures("no_html_reader")
def test_what_no_reader_knows_is_kept_and_set_aside(workspace: Workspace) -> None:
    (row,) = give(workspace, HTML, "page.html").rows
    assert (row.state, row.liveblog, row.entries) == (SET_ASIDE, None, 0)
    assert "is html, which this version does not read yet" in row.notes[0]
    (shelved,) = read_shelf(workspace.seeds)
    assert shelved.set_aside is not None and shelved.set_aside.startswith(
        "is html, which this version does not read yet"
    )
    assert (workspace.seeds / "page.html").read_bytes() == HTML.encode()
    assert list_permalinks(workspace.archive) == []


@pytest.mark.usefixtures("no_html_reader")
def test_what_was_set_aside_is_read_once_a_version_can(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    give(workspace, HTML, "page.html")
    assert states(give(workspace, FLOOD).rows) == [("page.txt", READ)], "it is left aside until then"
    monkeypatch.setitem(read.READERS, "html", read.READERS["text"])
    monkeypatch.setattr("backfile.desk.intake.shelf._BY_US", "(Backfile 99)")
    taken = build(workspace, only=None).taken
    assert [(row.name, row.liveblog is not None) for row in taken] == [("page.html", True)]
    assert [each.set_aside for each in read_shelf(workspace.seeds)] == [None, None]
    assert build(workspace).taken == ()


# What was not finished


def test_an_unfinished_add_is_finished_by_the_next_command(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", publisher="Example News")
    undisturbed = snapshot(workspace.archive)
    disk.remove(workspace.archive / FLOOD_BLOG)
    assert states(give(workspace, MATCH, "match.txt").rows) == [("flood.txt", READ), ("match.txt", READ)]
    again = snapshot(workspace.archive)
    assert {name: again[name][0] for name in undisturbed} == {name: data for name, (data, _) in undisturbed.items()}
    assert search(workspace, "ferry bell").results.hits[0].document.permalink == DIVERS
    assert states(give(workspace, FLOOD_LATER, "later.txt").rows) == [("later.txt", READ)]


def test_entries_that_no_index_holds_yet_are_found_after_the_next_add(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(workspace, FLOOD)

    with monkeypatch.context() as broken:
        broken.setattr("backfile.desk.add.follow", stopping())
        with pytest.raises(Stopped):
            give(workspace, MATCH)
    assert made_from(workspace, "index") is None
    write(workspace.archive / "half" / f"entry.md{disk.PART}", "left over")
    assert states(give(workspace, "Other news.\n\nMore of it.", "other.txt").rows)[0][0] == "other.txt"
    assert not (workspace.archive / "half").exists()
    found = search(workspace, "penalty")
    assert [hit.document.permalink for hit in found.results.hits] == [KEEPER]
    assert found.notes == ()


def test_a_capture_that_vanished_from_seeds_stops_nobody(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    (workspace.seeds / "flood.txt").unlink()
    disk.remove(workspace.archive / FLOOD_BLOG)
    assert states(give(workspace, MATCH, "match.txt").rows) == [("match.txt", READ)]
    write(workspace.seeds / "flood.txt", "other bytes")
    assert states(give(workspace, PDF, "x.pdf").rows) == [("x.pdf", REFUSED)]
    write(workspace.seeds / "flood.txt", FLOOD)
    assert states(build(workspace).taken) == [("flood.txt", READ)]


def test_a_capture_of_a_damaged_live_blog_is_kept_and_read_once_that_is_mended(workspace: Workspace) -> None:
    said = {"url": "https://news.example/flood"}
    give(workspace, FLOOD, "flood.txt", **said)
    entry = workspace.archive / f"{DIVERS}.md"
    words = entry.read_bytes()
    entry.unlink()
    (row,) = give(workspace, FLOOD_LATER, "later.txt", **said).rows
    assert row.state == SET_ASIDE
    assert row.notes[0].startswith(f"later.txt: kept, but not read: {entry}: is missing")
    added = give(workspace, MATCH, "match.txt")
    assert states(added.rows) == [("later.txt", SET_ASIDE), ("match.txt", READ)]
    assert search(workspace, "penalty").results.total == 1
    entry.write_bytes(words)
    assert states(build(workspace).taken) == [("later.txt", READ)]
    assert search(workspace, "soup").results.total == 1


def test_a_live_blog_that_is_named_is_founded_under_that_name(workspace: Workspace) -> None:
    (row,) = give(workspace, MATCH, liveblog="cup-2022").rows
    assert row.liveblog == "cup-2022"
    (row,) = give(workspace, FLOOD, "flood.txt", liveblog="cup-2022").rows
    assert row.liveblog == "cup-2022"
    assert {name.partition("/")[0] for name in list_permalinks(workspace.archive)} == {"cup-2022"}
    assert MATCH_BLOG not in {path.name for path in workspace.archive.iterdir()}


def test_nothing_is_noted_as_stale_while_nothing_is_written(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    made = made_from(workspace, "index")
    assert made is not None
    note_stale(workspace, "index")
    assert made_from(workspace, "index") is None
    give(workspace, FLOOD)
    assert made_from(workspace, "index") == made
