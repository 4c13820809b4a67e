"""Do sketches of texts tell which are alike, and nothing else?"""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from backfile.text.shingles import shingles
from backfile.text.sketch import are_alike, sketch

SECRET = "5a" * 32
WORDS = [f"{start}{end}" for start in ("ba", "de", "fi", "go", "lu", "ny", "ro", "sa") for end in "bcdfghklmnprst"]


@given(st.text(), st.text())
def test_a_text_is_like_itself_and_likeness_has_two_sides(one: str, other: str) -> None:
    first, second = (sketch(each, SECRET) for each in (one, other))
    assert (first == "") == (not shingles(one)) and len(first) in (0, 64)
    assert not first or are_alike(first, first)
    assert not (first and second) or are_alike(first, second) == are_alike(second, first)


def test_texts_with_a_third_of_their_runs_in_common_are_alike_and_others_are_not() -> None:
    chosen = Random(7)
    for _ in range(100):
        text = chosen.choices(WORDS, k=60)
        first, longer, edited, other = (
            sketch(" ".join(each), SECRET)
            for each in (
                text,
                text + chosen.choices(WORDS, k=60),
                [*text[:20], "changed", *text[21:40], "too", *text[41:]],
                chosen.choices(WORDS, k=60),
            )
        )
        assert are_alike(first, longer) and are_alike(first, edited) and not are_alike(first, other)


def test_a_sentence_of_a_text_is_not_told_by_its_sketch() -> None:
    text = Random(3).choices(WORDS, k=120)
    assert not are_alike(sketch(" ".join(text), SECRET), sketch(" ".join(text[30:42]), SECRET))


def test_with_another_secret_a_sketch_is_another() -> None:
    text = "The river rises, and the lower town is closed."
    assert not are_alike(sketch(text, SECRET), sketch(text, "5b" * 32))
