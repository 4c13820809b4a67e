"""Numbers and names in shards: each can be read back, and none is anything but plain signs."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.site.shards.coding import SIGNS, code, code_runs, file_key, script_order
from backfile.text.characters import BIDI, UNSAFE
from tests.site.shards.reading import decode, decode_runs


@given(st.lists(st.integers(min_value=0, max_value=2**40)))
@example([0, 44, 45, 89, 90, 2_024, 2_025, 2**32])
def test_numbers_read_back_as_they_were(numbers: list[int]) -> None:
    assert decode(code(numbers)) == numbers


@given(st.sets(st.integers(min_value=0, max_value=300)))
def test_runs_read_back_as_they_were(numbers: set[int]) -> None:
    assert decode_runs(code_runs(sorted(numbers))) == sorted(numbers)


def test_what_steers_who_reads_it_is_never_taken_for_printable() -> None:
    steering = re.compile(f"[{UNSAFE}{BIDI}]")
    assert not [sign for sign in map(chr, range(0x110000)) if steering.match(sign) and sign.isprintable()]


def test_the_signs_end_no_string_list_or_script() -> None:
    assert len(SIGNS) == len(set(SIGNS)) == 90
    assert not set(SIGNS) & set('"\\|< ')


@given(st.text(min_size=1), st.text(min_size=1))
@example("con", "CON")
@example("a_b", "a")
def test_every_key_has_a_file_of_its_own_name(one: str, other: str) -> None:
    assert re.fullmatch("[a-z0-9_]+", file_key(one))
    assert (file_key(one) == file_key(other)) is (one == other)


@given(st.text(), st.text())
def test_keys_are_sorted_as_a_script_compares(one: str, other: str) -> None:
    halves = [memoryview(key.encode("utf-16-le", "surrogatepass")).cast("H").tolist() for key in (one, other)]
    assert (script_order(one) < script_order(other)) is (halves[0] < halves[1])
