"""Is every character of a part accounted for once, and never twice?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model.ledger import Label, Ledger, Span

CUTS = st.lists(st.integers(1, 500), unique=True).map(sorted)


def spans(*ends: int) -> tuple[Span, ...]:
    """Spans that follow each other to each of the ends, their labels in turn."""
    labels = list(Label)
    return tuple(
        Span(start=start, end=end, label=labels[number % len(labels)], reason="made up")
        for number, (start, end) in enumerate(zip((0, *ends), ends, strict=False))
    )


@given(CUTS)
def test_spans_that_follow_each_other_are_an_account_of_every_character(ends: list[int]) -> None:
    ledger = Ledger(part="text", characters=max(ends, default=0), spans=spans(*ends))
    counted = ledger.count()
    assert counted.total() == ledger.characters
    for label in Label:
        assert counted[label] == sum(span.end - span.start for span in ledger.spans if span.label is label)


@given(CUTS.filter(bool), st.data())
def test_any_span_moved_grown_shrunk_or_left_out_is_refused(ends: list[int], data: st.DataObject) -> None:
    whole = list(spans(*ends))
    at = data.draw(st.integers(0, len(whole) - 1))
    start, end = whole[at].start, whole[at].end
    moved, grown, shrunk = (start + 1, end + 1), [(start - 1, end), (start, end + 1)], (start, end - 1)
    broken = data.draw(st.sampled_from([moved, *grown, shrunk, (end, start), None]))
    replaced = [] if broken is None else [Span(start=broken[0], end=broken[1], label=Label.ENTRY, reason="broken")]
    with pytest.raises(ValueError, match=r"account of the page: .* of text"):
        Ledger(part="text", characters=ends[-1], spans=(*whole[:at], *replaced, *whole[at + 1 :]))


@pytest.mark.parametrize(
    ("characters", "ends", "fault"),
    [
        (10, (4, 9), "ends at 9 of 10 characters"),
        (10, (4, 11), "ends at 11 of 10 characters"),
        (1, (), "ends at 0 of 1 characters"),
        (10, (4, 4, 10), "hole or overlap at character 4"),
    ],
)
def test_the_fault_is_told_with_its_place(characters: int, ends: tuple[int, ...], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Ledger(part="text", characters=characters, spans=spans(*ends))


def test_an_empty_part_has_an_empty_account() -> None:
    assert Ledger(part="text", characters=0, spans=()).count().total() == 0
