"""Under which letter of the index does a name stand?"""

from __future__ import annotations

import pytest

from backfile.site.gathering import by_name, gather_lines
from backfile.site.names import letter
from backfile.site.summary import summarise
from backfile.site.times import Clock
from tests.site.sample import COVERAGES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("Ada Quint", "A"), ("ada quint", "A"), ("Ábel", "A"), ("“Zoë”", ""), ("’Tis", "T"), ("ﬁne", "F")),
        *(("Київ", "К"), ("Ωmega", "Ω"), ("北京", ""), ("<i>", ""), ("24 hours", ""), ("ßen", "S")),
    ],
)
def test_a_name_stands_under_its_first_letter_or_with_the_others(name: str, expected: str) -> None:
    lines = gather_lines(summarise(coverage, Clock.of("UTC")) for coverage in COVERAGES)
    [named] = by_name(lines[:1], lambda _: [name])
    assert letter(named) == expected
