"""Does an exhibit hold the entry with all that stands behind it, and say what it lacks?"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import bagit
import pytest

from backfile.desk import exhibit as exhibiting
from backfile.desk.add import add, find_sources
from backfile.desk.build import build
from backfile.desk.exhibit import exhibit
from backfile.desk.intake.stating import Stated
from backfile.errors import Usage
from backfile.model.capture import digest
from backfile.workspace.folders import Workspace
from tests.desk.drafts import flooded
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, give, write
from tests.seeds.web_archives.records import PAGE, record


@pytest.fixture
def held(workspace: Workspace) -> Workspace:
    return flooded(workspace)


def test_an_exhibit_shows_entry_wordings_captures_and_bytes(held: Workspace, tmp_path: Path) -> None:
    made = exhibit(held, "bakers", tmp_path / "e.html")
    assert (made.permalink, made.notes, made.damaged) == (BAKERS, (), False)
    page = (tmp_path / "e.html").read_text(encoding="utf-8")
    assert '<dt>by</dt><dd dir="auto">John Roe, Ann Poe</dd>' in page
    assert "time not given" in page
    assert "<del> all morning</del>" in page
    assert "<ins>, with soup for volunteers</ins>" in page
    assert "pasted text: nothing in it proves where it came from" in page
    for text in (FLOOD, FLOOD_LATER):
        assert base64.b64encode(text.encode()).decode() in page
    assert page.count("<mark>") == 2
    assert "What this does not prove" in page and "not legal advice" in page


def test_an_exhibit_and_the_site_tell_no_words_as_removed_where_nothing_shows_which_are_older(
    workspace: Workspace, tmp_path: Path
) -> None:
    for text, name in ((FLOOD, "one.txt"), (FLOOD.replace(" all morning", ""), "other.txt")):
        give(workspace, text, name, url="https://news.example/flood")
    exhibit(workspace, "bakers", tmp_path / "e.html")
    build(workspace)
    exhibited = (tmp_path / "e.html").read_text(encoding="utf-8")
    assert "and which of the two is older is not known" in exhibited
    entry, history = (
        (workspace.site / f"{BAKERS}{end}").read_text(encoding="utf-8") for end in (".html", ".history.html")
    )
    assert "is older is not known. What stands in one of them alone has its number." in entry
    for page in (exhibited, entry, history):
        assert '<span class="only">' in page and "all morning</span>" in page
        assert "<del>" not in page and "<ins>" not in page
    liveblog = (workspace.site / FLOOD_BLOG / "index.html").read_text(encoding="utf-8")
    assert ">One of 2 wordings; which is older is not known<" in liveblog
    assert ">Edited<" not in liveblog


def test_the_same_entry_makes_the_same_exhibit(held: Workspace, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        exhibit(held, "bakers", tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_nothing_is_overwritten(held: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "mine.html", tmp_path):
        with pytest.raises(Usage, match="is there already"):
            exhibit(held, "bakers", out)
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "mine"


def test_bytes_that_are_not_as_they_were_are_told_and_left_out(held: Workspace, tmp_path: Path) -> None:
    (held.seeds / "page.txt").write_text("something else", encoding="utf-8")
    made = exhibit(held, "bakers", tmp_path / "e.html")
    assert made.damaged
    assert made.notes == ("page.txt: its bytes are not in seeds/ as they were taken in",)
    page = (tmp_path / "e.html").read_text(encoding="utf-8")
    assert "its bytes are not in seeds/" in page
    assert base64.b64encode(b"something else").decode() not in page


def test_bytes_beyond_the_bound_are_told_and_left_out(
    held: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exhibiting, "MOST_EMBEDDED", len(FLOOD.encode()) + 1)
    made = exhibit(held, "bakers", tmp_path / "e.html")
    assert not made.damaged
    (note,) = made.notes
    assert note.startswith("later.txt: ") and note.endswith("--bag packs them")


def test_a_bag_holds_the_exhibit_and_the_original_captures(held: Workspace, tmp_path: Path) -> None:
    exhibit(held, "bakers", tmp_path / "bag", bag=True)
    bagit.Bag(str(tmp_path / "bag")).validate()
    data = tmp_path / "bag/data"
    assert (data / "seeds/page.txt").read_bytes() == FLOOD.encode()
    assert (data / f"archive/{BAKERS}.md").is_file()
    assert "What this does not prove" in (data / "exhibit.html").read_text(encoding="utf-8")
    assert len((data / "entry.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_of_a_page_of_a_web_archive_both_digests_are_given_with_where_each_can_be_found(
    workspace: Workspace, tmp_path: Path
) -> None:
    add(workspace, find_sources([write(tmp_path / "crawl.warc", record())], Stated()))
    exhibit(workspace, "bakers", tmp_path / "e.html")
    page = (tmp_path / "e.html").read_text(encoding="utf-8")
    whole = digest((workspace.seeds / "crawl.warc").read_bytes())
    assert f'<dt>sha256</dt><dd dir="auto" class="digest">{digest(PAGE)}</dd>' in page
    assert f'<dt>sha256 of the whole file</dt><dd dir="auto" class="digest">{whole}</dd>' in page
    assert "with those among the <code>records</code> in the archive’s" in page
    assert "seeds/crawl.warc.capture.json</code>" in page
    assert "and with that in the archive’s <code>seeds/MANIFEST-sha256.txt" not in page
    assert digest(PAGE) in json.loads((workspace.seeds / "crawl.warc.capture.json").read_text())["records"]
    assert f"{whole}  crawl.warc" in (workspace.seeds / "MANIFEST-sha256.txt").read_text()
