"""Does a check of the site find what would be uploaded and should not, and leave the rest in peace?"""

from __future__ import annotations

import pytest

from backfile.desk import check_site as checking
from backfile.desk.build import build
from backfile.desk.check_site import CLUSTER, Found, check_site
from backfile.errors import NotFound
from backfile.site.hosts import Host
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings, render_settings
from tests.desk.pastes import DIVERS, FLOOD, FLOOD_BLOG, MATCH, give, write

PHONED = FLOOD.replace("They will be back tomorrow.", "Ring 0161 496 0000, or write to bread@bakers.example.")


@pytest.fixture
def built(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD)
    give(workspace, MATCH, name="match.txt")
    build(workspace)
    return workspace


def test_a_site_that_was_just_built_is_clean(built: Workspace) -> None:
    checked = check_site(built)
    assert checked.clean
    files = [path for path in built.site.rglob("*") if path.is_file() and path.name != "README.md"]
    assert checked.files == len(files)
    assert checked.pages == sum(path.suffix == ".html" for path in files)
    assert checked.bytes == sum(path.stat().st_size for path in files)
    assert checked.on_a_stick == sum(-(-path.stat().st_size // CLUSTER) * CLUSTER for path in files)
    assert checked.on_a_stick >= CLUSTER * (checked.files - 1)  # .nojekyll is empty
    assert checked.largest_bytes == max(path.stat().st_size for path in files)


def test_a_published_site_is_clean_too_whoever_publishes_it(built: Workspace) -> None:
    settings = Settings(
        publish="full", base_url="https://a.example/live/", rights="ring 0161 496 0000", contact="ann@archive.example"
    )
    built.settings.write_text(render_settings(settings), encoding="utf-8")
    build(built)
    assert check_site(built) == check_site(built)
    assert check_site(built).clean


def test_ways_to_reach_a_person_are_found_with_their_pages(workspace: Workspace) -> None:
    give(workspace, PHONED)
    build(workspace)
    checked = check_site(workspace)
    assert not checked.clean
    page = f"{FLOOD_BLOG}/bakers-hand-out-bread-at-the-cafe-on-quay-street.html"
    assert checked.telephones == (Found(text="0161 496 0000", pages=(page, f"{FLOOD_BLOG}/index.html")),)
    assert checked.mailboxes == (Found(text="bread@bakers.example", pages=(page, f"{FLOOD_BLOG}/index.html")),)


def test_broken_links_are_found_with_their_pages(built: Workspace) -> None:
    (built.site / f"{DIVERS}.md").unlink()
    write(built.site / "mine.html", '<p id="a"><a href="#a">a</a><a href="#b">b</a><a href="../seeds/x">c</a></p>')
    slug = DIVERS.partition("/")[2]
    assert check_site(built).broken == (
        Found(text="#b", pages=("mine.html",)),
        Found(text="../seeds/x", pages=("mine.html",)),
        Found(text=f"{slug}.md", pages=(f"{DIVERS}.html",)),
    )


def test_a_limit_that_is_passed_is_told(built: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host(name="Tiny", files=3, told="https://tiny.example/")
    monkeypatch.setattr(checking, "HOSTS", (host,))
    (line,) = check_site(built).limits
    assert line.startswith("Tiny: ")
    assert line.endswith(" files, and it takes 3")
    assert not check_site(built).clean


def test_what_git_keeps_there_is_not_counted(built: Workspace) -> None:
    before = check_site(built)
    write(built.site / ".git" / "objects" / "ab", "x" * 1000)
    assert check_site(built) == before


def test_a_site_that_is_not_built_cannot_be_checked(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="build it with: backfile build"):
        check_site(workspace)
