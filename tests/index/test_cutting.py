"""Is a text that falls into pieces, by itself or with many, given the same words as one that is cut as a whole?"""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.index import cutting, cutting_at_once
from backfile.index.analysis import folds
from backfile.index.codec.inverting import Numbering
from backfile.index.cutting import NOTHING, Cutting
from backfile.index.cutting_at_once import CuttingAtOnce
from tests.index.corpus import PRINTED

AWKWARD = (
    "' ’ '' U.S. u.s 1,200 1,200,3 3.5 192.168.0.1. C++ C# c#d a_b _a.b. Ǘ “x” й 北京. ´a` ½ l'eau 's İ ǿ e\u0301 … "
    "..u.s ,'a .'b. 1.200,'5 a..b.c c#.' +."
).split()
SIGNS = [" ", "", ", ", ".", "-", "\n\n", "\xa0", "/"]

_pieces = st.lists(st.sampled_from([*PRINTED, *AWKWARD]) | st.text(max_size=6), max_size=12)
_texts = st.tuples(st.sampled_from(SIGNS), _pieces).map(lambda drawn: drawn[0].join(drawn[1]))


def words_of(text: str) -> list[str]:
    numbering = Numbering()
    found = Cutting(numbering).numbers(text)
    terms = list(numbering)
    return [terms[number - 1] for number in found]


@settings(max_examples=500)
@given(_texts)
@example("The U.S. lost 1,200 “MiG-29s” – and C++, a.b.c. or 'x' ''y'' rock 'n' roll")
@example("北京大学, Київ. naïve-café e\u0301\u0301 ´ ` _x_ a.b, ok...")
def test_a_text_falls_into_the_words_that_the_law_gives(text: str) -> None:
    assert words_of(text) == folds(text)


def test_what_was_forgotten_is_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MOST", 2)
    numbering = Numbering()
    held = Cutting(numbering)
    for _ in range(2):
        assert held.numbers("a b 1,200x2.b.c b & a") == [numbering[word] for word in folds("a b 1,200x2.b.c b & a")]
        assert len(held) <= 2
    assert NOTHING not in numbering.values()


# Many texts at once

LENGTHS = [sign * length for sign in ("a", "й", "京") for length in (5, 6, 7, 8, 9, 15, 16, 17, 24, 300)]


def words_of_all(held: Cutting | CuttingAtOnce, numbering: Numbering, texts: list[str]) -> list[list[str]]:
    numbers, counts = held.numbers_of_all(texts)
    terms = ["", *numbering]
    words = iter([terms[number] for number in numbers])
    found = [[next(words) for _ in range(count)] for count in counts]
    assert next(words, None) is None
    return found


@settings(max_examples=500)
@given(
    st.lists(st.lists(_texts, max_size=5), max_size=4), st.sampled_from([0, 3, 1_000]), st.sampled_from([2, 1 << 16])
)
@example([["", "a"], [], ["", "", "a b", ""]], 1_000, 2)
@example([[f"{piece}. '{piece}', {piece}s" for piece in LENGTHS], LENGTHS, [" ".join(LENGTHS)]], 1_000, 2)
@example([["a\0b\x01c\x02\x03\x04d", "\ud800 x\u2003y \xff \x85z"], ["ends.", "'begins"]], 0, 2)
@example([["c", "k e", "k"] + [chr(ord("a") + number % 26) * (number % 40) for number in range(400)]], 3, 2)
def test_many_texts_fall_at_once_into_the_words_that_the_law_gives(
    batches: list[list[str]], most: int, slots: int
) -> None:
    with mock.patch.multiple(cutting_at_once, MOST=most, _SLOTS=slots):
        numbering = Numbering()
        held = CuttingAtOnce(numbering)
        for texts in batches:
            assert words_of_all(held, numbering, texts) == [folds(text) for text in texts]


def test_a_piece_is_cut_once_however_often_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []

    def noting(piece: str) -> list[str]:
        met.append(piece)
        return folds(piece)

    monkeypatch.setattr(cutting_at_once, "words_of_piece", noting)
    held = CuttingAtOnce(Numbering())
    long = "antidisestablishmentarianism"
    for texts in (["Dykes, dams; dykes.", f"{long} {long}"], ["dams DYKES dykes"], [f"'{long}"]):
        held.numbers_of_all(texts)
    assert met == ["dams", "dykes", long, f"'{long}"]


@pytest.mark.parametrize("odd", [(1, 1), (0, 0)])
def test_pieces_that_come_into_one_slot_are_told_apart(odd: tuple[int, int]) -> None:
    numbering = Numbering()
    held = CuttingAtOnce(numbering)
    held._table._odd = np.array(odd, np.uint64)
    texts = [" ".join(f"{letter}{number}" for letter in "abc" for number in range(60))] * 2
    assert words_of_all(held, numbering, texts) == [folds(text) for text in texts]


def test_no_more_pieces_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting_at_once, "MOST", 100)
    held = CuttingAtOnce(Numbering())
    for number in range(30):
        held.numbers_of_all([" ".join(f"{number}x{each} {'long' * 5}{number}-{each}" for each in range(40))])
        assert len(held._counts) + len(held._long) <= 100 + 80 + 1
