"""Do init, list and status tell what there is, people and programs alike?"""

from __future__ import annotations

from pathlib import Path

from backfile.errors import Status
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import (
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    HTML,
    KEEPER,
    MATCH,
    MATCH_BLOG,
    SANDBAGS,
    give,
    snapshot,
    write,
)

# init


def test_a_new_archive_is_told_of_on_stderr_and_its_folder_is_printed(run: Run, tmp_path: Path) -> None:
    ended = run("init", "my news")
    assert (ended.status, ended.out) == (Status.DONE, "my news\n")
    assert ended.told == "a new archive; its settings stand in backfile.toml. Next: backfile add FILE…"
    assert (tmp_path / "my news" / "backfile.toml").is_file()


def test_init_alone_makes_the_current_folder_an_archive(run: Run, tmp_path: Path) -> None:
    assert run("init").status == Status.DONE
    assert (tmp_path / "seeds").is_dir()


def test_init_twice_changes_nothing_and_says_so(run: Run, workspace: Workspace) -> None:
    before = snapshot(workspace.root)
    ended = run("init", workspace.root)
    assert (ended.status, ended.out) == (Status.DONE, f"{workspace.root}\n")
    assert ended.told == "an archive already; its settings and files were left as they are"
    assert snapshot(workspace.root) == before


def test_init_on_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "news", "a file")
    ended = run("init", "news")
    assert (ended.status, ended.out) == (Status.USAGE, "")
    assert ended.told == "backfile: news: is a file, not a folder; name a folder for the archive"


# list


def test_where_nothing_is_held_the_lists_say_how_to_begin(run: Run, workspace: Workspace) -> None:
    for what, called in (("liveblogs", "live blogs"), ("captures", "captures"), ("entries", "entries")):
        ended = run("list", what)
        assert (ended.status, ended.out) == (Status.NOTHING_FOUND, "")
        assert ended.told == f"no {called} yet; begin with: backfile add FILE…"
        ended = run("list", what, "--json")
        assert (ended.status, ended.json, ended.err) == (Status.NOTHING_FOUND, [], "")


def test_live_blogs_are_listed(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD, publisher="Example News")
    give(workspace, MATCH, "match.txt")
    give(workspace, "Report at 9:12 PM\n\n9:12 PM\n\nNo day is given here.", "vague.txt")
    ended = run("list")
    assert (ended.status, ended.err) == (Status.DONE, "")
    head, match, vague, flood = ended.out.splitlines()
    assert head.split() == ["live", "blog", "entries", "captures", "published", "publisher", "headline"]
    assert match.startswith(MATCH_BLOG) and "2022-03-02" in match
    assert flood.startswith(FLOOD_BLOG) and "times not given" in flood and "Example News" in flood
    assert "no usable times" in vague
    assert run("list", "liveblogs").out == ended.out


def test_a_live_blog_of_several_days_is_listed_with_its_first_and_last(run: Run, workspace: Workspace) -> None:
    give(workspace, MATCH.replace("Mar 01, 2022, 8:05 PM", "Feb 27, 2022, 8:05 AM"))
    assert "2022-02-27 to 2022-03-02" in run("list").out


def test_live_blogs_are_listed_for_programs(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    (row,) = run("list", "--json").json
    assert sorted(row) == ["captures", "complete", "entries", "first", "headline", "last", "publisher", "slug", "timed"]
    assert (row["slug"], row["entries"], row["first"]) == (FLOOD_BLOG, 3, None)


def test_entries_are_listed(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    lines = run("list", "entries").out.splitlines()
    assert lines[0].split() == ["permalink", "published", "byline", "headline"]
    assert lines[1].startswith(KEEPER)
    assert "Mar 01, 2022, 9:12 PM EST = 2022-03-02 02:12 UTC" in lines[1]
    assert "time not given" in lines[4] and "Jane Doe" in lines[4]
    rows = run("list", "entries", "--json").json
    assert sorted(rows[0]) == [
        "altered",
        "byline",
        "corrected",
        "headline",
        "permalink",
        "published",
        "revisions",
        "withheld",
    ]
    assert rows[3]["permalink"] == DIVERS


def test_captures_are_listed(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt", captured="2022-03-10")
    give(workspace, HTML, "saved.html")
    head, flood, saved = run("list", "captures").out.splitlines()
    assert head.split() == ["capture", "digest", "format", "captured", "live", "blog", "state"]
    assert flood.startswith("flood.txt") and flood.endswith("read")
    assert "2022-03-10 (stated by a person)" in flood
    assert "not known" in saved and saved.endswith("set aside")
    row, _ = run("list", "captures", "--json").json
    assert sorted(row) == [
        "captured",
        "digest",
        "doubted",
        "format",
        "liveblog",
        "name",
        "note",
        "state",
        "unrecognised",
        "withheld",
    ]


def test_damage_is_told_after_the_list(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, MATCH, "match.txt")
    path = workspace.archive / f"{DIVERS}.md"
    path.unlink()
    for command in (["list"], ["list", "entries"], ["status"], ["build"]):
        ended = run(*command)
        assert ended.status == Status.DAMAGE
        assert ended.told == f"{path}: is missing; restore it from a backup"
        assert ended.out


# status


def test_the_status_is_told_to_a_person(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    give(workspace, HTML, "saved.html")
    path = workspace.archive / f"{SANDBAGS}.md"
    write(path, path.read_text(encoding="utf-8").replace("sacks", "bags"))
    ended = run("status")
    assert (ended.status, ended.err) == (Status.DONE, "")
    assert ended.out.splitlines() == [
        f"news ({workspace.root})",
        "held          1 live blog, 3 entries",
        "captures      2: 1 read, 0 partly read, 1 set aside",
        f"unrecognised  0 of {len(FLOOD)} characters (0.0%)",
        "altered       1 entry changed by hand in archive/",
        "index         behind: files in archive/ changed since; run backfile build",
        "site          not built; run backfile build",
    ]


def test_what_is_withheld_is_counted_with_what_is_held_and_told(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    assert run("withhold", SANDBAGS, "--reason", "A person asked.").status == Status.DONE
    assert "held          1 live blog, 3 entries, 1 withheld" in run("status").out
    assert run("build").out.splitlines()[0] == "archive  1 live blog, 3 entries, 1 withheld"
    assert run("build", "--only", "index").out.splitlines()[0] == "archive  1 live blog, 3 entries, 1 withheld"


def test_captures_that_are_not_read_yet_are_told(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    for path in workspace.archive.rglob("reading.json"):
        path.unlink()
    assert "captures      1: 0 read, 0 partly read, 0 set aside, 1 not read yet" in run("status").out


def test_the_status_is_told_to_a_program(run: Run, workspace: Workspace) -> None:
    give(workspace, FLOOD)
    plain = run("status", "--json").json
    assert sorted(plain) == sorted(
        "title liveblogs entries withheld captures read partly_read set_aside unread erased missing withheld_captures "
        "characters unrecognised altered index site".split()
    )
    assert (plain["title"], plain["entries"], plain["index"]) == ("news", 3, "up to date")


def test_a_hostile_title_is_made_visible(run: Run, workspace: Workspace) -> None:
    write(workspace.settings, 'title = "News \\u001b]0;owned\\u0007 \\u202e"\n')
    assert run("status").out.startswith("News <U+001B>]0;owned<U+0007> <U+202E> (")
