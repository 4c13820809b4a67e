"""Has each capture in seeds/ a name of its own that every system can hold, and is all else there passed over?"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile import disk
from backfile.model.capture import digest
from backfile.seeds.shelf.names import MANIFEST, SIDECAR, choose_name, find_captures
from backfile.seeds.shelf.shelf import read_shelf, shelve
from tests.seeds.shelf.shelved import DATA, shelved

DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


# names


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("page.txt", "page.txt"),
        ("2022/march/page.txt", "2022/march/page.txt"),
        ("a/b/c/d/page.txt", "c/d/page.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        (r"C:\Users\me\page.txt", "Users/me/page.txt"),
        (r"\\server\share\page.txt", "server/share/page.txt"),
        ("//page.txt", "page.txt"),
        ("./page.txt", "page.txt"),
        ("..", "capture"),
        ("", "capture"),
        ("...", "capture"),
        (" . . ", "capture"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("nul .txt", "_nul .txt"),
        ("lpt1.tar.gz", "_lpt1.tar.gz"),
        ("console.txt", "console.txt"),
        ("page. . .", "page"),
        (".hidden", "hidden"),
        ("README.md", "_README.md"),
        ("readme", "_readme"),
        ("Page: “live”?.txt", "Page- “live”-.txt"),
        ("a\0b\nc\x7f\x85.txt", "a-b-c-.txt"),
        ("a\ud800b.txt", "a-b.txt"),
        (MANIFEST, f"_{MANIFEST}"),
        (MANIFEST.upper(), f"_{MANIFEST.upper()}"),
        (f"page.txt{SIDECAR}", f"page.txt{SIDECAR}-"),
        ("page.part", "page.part-"),
        ("page.backfile-part", "page.backfile-part-"),
        ("Київ наживо.html", "Київ наживо.html"),
    ],
)
def test_a_name_is_made_safe_and_stays_as_much_like_itself_as_can_be(tmp_path: Path, wanted: str, name: str) -> None:
    assert choose_name(wanted, digest(DATA), tmp_path) == name


def test_a_long_name_is_cut_and_keeps_its_ending(tmp_path: Path) -> None:
    assert choose_name("x" * 300 + ".html", digest(DATA), tmp_path) == "x" * 55 + ".html"
    assert choose_name("x" * 300, digest(DATA), tmp_path) == "x" * 60
    assert choose_name("x." + "y" * 300, digest(DATA), tmp_path) == "x." + "y" * 58
    assert len(choose_name("ж" * 300 + ".txt", digest(DATA), tmp_path).encode()) <= 60


@given(st.text(st.characters(exclude_categories=())) | st.text(st.sampled_from("./\\ CONaux:\0\ud800žR-e").map(str)))
@example("../" * 100 + "x")
@example("//x")
@example("//")
@example("a" * 59 + ". b")
@example("a" * 59 + ". . . .txt")
@example("\0.\0.\0")
@example("CON/aux.txt/LPT9 .a")
@example("C:..\\..\\x")
@example("x.part")
@example("\u202e\u200b")
def test_no_name_leaves_the_folder_or_is_one_that_some_system_lacks(wanted: str) -> None:
    with TemporaryDirectory() as seeds:
        name = choose_name(wanted, digest(DATA), Path(seeds))
        assert (Path(seeds) / name).resolve().is_relative_to(Path(seeds).resolve())
        parts = name.split("/")
        assert 1 <= len(parts) <= 3
        assert not PurePosixPath(name).is_absolute()
        assert not PureWindowsPath(name).drive
        for part in parts:
            assert part
            assert part == part.rstrip(". ")
            assert not part.startswith(".")
            assert not re.search(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\ud800-\udfff]', part)
            assert part.partition(".")[0].strip().lower() not in DEVICES
            assert len(part.encode()) <= 60
        shelve(Path(seeds), shelved(name), DATA)
        assert [path.read_bytes() for path in find_captures(Path(seeds))] == [DATA]
        assert [each.capture.name for each in read_shelf(Path(seeds))] == [name]


def test_the_same_bytes_keep_their_name_and_other_bytes_get_their_own(tmp_path: Path) -> None:
    put(tmp_path, "river/page.tar.gz")
    own, other = digest(b"river/page.tar.gz"), digest(DATA)
    assert choose_name("river/page.tar.gz", own, tmp_path) == "river/page.tar.gz"
    assert choose_name("river/page.tar.gz", other, tmp_path) == f"river/page.tar-{other[:8]}.gz"


def test_no_name_is_given_that_other_bytes_have(tmp_path: Path) -> None:
    its_digest = digest(DATA)
    put(tmp_path, "page.txt", f"page-{its_digest[:8]}.txt", "folder/page.txt")
    assert choose_name("page.txt", its_digest, tmp_path) == f"page-{its_digest}.txt"
    assert choose_name("folder", its_digest, tmp_path) == f"folder-{its_digest[:8]}"


# what is a capture


def test_captures_are_found_wherever_they_stand_in_order(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.html", "a/b/c/d/e.txt", "Page.html", "page_files.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in find_captures(tmp_path)]
    assert found == ["Page.html", "a/b/c/d/e.txt", "a/z.html", "b.txt", "page_files.txt"]


def test_what_is_no_capture_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "README", "README.md", "a/readme.txt", ".DS_Store", ".git/config", "a/.hidden/page.txt")
    put(tmp_path, MANIFEST, f"a/{MANIFEST}", f"page.txt{SIDECAR}", f"page.txt{SIDECAR}{disk.PART}", "page.txt.part")
    put(tmp_path, "Page_files/style.css", "a/Old.htm", "a/Old_files/deep/er/x.js", "page.txt", "Page.html")
    found = [path.relative_to(tmp_path).as_posix() for path in find_captures(tmp_path)]
    assert found == ["Page.html", "a/Old.htm", "page.txt"]


@pytest.mark.parametrize("ending", ["-Dateien", "_fichiers", "_archivos", "_bestanden", "-filer", ".files", "_файли"])
def test_what_a_browser_of_another_language_saves_with_a_page_is_passed_over(tmp_path: Path, ending: str) -> None:
    put(tmp_path, f"Seite{ending}/banner.html", "Seite.html", f"alone{ending}/page.html")
    found = [path.relative_to(tmp_path).as_posix() for path in find_captures(tmp_path)]
    assert found == ["Seite.html", f"alone{ending}/page.html"]


def test_a_folder_that_only_ends_like_that_of_a_page_holds_captures(tmp_path: Path) -> None:
    put(tmp_path, "my_files/page.txt", "_files/page.txt")
    assert len(list(find_captures(tmp_path))) == 2


def test_an_empty_folder_holds_no_captures(tmp_path: Path) -> None:
    assert [*find_captures(tmp_path), *find_captures(tmp_path / "none")] == []
