"""Is damage found by whoever touches it, and does opening read no more than it says?"""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backfile import disk
from backfile.errors import BackfileError
from backfile.index.codec import pages
from backfile.index.codec.pages import PAGE, Altered, PagedFile, PagedWriter, Written

_sections = st.lists(
    st.binary(max_size=20) | st.integers(0, 3 * PAGE).map(lambda size: bytes(range(251)) * (size // 251))
)


def write(folder: Path, sections: list[bytes]) -> tuple[Path, Written]:
    file = PagedWriter(folder)
    for number, data in enumerate(sections):
        file.begin(f"{number}")
        for start in range(0, len(data), 7_000):
            file.write(data[start : start + 7_000])
    name, written = file.finish(".paged", more="of it")
    return folder / name, written


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_sections, st.data())
@example([b"", b"a", bytes(2 * PAGE), b"", bytes(PAGE - 1)], None)
def test_every_section_is_read_as_it_was_written(
    tmp_path: Path, sections: list[bytes], data: st.DataObject | None
) -> None:
    path, written = write(tmp_path, sections)
    file = PagedFile(path, written)
    assert (file.name, file.contents["more"]) == (path.name, "of it")
    for number, section in enumerate(sections):
        assert f"{number}" in file
        assert file.length(f"{number}") == len(section)
        start = data.draw(st.integers(0, len(section))) if data else 0
        stop = data.draw(st.integers(start, len(section))) if data else len(section)
        assert bytes(file.part(f"{number}", start, stop)) == section[start:stop]
        assert bytes(file.section(f"{number}")) == section
    file.check()
    assert "none" not in file
    assert file.length("none") == 0


def test_the_same_sections_make_the_same_file(tmp_path: Path) -> None:
    assert write(tmp_path, [b"words"]) == write(tmp_path, [b"words"])
    assert write(tmp_path, [b"words"]) != write(tmp_path, [b"word"])
    assert len(list(tmp_path.iterdir())) == 2, "nothing that was written aside is left"


def test_a_flipped_bit_is_found_by_whoever_reads_its_page_and_by_nobody_else(tmp_path: Path) -> None:
    path, written = write(tmp_path, [bytes(4 * PAGE)])
    data = bytearray(path.read_bytes())
    data[2 * PAGE + 5] ^= 4
    path.write_bytes(data)
    file = PagedFile(path, written)
    assert not any(file.part("0", 0, 2 * PAGE))
    assert not any(file.part("0", 3 * PAGE, 4 * PAGE))
    for start, stop in ((2 * PAGE, 2 * PAGE + 1), (0, 4 * PAGE), (2 * PAGE - 1, 2 * PAGE + 1)):
        with pytest.raises(Altered) as told:
            file.part("0", start, stop)
        assert str(told.value).startswith(f"{path.name}: is not as it was written; make the search index again")
    with pytest.raises(Altered):
        file.check()


@pytest.mark.parametrize("place", [-1, -10, -40])
def test_a_tail_that_was_changed_is_found_on_opening(tmp_path: Path, place: int) -> None:
    path, written = write(tmp_path, [b"words"])
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(Altered):
        PagedFile(path, written)


def test_another_size_another_file_or_none_is_found_on_opening(tmp_path: Path) -> None:
    path, written = write(tmp_path, [b"words"])
    _, of_other = write(tmp_path, [b"xords"])
    for wrong in (
        of_other,
        written._replace(tail=written.size + 1),
        written._replace(size=3),
        written._replace(tail=-1),
    ):
        with pytest.raises(Altered):
            PagedFile(path, wrong)
    disk.remove(path)
    with pytest.raises(Altered):
        PagedFile(path, written)


def test_nothing_outside_of_a_section_is_given(tmp_path: Path) -> None:
    path, written = write(tmp_path, [b"secret", b"words"])
    file = PagedFile(path, written)
    for start, stop in ((-1, 3), (0, 6), (3, 2), (6, 6)):
        with pytest.raises(Altered):
            file.part("1", start, stop)


def test_a_writer_that_is_stopped_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = PagedWriter(tmp_path)
    file.add("words", bytes(3 * PAGE))
    file.abandon()
    assert list(tmp_path.iterdir()) == []

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr("os.fsync", full)
    file = PagedWriter(tmp_path)
    with pytest.raises(BackfileError, match="the disk is full"):
        file.finish(".paged")
    file.abandon()
    assert list(tmp_path.iterdir()) == []


def test_much_is_written_piece_by_piece(tmp_path: Path) -> None:
    data = bytes(range(256)) * (pages._AT_ONCE // 256 + 77)
    path, written = write(tmp_path, [b"a", data])
    assert bytes(PagedFile(path, written).section("1")) == data
