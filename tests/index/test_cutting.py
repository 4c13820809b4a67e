"""Is a text that falls into pieces given the same words as one that is cut as a whole?"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.index import cutting
from backfile.index.analysis import folds
from backfile.index.codec.inverting import Numbering
from backfile.index.cutting import NOTHING, Cutting
from tests.index.corpus import PRINTED

AWKWARD = (
    "' ’ '' U.S. u.s 1,200 1,200,3 3.5 192.168.0.1. C++ C# c#d a_b _a.b. Ǘ “x” й 北京. ´a` ½ l'eau 's İ ǿ e\u0301 …"
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
