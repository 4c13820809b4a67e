"""Is a page whose web archive gives other digests than its own read, and told of wherever its evidence is?"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from backfile.cli.main import backfile
from backfile.desk.build import build
from backfile.desk.reread import reread
from backfile.desk.verify import verify
from backfile.seeds.web_archives import warc
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import write
from tests.seeds.web_archives.records import record

CHANGED = record().replace(b"Bakers hand out", b"Butchers hold a")
BLOG = Slug("orre-flood-live")
DOUBT = "the digests in its web archive do not match it (WARC-Block-Digest and WARC-Payload-Digest)"
KIND = "WARC or WACZ whose own digests do not match its bytes: changed, damaged or badly written"


def run(workspace: Workspace, *args: str) -> str:
    """What a command says, results and messages, its lines joined."""
    done = CliRunner().invoke(backfile, ["-C", str(workspace.root), *args])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


@pytest.fixture
def tampered(tmp_path: Path) -> Path:
    return write(tmp_path / "tampered.warc", CHANGED)


def test_every_face_that_shows_evidence_tells_that_the_digests_do_not_match(
    workspace: Workspace, tampered: Path, tmp_path: Path
) -> None:
    assert DOUBT in run(workspace, "add", str(tampered))
    entry = f"{BLOG}/butchers"
    for command in ("cite", "show", "history"):
        told = run(workspace, command, entry)
        assert KIND in told and DOUBT in told, command
    assert f'"evidence": "{KIND}"' in run(workspace, "export")
    draft = write(tmp_path / "draft.txt", "Published: “Butchers hold a bread”.")
    assert KIND in run(workspace, "prove", str(draft), "--json")
    run(workspace, "exhibit", entry, "--out", str(tmp_path / "e.html"))
    assert DOUBT in (tmp_path / "e.html").read_text(encoding="utf-8")
    build(workspace)
    pages = [path.read_text(encoding="utf-8") for path in (workspace.site / BLOG).rglob("*.html")]
    assert any(KIND in page for page in pages)
    about = " ".join((workspace.site / "about.html").read_text(encoding="utf-8").split())
    assert "The digests in its web archive do not match it (WARC-Block-Digest, WARC-Payload-Digest)" in about


def test_an_archive_of_before_digests_were_checked_is_told_to_read_again(
    workspace: Workspace, tampered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(warc, "find_unmatched", lambda *_: ())
        run(workspace, "add", str(tampered))
    assert DOUBT not in run(workspace, "history", f"{BLOG}/butchers")
    told = verify(workspace, reread=True)
    assert told.findings == ()
    assert told.notes == (
        "1 capture does not match the digests in the web archive, which is no damage if they came like that",
        "of 1 capture the archive does not tell as much; backfile reread writes it down",
    )
    ((row,), _) = reread(workspace)
    assert row.differs and row.doubts and row.doubts[0].startswith(DOUBT)
    assert DOUBT in run(workspace, "history", f"{BLOG}/butchers")
    assert len(verify(workspace, reread=True).notes) == 1


def test_whole_web_archives_are_verified_without_a_word(workspace: Workspace, tmp_path: Path) -> None:
    run(workspace, "add", str(write(tmp_path / "whole.warc.gz", record(zipped=True))))
    assert (verify(workspace, reread=True).notes, verify(workspace).findings) == ((), ())
