"""Do add and inspect say what was read, and end with the status that a script can go by?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backfile.desk.begin import begin
from backfile.errors import Status
from backfile.model.ledger import Label
from backfile.seeds import read
from backfile.seeds.exports.export import read_exported
from backfile.seeds.shelf.shelf import read_shelf
from backfile.workspace.folders import Workspace
from tests.cli.running import Run
from tests.desk.pastes import (
    DIVERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    HOSTILE,
    HTML,
    MATCH,
    MATCH_BLOG,
    PDF,
    give,
    snapshot,
    write,
)

CLOSING = "searchable now; site not rebuilt (backfile build does it)"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with files of all kinds."""
    files: dict[str, str | bytes] = {
        "flood.txt": FLOOD,
        "match.txt": MATCH,
        "saved.html": HTML,
        "page.pdf": PDF,
        "empty.txt": b"",
        "line.txt": "One line of text.",
        "list.csv": "file,publisher,captured\nflood.txt,Example News,2022-03-10\nmatch.txt,,\n",
    }
    for name, data in files.items():
        write(tmp_path / "given" / name, data)
    return tmp_path / "given"


# add


def test_what_was_read_is_told_in_a_table(run: Run, workspace: Workspace, given: Path) -> None:
    ended = run("add", given / "flood.txt", given / "match.txt")
    assert (ended.status, ended.told) == (Status.DONE, CLOSING)
    head, flood, match = ended.out.splitlines()
    assert head.split() == "capture entries new edited times bylines unrecognised state live blog".split()
    assert flood.split() == ["flood.txt", "3", "3", "0", "0", "2", "0.0%", "read", FLOOD_BLOG]
    assert match.split() == ["match.txt", "3", "3", "0", "3", "1", "0.0%", "read", MATCH_BLOG]


def test_what_is_said_of_a_capture_is_kept(run: Run, workspace: Workspace, given: Path) -> None:
    said = {
        "--url": "https://news.example/flood",
        "--publisher": "Example News",
        "--captured": "2022-03-10/2022-03-11",
        "--zone": "Europe/Kyiv",
        "--liveblog": "flood",
        "--format": "text",
    }
    assert run("add", given / "flood.txt", *[word for pair in said.items() for word in pair]).status == Status.DONE
    (shelved,) = read_shelf(workspace.seeds)
    capture = shelved.capture
    assert [capture.address, capture.publisher, capture.zone, capture.liveblog, capture.format] == [
        said[name] for name in ("--url", "--publisher", "--zone", "--liveblog", "--format")
    ]
    assert capture.captured is not None and capture.captured.printed == said["--captured"]


def test_what_is_piped_in_is_added(run: Run, workspace: Workspace) -> None:
    ended = run("add", "-", "--publisher", "Example News", stdin=FLOOD.encode())
    assert (ended.status, ended.told) == (Status.DONE, CLOSING)
    assert run("show", DIVERS).status == Status.DONE


def test_a_list_of_captures_is_added(run: Run, workspace: Workspace, given: Path) -> None:
    assert run("add", "--metadata", given / "list.csv").status == Status.DONE
    assert [each.capture.publisher for each in read_shelf(workspace.seeds)] == ["Example News", None]
    write(given / "list.csv", "file,publishr\n")
    ended = run("add", "--metadata", given / "list.csv")
    assert ended.status == Status.USAGE
    assert ended.told.endswith("there is no column “publishr”; did you mean “publisher”?")
    assert run("add", "--metadata", given / "none.csv").status == Status.USAGE


@pytest.mark.parametrize("named", [["."], ["flood.txt", "match.txt"], ["list.csv", "flood.txt"]])
def test_a_list_speaks_of_the_files_that_are_named_beside_it_and_is_no_capture_itself(
    run: Run, workspace: Workspace, tmp_path: Path, named: list[str]
) -> None:
    folder = tmp_path / "saved"
    write(folder / "flood.txt", FLOOD)
    write(folder / "match.txt", MATCH)
    write(folder / "list.csv", "file,url,captured\nflood.txt,https://news.example/flood,2022-03-10\n")
    ended = run("add", *[folder / name for name in named], "--metadata", folder / "list.csv", "--json")
    assert ended.status == Status.DONE, ended.err
    held = {each.capture.name.rpartition("/")[2]: each.capture for each in read_shelf(workspace.seeds)}
    assert set(held) == ({"flood.txt"} if "list.csv" in named else {"flood.txt", "match.txt"})
    assert held["flood.txt"].address == "https://news.example/flood"
    captured = held["flood.txt"].captured
    assert captured is not None and captured.printed == "2022-03-10"
    assert [row["state"] for row in json.loads(ended.out)] == ["read"] * len(held), "none is told as held already"


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["flood.txt"], Status.DONE),
        (["line.txt"], Status.DONE),
        (["saved.html"], Status.PARTLY),
        (["page.pdf"], Status.FAILED),
        (["page.pdf", "empty.txt"], Status.FAILED),
        (["page.pdf", "flood.txt"], Status.PARTLY),
        (["saved.html", "page.pdf"], Status.PARTLY),
        (["none.txt"], Status.USAGE),
        (["flood.txt", "none.txt"], Status.USAGE),
    ],
)
@pytest.mark.parametrize("mode", [(), ("--dry-run",)])
def test_add_ends_with_a_status_to_go_by(
    run: Run, workspace: Workspace, given: Path, names: list[str], status: Status, mode: tuple[str, ...]
) -> None:
    assert run("add", *mode, *[given / name for name in names]).status == status


def test_bad_captures_are_told_with_one_line_each(run: Run, workspace: Workspace, given: Path) -> None:
    ended = run("add", given / "page.pdf", given / "empty.txt", given / "saved.html", given / "line.txt")
    assert ended.status == Status.PARTLY
    assert [line.split()[:2] for line in ended.out.splitlines()[1:3]] == [
        ["empty.txt", "refused"],
        ["page.pdf", "refused"],
    ]
    assert ended.err.splitlines() == [
        "empty.txt: is empty; capture the page again",
        "page.pdf: is not text: it looks like a PDF; save the page as HTML or text",
        "saved.html: is html, which this version does not read yet; paste the page's text into a file",
        "line.txt: no repeating boundary was found: the page is kept as one entry",
        CLOSING,
    ]


def test_nothing_new_is_said_to_be_nothing_new(run: Run, workspace: Workspace, given: Path) -> None:
    run("add", given / "flood.txt")
    ended = run("add", given / "flood.txt")
    assert ended.status == Status.DONE
    assert ended.err.splitlines() == [
        "flood.txt: the same bytes are held as flood.txt; nothing was added",
        "nothing new to search",
    ]
    assert run("add", given / "page.pdf").err.splitlines()[-1] == "nothing new to search"


def test_what_was_set_aside_is_told_to_be_unread_whenever_it_is_added_again(
    run: Run, workspace: Workspace, given: Path
) -> None:
    run("add", given / "saved.html")
    ended = run("add", given / "saved.html")
    assert (ended.status, ended.out.splitlines()[1].split()) == (Status.PARTLY, ["saved.html", "set", "aside"])
    assert ended.err.splitlines()[0].startswith(
        "saved.html: the same bytes are held as saved.html, and were set aside: is html, which this version"
    )


def test_an_export_of_which_lines_are_not_taken_is_partly_done(
    run: Run, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(workspace, FLOOD)
    lines = run("export").out.splitlines(keepends=True)
    export = write(tmp_path / "some.jsonl", lines[0] + "{}\n" + lines[1])
    monkeypatch.setenv("BACKFILE_DIR", str(begin(tmp_path / "other")[0].root))
    monkeypatch.setitem(read.READERS, "jsonl", read_exported)
    ended = run("add", export)
    assert ended.status == Status.PARTLY
    assert "1 of 3 lines not taken: no entry as Backfile exports them" in ended.err


def test_a_dry_run_writes_nothing_and_says_so(run: Run, workspace: Workspace, given: Path) -> None:
    before = snapshot(workspace.root)
    ended = run("add", "--dry-run", given / "flood.txt")
    assert (ended.status, ended.told) == (Status.DONE, "nothing was written")
    assert ended.out.splitlines()[1].split()[:3] == ["flood.txt", "3", "3"]
    assert snapshot(workspace.root) == before


def test_the_table_is_given_to_programs(run: Run, workspace: Workspace, given: Path) -> None:
    ended = run("add", "--json", given / "flood.txt", given / "page.pdf")
    refused, read = ended.json
    assert sorted(read) == sorted(
        "name state liveblog entries new revised timed signed unrecognised left_out notes".split()
    )
    assert (read["name"], read["state"], read["entries"], read["liveblog"]) == ("flood.txt", "read", 3, FLOOD_BLOG)
    assert (refused["state"], len(refused["notes"])) == ("refused", 1)
    assert ended.told == CLOSING


def test_an_edited_entry_is_counted(run: Run, workspace: Workspace, tmp_path: Path) -> None:
    write(tmp_path / "flood.txt", FLOOD)
    write(tmp_path / "later.txt", FLOOD_LATER)
    url = ("--url", "https://news.example/flood")
    run("add", tmp_path / "flood.txt", *url, "--captured", "2022-03-10")
    row = run("add", tmp_path / "later.txt", *url, "--captured", "2022-03-11").out.splitlines()[1].split()
    assert row[1:4] == ["3", "0", "1"]


def test_what_is_damaged_in_the_archive_is_told_when_the_index_is_made_anew(
    run: Run, workspace: Workspace, given: Path
) -> None:
    run("add", given / "flood.txt")
    path = workspace.archive / f"{DIVERS}.md"
    path.unlink()
    (workspace.index / "current.json").unlink()
    ended = run("add", given / "match.txt")
    assert ended.err.splitlines() == [f"{path}: is missing; restore it from a backup", CLOSING]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "backfile: add: names no capture; give files, folders, or - for what is piped in"),
        (["-", "--zone", "Nowhere"], "--zone: no time zone “Nowhere”; write a name"),
        (["-", "--captured", "soon"], "“soon” is no date such as"),
        (["-", "--format", "word"], "there is no format “word”; known are text, html, json"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, workspace: Workspace, arguments: list[str], told: str) -> None:
    before = snapshot(workspace.root)
    ended = run("add", *arguments, stdin=FLOOD.encode())
    assert (ended.status, ended.out) == (Status.USAGE, "")
    assert told in ended.told
    assert snapshot(workspace.root) == before


# inspect


def test_the_account_of_a_page_is_shown_without_an_archive(run: Run, given: Path) -> None:
    ended = run("inspect", given / "flood.txt")
    assert (ended.status, ended.err) == (Status.DONE, "")
    lines = ended.out.splitlines()
    assert lines[0].startswith(f"{given / 'flood.txt'}: text, utf-8, {len(FLOOD.encode())} bytes, read by ")
    assert lines[1] == "headline  River Orre floods the lower town: Live updates"
    assert lines[2:6] == [
        "summary   2 paragraphs",
        "holds     3 entries: 0 with a time, 2 with a byline",
        "language  en",
        "tags      not given",
    ]
    assert f"The account of the page, part “text” ({len(FLOOD)} characters)" in ended.out
    assert lines[-1] == "read 100.0%, furniture 0.0%, unrecognised 0.0%"


def test_a_page_without_a_headline_is_said_to_have_none(run: Run) -> None:
    ended = run("inspect", "-", stdin=b"just one line, and no more of it.")
    assert "headline  not given" in ended.out
    assert "no headline" in ended.out
    assert ended.told == "no repeating boundary was found: the page is kept as one entry"


def test_the_account_is_given_to_programs(run: Run, given: Path) -> None:
    plain = run("inspect", given / "match.txt", "--json", "--publisher", "Example Sport").json
    assert sorted(plain) == ["capture", "entries", "liveblog", "parts", "reader", "warnings"]
    assert plain["liveblog"]["publisher"] == "Example Sport"
    assert plain["entries"][0]["published"]["instant"] == "2022-03-02T02:12:00Z"


def test_the_page_itself_is_shown_line_by_line_with_what_each_was_taken_for(run: Run, given: Path) -> None:
    lines = run("inspect", given / "flood.txt", "--lines").out.splitlines()
    assert len(lines) == len(FLOOD.splitlines())
    width = max(len(label) for label in Label)
    assert lines[0] == f"{'headline':{width}}       River Orre floods the lower town: Live updates"
    assert f"{'byline':{width}}    1  -Example News' Jane Doe" in lines


@pytest.mark.parametrize(
    ("name", "status", "told"),
    [
        ("page.pdf", Status.FAILED, "it looks like a PDF"),
        ("empty.txt", Status.FAILED, "is empty"),
        ("saved.html", Status.FAILED, "is html, which this version does not read yet"),
        ("none.txt", Status.USAGE, "no such file or folder"),
        ("", Status.USAGE, "is a folder, not a file"),
    ],
)
def test_what_cannot_be_inspected_is_told(run: Run, given: Path, name: str, status: Status, told: str) -> None:
    ended = run("inspect", given / name)
    assert (ended.status, ended.out) == (status, "")
    assert ended.told.startswith(f"backfile: {given / name}")
    assert told in ended.told


def test_an_address_is_no_file_to_inspect_and_the_way_to_one_is_told(run: Run) -> None:
    ended = run("inspect", "https://news.example/live/flood")
    assert (ended.status, ended.out) == (Status.USAGE, "")
    assert "is an address, and nothing is fetched here; save the page in a browser, and inspect the file" in ended.told


# Hostile text


@pytest.mark.parametrize("mode", [(), ("--lines",), ("--json",)])
def test_what_a_page_holds_never_steers_the_terminal(
    run: Run, workspace: Workspace, tmp_path: Path, mode: tuple[str, ...]
) -> None:
    page = write(tmp_path / "fair \x1b[2J.txt", HOSTILE)
    for command in (["inspect", page, *mode], ["add", page], ["list", "captures"], ["build"]):
        ended = run(*command)
        assert ended.out
        for character in "\x1b\x07\x9b\u202e":
            assert character not in ended.out + ended.err


def test_the_archive_is_left_as_it_is_by_inspect(run: Run, workspace: Workspace, given: Path) -> None:
    give(workspace, MATCH)
    before = snapshot(workspace.root)
    run("inspect", given / "flood.txt")
    assert snapshot(workspace.root) == before
