"""Is `export` called as a person would, and does it end as it says?"""

from __future__ import annotations

import json
from pathlib import Path

from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import FLOOD, HOSTILE, give


def test_entries_go_to_stdout_and_what_is_said_of_them_to_stderr(workspace: Workspace, run: Run) -> None:
    give(workspace, FLOOD)
    ended = run("export")
    assert (ended.status, ended.told) == (0, "3 entries exported")
    assert [json.loads(line)["backfile"] for line in ended.out.splitlines()] == ["entry/1"] * 3
    assert run("export", "river", "--query", "soup").status == 1
    assert run("export", "river", "--query", "bell", "--format", "csv").out.count("\r\n") == 2


def test_the_name_of_the_file_says_the_format(workspace: Workspace, run: Run, tmp_path: Path) -> None:
    give(workspace, FLOOD)
    for name, beginning in (("a.csv", "permalink,"), ("a.md", "# River"), ("a.jsonl", "{"), ("a", "{")):
        ended = run("export", "--out", tmp_path / name)
        assert (ended.status, ended.out) == (0, "")
        assert ended.told == f"3 entries exported to {tmp_path / name}"
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)


def test_a_name_whose_ending_says_no_format_is_refused_unless_the_format_is_given(
    workspace: Workspace, run: Run, tmp_path: Path
) -> None:
    give(workspace, FLOOD)
    out = tmp_path / "e.xml"
    ended = run("export", "--out", out)
    assert ended.status == 2
    assert "says no format by its ending, .xml; end it with .jsonl, .csv, .md, or give --format" in ended.err
    assert not out.exists()
    assert run("export", "--out", out, "--format", "csv").status == 0
    assert run("export", "--out", tmp_path / "entries").status == 0


def test_an_empty_archive_a_wrong_name_and_a_bag_without_a_place_say_so(workspace: Workspace, run: Run) -> None:
    assert (run("export").status, run("export").told) == (1, "nothing to export")
    give(workspace, FLOOD)
    assert run("export", "sea").status == 1
    assert run("export", "--query", "zeppelin").told == "nothing to export: no entry answers the query"
    ended = run("export", "--format", "bagit")
    assert (ended.status, ended.told) == (
        2,
        "backfile: --out: is missing: a bag is a folder; say where it is to be: --out FOLDER",
    )
    assert run("export", "--format", "xml").status == 2


def test_damage_is_told_and_ends_with_its_status(workspace: Workspace, run: Run) -> None:
    give(workspace, FLOOD)
    (workspace.archive / "river-orre-floods-the-lower-town-live-updates/council-asks-for-sandbags.md").write_text("x")
    ended = run("export")
    assert ended.status == 5
    assert len(ended.out.splitlines()) == 2
    assert "has no head" in ended.err


def test_a_bag_says_which_original_it_lacks(workspace: Workspace, run: Run, tmp_path: Path) -> None:
    give(workspace, FLOOD)
    (workspace.seeds / "page.txt").write_text("other words", encoding="utf-8")
    for out in (tmp_path / "one", tmp_path / "two"):
        ended = run("export", "--format", "bagit", "--out", out)
        assert ended.status == 5
        assert "page.txt: left out of the bag, for its bytes are not in seeds/ as they were taken in" in ended.err
        assert not (out / "data/seeds/page.txt").exists()
        (workspace.seeds / "page.txt").unlink(missing_ok=True)


def test_no_format_steers_the_terminal(workspace: Workspace, run: Run) -> None:
    give(workspace, HOSTILE)
    for format in ("jsonl", "csv", "markdown"):
        ended = run("export", "--format", format)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ended.out + ended.err)


def test_a_file_that_is_there_is_replaced_only_when_that_is_asked(
    workspace: Workspace, run: Run, tmp_path: Path
) -> None:
    give(workspace, FLOOD)
    notes = tmp_path / "notes.md"
    notes.write_text("mine", encoding="utf-8")
    ended = run("export", "--out", notes)
    told = f"backfile: {notes}: is there already; name a file that is new, or replace this one with --force"
    assert (ended.status, ended.told, notes.read_text(encoding="utf-8")) == (2, told, "mine")
    assert run("export", "--out", notes, "--force").status == 0
    assert notes.read_text(encoding="utf-8").startswith("# River")
