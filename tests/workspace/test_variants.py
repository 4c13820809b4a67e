"""Are the lines of spellings read as they were written, and is a line that makes no sense told with its number?"""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.errors import Usage
from backfile.workspace.variants import NAME, parse_variants, read_variants


def test_a_line_is_a_group_and_what_follows_a_hash_is_for_people() -> None:
    written = "\ufeff# names\nKyiv, Kiev ,Київ # since 1995\r\n\n  \n,Turkey,, Türkiye,\n#a, b\n"
    assert parse_variants(written, "variants.txt") == (("Kyiv", "Kiev", "Київ"), ("Turkey", "Türkiye"))
    assert parse_variants("", "variants.txt") == ()


@pytest.mark.parametrize(
    ("written", "number", "line"),
    [
        ("Kyiv", 1, "Kyiv"),
        ("a, b\n\nKyiv Kiev\n", 3, "Kyiv Kiev"),
        ("New York, NYC", 1, "New York, NYC"),
        ("a, b # c\n a, # b", 2, "a, # b"),
    ],
)
def test_a_line_that_names_no_spellings_is_refused_with_its_number(written: str, number: int, line: str) -> None:
    with pytest.raises(Usage) as told:
        parse_variants(written, "variants.txt")
    assert str(told.value) == (
        f"variants.txt, line {number}: “{line}” names no spellings; write two or more single words, parted by commas"
    )


def test_without_a_file_of_its_own_an_archive_has_the_spellings_that_are_shipped(tmp_path: Path) -> None:
    shipped = read_variants(tmp_path)
    assert ("Kyiv", "Kiev", "Київ", "Киев", "Kijew", "Kijów") in shipped
    assert all(len(group) > 1 for group in shipped)


def test_the_file_of_an_archive_stands_for_all_that_are_shipped(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("Aachen, Aix\n", encoding="utf-8")
    assert read_variants(tmp_path) == (("Aachen", "Aix"),)
    (tmp_path / NAME).write_text("", encoding="utf-8")
    assert read_variants(tmp_path) == ()
    (tmp_path / NAME).write_text("Aachen\n", encoding="utf-8")
    with pytest.raises(Usage, match=r"variants\.txt, line 1: “Aachen” names no spellings"):
        read_variants(tmp_path)
