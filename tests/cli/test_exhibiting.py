"""Are `exhibit` and `prove` called as a person would, and do they end as they say?"""

from __future__ import annotations

import json
from pathlib import Path

from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.drafts import RIGHT, WRONG, flooded
from tests.desk.pastes import BAKERS, HOSTILE, give


def test_an_exhibit_is_written_and_said_where(workspace: Workspace, run: Run, tmp_path: Path) -> None:
    flooded(workspace)
    out = tmp_path / "e.html"
    ended = run("exhibit", "bakers", "--out", out)
    assert (ended.status, ended.out, ended.told) == (0, "", f"the exhibit of {BAKERS} stands in {out}")
    assert run("exhibit", "bakers", "--out", out).status == 2
    assert run("exhibit", "bakers").status == 2
    assert run("exhibit", "bakers", "--out", tmp_path / "bag", "--bag").status == 0
    (workspace.seeds / "page.txt").unlink()
    ended = run("exhibit", "bakers", "--out", tmp_path / "f.html")
    assert ended.status == 5
    assert "its bytes are not in seeds/" in ended.err


def test_an_exhibit_replaces_a_file_only_when_that_is_asked_and_is_an_html_file(
    workspace: Workspace, run: Run, tmp_path: Path
) -> None:
    flooded(workspace)
    out = tmp_path / "e.html"
    out.write_text("mine", encoding="utf-8")
    ended = run("exhibit", "bakers", "--out", out)
    assert ended.status == 2
    assert "replace this one with --force" in ended.err
    assert out.read_text(encoding="utf-8") == "mine"
    assert run("exhibit", "bakers", "--out", out, "--force").status == 0
    assert "<!DOCTYPE html>" in out.read_text(encoding="utf-8")[:50]
    assert run("exhibit", "bakers", "--out", tmp_path, "--force").status == 2, "a folder is never replaced"
    ended = run("exhibit", "bakers", "--out", tmp_path / "e.pdf")
    assert ended.status == 2
    assert "an exhibit is an HTML file; name it e.html" in ended.err
    assert not (tmp_path / "e.pdf").exists()


def test_a_sound_draft_ends_with_nought(workspace: Workspace, run: Run, tmp_path: Path) -> None:
    flooded(workspace)
    (tmp_path / "draft.md").write_text(RIGHT, encoding="utf-8")
    ended = run("prove", tmp_path / "draft.md")
    assert ended.status == 0
    assert ended.out.splitlines()[1].startswith("1  ✓ verbatim ")
    assert ended.err.splitlines()[-1] == "2 quotations: 1 verbatim, 1 verbatim but for what it marks as changed"


def test_a_draft_that_differs_ends_with_one_and_tells_where(workspace: Workspace, run: Run, tmp_path: Path) -> None:
    flooded(workspace)
    (tmp_path / "draft.md").write_text(WRONG, encoding="utf-8")
    ended = run("prove", tmp_path / "draft.md", "--html", tmp_path / "draft.html")
    assert ended.status == 1
    assert "3: the archive has: The bell of the [-ferry-] {+ship+} was found" in ended.out
    assert (tmp_path / "draft.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("prove", tmp_path / "draft.md", "--html", tmp_path / "draft.md").status == 2, "the draft stays"
    assert (tmp_path / "draft.md").read_text(encoding="utf-8") == WRONG
    assert run("prove", tmp_path / "draft.md", "--html", tmp_path / "draft.html", "--force").status == 1
    plain = run("prove", tmp_path / "draft.md", "--json").json
    assert [quote["verdict"] for quote in plain["quotes"]].count("verbatim") == 2


def test_a_draft_can_be_piped_in_and_one_without_quotations_says_so(workspace: Workspace, run: Run) -> None:
    flooded(workspace)
    assert run("prove", "-", stdin=RIGHT.encode()).status == 0
    ended = run("prove", "-", stdin=b"nothing quoted")
    assert (ended.status, ended.out, ended.told) == (1, "", "nothing is quoted in it, and no time is claimed")
    assert run("prove", "-", stdin=b"").status == 2
    assert run("prove", "nowhere.md").status == 2


def test_no_draft_and_no_archive_steers_the_terminal(workspace: Workspace, run: Run) -> None:
    give(workspace, HOSTILE)
    draft = "“Nobody was hurt \x1b[2J by the torch” and “\x1b]0;x\x07 \u202e nobody was hurt by the torch said”"
    for form in ((), ("--json",)):
        ended = run("prove", "-", *form, stdin=draft.encode())
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ended.out + ended.err)
    json.dumps(ended.out)
