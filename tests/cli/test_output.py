"""Do build, check-site, open and serve say what they did, and change nothing that need not change?"""

from __future__ import annotations

import time

import click
import pytest

from backfile import disk
from backfile.errors import Status
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings, render_settings
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
    assert sorted(plain) == ["altered", "entries", "faults", "index", "liveblogs", "notes", "site", "taken", "withheld"]
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


def test_a_site_can_be_built_with_half_as_many_files(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    run("build")
    assert len(list(workspace.site.glob("*/*.md"))) == 3
    assert run("build", "--no-markdown").status == Status.DONE
    assert not list(workspace.site.glob("*/*.md"))


def test_a_site_can_be_built_with_one_page_a_live_blog(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    usual = run("build", "--json").json["site"]["pages"]
    assert run("build", "--pages", "liveblog", "--json").json["site"]["pages"] == usual - 3
    assert run("check-site").status == Status.DONE
    assert run("build", "--json").json["site"]["pages"] == usual
    ended = run("build", "--pages", "page")
    assert (ended.status, "'page' is not one of" in ended.err) == (Status.USAGE, True)


# publishing


def settle(workspace: Workspace, settings: Settings) -> None:
    workspace.settings.write_text(render_settings(settings), encoding="utf-8")


def test_what_is_published_needs_rights_and_contact(run: Run, workspace: Workspace) -> None:
    settle(workspace, Settings(publish="full"))
    ended = run("build")
    assert (ended.status, ended.out) == (Status.USAGE, "")
    assert ended.told.endswith(
        'backfile.toml: what is published needs rights and contact; write rights = "…" and contact = "…", '
        'or publish = "private" everywhere'
    )


def test_what_a_published_site_does_not_have_is_told_in_a_line(run: Run, workspace: Workspace) -> None:
    settle(workspace, Settings(publish="full", rights="Kept for research", contact="desk@archive.example"))
    give(workspace, FLOOD)
    assert run("build").told.startswith("no base_url in backfile.toml: the site has no feeds")
    (note,) = run("build", "--json").json["notes"]
    assert note.startswith("no base_url")


# check-site


def test_a_clean_site_is_told_with_its_size(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    run("build")
    ended = run("check-site")
    assert (ended.status, ended.err) == (Status.DONE, "")
    files, size, largest, clean = ended.out.splitlines()
    assert files.startswith("files     ")
    assert "on a USB stick (in clusters of 128 KB)" in size
    assert largest.startswith("largest   assets/")
    assert clean.startswith("nothing to look at")


def test_what_should_be_looked_at_ends_with_a_difference(run: Run, workspace: Workspace) -> None:
    give(
        workspace, FLOOD.replace("They will be back tomorrow.", "Ring 0161 496 0000 or write to bread@bakers.example.")
    )
    run("build")
    ended = run("check-site")
    assert ended.status == Status.NOTHING_FOUND
    assert [line.split("  on ")[0] for line in ended.out.splitlines()[3:]] == [
        "e-mail    bread@bakers.example",
        "phone     0161 496 0000",
    ]
    plain = run("check-site", "--json")
    assert plain.status == Status.NOTHING_FOUND
    assert (plain.json["clean"], plain.json["limits"], plain.json["broken"]) == (False, [], [])
    assert [each["text"] for each in plain.json["telephones"]] == ["0161 496 0000"]


def test_a_site_that_is_not_built_cannot_be_checked(run: Run, workspace: Workspace) -> None:
    ended = run("check-site")
    assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "")
    assert ended.told.endswith("the site is not built yet; build it with: backfile build")


# serve


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C as soon as nobody can press Enter any more."""

    def sleep(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)


@pytest.mark.usefixtures("interrupted")
def test_serving_tells_the_address_and_how_to_end_it(run: Run, workspace: Workspace) -> None:
    run("build")
    ended = run("serve", "--port", 0)
    assert ended.status == Status.DONE  # to end it so is what one does
    assert ended.out.startswith("http://127.0.0.1:")
    assert ended.err.splitlines() == [
        "only this machine is answered; Enter builds the site again, Ctrl-C ends",
        "ended",
    ]


@pytest.mark.usefixtures("interrupted")
def test_enter_builds_the_site_again(run: Run, workspace: Workspace) -> None:
    run("build")
    write(workspace.seeds / "flood.txt", FLOOD)
    ended = run("serve", "--port", 0, stdin=b"\n\n")
    _, first, second, _ = ended.err.splitlines()
    assert first.startswith("built: ")
    assert second == "built: 0 files written, 0 removed"
    assert list(workspace.site.glob("*/divers*.html"))


@pytest.mark.usefixtures("interrupted")
def test_a_fault_of_rebuilding_is_told_and_what_stands_is_still_served(run: Run, workspace: Workspace) -> None:
    run("build")
    settle(workspace, Settings(publish="full"))
    ended = run("serve", "--port", 0, "--rebuild", stdin=b"\n")
    assert ended.status == Status.DONE
    assert sum("what is published needs rights and contact" in line for line in ended.err.splitlines()) == 2


@pytest.mark.usefixtures("interrupted")
def test_the_browser_is_opened_when_it_is_asked_for(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def launch(address: str) -> int:
        opened.append(address)
        return 1

    monkeypatch.setattr(click, "launch", launch)
    run("build")
    ended = run("serve", "--port", 0, "--open")
    assert opened == [ended.out.strip()]
    assert "no browser could be started; open the address above in one" in ended.err


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
