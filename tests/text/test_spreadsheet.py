"""Does a spreadsheet show what stands in a cell, and never reckon with it?"""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.spreadsheet import row
from backfile.text.terminal import visible

CELL = st.text(st.characters(exclude_categories=()))


def read(line: str) -> list[str]:
    """The cells of a line, as any program reads them."""
    (cells,) = csv.reader(io.StringIO(line, newline=""))
    return cells


@given(st.lists(CELL, min_size=1))
@example(["=cmd|' /C calc'!A0", "a,b", 'say "no"', "two\nlines", "\x1b[31m", "\u202eevil", ""])
@example([""])
def test_every_cell_is_read_back_visible_and_none_begins_a_formula(cells: list[str]) -> None:
    back = read(row(cells))
    assert [cell.removeprefix("'") for cell in back] == [visible(cell).removeprefix("'") for cell in cells]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in back)


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t"])
def test_what_begins_like_a_formula_begins_with_an_apostrophe(beginning: str) -> None:
    assert read(row([f"{beginning}1", f"1{beginning}"])) == [f"'{beginning}1", f"1{beginning}"]


def test_what_is_no_text_is_written_as_python_prints_it() -> None:
    assert read(row([3, True, None])) == ["3", "True", "None"]
