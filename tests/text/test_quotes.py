"""Are the quotations of a draft found, and nothing else?"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.text.quotes import PUT_IN, as_quote, as_written, find_quotes


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ('He said "the bridge is closed," and left.', ["the bridge is closed,"]),
        ("“One.” “Two.”", ["One.", "Two."]),
        ("„Guten Tag“ und „Hallo”", ["Guten Tag", "Hallo"]),
        ("«Bonjour» »Hallo« ‹un› 「日本」 『東京』", ["Bonjour", "Hallo", "un", "日本", "東京"]),
        ("‘it’s the dog’s’ bed", ["it’s the dog’s"]),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer"]),
        ("“outer “inner” outer” after", ["outer “inner” outer"]),
        ("> a block\n> of two lines\n\nno quotation", ["> a block\n> of two lines"]),
        ("before\n> “a block”\nafter “x y”", ["> “a block”", "x y"]),
        ('a 5" pipe and a 6" pipe', []),
        ("“”, “…”, “!”", []),
        ("“never closed\n\n“closed”", ["closed"]),
        ('"never closed\n\nin its paragraph "so" it is', ["so"]),
        ("it's the dogs' bed", []),
        ("'It's over,' he said. 'Go home.'", ["It's over,", "Go home."]),
        ("the '90s and rock 'n' roll", []),
        ("He said 'no way, José' and 'twas so", ["no way, José"]),
        ("the drivers' strike and the cooks' too", []),
        ("She called it 'war'", []),  # one word: it may be anything
        ("", []),
    ],
)
def test_quotations_in_marks_of_any_kind_are_found(draft: str, expected: list[str]) -> None:
    found = find_quotes(draft)
    assert [quote.text for quote in found] == expected
    assert [draft[quote.start : quote.end] for quote in found] == expected


@pytest.mark.parametrize(
    ("text", "pieces", "gaps", "changed"),
    [
        ("the bridge", ("the bridge",), (), False),
        ("the bridge … is closed", ("the bridge", "is closed"), (None,), True),
        ("the bridge ... is closed", ("the bridge", "is closed"), (None,), True),
        ("the bridge . . . is closed", ("the bridge", "is closed"), (None,), True),
        ("the bridge […] is closed", ("the bridge", "is closed"), (None,), True),
        ("the bridge [...] is (…) closed", ("the bridge", "is", "closed"), (None, None), True),
        ("the [old] bridge", ("the", "bridge"), (PUT_IN,), True),
        ("the [old] … bridge", ("the", "bridge"), (None,), True),
        ("[T]he bridge", ("bridge",), (), True),
        ("the bridge[s] are", ("the", "are"), (PUT_IN,), True),
        ("… the bridge …", ("the bridge",), (), True),
        ("> the\n> bridge", ("the\nbridge",), (), False),
        ("[everything]", (), (), True),
        ("Is it?", ("Is it?",), (), False),
        ("“Never,", ("Never",), (), False),
    ],
)
def test_what_is_left_out_or_put_in_parts_a_quotation(
    text: str, pieces: tuple[str, ...], gaps: tuple[int | None, ...], changed: bool
) -> None:
    quote = as_quote(text)
    assert (quote.pieces, quote.gaps, quote.is_changed) == (pieces, gaps, changed)


def test_a_quotation_is_written_without_the_marks_of_what_was_put_in() -> None:
    assert as_written(as_quote("> the [old]\n> bridge …")) == "the old bridge …"


@given(st.text(st.sampled_from("ab “”\"'‘’«»„>\n[]….")))
def test_no_draft_breaks_it_and_quotations_do_not_overlap(draft: str) -> None:
    found = find_quotes(draft)
    assert all(quote.pieces and draft[quote.start : quote.end] == quote.text for quote in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(len(quote.gaps) == len(quote.pieces) - 1 for quote in found)


def test_marks_that_are_never_closed_take_no_time() -> None:
    assert find_quotes("“" * 20_000) == []
    assert find_quotes("> " * 20_000) == []
