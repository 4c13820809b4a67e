"""Is the record whole wherever a command is stopped, and does running it again give what an undisturbed run gives?

`add`, `build`, `reread`, `correct`, `withhold`, `amend` and `erase` are stopped before and after each step at the door
to the disk, and meet a full and a broken disk there; processes are killed at any time. By default some of the places
are tried, other ones in every run; BACKFILE_LONG=1 tries all of them, and kills 200 processes.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace as put
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from backfile import disk
from backfile.desk.add import Source, add
from backfile.desk.amend import amend
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.correct import Said, correct
from backfile.desk.erase import erase
from backfile.desk.find import search
from backfile.desk.intake.stating import Stated
from backfile.desk.reread import reread
from backfile.desk.show import show
from backfile.desk.verify import verify
from backfile.desk.withhold import withhold
from backfile.errors import BackfileError, NotFound, Status
from backfile.model.capture import Capture
from backfile.model.observation import Reading
from backfile.seeds import read
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, DIVERS, FLOOD, FLOOD_LATER, MATCH, give, write
from tests.faults import Stopped
from tests.stopping import AFTER, BEFORE, FAULTS, fail_at, nothing, stop_at, watched

# Who dies closes nothing, and is cleared away when nobody expects it.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

NOW = datetime(2024, 5, 2, 10, 30, tzinfo=UTC)
ADDRESS = "https://news.example/live/flood"
LONG = bool(os.environ.get("BACKFILE_LONG"))
SOME = 14  # places tried of each command, when not all are
TWICE = FLOOD.replace("Orre", "Ulm").replace("ferry bell", "anchor").replace("river", "lake")
"""A page that was captured twice before."""
LATER = Source(wanted="later.txt", stated=Stated(url=ADDRESS, captured="2022-03-02"), data=FLOOD_LATER.encode())

EARLIER = Source(wanted="twice.txt", stated=Stated(captured="2022-01-01"), data=TWICE.encode())
LATEST = Source(wanted="twice.txt", stated=Stated(captured="2022-04-01"), data=TWICE.encode())

AGAIN = "twice.txt#20220312T000000Z"

LOGGED_AGAIN = {"amend", "amend the first one", "amend a later one", "move", "part"}
"""What these say is read anew in the capture, so the next run begins again, and the log tells of both."""


def amend_later_one(workspace: Workspace) -> None:
    """Its name tells its time: where the next command has finished this one, none is called so any longer."""
    try:
        amend(workspace, AGAIN, Stated(captured="2022-02-01"), now=NOW)
    except NotFound:
        build(workspace, only="index")


Command = Callable[[Workspace], object]
COMMANDS: dict[str, Command] = {
    "add": lambda workspace: add(workspace, [LATER], now=NOW),
    "add again": lambda workspace: add(workspace, [LATEST], now=NOW),
    "add what was made before": lambda workspace: add(workspace, [EARLIER], now=NOW),
    "amend the first one": lambda workspace: amend(workspace, "twice.txt", Stated(captured="2022-02-01"), now=NOW),
    "amend a later one": lambda workspace: amend_later_one(workspace),
    "build": lambda workspace: build(workspace, now=NOW),
    "reread": lambda workspace: reread(workspace, now=NOW),
    "correct": lambda workspace: correct(workspace, BAKERS, Said(tags=("bread",), note="Seen."), now=NOW),
    "withhold": lambda workspace: withhold(workspace, DIVERS, "Asked.", now=NOW),
    "withhold a capture": lambda workspace: withhold(workspace, "flood.txt", "Asked.", now=NOW),
    "amend": lambda workspace: amend(workspace, "flood.txt", Stated(url="https://news.example/live/new"), now=NOW),
    "move": lambda workspace: amend(workspace, "flood.txt", Stated(url="https://news.example/live/match"), now=NOW),
    "part": lambda workspace: amend(workspace, "flood.txt", Stated(liveblog="apart", captured="2022-03-02"), now=NOW),
}


@pytest.fixture(autouse=True)
def salted_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log's salt is nobody's guess, and would make no run like another."""
    monkeypatch.setattr("backfile.desk.acts.logbook.secrets.token_hex", lambda size: "5a" * size)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive before the command: two live blogs, a site, and a file that somebody dropped."""
    workspace, _ = begin(tmp_path_factory.mktemp("begun") / "news")
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    give(workspace, MATCH, "match.txt", url="https://news.example/live/match")
    give(workspace, TWICE, "twice.txt", captured="2022-03-11")
    give(workspace, TWICE, "twice.txt", captured="2022-03-12")
    build(workspace)
    write(workspace.seeds / "dropped.txt", FLOOD.replace("Orre", "Elm"))
    return workspace.root


@pytest.fixture
def better_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that finds a word more in each entry, so that `reread` has something to write."""
    plain = read.READERS["text"]

    def reader(capture: Capture, text: str, zone: tzinfo | None) -> Reading:
        reading = plain(capture, text, zone)
        entries = tuple(put(entry, byline=(*entry.byline, "A. Reader")) for entry in reading.entries)
        return put(reading, reader="pasted text 99", entries=entries)

    monkeypatch.setitem(read.READERS, "text", reader)


def files(root: Path, *folders: str) -> dict[str, bytes]:
    """What the record, or the site, holds; not what a stop left aside."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and not path.name.endswith((disk.PART, ".next"))
    }


def but_for_the_log(held: dict[str, bytes], command: str) -> dict[str, bytes]:
    return {path: data for path, data in held.items() if command not in LOGGED_AGAIN or path != "seeds/log.jsonl"}


def found(workspace: Workspace) -> list[str]:
    return [hit.permalink for hit in search(workspace, "river OR bell OR bread OR keeper").results.hits]


def places(count: int) -> Iterator[int]:
    yield from range(count) if LONG else sorted(random.sample(range(count), min(SOME, count)))


def copies(begun: Path, folder: Path) -> Iterator[Workspace]:
    number = 0
    while True:
        number += 1
        shutil.copytree(begun, folder / str(number))
        yield Workspace(folder / str(number))
        shutil.rmtree(folder / str(number))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_stop_anywhere_leaves_a_whole_record_and_the_next_run_ends_as_if_there_was_none(
    begun: Path, tmp_path: Path, name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "reread":
        request.getfixturevalue("better_reader")
    command, fresh = COMMANDS[name], copies(begun, tmp_path)
    whole = next(fresh)
    before = files(whole.root, "seeds", "archive")
    with watched(monkeypatch, nothing) as door:
        command(whole)
    after, results = files(whole.root, "seeds", "archive"), found(whole)
    ended = but_for_the_log(files(whole.root, "seeds", "archive", "site"), name)
    for number in places(door.steps):
        for when in (BEFORE, AFTER):
            workspace = next(fresh)
            with watched(monkeypatch, stop_at(number, when)), pytest.raises(Stopped):
                command(workspace)
            for path, data in files(workspace.root, "seeds", "archive").items():
                old_or_new = data in (before.get(path), after.get(path))
                assert old_or_new or path == "seeds/log.jsonl", (number, when, path)
            assert verify(workspace).findings == (), (number, when)
            command(workspace)
            assert but_for_the_log(files(workspace.root, "seeds", "archive", "site"), name) == ended, (number, when)
            assert list(workspace.root.glob(f"*/**/*{disk.PART}")) == []
            assert list(workspace.root.glob("archive/*/*.next")) == []
            if number % 5 == 0:
                assert found(workspace) == results
            assert verify(workspace).findings == ()


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_or_broken_disk_is_told_in_one_line_and_breaks_nothing(
    begun: Path, tmp_path: Path, name: str, code: int, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "reread":
        request.getfixturevalue("better_reader")
    command, fresh = COMMANDS[name], copies(begun, tmp_path)
    whole = next(fresh)
    with watched(monkeypatch, nothing) as door:
        command(whole)
    ended = but_for_the_log(files(whole.root, "seeds", "archive", "site"), name)
    for number in places(door.steps):
        workspace = next(fresh)
        with watched(monkeypatch, fail_at(number, code)):
            try:
                command(workspace)
            except BackfileError as fault:
                assert fault.status == Status.FAILED, number
                assert "disk" in fault.fault, number
        assert list(workspace.root.glob(f"seeds/**/*{disk.PART}")) == [], number
        assert list(workspace.root.glob(f"archive/**/*{disk.PART}")) == [], number
        assert verify(workspace).findings == (), number
        command(workspace)
        assert but_for_the_log(files(workspace.root, "seeds", "archive", "site"), name) == ended, number


@pytest.mark.parametrize("what", [DIVERS, "flood.txt"], ids=["entry", "capture"])
def test_an_erasing_that_was_stopped_is_finished_by_running_it_again(
    begun: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = copies(begun, tmp_path)
    whole = next(fresh)
    (whole.seeds / "dropped.txt").unlink()
    with watched(monkeypatch, nothing) as door:
        erase(whole, what, "Asked.", now=NOW)
    for number in places(door.steps):
        workspace = next(fresh)
        (workspace.seeds / "dropped.txt").unlink()
        with watched(monkeypatch, stop_at(number, BEFORE)), pytest.raises(Stopped):
            erase(workspace, what, "Asked.", now=NOW)
        assert verify(workspace).findings == (), number
        try:
            erase(workspace, what, "Asked.", now=NOW)
        except BackfileError as fault:  # it was all but done
            assert fault.status == Status.NOTHING_FOUND
        build(workspace, now=NOW)
        left = [path for path in workspace.root.rglob("*") if path.is_file() and b"ferry bell" in path.read_bytes()]
        assert left == [], number
        assert verify(workspace).findings == (), number


# Processes that are killed, and that work side by side

CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from backfile.desk.add import Source, add
from backfile.desk.intake.stating import Stated
from backfile.workspace.folders import Workspace
from tests.desk.pastes import FLOOD
root, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for number in range(first, last):
    text = FLOOD.replace("two metres", f"{number} metres").replace("Orre", f"Orre {number % 7}")
    stated = Stated(url=f"https://news.example/live/{number % 7}", captured=f"2022-03-{number % 28 + 1:02}")
    now = datetime(2024, 5, 2, tzinfo=UTC)
    add(Workspace(root), [Source(wanted=f"page-{number}.txt", stated=stated, data=text.encode())], now=now)
    print(number, flush=True)
"""
ROOT = Path(__file__).parents[2]


def start(workspace: Workspace, first: int, last: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", CHILD, str(workspace.root), str(first), str(last)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def entries_of(workspace: Workspace) -> dict[str, bytes]:
    """The record, without the log and what depends on the order in which captures came in."""
    return files(workspace.root, "archive")


def test_processes_that_are_killed_at_any_time_damage_nothing(tmp_path: Path) -> None:
    kills, captures = (200, 160) if LONG else (4, 12)
    workspace, _ = begin(tmp_path / "killed")
    chance, done, killed = random.Random(), 0, 0
    while killed < kills:
        child = start(workspace, done % captures, captures)
        assert child.stdout is not None
        first = child.stdout.readline()  # it is at work
        time.sleep(chance.random() * 0.4)
        child.kill()
        last = [int(line) for line in [first, *child.stdout.readlines()] if line.strip().isdigit()]
        child.wait()
        child.stdout.close()
        killed += 1
        assert verify(workspace).findings == (), f"after kill {killed}"
        done = max([done, *(number + 1 for number in last)])
        if done >= captures:
            done = 0
    assert start_and_wait(workspace, 0, captures) == 0
    undisturbed, _ = begin(tmp_path / "undisturbed")
    assert start_and_wait(undisturbed, 0, captures) == 0
    assert entries_of(workspace) == entries_of(undisturbed)
    assert verify(workspace, reread=True).findings == ()


def start_and_wait(workspace: Workspace, first: int, last: int) -> int:
    child = start(workspace, first, last)
    child.communicate()
    return child.returncode


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    workspace, _ = begin(tmp_path / "news")
    children = [start(workspace, first, first + 3) for first in (0, 3)]
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0, 0]
    assert verify(workspace).findings == ()
    assert len(list(workspace.seeds.glob("page-*.txt"))) == 6


def test_a_reader_beside_a_writer_sees_what_was_or_what_is(tmp_path: Path) -> None:
    workspace, _ = begin(tmp_path / "news")
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    child, seen = start(workspace, 0, 8), []
    while child.poll() is None:
        seen.append(search(workspace, "bell").results.total)
        assert show(workspace, DIVERS).entry.headline == "Divers find the missing ferry bell"
    child.communicate()
    assert child.returncode == 0
    assert seen == sorted(seen)
    assert search(workspace, "bell").results.total >= seen[-1] > 0
