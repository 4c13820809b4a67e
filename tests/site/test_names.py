"""Under which letter of the index does a name stand?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backfile.site.gathering import by_name
from backfile.site.names import letter
from backfile.site.places import BYLINE
from backfile.site.summary import summarise
from backfile.site.times import Clock
from tests.site.sample import VALLEY_COUNT


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("Ada Quint", "A"), ("ada quint", "A"), ("Ábel", "A"), ("“Zoë”", ""), ("’Tis", "T"), ("ﬁne", "F")),
        *(("Київ", "К"), ("Ωmega", "Ω"), ("北京", ""), ("<i>", ""), ("24 hours", ""), ("ßen", "S")),
    ],
)
def test_a_name_stands_under_its_first_letter_or_with_the_others(name: str, expected: str) -> None:
    coverage = replace(VALLEY_COUNT, entries=(replace(VALLEY_COUNT.entries[0], byline=(name,)),))
    [named] = by_name([summarise(coverage, Clock.of("UTC"))], BYLINE)
    assert letter(named) == expected
