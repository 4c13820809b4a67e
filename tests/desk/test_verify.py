"""Is every change of the record found, told with its place, and nothing else called damage?"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.archive.manifest import MANIFEST
from backfile.archive.reading_file import read_captures
from backfile.desk.begin import begin
from backfile.desk.build import build
from backfile.desk.erase import erase
from backfile.desk.mark import mark, open_account
from backfile.desk.verify import Verified, verify
from backfile.errors import Damage
from backfile.model.capture import Capture, digest
from backfile.model.finding import CODES
from backfile.model.observation import Reading
from backfile.model.time import Basis
from backfile.seeds import read
from backfile.seeds.shelf.erased import read_tombstones, write_tombstones
from backfile.seeds.shelf.sealed import sealed, unsealed
from backfile.text.sums import dump_sums, parse_sums
from backfile.workspace.folders import Workspace
from tests.desk.pastes import BAKERS, FLOOD, FLOOD_BLOG, FLOOD_LATER, HTML, MATCH, give, write
from tests.desk.saved import BELL, BREAD, page
from tests.desk.test_mark import moved

ADDRESS = "https://news.example/live/flood"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of four captures: one live blog was edited, and one capture cannot be read."""
    workspace, _ = begin(tmp_path_factory.mktemp("made") / "news")
    give(workspace, FLOOD, "flood.txt", url=ADDRESS, captured="2022-03-01", publisher="Example News")
    give(workspace, FLOOD_LATER, "deep/flood.txt", url=ADDRESS, captured="2022-03-02")
    give(workspace, MATCH, "match.txt")
    give(workspace, HTML, "odd.pdf.txt", format="html")
    return workspace.root


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(made, tmp_path / "news")
    return Workspace(tmp_path / "news")


def record(root: Path) -> list[str]:
    """Every file of the record that a command wrote."""
    paths = [*root.glob("seeds/**/*"), *root.glob("archive/*/**/*")]
    return sorted(path.relative_to(root).as_posix() for path in paths if path.is_file() and path.name != "README.md")


def codes(done: Verified) -> list[tuple[str, str]]:
    return [(each.code, each.path.removeprefix(f"archive/{FLOOD_BLOG}/")) for each in done.findings]


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def rename(path: Path) -> None:
    path.rename(path.with_name(f"x-{path.name}"))


def test_an_archive_that_holds_nothing_yet_is_whole(tmp_path: Path) -> None:
    workspace, _ = begin(tmp_path / "new")
    done = verify(workspace)
    assert (done.findings, done.notes, done.captures, done.acts) == ((), (), 0, 0)


def test_a_record_that_nobody_touched_has_no_finding(workspace: Workspace) -> None:
    done = verify(workspace, reread=True)
    assert (done.findings, done.notes) == ((), ())
    assert (done.captures, done.liveblogs, done.acts) == (4, 2, 4)


@pytest.mark.parametrize("spoil", [flip, cut, Path.unlink, rename], ids=lambda each: each.__name__)
def test_every_file_is_missed_or_found_changed(workspace: Workspace, spoil: Callable[[Path], None]) -> None:
    spared = set()
    for name in record(workspace.root):
        path = workspace.root / name
        whole = path.read_bytes()
        spoil(path)
        found = verify(workspace)
        if spoil in (flip, cut) and not name.endswith("log.jsonl"):
            assert found.findings
        if not any(each.path in (name, name.removesuffix(".capture.json")) for each in found.findings):
            spared.add(name)
            assert found.findings or found.notes
        assert {each.code for each in found.findings} <= CODES.keys()
        path.with_name(f"x-{path.name}").unlink(missing_ok=True)
        path.write_bytes(whole)
    # Without its lists of digests an archive is one of before there were any; and what is cut at the end of the log is
    # a line that was never finished, which is told, too.
    lists = {"seeds/MANIFEST-sha256.txt", *(f"archive/{each.name}/{MANIFEST}" for each in workspace.archive.iterdir())}
    assert spared <= {*lists, *(["seeds/log.jsonl"] if spoil is cut else [])}
    assert verify(workspace).findings == ()


@settings(max_examples=40)
@given(data=st.data())
def test_any_bit_that_flips_is_found(made: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(record(made)))
    path = made / name
    whole = path.read_bytes()
    at, bit = data.draw(st.integers(0, len(whole) * 8 - 1).map(lambda number: divmod(number, 8)))
    try:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        assert verify(Workspace(made)).findings
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("bit", range(8))
def test_a_line_end_of_the_log_that_is_none_any_longer_is_found_and_an_unfinished_line_is_told(
    workspace: Workspace, bit: int
) -> None:
    log = workspace.seeds / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1 << bit]))
    (found,) = verify(workspace).findings
    assert found.code == "log" and found.fault.endswith("line 4: ends in something else than a line end")
    for end in (-1, -2, -40):
        log.write_bytes(whole[:end])
        assert [each.split(" of ")[0] for each in verify(workspace).notes] == [
            "a command was stopped while it wrote the last line"
        ]


def test_a_log_that_is_gone_or_emptied_is_damage_wherever_something_is_held(workspace: Workspace) -> None:
    log = workspace.seeds / "log.jsonl"
    log.write_bytes(b"")
    (found,) = verify(workspace).findings
    assert (found.code, found.path, found.fault) == ("log", "seeds/log.jsonl", "tells nothing of what is held")
    log.unlink()
    (found,) = verify(workspace).findings
    assert (found.code, found.path, found.fault) == ("missing", "seeds/log.jsonl", "is not there")
    for path in workspace.archive.glob(f"*/{MANIFEST}"):
        path.unlink()
    assert verify(workspace).findings == (), "an archive of before has neither a log nor lists"


@pytest.mark.parametrize("what", [None, "match.txt", "flood.txt", "odd.pdf.txt", BAKERS])
def test_a_log_that_was_cut_at_any_line_is_damage_after_erasing_too(workspace: Workspace, what: str | None) -> None:
    if what is not None:
        erase(workspace, what, "Asked.")
    assert verify(workspace).findings == ()
    log = workspace.seeds / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    telling = [number for number, line in enumerate(lines) if b'"of"' in line]
    for end in range(1, telling[-1] + 1):
        log.write_bytes(b"".join(lines[:end]))
        assert verify(workspace).findings, f"the first {end} of {len(lines)} lines"
    log.write_bytes(b"".join(lines))
    mute = [json.dumps({key: value for key, value in json.loads(line).items() if key != "of"}) for line in lines]
    log.write_text("".join(f"{line}\n" for line in mute))
    assert verify(workspace).findings


def test_a_tombstone_of_before_the_log_noted_each_is_no_damage(workspace: Workspace) -> None:
    erase(workspace, "match.txt", "Asked.")
    stones = [replace(each, noted=False) for each in read_tombstones(workspace.seeds)]
    write_tombstones(workspace.seeds, stones)
    log = workspace.seeds / "log.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert verify(workspace).findings == ()


@pytest.mark.parametrize("what", ["match.txt", "odd.pdf.txt", BAKERS])
def test_tombstones_that_are_gone_are_missed_and_nothing_is_taken_in_until_they_are_back(
    workspace: Workspace, what: str
) -> None:
    erase(workspace, what, "Asked.")
    path = workspace.seeds / "erased.jsonl"
    whole = path.read_bytes()
    for spoil in (path.unlink, lambda: path.write_bytes(b"")):
        spoil()
        (found,) = (each for each in verify(workspace).findings if each.path == "seeds/erased.jsonl")
        assert (found.code, "no tombstone erased-1" in found.fault) == ("missing", True)
        with pytest.raises(Damage, match="no tombstone erased-1"):
            give(workspace, MATCH, "match.txt")
        path.write_bytes(whole)
    assert verify(workspace).findings == ()


def test_a_changed_capture_is_told_with_both_digests(workspace: Workspace) -> None:
    write(workspace.seeds / "flood.txt", FLOOD.replace("two metres", "six metres"))
    (found,) = verify(workspace).findings
    assert (found.code, found.path) == ("changed", "seeds/flood.txt")
    assert digest(FLOOD) in found.fault
    assert digest(FLOOD.replace("two metres", "six metres")) in found.fault


def test_a_cut_capture_is_told_with_its_size(workspace: Workspace) -> None:
    write(workspace.seeds / "flood.txt", FLOOD[:100])
    (found,) = verify(workspace).findings
    assert found.fault.startswith(f"has 100 of {len(FLOOD.encode()):,} bytes")


def test_a_capture_of_another_name_is_told_where_it_stands(workspace: Workspace) -> None:
    (workspace.seeds / "flood.txt").rename(workspace.seeds / "other.txt")
    (found,) = verify(workspace).findings
    assert (found.code, found.path, found.fault) == ("renamed", "seeds/flood.txt", "stands there as other.txt")


def test_words_changed_by_hand_are_altered_and_the_mend_is_to_accept(workspace: Workspace) -> None:
    path = workspace.archive / f"{BAKERS}.md"
    path.write_text(path.read_text().replace("soup", "cake"))
    (found,) = verify(workspace).findings
    assert found.code == "altered"
    assert "backfile accept bakers-hand-out-bread" in found.mend


def test_earlier_words_changed_by_hand_are_found(workspace: Workspace) -> None:
    path = next(workspace.archive.glob("*/revisions/*.md"))
    path.write_text(path.read_text().replace("all morning", "all night"))
    found = verify(workspace).findings
    assert ("changed", path.relative_to(workspace.root).as_posix()) in [(each.code, each.path) for each in found]


def test_a_hole_in_an_account_is_found(workspace: Workspace) -> None:
    path = next(workspace.archive.glob(f"{FLOOD_BLOG}/captures/*/text.ledger.json"))
    account = json.loads(path.read_text())
    del account["spans"][2]
    path.write_text(json.dumps(account))
    seal(path)
    (found, of_log) = verify(workspace).findings
    assert (found.code, "hole or overlap" in found.fault, of_log.code) == ("account", True, "log")


def test_an_entry_that_points_elsewhere_is_found(workspace: Workspace) -> None:
    path = workspace.archive / f"{BAKERS}.md"
    for places in ('"start": 0, "end": 5', '"start": 10, "end": 999999'):
        path.write_text(re.sub(r'"start": \d+, "end": \d+', places, path.read_text()))
        seal(path)
        (found, _) = verify(workspace).findings
        assert (found.code, found.path) == ("provenance", f"archive/{BAKERS}.md")


def seal(path: Path) -> None:
    """Make the list of digests fit what a forger changed."""
    folder = path.parents[2] if path.name.endswith(".json") else path.parent
    name = path.relative_to(folder).as_posix()
    sums = parse_sums((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(dump_sums(sums | {name: digest(path.read_bytes())}))


def test_a_forger_who_mends_the_list_is_told_by_the_log(workspace: Workspace) -> None:
    path = workspace.archive / f"{BAKERS}.md"
    path.write_text(path.read_text().replace('byline: ["John Roe", "Ann Poe"]', 'byline: ["Ann Poe"]'))
    facts = re.sub(r"facts_sha256: .*\n", "", path.read_text())
    path.write_text(facts)
    seal(path)
    assert "log" in [each.code for each in verify(workspace).findings]


def test_what_a_forger_adds_is_found_and_a_persons_notes_are_not(workspace: Workspace) -> None:
    folder = workspace.archive / FLOOD_BLOG
    write(folder / "notes.md", "My own notes.")
    write(folder / "picture.png", b"\x89PNG")
    assert verify(workspace).findings == ()
    shutil.copy(workspace.archive / f"{BAKERS}.md", folder / "revisions" / "bakers.7.md")
    with (folder / "revisions" / "bakers.7.md").open("a") as file:
        file.write("More.")
    assert codes(verify(workspace)) == [("added", "revisions/bakers.7.md")]


def test_a_dropped_file_is_no_damage_and_is_told(workspace: Workspace) -> None:
    write(workspace.seeds / "new.txt", MATCH + "more")
    done = verify(workspace)
    assert done.findings == ()
    assert done.notes == ("1 file in seeds/ is not taken in yet; backfile build does it",)


def test_a_sidecar_that_says_otherwise_is_found(workspace: Workspace) -> None:
    path = workspace.seeds / "flood.txt.capture.json"
    path.write_text(path.read_text().replace("Example News", "Another Paper"))
    (found,) = verify(workspace).findings
    assert (found.code, "it is not as it was written" in found.fault) == ("unreadable", True)
    plain = json.loads(path.read_text())
    del plain["sha256"]  # as somebody does who says it by hand
    path.write_text(json.dumps(plain))
    (found,) = verify(workspace).findings
    assert (found.code, "another publisher" in found.fault) == ("sidecar", True)


def test_what_was_marked_by_hand_is_checked_too(workspace: Workspace) -> None:
    account = open_account(workspace, "flood.txt")
    mark(workspace, account, moved(account))
    assert verify(workspace, reread=True).findings == ()
    path = workspace.seeds / "flood.txt.marks.json"
    whole = path.read_text()
    for spoiled in (whole.replace('"start": 0', '"start": 1', 1), whole.replace("entry", "byline", 1), whole[:-9], "7"):
        assert spoiled != whole
        path.write_text(spoiled)
        (found,) = verify(workspace).findings
        assert (found.code, found.path) == ("unreadable", "seeds/flood.txt.marks.json")
    path.write_text(json.dumps(json.loads(whole)["marks"]))  # of before there were seals
    assert verify(workspace, reread=True).findings == ()


def test_a_capture_that_was_moved_is_named_anew_in_its_sidecar(workspace: Workspace) -> None:
    for ending in ("", ".capture.json"):
        (workspace.seeds / f"match.txt{ending}").rename(workspace.seeds / f"cup.txt{ending}")
    path = workspace.seeds / "cup.txt.capture.json"
    path.write_text(path.read_text().replace('"name": "match.txt"', '"name": "cup.txt"'))
    assert {each.code for each in verify(workspace).findings} == {"missing"}  # in the list, until the next command
    build(workspace)
    assert verify(workspace).findings == ()


def test_a_live_blog_that_is_gone_is_missed(workspace: Workspace) -> None:
    shutil.rmtree(workspace.archive / FLOOD_BLOG)
    assert ("missing", f"archive/{FLOOD_BLOG}") in [(each.code, each.path) for each in verify(workspace).findings]


def test_an_archive_of_before_there_were_lists_is_checked_by_its_readings(workspace: Workspace) -> None:
    (workspace.seeds / "log.jsonl").unlink()
    for path in workspace.archive.glob(f"*/{MANIFEST}"):
        path.unlink()
    done = verify(workspace)
    assert done.findings == ()
    assert "backfile migrate" in done.notes[0]
    path = workspace.archive / f"{BAKERS}.md"
    path.write_text(path.read_text().replace('basis: "', 'basis: "not '))
    assert [each.code for each in verify(workspace).findings] == ["derived"]


def test_reading_again_tells_damage_from_a_newer_reader(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = read.READERS["text"]

    def reading(name: str) -> Callable[..., Reading]:
        def other(capture: Capture, text: str, zone: object) -> Reading:
            found = plain(capture, text, None)
            return Reading(
                capture=capture,
                reader=name or found.reader,
                liveblog=found.liveblog,
                entries=found.entries[1:],
                parts=found.parts,
                ledgers=found.ledgers,
            )

        return other

    monkeypatch.setitem(read.READERS, "text", reading("pasted text 99"))
    done = verify(workspace, reread=True)
    assert (done.findings, "newer readers find something else in 3 captures" in done.notes[0]) == ((), True)
    monkeypatch.setitem(read.READERS, "text", reading(""))
    assert {each.code for each in verify(workspace, reread=True).findings} == {"reading"}


def test_the_log_says_when_by_which_command_and_what(workspace: Workspace) -> None:
    give(workspace, FLOOD + "\n", "again.txt")
    lines = [json.loads(line) for line in (workspace.seeds / "log.jsonl").read_text().splitlines()]
    assert lines[-1]["command"] == "add"
    assert lines[-1]["of"]["captures"] == {"again.txt": digest(FLOOD + "\n")}
    assert abs(datetime.fromisoformat(lines[-1]["time"]) - datetime.now(UTC)).total_seconds() < 3600


def put_by_hand(workspace: Workspace, tmp_path: Path, **changes: str) -> None:
    """A capture with its sidecar out of another archive, as people carry them from one machine to another; `changes`
    are made to what the sidecar says of its time."""
    other, _ = begin(tmp_path / "other")
    give(other, FLOOD + "\n", "carried.txt", url=ADDRESS, captured="2022-03-03T10:00Z")
    shutil.copy(other.seeds / "carried.txt", workspace.seeds)
    said = unsealed(json.loads((other.seeds / "carried.txt.capture.json").read_text()))
    said["capture"]["captured"] |= changes
    (workspace.seeds / "carried.txt.capture.json").write_text(json.dumps(sealed(said)))


def test_a_capture_that_no_command_took_in_is_found(workspace: Workspace, tmp_path: Path) -> None:
    build(workspace)
    put_by_hand(workspace, tmp_path)
    assert codes(verify(workspace)) == [("added", "seeds/carried.txt")]
    build(workspace)
    assert verify(workspace, reread=True).findings == ()


def test_a_time_that_no_capture_records_is_found_where_its_sidecar_was_made_to_say_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    put_by_hand(workspace, tmp_path, basis="recorded in the capture", source="text")
    build(workspace)
    (found,) = verify(workspace, reread=True).findings
    assert found.code == "sidecar"
    assert found.fault == "says that the capture records 2022-03-03T10:00Z as its time, and it records none"


def test_a_time_that_a_page_records_is_no_finding(workspace: Workspace) -> None:
    saved = f"<!--\n Page saved with SingleFile\n url: {ADDRESS}\n saved date: Thu Mar 10 2022 12:00:00 GMT+0100\n-->"
    give(workspace, f"<!DOCTYPE html>{saved}{page(BELL, BREAD)}", "saved.html")
    readings = [each for liveblog in sorted(workspace.archive.glob("*")) for each in read_captures(liveblog)]
    assert Basis.RECORDED in [each.captured.basis for each in readings if each.captured]
    assert verify(workspace, reread=True).findings == ()
