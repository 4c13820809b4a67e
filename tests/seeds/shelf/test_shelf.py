"""Does seeds/ hold each capture's bytes as they came, with what is known of them?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile import disk
from backfile.errors import Damage, NewerFormat
from backfile.model.capture import Capture, digest
from backfile.model.time import Basis, Precision, Time
from backfile.seeds.shelf.names import MANIFEST, SIDECAR, find_captures
from backfile.seeds.shelf.shelf import read_shelf, shelve, write_manifest
from backfile.seeds.shelf.sidecar import Shelved, with_captures, write_sidecar
from backfile.text.dates import parse_span
from tests.seeds.shelf.shelved import DATA, shelved


def test_an_empty_shelf_is_none(tmp_path: Path) -> None:
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
