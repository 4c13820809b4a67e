"""Do build and open say what they did, and change nothing that need not change?"""

from __future__ import annotations

import click
import pytest

from backfile import disk
from backfile.errors import Status
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import FLOOD, HTML, MATCH, PDF, give, snapshot, write

# build


def test_a_build_tells_what_there_is_and_what_it_did(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    disk.remove(workspace.index)
    ended = run("build")
    assert (ended.status, ended.err) == (Status.DONE, "")
    archive, index, site = ended.out.splitlines()
    assert archive == "archive  1 live blog, 3 entries"
    assert index == "index    3 documents changed, made anew: there is none yet"
    assert site.startswith("site     ") and site.endswith(" written, 0 removed")


def test_a_second_build_changes_nothing(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    run("build")
    before = snapshot(workspace.root)
    ended = run("build")
    assert ended.out.splitlines()[1] == "index    0 documents changed"
    assert ended.out.splitlines()[2].endswith("0 files written, 0 removed")
    assert snapshot(workspace.root) == before


def test_dropped_files_are_told(run: Run, workspace: Workspace) -> None:
    write(workspace.seeds / "flood.txt", FLOOD)
    ended = run("build")
    assert (ended.status, ended.told) == (Status.DONE, "flood.txt: read, 3 entries")
    write(workspace.seeds / "page.pdf", PDF)
    write(workspace.seeds / "saved.html", HTML)
    ended = run("build")
    assert ended.status == Status.PARTLY
    assert ended.err.splitlines() == [
        "page.pdf: refused",
        "page.pdf: is not text: it looks like a PDF; save the page as HTML or text",
        "saved.html: set aside",
        "saved.html: is html, which this version does not read yet; paste the page's text into a file",
    ]


@pytest.mark.parametrize("part", ["index", "site"])
def test_one_part_alone_is_built(run: Run, workspace: Workspace, part: str) -> None:
    give(workspace, FLOOD)
    ended = run("build", "--only", part)
    assert [line.split()[0] for line in ended.out.splitlines()] == ["archive", part]


def test_another_part_is_a_fault_of_usage(run: Run, workspace: Workspace) -> None:
    ended = run("build", "--only", "sites")
    assert ended.status == Status.USAGE
    assert "'sites' is not one of 'index', 'site'" in ended.err


def test_what_was_built_is_given_to_programs(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    write(workspace.seeds / "match.txt", MATCH)
    plain = run("build", "--json").json
    assert sorted(plain) == ["altered", "entries", "faults", "index", "liveblogs", "site", "taken"]
    assert (plain["liveblogs"], plain["entries"], plain["altered"], plain["faults"]) == (2, 6, [], [])
    assert plain["index"] == {"written": 3, "removed": 0, "anew": None}
    assert sorted(plain["site"]) == ["changed", "pages", "removed"]
    assert [row["name"] for row in plain["taken"]] == ["match.txt"]
    assert run("build", "--json", "--only", "index").json["site"] is None


def test_damage_is_given_to_programs_too(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    path = next(workspace.archive.glob("*/divers*.md"))
    path.unlink()
    ended = run("build", "--json")
    assert ended.status == Status.DAMAGE
    assert ended.json["faults"] == [f"{path}: is missing; restore it from a backup"]


# open


def test_a_site_that_is_not_built_cannot_be_opened(run: Run, workspace: Workspace) -> None:
    ended = run("open")
    assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "")
    assert ended.told.endswith("the site is not built yet; build it with: backfile build")


def test_the_site_is_opened_straight_from_the_disk(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def launch(address: str) -> int:
        opened.append(address)
        return len(opened) - 1

    monkeypatch.setattr(click, "launch", launch)
    run("build")
    ended = run("open")
    address = (workspace.site / "index.html").as_uri()
    assert (ended.status, ended.out, ended.err) == (Status.DONE, f"{address}\n", "")
    without = run("open")
    assert (without.status, without.out) == (Status.DONE, f"{address}\n")
    assert without.told == "no browser could be started; open the address above in one"
    assert opened == [address] * 2
