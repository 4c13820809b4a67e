"""Is a page that stands at another host than it says told of wherever its evidence is?"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from backfile.cli.main import backfile
from backfile.desk.build import build
from backfile.workspace.folders import Workspace
from tests.desk.pastes import write
from tests.desk.saved import BELL, BREAD, page
from tests.seeds.web_archives.records import record

COPY = "https://evil.example.org/copy.html"
DOUBT = "the page says of itself that it is of news.example; its address is another host’s"
SAVED = "<!--\n Page saved with SingleFile\n url: {}\n saved date: Thu Mar 10 2022 12:00:00 GMT+0100\n-->"


def run(workspace: Workspace, *args: str) -> str:
    done = CliRunner().invoke(backfile, ["-C", str(workspace.root), *args])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


@pytest.mark.parametrize("kind", ["WARC", "SingleFile", "given"])
def test_a_copy_at_another_host_is_not_told_as_the_publishers_page(
    workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    html = page(BELL, BREAD)
    if kind == "WARC":
        path = write(tmp_path / "evil.warc", record(html.encode(), address=COPY))
    else:
        saved = SAVED.format(COPY) if kind == "SingleFile" else ""
        path = write(tmp_path / "evil.html", f"<!DOCTYPE html>{saved}{html}")
    url = ("--url", COPY) if kind == "given" else ()
    assert DOUBT in run(workspace, "add", str(path), *url)
    for command in ("cite", "show", "history"):
        assert DOUBT in run(workspace, command, "orre-flood-live/bakers"), command
    build(workspace)
    about = " ".join((workspace.site / "about.html").read_text(encoding="utf-8").split())
    assert "The page says of itself that it is of news.example" in about


def test_a_page_at_its_own_host_is_not_doubted(workspace: Workspace, tmp_path: Path) -> None:
    write(tmp_path / "own.html", page(BELL, BREAD))
    assert "says of itself" not in run(
        workspace, "add", str(tmp_path / "own.html"), "--url", "https://m.news.example/x"
    )
    copy = page(BREAD, BELL).replace("Orre", "Torre")
    address = "https://web.archive.org/web/20220310120000/https://news.example/live/torre"
    write(tmp_path / "own.warc", record(copy.encode(), address=address))
    assert "says of itself" not in run(workspace, "add", str(tmp_path / "own.warc"))
