"""Does a recorded time that was yet to come when its capture was taken in count for nothing, and stay so?"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backfile.archive.coverage import read_coverage
from backfile.archive.held import list_liveblogs, read_readings
from backfile.desk.add import Added, Source, add
from backfile.desk.amend import amend
from backfile.desk.build import build
from backfile.desk.cite import cite
from backfile.desk.inspect import inspect
from backfile.desk.intake.stating import Stated
from backfile.desk.reread import reread
from backfile.desk.verify import verify
from backfile.errors import Usage
from backfile.model.capture import Capture
from backfile.model.evidence import Evidence, evidence_of
from backfile.seeds.shelf.shelf import read_shelf
from backfile.workspace.folders import Workspace
from tests.desk.test_amend import SAVED
from tests.seeds.saved_pages import page
from tests.seeds.web_archives.records import record

NOW = datetime(2024, 5, 3, 11, tzinfo=UTC)
WRONG = "Sat Sep 26 2937 12:00:00 GMT+0200 (CEST)"
RIGHT = "Fri May 03 2024 10:31:00 GMT+0000 (Coordinated Universal Time)"
LATE = "yet to come when the capture was taken in; it counts for nothing"
TOLD = f"the time of capture that it records, {WRONG}, was {LATE}"


def take(workspace: Workspace, text: str | bytes, name: str, now: datetime = NOW, dry_run: bool = False) -> Added:
    data = text.encode() if isinstance(text, str) else text
    return add(workspace, [Source(wanted=name, stated=Stated(), data=data)], now=now, dry_run=dry_run)


def captures(workspace: Workspace) -> dict[str, Capture]:
    held = (read_coverage(workspace.archive, each, []) for each in list_liveblogs(workspace.archive))
    return {capture.name: capture for coverage in held for capture in coverage.captures}


@pytest.fixture
def future(workspace: Workspace) -> Workspace:
    """A page of the right time, and one with other words that records a time to come."""
    take(workspace, SAVED, "right.html")
    take(workspace, SAVED.replace(RIGHT, WRONG).replace("sealed", "shut"), "wrong.html")
    return workspace


def test_a_page_that_records_a_time_to_come_is_taken_in_with_a_warning(workspace: Workspace) -> None:
    wrong = SAVED.replace(RIGHT, WRONG)
    assert TOLD in take(workspace, wrong, "wrong.html", dry_run=True).rows[0].notes
    (row,) = take(workspace, wrong, "wrong.html").rows
    assert TOLD in row.notes
    captured = captures(workspace)["wrong.html"].captured
    assert captured is not None
    assert (captured.printed, captured.instant, captured.basis, captured.source) == (WRONG, None, None, "SingleFile")
    assert inspect(wrong.encode(), "wrong.html", Stated(), NOW).capture.captured == captured


def test_a_clock_that_is_a_little_ahead_is_believed(workspace: Workspace) -> None:
    (row,) = take(workspace, SAVED, "right.html", NOW.replace(hour=10, minute=0)).rows
    assert not row.notes
    captured = captures(workspace)["right.html"].captured
    assert captured is not None and captured.instant == datetime(2024, 5, 3, 10, 31, tzinfo=UTC)


def test_a_time_to_come_makes_no_capture_the_newest_nor_its_evidence_a_recorded_time(future: Workspace) -> None:
    wrong = captures(future)["wrong.html"]
    assert evidence_of(wrong) is Evidence.PAGE_UNTIMED
    told = cite(future, "polls", "plain")
    assert told is not None
    assert "which is older is not known" in told.text, "nobody knows whether it was made before the other one"


def test_a_web_archive_that_dates_a_page_to_come_is_told_of_it_too(workspace: Workspace, tmp_path: Path) -> None:
    (row,) = take(workspace, record(page().encode(), warc={"WARC-Date": "2031-03-10T18:00:00Z"}), "crawl.warc").rows
    assert any("2031-03-10T18:00:00Z, was yet to come" in note for note in row.notes)
    (captured,) = [each.captured for each in captures(workspace).values()]
    assert captured is not None and (captured.printed, captured.instant) == ("2031-03-10T18:00:00Z", None)
    assert verify(workspace, reread=True).findings == ()


def test_once_found_to_come_a_time_counts_for_nothing_whenever_its_capture_is_read_again(future: Workspace) -> None:
    before = captures(future)["wrong.html"]
    rows, faults = reread(future, ())
    assert not faults and not any(row.differs for row in rows)
    assert verify(future, reread=True).findings == ()
    (home,) = list_liveblogs(future.archive)
    readings = {each.capture.name: each for each in read_readings(future.archive, home)}
    assert TOLD in readings["wrong.html"].warnings
    shutil.rmtree(future.archive / home)
    build(future, now=datetime(2940, 1, 1, tzinfo=UTC))  # when that time has come
    assert captures(future)["wrong.html"] == before
    (shelved,) = [each for each in read_shelf(future.seeds) if each.capture.name == "wrong.html"]
    assert shelved.capture.captured == before.captured


def test_a_person_says_when_it_was_and_no_command_puts_the_time_to_come_back(future: Workspace) -> None:
    with pytest.raises(Usage, match="records no time of capture"):
        amend(future, "wrong.html", Stated(captured="recorded"))
    amend(future, "wrong.html", Stated(captured="2024-05-03T12:00Z"))
    captured = captures(future)["wrong.html"].captured
    assert captured is not None and captured.instant == datetime(2024, 5, 3, 12, tzinfo=UTC)
    with pytest.raises(Usage, match="records no time of capture"):
        amend(future, "wrong.html", Stated(captured="recorded"))
