"""Do captures that are read again by better readers keep their entries' names, and gain no revision?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

import pytest

from backfile.archive import weaving
from backfile.archive.coverage import read_archive
from backfile.archive.fixity import otherwise
from backfile.archive.held import read_readings
from backfile.archive.history import read_histories
from backfile.desk.find import search
from backfile.desk.merge import merge, split
from backfile.desk.reread import reread
from backfile.desk.verify import verify
from backfile.errors import NotFound
from backfile.model.capture import Capture
from backfile.model.history import Change
from backfile.model.observation import Observation, Reading
from backfile.model.time import Basis, Time
from backfile.seeds import read
from backfile.seeds.printed.when import from_epoch
from backfile.seeds.structured_data import json_capture
from backfile.seeds.systems import reddit
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_BLOG, MATCH, SANDBAGS, give


@pytest.fixture
def better_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = dict(read.READERS)
    monkeypatch.setattr(read, "READERS", readers)
    plain = readers["text"]

    def reader(capture: Capture, text: str, zone: tzinfo | None) -> Reading:
        reading = plain(capture, text, zone)
        entries = tuple(replace(entry, body=f"{entry.body} Indeed.") for entry in reading.entries)
        return replace(reading, reader="pasted text 99", entries=entries)

    readers["text"] = reader


def test_the_same_readers_change_nothing(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    before = read_archive(workspace.archive)
    (row,), faults = reread(workspace)
    assert not row.differs and faults == [] and row.note is None
    assert read_archive(workspace.archive) == before


def test_a_dry_run_tells_and_writes_nothing(workspace: Workspace, request: pytest.FixtureRequest) -> None:
    give(workspace, FLOOD)
    before = read_archive(workspace.archive)
    request.getfixturevalue("better_reader")
    (row,), _ = reread(workspace, dry_run=True)
    assert row.differs
    assert read_archive(workspace.archive) == before


def test_an_archive_that_holds_an_older_basis_of_a_time_is_read_and_gets_the_one_of_now_without_an_edit(
    workspace: Workspace,
) -> None:
    page = (Path(__file__).parents[1] / "fixtures/pages/reddit.json").read_bytes()
    with pytest.MonkeyPatch.context() as older:
        older.setattr(reddit, "from_epoch", as_before)
        older.setattr(json_capture, "READER", "JSON 3")
        give(workspace, page, "reddit.json", captured="2024-03-13T09:00Z")
    assert bases(workspace) == {Basis.OFFSET}
    (row,), faults = reread(workspace)
    assert (row.was, row.reader, faults) == ("JSON 3", json_capture.READER, [])
    assert bases(workspace) == {Basis.EPOCH}
    (coverage,), _ = read_archive(workspace.archive)
    assert all(len(entry.revisions) == 1 for entry in coverage.entries)
    histories = read_histories(coverage, read_readings(workspace.archive, coverage.slug))
    assert {event.change for each in histories for event in each.events} <= {Change.NEW, Change.STRUCK}


def as_before(given: object, source: str) -> Time | None:
    time = from_epoch(given, source)
    return time and replace(time, basis=Basis.OFFSET)


def bases(workspace: Workspace) -> set[Basis | None]:
    (coverage,), faults = read_archive(workspace.archive)
    assert not faults
    return {entry.published.basis for entry in coverage.entries if entry.published}


def test_a_better_reader_adds_no_revision_and_keeps_the_permalinks(
    workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    give(workspace, FLOOD)
    (before,), _ = read_archive(workspace.archive)
    request.getfixturevalue("better_reader")
    (row,), _ = reread(workspace)
    assert row.was.startswith("pasted text") and row.was != row.reader == "pasted text 99"
    assert (row.new, row.gone) == (3, 3), "without an id, other words are another key"
    (after,), _ = read_archive(workspace.archive)
    assert [entry.slug for entry in after.entries] == [entry.slug for entry in before.entries]
    assert [len(entry.revisions) for entry in after.entries] == [1, 1, 1]
    assert all(entry.body.endswith("Indeed.") for entry in after.entries)
    assert search(workspace, "indeed").results.total == 3


def test_entries_read_before_there_were_languages_get_theirs(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    after = read_archive(workspace.archive)
    for path in workspace.archive.glob("*/captures/*/reading.json"):
        lines = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r',\n *"(?:language|tags)": (?:null|"en"|\[\])', "", lines), encoding="utf-8")
    (before,) = {each.language for path in workspace.archive.iterdir() for each in _entries(workspace, path.name)}
    assert before is None
    (row,), _ = reread(workspace)
    assert (row.new, row.gone, row.changed) == (0, 0, 3)
    assert read_archive(workspace.archive) == after
    assert {entry.language for entry in after[0][0].entries} == {"en"}


def _entries(workspace: Workspace, liveblog: str) -> Iterator[Observation]:
    for reading in read_readings(workspace.archive, Slug(liveblog)):
        yield from reading.entries


def test_only_the_named_live_blog_is_read(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    coverages, _ = read_archive(workspace.archive)
    rows, _ = reread(workspace, [coverages[0].slug])
    assert [row.liveblog for row in rows] == [coverages[0].slug]
    with pytest.raises(NotFound, match="no such live blog"):
        reread(workspace, ["nothing-like-it"])


def test_a_capture_that_is_gone_or_changed_keeps_its_reading(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    (workspace.seeds / "page.txt").write_text("Other words.", encoding="utf-8")
    before = read_archive(workspace.archive)
    (row,), _ = reread(workspace)
    assert row.note == "its bytes are not in seeds/ as they were"
    assert read_archive(workspace.archive) == before


def test_what_people_joined_or_told_apart_stays_so_when_a_better_reader_gives_other_keys(
    workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    give(workspace, FLOOD, "one.txt", url="https://news.example/flood", captured="2022-03-01")
    later = FLOOD.replace("Council asks for sandbags", "Council asks for sand")
    give(workspace, later, "two.txt", url="https://news.example/flood", captured="2022-03-02")
    merge(workspace, [BAKERS, DIVERS])
    split(workspace, SANDBAGS, [2])
    before = {entry.slug: len(entry.revisions) for entry in read_archive(workspace.archive)[0][0].entries}
    request.getfixturevalue("better_reader")
    rows, _ = reread(workspace)
    assert [row.loosened for row in rows] == [0, 0]
    (coverage,), _ = read_archive(workspace.archive)
    assert {entry.slug: len(entry.revisions) for entry in coverage.entries} == before
    assert verify(workspace).findings == ()
    assert otherwise(workspace.archive, coverage.slug) == [], "the decisions that are kept say it, too"
    reread(workspace)
    assert read_archive(workspace.archive)[0] == [coverage]


def test_what_people_joined_and_no_reader_finds_any_longer_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(workspace, FLOOD)
    merge(workspace, [BAKERS, DIVERS])
    plain = read.READERS["text"]

    def worse(capture: Capture, text: str, zone: tzinfo | None) -> Reading:
        reading = plain(capture, text, zone)
        kept = tuple(each for each in reading.entries if "Bakers" not in (each.headline or ""))
        return replace(reading, reader="pasted text 99", entries=kept)

    monkeypatch.setitem(read.READERS, "text", worse)
    (row,), _ = reread(workspace)
    assert row.loosened == 1


def test_entries_that_an_older_version_made_otherwise_are_made_anew(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took what it read twice for other words; the readings stay as they are."""
    with monkeypatch.context() as older:
        older.setattr(weaving, "_are_same", lambda *_: False)
        for day in ("2022-03-01", "2022-03-02"):
            give(workspace, f"{FLOOD}{' ' * int(day[-1])}", captured=day, url="https://news.example/flood")
    (coverage,), _ = read_archive(workspace.archive)
    assert {len(entry.revisions) for entry in coverage.entries} == {2}
    rows, _ = reread(workspace)
    assert [(row.remade, row.differs) for row in rows] == [(True, False)] * 2
    (coverage,), _ = read_archive(workspace.archive)
    assert {len(entry.revisions) for entry in coverage.entries} == {1}
    assert not any(row.remade for row in reread(workspace)[0])


def test_what_somebody_changed_in_an_entry_is_not_made_anew_without_a_word(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    path = next(each for each in (workspace.archive / FLOOD_BLOG).glob("*.md") if each.name != "index.md")
    changed = path.read_text(encoding="utf-8").replace('"Jane Doe"', '"Joan Doe"')
    path.write_text(changed, encoding="utf-8")
    assert not any(row.remade for row in reread(workspace)[0])
    assert path.read_text(encoding="utf-8") == changed
