"""Is what was erased gone from every file, and kept from coming back? And is what is said anew of a capture logged?"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from backfile.cli.main import backfile
from backfile.desk import erase as erasing_command
from backfile.desk.add import add, find_sources
from backfile.desk.amend import amend
from backfile.desk.build import build
from backfile.desk.captures import list_captures
from backfile.desk.correct import Said, correct
from backfile.desk.erase import erase
from backfile.desk.find import search
from backfile.desk.intake.stating import Stated
from backfile.desk.intake.taken import PARTLY, REFUSED
from backfile.desk.show import show, sources
from backfile.desk.status import status
from backfile.desk.verify import verify
from backfile.errors import NotFound, Usage
from backfile.model.capture import digest
from backfile.seeds.shelf import erased
from backfile.workspace.folders import Workspace
from tests.desk.pastes import (
    BAKERS,
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    HTML,
    MATCH,
    MATCH_BLOG,
    give,
    states,
    write,
)
from tests.desk.saved import BELL, BREAD, REPLY, SACKS, page
from tests.seeds.feeds.test_feed import RSS
from tests.seeds.web_archives.records import record, wacz

ADDRESS = "https://news.example/live/flood"


@pytest.fixture
def flooded(workspace: Workspace) -> Workspace:
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01")
    give(workspace, MATCH, "match.txt", url="https://news.example/live/match")
    build(workspace)
    return workspace


def holding(root: Path, *words: str) -> list[str]:
    """The files that hold one of these words, or are named by it."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and any(word.encode() in path.read_bytes() or word in path.relative_to(root).as_posix() for word in words)
    ]


def test_an_erased_capture_is_gone_from_every_file(flooded: Workspace) -> None:
    its_digest = digest(FLOOD)
    correct(flooded, BAKERS, Said(note="Nearby: flood."))
    done = erase(flooded, "flood.txt", "A court said so.")
    assert (done.id, done.captures, done.site) == ("erased-1", ("flood.txt",), True)
    assert holding(flooded.root, "Orre", "ferry bell", "divers-find", FLOOD_BLOG, its_digest, its_digest[:12]) == []
    assert holding(flooded.root, "flood") == []
    stone = json.loads((flooded.seeds / "erased.jsonl").read_text())
    assert (stone["id"], stone["what"], stone["liveblog"]) == ("erased-1", "capture", None)
    assert search(flooded, "*").results.total == 3
    assert verify(flooded).findings == ()


def test_an_erased_capture_does_not_come_back(flooded: Workspace) -> None:
    erase(flooded, "flood.txt", "A court said so.")
    rows = give(flooded, FLOOD, "other-name.txt").rows
    assert states(rows) == [("other-name.txt", REFUSED)]
    assert "was erased (erased-1)" in rows[0].notes[0]
    write(flooded.seeds / "dropped.txt", FLOOD)
    assert states(build(flooded).taken) == [("dropped.txt", REFUSED)]
    assert search(flooded, "bell").results.total == 0


def test_of_a_live_blog_with_other_captures_what_they_show_stays(flooded: Workspace) -> None:
    later = FLOOD_LATER.replace("Divers find the missing ferry bell", "Bell found").replace("two divers", "frogmen")
    give(flooded, later, "later.txt", url=ADDRESS, captured="2022-03-02")
    erase(flooded, "flood.txt", "A court said so.")
    assert holding(flooded.root, "two divers", digest(FLOOD)) == []
    assert search(flooded, "frogmen").results.total == 1
    assert verify(flooded).findings == ()


def test_an_erased_entry_is_gone_with_the_captures_that_show_it_and_the_others_stay(flooded: Workspace) -> None:
    give(flooded, FLOOD_LATER, "later.txt", url=ADDRESS, captured="2022-03-02")
    correct(flooded, DIVERS, Said(tags=("bell",)))
    keys = show(flooded, DIVERS).entry.keys
    done = erase(flooded, DIVERS, "A person asked.")
    assert done.captures == ("flood.txt", "later.txt")
    assert holding(flooded.root, "ferry bell", "Zoë Østby", "divers-find", *keys, *(key[-16:] for key in keys)) == []
    assert search(flooded, "bread").results.total == 1
    (source, *_) = sources(flooded, show(flooded, BAKERS))
    assert "Bakers from the upper town" in source.text, "places in the capture stay what they were"
    assert verify(flooded).findings == ()
    build(flooded)
    assert verify(flooded).findings == ()
    assert [(each.name, each.state) for each in list_captures(flooded)] == [
        ("flood.txt", "erased"),
        ("later.txt", "erased"),
        ("match.txt", "read"),
    ]
    assert status(flooded)[0].erased == 2


def test_a_capture_that_was_read_and_stands_on_no_shelf_is_listed_as_missing(flooded: Workspace) -> None:
    (flooded.seeds / "match.txt.capture.json").unlink()
    assert [(each.name, each.state) for each in list_captures(flooded)] == [
        ("flood.txt", "read"),
        ("match.txt", "missing"),
    ]
    assert status(flooded)[0].missing == 1


def test_an_erased_entry_does_not_come_back_with_another_capture(flooded: Workspace) -> None:
    erase(flooded, DIVERS, "A person asked.")
    for number, text in enumerate((FLOOD, FLOOD + "\nMore.", FLOOD.replace("in the mud", "in deep mud"))):
        rows = give(flooded, text, f"again-{number}.txt", url=ADDRESS).rows
        assert [row.state for row in rows] == [REFUSED]
    without = FLOOD.replace(FLOOD[FLOOD.index("Divers find") : FLOOD.index("Bakers hand")], "")
    (row,) = give(flooded, without, "without.txt", url=ADDRESS).rows
    assert (row.liveblog, row.entries) == (FLOOD_BLOG, 2)
    assert holding(flooded.root, "ferry bell") == []


def test_an_entry_that_came_under_the_permalink_of_an_erased_one_is_erased_too(workspace: Workspace) -> None:
    other = ("post-8100009", BELL[1], "Nobody knows who rang at night, and the tower was locked from outside.")
    give(workspace, page(BELL, BREAD), "one.html", captured="2022-03-01")
    (permalink,) = (hit.permalink for hit in search(workspace, "sunday").results.hits)
    assert erase(workspace, permalink, "A person asked.").id == "erased-1"
    give(workspace, page(other, BREAD), "two.html", captured="2022-03-02")
    assert [hit.permalink for hit in search(workspace, "tower").results.hits] == [permalink]
    assert erase(workspace, permalink, "Another asked.").id == "erased-2"
    for entry in (BELL, other):
        assert states(give(workspace, page(entry, SACKS), "again.html").rows) == [("again.html", REFUSED)]
    assert holding(workspace.root, "Sunday", "tower") == []
    assert verify(workspace).findings == ()


SUMMARY = (
    "post-8100005",
    "What we know so far",
    "The river rises. The lower town is closed, and the ferry is tied up.",
)


def test_ids_and_headlines_are_those_of_their_live_blog(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    give(workspace, page(SUMMARY, BREAD), "one.html")
    erase(workspace, "what-we-know", "A person asked.")
    other = (SUMMARY[0], SUMMARY[1], "The vote is over. Nobody has won a majority, and talks begin tomorrow.")
    elsewhere = page(other, headline="Vote: live").replace(ADDRESS, "https://other.example/live/vote")
    asked: list[str] = []
    marked = erased.mark

    def mark(name: str, salt: str) -> str:
        asked.append(name)
        return marked(name, salt)

    monkeypatch.setattr(erased, "mark", mark)
    assert [row.state for row in give(workspace, elsewhere, "other.html").rows] == [PARTLY]
    assert not [name for name in asked if name.startswith(("id:", "words:", "headline:"))], "its address tells enough"
    for entry in (SUMMARY, (SUMMARY[0], "Another headline", other[2])):
        assert states(give(workspace, page(entry), "again.html").rows) == [("again.html", REFUSED)]


def test_a_headline_counts_where_the_words_below_it_are_alike(workspace: Workspace) -> None:
    give(workspace, page(SUMMARY, BREAD), "one.html")
    erase(workspace, "what-we-know", "A person asked.")
    edited = (SUMMARY[2].replace("moored", "gone"), f"{SUMMARY[2]} More is not known.", "")
    for number, text in enumerate(edited):
        again = page((f"post-810001{number}", SUMMARY[1].upper(), text))
        assert states(give(workspace, again, "again.html").rows) == [("again.html", REFUSED)]
    new = ("post-8100019", SUMMARY[1], "The water falls by a metre an hour. Both bridges are open again since noon.")
    assert [row.state for row in give(workspace, page(new), "new.html").rows] == [PARTLY]


def test_an_erased_entry_is_known_in_a_page_that_a_person_puts_there_or_that_tells_of_no_live_blog(
    flooded: Workspace,
) -> None:
    erase(flooded, DIVERS, "A person asked.")
    edited = FLOOD.replace("in the mud", "in deep mud")
    for text, said in (
        (FLOOD + "\nMore.", {}),
        (edited, {}),
        (edited, {"liveblog": FLOOD_BLOG}),
        (edited, {"liveblog": FLOOD_BLOG, "url": "https://mirror.example/flood"}),
    ):
        assert states(give(flooded, text, "again.txt", **said).rows) == [("again.txt", REFUSED)]


def test_an_entry_of_a_page_that_told_of_no_live_blog_is_known_in_all_that_do(workspace: Workspace) -> None:
    give(workspace, FLOOD)
    erase(workspace, DIVERS, "A person asked.")
    edited = FLOOD.replace("in the mud", "in deep mud")
    assert states(give(workspace, edited, "again.txt", url=ADDRESS).rows) == [("again.txt", REFUSED)]
    new = FLOOD.replace("The bell of the ferry was found in the mud by two", "Where it was the mayor asked all the")
    new = new.replace("Nobody expected to see it again", "I hope that we are told by tomorrow")
    assert [row.state for row in give(workspace, new, "new.txt", url=ADDRESS).rows] != [REFUSED]


def test_tombstones_of_before_they_told_their_live_blog_refuse_as_they_did(workspace: Workspace) -> None:
    give(workspace, page(SUMMARY, BREAD), "one.html")
    erase(workspace, "what-we-know", "A person asked.")
    (stone,) = erased.read_tombstones(workspace.seeds)
    marks = {*stone.marks, erased.mark("headline:what we know so far", stone.salt)}
    erased.write_tombstones(workspace.seeds, [replace(stone, marks=tuple(sorted(marks)), within=(), headed=())])
    assert "within" not in (workspace.seeds / "erased.jsonl").read_text()
    for entry in ((SUMMARY[0], "Another headline", "Other words."), ("post-8100020", SUMMARY[1], "Other words.")):
        rows = give(workspace, page(entry).replace(ADDRESS, "https://news.example/live/two"), "again.html").rows
        assert states(rows) == [("again.html", REFUSED)]
    assert [row.state for row in give(workspace, page(BREAD, SACKS), "new.html").rows] == [PARTLY]


def test_a_capture_that_was_set_aside_can_be_erased(flooded: Workspace, no_html_reader: None) -> None:
    give(flooded, HTML, "page.html")
    assert erase(flooded, "page.html", "Not ours.").captures == ("page.html",)
    assert holding(flooded.root, "Saved from a browser", digest(HTML), "page.html") == []
    assert states(give(flooded, HTML, "page.html").rows) == [("page.html", REFUSED)]


def test_what_is_not_held_cannot_be_erased(flooded: Workspace) -> None:
    with pytest.raises(NotFound):
        erase(flooded, "nothing.txt", "Why not.")
    assert not (flooded.seeds / "erased.jsonl").exists()


# words elsewhere


def test_a_headline_goes_from_menus_of_captures_that_show_the_entry_and_each_other_place_is_named(
    workspace: Workspace,
) -> None:
    first = page(BELL, BREAD, REPLY, teasers=BELL[1])
    give(workspace, first, "one.html", captured="2022-03-01")
    give(workspace, page(BREAD, SACKS, teasers=BELL[1].upper()), "two.html", captured="2022-03-02")
    done = erase(workspace, "zetaname", "A person asked.")
    (liveblog,) = (path.parent for path in workspace.archive.glob("*/index.md"))
    reply = f"{liveblog.name}/a-reply"
    assert {(each.capture, each.entry, Path(each.path).name) for each in done.elsewhere} == {
        *((digest(first)[:12], reply, name) for name in ("ld-0.txt", "text.txt")),
        ("two.html", None, "text.txt"),
    }
    named = {workspace.root / each.path: each.stretches for each in done.elsewhere}
    for path in liveblog.glob("captures/*/*.txt"):
        text = path.read_text()
        for start, end in named.get(path, ()):
            assert "zetaname" in text[start:end].lower()
            text = text[:start] + " " * (end - start) + text[end:]
        assert "zetaname" not in text.lower(), "what is not named is blanked"
    assert verify(workspace).findings == ()
    for each in done.elsewhere:
        with suppress(NotFound):  # a place of what went with the one before
            erase(workspace, each.entry or each.capture, "A person asked.")
    assert holding(workspace.root, "Zetaname", "ZETANAME", "zetaname") == []
    assert verify(workspace).findings == ()


def test_what_was_read_in_bytes_that_are_gone_can_be_erased_by_its_digest(flooded: Workspace) -> None:
    erase(flooded, DIVERS, "A person asked.")
    erase(flooded, digest(FLOOD)[:12], "And the rest.")
    assert holding(flooded.root, "Bakers", digest(FLOOD)[:12]) == []
    assert verify(flooded).findings == ()


def test_in_the_live_blogs_own_headline_nothing_is_blanked_and_it_is_named(workspace: Workspace) -> None:
    data = page(BELL, BREAD, headline=f"Orre flood: {BELL[1]}")
    give(workspace, data, "one.html")
    places = erase(workspace, "zetaname-is", "A person asked.").elsewhere
    assert {(each.capture, each.entry) for each in places} == {(digest(data)[:12], None)}
    assert "Zetaname" in next(workspace.archive.glob("*/index.md")).read_text()


def test_words_that_only_an_erased_capture_showed_are_sought_elsewhere_and_those_that_others_show_are_not(
    workspace: Workspace,
) -> None:
    give(workspace, page(BELL, BREAD), "one.html", url=ADDRESS, captured="2022-03-01")
    give(workspace, page(BREAD, SACKS, teasers=BELL[1]), "two.html", url=ADDRESS, captured="2022-03-02")
    give(workspace, MATCH.replace("The pitch is wet.", f"{BELL[1]}. {BREAD[2]}"), "match.txt")
    done = erase(workspace, "one.html", "A person asked.")
    assert {(each.capture, each.entry) for each in done.elsewhere} == {
        ("two.html", None),
        ("match.txt", f"{MATCH_BLOG}/the-match-has-begun"),
    }
    for each in done.elsewhere:
        for start, end in each.stretches:
            told = (workspace.root / each.path).read_text()[start:end]
            assert "zetaname" in told.lower() and "bread" not in told
    assert verify(workspace).findings == ()


# amending


def test_what_is_said_anew_is_read_again_and_both_stand_in_the_log(flooded: Workspace) -> None:
    done = amend(flooded, "flood.txt", Stated(publisher="Example News", captured="2022-03-09"))
    assert sorted(done.now) == ["captured", "publisher"]
    shown = show(flooded, DIVERS)
    assert shown.coverage.captures[0].publisher == "Example News"
    sidecar = json.loads((flooded.seeds / "flood.txt.capture.json").read_text())
    assert sidecar["capture"]["captured"]["printed"] == "2022-03-09"
    line = json.loads((flooded.seeds / "log.jsonl").read_text().splitlines()[-1])
    assert (line["command"], line["of"]["was"]["publisher"]) == ("amend", None)
    assert line["of"]["was"]["captured"]["printed"] == "2022-03-01"
    assert line["of"]["now"]["publisher"] == "Example News"
    assert verify(flooded).findings == ()
    assert amend(flooded, "flood.txt", Stated(publisher="Example News")).now == {}


def test_a_capture_is_named_by_its_digest_too(flooded: Workspace) -> None:
    assert amend(flooded, digest(FLOOD)[:10], Stated(publisher="Example News")).name == "flood.txt"


def test_what_is_no_capture_or_says_nothing_is_refused(flooded: Workspace) -> None:
    with pytest.raises(NotFound):
        amend(flooded, "nothing.txt", Stated(publisher="x"))
    with pytest.raises(Usage):
        amend(flooded, "flood.txt", Stated())
    with pytest.raises(Usage):
        amend(flooded, "flood.txt", Stated(captured="whenever"))


def test_the_files_of_the_record_are_no_captures(flooded: Workspace) -> None:
    erase(flooded, "flood.txt", "A court said so.")
    names = {source.wanted for source in find_sources([flooded.seeds], Stated())}
    assert names == {"seeds/match.txt"}
    assert MATCH_BLOG in {path.name for path in flooded.archive.iterdir()}


def said(workspace: Workspace, *args: str) -> tuple[int, str]:
    """How a command ends, and what it says, its lines joined."""
    done = CliRunner().invoke(backfile, ["-C", str(workspace.root), *args])
    return done.exit_code, " ".join(done.output.split())


def test_every_face_tells_that_the_bytes_of_a_capture_were_erased_and_none_calls_it_damage(
    flooded: Workspace, tmp_path: Path
) -> None:
    later = datetime(2022, 5, 6, 12, tzinfo=UTC)
    erase(flooded, DIVERS, "A court said so.", now=later)
    gone = "its bytes were erased on 2022-05-06"
    for command in ("history", "show", "cite"):
        status, told = said(flooded, command, BAKERS)
        assert (status, gone in told) == (0, True), command
    draft = write(tmp_path / "draft.txt", "They said “Bakers from the upper town handed out bread all morning.”")
    proven = tmp_path / "proof.html"
    said(flooded, "prove", str(draft), "--html", str(proven))
    assert gone in proven.read_text(encoding="utf-8")
    about = " ".join((flooded.site / "about.html").read_text(encoding="utf-8").split())
    assert "Its bytes were erased on 6 May 2022" in about
    for more in ((), ("--bag",)):
        status, told = said(flooded, "exhibit", BAKERS, "--out", str(tmp_path / f"e{len(more)}"), *more)
        assert (status, gone in told) == (0, True)
    status, told = said(flooded, "export", FLOOD_BLOG, "--format", "bagit", "--out", str(tmp_path / "bag"))
    assert (status, "flood.txt: its bytes are not in the bag, for they were erased" in told) == (0, True)
    assert verify(flooded, reread=True).findings == ()


def test_captures_that_were_erased_before_they_told_it_are_told_by_reread(
    flooded: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(erasing_command, "_told_erased", lambda change, reading, lost: reading)
        erase(flooded, DIVERS, "A court said so.")
    assert "were erased on" not in said(flooded, "history", BAKERS)[1]
    assert said(flooded, "exhibit", BAKERS, "--out", str(tmp_path / "e.html"))[0] == 0
    said(flooded, "reread")
    assert "were erased on" in said(flooded, "history", BAKERS)[1]
    assert verify(flooded).findings == ()


def test_other_live_blogs_in_an_erased_file_tell_that_its_bytes_are_gone(workspace: Workspace, tmp_path: Path) -> None:
    feed = record(RSS.encode(), kind="text/xml", address="https://f.example/live")
    crawl = write(tmp_path / "two.wacz", wacz({"archive/a.warc": record() + feed}))
    add(workspace, find_sources([crawl], Stated()))
    found = [each.permalink for each in search(workspace, "*").results.hits]
    entry = found[0]
    other = next(each for each in found if each.partition("/")[0] != entry.partition("/")[0])
    erase(workspace, entry, "A court said so.")
    assert "its bytes were erased on" in said(workspace, "history", other)[1]
    assert verify(workspace).findings == ()
