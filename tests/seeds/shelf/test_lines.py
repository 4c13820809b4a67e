"""Is a line of a file of ours one line, and does it say what was meant?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.errors import Damage
from backfile.seeds.shelf.lines import dump_line, parse_line


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text())))
@example({"reason": "one\u2028two\x85three\nfour"})
@example({"name": "half a letter: \ud83d"})
def test_a_line_is_one_line_of_ascii_and_says_what_was_written(plain: dict[str, object]) -> None:
    line = dump_line(plain)
    assert (line.isascii(), line.splitlines(keepends=True)) == (True, [line])
    assert parse_line(line.rstrip("\n"), "here") == plain


@pytest.mark.parametrize("line", ["", "{", '{"n": 1} x', '"\udcff"', "[" * 100_000])
def test_what_is_no_json_is_damage_at_its_place(line: str) -> None:
    with pytest.raises(Damage, match=r"log\.jsonl, line 3"):
        parse_line(line, "log.jsonl, line 3")
