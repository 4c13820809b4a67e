"""Is an index opened only when it is whole, and is it said why not?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backfile import disk
from backfile.index.opening import CURRENT, NoIndex, open_index, switch_to
from backfile.index.writing import build_index
from tests.index.corpus import document


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an index of two documents."""
    build_index(tmp_path, [document("the dyke", name="a/b"), document("mayors", name="a/c")], "en")
    return tmp_path


def why_not(home: Path, language: str = "en") -> str:
    """The reason for which the index is not opened."""
    with pytest.raises(NoIndex) as told:
        open_index(home, language)
    return str(told.value)


def test_an_index_is_opened_as_it_was_made(home: Path) -> None:
    opened = open_index(home, "en")
    assert (opened.folder, opened.language) == (home / "search-1", "en")
    assert opened.stems == {"mayor": ["mayors"]}
    assert opened.whoosh.doc_count() == 2


def test_where_there_is_none_it_is_said(tmp_path: Path) -> None:
    assert why_not(tmp_path) == "there is none yet"
    assert why_not(tmp_path / "none") == "there is none yet"


def test_one_of_another_language_or_format_is_not_opened(home: Path) -> None:
    assert why_not(home, "de") == "it was made for another version or language"
    current = json.loads((home / CURRENT).read_text(encoding="utf-8"))
    disk.write(home / CURRENT, json.dumps(current | {"format": 2}))
    assert why_not(home) == "it was made for another version or language"


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_one_with_any_file_cut_short_or_gone_is_not_opened(home: Path, lost: int) -> None:
    for path in list(disk.walk(home / "search-1")):
        data = path.read_bytes()
        if not data:
            continue
        if lost == 0:
            path.unlink()
        elif lost == 1:
            path.write_bytes(data[:-1])
        else:
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        assert why_not(home).startswith("it is damaged"), path.name
        path.write_bytes(data)
        open_index(home, "en")


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"\xff",
        b'{"format": 1, "folder": 7, "language": "en", "files": {}}',
        b'{"format": 1, "folder": "search-1", "language": "en"}',
        b'{"format": 1, "folder": "search-1", "language": "en", "files": 3}',
        b'{"format": 1, "folder": "search-9", "language": "en", "files": {}}',
        b'{"format": 1, "folder": "../..", "language": "en", "files": {}}',
    ],
)
def test_a_pointer_that_makes_no_sense_is_damage_that_is_told(home: Path, written: bytes) -> None:
    (home / CURRENT).write_bytes(written)
    assert why_not(home).startswith("it is damaged (")


def test_a_file_beside_the_index_is_none_of_its_own(home: Path) -> None:
    (home / "search-1" / "left-over").write_bytes(b"")
    assert open_index(home, "en").whoosh.doc_count() == 2


def test_the_switch_puts_one_index_in_force_and_sweeps_all_others(home: Path) -> None:
    for name in ("search-2/half", "search-7/half", "catalogue.json", "research-1/mine"):
        disk.write(home / name, b"")
    switch_to(home, home / "search-1", "en")
    assert sorted(path.name for path in home.iterdir()) == ["catalogue.json", CURRENT, "research-1", "search-1"]
