"""Does a build bring everything up to date, tell what it found, and change nothing the second time?"""

from __future__ import annotations

import html
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.desk import build as building
from backfile.desk.build import build
from backfile.desk.find import search
from backfile.desk.intake.taken import HELD, READ, REFUSED, SET_ASIDE
from backfile.desk.show import show, sources
from backfile.errors import BackfileError, Status, UnknownName, Usage
from backfile.index.writing import Refreshed
from backfile.text.slug import Slug
from backfile.workspace.catalogue import fingerprint, made_from
from backfile.workspace.folders import Workspace
from backfile.workspace.settings import Settings, render_settings
from tests.desk.pastes import (
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    HTML,
    KEEPER,
    MATCH,
    PDF,
    SANDBAGS,
    give,
    snapshot,
    states,
    write,
)
from tests.faults import Stopped, full_disk, stopping


def test_a_build_of_nothing_is_no_fault(workspace: Workspace) -> None:
    built = build(workspace)
    assert (built.liveblogs, built.entries, built.taken, built.altered, built.faults) == (0, 0, (), (), ())
    assert (workspace.site / "index.html").is_file()


def test_all_is_brought_up_to_date_and_a_second_build_changes_no_file(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    built = build(workspace)
    assert (built.liveblogs, built.entries) == (2, 6)
    assert built.index == Refreshed(0, 0, None), "add did that already"
    assert built.site is not None and built.site.changed > 0
    before = snapshot(workspace.root)
    again = build(workspace)
    assert again.site is not None
    assert (again.index, again.site.changed, again.site.removed) == (Refreshed(0, 0, None), 0, 0)
    assert snapshot(workspace.root) == before
    now = fingerprint(workspace)
    assert (made_from(workspace, "index"), made_from(workspace, "site")) == (now, now)


@pytest.mark.usefixtures("no_html_reader")
def test_files_that_were_dropped_into_seeds_are_taken_in(workspace: Workspace) -> None:
    write(workspace.seeds / "2022" / "flood.txt", FLOOD)
    write(workspace.seeds / "again.txt", FLOOD)
    write(workspace.seeds / "broken.pdf", PDF)
    write(workspace.seeds / "saved.html", HTML)
    write(workspace.seeds / "notes" / "README.txt", "mine")
    built = build(workspace)
    assert sorted(states(built.taken)) == [
        ("2022/flood.txt", READ),
        ("again.txt", HELD),
        ("broken.pdf", REFUSED),
        ("saved.html", SET_ASIDE),
    ]
    assert built.set_aside
    assert search(workspace, "bakers").results.total == 1
    manifest = (workspace.seeds / "MANIFEST-sha256.txt").read_text(encoding="utf-8")
    assert [line.partition("  ")[2] for line in manifest.splitlines()] == ["2022/flood.txt", "saved.html"]
    before = snapshot(workspace.root)
    assert sorted(states(build(workspace).taken)) == [("again.txt", HELD), ("broken.pdf", REFUSED)]
    assert snapshot(workspace.root) == before


def test_only_refused_and_set_aside_files_make_a_build_partly_done(workspace: Workspace) -> None:
    write(workspace.seeds / "flood.txt", FLOOD)
    assert not build(workspace).set_aside
    write(workspace.seeds / "again.txt", FLOOD)
    assert not build(workspace).set_aside


def test_a_dropped_file_that_cannot_be_read_stops_nobody(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    write(workspace.seeds / "a-locked.txt", FLOOD)
    write(workspace.seeds / "b-match.txt", MATCH)
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "a-locked.txt":
            raise PermissionError(13, "permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert states(build(workspace).taken) == [("a-locked.txt", REFUSED), ("b-match.txt", READ)]


def test_words_that_were_changed_by_hand_are_kept_told_and_marked(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    path = workspace.archive / f"{SANDBAGS}.md"
    edited = path.read_text(encoding="utf-8").replace("empty sacks", "full barrels")
    write(path, edited)
    built = build(workspace)
    assert built.altered == (SANDBAGS,)
    assert built.index == Refreshed(1, 0, None)
    assert path.read_text(encoding="utf-8") == edited
    (hit,) = search(workspace, "barrels").results.hits
    assert (hit.document.permalink, hit.document.altered) == (SANDBAGS, True)
    assert search(workspace, '"empty sacks"').results.total == 0
    assert show(workspace, SANDBAGS).entry.altered is not None
    before = snapshot(workspace.root)
    assert build(workspace).altered == (SANDBAGS,)
    assert snapshot(workspace.root) == before
    give(workspace, MATCH, "match.txt")
    assert path.read_text(encoding="utf-8") == edited, "what comes later leaves it too"


def test_a_damaged_entry_is_left_out_and_told_and_the_others_go_on(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    (workspace.archive / f"{DIVERS}.md").unlink()
    built = build(workspace)
    assert (built.liveblogs, built.entries) == (2, 5)
    (fault,) = built.faults
    assert fault.status == Status.DAMAGE
    assert str(fault).startswith(str(workspace.archive / f"{DIVERS}.md"))
    assert built.index == Refreshed(0, 1, None)
    assert [hit.document.permalink for hit in search(workspace, "penalty OR ferry").results.hits] == [KEEPER]


@pytest.mark.parametrize("part", building.PARTS)
def test_one_part_alone_can_be_built_from_the_archive(workspace: Workspace, part: str) -> None:
    give(workspace, FLOOD)
    write(workspace.seeds / "match.txt", MATCH)
    disk.remove(workspace.index)
    built = build(workspace, only=part)
    assert (built.taken, built.liveblogs) == ((), 1), "only a whole build looks for dropped files"
    assert (built.index is not None, built.site is not None) == (part == "index", part == "site")
    assert (workspace.index / "current.json").exists() == (part == "index")
    assert (workspace.site / "index.html").exists() == (part == "site")
    assert (made_from(workspace, part), made_from(workspace, "index") is None) == (
        fingerprint(workspace),
        part == "site",
    )


def test_a_live_blog_that_was_removed_by_hand_comes_back_from_its_capture(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    build(workspace)
    disk.remove(workspace.archive / FLOOD_BLOG)
    disk.remove(workspace.site)
    assert states(build(workspace).taken) == [("page.txt", READ)]
    assert len(read_coverage(workspace.archive, Slug(FLOOD_BLOG)).entries) == 3
    assert (workspace.site / "index.html").is_file()


def test_a_build_that_was_stopped_is_made_good_by_the_next(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace.seeds / "flood.txt", FLOOD)
    with monkeypatch.context() as broken:
        broken.setattr("backfile.desk.intake.again.store_reading", stopping())
        with pytest.raises(Stopped):
            build(workspace)
    assert states(build(workspace).taken) == [("flood.txt", READ)]
    undisturbed = snapshot(workspace.archive)
    assert build(workspace).taken == ()
    assert snapshot(workspace.archive) == undisturbed
    assert search(workspace, "bakers").results.total == 1


def test_a_full_disk_at_any_write_is_one_clear_line(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    write(workspace.seeds / "flood.txt", FLOOD)
    write(workspace.seeds / "match.txt", MATCH)
    for number in count(1):
        with full_disk(monkeypatch, number):
            try:
                built = build(workspace)
            except BackfileError as told:
                assert told.status == Status.FAILED
                assert "the disk is full" in str(told)
                assert len(str(told).splitlines()) == 1
            else:
                break
    assert number > 5
    assert not [row for row in built.taken if row.state == REFUSED]
    assert sorted(hit.document.permalink for hit in search(workspace, "bread OR penalty").results.hits) == [
        KEEPER,
        f"{FLOOD_BLOG}/bakers-hand-out-bread-at-the-cafe-on-quay-street",
    ]


# publishing

OPEN = Settings(publish="full", rights="Kept for research", contact="desk@archive.example")


def settle(workspace: Workspace, settings: Settings) -> None:
    workspace.settings.write_text(render_settings(settings), encoding="utf-8")


def test_what_invites_readers_is_not_built_without_rights_and_contact(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    build(workspace)
    before = snapshot(workspace.root / "site")
    settle(workspace, replace(OPEN, contact=""))
    with pytest.raises(Usage, match=r"backfile\.toml: what is published needs contact"):
        build(workspace)
    assert snapshot(workspace.root / "site") == before
    assert build(workspace, only="index").notes == ()  # nobody reads that
    settle(workspace, OPEN)
    assert build(workspace).notes == (
        "no base_url in backfile.toml: the site has no feeds, no sitemap and no canonical addresses",
    )


def test_a_live_blog_that_is_misspelled_in_the_settings_is_not_published_by_mistake(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    settle(workspace, replace(OPEN, liveblogs={FLOOD_BLOG[:-1]: "private"}))
    with pytest.raises(UnknownName, match=f"did you mean “{FLOOD_BLOG}”"):
        build(workspace)
    settle(workspace, replace(OPEN, liveblogs={FLOOD_BLOG: "private"}))
    assert build(workspace).site is not None


@pytest.mark.parametrize(
    "settings", [replace(OPEN, publish="excerpt"), replace(OPEN, liveblogs={FLOOD_BLOG: "private"})]
)
def test_no_file_of_the_site_holds_more_than_an_excerpt(workspace: Workspace, settings: Settings) -> None:
    long = "They will be back tomorrow. " + "The ovens are hot. " * 30 + "The secret is zanzibar."
    give(workspace, FLOOD.replace("They will be back tomorrow.", long))
    settle(workspace, replace(settings, base_url="https://archive.example/"))
    build(workspace)
    assert search(workspace, "zanzibar").results.total == 1  # in the archive it is held, and found
    for path in workspace.site.rglob("*"):
        if path.is_file():
            assert "zanzibar" not in path.read_text(encoding="utf-8"), path
    settle(workspace, replace(OPEN, base_url="https://archive.example/"))
    build(workspace)
    assert sum("zanzibar" in path.read_text(encoding="utf-8") for path in workspace.site.rglob("*.*")) >= 5


def test_the_page_of_an_entry_shows_what_stands_in_the_capture_but_not_where_excerpts_are_published(
    workspace: Workspace,
) -> None:
    give(workspace, FLOOD)
    page = workspace.site / f"{DIVERS}.html"
    [source] = sources(workspace, show(workspace, DIVERS))
    for settings, said in ((Settings(), True), (OPEN, True), (replace(OPEN, publish="excerpt"), False)):
        settle(workspace, settings)
        build(workspace)
        text = page.read_text(encoding="utf-8")
        assert (html.escape(source.text, quote=False) in text.replace("&#39;", "'").replace("&#34;", '"')) is said
        assert ("What stands there" in text) is said


def test_a_part_of_a_capture_that_is_missing_is_told_and_the_page_is_made(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    build(workspace)
    [part] = workspace.archive.glob("*/captures/*/*.txt")
    part.unlink()
    settle(workspace, replace(OPEN, base_url="https://archive.example/"))  # its feeds read the live blog once more
    for _ in range(2):
        built = build(workspace)
        assert [str(fault) for fault in built.faults] == [f"{part}: is missing; restore it from a backup"]
        assert built.entries == 3
    assert "What stands there" not in (workspace.site / f"{DIVERS}.html").read_text(encoding="utf-8")


def test_the_site_says_what_was_set_aside(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, HTML, "report.html")
    build(workspace)
    about = (workspace.site / "about.html").read_text(encoding="utf-8")
    assert "report.html" in about.partition('id="set-aside"')[2].partition('id="captures"')[0]


def test_an_index_that_holds_all_of_it_is_told_of_without_reading_a_live_blog(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    path = workspace.archive / f"{DIVERS}.md"
    write(path, path.read_text(encoding="utf-8").replace("mud", "silt"))
    whole = build(workspace)
    assert (whole.liveblogs, whole.entries, whole.altered) == (2, 6, (DIVERS,))
    monkeypatch.setattr("backfile.desk.site_sources.read_coverage", stopping())
    again = build(workspace, only="index")
    assert again.index == Refreshed(0, 0, None)
    assert (again.liveblogs, again.entries, again.altered) == (whole.liveblogs, whole.entries, whole.altered)


def test_a_live_blog_with_damage_is_told_of_by_every_build_of_the_index(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    (workspace.archive / f"{DIVERS}.md").unlink()
    for _ in range(3):
        built = build(workspace, only="index")
        assert [str(fault).partition(": ")[0] for fault in built.faults] == [str(workspace.archive / f"{DIVERS}.md")]
        assert (built.liveblogs, built.entries) == (2, 5)
    (workspace.archive / FLOOD_BLOG / "index.md").unlink()
    built = build(workspace, only="index")
    assert (len(built.faults), built.entries) == (0, 3), "a folder without an index.md is no live blog"


def test_a_sidecar_that_is_not_as_it_was_written_is_told_and_the_rest_is_built(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, MATCH, "match.txt")
    path = workspace.seeds / "flood.txt.capture.json"
    write(path, path.read_text(encoding="utf-8").replace('"text"', '"test"'))
    done = build(workspace)
    (fault,) = done.faults
    assert (fault.place, fault.mend) == ("seeds/flood.txt.capture.json", "restore it from a backup")
    assert done.liveblogs == 2
    assert list(map(str, build(workspace).faults)) == [str(fault)]


def test_a_sidecar_that_is_changed_after_a_build_found_all_of_them_sound_is_told_by_the_next(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(workspace, FLOOD, "flood.txt")
    assert build(workspace).faults == ()
    with monkeypatch.context() as patched:
        patched.setattr("backfile.desk.build.read_shelf_with_faults", pytest.fail)
        assert build(workspace).faults == ()
    path = workspace.seeds / "flood.txt.capture.json"
    sound = path.read_text(encoding="utf-8")
    write(path, sound.replace('"text"', '"test"'))
    assert len(build(workspace).faults) == 1
    write(path, sound)
    assert build(workspace).faults == ()
