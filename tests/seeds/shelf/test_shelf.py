"""Does seeds/ hold each capture's bytes as they came, under a name of its own that every system can hold?"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile import disk
from backfile.errors import Damage, NewerFormat
from backfile.model.capture import Capture, digest
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.shelf.shelf import (
    MANIFEST,
    SIDECAR,
    Shelved,
    choose_name,
    find_captures,
    read_shelf,
    shelve,
    with_captures,
    write_manifest,
    write_sidecar,
)
from backfile.text.dates import parse_span

DATA = b"The weir holds.\r\n\x00\xff"
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def shelved(name: str = "river/page.txt", data: bytes = DATA, set_aside: str | None = None) -> Shelved:
    span = parse_span("2022-03-10/2022-03-11")
    captured = Time(
        printed="2022-03-10/2022-03-11",
        instant=span.start,
        precision=Precision.INTERVAL,
        basis=Basis.STATED,
        source="a person",
    )
    capture = Capture(digest=digest(data), name=name, size=len(data), format="text", captured=captured)
    return Shelved(capture=capture, set_aside=set_aside)


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


def test_an_empty_shelf_is_none(tmp_path: Path) -> None:
    assert [*find_captures(tmp_path), *find_captures(tmp_path / "none")] == []
    assert read_shelf(tmp_path) == []


# keeping


def test_a_capture_is_kept_to_the_byte_with_what_is_known_of_it(tmp_path: Path) -> None:
    first, second = shelved(), shelved("a.txt", b"x", set_aside="it is JSON")
    shelve(tmp_path, first, DATA)
    shelve(tmp_path, second, b"x")
    assert (tmp_path / "river" / "page.txt").read_bytes() == DATA
    assert read_shelf(tmp_path) == [second, first]


@given(
    st.builds(
        Capture,
        digest=st.just(digest(DATA)),
        name=st.just("page.txt"),
        size=st.integers(0),
        format=st.text(),
        decoding=st.none() | st.text(),
        address=st.none() | st.text(st.characters(exclude_categories=())),
        publisher=st.none() | st.text(),
        zone=st.none() | st.text(),
        liveblog=st.none() | st.text(),
    ),
    st.none() | st.text(st.characters(exclude_categories=())),
)
def test_a_sidecar_says_what_it_was_told(capture: Capture, set_aside: str | None) -> None:
    told = Shelved(capture=capture, set_aside=set_aside)
    with TemporaryDirectory() as seeds:
        write_sidecar(Path(seeds), told)
        assert read_shelf(Path(seeds)) == [told]


def test_a_capture_is_in_when_its_sidecar_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = disk.write

    def stop_at_the_sidecar(path: Path, data: bytes | str, **kept: bool) -> bool:
        if path.name.endswith(SIDECAR):
            raise KeyboardInterrupt
        return write(path, data, **kept)

    monkeypatch.setattr(disk, "write", stop_at_the_sidecar)
    with pytest.raises(KeyboardInterrupt):
        shelve(tmp_path, shelved(), DATA)
    assert [path.name for path in find_captures(tmp_path)] == ["page.txt"]
    assert read_shelf(tmp_path) == []


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"{}",
        b"\xff\xfe\xfd",
        b"[" * 100_000,
        b'{"format": "1", "capture": {}}',
        b'{"format": 1}',
        b'{"format": 1, "capture": {}, "set_aside": null}',
        b'{"format": 1, "capture": 7, "set_aside": null}',
    ],
    ids=lambda broken: repr(broken[:30]),
)
def test_a_damaged_sidecar_is_named(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / f"page.txt{SIDECAR}"
    path.write_bytes(broken)
    with pytest.raises(Damage) as told:
        read_shelf(tmp_path)
    assert told.value.place == str(path)


@pytest.mark.parametrize(("key", "value"), [("set_aside", 5), ("colour", "red"), ("capture", None)])
def test_a_sidecar_with_something_else_in_it_is_damage(tmp_path: Path, key: str, value: object) -> None:
    write_sidecar(tmp_path, shelved())
    path = tmp_path / f"river/page.txt{SIDECAR}"
    plain = json.loads(path.read_text()) | {key: value}
    path.write_text(json.dumps(plain))
    with pytest.raises(Damage, match="it is not as it was written"):
        read_shelf(tmp_path)
    del plain["sha256"]
    path.write_text(json.dumps(plain))
    with pytest.raises(Damage, match="is not as Backfile wrote it"):
        read_shelf(tmp_path)


def test_a_sidecar_of_another_file_is_told_with_the_mend(tmp_path: Path) -> None:
    shelve(tmp_path, shelved(), DATA)
    (tmp_path / f"river/page.txt{SIDECAR}").rename(tmp_path / f"moved.txt{SIDECAR}")
    with pytest.raises(Damage, match=r"speaks of “river/page.txt”; move the capture back, or name it moved.txt there"):
        read_shelf(tmp_path)


def test_a_sidecar_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / f"page.txt{SIDECAR}"
    path.write_text('{"format": 3, "colour": "red"}')
    with pytest.raises(NewerFormat, match="format 3 is newer"):
        read_shelf(tmp_path)


def test_bytes_that_were_captured_again_come_back_with_all_their_times(tmp_path: Path) -> None:
    once = shelved("page.txt")
    others = [
        Time(
            printed=day,
            instant=parse_span(day).start,
            precision=Precision.DAY,
            basis=Basis.STATED,
            source="a person",
        )
        for day in ("2022-04-01", "2022-02-01")
    ]
    several = with_captures(once, [once.capture, *(replace(once.capture, captured=each) for each in others)])
    assert [each.captured and each.captured.printed for each in several.captures] == [
        "2022-02-01",
        "2022-03-10/2022-03-11",
        "2022-04-01",
    ]
    assert [each.name for each in several.known] == [
        "page.txt",
        "page.txt#20220310T000000Z",
        "page.txt#20220401T000000Z",
    ]
    write_sidecar(tmp_path, several)
    assert read_shelf(tmp_path) == [several]
    assert with_captures(several, [once.capture]) == once


# the manifest


def test_the_manifest_lists_all_captures_by_name(tmp_path: Path) -> None:
    write_manifest(tmp_path, [shelved("b.txt"), shelved("a/c.txt", b"x")])
    assert (tmp_path / MANIFEST).read_text() == f"{digest(b'x')}  a/c.txt\n{digest(DATA)}  b.txt\n"
    write_manifest(tmp_path, [])
    assert (tmp_path / MANIFEST).read_bytes() == b""


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum here")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name", ["page.txt", "a b/ж  “x”.txt", " lead", "-c", "back\\slash", "line\nend", os.fsdecode(b"caf\xe9.txt")]
)
def test_sha256sum_takes_the_manifest_for_its_own_whatever_the_names(tmp_path: Path, name: str) -> None:
    each = shelved(name)
    shelve(tmp_path, each, DATA)
    write_manifest(tmp_path, [each])
    check = ["sha256sum", "--strict", "-c", MANIFEST]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / name).write_bytes(DATA + b"!")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 1


def test_what_is_known_anew_replaces_the_sidecar_alone(tmp_path: Path) -> None:
    shelve(tmp_path, shelved(set_aside="it is JSON"), DATA)
    before = (tmp_path / "river/page.txt").stat()
    read = replace(shelved(), set_aside=None)
    write_sidecar(tmp_path, read)
    assert read_shelf(tmp_path) == [read]
    assert (tmp_path / "river/page.txt").stat() == before
