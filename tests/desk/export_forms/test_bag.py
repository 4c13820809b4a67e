"""Does what we hand over pass the library that others check bags with?"""

from __future__ import annotations

import io
from pathlib import Path

import bagit
import pytest

from backfile import disk
from backfile.desk.export_forms.bag import Bag
from backfile.errors import Usage

INFO = {"External-Description": "Entries of\n a test"}


def test_a_bag_is_valid_and_says_what_was_said_of_it(tmp_path: Path) -> None:
    with Bag(tmp_path / "bag", INFO) as bag:
        bag.put("one.txt", "Київ\n")
        bag.put_file("seeds/two.bin", io.BytesIO(bytes(range(256)) * 9_000))
        bag.put("odd\nname.txt", b"")
    found = bagit.Bag(str(tmp_path / "bag"))
    found.validate()
    assert found.info == {"External-Description": "Entries of a test", "Payload-Oxum": f"{9 + 256 * 9_000}.3"}
    assert (tmp_path / "bag/data/seeds/two.bin").read_bytes() == bytes(range(256)) * 9_000
    assert not list(tmp_path.glob("*part"))


def test_what_stands_beside_a_bag_stays(tmp_path: Path) -> None:
    for name in ("bag.part", f"bag{disk.PART}"):
        disk.write(tmp_path / name / "mine.txt", "mine")
    with Bag(tmp_path / "bag", INFO) as bag:
        bag.put("one.txt", "one")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bag", "bag.part"], "the other was left by a stop"
    assert (tmp_path / "bag.part/mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_percent_sign_in_a_name_is_coded_as_the_standard_demands(tmp_path: Path) -> None:
    with Bag(tmp_path / "bag", INFO) as bag:
        bag.put("90%.txt", "")
    assert "  data/90%25.txt\n" in (tmp_path / "bag/manifest-sha256.txt").read_text(encoding="utf-8")


def test_a_changed_file_makes_a_bag_invalid(tmp_path: Path) -> None:
    with Bag(tmp_path / "bag", INFO) as bag:
        bag.put("one.txt", "as it was")
    (tmp_path / "bag/data/one.txt").write_text("as it is!", encoding="utf-8")
    assert not bagit.Bag(str(tmp_path / "bag")).is_valid()


def test_the_same_files_make_the_same_bag(tmp_path: Path) -> None:
    for name, order in (("one", ("a", "b")), ("two", ("b", "a"))):
        with Bag(tmp_path / name, INFO) as bag:
            for each in order:
                bag.put(f"{each}.txt", each)
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.txt")}
        for name in ("one", "two")
    )
    assert one == two


def test_a_name_is_put_in_once(tmp_path: Path) -> None:
    with Bag(tmp_path / "bag", INFO) as bag:
        bag.put("one.txt", "first")
        bag.put("one.txt", "second")
    assert (tmp_path / "bag/data/one.txt").read_text(encoding="utf-8") == "first"


def test_nothing_is_left_of_a_bag_that_was_not_finished(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Bag(tmp_path / "bag", INFO) as bag:
        bag.put("one.txt", "first")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Usage, match="is there already"):
        Bag(tmp_path, INFO)
    with pytest.raises(Usage, match="is there already"):
        Bag(tmp_path / "mine.txt", INFO)
    (tmp_path / "empty").mkdir()
    with Bag(tmp_path / "empty", INFO):
        pass
    bagit.Bag(str(tmp_path / "empty")).validate()
