"""Does a search as of an instant see just the words that are the newest shown to exist by then?"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.index import searching
from backfile.index.opening import open_index
from backfile.index.parse import parse_query
from backfile.index.searching import search
from backfile.index.writing import refresh_index
from backfile.model.search import Asked, Document, Hit, Results
from tests.index.corpus import KEY, document

NOON = datetime(2022, 3, 10, 12, tzinfo=UTC)


def at(minutes: int | None) -> datetime | None:
    return None if minutes is None else NOON + timedelta(minutes=minutes)


def entry(name: str, published: int | None, *known: int | None) -> list[Document]:
    """An entry published so many minutes after noon, whose revisions are known from so many minutes after noon."""
    shown = sorted((minutes, number) for number, minutes in enumerate(known) if minutes is not None)
    until = {number: after for (_, number), (after, _) in pairwise(shown)}
    earliest = shown[0][1] if shown else 0
    return [
        replace(
            document(f"words {number}", name=name, published=at(published), revision=number + 1),
            newest=number == len(known) - 1,
            known=at(minutes),
            until=at(until.get(number)),
            earliest=number == earliest,
        )
        for number, minutes in enumerate(known)
    ]


def asked(documents: list[Document], instant: datetime, limit: int = 100, *, at_once: bool = False) -> Results:
    """The answer, found one by one or by numpy."""
    bounds = mock.patch.multiple(searching, MANY=0, FEW_POSTINGS=0) if at_once else nullcontext()
    with TemporaryDirectory() as home, bounds:
        refresh_index(Path(home), documents, "en", KEY)
        opened = open_index(Path(home), "en", KEY)
        return search(opened, parse_query("words"), "words", Asked(limit=limit, as_of=instant))


def names(hits: tuple[Hit, ...]) -> list[tuple[str, int]]:
    return sorted((hit.permalink, hit.document.revision) for hit in hits)


MINUTES = st.none() | st.integers(-3, 3)
ENTRIES = st.lists(st.tuples(MINUTES, st.lists(MINUTES, min_size=1, max_size=3)), max_size=4)


@settings(max_examples=40)
@given(ENTRIES, st.integers(-4, 4), st.booleans())
@example([(0, [2, None]), (0, [2, 1]), (None, [0]), (3, [3])], 1, True)
def test_one_wording_at_most_is_seen_of_an_entry_and_of_others_that_they_are_later(
    given_entries: list[tuple[int | None, list[int | None]]], minutes: int, at_once: bool
) -> None:
    seen, later = [], []
    for number, (published, known) in enumerate(given_entries):
        by_then = [(each, at_) for at_, each in enumerate(known) if each is not None and each <= minutes]
        if by_then:
            seen.append((f"storm/{number}", max(by_then)[1] + 1))
        elif published is not None and published < minutes:
            first = min(((each, at_) for at_, each in enumerate(known) if each is not None), default=(0, 0))
            later.append((f"storm/{number}", first[1] + 1))
    documents = [
        each for number, told in enumerate(given_entries) for each in entry(f"storm/{number}", told[0], *told[1])
    ]
    results = asked(documents, NOON + timedelta(minutes=minutes), at_once=at_once)
    assert (names(results.hits), results.total, results.searched) == (seen, len(seen), len(seen))
    assert (names(results.later), results.later_total) == (later, len(later))
    assert results.as_of == NOON + timedelta(minutes=minutes)


def test_only_words_that_answer_are_told_to_be_later_and_no_more_than_are_asked_for() -> None:
    documents = [each for number in range(5) for each in entry(f"storm/{number}", 0, 9)]
    documents += [replace(each, text="silence") for each in entry("storm/other", 0, 9)]
    results = asked(documents, NOON + timedelta(minutes=1), limit=2)
    assert (len(results.later), results.later_total, results.total) == (2, 5, 0)
