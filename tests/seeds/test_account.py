"""Do claims become an account without hole or overlap, in which the later claim holds?"""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from backfile.model.ledger import Label
from backfile.seeds.account import Claim, make_ledger


def test_later_claims_are_cut_out_of_earlier_ones() -> None:
    claims = [
        Claim(2, 10, Label.ENTRY, "an entry", "id:1"),
        Claim(4, 6, Label.TIME, "a time", "id:1"),
        Claim(8, 8, Label.BYLINE, "nothing"),
    ]
    spans = make_ledger("text", "x" * 12, claims, "open").spans
    assert [(span.start, span.end, span.label, span.entry, span.reason) for span in spans] == [
        (0, 2, Label.UNRECOGNISED, None, "open"),
        (2, 4, Label.ENTRY, "id:1", "an entry"),
        (4, 6, Label.TIME, "id:1", "a time"),
        (6, 10, Label.ENTRY, "id:1", "an entry"),
        (10, 12, Label.UNRECOGNISED, None, "open"),
    ]


def test_blanks_belong_to_what_stands_before_them() -> None:
    claims = [Claim(0, 3, Label.HEADLINE, "a"), Claim(5, 8, Label.SUMMARY, "b")]
    spans = make_ledger("text", "abc \ndef", claims, "open").spans
    assert [(span.start, span.end, span.label) for span in spans] == [(0, 5, Label.HEADLINE), (5, 8, Label.SUMMARY)]


def test_claims_of_one_kind_beside_each_other_are_one_span() -> None:
    claims = [Claim(0, 2, Label.FURNITURE, "a menu"), Claim(2, 4, Label.FURNITURE, "a menu")]
    assert len(make_ledger("text", "abcd", claims, "open").spans) == 1


def test_an_empty_part_has_an_account_without_spans() -> None:
    assert make_ledger("text", "", [], "open").spans == ()


@given(
    st.text(st.sampled_from("ab \n"), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(Label)), max_size=12),
)
@example("  a", [])
@example(" ", [(0, 1, Label.ENTRY)])
def test_any_claims_become_an_account(text: str, given: list[tuple[int, int, Label]]) -> None:
    claims = [Claim(min(start, len(text)), min(end, len(text)), label, "") for start, end, label in given]
    ledger = make_ledger("text", text, claims, "open")  # Ledger refuses holes and overlaps
    for at, character in enumerate(text):
        span = next(span for span in ledger.spans if span.start <= at < span.end)
        claimed = [claim.label for claim in claims if claim.start <= at < claim.end]
        if character.strip():
            assert span.label == (claimed[-1] if claimed else Label.UNRECOGNISED)
