"""Is a slug one safe part of a path and of an address, whatever the headline?"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.text.slug import LONGEST, RESERVED, slug

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(st.sampled_from("aB9-_ ./\\:~\u2014é北\0\n&#;x"))
SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@given(ANY_TEXT, ANY_TEXT)
@example("", "")
@example("../../etc/passwd", "entry")
@example("C:\\CON", "entry")
@example("…!?", "—")
@example("\ud800", "\udfff")
@example("x" * 1_000_000, "entry")
@example("&#99999999999999999999; &#x110000;", "entry")
@example("404", "entry")
def test_a_slug_is_short_plain_and_never_reserved(text: str, fallback: str) -> None:
    issued = slug(text, fallback=fallback)
    assert SAFE.fullmatch(issued)
    assert len(issued.encode("ascii")) <= LONGEST
    assert issued not in RESERVED


@given(ANY_TEXT, st.sampled_from([12, 40, 80]))
@example("word " * 40, 12)
@example("index", 12)
@example("a-b-c-d-e-f-g", 12)
def test_a_slug_is_issued_once(text: str, longest: int) -> None:
    taken: set[str] = set()
    for _ in range(12):
        issued = slug(text, fallback="entry", taken=taken, longest=longest)
        assert SAFE.fullmatch(issued)
        assert len(issued) <= longest
        assert issued not in taken | RESERVED
        taken.add(issued)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_reserved_name_gets_a_number_however_it_is_written(name: str) -> None:
    assert slug(f"«{name.upper()}»", fallback="entry") == f"{name}-2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zelenskyy: “We are here”", "zelenskyy-we-are-here"),
        ("Lviv — 10:30", "lviv-10-30"),
        ("…", "entry"),
        ("The words &#45; and &amp;", "the-words-45-and-amp"),
        ("one two three " * 10, "-".join(["one-two-three"] * 5) + "-one-two"),
        ("x" * 100, "x" * 80),
    ],
)
def test_a_slug_says_what_the_text_says(text: str, expected: str) -> None:
    assert slug(text, fallback="entry") == expected


def test_a_number_fits_within_the_length() -> None:
    assert slug("x" * 100, fallback="entry", taken={"x" * 80}) == "x" * 78 + "-2"


def test_a_fallback_that_cannot_be_spelled_has_a_fallback_too() -> None:
    assert slug("★", fallback="…") == "unnamed"
