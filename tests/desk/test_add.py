"""Are captures taken in however they are named, the bad ones told apart, and nothing written where nothing may be?"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from backfile import disk
from backfile.archive.coverage import read_coverage
from backfile.desk.add import Added, Source, add, find_sources, pasted_source, read_metadata
from backfile.desk.build import build
from backfile.desk.choosing.entries import list_permalinks
from backfile.desk.find import search
from backfile.desk.intake.stating import Stated, check_stated
from backfile.desk.intake.taken import HELD, PARTLY, READ, REFUSED, SET_ASIDE
from backfile.errors import BackfileError, Status, UnknownName, Usage
from backfile.model.capture import digest
from backfile.seeds.shelf.shelf import read_shelf
from backfile.text.slug import Slug
from backfile.workspace.folders import Workspace
from tests.desk.pastes import (
    BAKERS,
    FLOOD,
    FLOOD_BLOG,
    FLOOD_LATER,
    HTML,
    KEEPER,
    MATCH,
    MATCH_BLOG,
    PDF,
    give,
    snapshot,
    states,
    write,
)
from tests.faults import full_disk

T = TypeVar("T")


def take(workspace: Workspace, *paths: Path, dry_run: bool = False) -> Added:
    return add(workspace, find_sources(paths, Stated()), dry_run=dry_run)


# What is named


def test_a_file_is_taken_in_and_searchable_at_once(workspace: Workspace, tmp_path: Path) -> None:
    added = take(workspace, write(tmp_path / "flood.txt", FLOOD))
    assert states(added.rows) == [("flood.txt", READ)]
    assert (added.indexed, added.notes) == (True, ())
    found = search(workspace, "bakery OR baker").results
    assert [hit.document.permalink for hit in found.hits] == [BAKERS]
    assert not (workspace.site / "index.html").exists()


def test_a_folder_is_taken_in_under_its_own_name_without_what_is_no_capture(
    workspace: Workspace, tmp_path: Path
) -> None:
    write(tmp_path / "2022" / "flood.txt", FLOOD)
    write(tmp_path / "2022" / "sport" / "match.txt", MATCH)
    write(tmp_path / "2022" / "README.txt", "Notes on these pages.")
    write(tmp_path / "2022" / ".hidden", FLOOD_LATER)
    write(tmp_path / "2022" / "saved.html", HTML)
    write(tmp_path / "2022" / "saved_files" / "style.css", "p {}")
    sources = find_sources([tmp_path / "2022"], Stated())
    assert [source.wanted for source in sources] == ["2022/flood.txt", "2022/saved.html", "2022/sport/match.txt"]
    assert len(add(workspace, sources).rows) == 3
    assert (workspace.seeds / "2022" / "sport" / "match.txt").read_bytes() == MATCH.encode()


def test_an_archive_in_a_folder_is_left_out_and_it_is_said(workspace: Workspace) -> None:
    write(workspace.root / "flood.txt", FLOOD)
    assert states(take(workspace, workspace.root).rows) == [(f"{workspace.root.name}/flood.txt", READ)]
    write(workspace.root / "theme" / "page.html", HTML)
    build(workspace)
    told: list[str] = []
    sources = find_sources([workspace.root], Stated(), told.append)
    assert [source.path for source in sources] == [workspace.root / "flood.txt"]
    (line,) = told
    assert line.startswith(f"{workspace.root}: is an archive, and what it is made of (backfile.toml, seeds, ")
    outer = find_sources([workspace.root.parent], Stated())
    assert workspace.root / "flood.txt" in [source.path for source in outer]
    assert not [source for source in outer if "archive/" in source.wanted or source.wanted.endswith(".toml")]


@pytest.mark.parametrize("part", ["backfile.toml", "archive", "site/index.html"])
def test_what_an_archive_is_made_of_is_no_capture_when_it_is_named(
    workspace: Workspace, tmp_path: Path, part: str
) -> None:
    take(workspace, write(tmp_path / "given" / "flood.txt", FLOOD))
    build(workspace)
    before = snapshot(workspace.root)
    with pytest.raises(Usage, match="is a part of the archive"):
        take(workspace, workspace.root / part)
    assert snapshot(workspace.root) == before


def test_a_missing_path_is_told_before_anything_is_written(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "flood.txt", FLOOD)
    with pytest.raises(Usage, match=r"gone\.txt: no such file or folder; check the path"):
        take(workspace, path, tmp_path / "gone.txt")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Usage, match="empty: holds no captures"):
        take(workspace, path, tmp_path / "empty")


def test_what_is_piped_in_has_a_name_made_of_its_digest(workspace: Workspace) -> None:
    added = add(workspace, [pasted_source(MATCH.encode(), Stated(publisher="Example Sport"))])
    assert states(added.rows) == [(f"pasted-{digest(MATCH)[:8]}.txt", READ)]
    assert read_coverage(workspace.archive, Slug(MATCH_BLOG)).liveblog.publisher == "Example Sport"


def test_the_same_capture_ten_times_adds_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "flood.txt", FLOOD)
    take(workspace, path)
    before = snapshot(workspace.root)
    for _ in range(10):
        assert states(take(workspace, path).rows) == [("flood.txt", HELD)]
    assert snapshot(workspace.root) == before


def test_progress_is_told_for_every_source(workspace: Workspace) -> None:
    told: list[tuple[str, int]] = []

    def telling(doing: str, items: Sequence[T], /) -> Iterable[T]:
        told.append((doing, len(items)))
        return items

    sources = [Source(wanted="a.txt", stated=Stated(), data=FLOOD.encode())]
    add(workspace, sources, progress=telling)
    assert told[0] == ("reading", 1)


# Bad ones


def test_bad_captures_are_refused_with_one_line_each_and_the_others_go_on(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str | bytes] = {"a-empty.txt": b"", "b-page.pdf": PDF, "c-locked.txt": FLOOD, "d-match.txt": MATCH}
    for name, data in files.items():
        write(tmp_path / "given" / name, data)
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "c-locked.txt":
            raise PermissionError(errno.EACCES, "permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    added = take(workspace, tmp_path / "given")
    assert states(added.rows) == [
        ("given/a-empty.txt", REFUSED),
        ("given/b-page.pdf", REFUSED),
        ("given/c-locked.txt", REFUSED),
        ("given/d-match.txt", READ),
    ]
    notes = [row.notes for row in added.rows[:3]]
    assert [len(each) for each in notes] == [1, 1, 1]
    assert "is empty" in notes[0][0]
    assert "it looks like a PDF" in notes[1][0]
    assert "cannot be read: permission denied" in notes[2][0]
    assert search(workspace, "penalty").results.total == 1


@pytest.mark.usefixtures("no_html_reader")
def test_the_table_shows_the_worst_first(workspace: Workspace, tmp_path: Path) -> None:
    give(workspace, FLOOD, "held.txt")
    files: dict[str, str | bytes] = {
        "e-held.txt": FLOOD,
        "d-read.txt": MATCH,
        "c-partly.txt": "One line of text.",
        "b-aside.html": HTML,
        "a-refused.pdf": PDF,
    }
    paths = [write(tmp_path / name, data) for name, data in files.items()]
    assert states(take(workspace, *paths).rows) == [
        ("a-refused.pdf", REFUSED),
        ("b-aside.html", SET_ASIDE),
        ("c-partly.txt", PARTLY),
        ("d-read.txt", READ),
        ("e-held.txt", HELD),
    ]


def test_what_cannot_be_meant_is_refused_before_anything_is_written(workspace: Workspace) -> None:
    before = snapshot(workspace.root)
    sources = [
        Source(wanted="a.txt", stated=Stated(), data=FLOOD.encode()),
        Source(wanted="b.txt", stated=Stated(captured="yesterday"), data=MATCH.encode()),
    ]
    with pytest.raises(Usage, match=r"--captured: “yesterday” is no date"):
        add(workspace, sources)
    assert snapshot(workspace.root) == before


# A dry run


@pytest.mark.usefixtures("no_html_reader")
def test_a_dry_run_shows_what_would_be_read_and_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    before = snapshot(workspace.root)
    files: dict[str, str | bytes] = {"flood.txt": FLOOD, "saved.html": HTML, "page.pdf": PDF}
    added = take(workspace, *[write(tmp_path / name, data) for name, data in files.items()], dry_run=True)
    assert states(added.rows) == [("page.pdf", REFUSED), ("saved.html", SET_ASIDE), ("flood.txt", READ)]
    flood = added.rows[-1]
    assert (flood.entries, flood.new, flood.signed) == (3, 3, 2)
    assert not added.indexed
    assert snapshot(workspace.root) == before
    assert not (workspace.index / "lock").exists()


def test_what_is_piped_in_can_be_tried_dry_too(workspace: Workspace) -> None:
    added = add(workspace, [pasted_source(FLOOD.encode(), Stated())], dry_run=True)
    assert [row.state for row in added.rows] == [READ]


# Many, by a list


def test_a_list_says_what_is_known_of_each_capture(workspace: Workspace, tmp_path: Path) -> None:
    write(tmp_path / "pages" / "flood.txt", FLOOD)
    write(tmp_path / "match.txt", MATCH)
    table = write(
        tmp_path / "list.csv",
        "\ufeffFile, URL ,publisher,captured,zone,liveblog\r\n"
        'pages/flood.txt,https://news.example/flood,"Example News, Ltd",2022-03-10,Europe/Kyiv,\r\n'
        "match.txt,,,,,cup\r\n",
    )
    added = add(workspace, read_metadata(table, Stated(publisher="Example Sport", captured="2022")))
    assert states(added.rows) == [("flood.txt", READ), ("match.txt", READ)]
    flood, match = [each.capture for each in read_shelf(workspace.seeds)]
    assert (flood.address, flood.publisher, flood.zone) == (
        "https://news.example/flood",
        "Example News, Ltd",
        "Europe/Kyiv",
    )
    assert flood.captured is not None and flood.captured.printed == "2022-03-10"
    assert (match.address, match.publisher, match.liveblog) == (None, "Example Sport", "cup")
    assert match.captured is not None and match.captured.printed == "2022", "what a row leaves out is said for all"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (
            "2024-10-27T02:30",
            "2024-10-27T02:30 means no one instant in Europe/Berlin: the clocks showed it twice that night; give its "
            "offset: 2024-10-27T02:30+02:00 or 2024-10-27T02:30+01:00",
        ),
        (
            "2024-03-31 02:30:05",
            "2024-03-31 02:30:05 means no one instant in Europe/Berlin: the clocks never showed it that night; give "
            "its offset: 2024-03-31 02:30:05+01:00 or 2024-03-31 02:30:05+02:00",
        ),
        (
            "2024-10-26T20:00/2024-10-27T02:00",
            "2024-10-27T02:00 means no one instant in Europe/Berlin: the clocks showed it twice that night; give its "
            "offset: 2024-10-27T02:00+02:00 or 2024-10-27T02:00+01:00",
        ),
    ],
)
def test_an_hour_that_came_twice_or_never_is_not_guessed(written: str, why: str) -> None:
    with pytest.raises(Usage) as told:
        check_stated(Stated(captured=written), zone="Europe/Berlin")
    assert str(told.value) == f"--captured: {why}"
    assert check_stated(Stated(captured=written)), "in UTC no clock is put back"
    offset = why.partition("give its offset: ")[2].partition(" or ")[0]
    stated = check_stated(Stated(captured=offset), zone="Europe/Berlin")
    assert stated is not None and stated.printed == offset


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_lists_cells_may_be_parted_by_semicolons_or_tabs(tmp_path: Path, sign: str) -> None:
    rows = (("file", "publisher", "url"), ("flood.txt", "Example News, Ltd", "https://news.example/a;b"))
    table = write(tmp_path / "list.csv", "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows))
    (source,) = read_metadata(table, Stated())
    assert (source.wanted, source.stated.publisher, source.stated.url) == ("flood.txt", *rows[1][1:])


def test_an_address_is_no_file_and_the_way_to_one_is_told() -> None:
    for written in ("https:/news.example/live/flood", "HTTP:/news.example"):  # as a path gives it
        with pytest.raises(Usage, match="is an address, and nothing is fetched here; save the page in a browser"):
            find_sources([Path(written)], Stated())


@pytest.mark.parametrize("url", ["news example", "news.example/live", "https://", "https://a b", "javascript:x", ""])
def test_what_is_no_address_is_refused_wherever_it_is_said(tmp_path: Path, workspace: Workspace, url: str) -> None:
    with pytest.raises(Usage, match=r"--url: “.*” is no address; write it whole"):
        give(workspace, FLOOD, url=url)
    table = write(tmp_path / "list.csv", f'file,url\n{write(tmp_path / "a.txt", FLOOD)},"{url or " "}"\n')
    if url:
        with pytest.raises(Usage, match="line 2, url: “"):
            add(workspace, read_metadata(table, Stated()))
    assert not read_shelf(workspace.seeds)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("file,adress\n", "list.csv: there is no column “adress”; known are"),
        ("file,publsher\nflood.txt,x\n", "list.csv: there is no column “publsher”; did you mean “publisher”?"),
        ("file,\n", "list.csv: there is no column “”; known are captured, file"),
        ("url,publisher\nhttps://x,y\n", "list.csv: has no column “file”; its first line names the columns: file, url"),
        ("", "list.csv: has no column “file”"),
        ("file,url\nflood.txt,x\n ,https://x\n", "list.csv, line 3: names no file"),
        ("file,url\rflood.txt,x\r", "list.csv: is no CSV"),
        ("file,publisher\na.txt,Smith, Jones and Co\n", "list.csv, line 2: has more cells than the first line names"),
        ("file,publisher,Publisher\na.txt,A,B\n", "list.csv: has the column “publisher” twice"),
        ('file\n"' + "x" * 200_000 + '"\n', "list.csv: is no CSV"),
    ],
)
def test_a_list_that_cannot_be_meant_is_told_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(Usage) as told:
        read_metadata(write(tmp_path / "list.csv", text), Stated())
    assert fault in str(told.value)
    assert len(str(told.value).splitlines()) == 1


def test_an_unknown_column_is_a_name_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        read_metadata(write(tmp_path / "list.csv", "file,colour\n"), Stated())


def test_empty_cells_behind_the_last_column_are_passed_over(tmp_path: Path) -> None:
    (source,) = read_metadata(write(tmp_path / "list.csv", "file,url\n\nflood.txt,https://x,, \n\n"), Stated())
    assert (source.path, source.stated) == (tmp_path / "flood.txt", Stated(url="https://x"))


def test_a_wrong_date_in_a_list_is_told_with_its_line(workspace: Workspace, tmp_path: Path) -> None:
    write(tmp_path / "flood.txt", FLOOD)
    table = write(tmp_path / "list.csv", "file,captured\nflood.txt,yesterday\n")
    with pytest.raises(Usage) as told:
        add(workspace, read_metadata(table, Stated()))
    assert str(told.value).startswith(f"{table}, line 2, captured: “yesterday” is no date")


def test_a_file_that_a_list_names_in_vain_is_refused_and_the_others_go_on(workspace: Workspace, tmp_path: Path) -> None:
    write(tmp_path / "flood.txt", FLOOD)
    table = write(tmp_path / "list.csv", "file\nnone.txt\nflood.txt\n")
    added = add(workspace, read_metadata(table, Stated()))
    assert states(added.rows) == [("none.txt", REFUSED), ("flood.txt", READ)]
    assert added.rows[0].notes == (f"{tmp_path / 'none.txt'}: no such file or folder; check the path",)


# Which live blog


def test_a_live_blog_is_named_by_the_beginning_of_its_slug(workspace: Workspace) -> None:
    give(workspace, FLOOD, "flood.txt")
    give(workspace, FLOOD_LATER, "later.txt", liveblog="river-orre")
    assert {name.partition("/")[0] for name in list_permalinks(workspace.archive)} == {FLOOD_BLOG}
    assert len(read_coverage(workspace.archive, Slug(FLOOD_BLOG)).captures) == 2


def test_a_beginning_of_several_live_blogs_is_refused_with_the_choices(workspace: Workspace) -> None:
    give(workspace, FLOOD, liveblog="storm-night")
    give(workspace, MATCH, liveblog="storm")
    assert sorted({name.partition("/")[0] for name in list_permalinks(workspace.archive)}) == ["storm-night"]
    give(workspace, "Other.\n\nNews.", "other.txt", liveblog="Storm Day!")
    with pytest.raises(Usage) as told:
        give(workspace, FLOOD_LATER, liveblog="storm-")
    assert str(told.value) == "--liveblog: “storm-” begins 2 live blogs; say which: storm-day, storm-night"
    assert give(workspace, FLOOD_LATER, liveblog="storm-day").rows[0].liveblog == "storm-day"


# A full disk


def test_a_full_disk_at_any_write_is_one_clear_line_and_the_next_add_makes_it_good(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "flood.txt", FLOOD)
    give(workspace, MATCH, "match.txt")
    for number in count(1):
        with full_disk(monkeypatch, number):
            try:
                take(workspace, path)
            except BackfileError as told:
                assert told.status == Status.FAILED
                assert "the disk is full" in str(told)
                assert len(str(told).splitlines()) == 1
            else:
                break
        assert not list(workspace.root.rglob("*part"))
        assert search(workspace, "penalty").results.hits[0].document.permalink == KEEPER
        take(workspace, path)
        assert search(workspace, "bakers").results.hits[0].document.permalink == BAKERS
        disk.remove(workspace.archive / FLOOD_BLOG)
        for each in workspace.seeds.glob("flood.txt*"):
            each.unlink()
        build(workspace, only="index")
        assert search(workspace, "bakers").results.total == 0
    assert number > 10
